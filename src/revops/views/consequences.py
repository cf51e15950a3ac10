"""What switching on sets off, in a sentence of the page's language."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from revops.model.consequence import Act, Consequence


def consequence_told(found: Consequence, lang: str, name: Callable[[str], str]) -> str:
    """The numbers in English or in Japanese.

    Args:
        found: what was counted.
        lang: `en` or `ja`.
        name: what people call an object type.
    """
    return _japanese(found, name(found.object)) if lang == "ja" else found.told


_HAPPENS: Final = {Act.ENROL: "登録", Act.SCORE: "スコアリング", Act.SEND: "送信"}
_NOTHING: Final = {Act.SEND: "これだけでは何も送信されません"}


def _japanese(found: Consequence, things: str) -> str:
    records = _records(found, things)
    mails = _mails(found) if found.concerns(found.mails) else ""
    billing = _billing(found) if found.concerns(found.billing) else ""
    return "；".join(filter(None, (records, mails, billing)))


def _records(found: Consequence, things: str) -> str:
    happens = _HAPPENS[found.act]
    if found.records is None:
        return f"すぐに{happens}される{things}：未集計"
    if found.records == 0:
        return _NOTHING.get(found.act, f"すぐに{happens}される{things}はありません")
    return f"{things} {_bound(found)}{found.records:,} 件がすぐに{happens}されます"


def _bound(found: Consequence) -> str:
    return "最大 " if found.at_most else ""


def _mails(found: Consequence) -> str:
    if found.mails is None:
        return "本日送信されるEメール：未集計"
    told = f"本日 {_bound(found)}{found.mails:,} 通のEメールが送信されます"
    return told if found.mails else "本日送信されるEメールはありません"


def _billing(found: Consequence) -> str:
    if found.billing is None:
        return "マーケティングコンタクトになる件数：未集計"
    told = f"{_bound(found)}{found.billing:,} 件が課金対象のマーケティングコンタクトになります"
    return told if found.billing else "マーケティングコンタクトの変更はありません"
