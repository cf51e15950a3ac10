"""Saved plans: read back as untrusted input, and held against a plan made now."""

from __future__ import annotations

from json import JSONDecodeError
from pathlib import Path
from shlex import quote
from typing import Final

from revops.cli.options import allowed, largest
from revops.model.address import Origin
from revops.model.change import Consent
from revops.model.exits import UNDECIDED
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json, parsed
from revops.model.plan import Consents, Plan
from revops.views.json import FORMAT_VERSION, change_document

_MOST_BYTES: Final = 50_000_000
"""20,000 changes have some 20 MB."""

_NAMED: Final = 10
"""Addresses of a stale plan that are shown."""

_LONGEST: Final = 200
"""Characters of an address that are shown."""

_ANEW: Final = "make a new one: revops plan --out FILE"


def load_plan(path: Path) -> dict[str, Json]:
    """The document of a saved plan.

    Raises:
        Refused: the file is no plan of this format.
    """
    try:
        with path.open("rb") as stream:
            document = parsed(_text(stream.read(_MOST_BYTES + 1)))
    except OSError as error:
        raise _refused("RV450", f"{path} cannot be read: {error.strerror}") from None
    except ValueError as error:
        line = error.lineno if isinstance(error, JSONDecodeError) else 1
        raise _refused("RV450", f"{path} is no saved plan: {error}", Origin(str(path), line)) from None
    if not isinstance(document, dict) or not _is_version(document.get("format_version")):
        raise _refused("RV450", f"{path} is no saved plan of format {FORMAT_VERSION}")
    if not isinstance(document.get("digest"), str) or not isinstance(document.get("changes"), list):
        raise _refused("RV450", f"{path} is no saved plan: it has no digest or no changes")
    return document


def _is_version(value: Json) -> bool:
    return value is not True and bool(value == FORMAT_VERSION)


def _text(content: bytes) -> str:
    """The text of a plan; a pipe may bring it, so its size is not known before.

    Raises:
        ValueError: it is too large, or not UTF-8.
    """
    if len(content) > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
    return content.decode()


def consents_in(document: dict[str, Json]) -> Consents:
    """The consents that were given when the plan was made."""
    given = document.get("consents")
    found = given if isinstance(given, dict) else {}
    texts = {
        flag: tuple(text for text in told if isinstance(text, str))
        for flag, told in found.items()
        if isinstance(told, list)
    }
    agreed = [pair for text in texts.get("allow", ()) if (pair := allowed(text))]
    known = {consent.value for consent in Consent}
    return Consents({flag: told for flag, told in texts.items() if flag in known}, largest(agreed))


def require_fresh(document: dict[str, Json], plan: Plan) -> None:
    """Refuse a saved plan that is not the plan that would be made now (rule 8).

    Raises:
        Refused: with the addresses that moved, exit code 4.
    """
    if document["digest"] == plan.digest:
        return
    _require_this_portal(document.get("portal"), plan)
    then = {_key(change): change for change in document["changes"] if isinstance(change, dict)}
    now = {_key(change): change for change in (change_document(change) for change in plan.changes)}
    moved = sorted({key[0] for key in then.keys() | now.keys() if then.get(key) != now.get(key)})
    named = [address[:_LONGEST] or "what has no address" for address in moved]
    what = few(named, _NAMED) or _inputs(document, plan)
    raise _refused("RV451", f"the saved plan is stale; since it was made these moved: {what}")


def _require_this_portal(made_for: Json, plan: Plan) -> None:
    """Say that a plan is one of another portal, whose addresses tell nothing here.

    Raises:
        Refused: it is, exit code 4.
    """
    told = made_for if isinstance(made_for, dict) else {}
    number, target = told.get("id"), told.get("target")
    if not isinstance(number, int) or number == plan.portal.id:
        return
    summary = f"the saved plan was made for portal {number}, and this is portal {plan.portal.id}"
    other = target if isinstance(target, str) and target and len(target) <= _LONGEST else "NAME"
    raise _refused(
        "RV451", summary, hint=f"say which one is meant: revops apply --target {quote(other)} PLAN_FILE"
    )


def _key(change: dict[str, Json]) -> tuple[str, str, str]:
    address, phase, action = (
        value if isinstance(value := change.get(name), str) else "" for name in ("address", "phase", "action")
    )
    return address, phase, action


def _inputs(document: dict[str, Json], plan: Plan) -> str:
    named = {
        "the blueprint": (document.get("blueprint_digest"), plan.blueprint_digest),
        "the ledger": (document.get("ledger_digest"), plan.ledger_digest),
    }
    found = [name for name, (then, now) in named.items() if then != now]
    return " and ".join(found) or "the portal or its locale"


def _refused(code: str, summary: str, origin: Origin | None = None, hint: str = _ANEW) -> Refused:
    return Refused([Finding(code, Severity.ERROR, summary, hint, origin=origin or Origin())], UNDECIDED)
