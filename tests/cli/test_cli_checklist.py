"""`revops checklist`: what has no API, listed, ticked and handed around."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

ITEM = "checklist.tracking_code"
TODAY = date(2027, 1, 15)

BLUEPRINT = """\
revops: 1
roles:
  operator: {title: {ja: MA運用担当, en: Operator}}
  boss: {title: Boss}
checklist:
  pixel:
    ref: [MA01, MA11]
    title: {ja: =タグ, en: =Install the pixel}
    role: operator
    link: "/settings/{portal}/tracking"
    steps: [Copy it, "+Paste it"]
    due: {weeks: -2}
    evidence: {ja: 画面の写し, en: A screenshot}
  review: {ref: KS06, title: "@Review", role: boss, every: month}
  plain: {title: "-Plain", due: {days: 3}}
"""


@pytest.fixture
def listed(project):
    """A project whose packs hold checklist items."""
    project("init", "--pack", "core", "--pack", "marketing", code=0)
    return project


@pytest.fixture
def calendar(monkeypatch):
    """Sets the day on which commands run."""

    def set_day(day: date) -> None:
        monkeypatch.setattr("revops.cli.session.today", lambda: day)

    set_day(TODAY)
    return set_day


@pytest.fixture
def own(project, calendar):
    """A project with three items; `own(locale=…, go_live=…)` writes the target."""

    def target(**entry: str) -> None:
        fields = "".join(f"    {name}: {value}\n" for name, value in {"locale": "en", **entry}.items())
        roles = "    roles: {operator: ma-operator@example.com, boss: {team: Board}}\n"
        head = "targets:\n  emulator:\n    emulator: true\n"
        project.write("revops.yaml", f"{head}{fields}{roles}")

    project.write("blueprints/portal.yaml", BLUEPRINT)
    target()
    project.describe = target
    return project


def items(project, *arguments):
    """The items of the document by name."""
    told = project("checklist", *arguments, "--json", code=0).json
    return {item["address"].removeprefix("checklist."): item for item in told["items"]}


def test_it_lists_items_with_the_clicks(listed):
    """Title, address, row id, and what to do."""
    told = listed("checklist", code=0).out
    assert ITEM in told
    assert "[MA01]" in told
    assert "Next: revops checklist --tick" in told


def test_ticking_is_remembered(own):
    """The item is done, by whom, and the plan does not list it any more; unticking opens it again."""
    assert not any(item["done"] for item in items(own).values())
    own("checklist", "--tick", "checklist.plain", code=0)
    done = items(own)["plain"]
    assert done["done"]
    assert done["by"]
    assert done["on"] == "2027-01-15"
    assert "checklist.plain" not in {c["address"] for c in own("plan", "--json").json["changes"]}
    own("checklist", "--untick", "checklist.plain", code=0)
    again = items(own)["plain"]
    assert (again["done"], again["by"], again["on"], again["proof"]) == (False, "", None, "")


def test_a_glob_ticks_several(own):
    """Two of the three; the answer has a line for each of them and none for the third."""
    told = own("checklist", "--tick", "checklist.*[nw]", "--by", "Hana", code=0).out.splitlines()
    assert told == [
        "☑ -Plain  checklist.plain  done by Hana on 2027-01-15",
        "☑ @Review  checklist.review  [KS06]  done by Hana on 2027-01-15",
        "1 of 3 open",
        "Next: revops checklist --tick checklist.pixel --evidence TEXT",
    ]


@pytest.mark.parametrize("several", [("checklist.*",), ("checklist.pixel", "--tick", "checklist.plain")])
def test_one_proof_is_for_one_item(own, several):
    """64 with the way to do it, and nothing is ticked: nobody could tell later which of them it proves."""
    told = own("checklist", "--tick", *several, "--evidence", "seen", code=64).err
    assert "RV932" in told
    assert "revops checklist --tick checklist.pixel --evidence TEXT" in told
    assert not any(item["done"] for item in items(own).values())


@pytest.mark.parametrize("slip", ["tracking_code", "checklist.tracking_cod"])
def test_an_unknown_item_is_refused_with_the_nearest(listed, slip):
    """Without its kind, or with a slip: 64 and the address, for either flag."""
    assert f"Did you mean --tick {ITEM}?" in listed("checklist", "--tick", slip, code=64).err
    assert f"Did you mean --untick {ITEM}?" in listed("checklist", "--untick", slip, code=64).err


def test_an_item_like_nothing_gets_no_guess(listed):
    """64, and where the items are listed."""
    told = listed("checklist", "--tick", "checklist.zzz", code=64).err
    assert "revops checklist lists the items" in told


def test_unticking_what_is_not_ticked_says_so(own):
    """The ledger gets no entry of it; one that was ticked leaves the ledger."""
    told = own("checklist", "--untick", "checklist.plain", code=0).out
    assert "☐ -Plain  checklist.plain  was not ticked\n3 of 3 open\n" in told
    own("checklist", "--tick", "checklist.plain", "--tick", "checklist.review", code=0)
    told = own("checklist", "--untick", "checklist.plain", code=0).out
    assert "☐ -Plain  checklist.plain  is open again\n2 of 3 open\n" in told
    entries = json.loads(own.read(".revops/ledger/90000001.json"))["entries"]
    assert list(entries) == ["checklist.review"]


def test_items_come_by_the_day_on_which_they_are_due(own):
    """Two weeks before go-live, three days after it, no day at all; what is done is at the end."""
    assert list(items(own)) == ["pixel", "plain", "review"]
    own("checklist", "--tick", "checklist.pixel", "--evidence", "seen", code=0)
    assert list(items(own)) == ["plain", "review", "pixel"]


def test_what_to_tick_next_keeps_the_target(own):
    """A line that can be copied."""
    told = own("checklist", "--target", "emulator", code=0).out
    assert "Next: revops checklist --target emulator --tick checklist.pixel --evidence TEXT" in told


def test_what_asks_for_evidence_is_ticked_with_it_alone(own):
    """Without it 64, nothing is written, and what proves it is said; with it the proof is kept."""
    refused = own("checklist", "--tick", "checklist.*", code=64).err
    assert "RV930" in refused
    assert "A screenshot" in refused
    assert not any(item["done"] for item in items(own).values())

    place = "https://example.com/proof.png"
    own("checklist", "--tick", "checklist.pixel", "--evidence", place, "--by", "Hana", code=0)
    pixel = items(own)["pixel"]
    assert (pixel["done"], pixel["by"], pixel["proof"]) == (True, "Hana", place)
    assert f"done by Hana on 2027-01-15 · {place}" in own("checklist", code=0).out


@pytest.mark.parametrize(
    "arguments",
    [
        ("--by", "Hana"),
        ("--evidence", "x"),
        ("--rows", "--tick", "checklist.plain"),
        ("--rows", "--xlsx", "out.xlsx"),
        ("--rows", "--role", "boss"),
    ],
)
def test_options_that_would_be_ignored_are_refused(own, arguments):
    """64 rather than half of what was typed."""
    own("checklist", *arguments, code=64)


def test_a_due_day_without_go_live_is_told_in_words(own):
    """Two weeks are fourteen days; nothing is overdue."""
    told = own("checklist", code=0).out
    assert "Operator (ma-operator@example.com) · due 14 days before go-live" in told
    assert "due 3 days after go-live" in told
    assert "overdue" not in told
    assert items(own)["pixel"]["due"] == {"days": -14, "date": None, "overdue": False}


def test_a_due_day_with_go_live_is_a_date(own):
    """28 January less fourteen days was yesterday; what is done is not overdue."""
    own.describe(go_live="2027-01-28")
    told = own("checklist", code=0).out
    assert "due 2027-01-14, overdue" in told
    assert "due 2027-01-31" in told
    assert "3 of 3 open, 1 overdue" in told
    assert items(own)["pixel"]["due"] == {"days": -14, "date": "2027-01-14", "overdue": True}

    own("checklist", "--tick", "checklist.pixel", "--evidence", "seen", code=0)
    assert "overdue" not in own("checklist", code=0).out


def test_another_due_day_opens_nothing_again(own):
    """The date is no part of what was done."""
    own("checklist", "--tick", "checklist.plain", code=0)
    own.write("blueprints/portal.yaml", BLUEPRINT.replace("days: 3", "days: 30"))
    assert items(own)["plain"]["done"]


def test_go_live_is_a_day(own):
    """Anything else is told with its line."""
    own.describe(go_live="soon")
    assert "revops.yaml:5" in own("checklist", code=3).err


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_go_live_is_a_day_from_which_others_can_be_counted(own, day):
    """Some years around the calendar's ends there are no days left."""
    own.describe(go_live=day)
    assert "revops.yaml:5" in own("checklist", code=3).err


