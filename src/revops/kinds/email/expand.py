"""From the section to resources, with the checks that need no portal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.kinds.base import Surroundings
from revops.kinds.email import content
from revops.kinds.email.spec import EmailSpec, From
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Need, Resource, Symbol

KIND: Final = "email"
SENDER: Final = "sender"
"""Kind of symbol: a role as the address that the target gives it."""
UNPUBLISHED: Final = "unpublished_email"
"""Kind of symbol: an e-mail of the blueprint that workflows cannot send and that no run publishes."""
PUBLISHED: Final = "published"
FROM: Final[Mapping[str, str]] = {
    "from_name": "from.fromName",
    "reply_to": "from.replyTo",
    "custom_reply_to": "from.customReplyTo",
}
"""Member of `from` -> unit."""
_TEXTS: Final = ("name", "subject", content.PREVIEW)
_PLAIN: Final = ("subscription", "language", "campaign")
At = tuple[str | int, ...]


def expand(section: Mapping[str, EmailSpec], near: Surroundings) -> Iterator[Resource]:
    """All e-mails of the section; faults are reported at their lines."""
    names: dict[str, str] = {}
    for key, spec in section.items():
        resource = _email(key, spec, near)
        name = resource.units["name"]
        twin = names.setdefault(folded(name), key)
        if twin != key:
            told = f"the e-mails {twin!r} and {key!r} are both called {name!r}"
            near.report("RV904", told, "emails", key, "name", hint="give one of them another name")
        yield resource


def _email(key: str, spec: EmailSpec, near: Surroundings) -> Resource:
    at: At = ("emails", key)
    units = dict(_units(spec, near, at))
    return Resource(
        Address(KIND, "", key),
        units,
        spec,
        near.origin(*at),
        {path: near.origin(*at, *_key(path)) for path in units},
        frozenset(_needs(spec, near)),
        frozenset(_uses(units)),
        refs(spec.ref),
    )


def _units(spec: EmailSpec, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
    for name in _TEXTS:
        value = getattr(spec, name)
        if value is not None:
            yield name, near.text(value, *at, name)
    if spec.sender:
        yield from _from(spec.sender, near, (*at, "from"))
    yield from ((name, getattr(spec, name)) for name in _PLAIN if getattr(spec, name) is not None)
    if spec.body is not None:
        yield content.BODY, content.html(near.text(spec.body, *at, content.BODY))
    if spec.publish is not None:
        yield PUBLISHED, spec.publish


def _from(sender: From, near: Surroundings, at: At) -> Iterator[tuple[str, Json]]:
    for member, unit in FROM.items():
        value = getattr(sender, member)
        if value is not None:
            yield unit, near.text(value, *at, "fromName") if member == "from_name" else value


def _key(path: str) -> tuple[str, ...]:
    """Where a unit stands in its entry."""
    return ("publish",) if path == PUBLISHED else tuple(path.split("."))


def _needs(spec: EmailSpec, near: Surroundings) -> Iterator[Need]:
    if spec.campaign and near.entry("campaigns", spec.campaign) is not None:
        yield Need(Address("campaign", "", spec.campaign))


def _uses(units: Mapping[str, Json]) -> Iterator[Symbol]:
    for word in ("subscription", "campaign"):
        if word in units:
            yield Symbol(word, units[word])
    for unit in (FROM["reply_to"], FROM["custom_reply_to"]):
        if is_role(units.get(unit, "@")):
            yield Symbol(SENDER, units[unit])


def is_role(sender: str) -> bool:
    """Whether it names a role and no address."""
    return "@" not in sender
