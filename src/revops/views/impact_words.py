"""The words of what refers to what, in English and in Japanese; part of the table of all pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

TABLE: Final[Mapping[str, tuple[str, str]]] = {
    "impact": ("Impact", "影響範囲"),
    "impact.title": ("Impact of {point}", "{point} の影響範囲"),
    "impact.graph": ("Who depends on it", "依存関係"),
    "impact.list": ("One by one", "一覧"),
    "impact.records": ("Records that hold it", "該当するレコード"),
    "impact.unseen": ("What nobody could look into", "確認できなかったもの"),
    "impact.unseen_told": (
        "Each of these may refer to it, too; the list above is not proven to be complete.",
        "次のものも参照している可能性があります。上の一覧がすべてとは限りません。",
    ),
    "impact.nothing": ("Nothing was found that refers to it.", "参照しているものは見つかりませんでした。"),
    "impact.beside": (
        "{count} more use the whole without naming this part",
        "この部分を指定せずに全体を使っているものが、ほかに {count} 件あります",
    ),
    "impact.direct": ("directly", "直接"),
    "impact.through": ("through {via}", "{via} を介して"),
    "impact.uncounted": ("not counted", "未集計"),
    "impact.ring": ("dashed: a reference that the tree leaves out", "破線：ツリーに現れない参照"),
    "how.filter": ("filter", "フィルター"),
    "how.enrolment": ("enrolment", "登録条件"),
    "how.reenrolment": ("re-enrolment", "再登録の条件"),
    "how.schedule": ("schedule", "スケジュール"),
    "how.goal": ("goal", "目標"),
    "how.suppression": ("kept out", "除外"),
    "how.unenrolment": ("leaving", "登録解除"),
    "how.source": ("fetched records", "取得するレコード"),
    "how.step": ("used by step {at}", "ステップ {at} で使用"),
    "how.step.set": ("set by step {at}", "ステップ {at} で設定"),
    "how.step.email": ("sent by step {at}", "ステップ {at} で送信"),
    "how.step.workflow": ("step {at} enrols in it", "ステップ {at} で登録"),
    "how.step.sequence": ("step {at} enrols in it", "ステップ {at} で登録"),
    "how.step.segment": ("step {at} changes its members", "ステップ {at} でメンバーを変更"),
    "how.formula": ("formula", "計算式"),
    "how.currency": ("currency", "通貨"),
    "how.group": ("stands in the group", "グループに所属"),
    "how.rule": ("rule", "ルール"),
    "how.output": ("filled by the score", "スコアの値"),
    "how.field": ("field", "項目"),
    "how.dependent": ("condition of a field", "項目の表示条件"),
    "how.stage": ("sets the stage", "ステージの設定"),
    "how.text": ("text", "本文"),
    "how.recipients": ("recipients", "配信先"),
    "how.campaign": ("campaign", "キャンペーン"),
    "how.approval": ("approval", "承認"),
    "how.permission": ("permission", "権限"),
    "how.role": ("role in the object", "オブジェクトでの役割"),
    "how.validation": ("validation rule", "入力規則"),
    "kind.sequence": ("Sequence", "シーケンス"),
}
