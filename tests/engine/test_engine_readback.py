"""What a look at the portal makes of a write: status, findings, ledger entry; and how long it is waited."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import pytest
from toys import A, B, ToyKind, toy

from revops.engine.attempt import Attempt
from revops.engine.readback import Readback
from revops.engine.run import Run
from revops.engine.situation import Situation
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.outcome import Status
from revops.model.spec import Observation, Observed, Phase, Symbol

PLACE = ("toy", "box")
AGAIN = "run `revops apply` again: it does the rest"
COUNT = "revops plan counts again, and shows what is left"
DECIDE = "decide with `revops drift --keep` or change the blueprint"
OMITS = Observation(unknown="the list omits things")
NOTHING = Observation()
SENT, LOST, REFUSED = {"answered": True, "calls": 1}, {"uncertain": True, "calls": 1}, {"refused": True}
TORN = {"answered": True, "refused": True}


@dataclass(frozen=True)
class Mirror(ToyKind):
    """Shows one observation after the other, the last for ever; an edited label switches it off."""

    moves: tuple[str, ...] = ("search",)
    shows: list[Observation] = field(default_factory=list)
    looked: list[Sequence[object]] = field(default_factory=list)

    def observe(self, scope, wanted, context):
        self.looked.append(wanted)
        return self.shows.pop(0) if len(self.shows) > 1 else self.shows[0]
        yield

    def phase(self, path, actual):
        later = {"records": Phase.MOVE, "old": Phase.REMOVE} if actual else {}
        return later.get(path) or super().phase(path, actual)

    def follow(self, resource, moved):
        return {"on": False} if resource.units and "label" in moved else {}

    def learn(self, address, keys):
        return {Symbol("part", f"{address.name}{path}"): key for path, key in keys.items()}


class Read:
    """One read-back: attempts in, and what came of them."""

    def __init__(self, attempts, shows, entries=None, lag=0.0, halted=None):
        self.kind = Mirror(shows=[Observation((one,)) if isinstance(one, Observed) else one for one in shows])
        context = Context(ledger=Ledger(7, entries or {}))
        self.slept, self.saved = [], []
        self.run = Run(
            Situation({"toy": self.kind}, (), context),
            None,
            self.saved.append,
            {"toys": lag, "search": 1.0}.__getitem__,
            self.slept.append,
            lambda: 5 + sum(self.slept),
            halted=halted,
        )
        self.attempts = {attempt.change.address: attempt for attempt in attempts}
        Readback(self.run, PLACE, self.attempts).settle()

    @property
    def told(self):
        return [(one.code, one.summary, one.hint) for one in self.attempts[A].findings]

    @property
    def result(self):
        """Status and entry of the one attempt."""
        return self.attempts[A].status, self.run.context.ledger.entry(A)


def seen(units, **facts):
    return Observed(A, facts.pop("id", "id-a"), units, **facts)


def unit(path, before, after):
    return UnitChange(path, before, after)


def attempt(action, *units, wanted=None, phase=Phase.DEFINE, address=A, **state):
    """A change on its way; `wanted` are the units of its resource, by default those that it writes."""
    resource = toy(address.name, **({one.path: one.after for one in units} if wanted is None else wanted))
    change = Change(address, phase, action, units, resource=resource if action is not Action.DELETE else None)
    return Attempt(change, **state)


def update(*units, **state):
    return attempt(Action.UPDATE, *units, **state)


def create(*units, **state):
    return attempt(Action.CREATE, *units, **state)


LABEL = unit("label", "old", "new")
OLD = Entry("id-a", {"label": "old"}, created=True)


@pytest.mark.parametrize(
    ("seen_id", "answered_id", "kept_id"), [("1", "2", "1"), ("", "2", "2"), ("", "", "3")]
)
def test_what_is_shown_as_sent_is_done(seen_id, answered_id, kept_id):
    """The ledger has the portal's value of it, every id, and nothing of what was not kept before."""
    unkept = {"label": {"sent": "x", "kept": "old"}, "size": {"sent": 2, "kept": 1}}
    entry = Entry("3", {"label": "old", "size": 1}, {"p": "1"}, created=True, unkept=unkept)
    shown = seen({"label": "new", "size": 1}, id=seen_id, keys={"r": "3"})
    sent = update(LABEL, wanted={"label": "new", "size": 1}, id=answered_id, keys={"q": "2"}, **SENT)

    read = Read([sent], [shown], {A: entry})

    units, keys = {"label": "new", "size": 1}, {"p": "1", "q": "2", "r": "3"}
    kept = replace(entry, id=kept_id, units=units, keys=keys, unkept={"size": unkept["size"]})
    assert (read.result, read.told) == ((Status.DONE, kept), [])
    assert read.run.context.names.ids == {Symbol("part", "a"): seen_id, Symbol("part", "ar"): "3"}


