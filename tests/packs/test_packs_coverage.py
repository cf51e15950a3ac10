"""Every row of the operating model lives in a pack, as the kind that the model names, with its numbers."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from revops.blueprint.load import Blueprint, load
from revops.blueprint.rows import Row, rows
from revops.cli import run
from revops.kinds import KINDS

PACKS = Path(__file__).parents[2] / "blueprints"
NAMES = ("core", "marketing", "sales", "customer-success")
MODEL = Path(__file__).parents[3] / "shared" / "reference" / "revops-model.yaml"
FAMILIES = {
    "HB": 3,
    "RO": 15,
    "MP": 28,
    "KP": 3,
    "SP": 24,
    "CP": 17,
    "MA": 14,
    "SA": 13,
    "CA": 12,
    "HO": 4,
    "DP": 8,
    "KS": 6,
    "KT": 5,
}
"""How many rows the model has of each family; reports and partner programmes are no matter of the packs."""
REPORTS = {"MR": 9, "SR": 9, "CR": 9}
EXPECTED: Mapping[str, set[str]] = {
    "MA01": {"checklist"},
    "MA02": {"form", "checklist"},
    "MA03": {"checklist"},
    "MA04": {"workflow", "email"},
    "MA05": {"workflow"},
    "MA06": {"score", "checklist"},
    "MA07": {"workflow", "checklist"},
    "MA08": {"segment", "workflow", "email"},
    "MA09": {"campaign", "checklist"},
    "MA10": {"checklist"},
    "MA11": {"checklist"},
    "MA12": {"checklist"},
    "MA13": {"workflow"},
    "MA14": {"workflow"},
    "HO01": {"workflow"},
    "HO02": {"workflow"},
    "MP23": {"score"},
    "MP24": {"score"},
    **{f"HB0{number}": {"department"} for number in range(1, 4)},
    **{f"RO{number:02}": {"role"} for number in range(1, 16)},
}
"""Rows of marketing and of the whole company -> the kinds of what refers to them."""
HOW = {"managed", "options managed", "checked", "by hand", "agreed"}
LINE = re.compile(r"^\| (?P<ref>[A-Z]{2}\d\d) \|.*\| `\S+` \| (?P<how>.+) \| \[.+\]\((?P<file>.+)#L\d+\) \|$")
"""A line of the README's table."""


def numbered(families: Mapping[str, int]) -> set[str]:
    """Row ids: each family counts from 01."""
    return {f"{family}{number:02}" for family, count in families.items() for number in range(1, count + 1)}


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    """All packs as one blueprint, in Japanese."""
    folder = tmp_path_factory.mktemp("packs")
    (folder / "all.yaml").write_text(f"revops: 1\nuses: [{', '.join(NAMES)}]\n", encoding="utf-8")
    return load(folder, ["all.yaml"], KINDS, locale="ja").checked()


@pytest.fixture(scope="module")
def answers(packs: Blueprint) -> tuple[Row, ...]:
    """Which entry answers which row."""
    return rows(packs, "ja")


def entries(packs: Blueprint, section: str) -> Mapping[str, Any]:
    """A section of the packs as it is written."""
    found: Mapping[str, Any] = packs.sheet.data[section]
    return found


def units(packs: Blueprint, address: str) -> Mapping[str, Any]:
    """What a blueprint says of one resource."""
    return next(one.units for one in packs.resources if str(one.address) == address)


def test_the_table_of_the_packs_covers_every_row() -> None:
    """The README's lines hold each row id, say how it is dealt with, and lead to a file."""
    told = [LINE.match(line) for line in (PACKS / "README.md").read_text(encoding="utf-8").splitlines()]
    lines = [match for match in told if match]

    assert numbered(FAMILIES) <= {line["ref"] for line in lines}
    assert {line["how"] for line in lines} == HOW
    assert [line["file"] for line in lines if not (PACKS / line["file"]).is_file()] == []


def test_the_families_are_those_of_the_model() -> None:
    """The counts above against the model's file, where that lies beside the checkout."""
    if not MODEL.exists():
        pytest.skip(f"the operating model is not at {MODEL}")
    model = yaml.safe_load(MODEL.read_text(encoding="utf-8"))

    assert set(_ids({name: part for name, part in model.items() if name != "partner_programmes"})) == (
        numbered(FAMILIES) | numbered(REPORTS)
    )


def _ids(part: Any) -> list[str]:
    """Every row id in a part of the model; stages and departments have names for ids."""
    if isinstance(part, dict):
        own = [part["id"]] if re.fullmatch(r"[A-Z]{2}\d\d", str(part.get("id", ""))) else []
        return own + _ids(list(part.values()))
    return [row for one in part for row in _ids(one)] if isinstance(part, list) else []


