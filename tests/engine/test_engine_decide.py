"""One resource and what the portal has: which changes come of it."""

from dataclasses import replace

import pytest
from toys import A, Bench, ToyKind, ToyPortal, actions, toy

from revops.engine.decide import decide, lock_of
from revops.engine.planner import make_plan
from revops.engine.removal import decide_removal
from revops.engine.situation import Situation
from revops.model.change import Action, Consent
from revops.model.context import Context
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents
from revops.model.spec import Observation, Observed, Symbol
from revops.model.surface import Allowance, Verdict

PLACE = ("toy", "box")


def situation(observation, entry=None, **facts):
    """What is known of the one place."""
    ledger = Ledger(7, {A: entry} if entry else {})
    return Situation({"toy": ToyKind()}, (), Context(ledger=ledger), {PLACE: observation}, **facts)


def there(units, **facts):
    return Observation((Observed(A, "id-a", units, **facts),))


def decided(resource, *facts, **more):
    return [(change.action, change.consent) for change in decide(resource, situation(*facts, **more))]


def test_what_is_not_there_is_made():
    """The lists prove it absent, so nobody has to be asked."""
    assert decided(toy("a", label="A"), Observation()) == [(Action.CREATE, None)]


def test_an_archived_twin_asks():
    """HubSpot may bring back the archived one with its old values (design.md, section 7)."""
    seen = Observation(archived=frozenset({A}))

    assert decided(toy("a", label="A"), seen) == [(Action.CREATE, Consent.CREATE)]


def test_what_may_exist_asks():
    """Absence is not proven (rule 5)."""
    seen = Observation(unknown="the list omits things")

    assert decided(toy("a", label="A"), seen) == [(Action.CREATE, Consent.CREATE)]


def test_a_place_that_could_not_be_read_blocks():
    """What is broken tells nothing, and nothing is planned from it."""
    assert decided(toy("a", label="A"), Observation(broken="403")) == [(Action.BLOCKED, None)]


def test_a_place_that_may_not_be_written_blocks_what_would_write():
    """The scope is missing: told, and the reason carries the way out."""
    closed = {PLACE: Verdict(Allowance.BLOCKED, "it lacks a scope", "add it")}
    (change,) = decide(toy("a", label="A"), situation(Observation(), writable=closed))

    assert (change.action, change.reason) == (Action.BLOCKED, "it lacks a scope; add it")


def test_what_can_only_be_done_by_hand_is_manual():
    """No API for it: a line of the checklist instead of a request."""
    manual = {PLACE: Verdict(Allowance.MANUAL, "there is no API", "click")}

    assert decided(toy("a", label="A"), Observation(), writable=manual) == [(Action.MANUAL, None)]


def test_a_locked_unit_blocks_alone():
    """What HubSpot locks is blocked with its reason; the rest is written."""
    seen = there({"label": "old", "colour": "red"}, locked={"colour": "create-only"})
    entry = Entry(units={"label": "old", "colour": "red"})

    assert decided(toy("a", label="new", colour="blue"), seen, entry) == [
        (Action.UPDATE, None),
        (Action.BLOCKED, None),
    ]


@pytest.mark.parametrize(
    ("path", "why"), [("options", "o"), ("options.a.label", "o"), ("optionsx", ""), ("label", "")]
)
def test_a_lock_holds_for_everything_below_its_path(path, why):
    """The prefix is a path, no piece of text."""
    assert lock_of(Observed(A, "1", {}, locked={"options": "o"}), path) == why


def test_a_reference_is_checked_and_never_made():
    """`existing:` in a portal that lacks it is blocked; of the right type it is nothing to do."""
    wanted = replace(toy("a", type="string"), reference=True)

    assert decided(wanted, Observation()) == [(Action.BLOCKED, None)]
    assert decided(wanted, there({"type": "string"})) == []


def test_what_cannot_be_read_is_held():
    """It exists and nobody sees its content: never made again (rule 5)."""
    assert decided(toy("a", label="A"), there({}, unreadable="403")) == [(Action.HOLD, None)]


def test_taking_one_unit_leaves_the_others_held():
    """`--take ADDRESS#UNIT` names one unit."""
    seen, entry = there({"label": "theirs", "colour": "theirs"}), Entry(units={"label": "A", "colour": "red"})
    consents = Consents({"take": ("toy.box.a#label",)})
    changes = decide(toy("a", label="A", colour="red"), situation(seen, entry, consents=consents))

    assert [(c.action, [u.path for u in c.units]) for c in changes] == [
        (Action.UPDATE, ["label"]),
        (Action.HOLD, ["colour"]),
    ]


