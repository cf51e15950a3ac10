"""When an item of the checklist is done, and when its time comes again."""

from __future__ import annotations

from datetime import date

import pytest

from revops.model.address import Address
from revops.model.item import Item
from revops.model.ledger import Entry
from revops.model.tick import why_open

TODAY = date(2027, 1, 15)


def review(every):
    return {"title": "Review", "every": every}


def test_an_item_is_open_until_it_is_ticked_as_it_is():
    """Nobody did it; it was done; what is to be done is another thing now."""
    done = Entry(units={"title": "A"}, ticked="Hana", ticked_on="2020-01-01")

    assert why_open({"title": "A"}, None, TODAY) == "to be done by hand in HubSpot"
    assert why_open({"title": "A"}, Entry(units={"title": "A"}), TODAY) == "to be done by hand in HubSpot"
    assert why_open({"title": "A"}, done, TODAY) == ""
    assert why_open({"title": "B"}, done, TODAY) == "its text changed since it was ticked"


@pytest.mark.parametrize(
    ("every", "ticked_on", "is_done"),
    [
        ("month", "2027-01-01", True),
        ("month", "2026-12-31", False),
        ("month", "2026-01-15", False),
        ("quarter", "2027-01-01", True),
        ("quarter", "2026-12-31", False),
        ("week", "2027-01-11", True),
        ("week", "2027-01-10", False),
        ("week", "", False),
        ("week", "2027-01-18", True),
        ("month", "2027-02-01", True),
        ("quarter", "2028-01-01", True),
    ],
)
def test_a_repeating_item_is_done_for_its_period(every, ticked_on, is_done):
    """15 January 2027 is a Friday, so its week began on Monday the 11th; a tick without a day is none.

    A later day is one of somebody in the east, where the period began already.
    """
    entry = Entry(units=review(every), ticked="Hana", ticked_on=ticked_on)

    assert why_open(review(every), entry, TODAY) == ("" if is_done else f"to be done again each {every}")


def test_the_last_days_of_a_year_belong_to_the_week_that_they_are_in():
    """By ISO 8601, 31 December 2026 and 2 January 2027 are in one week."""
    entry = Entry(units=review("week"), ticked="Hana", ticked_on="2026-12-31")

    assert why_open(review("week"), entry, date(2027, 1, 2)) == ""


def test_a_quarter_has_three_months():
    """May and June are in one, July is not."""
    entry = Entry(units=review("quarter"), ticked="Hana", ticked_on="2027-05-01")

    assert why_open(review("quarter"), entry, date(2027, 6, 30)) == ""
    assert why_open(review("quarter"), entry, date(2027, 7, 1))


@pytest.mark.parametrize(
    ("days", "why", "due", "overdue"),
    [
        (-14, "open", date(2027, 1, 14), True),
        (-13, "open", TODAY, False),
        (-14, "", date(2027, 1, 14), False),
        (None, "open", None, False),
    ],
)
def test_what_is_open_after_its_day_is_overdue(days, why, due, overdue):
    """Go-live is on 28 January 2027; the day itself is still in time, and what is done is never late."""
    item = Item(Address("checklist", "", "a"), "A", days=days, go_live=date(2027, 1, 28), why_open=why)

    assert (item.due, item.is_overdue(TODAY)) == (due, overdue)


def test_without_go_live_there_is_no_day():
    """Nobody knows when fourteen days before it are."""
    assert Item(Address("checklist", "", "a"), "A", days=-14).due is None