@pytest.mark.parametrize("row", EXPECTED)
def test_a_row_lives_as_the_kinds_that_the_model_names(row: str, answers: tuple[Row, ...]) -> None:
    """No more and no fewer kinds refer to it."""
    assert {one.address.kind for one in answers if one.ref == row} == EXPECTED[row]


def test_every_ref_is_a_row(answers: tuple[Row, ...]) -> None:
    """A misspelt ref would look like a row that nobody asked for."""
    assert {one.ref for one in answers} - numbered(FAMILIES) - numbered(REPORTS) == set()


def test_every_report_has_one_figure_with_a_definition(packs: Blueprint) -> None:
    """KS01 and DP05: who owns it, who reads it, how it is counted; one figure per report row."""
    kpis = entries(packs, "kpis").values()

    assert sorted(kpi["report"] for kpi in kpis) == sorted(numbered(REPORTS))
    assert [kpi for kpi in kpis if not kpi["viewers"] or kpi["owner"] in kpi["viewers"]] == []
    assert {kpi["department"] for kpi in kpis} == set(entries(packs, "departments"))


def test_every_rate_says_what_is_divided_by_what(packs: Blueprint) -> None:
    """KS01: a percentage without a denominator is read differently by everybody."""
    rates = {
        key: kpi["definition"] for key, kpi in entries(packs, "kpis").items() if kpi["unit"] == "percent"
    }

    assert len(rates) == 9
    assert [key for key, told in rates.items() if "÷" not in told["ja"] or " / " not in told["en"]] == []


def test_every_role_has_rights_and_a_training(packs: Blueprint) -> None:
    """DP07 and DP08: nobody is left out, and nobody has two levels."""
    roles = sorted(entries(packs, "roles"))
    rights = [role for right in entries(packs, "rights").values() for role in right["roles"]]
    taught = {role for course in entries(packs, "training").values() for role in course["audience"]}

    assert sorted(rights) == roles
    assert sorted(taught) == roles


def test_everything_by_hand_says_who_when_and_how(packs: Blueprint) -> None:
    """An item has a role, two clicks at least and a day that counts from go-live."""
    told = entries(packs, "checklist")

    assert [key for key, item in told.items() if not {"role", "steps", "due"} <= item.keys()] == []
    assert [key for key, item in told.items() if len(item["steps"]) < 2] == []


def test_the_step_mails_come_at_once_after_one_day_and_after_three(packs: Blueprint) -> None:
    """MA04: 初回DL, 1日後, 3日後; the delays count from the step before."""
    steps = entries(packs, "workflows")["step_mails"]["steps"]
    days, sent = 0, []
    for step in steps:
        days += step.get("delay", {}).get("days", 0)
        sent += [days] if "email" in step else []

    assert sent == [0, 1, 3]


def test_a_page_view_adds_five_points(packs: Blueprint) -> None:
    """MA06: LP閲覧+5点."""
    assert units(packs, "score.contacts.engagement")["groups.web.rules.page_view"]["add"] == 5


@pytest.mark.parametrize("workflow", ["become_mql", "sql_handover"])
def test_a_stage_begins_where_its_condition_holds(workflow: str, packs: Blueprint) -> None:
    """DP03: the workflow that moves the stage asks for the very condition that the stage names."""
    told = entries(packs, "workflows")[workflow]
    ((moved, stage),) = told["steps"][0]["set"].items()

    assert moved == "contacts.lifecyclestage"
    assert {"condition": entries(packs, "lifecycle")[stage]["enter"]} in told["enrol"]["all"]


def test_no_step_is_raw(packs: Blueprint) -> None:
    """Every step has a word of the language."""
    found = [
        (str(one.address), path)
        for one in packs.resources
        for path, unit in one.units.items()
        if isinstance(unit, dict) and path.startswith("steps.") and {"action", "raw"} & unit.keys()
    ]

    assert found == []


@pytest.mark.parametrize("names", [("core",), ("core", "marketing"), ("core", "sales"), NAMES], ids="+".join)
def test_the_files_are_in_the_one_style_and_give_no_findings(
    names: tuple[str, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """As files of a project, where they are judged like anybody's: `fmt` and lint have nothing to say."""
    for name in names:
        shutil.copytree(PACKS / name, tmp_path / "blueprints" / name)
        (tmp_path / "blueprints" / name / "pack.yaml").unlink()
    monkeypatch.chdir(tmp_path)
    run(["init", "--no-packs"])
    capsys.readouterr()

    assert run(["fmt", "--check"]) == 0, capsys.readouterr().out
    assert run(["validate", "--strict", "--json"]) == 0, capsys.readouterr().out
    assert '"findings": []' in capsys.readouterr().out
