"""The codes of the blueprint's findings, each with what it means in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

CODES: Final[Mapping[str, str]] = {
    "RV101": "The file is not UTF-8.",
    "RV102": "The file holds a control character.",
    "RV103": "The file is larger than a blueprint file may be.",
    "RV104": "The file is not well-formed YAML.",
    "RV105": "A key stands twice in one map.",
    "RV106": "Merge keys (`<<`) are not part of YAML 1.2.",
    "RV107": "A tag asks for something else than text, numbers, booleans, null, lists and maps.",
    "RV108": "An alias names nothing, names what it stands in, or unfolds to too much.",
    "RV109": "Values are nested too deeply.",
    "RV110": "A key is empty or is not text.",
    "RV111": "The file is not one map of sections.",
    "RV112": "A path leads outside of the project.",
    "RV113": "A path is not there or cannot be read.",
    "RV114": "The file does not say `revops: 1`.",
    "RV115": "There is no such key here.",
    "RV116": "A value has the wrong type.",
    "RV117": "A required key is missing.",
    "RV118": "A value is not one of those allowed.",
    "RV119": "A name holds characters that an address cannot hold.",
    "RV120": "A section stands in a file where it may not stand.",
    "RV121": "A file is there already and is not overwritten.",
    "RV122": "A value of the portal cannot be written back into the files.",
    "RV201": "One address is described twice.",
    "RV202": "An override changes something that no pack holds.",
    "RV203": "A variable is not declared.",
    "RV204": "A text is missing in the target's language.",
    "RV205": "A condition asks for a property that the blueprint does not declare.",
    "RV206": "A condition uses an operator that does not exist or does not fit the property's type.",
    "RV207": "A condition compares with a value of the wrong type.",
    "RV208": "A condition compares with a value that is no option of the property.",
    "RV209": "There is no condition of that name.",
    "RV210": "Conditions name each other in a circle.",
    "RV211": "A condition does not have the shape of one.",
    "RV212": "A resource needs another one that the blueprint does not describe.",
    "RV213": "Resources need each other in a circle.",
    "RV214": "A resource is described and listed under `removed:`.",
    "RV215": "A text is not the address of a resource.",
    "RV216": "A property's group is not declared, but nearly has the name of one that is.",
    "RV301": "There is no pack of that name.",
    "RV302": "The pack does not exist in that version.",
    "RV303": "The pack's content is not the content that was pinned.",
    "RV304": "Packs need each other in a circle.",
    "RV306": "A pack of the shelf has no readable `pack.yaml`.",
    "RV305": "`without:` names nothing that a pack holds.",
}
"""Code -> meaning: RV1 files and structure, RV2 names, references and conditions, RV3 packs."""
