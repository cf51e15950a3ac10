"""Words for steps that reach beyond the enrolled record, in both languages."""

from __future__ import annotations

import pytest

from revops.views.steps import step

SAID = [
    (
        {"clear": "companies.domain", "of": "companies", "label": "primary"},
        "clear companies.domain of the associated companies with the label primary",
        "companies.domain を空にする（関連する companies）（ラベル primary）",
    ),
    (
        {"slack": {"channel": "#sales", "message": "Hi"}, "else": {"note": "x"}},
        'tell "Hi" in Slack, #sales, or else note "x"',
        "Slack の #sales に「Hi」と通知、なければ メモ「x」",
    ),
    (
        {"sequence": {"name": "Follow up", "sender": "contact_owner", "contact_time_zone": True}},
        "enrol in the sequence Follow up, sent by the contact's owner, by the contact's clock",
        "シーケンス Follow up に登録、送信者 コンタクトの所有者、コンタクトの時間帯で送信",
    ),
    (
        {"sequence": {"name": "Follow up", "sender": "ops"}},
        "enrol in the sequence Follow up, sent by ops",
        "シーケンス Follow up に登録、送信者 ops",
    ),
    (
        {
            "create": {
                "object": "deals",
                "properties": {"deals.n": "x", "deals.amount": {"from": "contacts.a"}},
                "associate": False,
            }
        },
        'create a record of deals with deals.n = "x", deals.amount from contacts.a, associated with nothing',
        "deals のレコードを作成（deals.n＝「x」, deals.amount＝contacts.a の値）、関連付けなし",
    ),
    (
        {"associate": {"to": "companies", "match": {"from": "contacts.site", "to": "companies.domain"}}},
        "associate with companies whose companies.domain equals contacts.site",
        "companies.domain が contacts.site と同じ companies に関連付け",
    ),
    (
        {"unsubscribe": {"name": "News", "basis": "NON_GDPR", "explanation": "x"}, "path": "rank.boss"},
        'on the path rank.boss: unsubscribe from News, on the ground NON_GDPR, saying "x"',
        "rank.boss の経路で News を配信停止（法的根拠 NON_GDPR、説明「x」）",
    ),
]


@pytest.mark.parametrize(("value", "english", "japanese"), SAID)
def test_every_member_is_said(value, english, japanese):
    """No two steps read the same, so that a plan shows what changes."""
    assert step(value, "en") == english
    assert step(value, "ja") == japanese
