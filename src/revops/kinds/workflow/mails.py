"""Steps that tell people something: marketing e-mails, notifications inside the company (dossier F5)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import ClassVar, Final

from revops.kinds.email.expand import UNPUBLISHED
from revops.kinds.lookup import AUTOMATED
from revops.kinds.workflow import bodies
from revops.kinds.workflow.step import FLAGS, Fields, Place, Single
from revops.model.address import Address
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.spec import Need, Phase, Symbol

RECIPIENT: Final = "recipient"
"""Kind of symbol: a role as the user or the team that is told; its id is `user_ids/5` or `team_ids/7`."""


class Email(Single):
    """Send a marketing e-mail to the enrolled contact."""

    word, action = "email", "0-4"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {"content_id": at.names.id(AUTOMATED, value)}

    def value(self, fields: Fields, at: Place) -> Json | None:
        known = fields.keys() == {"content_id"}
        return at.names.name(AUTOMATED, str(fields["content_id"])) if known else None

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return (Symbol(AUTOMATED, value),)


def need(address: Address) -> Need:
    """What a step relies on; an e-mail is published before a workflow that sends it is on (dossier F5)."""
    return Need(address, Phase.PUBLISH if address.kind == "email" else Phase.DEFINE)


def unsendable(context: Context) -> frozenset[Symbol]:
    """E-mails of the blueprint that are not published and that no run publishes: `else:` is done instead."""
    names = (symbol.name for symbol in context.names.ids if symbol.kind == UNPUBLISHED)
    return frozenset(Symbol(AUTOMATED, name) for name in names)


def awaited(needs: frozenset[Need], uses: frozenset[Symbol]) -> frozenset[Need]:
    """The needs without e-mails that nothing names any more, once every `else:` is chosen."""
    named = {Address("email", "", symbol.name) for symbol in uses if symbol.kind in ("email", AUTOMATED)}
    return frozenset(one for one in needs if one.address.kind != "email" or one.address in named)


def recipients(roles: Sequence[str], names: Names) -> dict[str, list[str]]:
    """`user_ids` and `team_ids` of roles, each only where there are some.

    Raises:
        Unresolved: a role is nobody in this portal (yet).
    """
    found: dict[str, list[str]] = {}
    for role in roles:
        known = names.id(RECIPIENT, role)
        field, slash, portal_id = known.partition("/")
        # In a rehearsal the name stands for itself.
        found.setdefault(field if slash else "user_ids", []).append(portal_id if slash else known)
    return found


def read_recipients(fields: Fields, names: Names) -> list[str] | None:
    """The roles of users and teams, None where one of them has no role."""
    ids = [f"{field}/{one}" for field in ("user_ids", "team_ids") for one in fields.get(field) or []]
    found = [names.name(RECIPIENT, known) for known in ids]
    return None if None in found else sorted(set(filter(None, found)))


class _Notice(Single):
    """A text for users, teams, or whoever owns the record."""

    always: ClassVar[Fields] = {}
    """Fields that are the same in every such notice."""

    def sent(self, body: str) -> str:
        """The body as HubSpot takes it; only of e-mails and tasks a source tells that it is HTML (F5)."""
        return body

    def told(self, body: str) -> str:
        """The body as a blueprint says it."""
        return body

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        owner = {"owner_properties": [at.internal(value["owner"])]} if "owner" in value else {}
        told = {"subject": value["subject"], "body": self.sent(value["body"])}
        return {**told, **self.always, **recipients(value.get("roles", []), at.names), **owner}

    def value(self, fields: Fields, at: Place) -> Json | None:
        rest = {name: entry for name, entry in fields.items() if self.always.get(name) != entry}
        people = {field: rest.pop(field, None) for field in ("user_ids", "team_ids")}
        roles = read_recipients(people, at.names)
        owners = rest.pop("owner_properties", [])
        if roles is None or len(owners) > 1 or rest.keys() != {"subject", "body"}:
            return None
        owner = {"owner": str(at.property(owners[0]))} if owners else {}
        rest["body"] = self.told(str(rest["body"]))
        return {**rest, **({"roles": roles} if roles else {}), **owner}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return [Symbol(RECIPIENT, role) for role in value.get("roles", [])]


class Notify(_Notice):
    """Send an e-mail inside the company."""

    word, action = "notify", "0-8"

    def sent(self, body: str) -> str:
        return bodies.sent(body)

    def told(self, body: str) -> str:
        return bodies.told(body)


class InApp(_Notice):
    """Show a notification in HubSpot; how it is delivered stands in the example of HubSpot's guide."""

    word, action = "in_app", "0-9"
    always = MappingProxyType({"delivery_method": "APP"})


class Rotate(Single):
    """Share records out among users or teams, one after the other."""

    word, action = "rotate", "0-11"

    def fields(self, value: Json, at: Place) -> dict[str, Json]:
        return {
            **recipients(value["roles"], at.names),
            "target_property": at.internal(value["property"]),
            "overwrite_current_owner": str(value["overwrite"]).lower(),
        }

    def value(self, fields: Fields, at: Place) -> Json | None:
        rest = dict(fields)
        people = {field: rest.pop(field, None) for field in ("user_ids", "team_ids")}
        roles = read_recipients(people, at.names)
        flag = FLAGS.get(str(rest.pop("overwrite_current_owner", None)))
        if not roles or flag is None or rest.keys() != {"target_property"}:
            return None
        return {"roles": roles, "property": str(at.property(rest["target_property"])), "overwrite": flag}

    def symbols(self, value: Json) -> Iterable[Symbol]:
        return [Symbol(RECIPIENT, role) for role in value["roles"]]
