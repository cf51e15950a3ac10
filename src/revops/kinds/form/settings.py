"""Everything of a form but its fields: units on one side, HubSpot's three parts on the other (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from revops.kinds.values import blueprint_value, portal_value
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.json import Json
from revops.model.objects import NAMES, TYPE_IDS

Parts = dict[str, Any]
CONFIGURATION: Final = "configuration"
DISPLAY: Final = "displayOptions"
CONSENT: Final = "legalConsentOptions"
FLAGS: Final = (
    "createNewContactForNewEmail",
    "prePopulateKnownValues",
    "allowLinkToResetKnownValues",
    "recaptchaEnabled",
    "cloneable",
    "editable",
    "archivable",
)
STYLES: Final = (
    "backgroundWidth",
    "fontFamily",
    "helpTextColor",
    "helpTextSize",
    "labelTextColor",
    "labelTextSize",
    "legalConsentTextColor",
    "legalConsentTextSize",
    "submitAlignment",
    "submitColor",
    "submitFontColor",
    "submitSize",
)
FIELD_TEXTS: Final = ("label", "description", "placeholder")
"""What a form's field says to the person who fills it in."""
CONSENT_TEXTS: Final = (
    "privacyText",
    "communicationConsentText",
    "consentToProcessText",
    "consentToProcessCheckboxLabel",
    "consentToProcessFooterText",
)
_PLAIN: Final[Mapping[str, tuple[str, ...]]] = {
    "submit": (DISPLAY, "submitButtonText"),
    "theme": (DISPLAY, "theme"),
    "cssClass": (DISPLAY, "cssClass"),
    "renderRawHtml": (DISPLAY, "renderRawHtml"),
    **{f"style.{name}": (DISPLAY, "style", name) for name in STYLES},
    "language": (CONFIGURATION, "language"),
    "notify.owner": (CONFIGURATION, "notifyContactOwner"),
    **{name: (CONFIGURATION, name) for name in FLAGS},
    **{f"consent.{name}": (CONSENT, name) for name in (*CONSENT_TEXTS, "lawfulBasis")},
}
"""Unit -> where HubSpot keeps the same value."""
_OPTIONAL: Final = ("cssClass", *(f"consent.{name}" for name in CONSENT_TEXTS))
"""Texts that HubSpot leaves out where there is none."""
_THEN: Final = {"message": "thank_you", "redirect": "redirect_url"}
_GROUNDS: Final = {
    "none": "none",
    "legitimate_interest": "legitimate_interest",
    "implicit": "implicit_consent_to_process",
    "explicit": "explicit_consent_to_process",
}
_REQUIRED: Final[Mapping[str, Mapping[str, Json]]] = {
    "none": {},
    "legitimate_interest": {"lawfulBasis": "lead", "subscriptionTypeIds": [], "privacyText": ""},
    "implicit": {"communicationsCheckboxes": [], "privacyText": ""},
    "explicit": {"communicationsCheckboxes": [], "privacyText": ""},
}
"""Members that each ground must have."""
_BOXES: Final = ("privacyText", "communicationConsentText", "consentToProcessText", "checkboxes")
_MEMBERS: Final[Mapping[str, tuple[str, ...]]] = {
    "none": (),
    "legitimate_interest": ("privacyText", "lawfulBasis", "subscriptions"),
    "implicit_consent_to_process": _BOXES,
    "explicit_consent_to_process": (
        *_BOXES,
        "consentToProcessCheckboxLabel",
        "consentToProcessFooterText",
    ),
}
"""What each ground can have besides its type."""
_ROLE: Final = "notify.roles."
_USER: Final = "user_ids/"
"""A recipient is a user or a team; a form tells users only."""


def units(form: Mapping[str, Json], context: Context) -> dict[str, Json]:
    """What a blueprint can say about the settings; what HubSpot leaves out is no unit."""
    found = {"name": form["name"]}
    found |= {path: _at(form, where) for path, where in _PLAIN.items()}
    found |= {path: found[path] or "" for path in _OPTIONAL}
    configuration = form[CONFIGURATION]
    action = configuration.get("postSubmitAction") or {}
    words = [word for word, type_ in _THEN.items() if type_ == action.get("type")]
    found["then"] = {words[0]: action.get("value") or ""} if words else None
    found["lifecycle"] = _stages(configuration, context)
    found |= dict(_told(configuration, context))
    found |= dict(_consent(form.get(CONSENT) or {}, context))
    return {path: value for path, value in found.items() if value is not None}


def _at(form: Mapping[str, Json], where: tuple[str, ...]) -> Json:
    value: Json = form
    for name in where:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value


def _stages(configuration: Mapping[str, Json], context: Context) -> dict[str, str]:
    found = {}
    for stage in configuration.get("lifecycleStages") or []:
        scope = NAMES.get(stage["objectTypeId"], stage["objectTypeId"])
        found[scope] = blueprint_value(_stage_of(scope), stage["value"], context.names)
    return found


def _stage_of(scope: str) -> PropertyRef:
    return PropertyRef(scope, "lifecyclestage")


