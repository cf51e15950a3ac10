"""One contract for both places that state is kept in: ledger, lock, journal, history."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from threading import Barrier, Thread

import pytest

from revops.kinds.properties.rules import MAX_OPTIONS
from revops.model.address import Address
from revops.model.change import Action, Change, MovedBy, UnitChange
from revops.model.finding import Refused
from revops.model.history import Ending, Holder, PastChange, PastRun
from revops.model.journal import Intent, Perhaps
from revops.model.json import MISSING, MOST_VALUES
from revops.model.ledger import Entry, Ledger
from revops.model.outcome import Outcome, Status
from revops.model.spec import Observed, Phase
from revops.state import history
from revops.state.journal import RunJournal, recover, unsettled
from revops.state.kept import Kept
from revops.state.lock import LEASE, PortalLock, holder_of, unlock
from revops.state.store import store_of
from revops.state.who import holder

PORTAL = 4711
A, B = Address("property", "contacts", "a"), Address("property", "contacts", "顧客")
MADE = Entry("a", {"label": "A", "order": ["x", "y"], "none": None}, {"stages.due": "12"}, created=True)
OLD = "update locks set renewed = renewed - :age"


def me(command="apply"):
    return holder(command)


def ghost():
    """A process of this machine that has ended."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return replace(me(), who="ann@box", pid=process.pid)


def stranger(**facts):
    """A process on another machine, of which nothing but its signs of life is known."""
    return replace(me(), who="ann@elsewhere", machine="another", **facts)


@pytest.fixture
def locked(database):
    """The lock of the portal, held by this process."""
    with PortalLock(database, PORTAL, me()).take() as lock:
        yield lock


@pytest.fixture
def store(database, tmp_path):
    return store_of(tmp_path, PORTAL, database)


def test_tables_that_a_newer_version_changes_under_a_run_are_told_as_such(opened, state_url):
    """The run is not told to make room on its disk, nor does it end with a traceback."""
    database, newer = opened(), opened()
    history.begin(database, PastRun("run1", PORTAL, "t", "apply", "me", "0.1"), [PastChange(str(A), *"dup")])
    newer.write("alter table changes rename column ended to became", {})
    number = "update alembic_version set version_num = '9999'" if state_url else "pragma user_version = 9999"
    newer.write(number, {})

    with pytest.raises(Refused) as refused:
        history.finish(database, "run1", 0, [None])

    assert (refused.value.findings[0].code, refused.value.exit_code) == ("RV607", 4)


def code(refused):
    return refused.value.findings[0].code


def test_nothing_is_an_empty_ledger_and_looking_leaves_nothing_behind(store, tmp_path):
    """A first plan sees nothing, and makes no file."""
    assert store.load() == Ledger(PORTAL)
    assert unsettled(store.database, PORTAL) == []
    assert history.runs(store.database, PORTAL, 5) == []
    assert list(tmp_path.iterdir()) == []


def test_a_ledger_comes_back_as_it_was_saved(store, locked, opened, tmp_path):
    """Also in another process, with every field; what is taken out is gone, other portals see nothing."""
    ledger = Ledger(
        PORTAL, {A: MADE, B: Entry("b", {"label": "日本"}, maybe=True, unkept={"x": {"kept": 1}})}
    )
    store.save(ledger, locked)
    after = ledger.with_entries({A: replace(MADE, id="c"), B: None})
    assert store_of(tmp_path, PORTAL, opened()).load() == ledger

    store.save(after, locked)

    assert store_of(tmp_path, PORTAL, opened()).load() == after
    assert store_of(tmp_path, PORTAL + 1, opened()).load() == Ledger(PORTAL + 1)


@pytest.mark.parametrize("value", [float("nan"), "\ud800"])
def test_what_is_no_json_is_not_saved(store, locked, value):
    """Refused with the ledger's own code, and the old one stays."""
    store.save(Ledger(PORTAL, {A: MADE}), locked)
    with pytest.raises(Refused) as refused:
        store.save(Ledger(PORTAL, {A: MADE, B: Entry(units={"label": value})}), locked)

    assert code(refused) == "RV601"
    assert store.load() == Ledger(PORTAL, {A: MADE})


def test_the_ledger_of_another_portal_is_not_saved(store, locked):
    """A slip of ours would mix two portals."""
    with pytest.raises(Refused) as refused:
        store.save(Ledger(PORTAL + 1), locked)

    assert code(refused) == "RV605"


