"""What the body of a new segment must be, and the filters of any (dossier G1 and G2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from revops.emulator.check import (
    Checker,
    Fault,
    boolean,
    check,
    fault,
    filled,
    integer,
    list_of,
    mapping,
    nullable,
    object_of,
    one_of,
    text,
)
from revops.emulator.filters import tree
from revops.emulator.http import Refusal
from revops.emulator.references import Subject
from revops.emulator.surfaces.list_table import DYNAMIC, MANUAL, PROCESSING_TYPES, column
from revops.emulator.surfaces.list_uses import reference_faults

if TYPE_CHECKING:
    from collections.abc import Iterator

    from revops.emulator.http import Ask, Json
    from revops.emulator.portal import Portal

# Dynamic segments by tier, and static ones of any [KNOW]; how HubSpot refuses the next one is unverified.
_ACTIVE: Final = {"free": 10, "starter": 50, "professional": 1000, "enterprise": 1500}
_STATIC: Final = 1000

_PERMISSIONS = object_of({"teamsWithEditAccess": list_of(integer), "usersWithEditAccess": list_of(integer)})
_SETTINGS = object_of({}, {"includeUnassigned": nullable(boolean), "membershipTeamId": nullable(integer)})
_OPTIONAL: Final[dict[str, Checker]] = {
    "listFolderId": nullable(integer),
    "listPermissions": nullable(_PERMISSIONS),
    "membershipSettings": nullable(_SETTINGS),
    "customProperties": nullable(mapping(text)),
}


def checked(ask: Ask) -> dict[str, Json]:
    """The body of a create, without what was sent as null.

    Raises:
        Refusal: 400 for anything that is missing, unknown or of another type, and for filters that the
            processing type demands (DYNAMIC, SNAPSHOT) or forbids (MANUAL).
    """
    type_id = ask.body.get("objectTypeId") if isinstance(ask.body, dict) else None
    subject = Subject(ask.portal, "").of(type_id if isinstance(type_id, str) else "")
    required = {
        "name": filled,
        "objectTypeId": subject.has_object_type,
        "processingType": one_of(*PROCESSING_TYPES),
    }
    filters = nullable(tree(subject, segments=has_newest(ask)))
    check(ask.body, object_of(required, {**_OPTIONAL, "filterBranch": filters}))
    sent: dict[str, Json] = {name: value for name, value in ask.body.items() if value is not None}
    check(sent, _fits_type)
    if "filterBranch" in sent:
        check_references(ask.portal, sent["filterBranch"], sent["objectTypeId"])
    return sent


def has_newest(ask: Ask) -> bool:
    """Whether this version has the filters that came with the dated ones."""
    return ask.version != "v3"


def _fits_type(sent: Json, _where: str) -> Iterator[Fault]:
    kind, filters = sent["processingType"], "filterBranch" in sent
    if filters and kind == MANUAL:
        yield fault("a MANUAL list has no filterBranch", "filterBranch", "FILTERS_NOT_ALLOWED")
    if not filters and kind != MANUAL:
        yield fault(f"a {kind} list needs a filterBranch", "filterBranch", "REQUIRED_FIELD")


def check_references(portal: Portal, filters: Json, type_id: str, own_id: str = "") -> None:
    """Refuse filters that name segments which cannot be meant."""
    check(filters, lambda value, _where: reference_faults(portal, value, type_id, own_id))


def check_room(portal: Portal, kind: str) -> None:
    """Refuse a segment more than the subscription has.

    Raises:
        Refusal: 400.
    """
    held = [found == DYNAMIC for _, found in column(portal, "processingType")]
    most = _ACTIVE[portal.traits.tier_of()] if kind == DYNAMIC else _STATIC
    if held.count(kind == DYNAMIC) >= most:
        raise Refusal(400, f"This account has reached its limit of {most} such lists")
