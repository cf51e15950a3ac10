"""What the kinds say to do about entries that cannot be made: in the file's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from revops.blueprint.load import load
from revops.kinds import KINDS

EMPLOYS = "employs: {label: Employee, inverseLabel: Employer}"


def _findings(folder: Path, text: str):
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / "main.yaml").write_text(f"revops: 1\n{text}\n", encoding="utf-8")
    return load(folder, ["blueprints"], KINDS).findings


@pytest.mark.parametrize(
    ("name", "own"),
    [("deals", "deals"), ("deal", "deals"), ("Companies", "companies"), ("company", "companies")],
)
@pytest.mark.parametrize("entry", ["{existing: true}", "{labels: {singular: A, plural: B}}"])
def test_an_object_of_hubspots_own_is_none_of_the_blueprints(tmp_path, name, own, entry):
    """It is said whose it is and where its things go, and nothing else is asked of it."""
    (told,) = _findings(tmp_path, f"objects: {{{name}: {entry}}}")

    assert told.code == "RV621"
    assert "HubSpot's own object" in told.summary
    assert f"`{own}:` of `properties:`" in told.hint
    assert ("choose another name" in told.hint) is (name != own)


def test_a_name_that_no_object_can_have(tmp_path):
    """It is nobody's, so the letters are what is told."""
    (told,) = _findings(tmp_path, "objects: {1st: {existing: true}}")

    assert told.hint == "Use lower-case letters, digits and _, a letter first."


@pytest.mark.parametrize(
    ("other", "code"),
    [
        ("employs: {label: Employer}", "RV643"),
        ("works_at: {label: Employer, inverseLabel: Employee}", "RV642"),
    ],
)
def test_the_other_side_of_a_label_is_written_into_the_first_entry(tmp_path, other, code):
    """By `inverseLabel:`, with the text that the second entry has, whether its key is the same or not."""
    text = f"associations:\n  contacts: {{companies: {{{EMPLOYS}}}}}\n  companies: {{contacts: {{{other}}}}}"
    found = {one.code: one for one in _findings(tmp_path, text)}

    assert "association.contacts-companies.employs" in found[code].hint
    assert "`inverseLabel: Employer`" in found[code].hint


def test_two_labels_of_different_objects_get_keys_of_their_own(tmp_path):
    """No side of each other, so nothing can be written into the first one."""
    other = "deals: {companies: {employs: {label: Deal, inverseLabel: Firm}}}"
    (told,) = _findings(tmp_path, f"associations: {{contacts: {{companies: {{{EMPLOYS}}}}}, {other}}}")

    assert told.code == "RV643"
    assert "inverseLabel" not in told.hint
    assert "another key" in told.hint


def test_the_limits_of_both_sides_stand_in_one_entry(tmp_path):
    """The association without a label has no label to write, but two limits."""
    text = "contacts: {companies: {default: {limit: 1}}}, companies: {contacts: {default: {limit: 2}}}"
    (told,) = _findings(tmp_path, f"associations: {{{text}}}")

    assert told.code == "RV642"
    assert "`inverseLimit:`" in told.hint
