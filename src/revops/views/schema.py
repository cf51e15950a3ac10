"""JSON Schemas of the documents that other programs read."""

from __future__ import annotations

from revops.model.change import Action, Consent, MovedBy
from revops.model.finding import Severity
from revops.model.json import Json
from revops.model.spec import Phase
from revops.views.json import FORMAT_VERSION

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_TEXT = {"type": "string"}
_COUNT = {"type": "integer", "minimum": 0}


def _object(**members: Json) -> dict[str, Json]:
    return {"type": "object", "required": list(members), "properties": members, "additionalProperties": False}


def _maybe(kind: str) -> dict[str, Json]:
    return {"type": [kind, "null"]}


_FINDING = _object(
    code={"type": "string", "pattern": "^RV[0-9]{3}$"},
    severity={"enum": [severity.value for severity in Severity]},
    address=_maybe("string"),
    file=_maybe("string"),
    line=_maybe("integer"),
    column=_maybe("integer"),
    summary=_TEXT,
    hint=_TEXT,
)

_UNIT = {
    "type": "object",
    "required": ["path", "moved_by"],
    "properties": {
        "path": _TEXT,
        "before": {"description": "the portal's value; no member: it is not there"},
        "after": {"description": "the blueprint's value; no member: it is to go"},
        "moved_by": {
            "enum": [*(side.value for side in MovedBy), None],
            "description": "null: there is no ledger, so nobody can tell",
        },
    },
    "additionalProperties": False,
}

_COUNTED = {"type": ["integer", "null"], "minimum": 0, "description": "null: nobody could count"}
_CONSEQUENCE = _object(
    records=_COUNTED, at_most={"type": "boolean"}, mails=_COUNTED, billing=_COUNTED, why=_TEXT
)

_CHANGE = _object(
    address=_TEXT,
    phase={"enum": [phase.value for phase in Phase]},
    action={"enum": [action.value for action in Action]},
    reason=_TEXT,
    ref={"type": "array", "items": _TEXT},
    consent={"enum": [*(consent.value for consent in Consent), None]},
    approved={"type": "boolean"},
    units={"type": "array", "items": _UNIT},
    calls=_COUNT,
    consequence={
        "description": "what it sets off at once; null: nothing is counted for such a change",
        "anyOf": [_CONSEQUENCE, {"type": "null"}],
    },
    editor=_TEXT,
)


def findings_schema() -> dict[str, Json]:
    """What `--json` prints under `findings`."""
    return {"$schema": _DRAFT, "title": "revops findings", "type": "array", "items": _FINDING}


def plan_schema() -> dict[str, Json]:
    """What `revops plan --json` prints and `--out` saves."""
    counted = {action.value: _COUNT for action in Action if action is not Action.NONE}
    plan = _object(
        format_version={"const": FORMAT_VERSION},
        portal=_object(
            id={"type": "integer"},
            account_type=_TEXT,
            target=_TEXT,
            locale=_TEXT,
            protected={"type": "boolean"},
        ),
        digest={"type": "string", "pattern": "^[0-9a-f]{64}$"},
        blueprint_digest=_TEXT,
        ledger_digest=_TEXT,
        consents={"type": "object", "additionalProperties": {"type": "array", "items": _TEXT}},
        changes={"type": "array", "items": _CHANGE},
        findings={"type": "array", "items": _FINDING},
        summary=_object(**counted, empty={"type": "boolean"}, writes=_COUNT, reads=_COUNT),
    )
    return {"$schema": _DRAFT, "title": "revops plan", **plan}