def test_an_update_agrees_on_what_it_moved_and_what_lapsed():
    """Another unit that somebody moved meanwhile is not agreed; what lapses and is not managed neither."""
    base = Entry("id-a", {"label": "old", "on": True, "size": 1}, created=True)
    shown = seen({"label": "new", "on": False, "size": 2})

    both = Read([update(LABEL, wanted={"label": "new", "on": True, "size": 1}, **SENT)], [shown], {A: base})
    label = Read([update(LABEL, **SENT)], [shown], {A: OLD})
    bare = update(LABEL, **SENT)
    bare.change = replace(bare.change, resource=None)

    assert both.result[1].units == {"label": "new", "on": False, "size": 1}
    assert label.result[1].units == {"label": "new"}
    assert Read([bare], [shown], {A: OLD}).result == label.result


@pytest.mark.parametrize("make", [create, update])
def test_what_is_new_or_completed_is_agreed_as_a_whole(make):
    """Every managed unit, also those that were not sent: they are there as HubSpot made them."""
    wanted, entry = {"label": "new", "on": True, "size": 1}, Entry(maybe=make is update)
    shown = seen({"label": "new", "on": False, "size": 1, "x": 1})

    read = Read([make(LABEL, wanted=wanted, **SENT)], [shown], {A: entry})

    units = {"label": "new", "on": False, "size": 1}
    assert read.result == (Status.DONE, Entry("id-a", units, created=make is create))


@pytest.mark.parametrize(
    ("base", "order", "agreed"),
    [
        (["x", "y"], ["x", "y", "z"], ["x", "y", "z"]),
        (["x", "y"], ["y", "x"], ["x", "y"]),
        (None, ["x"], None),
    ],
    ids=["a new key", "moved by hand", "never agreed"],
)
def test_a_sequence_that_nobody_moved_is_agreed_as_it_is(base, order, agreed):
    """What came into it with this write has its place; one that was moved, or never agreed on, stays out."""
    entry = replace(OLD, units={**OLD.units, **({"order": base} if base else {})})
    wanted = {"label": "new", "order": ["x", "y", "z"]}

    read = Read([update(LABEL, wanted=wanted, **SENT)], [seen({"label": "new", "order": order})], {A: entry})

    assert read.result[1].units.get("order") == agreed


@pytest.mark.parametrize(
    ("after", "shown", "kept", "told"),
    [
        ("red", {"colour": "grey"}, {"sent": "red", "kept": "grey"}, "'red' and keeps 'grey'"),
        ("red", {}, {"sent": "red", "kept": None}, "'red' and keeps MISSING"),
        (None, {}, {"sent": None, "kept": None}, "None and keeps MISSING"),
        (MISSING, {"colour": "grey"}, {"sent": None, "kept": "grey"}, "MISSING and keeps 'grey'"),
    ],
)
def test_what_was_accepted_and_not_kept_is_told(after, shown, kept, told):
    """Done, with what was sent and what HubSpot made of it (rule 10)."""
    read = Read([update(unit("colour", "blue", after), **SENT)], [seen({**OLD.units, **shown})], {A: OLD})

    entry = replace(OLD, units={**OLD.units, **shown}, unkept={"colour": kept})
    assert read.result == (Status.DONE, entry)
    assert read.told == [("RV430", f"HubSpot accepted colour = {told}", DECIDE)]
    assert read.attempts[A].findings[0].severity is Severity.WARNING


def test_what_neither_side_has_any_more_is_forgotten():
    """The blueprint lets a part of it go, and the write took it away: the ledger is as the portal.

    Unread, only what no write takes away is known to be there still: an option, and a stage.
    """
    staying = {"options.web.label": "Web", "stages.due.label": "Due"}
    entry = replace(OLD, units={"label": "old", "field.size": 1, "theirs": 2, **staying})

    read = Read([update(LABEL, **SENT)], [seen({"label": "new", "theirs": 2})], {A: entry})
    unread = Read([update(LABEL, **SENT)], [OMITS], {A: entry})

    assert read.result == (Status.DONE, replace(entry, units={"label": "new", "theirs": 2}))
    assert unread.result == (Status.DONE, replace(entry, units={"label": "new", **staying}))


