"""What else is told about an entry that has an error: all that does not follow from the error itself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from blueprint_toys import places
from pydantic import Field

from revops.blueprint.compose import Trail
from revops.blueprint.load import load
from revops.blueprint.mend import mended
from revops.blueprint.validate import Checker, Fault
from revops.kinds import KINDS
from revops.model.json import Json
from revops.model.spec import Spec

Place = tuple[str, int, int]


class Inner(Spec):
    """Some fields."""

    text: str = ""
    count: int = 0


CHECKER = Checker(dict[str, Inner])


def _findings(folder: Path, text: str) -> list[Place]:
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / "main.yaml").write_text(text, encoding="utf-8")
    return places(load(folder, ["blueprints"], KINDS).findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            """\
revops: 1
properties:
  contacts:
    tier:
      label: Tier
      type: number
      fieldtype: select
      groupName: contactinformation
      textDisplayHint: email
""",
            [("RV115", 7, 7), ("RV224", 7, 18), ("RV226", 9, 24)],
            id="a misspelt key is read as the one that was meant",
        ),
        pytest.param(
            """\
revops: 1
properties: {contacts: {email: {existing: string}}}
workflows:
  flow:
    object: contacts
    name: F
    enrol: {all: [{property: contacts.nowhere, known: true}]}
    steps:
      - {id: a, set: {contacts.nothing: x}}
      - {id: b, delay: 5}
      - {id: c, set: {contacts.nothing: x}}
""",
            [("RV205", 7, 30), ("RV293", 9, 41), ("RV116", 10, 24)],
            id="what stands before a faulty step is checked, and what enrols",
        ),
        pytest.param(
            """\
revops: 1
properties: {contacts: {email: {existing: string}}}
workflows:
  first:
    object: contacts
    enrol: {all: [{property: contacts.nowhere, known: true}]}
    steps: [{id: a, set: {contacts.nothing: x}}]
  second:
    object: contacts
    name: [S]
    enrol: {joins: [1]}
    steps: [{id: a, set: {contacts.nothing: x}}]
segments:
  third: {object: contacts, type: dynamic, where: missing}
  fourth: {object: contacts, type: dynamic, where: nobody}
""",
            [
                ("RV117", 4, 3),
                ("RV205", 6, 30),
                ("RV293", 7, 45),
                ("RV116", 10, 11),
                ("RV116", 11, 20),
                ("RV293", 12, 45),
                ("RV117", 14, 3),
                ("RV209", 14, 51),
                ("RV117", 15, 3),
                ("RV209", 15, 52),
            ],
            id="beside a title that is missing or wrong all is checked, and no two titles clash",
        ),
        pytest.param(
            """\
revops: 1
properties:
  contacts:
    tier: {label: T, type: enumeratoin, fieldType: date, groupName: contactinformation, options: {a: A}}
conditions:
  gold: {property: contacts.tier, any_of: [b]}
""",
            [("RV118", 4, 28), ("RV224", 4, 52), ("RV208", 6, 44)],
            id="a misspelt value is read as the one that was meant, by conditions, too",
        ),
        pytest.param(
            """\
revops: 1
pipelines:
  deals:
    renewal:
      label: Renewal
      owner: nobody at all
      stages:
        due: {label: Due, probability: 60}
        Won: {label: Won, probability: 1}
""",
            [("RV115", 6, 7), ("RV243", 8, 40), ("RV241", 9, 9)],
            id="an unknown key hides nothing of its neighbours",
        ),
        pytest.param(
            """\
revops: 1
workflows:
  greet:
    object: contacts
    name: Greet
    enrol: {manual: true}
    steps:
      - {id: first, task: {subject: Hello, tpye: CALL}}
      - {id: first, set: {contacts.nope: 1}}
    enabled: 1
""",
            [("RV115", 8, 44), ("RV291", 9, 14), ("RV293", 9, 42), ("RV116", 10, 14)],
            id="steps are checked although one has a misspelt key",
        ),
        pytest.param(
            """\
