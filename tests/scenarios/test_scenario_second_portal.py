"""One blueprint, two portals whose servers give other ids: both end alike, and no id is in any file."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

OTHER, OTHER_TOKEN = 47110815, "pat-other"
OURS = {"due", "talking", "renewed", "churned", "kickoff", "setup", "training", "completed"}
"""Keys of the nine stages that the packs make, which the first portal takes as ids; two are `churned`."""
PACKS = Path(__file__).parents[2] / "blueprints"
GIVEN = re.compile(r"(?<![\w.])\d{6,}(?![\w.])|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a server makes up: long numbers and UUIDs."""


@pytest.fixture(scope="module")
def both(share_project):
    """A project applied to its own emulator, then to a second portal under another target."""
    project = share_project()
    project.apply()
    second = share_project(portal_id=OTHER, token=OTHER_TOKEN, variants=["server-stage-ids"])
    project.pin("second", portal=OTHER, default=False)
    project.environment |= {
        "REVOPS_BASE_URL": second.environment["REVOPS_BASE_URL"],
        "HUBSPOT_ACCESS_TOKEN": OTHER_TOKEN,
    }
    project.apply("--target", "second")
    return project, second


def labels(tables):
    """Pipelines and stages without ids: label -> labels in their order, with their metadata."""
    return {
        row["label"]: [
            (stage["label"], stage["metadata"])
            for stage in sorted(row["stages"], key=lambda stage: stage["displayOrder"])
        ]
        for row in tables["pipelines"].values()
    }


def stage_ids(tables):
    return {stage["id"] for row in tables["pipelines"].values() for stage in row["stages"]}


def test_the_same_blueprint_applies_to_both(both):
    """The second portal holds the same under its own ids, and its next plan is empty."""
    project, second = both
    first_tables, second_tables = project.tables(), second.tables()
    shipped = {stage for stage in stage_ids(first_tables) if stage in stage_ids(second_tables)}

    assert project.plan("--target", "second")["summary"]["empty"]
    assert labels(first_tables) == labels(second_tables)
    assert stage_ids(first_tables) - shipped == OURS
    assert len(stage_ids(second_tables) - shipped) == 9
    assert all(stage.isdecimal() for stage in stage_ids(second_tables) - shipped)
    assert first_tables["flows"].keys().isdisjoint(second_tables["flows"])
    assert first_tables["scores"].keys().isdisjoint(second_tables["scores"])


def test_the_content_is_the_same(both):
    """Properties and groups are equal to the last option; the flow has the same steps."""
    project, second = both

    for table in ("properties:contacts", "properties:deals", "groups:contacts", "groups:deals"):
        assert _content(project.tables()[table]) == _content(second.tables()[table]), table
    ((one,), (other,)) = (tables["flows"].values() for tables in (project.tables(), second.tables()))
    assert [action["actionTypeId"] for action in one["actions"]] == [
        action["actionTypeId"] for action in other["actions"]
    ]


def _content(rows):
    """Labels, types and options; stage ids are the portal's own, so their mirrors are compared by label."""
    return {
        name: (row["label"], row.get("type"), [option["label"] for option in row.get("options", ())])
        for name, row in rows.items()
    }


def test_each_portal_has_its_ledger(both):
    """Ids are in the ledger of their portal and nowhere else."""
    project, second = both
    ledgers = {path.stem: path.read_text("utf-8") for path in (project.folder / ".revops/ledger").iterdir()}
    (flow,), (score,) = second.tables()["flows"], second.tables()["scores"]

    assert ledgers.keys() == {str(project.emulator.portal_id), str(OTHER)}
    assert flow in ledgers[str(OTHER)]
    assert score in ledgers[str(OTHER)]
    assert not {flow, score} & set(re.findall(r"\d+", ledgers[str(project.emulator.portal_id)]))


def test_a_lost_ledger_finds_everything_by_label(both):
    """Server ids are bound again by label, the flow by its marker: nothing is made twice (rule 14)."""
    project, second = both
    (project.folder / ".revops" / "ledger" / f"{OTHER}.json").unlink()
    before = stage_ids(second.tables())
    second.forget()

    plan = project.plan("--target", "second")
    project.apply("--target", "second")

    assert {change["action"] for change in plan["changes"]} == {"adopt", "manual"}
    assert second.requests(writes=True) == []
    assert stage_ids(second.tables()) == before
    assert project.plan("--target", "second")["summary"]["empty"]


def test_no_id_is_in_any_blueprint_file(both):
    """Neither in the packs nor in the project's files, after both portals were applied."""
    project, _ = both
    files = [*PACKS.rglob("*.yaml"), *(project.folder / "blueprints").rglob("*.yaml")]

    assert len(files) > 10
    assert {str(path): GIVEN.findall(path.read_text("utf-8")) for path in files} == {
        str(path): [] for path in files
    }


def test_server_given_ids_of_one_portal_are_in_no_pack(both):
    """The ids that these very servers made, searched for literally."""
    project, second = both
    given = {
        *project.tables()["flows"],
        *project.tables()["scores"],
        *second.tables()["flows"],
        *second.tables()["scores"],
        *(stage_ids(second.tables()) - stage_ids(project.tables())),
    }
    text = "\n".join(path.read_text("utf-8") for path in PACKS.rglob("*.yaml"))

    assert len(given) > 10
    assert [one for one in given if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)] == []