@pytest.mark.parametrize(("portal_id", "hint"), [("9", "id 9"), ("", "")])
def test_a_lost_create_that_is_there_otherwise_is_ambiguous(portal_id, hint):
    """Each unit that tells so is named; the ledger stays as it was."""
    entry = Entry(units={"label": "A", "size": 1, "on": False}, maybe=True)
    shown = seen({"label": "theirs", "size": 2, "on": False}, id=portal_id)

    read = Read([create(unit("label", MISSING, "A"), **LOST)], [shown], {A: entry})

    told = "something of that name is there, but label, size differ from what was sent"
    assert (read.result, read.told) == ((Status.AMBIGUOUS, entry), [("RV432", told, hint)])


@pytest.mark.parametrize("made", [update, create])
def test_only_a_create_can_meet_a_stranger(made):
    """A lost update that arrived is done although the last applied value is another one."""
    entry = replace(OLD, created=made is create)

    assert Read([made(LABEL, **LOST)], [seen({"label": "new"})], {A: entry}).result[0] is Status.DONE


@pytest.mark.parametrize(
    ("make", "count", "told"),
    [(create, 1, "u0"), (update, 5, "u0, u1, u2, u3, u4"), (update, 6, "u0, u1, u2, u3, u4 and 1 more")],
)
def test_what_did_not_arrive_is_named_and_left_to_the_next_run(make, count, told):
    """Of a broken create all is unfinished; the first five are named."""
    units = [unit(f"u{n}", MISSING, n) for n in range(count)]

    read = Read([make(LABEL, *units, **TORN)], [seen({"label": "new"})], {A: OLD})

    entry = replace(OLD, units={"label": "new"}, maybe=make is create)
    assert read.result == (Status.FAILED, entry)
    assert read.told == [("RV434", f"{told} did not arrive", AGAIN)]


def test_what_a_person_can_do_instead_is_left_to_them():
    """Refused without a trace or after the first request: the next plan knows what was sent and is there."""
    units = (unit("colour", "grey", "red"), unit("size", MISSING, 1), unit("old", 1, MISSING))
    refused = Read([update(*units, by_hand=True, **REFUSED)], [NOTHING], {A: replace(OLD, unkept={"x": {}})})
    torn = Read([update(LABEL, *units[:1], by_hand=True, **TORN)], [seen({"label": "new"})], {A: OLD})

    sent = {"colour": {"sent": "red", "kept": "grey"}, "size": {"sent": 1, "kept": None}}
    found = replace(OLD, units={"colour": "grey", "old": 1, "label": "old"}, unkept={"x": {}, **sent})
    assert refused.result == (Status.LEFT, found)
    assert refused.kind.looked == []
    half = replace(OLD, units={"label": "new", "colour": "grey"}, unkept={"colour": sent["colour"]})
    assert (torn.result, torn.told) == ((Status.LEFT, half), [])


def test_what_was_refused_is_not_looked_for():
    """Nothing was written, so nothing can have changed; what was sent beside it is read back."""
    other = update(LABEL, address=B, **SENT)
    refused = Read([update(LABEL, **REFUSED)], [NOTHING], {A: OLD})
    both = Read([update(LABEL, **REFUSED), other], [seen({"label": "new"})], {A: OLD})

    assert (refused.result, refused.kind.looked, refused.saved) == ((Status.FAILED, OLD), [], [])
    assert both.kind.looked == [[other.change.resource]]
    assert both.result == (Status.FAILED, OLD)


RECORDS, SHELF = unit("records", 7, 0), unit("old", 4, 0)


@pytest.mark.parametrize(
    ("units", "phase", "state", "shown", "status", "told"),
    [
        ((RECORDS,), Phase.MOVE, SENT, {"records": 0}, Status.DONE, ""),
        ((RECORDS,), Phase.MOVE, SENT, {"records": 3}, Status.FAILED, "records is 3, was 7"),
        ((SHELF,), Phase.REMOVE, SENT, {"old": 0}, Status.DONE, ""),
        ((SHELF,), Phase.REMOVE, SENT, {"old": 1}, Status.LEFT, "old is 1, was 4"),
        ((SHELF,), Phase.REMOVE, TORN, {"old": 1}, Status.FAILED, "old is 1, was 4"),
        ((RECORDS, SHELF), Phase.MOVE, SENT, {}, Status.FAILED, "records is None, was 7, old is None, was 4"),
    ],
)
def test_what_is_counted_is_done_when_nothing_is_left(units, phase, state, shown, status, told):
    """Records that could not be moved failed, values still in use are left; numbers are never agreed on."""
    there = seen({**OLD.units, **shown}, keys={"k": "1"})
    read = Read([update(*units, phase=phase, **state)], [there], {A: OLD})

    removed = replace(OLD, keys={"k": "1"}) if phase is Phase.REMOVE else OLD
    assert read.result == (status, removed)
    assert read.told == ([("RV672", f"not all is done: {told}", COUNT)] if told else [])


