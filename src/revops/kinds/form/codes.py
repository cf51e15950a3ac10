"""The codes of findings about forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV860": Code(
        "A form asks for a property that the blueprint does not declare.",
        "The property is misspelt, or nobody says that it is there.",
        "Write OBJECT.PROPERTY, and declare it under `properties:` (`existing: TYPE` will do).",
    ),
    "RV861": Code(
        "A form asks for a property twice.",
        "Two fields of one form, dependent ones among them, fill the same property.",
        "Keep one of them; HubSpot takes a property once per form.",
    ),
    "RV862": Code(
        "A form's lifecycle stage is a field, or no stage that the blueprint knows.",
        "HubSpot sets the stage by the form's settings, and the key is neither shipped nor described.",
        "Write `lifecycle: {contacts: STAGE, companies: STAGE}` with keys of `lifecycle:`.",
    ),
    "RV863": Code(
        "A form cannot show a property, or not by this kind of field.",
        "HubSpot's forms have no field for the property's type, or `fieldType` names one of another type.",
        "Leave `fieldType` out, or take one that the finding names.",
    ),
    "RV864": Code(
        "A key of a form's field does not go with its kind of field.",
        "E.g. a placeholder on a checkbox, or blocked domains on a field that is no e-mail address.",
        "Remove the key, or change `fieldType`.",
    ),
    "RV865": Code(
        "A dependent field's condition is nothing that a form can ask.",
        "HubSpot's forms compare the one answer above with a few operators.",
        "Take one of the words that the finding names.",
    ),
    "RV866": Code(
        "What follows from making, changing or archiving a form.",
        "Forms have no draft: what is written shows at once wherever the form stands.",
        "Look at the pages that hold the form, then agree.",
    ),
    "RV867": Code(
        "A form uses a property that HubSpot does not offer to forms.",
        "The property's `formField` is false.",
        "Write `formField: true` on the property, or set it in HubSpot.",
    ),
    "RV868": Code(
        "A form's setting in HubSpot cannot be said in a blueprint.",
        "Somebody used a part of HubSpot's editor that a blueprint has no words for.",
        "Change it in HubSpot, or take the blueprint's side.",
    ),
}
"""Code -> meaning: RV86 forms."""
