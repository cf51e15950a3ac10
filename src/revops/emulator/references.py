"""What a body may refer to: properties, forms, e-mails and workflows, seen from one object type.

Tables are read by name here, as the surfaces that own them import this module in their turn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from revops.emulator.check import Fault, fault, filled
from revops.emulator.http import Json, Refusal
from revops.emulator.object_types import resolve
from revops.emulator.portal import Portal, Table


@dataclass(frozen=True)
class Subject:
    """The records that a tree, an action or a score is about. Its `has_...` methods are checkers."""

    portal: Portal
    object_type: str
    """Type id, such as `0-1`; empty where properties are an event's own and are not checked."""

    def of(self, object_type: str) -> Subject:
        """The same portal, seen from another object type; one that is unknown counts as none."""
        return replace(self, object_type=object_type if self._known(object_type) else "")

    def declared(self, name: str) -> dict[str, Json] | None:
        """The definition of an active property, None where there is none."""
        found: dict[str, Json] | None = self._of_type("properties").get(name)
        return found

    def _of_type(self, table: str) -> Table:
        kind = resolve(self.portal, self.object_type)
        return self.portal.table(f"{table}:{kind.name}")

    def _known(self, object_type: str) -> bool:
        try:
            return resolve(self.portal, object_type).id == object_type
        except Refusal:
            return False

    def has_property(self, value: Json, where: str) -> Iterator[Fault]:
        """The name of an active property of the subject's object type."""
        yield from _refers(value, where, self._has, f"property on object type {self.object_type}")

    def _has(self, name: str) -> bool:
        return not self.object_type or self.declared(name) is not None

    def has_group(self, value: Json, where: str) -> Iterator[Fault]:
        """The name of a property group of the subject's object type."""
        yield from _refers(value, where, lambda name: name in self._of_type("groups"), "property group")

    def has_object_type(self, value: Json, where: str) -> Iterator[Fault]:
        """The type id of an object type."""
        yield from _refers(value, where, self._known, "object type")

    def has_form(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a form that is not archived."""
        yield from _refers(value, where, lambda name: self._live("forms", name) is not None, "form")

    def has_email(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a marketing e-mail that is not archived."""
        yield from _refers(value, where, lambda name: self._live("emails", name) is not None, "email")

    def has_automated_email(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a marketing e-mail that workflows may send (dossier F5, action 0-4)."""
        yield from _refers(value, where, self._automated, "automated email")

    def has_published_email(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of an automated e-mail that is published: what an enabled workflow needs."""
        published = (self._live("emails", value) or {}).get("isPublished")
        if not published:
            yield fault(f"{where}: email {value} is not published", where, "EMAIL_NOT_PUBLISHED")

    def has_flow(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a workflow."""
        yield from _refers(value, where, self._flows, "workflow")

    def has_user(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a user; an owner's id is another one (dossier I)."""
        yield from _refers(value, where, lambda name: name in self.portal.table("users"), "user")

    def has_team(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of a team."""
        yield from _refers(value, where, lambda name: name in self.portal.table("teams"), "team")

    def has_owner(self, value: Json, where: str) -> Iterator[Fault]:
        """The id of an owner who is not archived."""
        yield from _refers(value, where, lambda name: self._live("owners", name) is not None, "owner")

    def _flows(self, flow_id: str) -> bool:
        return flow_id in self.portal.table("flows")

    def _automated(self, email_id: str) -> bool:
        email = self._live("emails", email_id)
        return email is not None and email["type"] == "AUTOMATED_EMAIL"

    def _live(self, table: str, key: str) -> dict[str, Json] | None:
        body: dict[str, Json] = self.portal.table(table).get(key, {"archived": True})
        return None if body.get("archived") else body


def _refers(value: Json, where: str, found: Callable[[str], bool], what: str) -> Iterator[Fault]:
    faults = list(filled(value, where))
    yield from faults
    if not faults and not found(value):
        yield fault(f"{where}: there is no {what} '{value}'", where, "UNKNOWN_REFERENCE")