GONE = Observation((Observed(B, "id-b", {}),))


@pytest.mark.parametrize(
    ("state", "shown", "status", "entry", "told"),
    [
        (SENT, GONE, Status.DONE, None, []),
        (SENT, OMITS, Status.DONE, None, []),
        (SENT, seen({}), Status.FAILED, OLD, [("RV431", "it is still in the portal", "")]),
        (LOST, OMITS, Status.UNKNOWN, OLD, [("RV433", "nobody knows whether it is gone", OMITS.unknown)]),
    ],
)
def test_a_removal(state, shown, status, entry, told):
    """Done where it is gone, or where HubSpot's yes is all that there can be."""
    read = Read([attempt(Action.DELETE, **state)], [shown], {A: OLD, B: OLD})

    assert (read.result, read.told) == ((status, entry), told)
    assert read.run.context.ledger.entry(B) == OLD


def test_two_removals_are_both_forgotten():
    """One does not bring back the other."""
    gone = [attempt(Action.DELETE, address=address, **SENT) for address in (A, B)]

    assert Read(gone, [NOTHING], {A: OLD, B: OLD}).run.context.ledger.entries == {}


YES = "HubSpot answered yes, but does not show it"
PROVEN = "the answer was lost, and the portal proves that nothing was made"


@pytest.mark.parametrize(
    ("make", "state", "entry", "status", "told", "kept"),
    [
        (create, SENT, OLD, Status.UNKNOWN, YES, True),
        (create, LOST, Entry(maybe=True), Status.FAILED, PROVEN, False),
        (create, LOST, replace(OLD, maybe=True), Status.FAILED, PROVEN, True),
        (update, LOST, replace(OLD, created=False), Status.FAILED, PROVEN, True),
        (update, {}, OLD, Status.FAILED, "it is not in the portal any more", True),
    ],
)
def test_what_is_not_there(make, state, entry, status, told, kept):
    """A yes is doubted; a lost create is proven not to be, and only that is forgotten (rule 6)."""
    read = Read([make(LABEL, **state)], [NOTHING], {A: entry})

    assert read.result == (status, entry if kept else None)
    assert read.told == [("RV431", told, "")]


@pytest.mark.parametrize(
    "shown", [OMITS, seen({}, unreadable=OMITS.unknown), Observation(broken=OMITS.unknown)]
)
def test_what_nobody_can_read_back(shown):
    """A lost answer leaves a doubt; every request answered with yes is the fact, with what lapsed by it."""
    entry = Entry("id-a", {"label": "old", "size": 1, "on": True}, created=True, maybe=True)
    wanted = {"label": "new", "size": 2, "on": True}
    lost = Read([update(LABEL, wanted=wanted, **LOST)], [shown], {A: entry})
    label = Read([update(LABEL, wanted=wanted, **SENT)], [shown], {A: entry})
    size = Read([update(unit("size", 1, MISSING), wanted=wanted, **SENT)], [shown], {A: entry})
    made = Read([create(unit("size", MISSING, 2), wanted=wanted, **SENT)], [shown])
    bare = update(LABEL, **SENT)
    bare.change = replace(bare.change, resource=None)

    doubt = [("RV433", "nobody knows whether the write happened", OMITS.unknown)]
    assert (lost.result, lost.told) == ((Status.UNKNOWN, entry), doubt)
    done = replace(entry, units={"label": "new", "size": 1, "on": False}, maybe=False)
    assert (label.result, label.told) == (
        (Status.DONE, done),
        [("RV433", "it cannot be read back", OMITS.unknown)],
    )
    assert size.result[1].units == {"label": "old", "on": True}
    assert made.result[1] == Entry(units={"on": False, "size": 2})
    assert Read([bare], [shown], {A: OLD}).result[1].units == {"label": "new"}


