"""The portal's e-mail in a blueprint file: whole for `pull`, unit by unit for `--keep`."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any, Final

from revops.kinds.email.expand import FROM, PUBLISHED
from revops.kinds.raw import holds_raw
from revops.kinds.rewrite import put, put_text
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.spec import Observed

_TEXTS: Final = ("name", "subject", "preview", "body")
_PLAIN: Final = ("subscription", "language", "campaign")


def described(observed: Observed) -> dict[str, Json]:
    """The entry of an e-mail."""
    units = observed.units
    sender = {unit.partition(".")[2]: units[unit] for unit in FROM.values() if unit in units}
    return {
        **{path: units[path] for path in ("name", "subject", "preview") if path in units},
        **({"from": sender} if sender else {}),
        **{path: units[path] for path in (*_PLAIN, "body") if path in units},
        **({"publish": True} if units.get(PUBLISHED) is True else {}),
    }


def rewrite(entry: MutableMapping[str, Any], path: str, value: Json, locale: str) -> None:
    """Put one unit of the portal into an entry, in place.

    Raises:
        Refused: RV905, a choice that has no name in this portal.
    """
    if holds_raw(value):
        told = f"{path} is set to something that has no name which is one in this portal"
        hint = "change it in HubSpot, or take the blueprint's side"
        raise Refused([Finding("RV905", Severity.ERROR, told, hint)], UNDECIDED)
    first, _, member = path.partition(".")
    if path == PUBLISHED:
        put(entry, "publish", value)
    elif path in _TEXTS:
        put_text(entry, path, value, locale)
    elif member == "fromName":
        put_text(entry[first], member, value, locale)
    elif member:
        put(entry[first], member, value)
    else:
        put(entry, path, value)
