"""Changes of properties as calls, and what the answers say about each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, Final

from revops.kinds.base import Settled
from revops.kinds.objects import path_word
from revops.kinds.properties import options
from revops.kinds.properties.formula import renamed
from revops.kinds.properties.read import list_call
from revops.kinds.properties.tokens import FormulaError
from revops.kinds.wire import Binding, refusal, segment, settled
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json

BATCH: Final = 100
"""Inputs that one batch may hold (dossier B1)."""


def reads(changes: Iterable[Change], context: Context) -> list[Call]:
    """The lists that hold these properties."""
    raws = [(change.address.scope, change.actual.raw) for change in changes if change.actual]
    rows: dict[tuple[str, str], list[Json]] = {}
    for scope, raw in raws:
        rows.setdefault((scope, str(raw.get("dataSensitivity", ""))), []).append(raw)
    return [
        Call(call.surface, call.method, call.path, call.query, rehearsal={"results": found})
        for (scope, sensitivity), found in rows.items()
        for call in [list_call(scope, context, sensitivity)]
    ]


def creates(changes: Iterable[Change], context: Context) -> Iterator[Call]:
    """A hundred at a time."""
    pending = iter([change for change in changes if change.action is Action.CREATE])
    while batch := list(islice(pending, BATCH)):
        yield Call(
            "properties",
            "POST",
            f"/{path_word(batch[0].address.scope, context)}/batch/create",
            body={"inputs": [definition(change, context) for change in batch]},
            carries=tuple(change.address for change in batch),
        )


def singles(
    changes: Iterable[Change], fresh: Mapping[str, Mapping[str, Json]], context: Context
) -> Iterator[Call]:
    """One PATCH or DELETE each: there is no batch update (dossier B1)."""
    for change in changes:
        if change.actual is None or change.action not in (Action.UPDATE, Action.DELETE):
            continue
        path = f"/{path_word(change.address.scope, context)}/{segment(change.actual.id)}"
        carries = (change.address,)
        if change.action is Action.DELETE:
            yield Call("properties", "DELETE", path, carries=carries)
        else:
            row = fresh.get(change.actual.id, change.actual.raw)
            yield Call("properties", "PATCH", path, body=patched(change, row, context), carries=carries)


def definition(change: Change, context: Context) -> dict[str, Json]:
    """A new property, whole."""
    name = Binding.of("property", change.address.scope, context).portal(change.address.name)
    body = {"name": name, **_fields(change, context)}
    return {**body, "options": options.merged((), change)} if options.touched(change) else body


def patched(change: Change, row: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """What is to be changed of the property that a list shows as `row`."""
    body = _fields(change, context)
    if "currencyPropertyName" in body:
        body["showCurrencySymbol"] = True  # HubSpot takes the one only beside the other (dossier B2)
    if options.touched(change):
        body["options"] = options.merged(row.get("options") or (), change)
    return body


def _fields(change: Change, context: Context) -> dict[str, Json]:
    """Everything but the options, with the portal's names."""
    scope = change.address.scope
    names = Binding.of("property", scope, context)
    body = {path: value for path, value in change.after().items() if not path.startswith("options.")}
    if "groupName" in body:
        body["groupName"] = Binding.of("group", scope, context).portal(body["groupName"])
    if "currencyPropertyName" in body:
        body["currencyPropertyName"] = names.portal(body["currencyPropertyName"])
    if "calculationFormula" in body:
        body["calculationFormula"] = _formula(change, names)
    return body


def _formula(change: Change, names: Binding) -> str:
    """As its author spelled it; HubSpot makes its own spelling of it."""
    spec: Any = change.resource.spec if change.resource else None
    formula = getattr(spec, "calculation_formula", None) or change.after()["calculationFormula"]
    try:
        return renamed(formula, names.portal)
    except FormulaError:
        return str(formula)


def settle(call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
    """One result for each address, also from a 207."""
    if not call.path.endswith("/batch/create"):
        in_use = "remove it from the formulas, workflows, segments and forms that use it, then apply again"
        return [settled(address, call, answer, in_use=in_use) for address in call.carries]
    names = {address: portal_name(address, context) for address in call.carries}
    if answer.refused:
        return [_refused(address, name, answer) for address, name in names.items()]
    body = answer.body if isinstance(answer.body, Mapping) else {}
    made = {row["name"] for row in body.get("results") or ()}
    errors = body.get("errors") or []
    told = {name: _errors_of(name, errors, names) for name in names.values()}
    silent = [name for name in told if name not in made and not told[name]]
    told |= _nameless(silent, [error for error in errors if not any(error in own for own in told.values())])
    return [_made(address, name, made, told[name], answer) for address, name in names.items()]


def _nameless(silent: Sequence[str], errors: Sequence[Json]) -> dict[str, list[Json]]:
    """Errors that name nobody: as many as there are properties without a word are about those.

    No source shows that HubSpot's errors always name their input (dossier L2). Of several it stays open which
    is whose, so each gets all of their words.
    """
    if not errors or len(errors) != len(silent):
        return {}
    words = "; ".join(dict.fromkeys(str(error.get("message", "")) for error in errors))
    alone = errors[0] if len(errors) == 1 else {"message": words}
    return {name: [alone] for name in silent}


def portal_name(address: Address, context: Context) -> str:
    """The property's internal name in this portal."""
    return Binding.of("property", address.scope, context).portal(address.name)


def _made(address: Address, name: str, made: set[str], errors: Sequence[Json], answer: Answer) -> Settled:
    """Neither result nor error: nobody knows, and nothing is sent again (rule 6)."""
    if name in made:
        return Settled(address, done=True, id=name)
    if not errors:
        told = "HubSpot's answer to the batch says nothing about it"
        finding = Finding(
            "RV554", Severity.WARNING, told, "run `revops plan` to see whether it is there", address
        )
        return Settled(address, done=False, doubtful=True, finding=finding)
    alone = Answer(409 if errors[0].get("category") == "CONFLICT" else answer.status, errors[0])
    return Settled(address, done=False, finding=refusal(address, alone))


def _refused(address: Address, name: str, answer: Answer) -> Settled:
    """A whole batch refused: those that the errors name, and those that had to go with them."""
    errors = answer.body.get("errors") or [] if isinstance(answer.body, Mapping) else []
    if not errors or _errors_of(name, errors, {}):
        return Settled(address, done=False, finding=refusal(address, answer))
    told = "the batch that it was in was refused because of another property"
    return Settled(
        address, done=False, finding=refusal(address, answer, told, hint="mend that one, then apply again")
    )


def _errors_of(name: str, errors: Sequence[Json], names: Mapping[Address, str]) -> list[Json]:
    """Errors that name a property in their context or message; a single input owns every error."""
    if len(names) == 1:
        return list(errors)
    return [error for error in errors if _named(name, error)]


def _named(name: str, error: Mapping[str, Json]) -> bool:
    context = error.get("context") or {}
    told = [
        value for values in context.values() for value in (values if isinstance(values, list) else [values])
    ]
    words = str(error.get("message", "")).replace('"', "'")
    return name in told or f"'{name}'" in words