def test_a_command_that_holds_no_lock_saves_nothing(store):
    """It is a fault of ours, and noticed at once."""
    with pytest.raises(ValueError, match="does not lock"):
        Kept(PORTAL, store).save(Ledger(PORTAL))


def test_the_second_is_refused_with_the_name_of_the_first(opened):
    """Who, with which command and process, and since when."""
    first = replace(me(), who="ann@box")
    with PortalLock(opened(), PORTAL, first).take(), pytest.raises(Refused) as refused:
        PortalLock(opened(), PORTAL, me()).take()

    (finding,) = refused.value.findings
    assert (finding.code, refused.value.exit_code) == ("RV608", 4)
    assert f"ann@box (revops apply, process {os.getpid()}) since 20" in finding.summary
    assert "--wait" in finding.hint
    assert "revops state unlock" in finding.hint


def test_other_portals_are_free(opened):
    """The lock is a portal's."""
    with PortalLock(opened(), PORTAL, me()).take(), PortalLock(opened(), PORTAL + 1, me()).take() as other:
        other.require()


def test_one_that_waits_takes_it_when_it_is_free(opened):
    """The holder ends while the other looks once a second."""
    first = PortalLock(opened(), PORTAL, me()).take()
    pauses = []

    def pause(seconds):
        pauses.append(seconds)
        if len(pauses) == 3:
            first.__exit__()

    with PortalLock(opened(), PORTAL, me(), pause, lambda: sum(pauses)).take(wait=5) as second:
        second.require()
    assert pauses == [1.0, 1.0, 1.0]


def test_one_that_waits_hears_of_whom_and_how_long(opened):
    """At each look, with what is left of the five seconds."""
    first = PortalLock(opened(), PORTAL, replace(me(), who="ann@box")).take()
    pauses, heard = [], []

    def told(found, left):
        heard.append((found.who, left))
        if len(heard) == 2:
            first.__exit__()

    with PortalLock(opened(), PORTAL, me(), pauses.append, lambda: sum(pauses)).take(5, told) as second:
        second.require()
    assert heard == [("ann@box", 5.0), ("ann@box", 4.0)]


def test_waiting_ends(opened):
    """After the seconds that were said it is refused like at once."""
    now = [0.0]
    with PortalLock(opened(), PORTAL, me()).take(), pytest.raises(Refused) as refused:
        PortalLock(opened(), PORTAL, me(), lambda s: now.__setitem__(0, now[0] + s), lambda: now[0]).take(3)

    assert code(refused) == "RV608"
    assert now == [3.0]


