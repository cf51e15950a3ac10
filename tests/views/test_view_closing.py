"""How views end: counts that count each thing once, and a line that says what to type next."""

from __future__ import annotations

from dataclasses import replace

import pytest
from view_plans import ADOPTED, BLOCKED, BY_HAND, CREATED, MAILS, UPDATED, WAITING, change, held, plan

from revops.model.address import Address
from revops.model.change import Action, Consent, MovedBy, UnitChange
from revops.model.json import MISSING
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Consents, Drift
from revops.model.spec import Need, Phase
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
        ((BLOCKED, WAITING), "revops auth where a scope is missing; revops plan, once what blocks is mended"),
        ((WAITING, REMOVAL), "make what is waited for in HubSpot; then revops plan"),
        ((REMOVAL, BY_HAND), "revops checklist (2 by hand)"),
        ((BY_HAND,), "revops checklist (1 by hand)"),
    ],
)
def test_every_plan_with_something_to_do_says_what_to_type(changes, step):
    """Also where all is blocked, waits or is done by hand."""
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


def test_a_run_that_did_all_leaves_the_checklist_and_the_ledger():
    """What is done by hand, and the commit of a ledger that is a file; what is blocked comes first."""
    assert after_run(ended(CREATED)) == "commit .revops/ledger"
    assert after_run(ended(CREATED, BY_HAND)) == "revops checklist (1 by hand); commit .revops/ledger"
    assert after_run(ended(CREATED, in_files=False)) == ""
    assert after_run(ended(CREATED, BY_HAND, in_files=False)) == "revops checklist (1 by hand)"
    assert after_run(ended(CREATED, BLOCKED)) == "revops plan; it shows what is left"
    assert after_run(ended(BLOCKED)).startswith("revops auth")


def test_after_publishing_the_next_plan_shows_what_waited_for_it():
    """Only what waits for this very step; what waits for anything else is left."""
    published = replace(PUBLISHED, approved=True)
    needs = Need(PUBLISHED.address, Phase.PUBLISH)
    waits = replace(WAITING, needs=frozenset({needs}))
    others = replace(WAITING, needs=frozenset({Need(PUBLISHED.address), Need(CREATED.address)}))
    assert after_run(ended(published, waits)) == "revops plan; it shows what waited for this run"
    assert after_run(ended(published, others)) == "revops plan; it shows what is left"
    assert after_run(ended(CREATED, waits)) == "revops plan; it shows what is left"
    assert after_run(ended(waits)) == "make what is waited for in HubSpot; then revops plan"


def test_a_run_repeats_the_sides_that_are_still_to_be_written():
    """The address or the unit that HubSpot moved; nothing of what the run has written, or nobody moved."""
    unit = UnitChange("name", "a", "b", MovedBy.PORTAL)
    live = replace(
        PUBLISHED, address=Address("workflow", "", "mailing"), units=(unit,), consent=Consent.ENABLE
    )
    takes = ("workflow.mailing#name", "workflow.mailing#steps", "property.*", "score.*", "workflow.*")
    given = replace(plan(CREATED, live, PUBLISHED), consents=Consents({"take": takes}))
    told = after_run(Run(given, (Outcome(CREATED, Status.DONE),)))
    assert told == (
        "revops apply --take 'workflow.mailing#name' --take 'workflow.*' "
        "--enable workflow.mailing --publish score.contacts.fit"
    )


def test_drift_names_both_sides_of_the_first_and_counts_the_others():
    """With what taking the blueprint's side asks for besides."""
    other = replace(HELD, address=Address("workflow", "", "a"))
    address = "property.deals.bant_need"
    sides = f"revops drift --keep {address} (HubSpot's value) or revops apply --take {address}"
    assert after_drift(Drift(plan(HELD), two_way=False)) == f"{sides} (the blueprint's)"
    several = Drift(plan(HELD, other, other), two_way=False, also=(Consent.PUBLISH,))
    assert after_drift(several) == f"{sides} --publish {address} (the blueprint's); 2 more held"


def test_what_is_updated_and_adopted_is_counted_once():
    """One pipeline: some of its units agree, others are written; another property agrees as a whole."""
    partly = change("pipeline.deals.default", Action.ADOPT, ("stages.order", ["a"], ["a"]))
    told = summary_of(plan(UPDATED, partly, ADOPTED))
    assert told.startswith("1 to update (1 adopted in part), 1 to adopt. ")
    assert summary_of(plan(UPDATED, ADOPTED)).startswith("1 to update, 1 to adopt. ")


def test_what_asks_first_is_counted_among_the_rest():
    """The mails' workflow is made by consent only."""
    assert summary_of(plan(CREATED, MAILS)).startswith("2 to create; 1 of these ask first. ")


def switching(kind, phase, consent, count):
    """So many things to publish or to switch on."""
    return [
        change(f"{kind}.a{number}", Action.UPDATE, ("x", False, True), phase=phase, consent=consent)
        for number in range(count)
    ]


def test_up_to_four_consents_are_typed_out():
    """A line of that length can be copied, and says exactly what is agreed to."""
    four = switching("workflow", Phase.ENABLE, Consent.ENABLE, 4)
    flags = " ".join(f"--enable workflow.a{number}" for number in range(4))
    assert after_plan(plan(*four)) == f"revops apply {flags}"


def test_many_consents_are_counted_and_the_flags_named():
    """Once per flag, in the order of the plan, with a pattern of the kind that asks most."""
    asking = [
        *switching("email", Phase.PUBLISH, Consent.PUBLISH, 2),
        *switching("workflow", Phase.ENABLE, Consent.ENABLE, 3),
    ]
    told = (
        "revops apply; it asks about each of the 5 steps, "
        "or takes --publish and --enable ADDRESS (patterns such as 'workflow.*' work)"
    )
    assert after_plan(plan(*asking)) == after_run(ended(*asking)) == told
    assert after_drift(Drift(plan(*asking), two_way=False)) == told


def test_many_consents_of_one_flag_name_it_alone():
    """There is nothing to join with "and"; three flags have one comma."""
    told = after_plan(plan(*switching("score", Phase.PUBLISH, Consent.PUBLISH, 5)))
    made = change("workflow.new", Action.CREATE, ("name", MISSING, "New"), consent=Consent.CREATE)
    mixed = [
        made,
        *switching("score", Phase.PUBLISH, Consent.PUBLISH, 1),
        *switching("workflow", Phase.ENABLE, Consent.ENABLE, 4),
    ]
    assert "of the 5 steps, or takes --publish ADDRESS (patterns such as 'score.*' work)" in told
    assert "of the 6 steps, or takes --create, --publish and --enable ADDRESS" in after_plan(plan(*mixed))