@pytest.mark.parametrize(
    ("lag", "slept"),
    [(0.2, []), (0.25, [0.25]), (2.0, [0.25, 0.5, 1.0]), (20.0, [0.25, 0.5, 1.0, 2.0, 4.0, 4.0, 4.0, 4.0])],
)
def test_the_portal_has_the_time_that_its_surface_needs(lag, slept):
    """The pauses double up to four seconds, and none goes beyond the lag; then it is as it is."""
    never = Read([update(LABEL, **SENT)], [seen({"label": "old"})], {A: OLD}, lag)
    removal = Read([attempt(Action.DELETE, **SENT)], [seen({})], {A: OLD}, lag)
    idle = Read([update(LABEL)], [seen({"label": "old"})], {A: OLD}, lag)

    assert never.slept == removal.slept == idle.slept == slept


def test_what_is_shown_is_not_waited_for():
    """Of two both, or it is looked again; a stopped run looks once."""
    old, new = seen({"label": "old"}), seen({"label": "new"})
    stop = Finding("RV421", Severity.WARNING, "stopped")

    assert Read([update(LABEL, **SENT)], [new], lag=9.0).slept == []
    assert Read([update(LABEL, **SENT)], [old, NOTHING, new], lag=9.0).slept == [0.25, 0.5]
    assert Read([attempt(Action.DELETE, **SENT)], [old, NOTHING], lag=9.0).slept == [0.25]
    assert Read([update(LABEL, **SENT)], [old], lag=9.0, halted=stop).slept == []


@pytest.mark.parametrize(
    ("state", "slept"), [(SENT, [0.25, 0.5]), ({}, []), (LOST, []), ({"calls": 1, "halted": True}, [])]
)
def test_records_have_the_time_of_the_search(state, slept):
    """A second here; none where nothing was sent, or the rest never will be."""
    moving = update(RECORDS, phase=Phase.MOVE, **{"answered": True, **state})

    assert Read([moving], [seen({"records": 3})]).slept == slept


TWIN = seen({"label": "old"}, id="id-old")
MADE = Entry("id-new", {"label": "new"}, created=True)


def instead(**state):
    """A replacement of the twin, whose old one was taken away with HubSpot's yes."""
    one = attempt(Action.REPLACE, LABEL, **{**SENT, **state})
    return replace(one, change=replace(one.change, actual=TWIN))


def test_a_list_that_lags_is_asked_again_after_a_replacement():
    """The old one of that name is not the new one, even where it looks as it should."""
    alike = seen({"label": "new"}, id="id-old")
    read = Read([instead(id="id-new")], [alike, seen({"label": "new"}, id="id-new")], {A: MADE}, lag=1.0)

    assert (len(read.kind.looked), read.told) == (2, [])
    assert read.result == (Status.DONE, MADE)


def test_what_was_removed_is_never_recorded_as_the_new_one():
    """Where the list lags for longer, HubSpot's yes counts and the new id stays; a new one is off.

    It has none of the options that its own blueprint does not name.
    """
    before = replace(MADE, units={**MADE.units, "options.web.label": "Web"})
    read = Read([instead(id="id-new", wanted={"label": "new", "on": True})], [TWIN], {A: before})

    assert read.result == (Status.DONE, replace(MADE, units={"label": "new", "on": False}))
    assert read.told == [
        ("RV433", "it cannot be read back", "the portal still shows id-old, which is removed")
    ]


@pytest.mark.parametrize(
    ("state", "entry", "status", "kept"),
    [
        pytest.param({"refused": True}, None, Status.FAILED, None, id="the new one was refused"),
        pytest.param({"refused": True, "id": "id-new"}, MADE, Status.UNKNOWN, MADE, id="made, then refused"),
        pytest.param(
            {"uncertain": True},
            Entry(maybe=True),
            Status.UNKNOWN,
            Entry(maybe=True),
            id="the answer was lost",
        ),
    ],
)
def test_a_replacement_that_broke_off_leaves_no_old_id(state, entry, status, kept):
    """What is known of the new one stays in the ledger, and nothing of the old one comes back."""
    read = Read([instead(**state)], [TWIN], {A: entry} if entry else {})

    assert read.result == (status, kept)


def test_what_was_not_taken_away_is_still_the_old_one():
    """HubSpot refused the delete: nothing changed, and the ledger still knows it."""
    known = Entry("id-old", {"label": "old"}, created=True)

    read = Read([instead(answered=False, refused=True)], [TWIN], {A: known})

    assert read.result == (Status.FAILED, known)


def test_a_new_one_that_is_not_shown_yet_keeps_its_proof():
    """It was made, and a later request was refused: without the entry nobody could delete it."""
    read = Read([instead(id="id-new", refused=True)], [NOTHING], {A: MADE})

    assert read.result == (Status.UNKNOWN, MADE)
