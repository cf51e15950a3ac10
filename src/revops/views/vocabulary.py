"""The words of a page around what the blueprint says, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from revops.model.few import AND_MORE
from revops.model.objects import is_id
from revops.model.pairs import objects_of
from revops.views.impact_words import TABLE as IMPACT
from revops.views.reasons import said

_TABLE: Final[Mapping[str, tuple[str, str]]] = {
    **IMPACT,
    # headings
    "plan": ("Plan", "変更計画"),
    "run": ("Run", "適用結果"),
    "drift": ("Drift", "ドリフト（手作業による差異）"),
    "title": ("{about} for portal {portal}", "{about}：ポータル {portal}"),
    "overview": ("Overview", "概要"),
    "by_place": ("By department and object", "部門・オブジェクト別"),
    "findings": ("Findings", "指摘事項"),
    "changes": ("Changes", "変更の一覧"),
    "nothing": (
        "Nothing to show: the portal is as the blueprint says.",
        "差異はありません。ポータルはブループリントのとおりです。",
    ),
    "next": ("Next", "次の操作"),
    # facts
    "target": ("Target", "ターゲット"),
    "portal": ("Portal ID", "ポータルID"),
    "account": ("Account type", "アカウント種別"),
    "language": ("Language of labels", "ラベルの言語"),
    "digest": ("Digest", "ダイジェスト"),
    "at": ("Made", "作成日時"),
    "protected": ("protected", "保護対象"),
    # states: what is to happen, or how it ended
    "state.create": ("create", "作成"),
    "state.update": ("update", "更新"),
    "state.replace": ("replace", "置換"),
    "state.delete": ("delete", "削除"),
    "state.adopt": ("adopt", "一致・採用"),
    "state.hold": ("held", "保留"),
    "state.waiting": ("waiting", "待機"),
    "state.blocked": ("blocked", "不可"),
    "state.manual": ("by hand", "手作業"),
    "state.none": ("none", "なし"),
    "state.done": ("done", "完了"),
    "state.failed": ("failed", "失敗"),
    "state.skipped": ("skipped", "スキップ"),
    "state.ambiguous": ("ambiguous", "要確認"),
    "state.unknown": ("unknown", "不明"),
    "state.left": ("left to you", "判断待ち"),
    # phases
    "phase.define": ("define", "定義"),
    "phase.draft": ("draft", "下書き"),
    "phase.move": ("move records", "レコードの移動"),
    "phase.publish": ("publish", "公開"),
    "phase.enable": ("enable", "有効化"),
    "phase.remove": ("remove", "除去"),
    # departments
    "department.marketing": ("Marketing", "マーケティング"),
    "department.sales": ("Sales", "セールス"),
    "department.customer-success": ("Customer success", "カスタマーサクセス"),
    "department.project": ("Project", "プロジェクト共通"),
    # HubSpot's object types, as its UI names them
    "object.": ("Whole portal", "ポータル全体"),
    "object.contacts": ("Contacts", "コンタクト"),
    "object.companies": ("Companies", "会社"),
    "object.deals": ("Deals", "取引"),
    "object.tickets": ("Tickets", "チケット"),
    "object.leads": ("Leads", "リード"),
    "object.products": ("Products", "製品"),
    "object.line_items": ("Line items", "商品項目"),
    "object.quotes": ("Quotes", "見積もり"),
    "object.orders": ("Orders", "注文"),
    "object.invoices": ("Invoices", "請求書"),
    "object.subscriptions": ("Subscriptions", "サブスクリプション"),
    "object.carts": ("Carts", "カート"),
    "object.services": ("Services", "サービス"),
    "object.courses": ("Courses", "コース"),
    "object.listings": ("Listings", "リスティング"),
    "object.appointments": ("Appointments", "アポイントメント"),
    "object.projects": ("Projects", "プロジェクト"),
    "object.marketing_events": ("Marketing events", "マーケティングイベント"),
    "object.goal_targets": ("Goals", "目標"),
    "object.users": ("Users", "ユーザー"),
    "object.tasks": ("Tasks", "タスク"),
    "object.notes": ("Notes", "メモ"),
    "object.meetings": ("Meetings", "ミーティング"),
    "object.calls": ("Calls", "コール"),
    "object.emails": ("Emails", "Eメール"),
    "object_of_id": ("Object {id}", "オブジェクト {id}"),
    # kinds
    "kind.group": ("Property group", "プロパティグループ"),
    "kind.property": ("Property", "プロパティ"),
    "kind.lifecycle": ("Lifecycle stages", "ライフサイクルステージ"),
    "kind.pipeline": ("Pipeline", "パイプライン"),
    "kind.score": ("Score", "スコア"),
    "kind.segment": ("Segment", "セグメント"),
    "kind.form": ("Form", "フォーム"),
    "kind.campaign": ("Campaign", "キャンペーン"),
    "kind.email": ("Marketing e-mail", "マーケティングEメール"),
    "kind.team": ("Team", "チーム"),
    "kind.pipeline_rules": ("Pipeline rules", "パイプラインルール"),
    "kind.stage_permissions": ("Stage permissions", "ステージの権限"),
    "kind.workflow": ("Workflow", "ワークフロー"),
    "kind.checklist": ("Checklist item", "チェックリスト項目"),
    "kind.department": ("Department", "部門"),
    "kind.goal": ("Goal", "目的"),
    "kind.kpi": ("KPI", "KPI"),
    "kind.term": ("Term", "用語"),
    "kind.role": ("Role", "役割"),
    "kind.right": ("Rights", "権限"),
    "kind.training": ("Training", "トレーニング"),
    "kind.validation": ("Validation rule", "入力規則"),
    "kind.object": ("Custom object", "カスタムオブジェクト"),
    "kind.association": ("Association label", "関連付けラベル"),
    # the checklist
    "item.row": ("Model row", "モデル行ID"),
    "item.title": ("To do", "作業"),
    "item.role": ("Role", "役割"),
    "item.person": ("Person", "担当者"),
    "item.due": ("Due", "期限"),
    "item.every": ("Repeats", "繰り返し"),
    "item.steps": ("Steps", "手順"),
    "item.link": ("Link", "リンク"),
    "item.evidence": ("Evidence wanted", "必要な証跡"),
    "item.state": ("State", "状態"),
    "item.by": ("Done by", "実施者"),
    "item.done_on": ("Done on", "実施日"),
    "item.proof": ("Evidence", "証跡"),
    "item.address": ("Address", "アドレス"),
    "item.done": ("done", "完了"),
    "item.open": ("open", "未完了"),
    "item.overdue": ("overdue", "期限超過"),
    "checklist": ("Checklist", "チェックリスト"),
    "due.before": ("{days} days before go-live", "本稼働の{days}日前"),
    "due.after": ("{days} days after go-live", "本稼働の{days}日後"),
    "every.week": ("each week", "毎週"),
    "every.month": ("each month", "毎月"),
    "every.quarter": ("each quarter", "四半期ごと"),
    "due.on": ("on the day of go-live", "本稼働日"),
    # severities
    "severity.error": ("error", "エラー"),
    "severity.warning": ("warning", "警告"),
    "severity.info": ("note", "情報"),
    # cards
    "before": ("Before", "変更前"),
    "after": ("After", "変更後"),
    "theirs": ("HubSpot", "HubSpot"),
    "ours": ("Blueprint", "ブループリント"),
    "back": ("Before the run", "実行前"),
    "absent": ("not there", "なし"),
    "asks": ("Needs your consent. Add to the command:", "同意が必要です。コマンドに追加してください："),
    "takes_back": ("Take it back, too: add to revops rollback", "実行前の値を優先：revops rollback に追加"),
    "takes": ("Take the blueprint's side: add to revops apply", "ブループリントを優先：revops apply に追加"),
    "keeps": ("Keep HubSpot's: add to revops drift", "HubSpotの値を残す：revops drift に追加"),
    "agreed": ("agreed", "同意済み"),
    # rows of the model
    "standing.upgrade": ("needs an upgrade", "契約の追加が必要"),
    "standing.waiting": ("waiting", "待機"),
    "standing.open": ("by hand (open)", "手作業（未完了）"),
    "standing.done": ("by hand (done)", "手作業（完了）"),
    "standing.applied": ("applied", "適用済み"),
    "standing.agreed": ("agreed", "合意済み"),
    "hubs": ("Hubs: {hubs}", "契約：{hubs}"),
    "hubs.none": ("not declared (`hubs:` of the target)", "未宣言（ターゲットの `hubs:`）"),
    "rows": ("{count} rows: {counts}", "{count} 行：{counts}"),
    "rows.one": ("{count} row: {counts}", "{count} 行：{counts}"),
    "rows.none_open": ("no row is open", "未完了の行はありません"),
    "rows.none": ("no entry of the blueprint has a `ref:`", "ブループリントに `ref:` がありません"),
    "rows.more": (AND_MORE, "{named} 他 {count} 件"),
    "rows.why": ("{named} ({why})", "{named}（{why}）"),
    # findings
    "file": ("in", "場所："),
    "cure": ("What to do:", "対処："),
    "in_english": (
        "Messages, and some of the reasons, are in English.",
        "指摘の本文と、理由の一部は英語です。",
    ),
    # tools
    "filter": ("Filter", "絞り込み"),
    "search": ("Search", "検索"),
    "search_hint": ("Label, address, value …", "ラベル、アドレス、値など"),
    "any": ("all", "すべて"),
    "action": ("Action", "操作"),
    "kind": ("Kind", "種類"),
    "object": ("Object", "オブジェクト"),
    "department": ("Department", "部門"),
    "shown": ("{shown} of {all} shown", "{all} 件中 {shown} 件を表示"),
    "reset": ("Reset", "解除"),
    "brief": ("Hide values", "値を隠す"),
    "copy": ("Copy", "コピー"),
    "copied": ("Copied", "コピーしました"),
    "no_match": ("No change fits the filter.", "条件に合う変更はありません。"),
    "total": ("{count} changes", "{count} 件"),
    "total_of_one": ("1 change", "1 件"),
}


class Words:
    """The words of one language; what has no word reads as it is.

    Args:
        locale: of the target.
        objects: what people call the portal's own objects, by their names.
    """

    def __init__(self, locale: str, objects: Mapping[str, str] = MappingProxyType({})) -> None:
        self.lang = locale if locale == "ja" else "en"
        self._column = 1 if self.lang == "ja" else 0
        self._objects = objects

    def __call__(self, key: str, **values: object) -> str:
        """The word for a key of the table, with its values in it."""
        return _TABLE[key][self._column].format(**values)

    def name(self, group: str, name: str) -> str:
        """What people call a state, a kind, an object, ...: one of a group that may grow."""
        found = _TABLE.get(f"{group}.{name}")
        if found:
            return found[self._column]
        return self._scope(name) if group == "object" else name.replace("_", " ")

    def _scope(self, scope: str) -> str:
        """A custom object by its label, a pair by both of its objects."""
        parts = objects_of(scope)
        if len(parts) > 1:
            return " – ".join(self.name("object", part) for part in parts)
        if is_id(scope):
            return self("object_of_id", id=scope)
        return self._objects.get(scope) or scope.replace("_", " ").capitalize()

    def said(self, text: str) -> str:
        """A reason or a note in this language, empty where there is none."""
        return text if self.lang == "en" else said(text)