def test_of_many_at_once_one_has_it(opened):
    """Each with a connection of its own, at the same moment."""
    start, got = Barrier(6), []

    def attempt():
        lock = PortalLock(opened(), PORTAL, me())
        start.wait()
        try:
            got.append(lock.take())
        except Refused:
            got.append(None)

    threads = [Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [lock for lock in got if lock]
    winner.__exit__()
    assert len(got) == 6


def test_a_holder_whose_process_is_gone_is_taken_over(database):
    """At once where the process was on this machine; whose lock it was is told."""
    dead = PortalLock(database, PORTAL, ghost())
    assert dead._taken()
    with PortalLock(database, PORTAL, me()).take() as lock:
        assert lock.finding.code == "RV617"
        assert "ann@box" in lock.finding.summary
        lock.require()


def test_a_holder_elsewhere_is_taken_over_after_its_lease(database):
    """Its process number says nothing here: only that it gave no sign of life for so long."""
    gone = PortalLock(database, PORTAL, stranger(pid=2**22 + 1))
    assert gone._taken()
    database.write(OLD, {"age": LEASE - 5})
    with pytest.raises(Refused) as refused:
        PortalLock(database, PORTAL, me()).take()
    assert code(refused) == "RV608"

    database.write(OLD, {"age": 5})
    with PortalLock(database, PORTAL, me()).take() as lock:
        assert lock.broken.who == "ann@elsewhere"


def test_a_sign_of_life_keeps_the_lock(database):
    """What the holder does while it runs, whatever its process number means here."""
    alive = PortalLock(database, PORTAL, stranger())
    assert alive._taken()
    database.write(OLD, {"age": LEASE * 2})
    turns = [False, True]
    alive._ended.wait = lambda _seconds: turns.pop(0)
    alive._renew()

    assert holder_of(database, PORTAL).age < LEASE


def test_a_run_whose_lock_was_broken_sends_and_saves_nothing_more(store, locked):
    """Neither an intent nor the ledger goes through; the new holder is named."""
    database = store.database
    journal = RunJournal(database, PORTAL, locked.me.run)
    assert unlock(database, PORTAL).run == locked.me.run
    other = PortalLock(database, PORTAL, stranger())
    assert other._taken()

    with pytest.raises(Refused) as unsent:
        journal.intend(Intent("properties", "POST"))
    with pytest.raises(Refused) as unsaved:
        store.save(Ledger(PORTAL, {A: MADE}), locked)

    assert code(unsent) == code(unsaved) == "RV609"
    assert "ann@elsewhere" in unsent.value.findings[0].summary
    assert store.load() == Ledger(PORTAL)
    locked.__exit__()
    assert holder_of(database, PORTAL).who == "ann@elsewhere", "the lock of another is not released"


def test_a_run_whose_lock_was_broken_forgets_nothing(store, locked):
    """What it would take out of the ledger stays there, as what it would put in stays out."""
    before = Ledger(PORTAL, {A: MADE, B: MADE})
    store.save(before, locked)
    assert unlock(store.database, PORTAL)

    with pytest.raises(Refused) as refused:
        store.save(Ledger(PORTAL, {A: replace(MADE, id="other")}), locked)

    assert code(refused) == "RV609"
    assert store.load() == before


def test_what_nobody_holds_cannot_be_unlocked(database):
    """There is nothing to break."""
    assert unlock(database, PORTAL) is None


def test_what_a_dead_run_left_open_is_found_and_settled_once(opened):
    """With all that was noted; what it settled is not among it, and recovering ends it."""
    database = opened()
    dead = ghost()
    assert PortalLock(database, PORTAL, dead)._taken()
    history.begin(database, PastRun(dead.run, PORTAL, "client", "apply", dead.who, "1"))
    journal = RunJournal(database, PORTAL, dead.run)
    maybe = Entry(units={"label": "日本", "options.order": ["a"]}, maybe=True)
    moved = Perhaps(MADE, replace(MADE, maybe=True))
    intent = Intent("properties", "POST", "/contacts", "digest", (A, B), {A: Perhaps(None, maybe), B: moved})
    journal.settle(journal.intend(Intent("properties", "PATCH", carries=(B,))), "200")
    open_number = journal.intend(intent)

    (found,) = unsettled(opened(), PORTAL)

    assert (found.number, found.run, found.who) == (open_number, dead.run, "ann@box")
    assert found.intent == intent
    assert 0 <= found.age < 60 < found.started
    recover(database, [found])
    assert unsettled(opened(), PORTAL) == []


def test_what_dead_runs_left_open_comes_oldest_first_whoever_holds_the_lock_now(opened):
    """A later request of the same thing builds on the earlier one; a run that nobody noted is somebody's."""
    database = opened()
    for path in ("/first", "/second"):
        dead = ghost()
        assert PortalLock(database, PORTAL, dead)._taken()
        RunJournal(database, PORTAL, dead.run).intend(Intent("properties", "POST", path))
        RunJournal(database, PORTAL, dead.run).intend(Intent("properties", "POST", f"{path}/more"))
        assert unlock(database, PORTAL).run == dead.run

    with PortalLock(opened(), PORTAL, me()).take():
        found = unsettled(opened(), PORTAL)

    assert [one.intent.path for one in found] == ["/first", "/first/more", "/second", "/second/more"]
    assert {one.who for one in found} == {"somebody"}


def test_what_another_portal_s_run_left_open_is_not_found(opened):
    """Ledgers are a portal's: what is in doubt in one is no entry of another."""
    database = opened()
    for portal in (PORTAL, PORTAL + 1):
        dead = ghost()
        assert PortalLock(database, portal, dead)._taken()
        RunJournal(database, portal, dead.run).intend(Intent("properties", "POST", f"/{portal}"))

    assert [one.intent.path for one in unsettled(opened(), PORTAL)] == [f"/{PORTAL}"]
    assert [one.intent.path for one in unsettled(opened(), PORTAL + 1)] == [f"/{PORTAL + 1}"]


def test_what_is_settled_takes_no_more_room(locked):
    """A ledger's entries stand in the journal only as long as they are in doubt."""
    journal = RunJournal(locked._database, PORTAL, locked.me.run)
    number = journal.intend(
        Intent("properties", "POST", "/contacts", carries=(A,), perhaps={A: Perhaps(None, MADE)})
    )
    told = "select perhaps from intents where number = :number"
    assert "none" in locked._database.read(told, {"number": number})[0][0]

    journal.settle(number, "200")

    assert locked._database.read(told, {"number": number})[0][0] == ""


def test_a_live_run_s_open_requests_are_its_own(opened):
    """A plan beside an apply does not take them for lost."""
    database = opened()
    with PortalLock(database, PORTAL, me()).take() as lock:
        RunJournal(database, PORTAL, lock.me.run).intend(Intent("properties", "POST", carries=(A,)))
        assert unsettled(opened(), PORTAL) == []
    assert len(unsettled(opened(), PORTAL)) == 1


def test_a_run_is_remembered_with_what_was_there_before(database):
    """From the plan, before its first request; at its end with what became of it."""
    unit = UnitChange("label", "Old", "New", MovedBy.BLUEPRINT)
    actual = Observed(A, "a1", {"label": "Old", "type": "string"}, raw={"name": "a", "label": "Old"})
    changes = [
        Change(A, Phase.DEFINE, Action.UPDATE, (unit,), actual=actual),
        Change(B, Phase.DEFINE, Action.DELETE, (UnitChange("label", "Old", MISSING),), actual=actual),
        Change(B, Phase.ENABLE, Action.CREATE, (UnitChange("on", MISSING, None),)),
    ]
    ledger = Ledger(PORTAL, {A: MADE})
    past = [history.planned(change, ledger, {A: "property.contacts.old"}) for change in changes]
    run = PastRun("abc123", PORTAL, "client", "apply", "ann@box", "1", {"CI_JOB_ID": "7"}, plan="p" * 64)
    history.begin(database, run, past)

    (begun,) = history.runs(database, PORTAL, 5)
    assert replace(begun, started=0.0) == run
    assert history.changes(database, run.id) == past
    assert [one.status for one in past] == ["planned"] * 3
    assert [one.created for one in past] == [True, False, False]
    assert [one.was for one in past] == ["property.contacts.old", "", ""]
    assert [one.raw for one in past] == [actual.raw, actual.raw, {}]

    made = ledger.with_entry(B, Entry("b9"))
    outcomes = [None, Outcome(changes[1], Status.FAILED), Outcome(changes[2], Status.DONE)]
    endings = [one and history.ending(was, one, made) for was, one in zip(past, outcomes, strict=True)]
    history.finish(database, run.id, 5, endings, history.counted(endings))

    ended = history.run(database, PORTAL, "abc")
    assert ended.ended >= ended.started > 1.7e9
    assert (ended.exit_code, dict(ended.counts)) == (5, {"planned": 1, "failed": 1, "done": 1})
    assert [(c.status, c.id) for c in history.changes(database, run.id)] == [
        ("planned", "a1"),
        ("failed", "b9"),
        ("done", "b9"),
    ]


@pytest.mark.parametrize(
    "value", ['ラベル\n"', "half of a pair: \ud83d", 2**70, 1e-7, -0.0, True, None, [], {"a": [1]}]
)
def test_a_body_from_before_comes_back_as_it_was(database, value):
    """Whatever JSON a portal may answer."""
    body = {"name": "a", "value": value}
    past = PastChange(str(A), "define", "update", "planned", (UnitChange("label", value, "New"),), raw=body)
    history.begin(database, PastRun("run", PORTAL, "client", "apply", "ann@box", "1"), [past])

    (found,) = history.changes(database, "run")
    assert (repr(found.raw), repr(found.units[0].before)) == (repr(body), repr(value))


@pytest.mark.parametrize(
    ("entry", "action", "created", "raw"),
    [
        (Entry("a", created=True), Action.UPDATE, True, True),
        (Entry("a"), Action.UPDATE, False, True),
        (None, Action.DELETE, False, True),
        (Entry("a"), Action.ADOPT, False, False),
        (Entry("a"), Action.HOLD, False, False),
    ],
)
def test_what_was_there_is_kept_of_what_is_written(entry, action, created, raw):
    """HubSpot's own body where a run writes over it; whether this tool had made it, the ledger tells."""
    actual = Observed(A, "a1", {}, raw={"name": "a"})
    ledger = Ledger(PORTAL, {A: entry} if entry else {})

    past = history.planned(Change(A, Phase.DEFINE, action, actual=actual), ledger, {})

    assert (past.created, past.raw) == (created, actual.raw if raw else {})


def test_runs_of_one_moment_are_listed_by_their_numbers(database):
    """The same order each time."""
    for number in "bac":
        history.begin(database, PastRun(number, PORTAL, "t", "apply", "me", "1"))
    database.write("update runs set started = 1", {})

    assert [one.id for one in history.runs(database, PORTAL, 2)] == ["c", "b"]


@pytest.mark.parametrize("pattern", ["%", "_", "____", "r%", "run/"])
def test_a_pattern_is_no_number_of_a_run(database, pattern):
    """Also where it would match the only run that there is."""
    history.begin(database, PastRun("run1", PORTAL, "t", "apply", "me", "1"))
    with pytest.raises(Refused) as refused:
        history.run(database, PORTAL, pattern)

    assert code(refused) == "RV629"


def test_runs_are_listed_newest_first_by_portal(database):
    """As many as asked for, of this portal alone."""
    for number in range(4):
        history.begin(database, PastRun(f"run{number}", PORTAL + number % 2, "t", "apply", "me", "1"))

    assert [one.id for one in history.runs(database, PORTAL, 5)] == ["run2", "run0"]
    assert [one.id for one in history.runs(database, PORTAL, 1)] == ["run2"]
    assert history.portals_of(database, "t") == [PORTAL + 1, PORTAL]


def noted(database, number, exit_code=0, undoes="", command="x", portal=PORTAL):
    """A run that ended."""
    history.begin(database, PastRun(number, portal, "t", command, "me", "1", undoes=undoes))
    history.finish(database, number, exit_code)


def test_a_run_is_taken_back_by_a_rollback_that_did_all(database):
    """Not by one that left something, and not by one that was taken back itself."""
    noted(database, "a")
    noted(database, "b")
    noted(database, "c", 4, undoes="b")
    noted(database, "d", undoes="a")

    assert {run: by.id for run, by in history.undone(database, PORTAL).items()} == {"a": "d"}
    noted(database, "e", undoes="d")
    assert {run: by.id for run, by in history.undone(database, PORTAL).items()} == {"d": "e"}
    assert history.undone(database, PORTAL + 1) == {}


def test_the_runs_after_one_are_those_that_began_later(database):
    """Newest first, of its portal alone; of one moment by their numbers, as they are listed."""
    for number in "adbc":
        noted(database, number)
    noted(database, "e", portal=PORTAL + 1)
    database.write("update runs set started = 1 where id in ('a', 'b')", {})
    database.write("update runs set started = 2 where id in ('c', 'd', 'e')", {})

    later = {
        one: [run.id for run in history.after(database, history.run(database, PORTAL, one))] for one in "abcd"
    }

    assert later == {"a": ["d", "c", "b"], "b": ["d", "c"], "c": ["d"], "d": []}


def test_the_last_run_of_a_command_that_stands_is_found(database):
    """Others, and what was taken back, are passed over."""
    assert history.standing(database, PORTAL, "apply") is None
    for number in "ab":
        noted(database, number, command="apply")
    noted(database, "c")
    noted(database, "d", command="apply", portal=PORTAL + 1)
    assert history.standing(database, PORTAL, "apply").id == "b"

    noted(database, "e", undoes="b", command="rollback")

    assert history.standing(database, PORTAL, "apply").id == "a"
    assert history.standing(database, PORTAL, "adopt") is None


@pytest.mark.parametrize("name", ["nothing", "run", "%", "", "x" * 40])
def test_a_run_is_named_by_the_beginning_of_its_number(database, name):
    """None, several, or a pattern: refused."""
    for number in range(2):
        history.begin(database, PastRun(f"run{number}", PORTAL, "t", "apply", "me", "1"))
    with pytest.raises(Refused) as refused:
        history.run(database, PORTAL, name)

    assert (code(refused), refused.value.exit_code) == ("RV629", 64)


@pytest.mark.parametrize(
    "damage",
    [
        "{",
        "[1]",
        '{"property.contacts.a": [null, {"id": 7}]}',
        '{"property.contacts.a": [null]}',
        '{"property.contacts.a": 7}',
        '{"nothing": [null, {}]}',
    ],
)
def test_a_damaged_journal_is_refused(database, damage):
    """By its code, not by a traceback."""
    with PortalLock(database, PORTAL, me()).take() as lock:
        RunJournal(database, PORTAL, lock.me.run).intend(Intent("properties", "POST"))
    database.write("update intents set perhaps = :damage", {"damage": damage})
    with pytest.raises(Refused) as refused:
        unsettled(database, PORTAL)

    assert code(refused) == "RV628"


PLANNED = {"address": "a.b", "phase": "define", "action": "update", "units": [{"path": "label"}]}


@pytest.mark.parametrize(
    ("column", "damage"),
    [
        *(("planned", text) for text in ("", "null", "7", '""', "{}", "[]", "[7]", "[null]", "[[]]")),
        *(
            ("planned", json.dumps([{**PLANNED, "units": units}]))
            for units in (None, {}, "", [{}], [["path"]])
        ),
        *(
            ("planned", json.dumps([{**PLANNED, "units": [unit]}]))
            for unit in ({"path": 5}, {"path": "p", "x": 1})
        ),
        *(
            ("planned", json.dumps([{**PLANNED, name: 5}]))
            for name in (*PLANNED, "id", "created", "raw", "was")
        ),
        *(("planned", json.dumps([{**PLANNED, name: "x"}])) for name in ("created", "raw", "status", "more")),
        ("planned", json.dumps([{"address": "a.b", "units": []}])),
        *(
            ("ended", text)
            for text in ("", "null", "7", '""', "{}", '{"done": "1"}', '["done"]', '[["done"]]')
        ),
        *(
            ("ended", text)
            for text in ("[[]]", "[false]", "[[1, 2]]", "[[null, null]]", '[["done", "1", "x"]]')
        ),
        *(("ended", text) for text in ("[null, null]", '[["done", "1"], ["done", "2"]]')),
    ],
)
def test_damaged_changes_of_a_run_are_refused(database, column, damage):
    """What is no list, of another length or with other members: by its code, not by a traceback."""
    past = PastChange(str(A), "define", "update", "planned", (UnitChange("label", "Old", "New"),))
    history.begin(database, PastRun("run", PORTAL, "t", "apply", "me", "1"), [past])
    assert history.changes(database, "run") == [past]
    database.write(f"update changes set {column} = :damage", {"damage": damage})
    with pytest.raises(Refused) as refused:
        history.changes(database, "run")

    assert code(refused) == "RV628"


def test_a_run_with_many_changes_keeps_each_with_its_ending(database):
    """Some of them in a row: none is lost, doubled or mistaken for its neighbour, nor for another run's."""
    past = [
        PastChange(f"property.contacts.p{n}", "define", "create", "planned", id=f"{n}") for n in range(43)
    ]
    endings = [None if n % 7 == 3 else Ending("failed" if n % 2 else "done", f"new{n}") for n in range(43)]
    for number in ("one", "two"):
        history.begin(database, PastRun(number, PORTAL, "t", "apply", "me", "1"), past)
    history.finish(database, "one", 5, endings)

    assert history.changes(database, "two") == past
    assert history.changes(database, "one") == [
        replace(was, status=became.status, id=became.id) if became else was
        for was, became in zip(past, endings, strict=True)
    ]


def test_changes_of_very_many_options_can_be_read_again(database, monkeypatch):
    """Each with as many as HubSpot takes, all of them written over; a twentieth of both limits is as good."""
    monkeypatch.setattr("revops.model.json.MOST_VALUES", MOST_VALUES // 20)
    label, values = "A, b, c and d", [f"v{n}" for n in range(MAX_OPTIONS // 20)]
    fields = {"label": label, "description": "", "displayOrder": -1, "hidden": False}
    units = tuple(
        UnitChange(f"options.{v}.{f}", label, "B, c")
        for v in values
        for f in ("label", "description", "hidden")
    )
    raw = {"options": [{**fields, "value": value} for value in values]}
    past = PastChange(str(A), "define", "update", "planned", units, raw=raw)
    history.begin(database, PastRun("run", PORTAL, "t", "apply", "me", "1"), [past] * 20)

    assert history.changes(database, "run") == [past] * 20


@pytest.mark.parametrize(
    ("column", "damage"),
    [("counts", "{"), ("counts", "[1]"), ("counts", '{"done": {}}'), ("ci", "7"), ("ci", '{"CI_JOB_ID": 7}')],
)
def test_a_damaged_history_is_refused(database, column, damage):
    """By its code, too."""
    history.begin(database, PastRun("run", PORTAL, "t", "apply", "me", "1"))
    database.write(f"update runs set {column} = :damage", {"damage": damage})
    with pytest.raises(Refused) as refused:
        history.runs(database, PORTAL, 1)

    assert code(refused) == "RV628"


def test_a_holder_is_all_that_the_row_says(database):
    """Nothing is lost between the one who takes it and the one who looks."""
    mine = Holder("run", "ann@box", "machine", 12, "state rebuild")
    assert PortalLock(database, PORTAL, mine)._taken()

    found = holder_of(database, PORTAL)
    assert replace(found, since=0.0, age=0.0) == mine
    assert found.since > 1.7e9
