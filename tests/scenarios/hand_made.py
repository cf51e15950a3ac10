"""Thirty properties that somebody made by hand, and what the packs may do to each of them."""

from __future__ import annotations

from typing import NamedTuple

OTHER_TYPE = {"blocked": {"type"}}
"""A property of another type: nothing of it is written."""


class HandMade(NamedTuple):
    """A property by hand; `expected`: action -> units that the plan lists under it, besides adopt."""

    scope: str
    name: str
    label: str
    type: str
    field_type: str
    group: str = ""
    description: str = ""
    options: dict[str, str] | None = None
    more: dict[str, object] | None = None
    archived: bool = False
    expected: dict[str, set[str]] | None = None
    """None where no blueprint names it."""

    @property
    def body(self):
        """What HubSpot's screen sends."""
        told = [
            {"value": value, "label": label, "displayOrder": at, "hidden": False}
            for at, (value, label) in enumerate((self.options or {}).items())
        ]
        usual = {"contacts": "contactinformation", "deals": "dealinformation"}[self.scope]
        return {
            "name": self.name,
            "label": self.label,
            "type": self.type,
            "fieldType": self.field_type,
            "groupName": self.group or usual,
            "description": self.description,
            **({"options": told} if self.options else {}),
            **(self.more or {}),
        }


GROUPS = [
    ("contacts", "lead_management", "リード管理"),
    ("deals", "bant", "BANT"),
    ("deals", "customer_success", "カスタマーサクセス情報"),
]
"""The first and the last are as the blueprint wants them."""

_REASONS = {
    "clear_problem": "課題が明確",
    "budget_secured": "予算確保",
    "referral": "紹介",
    "document_request": "資料請求",
    "comparing": "比較検討中",
    "other": "その他",
}
_NO_REASONS = {
    "other": "その他",
    "too_early": "時期尚早",
    "no_budget": "予算なし",
    "out_of_target": "対象外",
    "uses_competitor": "競合利用中",
    "unreachable": "連絡不通",
}
_SOURCES = {
    "website_a": "WEBサイトA",
    "ads_a": "リスティング広告",
    "ads_b": "広告B",
    "external_media_a": "外部メディアA",
    "external_media_b": "外部メディアB",
    "event_a": "イベントA",
    "event_b": "イベントB",
    "fax": "FAX",
}
_WON = {
    "features": "機能",
    "price": "価格",
    "track_record": "実績",
    "support": "サポート",
    "easy_adoption": "導入の容易さ",
    "other": "その他",
}
_USAGE = {"active": "活発", "normal": "通常", "falling": "低下", "stopped": "停止", "unknown": "不明"}
_FILL = {"update": {"description"}}
"""An empty description is nobody's work (first contact, design.md rule 4)."""

