"""How views end: counts that count each thing once, and a line that says what to type next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from view_plans import ADOPTED, BLOCKED, BY_HAND, CREATED, MAILS, UPDATED, WAITING, change, held, plan

from revops.model.change import Action, Consent
from revops.model.json import MISSING
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift
from revops.model.spec import Phase
from revops.views.closing import after_drift, after_plan, after_run, summary_of

PUBLISHED = change(
    "score.contacts.fit",
    Action.UPDATE,
    ("published", False, True),
    phase=Phase.PUBLISH,
    consent=Consent.PUBLISH,
)
HELD = held("property.deals.bant_need", ("label", "a", "b"))
REMOVAL = replace(held("validation.deals.nps", ("MIN_NUMBER", 0, MISSING)), action=Action.MANUAL)
PUBLISH = "revops apply --publish score.contacts.fit"


@pytest.mark.parametrize(
    ("changes", "step"),
    [
        ((CREATED, BLOCKED), "revops apply"),
        ((PUBLISHED,), PUBLISH),
        ((HELD, BLOCKED), "revops drift --keep ADDRESS, or revops apply --take ADDRESS"),
        ((BLOCKED, WAITING), "revops auth lists the scopes; revops plan, once what blocks is mended"),
        ((WAITING, REMOVAL), "make what is waited for in HubSpot; then revops plan"),
        ((REMOVAL, BY_HAND), "revops checklist"),
        ((BY_HAND,), ""),
    ],
)
def test_every_plan_with_something_to_do_says_what_to_type(changes, step):
    """Also where all is blocked, waits or is removed by hand; open items of a checklist are no difference."""
    assert after_plan(plan(*changes)) == step


def test_drift_with_nothing_but_a_publication_left_names_it():
    """A bare `revops apply --yes` would do nothing."""
    assert after_drift(Drift(plan(PUBLISHED), two_way=False)) == PUBLISH
    assert after_drift(Drift(plan(CREATED, PUBLISHED), two_way=False)) == "revops apply"


def ended(*changes, **facts):
    """A run in which everything that runs was done."""
    given = plan(*changes)
    return Run(given, tuple(Outcome(one, Status.DONE) for one in given.runnable), **facts)


def retiring(phase, **facts):
    """A step of retiring an option."""
    made = change("property.contacts.source", Action.UPDATE, ("x", 1, 2), phase=phase, **facts)
    object.__setattr__(made.resource, "retired", {"web": "website"})
    return made


def test_after_a_step_of_retiring_the_next_one_is_looked_for():
    """What may be removed is known when HubSpot shows that the records are moved."""
    moved = retiring(Phase.MOVE, consent=Consent.MOVE, approved=True)
    assert after_run(ended(moved)) == "revops plan; it shows what can be removed now"
    assert after_run(ended(retiring(Phase.DEFINE))) == "revops plan; it shows what can be removed now"


def test_a_run_that_hides_an_option_names_the_move_that_it_waits_for():
    """The consent that is missing comes first."""
    waiting = retiring(Phase.MOVE, consent=Consent.MOVE)
    assert after_run(ended(retiring(Phase.DEFINE), waiting)) == "revops apply --move property.contacts.source"


def test_a_run_that_did_all_needs_no_next_step():
    """Nothing is left, so nothing is said; what is blocked is."""
    assert after_run(ended(CREATED)) == ""
    assert after_run(ended(CREATED, BLOCKED)) == "revops plan; it shows what is left"
    assert after_run(ended(BLOCKED)).startswith("revops auth")


def test_what_is_updated_and_adopted_is_counted_once():
    """One pipeline: some of its units agree, others are written; another property agrees as a whole."""
    partly = change("pipeline.deals.default", Action.ADOPT, ("stages.order", ["a"], ["a"]))
    told = summary_of(plan(UPDATED, partly, ADOPTED))
    assert told.startswith("1 to update (1 adopted in part), 1 to adopt. ")
    assert summary_of(plan(UPDATED, ADOPTED)).startswith("1 to update, 1 to adopt. ")


def test_what_asks_first_is_counted_among_the_rest():
    """The mails' workflow is made by consent only."""
    assert summary_of(plan(CREATED, MAILS)).startswith("2 to create; 1 of these ask first. ")
