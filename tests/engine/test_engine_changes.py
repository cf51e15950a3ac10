"""The changes of one resource as they are: units, phase, reason, consent, and what was seen."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest
from toys import A, ToyKind, toy

from revops.engine.decide import decide
from revops.engine.situation import Situation
from revops.model.change import Action, Change, Consent, MovedBy, UnitChange
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.spec import Need, Observation, Observed, Phase
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")
NEED = Need(toy("g").address)
OMITS = "the list omits things"
CLOSED = {PLACE: Verdict(Allowance.BLOCKED, "it lacks a scope", "add it")}


@dataclass(frozen=True)
class Staged(ToyKind):
    """A text is edited as a draft and records are moved where something is there; `on` is switched."""

    clicks: str = ""

    def phase(self, path, actual):
        later = {"text": Phase.DRAFT, "records": Phase.MOVE} if actual else {}
        return later.get(path) or super().phase(path, actual)

    def follow(self, resource, moved):
        lapsed = {"on": False, "size": 1, "text": "", "unmanaged": 0}
        return lapsed if resource.units and "label" in moved else {}

    def by_hand(self, change, context):
        return self.clicks and f"{self.clicks} {change.units[0].path} ({context.locale})"


def seen(units, **facts):
    return Observed(A, "id-a", units, **facts)


def changes(resource, found, entry=None, kind=None, *, take=(), **facts):
    """What becomes of the resource; `found` is what was seen of it, or an observation."""
    if isinstance(found, Observed):
        found = Observation((found,))
    context = Context(locale="ja", ledger=Ledger(7, {A: entry} if entry else {}))
    kinds = {"toy": kind or Staged()}
    return decide(
        resource, Situation(kinds, (), context, {PLACE: found}, consents=Consents({"take": take}), **facts)
    )


def change(resource, action, *units, phase=Phase.DEFINE, **facts):
    """As the engine makes one: with the resource and its needs."""
    return Change(A, phase, action, units, resource=resource, needs=resource.needs, **facts)


def moved(path, before, after, by=MovedBy.BLUEPRINT):
    return UnitChange(path, before, after, by)


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        (None, "to be done by hand in HubSpot"),
        (Entry(units={"text": "new"}), "to be done by hand in HubSpot"),
        (Entry(units={"text": "old"}, ticked="me"), "its text changed since it was ticked"),
        (Entry(units={"text": "new"}, ticked="me"), None),
    ],
)
def test_an_item_of_the_checklist_is_open_until_it_is_ticked_as_it_is(entry, reason):
    """A kind that writes nothing: told by itself, and again when its text changes."""
    item = toy("a", needs=[NEED], text="new")

    found = changes(item, Observation(), entry, ToyKind(writes=()))

    assert found == ([change(item, Action.MANUAL, reason=reason)] if reason else [])


def test_a_reference_that_is_not_there_says_so():
    """It is never made, so a person has to."""
    wanted = replace(toy("a", type="string"), reference=True)

    reason = "the blueprint refers to it, and this portal does not have it"
    assert changes(wanted, Observation()) == [change(wanted, Action.BLOCKED, reason=reason)]


@pytest.mark.parametrize("entry", [Entry(), Entry(created=True), Entry(created=True, maybe=True)])
@pytest.mark.parametrize("take", [(), ("toy.box.a#label",), ("toy.box.b",)])
def test_what_somebody_removed_shows_what_went(entry, take):
    """Adopted or made here, and gone: every unit that the blueprint has, moved by the portal; held."""
    wanted = toy("a", label="A", size=2)
    gone = [moved(path, MISSING, value, MovedBy.PORTAL) for path, value in wanted.units.items()]

    told = change(wanted, Action.HOLD, *gone, reason="somebody removed it in HubSpot")
    assert changes(wanted, Observation(), entry, take=take) == [told]


@pytest.mark.parametrize(("entry", "take"), [(Entry(created=True), ("toy.box.a",)), (Entry(maybe=True), ())])
def test_what_is_gone_is_made_again_where_a_person_says_so(entry, take):
    """Or where a lost create turns out not to have happened: it was never there."""
    wanted = toy("a", label="A")

    made = change(wanted, Action.CREATE, moved("label", MISSING, "A"), reason="not in the portal")
    assert changes(wanted, Observation(), entry, take=take) == [made]


def test_a_thing_is_made_switched_off_and_with_every_other_no():
    """A switch that is to be off needs no step; any other unit that is false is sent like the rest."""
    wanted = toy("a", on=False, hidden=False, size=1)

    units = (moved("hidden", MISSING, False), moved("size", MISSING, 1))
    made = change(wanted, Action.CREATE, *units, reason="not in the portal")
    assert changes(wanted, Observation()) == [made]


def test_a_thing_is_made_in_the_last_phase_that_its_units_need():
    """What begins with a draft is made with all of it at once."""

    class Drafted(ToyKind):
        def phase(self, path, actual):
            return Phase.DRAFT if path == "text" else super().phase(path, actual)

    wanted = toy("a", text="T", size=1)

    units = (moved("text", MISSING, "T"), moved("size", MISSING, 1))
    made = change(wanted, Action.CREATE, *units, phase=Phase.DRAFT, reason="not in the portal")
    assert changes(wanted, Observation(), kind=Drafted()) == [made]


def test_an_archived_twin_is_the_reason_to_ask():
    """HubSpot may bring it back with its old values: a person has to know."""
    (create,) = changes(toy("a", label="A"), Observation(archived=frozenset({A})))

    assert (create.action, create.consent) == (Action.CREATE, Consent.CREATE)
    assert create.reason.startswith(
        "an archived one has this name; HubSpot may bring it and its old values back"
    )


def test_what_may_be_there_says_why_it_asks():
    """Never applied: a create with consent. Applied once: held, until a person takes the blueprint's side."""
    wanted = toy("a", label="A", on=True)
    omitted = Observation(unknown=OMITS)
    create = change(wanted, Action.CREATE, moved("label", MISSING, "A"), reason=OMITS, consent=Consent.CREATE)
    switch = change(
        wanted,
        Action.UPDATE,
        moved("on", False, True),
        phase=Phase.ENABLE,
        reason="enable is a step of its own",
        consent=Consent.ENABLE,
    )
    told = f"it was applied before and is not to be found: {OMITS}"

    assert changes(wanted, omitted) == [create, switch]
    assert changes(wanted, omitted, Entry()) == [change(wanted, Action.HOLD, reason=told)]
    assert changes(wanted, omitted, Entry(), take=("toy.box.a",)) == [create, switch]


