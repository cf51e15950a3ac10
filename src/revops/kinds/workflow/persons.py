"""Lists of roles as the people behind them: HubSpot holds a person once, however many roles they have.

Of roles that are one person the first by name is listed, and `also` says which others it stands for. So a
role that somebody else gets later is a difference, whichever of them it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from revops.kinds.workflow.mails import RECIPIENT
from revops.model.context import Names
from revops.model.json import Json
from revops.model.spec import Symbol

Value = Mapping[str, Json]
ALSO: Final = "also"
"""Member beside `roles`: a role -> the listed one that is the same person. A blueprint does not write it."""


def gathered(value: Value, names: Names) -> Value:
    """The value of a step with every person once."""
    first: dict[str, str] = {}
    same: dict[str, str] = {}
    for role in value.get("roles", ()):
        stands = first.setdefault(_id(role, names), role)
        same |= {role: stands} if stands != role else {}
    return {**value, "roles": [*first.values()], ALSO: same} if same else value


def spread(value: Value) -> Value:
    """The value as a blueprint has it, with all of its roles."""
    rest = {name: part for name, part in value.items() if name != ALSO}
    return {**rest, "roles": sorted({*value["roles"], *value[ALSO]})} if ALSO in value else rest


def respelt(value: Value, wished: Iterable[Value], names: Names) -> Value:
    """The roles of a step as read, as the first wished ones that are the same people, else one by one."""
    likes = [one if ALSO in one else gathered(one, names) for one in wished if one.get("roles")]
    if not (likes and value.get("roles")):
        return value
    held = {_id(role, names) for role in value["roles"]}
    for like in likes:
        if _are(like, held, names):
            return _told(value, like["roles"], like)
    known = {_id(role, names): role for like in reversed(likes) for role in like["roles"]}
    return _told(value, sorted(known.get(_id(role, names), role) for role in value["roles"]), likes[0])


def _told(value: Value, roles: Sequence[str], like: Value) -> Value:
    same = {role: stands for role, stands in like.get(ALSO, {}).items() if stands in roles}
    return {**value, "roles": list(roles), **({ALSO: same} if same else {})}


def _are(like: Value, held: set[str], names: Names) -> bool:
    """Whether exactly these people are held; one of several roles that were one person tells who that is."""
    possible = [
        {_id(role, names) for role in (one, *(r for r, s in like.get(ALSO, {}).items() if s == one))} & held
        for one in like["roles"]
    ]
    return len(possible) == len(held) and all(possible) and held <= set[str]().union(*possible)


def _id(role: str, names: Names) -> str:
    """Of a role that nobody has (yet), itself: that is nobody else."""
    return names.ids.get(Symbol(RECIPIENT, role), f"<{role}>")
