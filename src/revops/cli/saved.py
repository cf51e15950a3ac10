"""Saved plans: read back as untrusted input, and held against a plan made now."""

from __future__ import annotations

import json
from pathlib import Path

from revops.model.change import Consent
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json
from revops.model.plan import Consents, Plan
from revops.views.json import FORMAT_VERSION, change_document


def load_plan(path: Path) -> dict[str, Json]:
    """The document of a saved plan.

    Raises:
        Refused: the file is no plan of this format.
    """
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise _refused("RV450", f"{path} is no saved plan: {error}") from None
    if not isinstance(document, dict) or document.get("format_version") != FORMAT_VERSION:
        raise _refused("RV450", f"{path} is no saved plan of format {FORMAT_VERSION}")
    if not isinstance(document.get("digest"), str) or not isinstance(document.get("changes"), list):
        raise _refused("RV450", f"{path} is no saved plan: it has no digest or no changes")
    return document


def consents_in(document: dict[str, Json]) -> Consents:
    """The consents that were given when the plan was made."""
    given = document.get("consents")
    found = given if isinstance(given, dict) else {}
    known = {consent.value for consent in Consent}
    return Consents(
        {
            flag: tuple(pattern for pattern in patterns if isinstance(pattern, str))
            for flag, patterns in found.items()
            if flag in known and isinstance(patterns, list)
        }
    )


def require_fresh(document: dict[str, Json], plan: Plan) -> None:
    """Refuse a saved plan that is not the plan that would be made now (rule 8).

    Raises:
        Refused: with the addresses that moved, exit code 4.
    """
    if document["digest"] == plan.digest:
        return
    then = {_key(change): change for change in document["changes"] if isinstance(change, dict)}
    now = {_key(change): change for change in (change_document(change) for change in plan.changes)}
    moved = sorted({key[0] for key in then.keys() | now.keys() if then.get(key) != now.get(key)})
    what = ", ".join(moved[:10]) or _inputs(document, plan)
    raise _refused("RV451", f"the saved plan is stale; since it was made these moved: {what}")


def _key(change: dict[str, Json]) -> tuple[str, str, str]:
    return (str(change.get("address")), str(change.get("phase")), str(change.get("action")))


def _inputs(document: dict[str, Json], plan: Plan) -> str:
    named = {
        "the blueprint": (document.get("blueprint_digest"), plan.blueprint_digest),
        "the ledger": (document.get("ledger_digest"), plan.ledger_digest),
    }
    found = [name for name, (then, now) in named.items() if then != now]
    return " and ".join(found) or "the portal or its locale"


def _refused(code: str, summary: str) -> Refused:
    hint = "make a new one: revops plan --out FILE"
    return Refused([Finding(code, Severity.ERROR, summary, hint)], 4)
