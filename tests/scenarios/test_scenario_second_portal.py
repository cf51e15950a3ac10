"""The same packs on two portals whose servers give other ids: equal by state, and no id in any file."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from portal_names import by_names, given

from revops.emulator import Traits

OTHER, OTHER_TOKEN, OTHER_USER = 47110815, "pat-other", "71001"
OTHER_NUMBERS = {"1": "71", "2": "82", "3": "93"}
"""What users, owners and teams of the second portal begin with, instead of 1001, 2001 and 3001."""
VARIANTS = frozenset({"server-stage-ids"})
OURS = {"due", "talking", "renewed", "churned", "kickoff", "setup", "training", "completed"}
"""Keys of the nine stages that the packs make, which the first portal takes as ids; two are `churned`."""
NUMBERED = (
    "campaigns",
    "emails",
    "flows",
    "forms",
    "list_folders",
    "lists",
    "owners",
    "scores",
    "teams",
    "users",
)
"""Tables whose rows are numbered by the server."""
PACKS = Path(__file__).parents[2] / "blueprints"
GIVEN = re.compile(r"(?<![\w.])\d{6,}(?![\w.])|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""What a server makes up: long numbers and UUIDs."""


@pytest.fixture(scope="module")
def both(share_project):
    """A project applied to its own emulator, then to a second portal under another target."""
    project = share_project()
    second = share_project(portal_id=OTHER, token="unused", variants=VARIANTS)
    second.emulator.within(_renumber)
    second.emulator.add_portal(OTHER, OTHER_TOKEN, Traits(variants=VARIANTS), OTHER_USER)
    _complete(project)
    project.pin("second", portal=OTHER, default=False)
    project.environment |= {
        "REVOPS_BASE_URL": second.environment["REVOPS_BASE_URL"],
        "HUBSPOT_ACCESS_TOKEN": OTHER_TOKEN,
    }
    _complete(project, "--target", "second")
    return project, second


def _complete(project, *target):
    """Apply until nothing waits; what relies on a score needs a second run."""
    for _ in range(3):
        project.run("apply", "--yes", *project.consents, *target)
        if project.plan(*target)["summary"]["empty"]:
            return
    raise AssertionError(project.plan(*target)["changes"])


def _renumber(portal):
    """Other ids for the people of a portal and their teams, and in the e-mails that one of them wrote."""
    for name in ("users", "owners", "teams", "emails"):
        table = portal.table(name)
        rows = [json.loads(_other_numbers(json.dumps(row))) for row in table.values()]
        table.clear()
        table.update({row["id"]: row for row in rows})


def _other_numbers(text):
    return re.sub(
        r"(?<![\w-])([123])(00\d|010)(?![\w-])", lambda found: OTHER_NUMBERS[found[1]] + found[2], text
    )


def numbers(tables):
    """Every id that this portal's server gave."""
    return {one for table in NUMBERED for one in tables[table]} | given(tables).keys()


def stage_ids(tables):
    return {stage["id"] for row in tables["pipelines"].values() for stage in row["stages"]}


def test_the_same_blueprint_applies_to_both(both):
    """The next plan of each portal is empty, drift is clean, and as many resources are there."""
    project, second = both

    plan = project.plan("--target", "second")

    assert plan["summary"]["empty"]
    assert [c for c in plan["changes"] if not c["address"].startswith("checklist.")] == []
    assert project.run("drift", "--json", "--target", "second").json["summary"]["clean"]
    assert {name: len(rows) for name, rows in project.tables().items()} == {
        name: len(rows) for name, rows in second.tables().items()
    }


def test_the_servers_gave_other_ids_for_everything(both):
    """No user, owner, team, list, form, flow, score, e-mail, campaign, folder or stage has the same id."""
    project, second = both
    one, other = project.tables(), second.tables()

    assert {table: one[table].keys() & other[table].keys() for table in NUMBERED} == {
        table: set() for table in NUMBERED
    }
    assert numbers(one) & numbers(other) == set()
    assert min(len(one[table]) for table in NUMBERED) >= 2


