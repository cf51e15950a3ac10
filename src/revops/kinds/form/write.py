"""Changes of forms as requests: a create, and a PATCH that is read before (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any, Final

from revops.kinds.base import Settled
from revops.kinds.form import settings
from revops.kinds.form.design import Design
from revops.kinds.form.groups import ROWS, Groups
from revops.kinds.wire import made_id, segment, settled
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.context import Context
from revops.model.json import Json

Form = Mapping[str, Json]
_GROUPS: Final = "fieldGroups"
_PARTS: Final = ("name", _GROUPS, settings.CONFIGURATION, settings.DISPLAY, settings.CONSENT)
"""What a PATCH takes; each part that is named replaces the whole of what was there."""
_WORDS: Final = {"ja": ("送信", "ご送信ありがとうございました。")}
_USUAL_WORDS: Final = ("Submit", "Thanks for submitting the form.")
_NEVER: Final = "1970-01-01T00:00:00.000Z"
"""A create must name times that HubSpot then sets itself (dossier I1)."""
_BY_API: Final = (
    "HubSpot's API is known to refuse changes of forms that were made in its new editor: change it there"
)
"""github.com/HubSpot/hubspot-api-python, issue 431."""


@dataclass(frozen=True)
class FormCall(Call):
    """A change of a form."""

    new_editor: bool = False


def compile_changes(changes: Sequence[Change], context: Context) -> Conversation:
    """What is changed is read first: a PATCH would drop what somebody did meanwhile in the same part."""
    updates = [change for change in changes if change.action is Action.UPDATE]
    forms: dict[Address, Form] = {}
    if updates:
        answers = yield [_read(change, context) for change in updates]
        found = zip(updates, answers, strict=True)
        forms = {change.address: answer.body for change, answer in found}
    yield list(_writes(changes, forms, context))


def _id(change: Change, context: Context) -> str:
    return change.actual.id if change.actual else context.names.id("form", change.address.name)


def _read(change: Change, context: Context) -> Call:
    expected = change.actual.raw if change.actual else _expected(change, context)
    return Call("forms", "GET", f"/{segment(_id(change, context))}", rehearsal=expected)


def _expected(change: Change, context: Context) -> Form:
    """The form as a create of the same run leaves it."""
    told = change.resource.units if change.resource else {}
    first = {path: value for path, value in told.items() if not path.startswith("notify.")}
    return {**_create_body(first, change, context), "id": _id(change, context)}


def _writes(changes: Iterable[Change], forms: Mapping[Address, Form], context: Context) -> Iterator[Call]:
    for change in changes:
        carries = (change.address,)
        if change.action is Action.CREATE:
            body = _create_body(change.after(), change, context)
            made = {**body, "id": f"<{change.address}>"}
            yield Call("forms", "POST", body=body, carries=carries, rehearsal=made)
            continue
        path = f"/{segment(_id(change, context))}"
        if change.action is Action.DELETE:
            yield Call("forms", "DELETE", path, carries=carries)
            continue
        form = forms[change.address]
        body = _patch_body(form, change, context)
        modern = form[settings.CONFIGURATION].get("embedType") == "V4"
        if body:
            yield FormCall("forms", "PATCH", path, body=body, carries=carries, new_editor=modern)


def _design(change: Change) -> Design:
    design = change.resource.spec if change.resource else None
    if not isinstance(design, Design):
        raise TypeError(f"{change.address} has no design to write from")
    return design


def _put(form: dict[str, Any], told: Mapping[str, Json], change: Change, context: Context) -> dict[str, Any]:
    settings.put(form, told, context)
    if any(path == ROWS or path.startswith("fields.") for path in told):
        groups = Groups(form[_GROUPS], context)
        groups.put(told, _design(change))
        form[_GROUPS] = groups.body()
    return form


def _create_body(told: Mapping[str, Json], change: Change, context: Context) -> dict[str, Json]:
    return _put(_blank(context.locale), told, change, context)


def _patch_body(form: Form, change: Change, context: Context) -> dict[str, Json]:
    old = _without_nulls(form)
    new = _put(deepcopy(old), change.after(), change, context)
    return {part: new[part] for part in _PARTS if part in new and new[part] != old.get(part)}


def _without_nulls(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {name: _without_nulls(part) for name, part in value.items() if part is not None}
    return [_without_nulls(part) for part in value] if isinstance(value, list) else value


def _blank(locale: str) -> dict[str, Any]:
    """A form with every member that a create demands, as HubSpot's guide to forms shows them."""
    submit, thanks = _WORDS.get(locale, _USUAL_WORDS)
    return {
        "formType": "hubspot",
        "name": "",
        "createdAt": _NEVER,
        "updatedAt": _NEVER,
        "archived": False,
        _GROUPS: [],
        settings.CONFIGURATION: {
            "language": locale,
            "cloneable": True,
            "editable": True,
            "archivable": True,
            "recaptchaEnabled": False,
            "notifyContactOwner": False,
            "notifyRecipients": [],
            "createNewContactForNewEmail": False,
            "prePopulateKnownValues": True,
            "allowLinkToResetKnownValues": False,
            "lifecycleStages": [],
            "postSubmitAction": {"type": "thank_you", "value": thanks},
        },
        settings.DISPLAY: {
            "renderRawHtml": False,
            "theme": "default_style",
            "submitButtonText": submit,
            "style": dict(_STYLE),
        },
        settings.CONSENT: {"type": "none"},
    }


_STYLE: Final = {
    "fontFamily": "arial, helvetica, sans-serif",
    "backgroundWidth": "100%",
    "labelTextColor": "#33475b",
    "labelTextSize": "13px",
    "helpTextColor": "#7C98B6",
    "helpTextSize": "11px",
    "legalConsentTextColor": "#33475b",
    "legalConsentTextSize": "14px",
    "submitColor": "#ff7a59",
    "submitAlignment": "left",
    "submitFontColor": "#ffffff",
    "submitSize": "12px",
}
"""All twelve are required; the values are those of HubSpot's own examples."""


def settle(address: Address, call: Call, answer: Answer) -> Settled:
    """One answer for one form; a create tells the form's id."""
    if answer.ok and call.method == "POST":
        return Settled(address, done=True, id=made_id(answer.body))
    by_hand = isinstance(call, FormCall) and call.new_editor and answer.status == 400
    verdict = settled(address, call, answer, hint=_BY_API if by_hand else "")
    return replace(verdict, by_hand=by_hand)