def test_what_nobody_can_read_into_is_held_as_it_is():
    """With the reason of the portal."""
    wanted, there = toy("a", label="A"), seen({}, unreadable="HubSpot said 403")

    held = change(wanted, Action.HOLD, reason="HubSpot said 403", actual=there)
    assert changes(wanted, there) == [held]


def test_every_phase_has_a_change_of_its_own():
    """What is there is edited as a draft, and records are moved with consent, in the order of a run."""
    wanted = toy("a", records=0, text="new", size=2)
    there = seen({"records": 7, "text": "old", "size": 1})

    assert changes(wanted, there, Entry(units={"records": 3, "text": "old", "size": 1})) == [
        change(wanted, Action.UPDATE, moved("size", 1, 2), actual=there),
        change(wanted, Action.UPDATE, moved("text", "old", "new"), phase=Phase.DRAFT, actual=there),
        change(
            wanted,
            Action.UPDATE,
            moved("records", 7, 0),
            phase=Phase.MOVE,
            actual=there,
            reason="move is a step of its own; "
            "uses of the values in workflows, segments and forms: not counted",
            consent=Consent.MOVE,
        ),
    ]


def test_what_may_not_be_read_says_why():
    """Whatever was seen there before."""
    wanted = toy("a", label="A")

    blocked = change(wanted, Action.BLOCKED, reason="it lacks a scope; add it")
    assert changes(wanted, seen({"label": "B"}), readable=CLOSED) == [blocked]


def test_records_that_may_not_be_moved_block_alone():
    """The right to move is one of its own: the rest is written."""
    wanted, there = toy("a", records=0, size=2), seen({"records": 7, "size": 1})

    update, blocked = changes(wanted, there, Entry(units={"size": 1}), movable=CLOSED)

    assert update == change(wanted, Action.UPDATE, moved("size", 1, 2), actual=there)
    assert blocked == change(
        wanted,
        Action.BLOCKED,
        moved("records", 7, 0),
        phase=Phase.MOVE,
        actual=there,
        reason="it lacks a scope; add it",
    )


