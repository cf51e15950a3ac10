"""Values in words: each shape of step, rule and condition, and that nothing is lost."""

from __future__ import annotations

import pytest

from revops.model import condition as tree
from revops.model.condition import AnyOf, Not, PropertyRef, Submitted
from revops.model.json import MISSING
from revops.views.words import condition_of, text_of


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (MISSING, ""),
        (True, "yes"),
        (False, "no"),
        (0.6, "0.6"),
        ("リード", '"リード"'),
        ([], "none"),
        (["day0", "wait1"], "day0, wait1"),
        ({"manual": True}, "by hand"),
        ({"email": "thanks"}, "e-mail thanks"),
        ({"email": "thanks", "else": {"task": {"subject": "Call"}}}, 'e-mail thanks, or else task "Call"'),
        ({"delay": {"days": 1}}, "wait 1 day"),
        ({"delay": {"hours": 6}}, "wait 6 hours"),
        ({"set": {"contacts.tier": "a;b"}}, 'set contacts.tier to "a;b"'),
        ({"days": 30, "percent": 50}, "50% every 30 days"),
        ({"event": "page_visited", "add": 5}, "+5 for page_visited"),
        ({"event": "page_visited", "add": -5, "enabled": False}, "-5 for page_visited (off)"),
        (
            {"event": "form_submitted", "add": 10, "times": {"between": [2, 4]}, "within_days": 30},
            "+10 for form_submitted, between 2 to 4 times, within 30 days",
        ),
        ({"if": {"property": "contacts.email", "known": True}, "add": 10}, "+10 if email is known"),
        (
            {"property": "contacts.size", "match": [{"at_least": 50, "add": 5}], "else": -1},
            "+5 if size is at least 50; else -1",
        ),
        ({"submitted": ["A", "B"]}, "submitted the form “A” or submitted the form “B”"),
        ([{"id": "action_2", "after": "day0", "delay": {"days": 1}}], "action_2 after day0: wait 1 day"),
    ],
)
def test_shapes_in_english(value, said):
    """Every shape that units hold."""
    assert text_of(value) == said


TITLED = {"property": "contacts.title", "known": True}
STEPS_AND_STARTS = [
    (
        {"until": {"property": "contacts.due", "before": {"days": 5}, "at": "09:00"}},
        "wait until 5 days before contacts.due at 09:00",
        "contacts.due の5 日前 の 09:00 まで待つ",
    ),
    (
        {"until": {"date": "2027-04-01", "at": "09:00"}},
        "wait until 2027-04-01 at 09:00",
        "2027-04-01 の 09:00 まで待つ",
    ),
    (
        {"notify": {"subject": "A", "body": "B", "roles": ["ops"], "owner": "contacts.owner"}},
        'notify ops, contacts.owner by e-mail "A", saying "B"',
        "ops, contacts.owner へメール通知「A」、本文「B」",
    ),
    (
        {"in_app": {"subject": "A", "body": "B", "roles": ["ops"]}},
        'notify ops in HubSpot "A", saying "B"',
        "ops へ HubSpot 内で通知「A」、本文「B」",
    ),
    (
        {"rotate": {"roles": ["a", "b"], "property": "contacts.owner", "overwrite": True}},
        "share out among a, b in contacts.owner, also what somebody has",
        "a, b に contacts.owner で順番に割り当て、割り当て済みでも変更",
    ),
    ({"add_to": "vip"}, "add to the segment vip", "セグメント vip に追加"),
    ({"remove_from": "vip"}, "take out of the segment vip", "セグメント vip から除外"),
    ({"enrol_in": "next"}, "enrol in the workflow next", "ワークフロー next に登録"),
    (
        {"wait_for": {"changed": "contacts.status", "to": ["NEW"], "at_most": {"hours": 3}}},
        "wait until contacts.status becomes NEW, 3 hours at most",
        "contacts.status が NEW になったとき まで待つ、最長 3 時間",
    ),
    ({"copy": {"from": "contacts.a", "to": "contacts.b"}}, "copy contacts.a to contacts.b", None),
    ({"increment": {"contacts.n": 2}}, "add 2 to contacts.n", "contacts.n に 2 を加算"),
    ({"append": {"contacts.n": "x"}}, 'add the option "x" to contacts.n', None),
    ({"stamp": "contacts.seen"}, "write the time into contacts.seen", None),
    ({"marketing": False}, "make it no marketing contact", "マーケティングコンタクトから外す"),
    (
        {"webhook": {"method": "POST", "url": "https://example.com", "secret": "key"}},
        'call POST https://example.com with {"secret":"key"}',
        None,
    ),
    ({"happened": "wait"}, "paths by whether wait happened", "wait が起きたかどうかで分岐"),
    (
        {"split": [{"path": "a", "percentage": 40}, {"path": "b", "percentage": 60}]},
        "paths by chance: a 40%, b 60%",
        "無作為に分岐：a 40%, b 60%",
    ),
    (
        {"by_value": {"property": "contacts.status", "cases": ["NEW", "OPEN"]}},
        "paths by contacts.status: NEW, OPEN",
        "contacts.status の値で分岐：NEW, OPEN",
    ),
    (
        {"branch": [{"path": "boss", "name": "Bosses", "when": TITLED}]},
        'paths boss "Bosses" if title is known',
        None,
    ),
    (
        {"delay": {"days": 1}, "path": "rank.boss"},
        "on the path rank.boss: wait 1 day",
        "rank.boss の経路で 1 日待つ",
    ),
    (
        {"changed": "contacts.status"},
        "contacts.status gets a new value",
        "contacts.status の値が変わったとき",
    ),
    (
        {"joins": "vip", "where": TITLED},
        "it joins the segment vip, only if title is known",
        None,
    ),
    (
        {"every": "week", "on": ["monday", "friday"], "at": "09:00", "where": TITLED},
        "every week on Monday, Friday at 09:00, only if title is known",
        None,
    ),
    (
        {"every": "month", "on": "last_day", "at": "09:00"},
        "every month on the last day at 09:00",
        "毎月 末日 09:00",
    ),
    (
        {"date": "deals.closedate", "at": "09:00", "yearly": True},
        "every year on the day in deals.closedate at 09:00",
        "毎年 deals.closedate の日の 09:00",
    ),
    ([{"days": ["monday"], "from": "09:00", "to": "24:00"}], "Monday 09:00–24:00", "月曜 09:00–24:00"),
    ({"email": {"opened": "news"}}, "opened the e-mail “news”", None),
]