def _told(configuration: Mapping[str, Json], context: Context) -> Iterator[tuple[str, Json]]:
    told = [str(user) for user in configuration.get("notifyRecipients") or []]
    for symbol, known in context.names.ids.items():
        if symbol.kind == "recipient" and known.startswith(_USER):
            yield f"{_ROLE}{symbol.name}", known.removeprefix(_USER) in told


def factory(units: Mapping[str, Json]) -> dict[str, Json]:
    """What is nobody's work, so that a blueprint may fill it: what is empty, and e-mails to nobody."""
    empty = {path: value for path, value in units.items() if value in ("", [], {})}
    quiet = {path: value for path, value in units.items() if path.startswith("notify.") and value is False}
    ground = {path: value for path, value in units.items() if (path, value) == ("consent.type", "none")}
    return {**empty, **quiet, **ground}


def unknown_recipients(form: Mapping[str, Json], context: Context) -> int:
    """How many people are told who have no role."""
    known = {i.removeprefix(_USER) for s, i in context.names.ids.items() if s.kind == "recipient"}
    return sum(str(user) not in known for user in form[CONFIGURATION].get("notifyRecipients") or [])


def _consent(options: Mapping[str, Json], context: Context) -> Iterator[tuple[str, Json]]:
    ground = next((word for word, type_ in _GROUNDS.items() if type_ == options.get("type")), None)
    yield "consent.type", ground
    if "subscriptionTypeIds" in options:
        yield "consent.subscriptions", _named(options["subscriptionTypeIds"], context)
    if "communicationsCheckboxes" in options:
        yield "consent.checkboxes", _boxes(options["communicationsCheckboxes"], context)


def _boxes(boxes: Sequence[Mapping[str, Json]], context: Context) -> Json:
    names = _named([box["subscriptionTypeId"] for box in boxes], context)
    if isinstance(names, Mapping):
        return names
    return [
        {"subscription": name, "label": box["label"], "required": bool(box.get("required"))}
        for name, box in zip(names, boxes, strict=True)
    ]


def _named(type_ids: Sequence[Json], context: Context) -> Json:
    """Names of subscription types; `{raw: …}` where one has none here, as a blueprint holds no ids."""
    names = [context.names.name("subscription", str(one)) for one in type_ids]
    return {"raw": [str(one) for one in type_ids]} if None in names else names


def put(form: Parts, told: Mapping[str, Json], context: Context) -> None:
    """Set units in a form that is on its way to HubSpot; fields are not among them.

    Raises:
        Unresolved: the portal has no such subscription type or recipient.
    """
    if "consent.type" in told:
        _turn(form, str(told["consent.type"]))
    for path, value in told.items():
        if not _has(form, path):
            continue
        if path in _PLAIN:
            _set(form, _PLAIN[path], value)
        elif path.startswith(_ROLE):
            _notify(form[CONFIGURATION], path.removeprefix(_ROLE), value, context)
        else:
            _put_special(form, path, value, context)


def _has(form: Parts, path: str) -> bool:
    """False for a text of another ground than the form's, which HubSpot would refuse."""
    section, _, member = path.partition(".")
    return section != "consent" or member == "type" or member in _MEMBERS.get(form[CONSENT]["type"], ())


def _put_special(form: Parts, path: str, value: Json, context: Context) -> None:
    match path:
        case "name":
            form["name"] = value
        case "then":
            ((word, text),) = value.items()
            form[CONFIGURATION]["postSubmitAction"] = {"type": _THEN[word], "value": text}
        case "lifecycle":
            form[CONFIGURATION]["lifecycleStages"] = [
                {
                    "objectTypeId": TYPE_IDS[scope],
                    "value": portal_value(_stage_of(scope), stage, context.names),
                }
                for scope, stage in value.items()
            ]
        case "consent.subscriptions":
            form[CONSENT]["subscriptionTypeIds"] = [_type_id(name, context) for name in value]
        case "consent.checkboxes":
            form[CONSENT]["communicationsCheckboxes"] = [
                {
                    "subscriptionTypeId": _type_id(box["subscription"], context),
                    "label": box["label"],
                    "required": box["required"],
                }
                for box in value
            ]
        case _:
            return


def _type_id(name: str, context: Context) -> Json:
    found = context.names.id("subscription", name)
    return int(found) if found.isdecimal() else found


def _turn(form: Parts, ground: str) -> None:
    if form.get(CONSENT, {}).get("type") != _GROUNDS[ground]:
        form[CONSENT] = {"type": _GROUNDS[ground], **_REQUIRED[ground]}


def _set(form: Parts, where: tuple[str, ...], value: Json) -> None:
    holder = form
    for name in where[:-1]:
        holder[name] = dict(holder.get(name) or {})
        holder = holder[name]
    holder[where[-1]] = value


def _notify(configuration: Parts, role: str, wanted: Json, context: Context) -> None:
    user = context.names.id("recipient", role).removeprefix(_USER)
    others = [one for one in map(str, configuration.get("notifyRecipients") or []) if one != user]
    configuration["notifyRecipients"] = [*others, user] if wanted else others
