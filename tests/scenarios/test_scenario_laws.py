"""Laws for every blueprint: applied once it is, in any order it is the same, no error is without a place."""

from __future__ import annotations

import copy
import json
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

import small_project
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from random_blueprints import blueprints

from revops.blueprint.load import load
from revops.kinds import KINDS
from revops.views.json import plan_document

quick = settings(
    max_examples=20,
    deadline=None,
    print_blob=True,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking whole portals takes minutes
    suppress_health_check=[HealthCheck.too_slow],
)
IN_ORDER = ("options", "stages", "steps", "lifecycle")
"""Where the order of a file is the order in HubSpot."""
JUNK = [None, 5, -1, 0.5, True, "", "x", "$nothing", "contacts", [], [1], ["x"], {}, {"x": 1}, {"ja": "あ"}]


@quick
@given(blueprint=blueprints())
def test_what_was_applied_is_planned_no_more(blueprint):
    """One apply makes everything, and the plan after it is empty, whatever the blueprint says."""
    project = small_project.Project(json.dumps(blueprint))
    run = project.apply()
    plan = project.plan()

    assert run.complete, [outcome for outcome in run.outcomes if outcome.findings]
    assert plan.is_empty, [(str(change.address), change.reason, change.units) for change in plan.changes]
    assert plan.undecided == ()


@quick
@given(blueprint=blueprints(), random=st.randoms(use_true_random=False))
def test_a_plan_does_not_depend_on_the_order_of_the_files(blueprint, random):
    """Keys and files in another order give the same plan, to the digest."""
    whole = _planned({"whole.yaml": blueprint})
    mixed = _planned(_split(_mixed(blueprint, random), random))

    assert mixed == whole


@quick
@given(blueprint=blueprints(), data=st.data())
def test_every_error_has_a_place(blueprint, data):
    """Whatever is wrong in a file, each error names the file and a line in it; nothing is raised."""
    broken = copy.deepcopy(blueprint)
    for _ in range(data.draw(st.integers(1, 3))):
        _spoil(broken, data)
    text = json.dumps(broken, indent=1)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "main.yaml").write_text(text, encoding="utf-8")
        errors = load(Path(folder), ["main.yaml"], KINDS, locale="ja").errors

    assert all(error.origin.file == "main.yaml" for error in errors)
    assert all(1 <= error.origin.line <= len(text.splitlines()) for error in errors)
    assert all(error.summary for error in errors)


@settings(
    quick,
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(blueprint=blueprints())
def test_what_was_pulled_is_planned_no_more(project, blueprint):
    """`pull` writes a portal into files that leave nothing to plan; it writes nothing into the portal."""
    project.emulator.reset()
    applied = _fresh(project, json.dumps(blueprint))
    applied.apply()
    _fresh(project, "revops: 1\n")
    project.forget()
    project.run("pull", code=0)
    plan = project.plan()

    assert plan["summary"]["empty"], plan["changes"]
    assert [change for change in plan["changes"] if change["action"] == "hold"] == []
    assert project.requests(writes=True) == []


def _fresh(project, text):
    """The project with one file that says this, and no memory."""
    for folder in ("blueprints", ".revops/ledger"):
        shutil.rmtree(project.folder / folder, ignore_errors=True)
    (project.folder / "blueprints").mkdir()
    (project.folder / "blueprints" / "main.yaml").write_text(text, encoding="utf-8")
    return project


def _planned(files):
    """The plan of several files, without the places of its findings."""
    with tempfile.TemporaryDirectory() as folder:
        for name, document in files.items():
            Path(folder, name).write_text(json.dumps(document), encoding="utf-8")
        loaded = load(Path(folder), list(files), KINDS, locale="en").checked()
    with patch.object(small_project, "blueprint_of", lambda *_: loaded):
        document = plan_document(small_project.Project().plan())
    return {**document, "findings": sorted(finding["summary"] for finding in document["findings"])}


def _mixed(value, random):
    """The same maps in another sequence, but where the sequence has a meaning."""
    if not isinstance(value, dict):
        return value
    names = list(value)
    random.shuffle(names)
    return {
        name: value[name] if name in IN_ORDER else _mixed(value[name], random)
        for name in (["revops", *(n for n in names if n != "revops")] if "revops" in names else names)
    }


def _split(document, random):
    """Entries over three files; a section may stand in each of them."""
    files = {f"{name}.yaml": {"revops": 1} for name in "zab"}
    for section, entries in document.items():
        if section in ("revops", "lifecycle"):
            next(iter(files.values()))[section] = entries
            continue
        for scope, entry in entries.items():
            home = random.choice(sorted(files))
            files[home].setdefault(section, {})[scope] = entry
    return files


def _spoil(document, data):
    """Take a key out, misspell it, or put junk in its place, anywhere."""
    places = list(_places(document))
    parent, key = data.draw(st.sampled_from(places))
    if key not in parent if isinstance(parent, dict) else key >= len(parent):
        return
    how = data.draw(st.sampled_from(["junk", "out", "misspelt"]))
    if how == "junk" or isinstance(parent, list):
        parent[key] = data.draw(st.sampled_from(JUNK))
    elif how == "out":
        del parent[key]
    else:
        parent[f"{key}x"] = parent.pop(key)


def _places(value):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield value, key
        yield from _places(inner)