def test_a_repeating_item_comes_back(own, calendar):
    """Done in January, open on the first of February, with the reason; the plan lists it again."""
    own("checklist", "--tick", "checklist.review", code=0)
    calendar(date(2027, 1, 31))
    assert items(own)["review"]["done"]
    calendar(date(2027, 2, 1))
    review = items(own)["review"]
    assert (review["done"], review["reason"], review["by"]) == (False, "to be done again each month", "")
    assert "every month · to be done again each month" in own("checklist", code=0).out
    changes = {one["address"]: one for one in own("plan", "--json").json["changes"]}
    assert changes["checklist.review"]["reason"] == "to be done again each month"


def test_items_are_filtered_by_role_and_by_what_is_open(own):
    """One role's, without what is done; a role that has no item has an empty list."""
    assert set(items(own, "--role", "operator")) == {"pixel"}
    own("checklist", "--tick", "checklist.plain", code=0)
    assert set(items(own, "--open")) == {"pixel", "review"}
    own("checklist", "--tick", "checklist.review", code=0)
    assert items(own, "--role", "boss", "--open") == {}


def test_an_unknown_role_is_refused_with_the_nearest(own):
    """64, and nothing is ticked by a command that is refused."""
    told = own("checklist", "--role", "opertor", "--tick", "checklist.plain", code=64).err
    assert "RV931" in told
    assert "Did you mean 'operator'? Roles: boss (Boss), operator (Operator)." in told
    assert not items(own)["plain"]["done"]