PROPERTIES = [
    # Names that are none of ours.
    HandMade("contacts", "lead_source", "リードソース", "string", "text"),
    HandMade("contacts", "lead_source_2", "リードソース 2", "enumeration", "select", options={"a": "A"}),
    HandMade("contacts", "lead_score_manual", "手動スコア", "number", "number"),
    HandMade("contacts", "topic_tags_old", "トピックタグ(旧)", "string", "textarea"),
    HandMade("deals", "budget", "予算", "number", "number"),
    HandMade(
        "deals", "renewal", "契約更新", "bool", "booleancheckbox", options={"true": "有", "false": "無"}
    ),
    # Our names, another type.
    HandMade("contacts", "lead_source_category", "リードソース", "string", "text", expected=OTHER_TYPE),
    HandMade("deals", "bant_budget", "予算", "string", "text", expected=OTHER_TYPE),
    HandMade("deals", "bant_timing", "タイミング", "date", "date", expected=OTHER_TYPE),
    HandMade("deals", "contract_start_date", "契約開始日", "datetime", "date", expected=OTHER_TYPE),
    HandMade("deals", "contact_channel", "連絡手段", "string", "text", expected=OTHER_TYPE),
    HandMade("deals", "churn_signal", "解約兆候", "string", "textarea", expected=OTHER_TYPE),
    HandMade("deals", "contract_term_months", "契約期間", "string", "text", expected=OTHER_TYPE),
    # Our names and types, something else by hand.
    HandMade(
        "contacts",
        "lead_source_detail",
        "リードソース詳細",
        "enumeration",
        "select",
        "lead_management",
        options=_SOURCES,
        expected={"hold": {"options.ads_a.label"}, **_FILL},
    ),
    HandMade(
        "contacts",
        "opportunity_reason_category",
        "商談化理由カテゴリ",
        "enumeration",
        "radio",
        "lead_management",
        options=_REASONS,
        expected={"hold": {"fieldType"}, **_FILL},
    ),
    HandMade(
        "contacts",
        "non_opportunity_reason_category",
        "ノン商談化理由カテゴリ",
        "enumeration",
        "select",
        "lead_management",
        options=_NO_REASONS,
        expected={"hold": {"options.order"}, **_FILL},
    ),
    HandMade(
        "contacts",
        "topic_tags",
        "トピック",
        "enumeration",
        "checkbox",
        options={"crm": "CRM", "seo": "SEO"},
        expected={
            "hold": {"label", "groupName", "formField", "options.crm.label"},
            "update": {
                "description",
                "options.marketing_automation.label",
                "options.sales_management.label",
                "options.customer_success.label",
                "options.data_management.label",
            },
        },
    ),
    HandMade(
        "deals",
        "bant_authority",
        "決裁権限",
        "enumeration",
        "select",
        "bant",
        options={"contact_only": "担当者のみ", "proposed_to_decision_maker": "決裁者へ提案済み"},
        more={"hidden": True},
        expected={"update": {"description", "options.unconfirmed.label"}},
    ),
    HandMade(
        "deals",
        "bant_need",
        "解決したい課題",
        "string",
        "text",
        "bant",
        expected={"hold": {"fieldType"}, **_FILL},
    ),
    HandMade(
        "deals",
        "contract_end_date",
        "契約満了日",
        "date",
        "date",
        expected={"hold": {"label", "groupName"}, **_FILL},
    ),
    HandMade(
        "deals",
        "closed_won_reason_category",
        "受注理由カテゴリ",
        "enumeration",
        "select",
        description="営業会議で決めた分類",
        options=_WON,
        expected={"hold": {"description", "groupName"}},
    ),
    HandMade(
        "deals",
        "churn_reason_detail",
        "解約理由詳細",
        "string",
        "textarea",
        "customer_success",
        more={"hasUniqueValue": True},
        expected=_FILL,
    ),
    HandMade(
        "deals",
        "admin_console_url",
        "管理画面 URL",
        "string",
        "text",
        "customer_success",
        expected={"hold": {"label"}, **_FILL},
    ),
    HandMade(
        "deals",
        "cs_owner",
        "CS担当者",
        "enumeration",
        "select",
        "customer_success",
        options={"sato": "佐藤", "suzuki": "鈴木"},
        expected={"blocked": {"externalOptions", "referencedObjectType"}, **_FILL},
    ),
    HandMade(
        "deals",
        "usage_status",
        "利用状況",
        "enumeration",
        "select",
        "customer_success",
        description="毎週更新",
        options=_USAGE,
        expected={"hold": {"description"}},
    ),
    # Our names, as we want them: adopted.
    HandMade(
        "contacts",
        "non_opportunity_reason_detail",
        "ノン商談化理由詳細",
        "string",
        "textarea",
        "lead_management",
        expected=_FILL,
    ),
    HandMade(
        "deals",
        "nps_score",
        "NPSスコア",
        "number",
        "number",
        "customer_success",
        "最新のNPS(0から10)。回答のたびにワークフローがコンタクトの値をコピーする。",
        expected={},
    ),
    HandMade(
        "deals",
        "cumulative_contract_months",
        "累計契約期間",
        "number",
        "number",
        "customer_success",
        more={"hidden": True},
        expected=_FILL,
    ),
    # Our names among the archived ones: making them anew asks.
    HandMade(
        "contacts",
        "opportunity_reason_detail",
        "商談メモ",
        "string",
        "textarea",
        archived=True,
        expected={"create": {"label", "description", "type", "fieldType", "groupName"}},
    ),
    HandMade(
        "deals",
        "churn_reason_category",
        "解約理由",
        "string",
        "text",
        archived=True,
        expected={},
    ),
]
