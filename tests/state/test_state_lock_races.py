"""The lock between two looks: who comes in between keeps it, and a database that fails once loses nothing."""

from __future__ import annotations

import os
from dataclasses import replace

import pytest

from revops.model.finding import Finding, Refused, Severity
from revops.state.lock import LEASE, PortalLock, holder_of, unlock
from revops.state.who import holder, is_gone

PORTAL = 4711
AGE = "update locks set renewed = renewed - :age"


def stranger(**facts):
    """A process on another machine."""
    return replace(holder("apply"), who="ann@elsewhere", machine="another", **facts)


class Between:
    """A database at which something happens right after the next read."""

    def __init__(self, database, happens):
        self._database, self._happens = database, [happens]
        self.write = database.write

    def read(self, *words):
        rows = self._database.read(*words)
        if self._happens:
            self._happens.pop()()
        return rows


class Failing:
    """A database that refuses its first write."""

    def __init__(self, database):
        self._database, self.writes = database, 0
        self.read = database.read

    def write(self, *words):
        self.writes += 1
        if self.writes == 1:
            raise Refused([Finding("RV606", Severity.ERROR, "the database does not answer")], 4)
        return self._database.write(*words)


def aged(database, seconds):
    database.write(AGE, {"age": seconds})


def test_of_two_that_find_a_dead_holder_the_first_one_has_its_lock(database):
    """The second finds another run in the row than the one that it saw, and leaves it."""
    assert PortalLock(database, PORTAL, stranger())._taken()
    aged(database, LEASE * 2)
    first = PortalLock(database, PORTAL, stranger(pid=7))

    second = PortalLock(Between(database, first._taken), PORTAL, holder("apply"))

    assert not second._taken()
    assert second.broken is None
    assert holder_of(database, PORTAL).run == first.me.run


def test_a_process_that_is_known_to_be_gone_is_replaced_once(database):
    """Its lease does not matter, and so nothing but the run tells whose row it is by now."""
    dead = replace(holder("apply"), pid=2**22 + 1)
    assert PortalLock(database, PORTAL, dead)._taken()
    first = PortalLock(database, PORTAL, stranger(pid=7))

    second = PortalLock(Between(database, first._taken), PORTAL, holder("apply"))

    assert is_gone(dead)
    assert not second._taken()
    assert holder_of(database, PORTAL).run == first.me.run


def test_a_sign_of_life_between_look_and_take_over_counts(database):
    """A holder that was slow and speaks again keeps its lock."""
    slow = PortalLock(database, PORTAL, stranger())
    assert slow._taken()
    aged(database, LEASE * 2)

    def speaks():
        turns = [False, True]
        slow._ended.wait = lambda _seconds: turns.pop(0)
        slow._renew()

    assert not PortalLock(Between(database, speaks), PORTAL, holder("apply"))._taken()
    assert holder_of(database, PORTAL).run == slow.me.run


def test_whose_lock_was_taken_gives_no_sign_of_life_for_another(database):
    """Or a dead holder would look alive as long as the one before it runs."""
    before = PortalLock(database, PORTAL, stranger())
    assert before._taken()
    assert unlock(database, PORTAL)
    assert PortalLock(database, PORTAL, stranger(pid=7))._taken()
    aged(database, LEASE * 2)
    turns = [False, True]
    before._ended.wait = lambda _seconds: turns.pop(0)

    before._renew()

    assert holder_of(database, PORTAL).age >= LEASE


def test_a_lock_that_nobody_holds_is_not_this_run_s(database):
    """Somebody broke it and went: nothing more is saved."""
    lock = PortalLock(database, PORTAL, holder("apply"))
    assert lock._taken()
    lock.require()
    assert unlock(database, PORTAL)

    with pytest.raises(Refused) as refused:
        lock.require()

    (finding,) = refused.value.findings
    assert finding.code == "RV609"
    assert "nobody holds it now" in finding.summary


def test_a_sign_of_life_that_got_lost_is_followed_by_the_next(database):
    """A database that does not answer once costs no lock."""
    lock = PortalLock(database, PORTAL, stranger())
    assert lock._taken()
    aged(database, LEASE * 2)
    turns = [False, False, True]
    lock._database = Failing(database)
    lock._ended.wait = lambda _seconds: turns.pop(0)

    lock._renew()

    assert holder_of(database, PORTAL).age < LEASE


def test_a_lock_that_cannot_be_released_fails_no_run(database):
    """What was done stands; the lease ends by itself."""
    with PortalLock(database, PORTAL, stranger()).take() as lock:
        lock._database = Failing(database)

    assert lock._database.writes == 1
    assert holder_of(database, PORTAL).run == lock.me.run


def test_a_process_of_somebody_else_on_this_machine_lives(monkeypatch):
    """The system tells that it is there by forbidding to signal it."""

    def forbidden(_pid, _signal):
        raise PermissionError

    monkeypatch.setattr(os, "kill", forbidden)

    assert not is_gone(holder("apply"))
