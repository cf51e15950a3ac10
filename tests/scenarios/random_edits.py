"""Edits that a person may make in HubSpot's screens, drawn at random among what the blueprint files name."""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

from client_project import FLOWS, Person
from ruamel.yaml import YAML

PACKS = Path(__file__).parents[2] / "blueprints"
SECTIONS = {
    "groups": "group",
    "properties": "property",
    "pipelines": "pipeline",
    "validations": "validation",
    "segments": "segment",
    "forms": "form",
    "emails": "email",
    "campaigns": "campaign",
    "scores": "score",
    "workflows": "workflow",
}
"""Sections of a blueprint whose entries are one resource each, and what their addresses begin with."""
BY_OBJECT = ("group", "property", "pipeline", "validation")
_TIMES = re.compile(r'"\d{4}-\d\d-\d\dT[\d:.]+Z"')
_BOOKKEEPING = (
    "counters",
    "flow_email_campaigns",
    "flow_revisions",
    "flow_workflow_ids",
    "pipeline_audit",
    "score_versions",
)


class UnfitError(Exception):
    """There is nothing of this sort to change here, or HubSpot refuses it."""


class Page(Person):
    """One resource that somebody opened in HubSpot, and the dice that say what they do there.

    Args:
        emulator: the portal.
        address: of the resource.
        entry: what the blueprint files say of it.
        hubspot_id: its id in the portal, from the ledger.
        dice: a `random.Random`.
    """

    def __init__(self, emulator, address, entry, hubspot_id, dice):
        super().__init__(emulator)
        self.address, self.entry, self.id, self.dice = address, entry, hubspot_id, dice
        self.scope = address.split(".")[1]

    def __call__(self, method, path, body=None):
        """The body of the answer; what HubSpot refuses is no edit."""
        reply = self.emulator.edit(method, path, body)
        if reply.status >= 400:
            raise UnfitError(reply.body)
        return copy.deepcopy(reply.body)

    def flow_path(self, _name=""):
        """The workflow that is open, not one that is looked for by its name."""
        return f"{FLOWS}/{self.id}"

    def table(self, name):
        """The portal's documents of one kind."""
        return self.emulator.state()[str(self.emulator.portal_id)]["tables"].get(name, {})

    def one(self, choices):
        """One of several; none fits where there are none."""
        found = list(choices)
        if not found:
            raise UnfitError
        return self.dice.choice(found)

    def text(self, before=""):
        """Another text than the one that is there."""
        return f"{before} 改{self.dice.randrange(1000)}"

    def number(self, before):
        """Another number, a little larger."""
        return before + self.dice.randint(1, 9)

    def needs(self, *fields):
        """An edit of what the blueprint does not name is none of its business."""
        if any(field not in self.entry for field in fields):
            raise UnfitError


def named(folder, *, conditions=False):
    """Address -> entry, of all that the packs and the project's own files say, the project's last.

    Args:
        folder: of the project.
        conditions: whether conditions are told, too, as `condition.NAME`.
    """
    found = {}
    for path in (*sorted(PACKS.glob("*/*.yaml")), *sorted((folder / "blueprints").glob("*.yaml"))):
        data = YAML(typ="safe", pure=True).load(path)
        extra = data.get("conditions", {}).items() if conditions else ()
        for address, entry in (*_entries(data), *((f"condition.{name}", one) for name, one in extra)):
            found[address] = _laid(found.get(address, {}), entry)
    return found


def _laid(under, over):
    """Maps are laid over each other key by key."""
    if not (isinstance(under, dict) and isinstance(over, dict)):
        return over
    return {**under, **{key: _laid(under.get(key), value) for key, value in over.items()}}


def _entries(data):
    for section, kind in SECTIONS.items():
        for key, entry in data.get(section, {}).items():
            if kind in BY_OBJECT:
                yield from ((f"{kind}.{key}.{name}", one) for name, one in entry.items())
            else:
                yield f"{kind}.{entry['object']}.{key}" if kind == "score" else f"{kind}.{key}", entry
    if "lifecycle" in data:
        yield "lifecycle.contacts", data["lifecycle"]


def ids(folder):
    """Address -> id of all that is in the portal, as the ledger has them."""
    (path,) = (folder / ".revops" / "ledger").glob("*.json")
    entries = json.loads(path.read_text(encoding="utf-8"))["entries"]
    return {address: entry["id"] for address, entry in entries.items() if "id" in entry}


def draw(project, files, dice, edits, taken=()):
    """Make one edit of these on a resource that is not taken yet.

    Args:
        project: a project that is applied.
        files: what `named` makes of its files.
        dice: a `random.Random`.
        edits: name -> the kind that it is made to, and the function that makes it on a `Page`.
        taken: addresses that are left alone.

    Returns:
        The edit's name and the address.

    Raises:
        UnfitError: none of these edits can be made anywhere.
    """
    given = ids(project.folder)
    for name in dice.sample(list(edits), len(edits)):
        kind, work = edits[name]
        free = sorted(a for a in given.keys() & files.keys() - set(taken) if a.split(".")[0] == kind)
        for address in dice.sample(free, len(free)):
            if _made(project, work, Page(project.emulator, address, files[address], given[address], dice)):
                return name, address
    raise UnfitError(list(edits))


def _made(project, work, page):
    before = seen(project.tables())
    try:
        work(page)
    except UnfitError:
        return False
    return seen(project.tables()) != before


def seen(tables):
    """What a person can see: no times, no bookkeeping."""
    shown = {
        name: {key: _bare(row) for key, row in rows.items()}
        for name, rows in tables.items()
        if name not in _BOOKKEEPING
    }
    return _TIMES.sub('""', json.dumps(shown, sort_keys=True))


def _bare(row):
    return {key: value for key, value in row.items() if key not in ("revisionId", "updatedById")}