revops: 1
properties: {contacts: {points: {existing: number}}}
workflows:
  flow:
    object: contacts
    name: F
    enrol: {property: contacts.points, at_lest: 1}
    steps:
      - {id: first, delay: {days: many}}
      - {id: first, set: {contacts.pionts: 1}}
      - {delay: {days: 1}}
      - {id: last, set: {contacts.points: ""}}
""",
            [
                ("RV206", 7, 40),
                ("RV116", 9, 35),
                ("RV291", 10, 14),
                ("RV293", 10, 44),
                ("RV117", 11, 9),
                ("RV841", 12, 43),
            ],
            id="a wrong number and a step without a name hide neither what enrols nor what follows",
        ),
        pytest.param(
            """\
revops: 1
properties: {contacts: {points: {existing: number}}}
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 50
    groups:
      who:
        rules:
          a: {if: {property: contacts.pionts, at_least: 1}, add: 1}
          b: {if: {property: contacts.points, at_lest: 1}, add: few}
          c: {event: nosuch, add: 2}
""",
            [("RV205", 12, 30), ("RV206", 13, 47), ("RV116", 13, 65), ("RV286", 14, 22)],
            id="rules of a score are checked beside one whose points are no number",
        ),
        pytest.param(
            """\
revops: 1
properties: {contacts: {points: {existing: number}}}
conditions:
  many: {property: contacts.pionts, at_lest: 1}
""",
            [("RV205", 4, 20), ("RV206", 4, 37)],
            id="a word that no type knows is told beside a property that nobody declares",
        ),
        pytest.param(
            """\
revops: 1
properties:
  contact:
    tier: {label: T, type: number, fieldType: select, groupName: contactinformation}
""",
            [("RV118", 3, 3), ("RV224", 4, 47)],
            id="the entries of a misspelt object are checked",
        ),
        pytest.param(
            """\
revops: 1
properties:
  contacts:
    day: {label: D, type: date, fieldType: date, groupName: contactinformation}
validations:
  contacts:
    day: {DAYS_OF_WEEK: [MONDAI], START_DATE: 2026-02-01, END_DATE: 2026-01-01}
""",
            [("RV118", 7, 26), ("RV611", 7, 47)],
            id="a misspelt item of a list hides nothing of its neighbours",
        ),
        pytest.param(
            """\
revops: 1
objects:
  deals:
    existing: true
  car: yes
""",
            [("RV621", 3, 3), ("RV116", 5, 8)],
            id="an entry of the wrong shape hides nothing of the others",
        ),
        pytest.param(
            """\
revops: 1
properties:
  contacts:
    BadName:
      label: Bad
      type: string
      fieldType: text
      groupName: contactinformation
