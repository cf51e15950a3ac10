"""The operating model in packs, overrides, the layout of files, and the list of rows."""

from __future__ import annotations

from pathlib import Path

import pytest

from revops.blueprint.layout.members import top
from revops.blueprint.layout.run import formatted
from revops.blueprint.load import Blueprint, load
from revops.blueprint.read import read_file
from revops.blueprint.rows import rows
from revops.kinds import KINDS
from revops.kinds.operating import OPERATING
from revops.packs import Shelf

PACK = """\
revops: 1
kpis:
  mqls: {ref: [KS01, KT04], title: {ja: MQL数, en: MQLs}, target: 10, unit: count}
  deals: {ref: KT04, title: Deals}
rights:
  administer: {ref: DP07, roles: [boss], level: admin}
checklist:
  pixel: {ref: MA01, title: {ja: タグ, en: Pixel}}
"""


@pytest.fixture
def project(tmp_path):
    """A project that uses a pack with KPIs; more files by name."""
    pack = tmp_path / "packs" / "base"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(
        "name: base\nversion: 1.0.0\ntitle: {ja: 基礎, en: Base}\ndescription: {ja: 基礎, en: Base}\n",
        encoding="utf-8",
    )
    (pack / "items.yaml").write_text(PACK, encoding="utf-8")

    def loaded(main: str = "", locale: str = "en", **files: str) -> Blueprint:
        folder = tmp_path / "project" / "blueprints"
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in {"main": f"uses: [base]\n{main}", **files}.items():
            (folder / f"{name}.yaml").write_text(f"revops: 1\n{text}", encoding="utf-8")
        shelf = Shelf(tmp_path / "packs")
        return load(Path(folder.parent), ["blueprints"], KINDS, locale=locale, shelf=shelf)

    return loaded


def test_an_override_changes_a_packs_entry_field_by_field(project):
    """The target is another one, and the title of the pack stays."""
    blueprint = project(overrides="kpis: {mqls: {target: 25}}\n").checked()

    assert blueprint.sheet.data["kpis"]["mqls"] == {
        "ref": ["KS01", "KT04"],
        "title": {"ja": "MQL数", "en": "MQLs"},
        "target": 25,
        "unit": "count",
    }


def test_without_leaves_a_packs_entry_out(project):
    """By its address, so that what names it is told that it is not there."""
    assert "deals" not in project("without: [kpi.deals]\n").checked().sheet.data["kpis"]

    (found,) = project("without: [kpi.deals]\ngoals: {sell: {title: S, measured_by: [deals]}}\n").errors
    assert (found.code, found.hint) == ("RV921", "Known: mqls.")


def test_one_key_described_twice_is_an_error(project):
    """In the project and in the pack, as for everything else."""
    assert [one.code for one in project("kpis: {mqls: {title: M}}\n").errors] == ["RV201"]


def test_every_row_is_listed_with_its_place_and_title(project):
    """Entries of the operating model beside resources, one line per row id, sorted by it."""
    found = rows(project("goals: {sell: {ref: DP01, title: Sell}}\n", "ja").checked(), "ja")

    assert [(row.ref, row.section, str(row.address), row.title, row.agreed) for row in found] == [
        ("DP01", "goals", "goal.sell", "Sell", True),
        ("DP07", "rights", "right.administer", "", True),
        ("KS01", "kpis", "kpi.mqls", "MQL数", True),
        ("KT04", "kpis", "kpi.deals", "Deals", True),
        ("KT04", "kpis", "kpi.mqls", "MQL数", True),
        ("MA01", "checklist", "checklist.pixel", "タグ", False),
    ]
    assert [str(row.origin) for row in found[:2]] == ["blueprints/main.yaml:3", "base@1.0.0/items.yaml:6"]
    assert [row.key for row in found[:2]] == ["sell", "administer"]


def test_fmt_has_a_sequence_for_the_sections_and_their_fields(tmp_path):
    """Departments before goals before KPIs, and `ref` and `title` first."""
    file = tmp_path / "main.yaml"
    file.write_text(
        "revops: 1\nkpis: {a: {unit: count, title: A, ref: KS01}}\ngoals: {b: {why: W, title: B}}\n",
        encoding="utf-8",
    )

    text = formatted(read_file(file, "main.yaml"), top(KINDS), [kind.section for kind in KINDS])

    assert text.index("goals") < text.index("kpis")
    assert text.index("KS01") < text.index("title: A") < text.index("count")
    assert text.index("title: B") < text.index("why")


def test_the_sections_stand_in_the_editors_schema():
    """Each with a sentence about it; a misspelt level is told while typing."""
    from revops.blueprint.schema import blueprint_schema

    properties = blueprint_schema(KINDS)["properties"]

    assert all(properties[kind.section]["description"] for kind in OPERATING)
