"""How conditions are said beside the tests of properties, in Japanese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from revops.views.wordings import TESTS_EN, TESTS_JA


@dataclass(frozen=True)
class Tongue:
    """One language; `{}` stands for what a condition names."""

    words: Mapping[str, str]
    every: str
    either: str
    negation: str
    group: str
    comma: str
    span: str
    truth: Mapping[bool, str]
    terms: Mapping[str, str]
    """What is no test of a property; `{within}` and `{times}` are empty or end in what parts them."""
    objects: Mapping[str, str]
    periods: Mapping[str, tuple[str, str]]
    """The present one, and several."""


_JA: Final = Tongue(
    words=TESTS_JA,
    every=" かつ ",
    either=" または ",
    negation="「{}」ではない",
    group="（{}）",
    comma="、",
    span="{} から {}",
    truth={True: "はい", False: "いいえ"},
    terms={
        "submitted": "{within}{page}フォーム「{form}」を{times}送信した",
        "submitted.any": "{within}{page}いずれかのフォームを{times}送信した",
        "on_page": "ページ「{}」で",
        "viewed.equals": "{within}「{url}」のページを{times}閲覧した",
        "viewed.contains": "{within}URL に「{url}」を含むページを{times}閲覧した",
        "viewed.matches": "{within}URL が正規表現「{url}」に一致するページを{times}閲覧した",
        "event": "{within}イベント「{event}」{where}が{times}発生した",
        "event.where": "（{}）",
        "email.sent": "{within}メール「{email}」が送信された",
        "email.delivered": "{within}メール「{email}」が届いた",
        "email.opened": "{within}メール「{email}」を開封した",
        "email.clicked": "{within}メール「{email}」のリンクをクリックした",
        "email.replied": "{within}メール「{email}」に返信した",
        "email.bounced": "{within}メール「{email}」がバウンスした",
        "email.unsubscribed": "{within}メール「{email}」から配信停止した",
        "email.marked_spam": "{within}メール「{email}」を迷惑メールに報告した",
        "email.sent_not_delivered": "{within}メール「{email}」が送信されたが届いていない",
        "email.sent_not_clicked": "{within}メール「{email}」が送信されたがリンクをクリックしていない",
        "email.delivered_not_opened": "{within}メール「{email}」が届いたが開封していない",
        "email.opened_not_clicked": "{within}メール「{email}」を開封したがリンクをクリックしていない",
        "email.opened_not_replied": "{within}メール「{email}」を開封したが返信していない",
        "subscribed": "「{}」の配信に登録している",
        "unsubscribed": "「{}」の配信を停止している",
        "consent.approved": "Cookie に同意した",
        "consent.declined": "Cookie を拒否した",
        "consent.revoked": "Cookie への同意を取り消した",
        "in_segment": "セグメント「{}」に含まれる",
        "associated": "関連する{object}{label}のいずれかで（{where}）",
        "associated.any": "関連する{object}{label}がある",
        "label": "（ラベル「{}」）",
        "raw": "HubSpot の条件（原文のまま）{}",
        "times.exactly": " {} 回",
        "times.at_least": " {} 回以上",
        "times.between": " {} 回から {} 回",
        "within.last_days": "過去 {} 日以内に",
        "within.between": "{} から {} までに",
        "within.since": "{} 以降に",
        "within.until": "{} までに",
    },
    objects={
        "contacts": "コンタクト",
        "companies": "会社",
        "deals": "取引",
        "tickets": "チケット",
        "leads": "リード",
        "line_items": "商品項目",
    },
    periods={
        "day": ("日", "{} 日"),
        "week": ("週", "{} 週"),
        "month": ("月", "{} か月"),
        "quarter": ("四半期", "{} 四半期"),
        "year": ("年", "{} 年"),
    },
)
_EN: Final = Tongue(
    words=TESTS_EN,
    every=" and ",
    either=" or ",
    negation="not ({})",
    group="({})",
    comma=", ",
    span="{} and {}",
    truth={True: "yes", False: "no"},
    terms={
        "submitted": "submitted the form “{form}”{page}{times}{within}",
        "submitted.any": "submitted any form{page}{times}{within}",
        "on_page": " on the page “{}”",
        "viewed.equals": "viewed the page “{url}”{times}{within}",
        "viewed.contains": "viewed a page whose URL contains “{url}”{times}{within}",
        "viewed.matches": "viewed a page whose URL matches “{url}”{times}{within}",
        "event": "the event “{event}” happened{where}{times}{within}",
        "event.where": " ({})",
        "email.sent": "was sent the e-mail “{email}”{within}",
        "email.delivered": "received the e-mail “{email}”{within}",
        "email.opened": "opened the e-mail “{email}”{within}",
        "email.clicked": "clicked a link in the e-mail “{email}”{within}",
        "email.replied": "replied to the e-mail “{email}”{within}",
        "email.bounced": "bounced the e-mail “{email}”{within}",
        "email.unsubscribed": "unsubscribed through the e-mail “{email}”{within}",
        "email.marked_spam": "marked the e-mail “{email}” as spam{within}",
        "email.sent_not_delivered": "was sent the e-mail “{email}” and did not receive it{within}",
        "email.sent_not_clicked": "was sent the e-mail “{email}” and clicked no link{within}",
        "email.delivered_not_opened": "received the e-mail “{email}” and did not open it{within}",
        "email.opened_not_clicked": "opened the e-mail “{email}” and clicked no link{within}",
        "email.opened_not_replied": "opened the e-mail “{email}” and did not reply{within}",
        "subscribed": "is subscribed to “{}”",
        "unsubscribed": "is unsubscribed from “{}”",
        "consent.approved": "consented to cookies",
        "consent.declined": "declined cookies",
        "consent.revoked": "revoked the consent to cookies",
        "in_segment": "is in the segment “{}”",
        "associated": "has associated {object}{label} of which ({where})",
        "associated.any": "has associated {object}{label}",
        "label": " (label “{}”)",
        "raw": "raw HubSpot filter {}",
        "times.exactly": " {} times",
        "times.at_least": " {} times or more",
        "times.between": " {} to {} times",
        "within.last_days": " in the last {} days",
        "within.between": " from {} to {}",
        "within.since": " since {}",
        "within.until": " until {}",
    },
    objects={"line_items": "line items"},
    periods={
        "day": ("day", "{} days"),
        "week": ("week", "{} weeks"),
        "month": ("month", "{} months"),
        "quarter": ("quarter", "{} quarters"),
        "year": ("year", "{} years"),
    },
)
TONGUES: Final[Mapping[str, Tongue]] = {"ja": _JA, "en": _EN}
"""By locale."""