def test_a_role_may_be_named_by_its_title(own):
    """As the list shows it; and a role like none gets all there are."""
    assert set(items(own, "--role", "Operator")) == {"pixel"}
    told = own("checklist", "--role", "zzz", code=64).err
    assert "Did you mean" not in told
    assert "Roles: boss (Boss), operator (Operator)." in told


def test_the_document_says_all_of_an_item(own):
    """What an automation would need to open tickets from."""
    assert items(own)["pixel"] == {
        "address": "checklist.pixel",
        "ref": ["MA01", "MA11"],
        "title": "=Install the pixel",
        "role": "operator",
        "role_title": "Operator",
        "person": "ma-operator@example.com",
        "link": "https://app.hubspot.com/settings/90000001/tracking",
        "steps": ["Copy it", "+Paste it"],
        "due": {"days": -14, "date": None, "overdue": False},
        "every": "",
        "evidence": "A screenshot",
        "done": False,
        "reason": "to be done by hand in HubSpot",
        "by": "",
        "on": None,
        "proof": "",
        "needs": "",
    }
    assert items(own)["review"]["person"] == "Board"


def test_a_ledger_from_before_is_read(own):
    """A tick that names nobody's day stays a tick."""
    own.write(
        ".revops/ledger/90000001.json",
        '{"format_version": 1, "portal": 90000001, "entries": {"checklist.plain": '
        '{"ticked": "Hana", "units": {"title": "-Plain"}}}}',
    )
    plain = items(own)["plain"]
    assert (plain["done"], plain["by"], plain["on"]) == (True, "Hana", None)


