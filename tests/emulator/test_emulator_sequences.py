"""Sequences, which can only be read, by user (dossier, section I)."""

from __future__ import annotations

import pytest

from revops.emulator.surfaces.sequences import add_sequence

DATED = "/automation/sequences/2026-09"
SALES = "1006"


@pytest.fixture
def sequence(hubspot):
    """The id of a sequence of two tasks."""
    return hubspot.in_portal(lambda portal: add_sequence(portal, "Follow up", SALES, ["Call", "Write"]))


@pytest.mark.parametrize("path", [DATED, "/automation/v4/sequences"])
def test_list(hubspot, sequence, path):
    """A list shows the head of each of the user's sequences, and counts them."""
    answer = hubspot("GET", f"{path}?userId={SALES}")
    (found,) = answer["results"]

    assert answer["total"] == 1
    assert (found["id"], found["name"], found["userId"]) == (sequence, "Follow up", SALES)
    assert set(found) == {"id", "name", "userId", "createdAt", "updatedAt"}


def test_read(hubspot, sequence):
    """One sequence comes with its steps in order, the last of which ends it."""
    found = hubspot("GET", f"{DATED}/{sequence}?userId={SALES}")

    assert [step["actionType"] for step in found["steps"]] == ["TASK", "TASK", "FINISH_ENROLLMENT"]
    assert [step["stepOrder"] for step in found["steps"]] == [0, 1, 2]
    assert [step["delayMillis"] for step in found["steps"]] == [0, 24 * 3600 * 1000, 24 * 3600 * 1000]
    assert found["steps"][0]["taskPattern"]["subject"] == "Call"
    assert found["dependencies"] == []
    assert found["settings"]["eligibleFollowUpDays"] == "BUSINESS_DAYS"


def test_another_users(hubspot, sequence):
    """A user sees the own sequences."""
    assert hubspot("GET", f"{DATED}?userId=1005")["results"] == []
    hubspot("GET", f"{DATED}/{sequence}?userId=1005", status=404)


def test_find_by_name(hubspot, sequence):
    """`name` finds a part of a name."""
    assert [one["id"] for one in hubspot("GET", f"{DATED}?userId={SALES}&name=follow")["results"]] == [
        sequence
    ]
    assert hubspot("GET", f"{DATED}?userId={SALES}&name=other")["results"] == []


@pytest.mark.parametrize("query", ["", "?userId=", "?userId=1", f"?userId={SALES}&limit=0"])
def test_bad_queries(hubspot, query):
    """The user is required and must be one of the portal."""
    hubspot("GET", f"{DATED}{query}", status=400)


def test_paging(hubspot):
    """`after` goes on where `limit` cut."""
    hubspot.in_portal(lambda portal: [add_sequence(portal, name, SALES) for name in ("a", "b", "c")])
    first = hubspot("GET", f"{DATED}?userId={SALES}&limit=2")
    rest = hubspot("GET", f"{DATED}?userId={SALES}&after={first['paging']['next']['after']}")

    assert [one["name"] for one in (*first["results"], *rest["results"])] == ["a", "b", "c"]


def test_the_control_surface_adds_one(hubspot, sequence):
    """A document that is put into the table is a sequence, as the control surface's edit does it."""
    document = {**hubspot("GET", f"{DATED}/{sequence}?userId={SALES}"), "id": "77", "name": "Put"}
    edit = {"table": "sequences", "key": "77", "document": document}

    assert hubspot.control("POST", "edit", edit).status_code == 204
    assert hubspot("GET", f"{DATED}/77?userId={SALES}")["name"] == "Put"


def test_scope_and_tier(make_hubspot):
    """Reading wants its scope and Sales or Service Hub Professional."""
    path = f"{DATED}?userId={SALES}"
    make_hubspot(scopes=frozenset({"automation.sequences.read"}), tier="professional")("GET", path)

    assert make_hubspot(scopes=frozenset({"forms"}))("GET", path, status=403)["category"] == "MISSING_SCOPES"
    make_hubspot(tier="starter")("GET", path, status=403)
