"""Sequences by name: HubSpot shows them user by user, and its API makes none (dossier I)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from revops.kinds.lookup import unread
from revops.kinds.wire import results
from revops.model.call import Answer, Call
from revops.model.envelope import message
from revops.model.json import Json
from revops.model.spec import Symbol

SEQUENCE: Final = "sequence"
"""Kind of symbol: a sequence by its name."""
ACTION: Final = "0-46510720"
_REFUSED: Final = (403, 404)
"""Answers that say that the portal or the token has no sequences; any other leaves it open (rule 5)."""


def are_named(symbols: Iterable[Symbol]) -> bool:
    """Whether a step of the blueprint names a sequence."""
    return any(one.kind == SEQUENCE for one in symbols)


def are_used(flows: Iterable[Mapping[str, Json]]) -> bool:
    """Whether an action that is there names a sequence."""
    actions = (action for flow in flows for action in flow.get("actions") or [])
    return any(action.get("actionTypeId") == ACTION for action in actions)


def reads(users: Iterable[str]) -> list[Call]:
    """The sequences of each user. Whether one's list shows what others share is unverified."""
    return [
        Call("sequences", "GET", query={"userId": user, "limit": "100"}, pages=True, restates=True)
        for user in sorted(set(users))
    ]


def book(answers: Sequence[Answer], wanted: Iterable[Symbol]) -> tuple[dict[Symbol, str], dict[Symbol, str]]:
    """Ids by name, each that stands for one sequence only, and why a wanted name has none."""
    rows = {str(row["id"]): str(row["name"]) for answer in answers if answer.ok for row in results(answer)}
    names = list(rows.values())
    ids = {Symbol(SEQUENCE, name): one for one, name in rows.items() if names.count(name) == 1}
    asked = [symbol for symbol in wanted if symbol.kind == SEQUENCE and symbol not in ids]
    missing = {symbol: _reason(answers, names.count(symbol.name)) for symbol in asked}
    if any(not answer.ok and answer.status not in _REFUSED for answer in answers):
        missing[unread(SEQUENCE)] = _reason(answers, 0)
    return ids, missing


def _reason(answers: Sequence[Answer], count: int) -> str:
    refused = next((answer for answer in answers if not answer.ok), None)
    if count:
        return f"{count} sequences have this name"
    if not answers:
        return "HubSpot shows sequences user by user, and no role is a user of the portal yet"
    if refused:
        told = refused.fault or f"{refused.status} {message(refused.body)}".strip()
        return f"the token may not read sequences: {told}"
    return "no user behind the target's roles has a sequence of this name"
