"""Names under `bind:` that a formula cannot hold, under any target."""

from __future__ import annotations

from pathlib import Path

import pytest
from blueprint_toys import places

from revops.blueprint.bound import unformulable
from revops.blueprint.load import Blueprint, load
from revops.kinds import KINDS
from revops.model.finding import Severity

FORMULA = """\
revops: 1
properties:
  deals:
    net: {existing: number}
    tax: {existing: number}
    gross:
      label: Gross
      type: number
      fieldType: calculation_equation
      groupName: dealinformation
      calculationFormula: net + max(tax, 1)
"""
SETTINGS = """\
targets:
  one:
    portal: 1
    bind: {property.deals.net: net_amount}
  two:
    portal: 2
    bind:
      property.deals.net: NAME
"""


def _loaded(tmp_path: Path, name: str) -> Blueprint:
    (tmp_path / "blueprints").mkdir()
    (tmp_path / "blueprints" / "main.yaml").write_text(FORMULA, encoding="utf-8")
    (tmp_path / "revops.yaml").write_text(SETTINGS.replace("NAME", name), encoding="utf-8")
    return load(tmp_path, ["blueprints"], KINDS)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("if", "cannot be read"),
        ("net-amount", "does not read that property"),
        ("'1234'", "does not read that property"),
        ("金額", "cannot be read"),
        ("tax", "reads one property under two names"),
    ],
)
def test_a_name_that_a_formula_cannot_hold_is_told_at_its_line(tmp_path: Path, name: str, why: str) -> None:
    """Whichever target binds it: words of formulas, signs, other letters, and the name of another operand."""
    blueprint = _loaded(tmp_path, name)
    bindings = {
        "one": {"property.deals.net": "net_amount"},
        "two": {"property.deals.net": name.strip("'")},
    }
    found = tuple(unformulable(blueprint, tmp_path, bindings))
    [finding] = found

    assert (finding.code, finding.severity, str(finding.address)) == (
        "RV236",
        Severity.ERROR,
        "property.deals.gross",
    )
    assert why in finding.summary
    assert places(found) == [("RV236", 8, 27)]


@pytest.mark.parametrize(
    "bind",
    [
        {"property.deals.net": "max"},
        {"property.deals.net": "tax", "property.deals.tax": "net"},
        {"property.contacts.net": "a-b", "form.net": "a-b", "property.deals.gross": "a-b"},
        {"pipeline.deals.net#stages.a": "1-2"},
    ],
)
def test_names_that_leave_the_formula_as_it_is_are_fine(tmp_path: Path, bind: dict[str, str]) -> None:
    """A function's name without a bracket is a property; two may change places; the rest is not read."""
    assert list(unformulable(_loaded(tmp_path, "x"), tmp_path, {"two": bind})) == []