def test_a_lost_create_in_a_place_that_never_proves_absence_asks_again():
    """The ledger says that it may exist; the reason says so to the person who is asked."""
    seen = Observation(unknown="the list omits things")
    (change,) = decide(toy("a", label="A"), situation(seen, Entry(maybe=True)))

    assert (change.action, change.consent) == (Action.CREATE, Consent.CREATE)
    assert "its answer was lost" in change.reason


@pytest.mark.parametrize("entry", [Entry(id="1"), Entry(id="1", created=True, maybe=True)])
def test_what_was_made_and_cannot_be_found_is_held(entry):
    """It was there once; a second one might be made of it."""
    seen = Observation(unknown="the list omits things")

    assert decided(toy("a", label="A"), seen, entry) == [(Action.HOLD, None)]


UNKNOWN = Observation(unknown="the list omits things")


@pytest.mark.parametrize(
    ("seen", "entry", "action"),
    [
        (Observation(), Entry(created=True), None),
        (there({"label": "A"}), Entry(created=True), Action.DELETE),
        (there({"label": "A"}), Entry(), Action.BLOCKED),
        (there({"label": "A"}), None, Action.BLOCKED),
        (there({"label": "A"}, shipped=True), Entry(created=True), Action.BLOCKED),
        (UNKNOWN, None, None),
        (UNKNOWN, Entry(id="1", created=True), Action.DELETE),
        (UNKNOWN, Entry(maybe=True), Action.HOLD),
        (Observation(broken="403"), Entry(id="1", created=True), Action.HOLD),
    ],
)
def test_a_removal_needs_proof(seen, entry, action):
    """Only what this tool made here is deleted; of what it never made and nobody sees nothing is said."""
    changes = decide_removal(A, situation(seen, entry))

    assert [change.action for change in changes] == ([action] if action else [])
    assert all(change.consent is Consent.DELETE for change in changes if change.action is Action.DELETE)


@pytest.mark.parametrize("seen", [there({"label": "A"}), UNKNOWN])
def test_a_removal_that_may_not_be_written_is_blocked(seen):
    """The scope is missing: told before the first write, whether the thing is seen or not."""
    closed = {PLACE: Verdict(Allowance.BLOCKED, "it lacks a scope", "add it")}
    (change,) = decide_removal(A, situation(seen, Entry(id="id-a", created=True), writable=closed))

    assert (change.action, change.reason) == (Action.BLOCKED, "it lacks a scope; add it")


def test_what_a_person_made_anew_under_the_name_is_not_removed():
    """The ledger proves the making of another one (rule 3): both ids are told."""
    (change,) = decide_removal(A, situation(there({"label": "A"}), Entry(id="id-old", created=True)))

    assert change.action is Action.BLOCKED
    assert "id-old, here id-a" in change.reason


def test_another_id_behind_a_name_is_another_plan():
    """A role that the target gives to somebody else makes a saved plan stale (rule 8)."""
    role = Symbol("role", "sales")
    wanted = replace(toy("a", label="A"), uses=frozenset({role}))
    bare = replace(situation(Observation()), resources=(wanted,))
    plans = [make_plan(replace(bare, context=bare.context.named({role: user}))) for user in ("1", "2", "1")]

    assert plans[0].digest == plans[2].digest != plans[1].digest


def test_a_removal_that_was_accepted_is_done_where_absence_is_never_proven():
    """HubSpot's yes ends it: the ledger forgets the thing, and the next plan says nothing of it."""
    bench = Bench(ToyPortal(), ToyKind(unlisted=True))
    bench.apply(toy("a", label="A"), create=["*"])

    (outcome,) = bench.apply(removed=[A], delete=["*"])

    assert outcome.status.value == "done"
    assert bench.ledger.entry(A) is None
    assert bench.plan(removed=[A]).changes == ()


def test_a_removal_whose_answer_was_lost_is_tried_again_with_consent():
    """Nobody knows whether it is gone; deleting a known id twice is harmless (dossier B5)."""
    bench = Bench(ToyPortal(script={2: "lost after"}), ToyKind(unlisted=True))
    bench.apply(toy("a", label="A"), create=["*"])

    (outcome,) = bench.apply(removed=[A], delete=["*"])
    planned = actions(bench.plan(removed=[A]))
    bench.apply(removed=[A], delete=["*"])

    assert outcome.status.value == "unknown"
    assert outcome.findings[-1].code == "RV433"
    assert planned == [("toy.box.a", "define", "delete")]
    assert bench.plan(removed=[A]).changes == ()
