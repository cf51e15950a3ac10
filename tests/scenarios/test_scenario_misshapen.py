"""Answers that are not of the documented shape: they are reported, and nothing is taken for absent."""

from __future__ import annotations

import copy

import pytest
from small_project import BLUEPRINT, Project, blueprint_of

from revops.engine.observe import Reader, observe_place
from revops.hub.account import identify
from revops.kinds import KINDS
from revops.model.call import Answer
from revops.model.context import Context
from revops.model.json import canonical
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Absent, Present
from revops.state.text import dumps

READ = {kind.name: kind for kind in KINDS if kind.reads}
HELD = sorted({one.address.kind for one in blueprint_of(BLUEPRINT, "en").resources} & READ.keys())
GONE = object()
OTHERS = (None, 5, {}, GONE)
"""What comes in the place of a member; one text in the place of another would be another portal."""


class Replies:
    """A sender that remembers what the portal said, and says one thing otherwise."""

    def __init__(self, hub, names):
        self.hub, self.names, self.answers, self.swapped = hub, names, {}, {}

    def send(self, call):
        key = canonical([call.surface, call.path, dict(call.query), call.body])
        if key not in self.answers:
            self.answers[key] = _brief(self.hub.send(call), self.names)
        return self.swapped.get(key) or self.answers[key]

    def explain(self, answer, call):
        return self.hub.explain(answer, call)


def _brief(answer, names):
    """Of long lists only the rows that the blueprint names, where rows have names."""
    rows = answer.body.get("results", ()) if answer.ok else ()
    if len(rows) <= len(names):
        return answer
    named = [row for row in rows if "name" not in row or row["name"] in names]
    return Answer(answer.status, {"results": named}, answer.headers)


def _members(value, at=()):
    """The way to everything in a body."""
    if at:
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield from _members(inner, (*at, key))


def _changed(body, at, other):
    body = copy.deepcopy(body)
    around = body
    for key in at[:-1]:
        around = around[key]
    if other is GONE:
        del around[at[-1]]
    else:
        around[at[-1]] = other
    return body


@pytest.fixture(scope="module")
def applied():
    """A small portal that has all that its blueprint wants."""
    project = Project()
    assert project.apply().complete
    return project


@pytest.mark.parametrize("name", HELD)
def test_no_member_of_an_answer_can_hide_a_resource(applied, name):
    """Whatever is missing or of another type: the place is broken, or what was there is there still.

    And what was read of it can be written into a ledger, whose ids are texts.
    """
    hub = applied.hub()
    context = Context(portal=identify(hub), ledger=applied.ledger)
    resources = blueprint_of(BLUEPRINT, "en").resources
    for scope in {one.address.scope for one in resources if one.address.kind == name}:
        place = (name, scope)
        wanted = [one for one in resources if (one.address.kind, one.address.scope) == place]
        replies = Replies(hub, {one.address.name for one in wanted})
        assert observe_place(place, wanted, READ, context, Reader(replies)).broken == ""
        assert replies.answers
        for seen, what in _observations(place, wanted, context, replies):
            presences = [] if seen.broken else [seen.presence(one.address) for one in wanted]
            assert not any(isinstance(presence, Absent) for presence in presences), what
            found = [one.observed for one in presences if isinstance(one, Present)]
            assert all(isinstance(told, str) for one in found for told in (one.id, *one.keys.values())), what
            assert dumps(Ledger(1, {one.address: Entry(one.id, one.units) for one in found}))


def _observations(place, wanted, context, replies):
    """One for each member that is otherwise, and what was otherwise."""
    for key, answer in list(replies.answers.items()):
        for at in list(_members(answer.body)):
            for other in OTHERS if isinstance(at[-1], str) else OTHERS[:-1]:
                body = _changed(answer.body, at, other)
                replies.swapped = {key: Answer(answer.status, body, answer.headers)}
                yield observe_place(place, wanted, READ, context, Reader(replies)), (key, at, other)
