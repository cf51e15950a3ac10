"""How `/action-types` describes an action and its input fields (dossier F5)."""

from __future__ import annotations

from revops.emulator.http import Json
from revops.emulator.surfaces.flow_inputs import Action, Input


def described(action_type: str, known: Action) -> Json:
    """One entry of `/action-types`."""
    return {
        "actionTypeId": action_type,
        "actionName": known.name,
        "groupId": known.group,
        "objectTypeIds": list(known.objects),
        "inputFieldDefinitions": [_definition(name, entry) for name, entry in known.inputs.items()],
    }


def _definition(name: str, entry: Input) -> Json:
    common = {"name": name, "label": name.replace("_", " "), "type": entry.type, "isRequired": entry.required}
    if not entry.options:
        return {**common, "fieldDefinitionType": "SIMPLE"}
    options = [_option(place, value) for place, value in enumerate(entry.options)]
    return {**common, "fieldDefinitionType": "ENUM", "options": options}


def _option(place: int, value: str) -> Json:
    return {
        "value": value,
        "label": value.replace("_", " ").capitalize(),
        "description": "",
        "displayOrder": place,
        "doubleData": 0.0,
        "hidden": False,
        "readOnly": False,
    }