def test_both_hold_the_same_by_name(both):
    """Every row of every table, with names in place of ids: steps, filters, owners, mails, points, stages."""
    project, second = both
    one, other = by_names(project.tables()), by_names(second.tables())

    assert one.keys() == other.keys()
    for table, rows in one.items():
        assert rows == other[table], table


def test_names_in_place_of_ids_tell_portals_apart(both):
    """The comparison above is no formality: another owner, mail or list in a step is another state."""
    project, second = both
    flows = second.tables()["flows"]
    changed = 0

    for key, table in (("staticValue", "owners"), ("content_id", "emails"), ("listId", "lists")):
        text = json.dumps(flows)
        (used, *_) = re.findall(rf'"{key}": "({"|".join(second.tables()[table])})"', text)
        spare = next(one for one in second.tables()[table] if one != used)
        wrong = json.loads(text.replace(f'"{key}": "{used}"', f'"{key}": "{spare}"'))
        tables = {**second.tables(), "flows": wrong}
        changed += by_names(tables)["flows"] != by_names(project.tables())["flows"]

    assert changed == 3


def test_stages_have_ids_of_the_server(both):
    """The first portal took the blueprint's keys; the second one made up its own for the same nine."""
    project, second = both
    one, other = stage_ids(project.tables()), stage_ids(second.tables())

    assert one - other == OURS
    assert len(other - one) == 9
    assert all(stage.isdecimal() for stage in other - one)


def test_each_portal_has_its_ledger(both):
    """Ids are in the ledger of their portal and nowhere else."""
    project, second = both
    portals = {str(project.emulator.portal_id): project, str(OTHER): second}
    ledgers = {path.stem: path.read_text("utf-8") for path in (project.folder / ".revops/ledger").iterdir()}

    assert ledgers.keys() == portals.keys()
    for name, one in portals.items():
        words = set(re.findall(r"[\w-]+", ledgers[name]))
        theirs = {key for table in ("flows", "scores", "lists", "campaigns") for key in one.tables()[table]}
        others = numbers(next(other for other in portals.values() if other is not one).tables())
        assert theirs <= words
        assert not {word for word in words & others if GIVEN.fullmatch(word)}


def test_a_lost_ledger_finds_everything_by_name(both):
    """Ids are bound again by label or name, workflows by their marker: nothing is made twice (rule 14)."""
    project, second = both
    path = project.folder / ".revops" / "ledger" / f"{OTHER}.json"
    kept = path.read_text("utf-8")
    path.unlink()
    before = by_names(second.tables())
    second.forget()

    plan = project.plan("--target", "second")
    project.run("apply", "--yes", *project.consents, "--target", "second", code=0)

    assert {change["action"] for change in plan["changes"]} == {"adopt", "manual"}
    assert second.requests(writes=True) == []
    assert by_names(second.tables()) == before
    assert project.plan("--target", "second")["summary"]["empty"]
    assert _ids(path.read_text("utf-8")) == _ids(kept)


def _ids(ledger):
    return {address: entry["id"] for address, entry in json.loads(ledger)["entries"].items()}


def test_no_id_is_in_any_file(both):
    """Neither in the packs nor in the project's files, after both portals were applied."""
    project, _ = both
    files = [*PACKS.rglob("*.yaml"), *(project.folder / "blueprints").rglob("*.yaml")]
    said = {str(path): GIVEN.findall(path.read_text("utf-8")) for path in files}
    targets = set(GIVEN.findall((project.folder / "revops.yaml").read_text("utf-8")))

    assert len(files) > 10
    assert {path: found for path, found in said.items() if found} == {}
    assert targets == {str(OTHER)}, "only the target's own portal"


def test_server_given_ids_of_either_portal_are_in_no_file(both):
    """The ids that these very servers made, searched for literally."""
    project, second = both
    made = numbers(project.tables()) | numbers(second.tables())
    made -= OURS | {"renewal", "onboarding"}  # the first portal took these keys of the packs as ids
    files = [*PACKS.rglob("*.yaml"), *(project.folder / "blueprints").rglob("*.yaml")]
    text = "\n".join(path.read_text("utf-8") for path in [*files, project.folder / "revops.yaml"])

    assert len(made) > 200
    assert [one for one in sorted(made) if re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)] == []
