"""The preflight: what is looked at before the first write, in one line where all is well."""

from __future__ import annotations

import shutil
from collections import Counter

import pytest
from cli_project import AUTOMATION, DEALS

from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator
from revops.emulator.faults import fault_of
from revops.emulator.rate import Rate
from revops.emulator.scopes import ALL
from revops.emulator.serve import serve

CLIENT = ("--target", "client")


@pytest.fixture
def rationed(small):
    """`rationed(daily)` serves a portal that has so many calls a day."""
    started = []

    def make(daily):
        emulator = Emulator(portal_id=DEFAULT_PORTAL_ID, token=DEFAULT_TOKEN, rate=Rate(10_000, daily=daily))
        server = serve(emulator)
        started.append((server, emulator))
        small.environment = {"REVOPS_BASE_URL": server.base_url, "HUBSPOT_ACCESS_TOKEN": DEFAULT_TOKEN}
        small.target(portal=DEFAULT_PORTAL_ID, locale="ja")
        small.emulator = emulator
        return small

    yield make
    for server, emulator in started:
        emulator.close()
        server.stop()


def rows(document):
    """Check -> (status, told, way out)."""
    return {row["check"]: (row["status"], row["told"], row["way_out"]) for row in document["preflight"]}


def before_writing(emulator):
    """Requests up to the first that changed something, or all."""
    sent = emulator.log.entries()
    wrote = [at for at, row in enumerate(sent) if row.write and 200 <= (row.status or 0) < 300]
    return [(row.method, row.path) for row in sent[: wrote[0] if wrote else None]]


def has_written(emulator):
    return len(before_writing(emulator)) < len(emulator.log.entries())


def test_all_is_well_in_one_line(small):
    """Portal and type, scopes held of scopes needed, and the day's calls against the run's."""
    wanted = sum(map(len, small("auth", "--json", code=0).json["request"].values()))
    ran = small("apply", "--yes", code=0)

    (line,) = [line for line in ran.out.splitlines() if line.startswith("Preflight: ")]
    portal = f"portal {DEFAULT_PORTAL_ID} (DEVELOPER_TEST)"
    assert line.startswith(f"Preflight: {portal}, {wanted} of {wanted} scopes, ")
    assert "calls left today for about" in line
    assert "✓" not in ran.out
    assert "->" not in ran.out.partition("Preflight: ")[2].partition("done.")[0]


def test_as_json_it_is_whole(small):
    """Every row with its status, in the one document of the run."""
    found = rows(small("apply", "--yes", "--json", code=0).json)

    assert list(found) == ["portal", "pinned", "credentials", "scopes", "limits", "quota"]
    assert {status for status, *_ in found.values()} == {"ok"}
    assert found["limits"][1] == "deals: 0 of 1000 custom properties, up to 2 more to come"
    assert found["credentials"][1] == "the emulator's own token for pipelines, properties"


@pytest.mark.parametrize(("told", "status"), [(True, "ok"), (False, "warn")])
def test_it_asks_nothing_more(served, told, status):
    """Up to the first write `apply` sends what `plan` sends, also where probes have to tell the scopes."""
    project = served()
    if not told:
        untold = {"method": "POST", "path": "/oauth/*", "status": 404, "count": None}
        project.emulator.faults.add(fault_of(untold))
    project("plan", *CLIENT, code=0)
    planned = Counter(before_writing(project.emulator))
    project.emulator.log.clear()

    document = project("apply", *CLIENT, "--yes", "--json", code=0).json

    assert Counter(before_writing(project.emulator)) == planned
    assert rows(document)["scopes"][0] == status


def test_a_run_that_writes_nothing_has_no_preflight(small):
    """There is nothing to look over."""
    small("apply", "--yes", code=0)

    assert "Preflight" not in small("apply", "--yes", code=0).out
    assert small("apply", "--yes", "--json", code=0).json["preflight"] == []


@pytest.mark.parametrize("short", [1, 0])
def test_a_day_without_calls_enough_stops_the_run(rationed, short):
    """4 before the first write, with what is left and when it begins anew; just enough is enough."""
    rich = rationed(10_000)
    document = rich("apply", *CLIENT, "--yes", "--json", code=0).json
    needed = int(rows(document)["quota"][1].partition("about ")[2].split()[0])
    read = len(before_writing(rich.emulator))
    forget(rich)

    poor = rationed(read + needed - short)
    ran = poor("apply", *CLIENT, "--yes", code=4 if short else 0)

    assert has_written(poor.emulator) is not bool(short)
    if short:
        told = " ".join(ran.err.split())
        assert "RV999" in told
        assert f"{needed - 1} of {read + needed - 1} calls are left today" in told
        assert f"this run takes about {needed}" in told
        assert "wait for midnight (Asia/Tokyo)" in told
    else:
        assert "!  quota" in ran.out


def forget(project):
    """The same files, as if nothing had ever been applied, and without the target."""
    shutil.rmtree(project.folder / ".revops")
    text = project.read("revops.yaml")
    project.write("revops.yaml", text[: text.index("\n  client:")])


def test_a_missing_scope_is_a_row_with_its_way_out(served):
    """What the token may write is written; the row says what is missing, and where to look."""
    project = served(scopes=ALL - {"crm.schemas.contacts.write"})
    more = DEALS.replace("groups:\n", "groups:\n  contacts: {facts: {label: Facts}}\n", 1)
    project.write("blueprints/deals.yaml", more)

    ran = project("apply", *CLIENT, "--yes", code=4)

    assert "✗  scopes" in ran.out
    assert "missing: crm.schemas.contacts.write" in ran.out
    assert "-> revops auth" in ran.out


def test_betas_that_were_read_are_told(served):
    """No scores in this portal, and workflows in their older version: each a row, from what the plan read."""
    project = served(betas=False)
    project.write("blueprints/deals.yaml", "revops: 1\nuses: [core, marketing]\n")

    found = rows(project("apply", *CLIENT, "--yes", "--json", code=4).json)

    assert found["scores"][:2] == ("bad", "this portal does not have the scores API, which is a beta")
    assert found["scores"][2].startswith("revops plan")
    assert found["flows"][:2] == ("ok", "reachable at /automation/v4")


def test_each_credential_has_its_surfaces(served):
    """Workflows go with the automation token where there is one."""
    project = served()
    project.environment["HUBSPOT_AUTOMATION_TOKEN"] = DEFAULT_TOKEN
    project.write("blueprints/automation.yaml", AUTOMATION)

    found = rows(project("apply", *CLIENT, "--yes", "--json", code=4).json)["credentials"]

    automation, data = found[1].split("; ")
    assert automation.startswith("HUBSPOT_AUTOMATION_TOKEN for flows")
    assert data.startswith("HUBSPOT_ACCESS_TOKEN for ")
    assert "properties" in data
    assert "flows" not in data


def test_doctor_tells_the_same_rows(small):
    """What `apply` looked at stands there word for word, but for the calls of the run."""
    applied = rows(small("apply", "--yes", "--json", code=0).json)
    found = {row["check"]: row["told"] for row in small("doctor", "--json", code=0).json["checks"]}

    for check in ("portal", "pinned", "credentials", "scopes"):
        assert found[check] == applied[check][1]
    assert found["quota"].endswith("calls are left today")
