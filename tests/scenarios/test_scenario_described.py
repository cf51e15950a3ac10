"""What kinds say about a portal is a blueprint of it: written, read again, and kept unit by unit."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pytest
from small_project import BLUEPRINT, Project

from revops.blueprint.fresh import new_file
from revops.blueprint.load import depth, load
from revops.blueprint.write import write_new
from revops.engine.merge import equal
from revops.engine.observe import Reader, observe_place
from revops.hub.account import identify
from revops.kinds import KINDS
from revops.model.context import Context
from revops.model.pairs import objects_of

SCOPES = {
    "object": ("",),
    "property": ("contacts", "companies", "deals", "vehicle"),
    "association": ("contacts-companies",),
    "lifecycle": ("",),
    "segment": ("",),
    "workflow": ("",),
}
RULES = """
pipelineRules:
  deals: {default: {noBackwards: true}}
stagePermissions:
  deals: {default: {stages: {closedwon: {teams: [Sales]}}}}
campaigns: {launch: {name: {ja: 発表, en: Launch}, start: 2026-12-01}}
"""
"""Beside the small blueprint, whose requests are counted elsewhere."""
READ = [kind for kind in KINDS if kind.reads]
SILENT = ("validation", "pipeline_rules", "stage_permissions")
SPEAKING = [kind for kind in READ if kind.name not in SILENT]
"""Kinds whose units have texts in the blueprint's languages."""


@pytest.fixture(scope="module")
def pulled(tmp_path_factory):
    """A portal that was made by a blueprint, read by somebody who has no ledger, and written down."""
    project = Project(BLUEPRINT + RULES)
    assert project.apply().complete
    with project.hub() as hub:
        context, reader = Context(portal=identify(hub)), Reader(hub)
        seen = [
            (kind, observe_place((kind.name, scope), (), dict(_by_name()), context, reader))
            for kind in READ
            for scope in SCOPES.get(kind.name, ("contacts", "companies", "deals"))
        ]
    observed = {one.address: (kind, one) for kind, found in seen for one in found.found}
    sections = {}
    said = {address: kind.describe(one, context) for address, (kind, one) in observed.items()}
    observed = {address: seen for address, seen in observed.items() if said[address]}
    for address, (kind, _) in observed.items():
        _place(sections, kind, address, said[address])
    folder = tmp_path_factory.mktemp("pulled")
    write_new(folder / "portal.yaml", new_file(sections))
    return SimpleNamespace(observed=observed, context=context, blueprint=load(folder, ["."], KINDS))


def _by_name():
    return ((kind.name, kind) for kind in KINDS)


def _place(sections, kind, address, entry):
    """The lifecycle's entry is its whole section; the others stand below their names."""
    names = [*objects_of(address.scope), address.name][-depth(kind.section_type) :]
    if kind.name == "lifecycle":
        sections[kind.section] = entry
        return
    at = sections.setdefault(kind.section, {})
    for name in names[:-1]:
        at = at.setdefault(name, {})
    at[names[-1]] = entry


def _resources(pulled, kind):
    return [one for one in pulled.blueprint.resources if one.address.kind == kind.name]


def test_the_files_of_a_portal_have_no_errors(pulled):
    """Nothing that a kind writes is refused when it is read."""
    assert [(one.code, one.summary) for one in pulled.blueprint.errors] == []


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.name)
def test_what_a_kind_writes_means_what_it_saw(pulled, kind):
    """Every unit of the files has the portal's value, and nothing that was seen is missing in the files."""
    resources = _resources(pulled, kind)

    assert {one.address for one in resources} == {one for one in pulled.observed if one.kind == kind.name}
    assert resources
    different = {
        (str(one.address), path): (value, pulled.observed[one.address][1].units.get(path))
        for one in resources
        for path, value in one.units.items()
        if not equal(path, value, pulled.observed[one.address][1].units.get(path))
    }
    assert different == {}


@pytest.mark.parametrize("kind", READ, ids=lambda kind: kind.name)
def test_keeping_what_the_files_say_changes_nothing(pulled, kind):
    """`--keep` of a value that the file has already leaves the entry as it is, key by key."""
    for resource in _resources(pulled, kind):
        observed = pulled.observed[resource.address][1]
        entry = copy.deepcopy(kind.describe(observed, pulled.context))
        for path in resource.units:
            kind.rewrite(entry, path, copy.deepcopy(observed.units[path]), pulled.context)
        assert list(entry.items()) == list(kind.describe(observed, pulled.context).items())


@pytest.mark.parametrize("kind", SPEAKING, ids=lambda kind: kind.name)
def test_keeping_writes_the_portals_value(pulled, kind):
    """A text that was changed by hand is in the entry afterwards, in the place of the old one only."""
    texts = [
        (resource, path)
        for resource in _resources(pulled, kind)
        for path in resource.units
        if path.endswith(("label", "name", "singular", "plural")) and not resource.reference
    ]

    assert texts
    for resource, path in texts:
        observed = pulled.observed[resource.address][1]
        entry = copy.deepcopy(kind.describe(observed, pulled.context))
        old = str(observed.units[path])
        kind.rewrite(entry, path, f"{old} by hand", pulled.context)
        assert repr(entry).replace(" by hand", "") == repr(kind.describe(observed, pulled.context))
        assert repr(entry).count(" by hand") == 1
