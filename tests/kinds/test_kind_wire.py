"""What the kinds share on the wire: lists that prove nothing, and refusals with a way out."""

from __future__ import annotations

import pytest

from revops.engine.conversation import hold
from revops.kinds import KINDS
from revops.kinds.wire import made_id, refusal, results, unread
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.context import Context
from revops.model.envelope import message
from revops.model.json import Json

ADDRESS = Address("property", "contacts", "tier")
LISTED = [kind for kind in KINDS if kind.reads and kind.name != "lifecycle"]


@pytest.mark.parametrize(
    "body",
    [
        None,
        "results",
        [],
        {},
        {"results": None},
        {"results": {}},
        {"results": ""},
        {"results": [None]},
        {"results": [{}]},
        {"results": [{"id": 5, "name": 5, "label": 5}]},
    ],
    ids=repr,
)
@pytest.mark.parametrize("kind", LISTED, ids=lambda kind: kind.name)
def test_a_misshapen_list_proves_nothing(kind, body: Json):
    """It ends the conversation with an error that the engine reports, not with things that are absent."""
    with pytest.raises((AttributeError, KeyError, TypeError, ValueError)):
        hold(kind.observe("deals", (), Context()), lambda calls: [Answer(200, body) for _ in calls])


def test_rows_hold_the_members_that_are_asked_for_as_text():
    """A row without one, or with a number in its place, makes the list unreadable."""
    rows = [{"name": "a"}, {"name": "b"}]

    assert results(Answer(200, {"results": rows}), "name") == rows
    assert results(Answer(403, {"message": "no"}), "name") == []
    with pytest.raises(KeyError):
        results(Answer(200, {"results": rows}), "label")
    with pytest.raises(TypeError):
        results(Answer(200, {"results": [{"name": 5}]}), "name")


@pytest.mark.parametrize(("given", "read"), [("7", "7"), (7, "7"), ("a-1", "a-1")])
def test_the_id_of_what_was_made(given, read):
    """HubSpot gives numbers and texts; the ledger keeps texts."""
    assert made_id({"id": given}) == read


@pytest.mark.parametrize(
    "body", [{}, {"id": None}, {"id": ""}, {"id": True}, {"id": {}}, {"id": 1.5}], ids=repr
)
def test_what_is_no_id_is_none(body):
    """Nothing is bound to the id `None`."""
    with pytest.raises((KeyError, TypeError)):
        made_id(body)


def test_a_list_that_goes_on_is_no_proof_of_absence():
    """Property and pipeline lists have no pages (dossier B1, D1); one that has some was cut."""
    whole = Answer(200, {"results": []})

    assert unread([whole, Answer(200, {"results": [], "paging": None})]) == ""
    assert "part" in unread([whole, Answer(200, {"results": [], "paging": {"next": {"after": "2"}}})])
    assert "403 no" in unread([whole, Answer(403, {"message": "no"})])


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (400, "correct the blueprint"),
        (401, "token"),
        (403, "revops auth"),
        (404, "revops plan"),
        (429, "few minutes"),
    ],
)
def test_every_refusal_has_a_way_out(status, words):
    """HubSpot's words stay in the summary, the hint is about the status and not about something in use."""
    told = refusal(
        ADDRESS, Answer(status, {"message": "HubSpot's words"}), in_use="take it out of the formulas"
    )

    assert told.code == "RV551"
    assert told.address == ADDRESS
    assert "HubSpot's words" in told.summary
    assert words in told.hint


def test_what_is_in_use_has_a_way_out_of_its_own():
    """Only there the kind's own way out is shown."""
    body = {"message": "2 places", "subCategory": "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"}
    told = refusal(ADDRESS, Answer(400, body), in_use="take it out of the formulas")

    assert told.code == "RV553"
    assert told.hint == "take it out of the formulas"


def test_words_come_from_the_message_and_its_details_once_each():
    """Details that repeat the message are not said twice; six are too many."""
    details = [{"message": text} for text in ("whole", "1", "2", "3", "4", "5", "6")]

    assert message({"message": "whole", "errors": details}) == "whole; 1; 2; 3; 4; 5"
    assert message("<html>") == ""
