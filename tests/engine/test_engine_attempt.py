"""One change on its way: what its answers make of it."""

from __future__ import annotations

from toys import A

from revops.engine.attempt import Attempt
from revops.kinds.base import Settled
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.outcome import Outcome, Status
from revops.model.spec import Phase

CHANGE = Change(A, Phase.DEFINE, Action.CREATE)
SAID = Finding("RV500", Severity.ERROR, "HubSpot said 400")


def test_an_outcome_is_all_that_was_noted():
    """Change, status, findings with the address of the change, requests and seconds."""
    attempt = Attempt(CHANGE, calls=3)
    attempt.take(Settled(A, done=False, finding=SAID))

    found = Finding("RV500", Severity.ERROR, "HubSpot said 400", address=A)
    assert attempt.outcome(1.5) == Outcome(CHANGE, Status.FAILED, (found,), 3, 1.5)


def test_a_doubtful_answer_stops_and_proves_nothing():
    """Nobody knows whether it happened: nothing more is sent, and the portal may be another one (rule 6)."""
    attempt = Attempt(CHANGE)
    attempt.take(Settled(A, done=True, doubtful=True))

    assert (attempt.uncertain, attempt.answered, attempt.stuck, attempt.touched) == (True, False, True, True)