def test_what_may_not_be_written_shows_what_it_would_write():
    """The reason of the place, the units, and what is there."""
    wanted, there = toy("a", label="new"), seen({"label": "old"})

    (blocked,) = changes(wanted, there, Entry(units={"label": "old"}), writable=CLOSED)

    assert blocked == change(
        wanted, Action.BLOCKED, moved("label", "old", "new"), reason="it lacks a scope; add it", actual=there
    )


@pytest.mark.parametrize(
    ("desired", "held", "told"),
    [
        (
            {"label": "A"},
            [moved("label", "C", "A", MovedBy.PORTAL)],
            "changed in HubSpot, or made there by hand",
        ),
        ({"label": "B"}, [moved("label", "C", "B", MovedBy.BOTH)], "changed in the blueprint and in HubSpot"),
    ],
)
@pytest.mark.parametrize(("editor", "end"), [("", ""), ("Ann", ", last by Ann")])
def test_what_is_held_says_who_moved_it(desired, held, told, editor, end):
    """The portal alone or both sides, and the last editor where HubSpot names one (rule 4)."""
    wanted, there = toy("a", **desired), seen({"label": "C"}, editor=editor)

    found = changes(wanted, there, Entry(units={"label": "A"}))

    assert found == [change(wanted, Action.HOLD, *held, actual=there, reason=told + end)]


def test_the_whole_is_taken_by_its_address():
    """Without a unit in it the address names every one."""
    wanted, there = toy("a", label="A", size=1), seen({"label": "B", "size": 2})

    (update,) = changes(wanted, there, take=("toy.box.a",))

    assert update == change(
        wanted,
        Action.UPDATE,
        moved("label", "B", "A", MovedBy.PORTAL),
        moved("size", 2, 1, MovedBy.PORTAL),
        actual=there,
    )


def test_a_lock_on_everything_blocks_with_its_reason():
    """The empty path stands above all others."""
    wanted, there = toy("a", label="A"), seen({"label": "B"}, locked={"": "HubSpot ships it"})

    (blocked,) = changes(wanted, there, Entry(units={"label": "B"}))

    assert blocked == change(
        wanted, Action.BLOCKED, moved("label", "B", "A"), actual=there, reason="HubSpot ships it"
    )


def test_a_width_is_told_and_left():
    """Every label that differs in nothing else, in one line; the one that a person takes is written."""
    wanted = toy("a", **{"label": "MQL", "options.a.label": "A"})
    there = seen({"label": "ＭＱＬ", "options.a.label": "A "})
    label, option = (
        moved(path, there.units[path], value, MovedBy.PORTAL) for path, value in wanted.units.items()
    )
    told = "HubSpot's {} differs in width or outer spaces only"
    both = told.format("label 'ＭＱＬ', options.a.label 'A '")
    one = told.format("options.a.label 'A '")

    assert changes(wanted, there) == [change(wanted, Action.NONE, label, option, actual=there, reason=both)]
    assert changes(wanted, there, take=("toy.box.a#label",)) == [
        change(wanted, Action.UPDATE, label, actual=there),
        change(wanted, Action.NONE, option, actual=there, reason=one),
    ]


def test_what_lapses_is_put_back_in_its_phase():
    """Wanted otherwise than it will be, and not written anyway: nothing unmanaged, nothing twice."""
    wanted = toy("a", label="new", on=True, size=1, text="T")
    there = seen({"label": "old", "on": True, "size": 1, "text": "T", "unmanaged": 5})
    base = Entry(units={**wanted.units, "label": "old"})
    label, text, switch = changes(wanted, there, base)

    assert label == change(wanted, Action.UPDATE, moved("label", "old", "new"), actual=there)
    assert text == change(wanted, Action.UPDATE, moved("text", "", "T"), phase=Phase.DRAFT, actual=there)
    assert switch == change(
        wanted,
        Action.UPDATE,
        moved("on", False, True),
        phase=Phase.ENABLE,
        actual=there,
        reason="enable is a step of its own",
        consent=Consent.ENABLE,
    )
    _, edited, _ = changes(
        replace(wanted, units={**wanted.units, "text": "U"}), there, replace(base, units={**base.units})
    )
    assert edited.units == (moved("text", "T", "U"),)


