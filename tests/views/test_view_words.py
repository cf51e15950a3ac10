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