def test_a_day_in_the_ledger_is_a_day(own):
    """Anything else was edited by hand, and is refused before anything is read from it."""
    own.write(
        ".revops/ledger/90000001.json",
        '{"format_version": 1, "portal": 90000001, '
        '"entries": {"checklist.plain": {"ticked_on": "2027-13-45"}}}',
    )
    assert "RV603" in own("checklist", code=4).err


def sheet(project, name="out.xlsx"):
    """The workbook as Excel would read it: the sheet, and its lines by head."""
    found = load_workbook(io.BytesIO((Path(project.folder) / name).read_bytes())).active
    head, *lines = found.iter_rows()
    names = [cell.value for cell in head]
    return found, [dict(zip(names, line, strict=True)) for line in lines]


def test_excel_has_a_line_for_each_item(own):
    """English heads, who, until when, the link to click on, what was done."""
    own.describe(go_live="2027-01-28")
    own("checklist", "--tick", "checklist.plain", "--by", "Hana", code=0)
    told = own("checklist", "--xlsx", "out.xlsx", code=0).out
    assert "3 items written to out.xlsx" in told
    found, (pixel, review, plain) = sheet(own)

    assert found.title == "Checklist"
    assert found.freeze_panes == "C2"
    assert {name: cell.value for name, cell in pixel.items()} == {
        "Model row": "MA01, MA11",
        "To do": "=Install the pixel",
        "Role": "Operator",
        "Person": "ma-operator@example.com",
        "Due": pixel["Due"].value,
        "Repeats": None,
        "Steps": "1. Copy it\n2. +Paste it",
        "Link": "https://app.hubspot.com/settings/90000001/tracking",
        "Evidence wanted": "A screenshot",
        "State": "overdue",
        "Done by": None,
        "Done on": None,
        "Evidence": None,
        "Address": "checklist.pixel",
    }
    assert pixel["Due"].value.date() == date(2027, 1, 14)
    assert pixel["Link"].hyperlink.target == "https://app.hubspot.com/settings/90000001/tracking"
    assert review["Due"].value is None
    assert review["Repeats"].value == "each month"
    assert (plain["State"].value, plain["Done by"].value) == ("done", "Hana")
    assert plain["Done on"].value.date() == TODAY


def test_no_text_becomes_a_formula(own):
    """Whatever it begins with it is a text, and stays one when somebody edits the cell."""
    own("checklist", "--tick", "checklist.plain", "--by", "=cmd()", "--evidence", "@here", code=0)
    own("checklist", "--xlsx", "out.xlsx", code=0)
    _, (pixel, review, plain) = sheet(own)
    texts = [pixel["To do"], review["To do"], plain["To do"], plain["Done by"], plain["Evidence"]]

    assert [cell.value[0] for cell in texts] == ["=", "@", "-", "=", "@"]
    assert {cell.data_type for cell in texts} == {"s"}
    assert all(cell.quotePrefix for cell in texts)
    assert not pixel["Role"].quotePrefix


def test_excel_speaks_the_targets_language(own):
    """Heads, states, the name of the sheet and what is due are Japanese for a Japanese target."""
    own.describe(locale="ja")
    own("checklist", "--open", "--role", "operator", "--xlsx", "out.xlsx", code=0)
    found, (pixel,) = sheet(own)

    assert found.title == "チェックリスト"
    told = {
        "モデル行ID": "MA01, MA11",
        "作業": "=タグ",
        "役割": "MA運用担当",
        "期限": "本稼働の14日前",
        "状態": "未完了",
        "必要な証跡": "画面の写し",
    }
    assert {name: pixel[name].value for name in told} == told
    own("checklist", "--role", "boss", "--xlsx", "boss.xlsx", code=0)
    assert sheet(own, "boss.xlsx")[1][0]["繰り返し"].value == "毎月"


def test_a_workbook_that_cannot_be_written_is_told(own):
    """64 and the reason, no traceback."""
    assert "cannot be written" in own("checklist", "--xlsx", "nowhere/out.xlsx", code=64).err
