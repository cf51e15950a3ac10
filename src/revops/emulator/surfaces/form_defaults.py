"""The forms of a new portal of the embedded kind, as its people made them; HubSpot itself ships none."""

from __future__ import annotations

import itertools
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revops.emulator.http import Json
    from revops.emulator.portal import Portal

TABLE = "forms"
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
SHIPPED = ("資料ダウンロード", "ウェビナー申込", "お問い合わせ", "メールマガジン登録")


def add_form(portal: Portal, name: str, *, archived: bool = False) -> str:
    """Put a form into a portal, as somebody at HubSpot's form editor would.

    Returns:
        Its id, which is the same in every run and differs between portals.
    """
    form_id, now = new_form_id(portal, name), portal.now()
    portal.table(TABLE)[form_id] = {
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


def new_form_id(portal: Portal, name: str) -> str:
    """A UUID that no form of the portal has."""
    forms = portal.table(TABLE)
    made = (uuid.uuid5(_NAMESPACE, f"{portal.id}/{count}/{name}") for count in itertools.count(len(forms)))
    return next(str(each) for each in made if str(each) not in forms)


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
