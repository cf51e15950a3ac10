"""`/marketing/forms` and its v3 twin: the forms of a portal, to read (dossier I1)."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.offset_paging import page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from revops.emulator.portal import Portal

FORM_TYPES = ("hubspot", "captured", "flow", "blog_comment", "all")
USUAL_PAGE, LARGEST_PAGE = 20, 100
"""Forms per page; neither number is published, the highest `limit` is chosen on the careful side."""
_NAMESPACE = uuid.UUID("6b1f3c1e-0c0e-5b52-9a38-2f1c6f2b7d10")
_COUNTRY_DIGITS = {"minAllowedDigits": 7, "maxAllowedDigits": 20}

# label in Japanese, contact property, fieldType, required
_ASKED = (
    ("メールアドレス", "email", "email", True),
    ("姓", "lastname", "single_line_text", True),
    ("名", "firstname", "single_line_text", True),
    ("会社名", "company", "single_line_text", False),
    ("電話番号", "phone", "phone", False),
)
_SHIPPED = ("資料ダウンロード", "ウェビナー申込", "お問い合わせ", "メールマガジン登録")


def defaults(portal: Portal) -> None:
    """The forms that a Japanese portal of the embedded kind has; HubSpot itself ships none."""
    for name in _SHIPPED:
        add_form(portal, name)


def add_form(portal: Portal, name: str, *, archived: bool = False) -> str:
    """Put a form into a portal, as somebody at HubSpot's form editor would.

    Returns:
        Its id, which is the same in every run and differs between portals.
    """
    forms, now = portal.table("forms"), portal.now()
    form_id = str(uuid.uuid5(_NAMESPACE, f"{portal.id}/{len(forms)}/{name}"))
    forms[form_id] = {
        "id": form_id,
        "formType": "hubspot",
        "name": name,
        "createdAt": now,
        "updatedAt": now,
        "archived": archived,
        **({"archivedAt": now} if archived else {}),
        "fieldGroups": [_group(*row) for row in _ASKED],
        "configuration": _configuration(),
        "displayOptions": _display(),
        "legalConsentOptions": {"type": "none"},
    }
    return form_id


def list_forms(ask: Ask) -> Reply:
    types = ask.query.get("formTypes", ["hubspot"])
    if unknown := set(types).difference(FORM_TYPES):
        raise Refusal(400, f"formTypes must be of {', '.join(FORM_TYPES)}, not {', '.join(sorted(unknown))}")
    archived = ask.flag("archived")
    found = [
        form
        for form in ask.portal.table("forms").values()
        if form["archived"] == archived and ("all" in types or form["formType"] in types)
    ]
    return Reply(200, page(ask, found, USUAL_PAGE, LARGEST_PAGE))


def read_form(ask: Ask) -> Reply:
    """One form; an archived one only where `archived=true` asks for it."""
    form = ask.portal.table("forms").get(ask.args["form_id"])
    if form is None or form["archived"] != ask.flag("archived"):
        raise Refusal(404, f"No form found with id {ask.args['form_id']}", "OBJECT_NOT_FOUND")
    return Reply(200, form)


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    forms = portal.table("forms")
    forms.clear()
    forms.update({form["id"]: form for form in body["results"]})


def _group(label: str, name: str, field_type: str, required: bool) -> dict[str, Json]:
    field: dict[str, Json] = {
        "objectTypeId": "0-1",
        "name": name,
        "label": label,
        "required": required,
        "hidden": False,
        "dependentFields": [],
        "fieldType": field_type,
    }
    if field_type == "email":
        field["validation"] = {"blockedEmailDomains": [], "useDefaultBlockList": False}
    if field_type == "phone":
        field |= {"useCountryCodeSelect": True, "validation": _COUNTRY_DIGITS}
    return {"groupType": "default_group", "richTextType": "text", "fields": [field]}


def _configuration() -> dict[str, Json]:
    return {
        "language": "ja",
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
        "postSubmitAction": {"type": "thank_you", "value": "ありがとうございます。"},
        "embedType": "V4",
    }


def _display() -> dict[str, Json]:
    """Theme and style; the twelve values of the style are arbitrary."""
    sizes = dict.fromkeys(("helpTextSize", "labelTextSize", "legalConsentTextSize", "submitSize"), "12px")
    colours = dict.fromkeys(("helpTextColor", "labelTextColor", "legalConsentTextColor"), "#333333")
    style = {
        **sizes,
        **colours,
        "backgroundWidth": "100%",
        "fontFamily": "sans-serif",
        "submitAlignment": "left",
        "submitColor": "#ff7a59",
        "submitFontColor": "#ffffff",
    }
    return {"renderRawHtml": False, "theme": "default_style", "submitButtonText": "送信", "style": style}


LOADERS = {"/marketing/forms/<version>": _load, "/marketing/v3/forms": _load}
_TWINS = (("/marketing/forms/{version}", "2026-09-beta", True), ("/marketing/{version}/forms", "v3", False))
ROUTES = tuple(
    Route("GET", f"{base}{path}", handler, (version,), scopes=("forms",), beta=beta)
    for base, version, beta in _TWINS
    for path, handler in (("", list_forms), ("/<form_id>", read_form))
)
