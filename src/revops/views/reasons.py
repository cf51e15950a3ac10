"""Reasons, notes and next steps in Japanese, for pages: sentences by pattern, and the terms in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_WHOLE: Final = (
    (r"not in the portal", "ポータルにありません"),
    (r"to be done by hand in HubSpot", "HubSpotの画面で手作業で行います"),
    (r"its text changed since it was ticked", "完了後に内容が変わりました"),
    (r"to be done again each week", "毎週改めて行います"),
    (r"to be done again each month", "毎月改めて行います"),
    (r"to be done again each quarter", "四半期ごとに改めて行います"),
    (r"(publish|enable) is a step of its own", "{0}は独立した手順です"),
    (
        r"HubSpot's flow list is known to omit flows",
        "HubSpotのワークフロー一覧には漏れがあることが知られています",
    ),
    (r"changed in HubSpot, or made there by hand", "HubSpotで変更されたか、手作業で作られました"),
    (
        r"changed in HubSpot, or made there by hand, last by (.*)",
        "HubSpotで変更されたか、手作業で作られました（最終更新：{0}）",
    ),
    (r"changed in the blueprint and in HubSpot", "ブループリントとHubSpotの両方で変更されました"),
    (
        r"changed in the blueprint and in HubSpot, last by (.*)",
        "ブループリントとHubSpotの両方で変更されました（最終更新：{0}）",
    ),
    (r"changed in HubSpot since it was applied", "適用後にHubSpotで変更されました"),
    (
        r"changed in HubSpot since it was applied, last by (.*)",
        "適用後にHubSpotで変更されました（最終更新：{0}）",
    ),
    (
        r"differs, and without a ledger entry nobody can tell which side changed",
        "差異がありますが、台帳に記録がないため、どちらが変更されたかは分かりません",
    ),
    (
        r"differs, and without a ledger entry nobody can tell which side changed, in HubSpot last by (.*)",
        "差異がありますが、台帳に記録がないため、どちらが変更されたかは分かりません（HubSpotの最終更新：{0}）",
    ),
    (r"somebody removed it in HubSpot", "HubSpotで削除されました"),
    (
        r"the blueprint refers to it, and this portal does not have it",
        "ブループリントが参照していますが、このポータルにはありません",
    ),
    (
        r"an archived one has this name; HubSpot may bring it and its old values back(?:, or purge it)?",
        "同じ名前のアーカイブ済みのものがあります。HubSpotがそれを以前の値とともに復元する可能性があります",
    ),
    (r"waits for (\S+)", "{0} を待っています"),
    (r"waits for (\S+) \((publish|enable)\)", "{0} の{1}を待っています"),
    (r"waits for ([a-z ]+) '(.*)' \((?P<why>.*)\)", "{0}「{1}」を待っています（{why}）"),
    (r"waits: (\S+) is of type (\S+) in this portal", "{0} を待っています（このポータルでの型は {1}）"),
    (
        r"(\S+) does not exist in the portal and no blueprint makes it",
        "{0} はポータルになく、どのブループリントも作成しません",
    ),
    (
        r"(.+) need (.+), which the target does not declare",
        "{0}には{1}が必要ですが、ターゲットに宣言されていません",
    ),
    (
        r"the (?:data|automation) token may not (read|write) (\w+): it lacks (.+)",
        "トークンに{1}を{0}権限がありません。必要なスコープ：{2}",
    ),
    (
        r"HubSpot refuses writes to (\w+) to this token",
        "HubSpotがこのトークンでの{0}の書き込みを拒否しました",
    ),
    (
        r"this portal does not have the (\w+) API, which is a beta",
        "このポータルではベータ版の{0} APIを利用できません",
    ),
    (r"waits until its own records are moved", "自身のレコードの移動を待っています"),
    (r"named under removed:", "removed: に記載されています"),
    (r"run (\w+), which is taken back, made it", "取り消す実行 {0} が作成しました"),
    (
        r"it stays until somebody agrees to delete it, switched off",
        "削除に同意があるまで、オフの状態で残ります",
    ),
    (
        r"copies the values of (\S+); what a record has here already stays",
        "{0} の値をコピーします。すでに値があるレコードはそのままです",
    ),
    (r"waits for (\S+), which gets (?:its values|the values of \S+)", "値を受け取る {0} を待っています"),
    (r"waits until its values are in (\S+)", "{0} への値のコピーを待っています"),
    (r"waits until (.+) refers? to (\S+)", "{0} の参照先が {1} になるのを待っています"),
    (r"(.+) still refers? to it", "{0} がまだ参照しています"),
    (
        r"its values are in (\S+), and nothing was found to refer to it",
        "値は {0} にあり、参照しているものは見つかりませんでした",
    ),
    (r"all values of (\S+) are in it; nothing is sent", "{0} の値はすべて移っています。何も送信しません"),
    (
        r"HubSpot accepted the value and did not keep it",
        "HubSpotは値を受け付けましたが、保存されませんでした",
    ),
    (
        r"enter: (.*) \(not enforced: needs a workflow\)",
        "入る条件：{0}（自動では適用されません。ワークフローが必要です）",
    ),
    (
        r"it was applied before and is not to be found: (?P<why>.*)",
        "以前に適用したものが見つかりません：{why}",
    ),
    (
        r"a create was sent and its answer was lost; (?P<why>.*)",
        "作成を送信しましたが応答が失われました。{why}",
    ),
    (r"nobody knows whether it is there: (?P<why>.*)", "あるかどうかを確認できません：{why}"),
)
"""Reasons of changes."""

_WHYS: Final = (
    (r"the portal was not found to have it", "ポータルに見つかりません"),
    (r"the portal has no form of this name", "この名前のフォームがポータルにありません"),
    (
        r"the portal has no marketing e-mail of this name",
        "この名前のマーケティングEメールがポータルにありません",
    ),
    (r"it is not saved for automation in HubSpot", "HubSpotで自動化用に保存されていません"),
    (r"the blueprint does not publish it", "ブループリントが公開しません"),
    (r"(\d+) forms have this name", "同じ名前のフォームが {0} 件あります"),
    (r"(\d+) e-mails have this name", "同じ名前のEメールが {0} 件あります"),
    (r"the target maps it to nobody", "ターゲットで誰にも割り当てられていません"),
    (r"the target maps it to no person", "ターゲットでユーザーに割り当てられていません"),
    (
        r"the target maps it to nobody; the nearest role that it maps is '(.*)'",
        "ターゲットで誰にも割り当てられていません。割り当て済みで最も近い役割は「{0}」です",
    ),
    (
        r"the target maps it to the team '(.*)', and this needs one user",
        "ターゲットではチーム「{0}」に割り当てられていますが、ユーザーが1人必要です",
    ),
    (r"(\S+) is no user of the portal yet", "{0} はまだポータルのユーザーではありません"),
    (r"to be applied", "適用待ち"),
    (r"to be applied, asks for (--\w+)", "適用待ち（{0} の同意が必要）"),
    (r"out of this token's reach", "このトークンでは扱えません"),
    (r"something else stands in for it", "代わりのものを使います"),
    (r"(\w+ Hub \w+(?: or .+)?)", "{0}"),
    (r"only what happens from now on enrols", "今後の出来事だけが登録の対象です"),
    (r"records are enrolled by hand", "レコードは手作業で登録します"),
    (r"whoever is in it already is counted, too", "すでに登録されているレコードも数に含みます"),
    (r"whoever reached the goal is counted, too", "目標を達成したレコードも数に含みます"),
    (
        r"no search finds a day of every year, so everybody with a date is counted",
        "毎年の日付は検索できないため、日付のあるレコードをすべて数えています",
    ),
    (r"what it starts in other workflows is not counted", "ここから始まる他のワークフローは数に含みません"),
    (r"workflows that are on send it to whom they enrol", "有効なワークフローが、登録した相手に送信します"),
    (r"only who sends the form from now on", "今後フォームを送信した人だけが対象です"),
    (
        r"parts of the condition are counted one by one, and records may meet several",
        "条件の各部分を別々に数えているため、重複することがあります",
    ),
)
"""Why something waits, and what stands beside a count."""

_STEPS: Final = (
    (
        r"(revops .*) shows what is missing; (revops .*) completes it",
        "{0} で残りを確認し、{1} で完了できます",
    ),
    (
        r"(revops apply.*); it asks about each of the (\d+) steps, or takes .* ADDRESS \(.*\)",
        "{0} は {1} 件の手順を一件ずつ確認します（オプションとアドレスで事前に同意することもできます）",
    ),
    (
        r"(revops drift .*) \(HubSpot's value\) or (revops apply .*) \(the blueprint's\)",
        "{0}（HubSpotの値を残す）または {1}（ブループリントを優先する）",
    ),
    (r"(revops plan.*); it shows what waited for this run", "{0} で、この適用を待っていたものを確認できます"),
    (r"(revops plan.*); it shows what is left", "{0} で残りを確認できます"),
    (
        r"(revops plan.*); it shows what can be removed now",
        "{0} で、削除できるようになったものを確認できます",
    ),
    (
        r"(revops auth.*) where a scope is missing; (revops plan.*), once what blocks is mended",
        "スコープが足りない場合は {0} で確認し、原因を解消してから {1} を実行します",
    ),
    (
        r"make what is waited for in HubSpot; then (revops plan.*)",
        "待っているものをHubSpotで作成してから {0} を実行します",
    ),
    (
        r"(revops state rebuild.*), then (revops drift.*); or (revops apply.*) where nothing was applied yet",
        "{0} の後に {1} を実行します（まだ適用していない場合は {2}）",
    ),
    (r"(revops checklist.*) \((\d+) by hand\)", "{0}（手作業 {1} 件）"),
    (r"commit (\S+)", "{0} をコミットします"),
)
"""What to type next."""

_TERMS: Final[Mapping[str, str]] = {
    "publish": "公開",
    "enable": "有効化",
    "read": "読み取る",
    "write": "書き込む",
    "form": "フォーム",
    "email": "Eメール",
    "automated email": "自動化用のEメール",
    "role": "役割",
    "owner": "担当者",
    "workflow": "ワークフロー",
    "segment": "セグメント",
    "subscription": "配信の種類",
    "stage": "ステージ",
    "pipeline": "パイプライン",
    "lifecycle stage": "ライフサイクルステージ",
    "sequence": "シーケンス",
    "team": "チーム",
    "recipient": "通知先",
    "sender": "差出人",
    "user": "ユーザー",
    "workflows": "ワークフロー",
    "campaigns": "キャンペーン",
    "lead scores": "リードスコア",
    "teams": "チーム",
    "sequences": "シーケンス",
    "publications of e-mails": "Eメールの公開",
    "custom objects": "カスタムオブジェクト",
    "association labels": "関連付けラベル",
    "limits of associations": "関連付けの上限",
    "pipeline rules": "パイプラインルール",
    "pipelines of leads": "リードのパイプライン",
    "the add-on for transactional e-mail": "トランザクションメールのアドオン",
    "a Professional subscription": "Professionalの契約",
    "an Enterprise subscription": "Enterpriseの契約",
    "a Starter subscription": "Starterの契約",
}
"""What patterns leave open, as far as it is a word of the tool; names stay as they are."""

_SAID: Final = tuple((re.compile(pattern), told) for pattern, told in (*_WHOLE, *_WHYS, *_STEPS))


def said(text: str) -> str:
    """The text in Japanese, part by part where it has several; empty where a part has no wording."""
    parts = [_told(part) for part in text.split("; ")]
    return _told(text) or ("；".join(parts) if all(parts) else "")


def _told(text: str) -> str:
    found = ((pattern.fullmatch(text), told) for pattern, told in _SAID)
    return next((filled for match, told in found if match and (filled := _filled(match, told))), "")


def _filled(match: re.Match[str], told: str) -> str:
    """Terms in Japanese; empty where a reason inside of the reason has no wording."""
    why = match.groupdict().get("why")
    inside = said(why) if why else ""
    return told.format(*map(_term, match.groups()), why=inside) if inside or not why else ""


def _term(name: str) -> str:
    return "または".join(_TERMS.get(one, one) for one in name.split(" or "))
