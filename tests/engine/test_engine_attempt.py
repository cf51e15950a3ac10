"""One change on its way: what its answers make of it."""

from __future__ import annotations

import pytest
from toys import A

from revops.engine.attempt import Attempt
from revops.kinds.base import Settled
from revops.model.call import Call
from revops.model.change import Action, Change
from revops.model.finding import Finding, Severity
from revops.model.outcome import Outcome, Status
from revops.model.spec import Observed, Phase

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


@pytest.mark.parametrize(
    ("action", "method", "removes"),
    [
        (Action.REPLACE, "DELETE", True),
        (Action.REPLACE, "POST", False),
        (Action.DELETE, "DELETE", False),
        (Action.UPDATE, "PATCH", False),
    ],
)
def test_only_the_delete_of_a_replacement_takes_away_for_a_new_one(action, method, removes):
    """A plain delete has nothing that comes after it."""
    attempt = Attempt(Change(A, Phase.DEFINE, action))

    assert attempt.removes(Call("toys", method, "/box/a", carries=(A,))) is removes


@pytest.mark.parametrize(
    ("action", "answered", "made", "outlived"),
    [
        (Action.REPLACE, True, "", True),
        (Action.REPLACE, True, "id-new", True),
        (Action.REPLACE, True, "id-old", False),
        (Action.REPLACE, False, "", False),
        (Action.UPDATE, True, "", False),
    ],
)
def test_a_list_may_show_what_a_replacement_took_away(action, answered, made, outlived):
    """Only the old id of a replacement that was answered; what is updated is meant to be there."""
    old = Observed(A, "id-old", {})
    attempt = Attempt(Change(A, Phase.DEFINE, action, actual=old), answered=answered, id=made)

    assert attempt.outlived(old) is outlived
