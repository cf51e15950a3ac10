"""Whatever a person changes in HubSpot of what the packs describe is found, and never overwritten."""

from __future__ import annotations

import os
import shutil
import sys
from random import Random

import pytest
import random_edits_content
import random_edits_flows
import random_edits_model
from random_edits import draw, named, seen

EDITS = random_edits_model.EDITS | random_edits_content.EDITS | random_edits_flows.EDITS
SEED = int(os.environ.get("REVOPS_SEED") or Random().randrange(10**9))
"""Another one in each run; REVOPS_SEED repeats one that failed."""
TURNS = 16
OF_THE_CLIENT = {
    "overrides.yaml": """\
revops: 1
workflows:
  step_mails:
    hours: [{days: [monday, tuesday, wednesday, thursday, friday], from: "09:00", to: "18:00"}]
""",
    "visits.yaml": """\
revops: 1
properties:
  deals:
    visit_result:
      label: {ja: 訪問結果, en: Result of the visit}
      type: enumeration
      fieldType: select
      groupName: dealinformation
      options:
        interested: {label: {ja: 興味あり, en: Interested}, hidden: false}
        later: {label: {ja: 時期を改める, en: Later}, hidden: false}
""",
}
"""What no pack says and a client may: when a workflow may work, and that options are offered."""


@pytest.fixture(scope="module")
def everything_applied(share_project):
    """All packs, applied until nothing is left to do."""
    project = share_project()
    for name, text in OF_THE_CLIENT.items():
        (project.folder / "blueprints" / name).write_text(text, encoding="utf-8")
    for _ in range(4):
        project.run("apply", "--yes", *project.consents)
    left = [change["address"] for change in project.plan()["changes"]]
    assert [address for address in left if not address.startswith("checklist.")] == []
    return project


@pytest.fixture(scope="module")
def files(everything_applied):
    """What the blueprint files name, by address."""
    return named(everything_applied.folder)


@pytest.fixture
def project(everything_applied, tmp_path):
    """A copy whose portal nobody has touched since."""
    copy = type(everything_applied)(shutil.copytree(everything_applied.folder, tmp_path / "edited"))
    yield copy
    copy.close()


def check_held(project, made):
    """`drift` names what was edited and nothing else; `apply` with every consent changes none of it.

    Args:
        project: whose portal was edited.
        made: what was done, by address.
    """
    edited = project.tables()
    project.forget()
    drift = project.run("drift", "--json").json
    applied = project.run("apply", "--yes", "--json", *project.consents)

    held = {change["address"]: change for change in drift["held"]}
    assert held.keys() == made.keys(), (SEED, made, drift)
    assert not [address for address, change in held.items() if not change["units"]], (SEED, made, held)
    assert drift["pending"] == [], (SEED, made)
    assert drift["summary"]["clean"] is False
    assert applied.code == 4, (SEED, made, applied)
    assert project.requests(writes=True) == [], (SEED, made)
    assert seen(project.tables()) == seen(edited), (SEED, made)


@pytest.mark.parametrize("turn", range(TURNS))
def test_random_edits_are_found_and_stay(project, files, turn):
    """One to three edits at once, each of another resource."""
    dice = Random(f"{SEED}/{turn}")
    made = {}
    for _ in range(dice.randint(1, 3)):
        name, address = draw(project, files, dice, EDITS, made)
        made[address] = name
    sys.stderr.write(f"REVOPS_SEED={SEED} turn {turn}: {made}\n")

    check_held(project, made)


@pytest.mark.parametrize("kind", sorted({kind for kind, _ in EDITS.values()}))
def test_every_sort_of_edit_can_be_drawn(project, files, kind):
    """Each edit is possible somewhere in the packs, so none of the draws above is idle."""
    dice = Random(f"{SEED}/{kind}")

    for name in [name for name, (of, _) in EDITS.items() if of == kind]:
        assert draw(project, files, dice, {name: EDITS[name]})[0] == name, SEED
