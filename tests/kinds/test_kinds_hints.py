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


CONTACT = "properties: {contacts: {email: {existing: string}}}\n"
FLOW = CONTACT + "workflows: {w: {object: contacts, name: W, enrol: {manual: true}, steps: [STEP]}}"


@pytest.mark.parametrize(
    ("step", "meant"),
    [
        ("{id: a, tsk: {subject: x}}", "task"),
        ("{id: a, tasks: {subject: x}}", "task"),
        ("{id: a, Notify: {owner: contacts.email, subject: x, body: y}}", "notify"),
        ("{id: a, email: x, else: {tsk: {subject: x}}}", "task"),
        ("{id: a, by_valu: contacts.email, cases: {b: []}}", "by_value"),
    ],
)
def test_a_misspelt_step_is_told_as_what_it_was_meant_to_be(tmp_path, step, meant):
    """The key is pointed at, not the list of all that a step can do."""
    found = _findings(tmp_path, FLOW.replace("STEP", step))
    (told,) = [one for one in found if one.code == "RV115"]

    assert told.hint == f"Did you mean {meant!r}?"
    assert told.origin.line == 3


def test_a_misspelt_key_below_names_of_ones_own_is_told_alone(tmp_path):
    """Paths of a branch are called anything; what stands in one has keys that are known."""
    step = "{id: a, branch: {vip: {whne: {property: contacts.email, known: true}, steps: []}}}"
    (told,) = _findings(tmp_path, FLOW.replace("STEP", step))

    assert (told.code, told.hint) == ("RV115", "Did you mean 'when'?")


@pytest.mark.parametrize(
    "step",
    ["{id: a}", "{id: a, frobnicate: 1}", "{id: a, task: {subject: x}, delay: {days: 1}}"],
)
def test_what_is_no_slip_of_one_step_is_told_all_of_them(tmp_path, step):
    """None, nothing like any, or two."""
    (told,) = _findings(tmp_path, FLOW.replace("STEP", step))

    assert (told.code, "write exactly one of: email, notify" in told.summary) == ("RV118", True)


def test_a_task_has_one_owner(tmp_path):
    """A role or a property, and the property must be one of the record."""
    both = _findings(
        tmp_path, FLOW.replace("STEP", "{id: a, task: {subject: x, role: r, owner: contacts.email}}")
    )

    assert [one.summary for one in both] == ["write role or owner, not both: a task has one owner"]


def test_the_owner_of_a_task_is_a_declared_property(tmp_path):
    """As everywhere, or a slip would go unseen."""
    (told,) = _findings(tmp_path, FLOW.replace("STEP", "{id: a, task: {subject: x, owner: contacts.emial}}"))

    assert (told.code, told.origin.line) == ("RV293", 3)
    assert told.hint.startswith("did you mean contacts.email? Else write contacts.PROPERTY")
