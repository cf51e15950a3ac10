"""Every write that the emulator takes, as HubSpot describes its body: whole, with what it cannot do without.

Facts: the dossier's B2 and B6 (properties and groups), D1 (pipelines and stages).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

PROPERTIES = "/crm/properties/2026-09/deals"
PIPELINES = "/crm/pipelines/2026-09/deals"
FLOWS = "/automation/2026-09-beta"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"


@dataclass(frozen=True)
class Operation:
    """One write. Paths are dotted, `[]` is the first item of a list; several stand with blanks between."""

    name: str
    method: str
    path: str
    body: Any
    """With every member there is; or what makes path and body of them, given the caller."""
    required: str = ""
    closed: str = ""
    """Members that take a word out of a list."""
    nulls: str = ""
    """Members where null is no fault: it keeps what is there (dossier B2)."""
    free: str = ""
    """Members whose own members are left alone: any key goes, or another operation is about them."""

    def ask(self, hubspot: Callable[..., Any]) -> tuple[str, Any]:
        return self.body(hubspot, self.path) if callable(self.body) else (self.path, self.body)


def definition(kind, field, **more):
    """A property with all that goes with any type."""
    return {
        "name": "conforming",
        "label": "Conforming",
        "type": kind,
        "fieldType": field,
        "groupName": "dealinformation",
        "description": "All there is",
        "displayOrder": 3,
        "hidden": False,
        "formField": False,
        "hasUniqueValue": False,
        "dataSensitivity": "non_sensitive",
        **more,
    }


NUMBER = definition(
    "number",
    "number",
    numberDisplayHint="currency",
    showCurrencySymbol=True,
    currencyPropertyName="deal_currency_code",
)
CHOICE = definition(
    "enumeration",
    "select",
    options=[{"label": "Hot", "value": "hot", "displayOrder": 0, "hidden": False, "description": "Soon"}],
)
OWNER = definition("enumeration", "select", externalOptions=True, referencedObjectType="OWNER")
TEXT = definition("string", "text", textDisplayHint="email")
FORMULA = definition("number", "calculation_equation", calculationFormula="amount * 2")
CREATE = "name label type fieldType groupName"
OPTION = "options[].label options[].value options[].displayOrder options[].hidden"
WORDS = "type fieldType dataSensitivity"
_CREATE_ONLY = ("name", "hasUniqueValue", "dataSensitivity")


def _update_of(create):
    """An update of a property that was created: its whole definition but for what only a create takes."""

    def make(hubspot, path):
        hubspot("POST", path, create)
        body = {key: value for key, value in create.items() if key not in _CREATE_ONLY}
        return f"{path}/conforming", body

    return make


def _inputs(path):
    return " ".join(f"inputs[].{part}" for part in path.split())


PROPERTY_WRITES = (
    Operation(
        "number",
        "POST",
        PROPERTIES,
        NUMBER,
        CREATE,
        f"{WORDS} numberDisplayHint",
        "numberDisplayHint currencyPropertyName",
    ),
    Operation("choice", "POST", PROPERTIES, CHOICE, f"{CREATE} options {OPTION}", WORDS),
    Operation("owner", "POST", PROPERTIES, OWNER, CREATE, f"{WORDS} referencedObjectType"),
    Operation("text", "POST", PROPERTIES, TEXT, CREATE, f"{WORDS} textDisplayHint", "textDisplayHint"),
    Operation("formula", "POST", PROPERTIES, FORMULA, f"{CREATE} calculationFormula", WORDS),
    Operation(
        "update of a number",
        "PATCH",
        PROPERTIES,
        _update_of(NUMBER),
        "",
        "type fieldType numberDisplayHint",
        "numberDisplayHint currencyPropertyName",
    ),
    Operation(
        "update of a choice",
        "PATCH",
        PROPERTIES,
        _update_of(CHOICE),
        OPTION,
        "type fieldType",
    ),
    Operation(
        "batch create",
        "POST",
        f"{PROPERTIES}/batch/create",
        {"inputs": [CHOICE]},
        f"inputs {_inputs(CREATE)} {_inputs(OPTION)}",
        _inputs(WORDS),
    ),
    Operation(
        "batch read",
        "POST",
        f"{PROPERTIES}/batch/read",
        {"archived": False, "dataSensitivity": "non_sensitive", "inputs": [{"name": "amount"}]},
        "archived dataSensitivity inputs inputs[].name",
        "dataSensitivity",
    ),
    Operation(
        "batch archive",
        "POST",
        f"{PROPERTIES}/batch/archive",
        {"inputs": [{"name": "nobody"}]},
        "inputs inputs[].name",
    ),
    Operation(
        "group",
        "POST",
        f"{PROPERTIES}/groups",
        {"name": "conforming", "label": "Conforming", "displayOrder": 3},
        "name label",
    ),
    Operation(
        "update of a group",
        "PATCH",
        f"{PROPERTIES}/groups/dealinformation",
        {"label": "Deal", "displayOrder": 3},
    ),
)

STAGE = {"label": "Due", "displayOrder": 0, "metadata": {"probability": "0.5"}}
NAMED_STAGE = {**STAGE, "stageId": "due"}
STAGE_PARTS = "stages[].label stages[].displayOrder stages[].metadata stages[].metadata.probability"
PIPELINE_WRITES = (
    Operation(
        "pipeline",
        "POST",
        PIPELINES,
        {"label": "Renewal", "displayOrder": 1, "pipelineId": "renewal", "stages": [NAMED_STAGE]},
        f"label displayOrder stages {STAGE_PARTS}",
        free="metadata",
    ),
    Operation(
        "replaced pipeline",
        "PUT",
        f"{PIPELINES}/default",
        {"label": "Renewal", "displayOrder": 1, "stages": [NAMED_STAGE]},
        f"label displayOrder stages {STAGE_PARTS}",
        free="metadata",
    ),
    Operation("update of a pipeline", "PATCH", f"{PIPELINES}/default", {"label": "New", "displayOrder": 2}),
    Operation(
        "stage",
        "POST",
        f"{PIPELINES}/default/stages",
        {**NAMED_STAGE, "displayOrder": 9},
        "label displayOrder metadata metadata.probability",
        free="metadata",
    ),
    Operation(
        "replaced stage",
        "PUT",
        f"{PIPELINES}/default/stages/contractsent",
        {**STAGE, "displayOrder": 9},
        "label displayOrder metadata",
        free="metadata",
    ),
    Operation(
        "update of a stage",
        "PATCH",
        f"{PIPELINES}/default/stages/contractsent",
        {**STAGE, "displayOrder": 9},
        "metadata",
        free="metadata",
    ),
)