""",
            [("RV221", 4, 5)],
            id="what is wrong with an entry is told at its name, not at its first line",
        ),
    ],
)
def test_an_error_does_not_hide_the_others(tmp_path: Path, text: str, expected: list[Place]) -> None:
    """One run shows errors of shape and of meaning, each at its place in the file."""
    assert _findings(tmp_path, text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param(
            "tier: {label: T, type: 5, fieldType: select, groupName: contactinformation, options: {a: A}}",
            "RV118",
            id="no type: neither missing nor a wrong pair",
        ),
        pytest.param(
            "tier: {label: T, type: enumeration, options: 5, groupName: contactinformation}",
            "RV116",
            id="faulty options: not missing",
        ),
        pytest.param(
            "tier: {label: T, type: number, fieldType: number, groupName: $nowhere}",
            "RV203",
            id="an unknown variable: not missing",
        ),
    ],
)
def test_nothing_that_follows_from_an_error_is_told(tmp_path: Path, text: str, code: str) -> None:
    """What a faulty member would have had a say in is not judged; a condition on it neither."""
    head = "revops: 1\nproperties:\n  contacts:\n    "
    tail = "conditions: {it: {property: contacts.tier, known: true}}"
    found = _findings(tmp_path, f"{head}{text}\n{tail}\n")

    assert [(place[0], place[1]) for place in found] == [(code, 4)]


def test_a_misspelt_key_is_not_missing_as_well(tmp_path: Path) -> None:
    """One slip, one error; a key that nobody wrote is missing."""
    text = "revops: 1\ngroups:\n  deals:\n    a: {lable: A}\n    b: {}\n"

    assert _findings(tmp_path, text) == [("RV115", 4, 9), ("RV117", 5, 5)]


def test_every_fault_with_a_place_is_mended() -> None:
    """Renamed, quoted, taken as what would fit, or dropped; the data given is not changed."""
    data = {"a": {"txt": "x", "count": 1}, "b": {"text": 5}, "c": {"count": "many", "text": []}}
    _, faults = CHECKER.check(data)
    result = mended(data, faults)

    assert result.data == {"a": {"text": "x", "count": 1}, "b": {"text": "5"}, "c": {"count": 1}}
    assert list(result.data["a"]) == ["text", "count"]
    assert (result.renamed, result.dropped) == ({("a", "text"): "txt"}, {("c", "count"), ("c", "text")})
    assert data["b"] == {"text": 5}


@pytest.mark.parametrize(
    ("trails", "left", "dropped"),
    [
        ([(2,)], {"list": [1, ["x", "y"]], "count": 1}, ("a", "list")),
        ([(1, 0)], {"list": [1], "count": 1}, ("a", "list")),
        ([(1, 1)], {"list": [1, ["x"], 3], "count": 1}, ("a", "list", 1)),
        ([(0,), (2,)], {"count": 1}, ("a", "list")),
    ],
)
def test_an_item_of_a_list_takes_along_what_follows(trails: list[Trail], left: Json, dropped: Trail) -> None:
    """Without it they would change their numbers; what stands before, and beside the list, can be judged."""
    data = {"a": {"list": [1, ["x", "y"], 3], "count": 1}}
    result = mended(data, [Fault(("a", "list", *trail), "RV116", "") for trail in trails])

    assert (result.data, result.dropped) == ({"a": left}, {dropped})


def test_a_title_that_is_missing_or_wrong_is_made_up() -> None:
    """By the place, so that no two are the same; what nobody wrote is remembered."""
    data = {"a": {"name": 5}, "b": {}}
    result = mended(data, [Fault(("a", "name"), "RV116", ""), Fault(("b",), "RV117", "", meant="label")])

    assert result.data == {"a": {"name": "a.name"}, "b": {"label": "b.label"}}
    assert (result.named, result.dropped) == ({("a", "name"), ("b", "label")}, set())


def test_a_misspelt_item_of_a_list_is_read_as_what_was_meant() -> None:
    """As any other value; its neighbours stay where they are."""
    result = mended({"a": ["x", "tue"]}, [Fault(("a", 1), "RV118", "", meant="TUE")])

    assert (result.data, result.dropped) == ({"a": ["x", "TUE"]}, set())


def test_a_truth_value_in_quotes_is_written_as_in_the_file() -> None:
    """`true` in quotes is the text `true`."""
    result = mended({"a": True}, [Fault(("a",), "RV116", "", quotes=True)])

    assert result.data == {"a": "true"}


class Limited(Spec):
    """Numbers with limits, and a day with one."""

    low: int = Field(1, ge=3)
    high: float = Field(1, lt=10)
    step: int = Field(4, multiple_of=4)
    on: bool = False
    day: date = Field(date(2027, 1, 1), ge=date(2000, 1, 1))


def test_a_number_beyond_its_limits_is_read_as_one_that_keeps_them() -> None:
    """So that what stands around it is checked; a day has no such neighbour and is taken out."""
    data = {"a": {"low": 1, "high": 12, "step": 5, "on": "on", "day": "1999-01-01"}}
    checker = Checker(dict[str, Limited])
    _, faults = checker.check(data)
    result = mended(data, faults)
    value, left = checker.check(result.data)

    assert left == []
    assert value["a"] == Limited(low=3, high=9, step=4, on=False, day=date(2027, 1, 1))
    assert result.dropped == {("a", name) for name in data["a"]}