@pytest.mark.parametrize(("value", "english", "japanese"), STEPS_AND_STARTS)
def test_steps_and_starts_of_workflows(value, english, japanese):
    """No step and no start is shown as JSON; the path that a step stands on is said."""
    assert text_of(value) == english
    assert text_of(value, "ja") == (japanese or text_of(value, "ja"))
    assert not text_of(value, "ja").startswith("{")


def test_a_member_without_words_leaves_the_whole_as_json():
    """Two steps that differ never read the same."""
    assert text_of({"until": {"date": "2027-04-01", "at": "09:00", "x": 1}}).startswith("{")
    assert text_of({"rotate": {"roles": ["a"], "property": "contacts.o"}}).startswith("{")


def test_a_task_is_said_with_all_its_members():
    """A change of any of them must show."""
    task = {"subject": "S", "role": "r", "due": {"days": 2}, "priority": "HIGH", "type": "CALL", "body": "B"}
    assert text_of({"task": task}) == 'task "S" for r, due in 2 days, priority HIGH, type CALL, saying "B"'


@pytest.mark.parametrize(
    "value", [{"raw": {"actionTypeId": "0-9"}}, {"task": {"subject": "S", "new": 1}}, {}]
)
def test_what_has_no_words_stays_json(value):
    """Two different values never read the same."""
    assert text_of(value).startswith("{")


def test_conditions_follow_the_locale():
    """The same unit in Japanese."""
    assert text_of({"property": "contacts.email", "known": True}, "ja") == "email が入力済み"


def test_a_condition_as_a_tree():
    """What units spell is what the sentence is made of."""
    found = condition_of({"any": [{"not": {"submitted": True}}, {"property": "deals.amount", "at_least": 5}]})
    test = tree.Test(PropertyRef("deals", "amount"), "", "at_least", 5)
    assert found == AnyOf((Not(Submitted()), test))


@pytest.mark.parametrize("value", [{"property": "deals.amount"}, {"all": [], "any": []}, {"nonsense": 1}, 5])
def test_what_is_no_condition(value):
    """Anything else is refused."""
    with pytest.raises(ValueError, match="no condition"):
        condition_of(value)
