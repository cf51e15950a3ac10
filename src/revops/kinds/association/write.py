"""Labels and limits as requests, and what the answers say.

A create makes both directions (dossier H2); an update must say both labels, and deleting one side removes
both (peers (f)). Limits go by type, each direction of its own (H3).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds.association.lists import USER, path_of, rows
from revops.kinds.association.read import INVERSE
from revops.kinds.association.spec import DEFAULT, LIMITS, NO_LIMIT, TEXTS
from revops.kinds.base import Settled
from revops.kinds.wire import refusal, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.json import Json

_LABELS: Final = "association_labels"
_LIMITS: Final = "association_limits"
_FULL: Final = 437
_MAKE_ROOM: Final = "delete labels of these two objects that nobody uses, then apply again"

Types = Mapping[str, int]
"""Unit of a limit -> the type that it stands on."""


def compile_(changes: Sequence[Change], context: Context) -> Conversation:
    """Labels first; limits on labels that are made need the type ids that HubSpot gives them."""
    calls = [call for change in changes for call in _label_calls(change, context)]
    answers = (yield calls) if calls else []
    types = {change.address: _types(change) for change in changes if change.actual}
    made = [(call, a) for call, a in zip(calls, answers, strict=True) if call.method == "POST" and a.ok]
    limited = [(call, a) for call, a in made if call.units is not None]
    if any(_is_one_text(call) for call, _ in limited):
        rehearsal = {"results": [row for call, _ in limited for row in call.rehearsal["results"][1:]]}
        path = path_of(changes[0].address.scope, context)
        (listed,) = yield (Call(_LABELS, "GET", f"{path}/labels", rehearsal=rehearsal),)
        here = {int(row.id) for row in rows(listed)}
    else:
        here = set()
    types |= {call.carries[0]: _made(call, answer, here) for call, answer in limited}
    yield from _steps(changes, types, context)


def _label_calls(change: Change, context: Context) -> Iterator[Call]:
    path = f"{path_of(change.address.scope, context)}/labels"
    carries, after = (change.address,), change.after()
    if change.action is Action.CREATE:
        yield _create(change, path)
    elif change.action is Action.DELETE and change.actual:
        yield Call(_LABELS, "DELETE", f"{path}/{change.actual.id}", carries=carries)
    elif after.keys() & set(TEXTS) and change.actual:
        body = {"associationTypeId": int(change.actual.id), **_both(change)}
        rest = after.keys() - set(TEXTS)
        yield Call(_LABELS, "PUT", path, body=body, carries=carries, units=frozenset(TEXTS) if rest else None)


def _create(change: Change, path: str) -> Call:
    """With the key as its name, which HubSpot never shows in these lists (dossier H2)."""
    texts = {text: value for text, value in change.after().items() if text in TEXTS}
    limited = any(change.after().get(unit, NO_LIMIT) != NO_LIMIT for unit in LIMITS)
    label = texts["label"]
    made = [
        {"category": USER, "typeId": at, "label": text}
        for at, text in enumerate((texts.get("inverseLabel", label), label))
    ]
    return Call(
        _LABELS,
        "POST",
        path,
        body={"name": change.address.name, **texts},
        carries=(change.address,),
        rehearsal={"results": made},
        units=frozenset(change.after()) - set(LIMITS) if limited else None,
    )


def _both(change: Change) -> dict[str, Json]:
    """Both labels. A text that stood on both sides stays one where the blueprint says no other."""
    before, after = dict(change.actual.units if change.actual else {}), change.after()
    label = after.get("label", before["label"])
    is_one = before["inverseLabel"] == before["label"] and "inverseLabel" not in _said(change)
    inverse = label if is_one else after.get("inverseLabel", before["inverseLabel"])
    return {"label": label, "inverseLabel": inverse}


def _said(change: Change) -> Mapping[str, Json]:
    return change.resource.units if change.resource else {}


def _types(change: Change) -> Types:
    """The types of what is there."""
    found = (change.actual.id, change.actual.keys.get(INVERSE, "")) if change.actual else ("", "")
    return {unit: int(type_id) for unit, type_id in zip(LIMITS, found, strict=True) if type_id}


def _is_one_text(call: Call) -> bool:
    """True where an answer with both types does not tell which is which."""
    return bool(call.body.get("inverseLabel", call.body["label"]) == call.body["label"])


def _made(call: Call, answer: Answer, here: set[int]) -> Types:
    """The types that a create made, by text; where that is one text, by the list of the first direction."""
    found = [(row["typeId"], row.get("label")) for row in answer.body["results"]]
    if _is_one_text(call):
        forward = [type_id for type_id, _ in found if type_id in here]
    else:
        forward = [type_id for type_id, label in found if label == call.body["label"]]
    back = [type_id for type_id, _ in found if type_id not in forward] or forward
    return {unit: ids[0] for unit, ids in zip(LIMITS, (forward, back), strict=True) if ids}


@dataclass(frozen=True)
class _Limit:
    """One limit to be written."""

    address: Address
    unit: str
    category: str
    type_id: int
    before: Json
    after: Json

    @property
    def operation(self) -> str:
        if self.after == NO_LIMIT:
            return "purge"
        return "update" if isinstance(self.before, int) else "create"

    @property
    def step(self) -> int:
        """Labels go down before their objects do and up after them, since they are at most as high."""
        if self.address.name == DEFAULT:
            return 1
        is_lower = isinstance(self.before, int) and isinstance(self.after, int) and self.after < self.before
        return 0 if is_lower else 2

    @property
    def input(self) -> dict[str, Json]:
        kept = {} if self.after == NO_LIMIT else {"maxToObjectIds": self.after}
        return {"category": self.category, "typeId": self.type_id, **kept}


def _steps(
    changes: Sequence[Change], types: Mapping[Address, Types], context: Context
) -> Iterator[list[Call]]:
    """Batches that may go side by side, one per direction and operation."""
    wanted = [limit for change in changes for limit in _limits(change, types.get(change.address, {}))]
    for step in sorted({limit.step for limit in wanted}):
        batches: dict[tuple[str, str], list[_Limit]] = {}
        for limit in wanted:
            if limit.step == step:
                batches.setdefault((limit.unit, limit.operation), []).append(limit)
        yield [_batch(unit, operation, batch, context) for (unit, operation), batch in batches.items()]


def _limits(change: Change, types: Types) -> Iterator[_Limit]:
    if change.action is Action.DELETE:
        return
    category = str(change.actual.raw["category"]) if change.actual else USER
    for unit in change.units:
        is_none = unit.after == NO_LIMIT and not isinstance(unit.before, int)
        if unit.path in LIMITS and unit.path in types and not is_none:
            yield _Limit(
                change.address, unit.path, category, types[unit.path], _plain(unit.before), unit.after
            )


def _plain(value: object) -> Json:
    return value if isinstance(value, int) else None


def _batch(unit: str, operation: str, batch: Sequence[_Limit], context: Context) -> Call:
    path = path_of(batch[0].address.scope, context, inverse=unit != LIMITS[0])
    inputs = [limit.input for limit in batch]
    return Call(
        _LIMITS,
        "POST",
        f"{path}/batch/{operation}",
        body={"inputs": inputs},
        carries=tuple(limit.address for limit in batch),
        rehearsal={"results": inputs},
        units=frozenset({unit}),
    )


def settle(call: Call, answer: Answer) -> Iterable[Settled]:
    """One verdict per address; a create of a label tells the type ids, as far as the texts tell sides."""
    if call.surface == _LIMITS:
        return list(_settled_limits(call, answer))
    address = call.carries[0]
    if call.method == "POST" and answer.ok:
        return [_bound(address, call, answer)]
    hint = _MAKE_ROOM if answer.status == _FULL else ""
    return [settled(address, call, answer, hint=hint)]


def _bound(address: Address, call: Call, answer: Answer) -> Settled:
    """The type ids; one text on both sides does not tell them apart, so that reading back finds them."""
    if _is_one_text(call):
        return Settled(address, done=True)
    types = _made(call, answer, set())
    forward, back = (str(types[unit]) for unit in LIMITS)
    return Settled(address, done=True, id=forward, keys={INVERSE: back})


def _settled_limits(call: Call, answer: Answer) -> Iterator[Settled]:
    """A batch may say no to a part of itself, in a 207 or in the `errors` of a 200 (dossier H3)."""
    body = answer.body if answer.ok and isinstance(answer.body, dict) else {}
    errors = body.get("errors") or []
    done = {row["typeId"] for row in body.get("results") or ()}
    for address, entry in zip(call.carries, call.body["inputs"], strict=True):
        if answer.ok and errors and entry["typeId"] not in done:
            told = message({"errors": errors})
            yield Settled(address, done=False, finding=refusal(address, answer, told=told))
        else:
            yield settled(address, call, answer)
