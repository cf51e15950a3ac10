"""Reasons on a Japanese page: what the engine says, in Japanese or not at all."""

from __future__ import annotations

import pytest

from revops.views.reasons import said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("waits for email.thanks (publish)", "email.thanks の公開を待っています"),
        ("waits for workflow.nurture (enable)", "workflow.nurture の有効化を待っています"),
        (
            "waits for role 'sales_rep' (a@example.com is no user of the portal yet)",
            "役割「sales_rep」を待っています（a@example.com はまだポータルのユーザーではありません）",
        ),
        (
            "waits for form 'x' (2 forms have this name); waits for segment.a",
            "フォーム「x」を待っています（同じ名前のフォームが 2 件あります）；segment.a を待っています",
        ),
        (
            "workflows need a Professional subscription, which the target does not declare",
            "ワークフローにはProfessionalの契約が必要ですが、ターゲットに宣言されていません",
        ),
        (
            "teams need Sales Hub Starter or Data Hub Starter, which the target does not declare",
            "チームにはSales Hub StarterまたはData Hub Starterが必要ですが、ターゲットに宣言されていません",
        ),
        (
            "the data token may not write properties: it lacks crm.schemas.deals.write",
            "トークンにpropertiesを書き込む権限がありません。必要なスコープ：crm.schemas.deals.write",
        ),
        (
            "HubSpot refuses writes to flows to this token",
            "HubSpotがこのトークンでのflowsの書き込みを拒否しました",
        ),
        (
            "this portal does not have the scores API, which is a beta",
            "このポータルではベータ版のscores APIを利用できません",
        ),
        ("waits until its own records are moved", "自身のレコードの移動を待っています"),
        ("publish is a step of its own", "公開は独立した手順です"),
        (
            "it was applied before and is not to be found: HubSpot's flow list is known to omit flows",
            "以前に適用したものが見つかりません：HubSpotのワークフロー一覧には漏れがあることが知られています",
        ),
        (
            "revops plan --target a; it shows what waited for this run",
            "revops plan --target a で、この適用を待っていたものを確認できます",
        ),
        (
            "revops checklist (3 by hand); commit .revops/ledger",
            "revops checklist（手作業 3 件）；.revops/ledger をコミットします",
        ),
    ],
)
def test_a_reason_is_told_in_japanese(text, told):
    """Words of the tool are translated, names stay."""
    assert said(text) == told


@pytest.mark.parametrize(
    "text",
    [
        "waits for role 'a' (nobody knows why)",
        "it was applied before and is not to be found: some new reason",
        "something else",
        "",
    ],
)
def test_a_reason_with_an_unknown_part_stays_english(text):
    """Also where only the reason inside of the reason is not known."""
    assert said(text) == ""