def test_what_was_adopted_and_what_refers():
    """A type is adopted with a thing of one's own; of a reference it is a check and nothing to agree on."""
    wanted, there = toy("a", type="string"), seen({"type": "string"})
    reference = replace(wanted, reference=True)
    other = seen({"type": "number"})

    adopted = change(wanted, Action.ADOPT, moved("type", "string", "string"), actual=there)
    assert changes(wanted, there) == [adopted]
    assert changes(reference, there) == changes(reference, there, Entry()) == []
    assert changes(replace(reference, units={}), there) == []
    (held,) = changes(reference, other)
    assert (held.action, held.units) == (Action.HOLD, (moved("type", "number", "string", MovedBy.PORTAL),))
    for unknown in (seen({}), replace(other, factory={"type": "number"})):
        assert [one.action for one in changes(reference, unknown)] == [Action.HOLD]
    (followed,) = changes(reference, other, Entry(units={"type": "number"}))
    assert (followed.action, followed.units) == (Action.UPDATE, (moved("type", "number", "string"),))


LOST = Entry(units={"label": "A"}, maybe=True)
WANTED = toy("a", label="A", colour="red")
COLOUR = moved("colour", "grey", "red", MovedBy.PORTAL)


@pytest.mark.parametrize(
    ("entry", "label", "held"),
    [
        (LOST, "A", False),
        (replace(LOST, created=True), "A", False),
        (LOST, "theirs", True),
        (replace(LOST, maybe=False), "A", True),
        (replace(LOST, units={"label": "A", "colour": "red"}, created=True), "A", True),
    ],
    ids=["as it was sent", "HubSpot said so", "somebody else's", "complete", "a hand edit"],
)
def test_what_a_broken_create_has_not_sent_is_written(entry, label, held):
    """Only where the thing is ours and the unit was never agreed: anything else is a person's (rule 6)."""
    found = changes(WANTED, seen({"label": label, "colour": "grey"}), entry)

    actions = {one.action for one in found for unit in one.units if unit.path == "colour"}
    assert actions == {Action.HOLD if held else Action.UPDATE}


def test_what_is_to_be_completed_is_written_with_nothing_to_adopt():
    """The lost create has sent nothing that is there: the update alone completes it."""
    there = seen({})

    (update,) = changes(toy("a", label="A"), there, Entry(maybe=True))

    assert (update.action, update.units) == (Action.UPDATE, (moved("label", MISSING, "A"),))


@pytest.mark.parametrize(
    ("actual", "kept", "action"),
    [
        ({"colour": "grey"}, "grey", Action.HOLD),
        ({}, None, Action.HOLD),
        ({"colour": "grey"}, None, Action.UPDATE),
        ({"colour": "grey"}, "blue", Action.UPDATE),
    ],
)
def test_what_was_not_kept_is_not_sent_again(actual, kept, action):
    """As long as the portal shows what it made of it the last time (rule 10)."""
    wanted, there = toy("a", colour="red"), seen(actual)
    entry = Entry(units=actual, unkept={"colour": {"sent": "red", "kept": kept}})
    unit = moved("colour", actual.get("colour", MISSING), "red")
    reason = "HubSpot accepted the value and did not keep it" if action is Action.HOLD else ""

    assert changes(wanted, there, entry) == [change(wanted, action, unit, actual=there, reason=reason)]


def test_what_hubspot_does_not_keep_may_be_clicked():
    """A kind that knows the way tells it, in the words of this portal."""
    wanted, there = toy("a", colour="red"), seen({"colour": "grey"})
    entry = Entry(units=there.units, unkept={"colour": {"sent": "red", "kept": "grey"}})
    unit = moved("colour", "grey", "red")

    found = changes(wanted, there, entry, Staged(clicks="click"))

    assert found == [change(wanted, Action.MANUAL, unit, actual=there, reason="click colour (ja)")]
