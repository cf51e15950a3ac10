"""Guards: which plans are odd as a whole, and with which number."""

from __future__ import annotations

from dataclasses import replace

import pytest
from toys import ToyKind, toy

from revops.engine.guard import guards
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.model.address import Address
from revops.model.change import Action, Change, Consent, UnitChange
from revops.model.context import Context
from revops.model.finding import Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import Consents, PortalFacts
from revops.model.spec import Observation, Observed, Phase, Resource

DEALS = Address("pipeline", "deals", "renewal")
TIER = Address("property", "contacts", "tier")


def situation(*, protected=False, managed=(), allowed=None, caps=None, **patterns):
    ledger = Ledger(7, {address: Entry("id") for address in managed})
    context = Context(ledger=ledger, portal=PortalFacts(7, protected=protected))
    consents = Consents({flag: tuple(given) for flag, given in patterns.items()}, allowed or {})
    return Situation({}, (), context, consents=consents, caps=caps or {})


def numbered(count):
    return [Address("toy", "box", f"t{number}") for number in range(count)]


def change(address, *units, action=Action.UPDATE, phase=Phase.DEFINE, approved=True, **facts):
    return Change(address, phase, action, tuple(units), approved=approved, **facts)


def met(changes, here):
    """Code -> (number, whether it stops)."""
    return {guard.code: (guard.count, guard.trips) for guard in guards(changes, here)}


@pytest.mark.parametrize(
    ("managed", "moved", "trips"),
    [
        (11, 10, False),
        (11, 11, True),
        (40, 12, False),
        (40, 13, True),
        (39, 12, True),
    ],
)
def test_a_large_share_is_more_than_30_per_cent_and_more_than_ten(managed, moved, trips):
    """12 of 40 are 30 %, 12 of 39 are more; ten are never a large share."""
    known = numbered(managed)
    found = met([change(one) for one in known[:moved]], situation(managed=known))

    assert found == ({"RV990": (moved, True)} if trips else {})


def test_what_is_new_is_no_share():
    """A first apply makes everything, and a later one may add much to little."""
    new = [change(one, action=Action.CREATE) for one in numbered(50)]
    known = [Address("toy", "box", "old")]

    assert met(new, situation()) == {}
    assert met([*new, change(known[0])], situation(managed=known)) == {}


def test_what_a_run_that_was_cut_off_may_have_made_is_no_share():
    """The next run makes it as if for the first time, and nothing that was applied here changes."""
    here = situation(managed=numbered(20))
    doubtful = {address: replace(entry, maybe=True) for address, entry in here.context.ledger.entries.items()}
    ledger = replace(here.context.ledger, entries=doubtful)
    making = [change(one, action=Action.CREATE) for one in numbered(20)]

    assert met(making, replace(here, context=replace(here.context, ledger=ledger))) == {}
    assert met(making, here) == {"RV990": (20, True)}


def test_items_that_people_ticked_do_not_make_the_whole_larger():
    """11 of 20 resources are more than 30 %, however much has been done by hand besides."""
    here = situation(managed=numbered(20))
    ticked = {Address("checklist", "", f"i{number}"): Entry(ticked="ann") for number in range(80)}
    ledger = replace(here.context.ledger, entries={**here.context.ledger.entries, **ticked})
    changes = [change(one) for one in numbered(11)]

    (guard,) = guards(changes, replace(here, context=replace(here.context, ledger=ledger)))

    assert (guard.code, guard.count, guard.trips) == ("RV990", 11, True)
    assert "11 of the 20 resources" in guard.summary


def test_what_was_removed_by_hand_and_is_made_again_is_a_part_of_the_share():
    """The ledger has it, so that it was applied here."""
    known = numbered(11)
    again = [change(one, action=Action.CREATE) for one in known]

    assert met(again, situation(managed=known)) == {"RV990": (11, True)}


@pytest.mark.parametrize("phase", [Phase.MOVE, Phase.PUBLISH, Phase.ENABLE, Phase.REMOVE])
def test_what_asks_for_itself_is_neither_share_nor_capped(phase):
    """Switching on and moving records are agreed to by address, with a count."""
    known = numbered(20)

    here = situation(managed=known, caps={"update": 0})
    assert met([change(one, phase=phase) for one in known], here) == {}


def test_what_is_archived_after_a_rename_is_a_delete_like_any_other():
    """It comes in a phase of its own, and is gone as well: cap and share count it."""
    known = numbered(20)
    archived = [change(one, action=Action.DELETE, phase=Phase.REMOVE) for one in known[:11]]

    assert met(archived, situation(managed=known)).keys() >= {"RV990"}
    assert met(archived[:1], situation(managed=known, caps={"delete": 0}))["RV991"] == (1, True)


@pytest.mark.parametrize("facts", [{"approved": False}, {"action": Action.HOLD}, {"action": Action.ADOPT}])
def test_only_what_would_run_and_write_counts(facts):
    """What is held, adopted or not agreed to changes nothing in HubSpot."""
    known = numbered(20)

    assert met([change(one, **facts) for one in known], situation(managed=known, caps={"update": 1})) == {}


def test_two_phases_of_one_resource_are_one_resource():
    """11 changes of six addresses are six."""
    known = numbered(6)
    twice = [change(one, phase=phase) for one in known for phase in (Phase.DEFINE, Phase.DRAFT)]

    assert met(twice, situation(managed=known, caps={"update": 5})) == {"RV991": (6, True)}


def test_caps_count_by_action():
    """Two actions beyond their caps are told in one sentence; one at its cap is not."""
    creates = [change(one, action=Action.CREATE) for one in numbered(3)]
    updates = [change(Address("toy", "bin", name)) for name in "ab"]
    deletes = [change(Address("toy", "bag", "a"), action=Action.DELETE)]
    here = situation(caps={"create": 2, "update": 2, "delete": 0})

    (guard,) = guards([*creates, *updates, *deletes], here)

    assert (guard.code, guard.count) == ("RV991", 4)
    assert guard.told == "3 creates, where the target's cap is 2; 1 delete, where the target's cap is 0"
    assert [str(one) for one in guard.addresses] == ["toy.box.t0", "toy.box.t1", "toy.box.t2", "toy.bag.a"]


def test_a_sentence_names_three_addresses_and_counts_the_rest():
    """13 of 40: three by name and ten more."""
    known = numbered(40)
    (guard,) = guards([change(one) for one in known[:13]], situation(managed=known))

    part = "13 of the 40 resources that were applied here would change at once, 32 %"
    assert guard.summary == f"{part}: toy.box.t0, toy.box.t1, toy.box.t2 and 10 more"


@pytest.mark.parametrize(("agreed", "trips"), [(12, True), (13, False), (14, False)])
def test_who_agrees_to_a_number_agrees_to_no_larger_one(agreed, trips):
    """`--allow RV990=13` is enough for 13."""
    known = numbered(40)
    here = situation(managed=known, allowed={"RV990": agreed})
    (guard,) = guards([change(one) for one in known[:13]], here)

    assert guard.trips is trips
    assert guard.finding.severity is Severity.WARNING
    assert guard.finding.hint.endswith("Agreed: --allow RV990=13") is not trips
    assert guard.finding.hint.endswith("revops apply --allow RV990=13") is trips


def option(value, field, before, after):
    return UnitChange(f"options.{value}.{field}", before, after)


def test_options_that_the_blueprint_does_not_name():
    """Two go and one is hidden; a named one that is hidden and a retired one are not among them."""
    wanted = Resource(TIER, {"options.named.label": "Named"}, retired={"old": None})
    units = [
        option("a", "label", "A", MISSING),
        option("a", "hidden", False, MISSING),
        option("b.c", "label", "B", MISSING),
        option("d", "hidden", False, True),
        option("named", "hidden", False, True),
        option("old", "hidden", False, True),
        option("named", "label", "Nam", "Named"),
        option("e", "hidden", True, False),
    ]

    (guard,) = guards([change(TIER, *units, resource=wanted)], situation())

    assert (guard.code, guard.count, guard.trips) == ("RV993", 3, True)
    assert "2 options that the blueprint does not name would be removed" in guard.told
    assert "1 option that the blueprint does not name would be hidden" in guard.told


def test_retired_options_go_by_their_own_consent():
    """No record holds them, and `--delete ADDRESS` agreed."""
    gone = change(TIER, option("old", "label", "Old", MISSING), phase=Phase.REMOVE, consent=Consent.DELETE)

    assert met([gone], situation()) == {}


def test_deleting_a_property_is_no_loss_of_options():
    """The delete tells it all."""
    gone = change(TIER, option("a", "label", "A", MISSING), action=Action.DELETE)

    assert met([gone], situation()) == {}


@pytest.mark.parametrize(("before", "trips"), [("checkbox", True), ("select", False)])
def test_a_field_that_takes_one_value_of_several_stops(before, trips):
    """Only a checkbox holds several (dossier B3)."""
    moved = change(TIER, UnitChange("fieldType", before, "radio"))

    assert met([moved], situation()) == {"RV994": (1, trips)}


def test_a_field_that_nobody_agreed_to_change_is_no_guard_s_matter():
    """Until it would run it narrows nothing."""
    narrowed = UnitChange("fieldType", "checkbox", "select")

    assert met([change(TIER, narrowed, approved=False)], situation()) == {}
    assert met([change(TIER, narrowed)], situation()) == {"RV994": (1, True)}


def test_a_type_that_differs_is_told_and_nothing_to_agree_to():
    """It is blocked, so nothing is written."""
    blocked = change(TIER, UnitChange("type", "string", "number"), action=Action.BLOCKED, approved=False)
    (guard,) = guards([blocked], situation())

    assert (guard.code, guard.count, guard.trips) == ("RV994", 1, False)
    assert guard.finding.severity is Severity.INFO
    assert "left alone" in guard.told


def pipeline(*, stages=("due", "won"), address=DEALS, **units):
    """A pipeline that is there, as a change of some of its units."""
    there = {"label": "Renewal", "stages.order": list(stages)}
    there |= {f"stages.{key}.label": key.title() for key in stages}
    there |= {f"stages.{key}.probability": 0.5 for key in stages}
    observed = Observed(address, "1", there)
    moved = [UnitChange(path, there.get(path, MISSING), after) for path, after in units.items()]
    return change(address, *moved, actual=observed)


def test_probabilities_of_stages_that_are_there_move_the_forecast():
    """Two do; that of a new stage moves nothing that is there."""
    units = {
        "stages.due.probability": 0.6,
        "stages.won.probability": 1,
        "stages.new.label": "New",
        "stages.new.probability": 0.1,
    }
    found = met([pipeline(**units)], situation())

    assert found["RV996"] == (2, True)
    assert found["RV998"] == (2, False)


def test_the_forecast_is_about_deals():
    """Stages of tickets have no probability, and their modified dates were not reported."""
    tickets = Address("pipeline", "tickets", "support")
    units = {"stages.due.label": "Due!", "stages.due.probability": 1}

    assert met([pipeline(address=tickets, **units)], situation()) == {"RV998": (1, False)}


@pytest.mark.parametrize(
    ("units", "written"),
    [
        ({"label": "Renewals"}, 0),
        ({"stages.due.label": "Due!"}, 1),
        ({"stages.new.label": "New"}, 0),
        ({"stages.order": ["won", "due"]}, 2),
    ],
)
@pytest.mark.parametrize("protected", [True, False])
def test_stages_that_are_written_may_lose_what_they_require(units, written, protected):
    """A new sequence may write all of them, a new label of the pipeline none; a protected portal stops."""
    found = met([pipeline(**units)], situation(protected=protected))

    expected = {"RV997": (1, False), "RV998": (written, protected)} if written else {}
    assert found == expected


@pytest.mark.parametrize(
    ("patterns", "trips"),
    [(["pipeline.*"], True), ([str(DEALS)], False), (["pipeline.*", str(DEALS)], False)],
)
def test_stages_go_with_a_pipeline_that_was_named(patterns, trips):
    """Whoever wrote its very address knows; a pattern does not."""
    stages = {"stages.due.label": MISSING, "stages.won.label": MISSING, "stages.won.probability": MISSING}
    gone = replace(pipeline(**stages), action=Action.DELETE, consent=Consent.DELETE)

    assert met([gone], situation(delete=patterns)) == {"RV995": (2, trips)}


def test_a_plan_carries_its_guards_and_binds_what_was_agreed():
    """The finding stands among the others; agreeing changes the digest and nothing else of the changes."""
    found = [Observed(Address("toy", "box", f"t{n}"), "id", {"label": "Old"}) for n in range(11)]
    wanted = tuple(toy(f"t{n}", label="New") for n in range(11))
    ledger = Ledger(7, {one.address: Entry("id", {"label": "Old"}) for one in found})
    seen = {("toy", "box"): Observation(tuple(found))}
    here = Situation({"toy": ToyKind()}, wanted, Context(ledger=ledger), seen)

    plan = make_plan(here)
    agreed = make_plan(here.consenting(Consents({}, {"RV990": 11})))

    assert [guard.code for guard in plan.stopping] == ["RV990"]
    assert [finding.code for finding in plan.findings] == ["RV990"]
    assert agreed.stopping == ()
    assert agreed.changes == plan.changes
    assert agreed.digest != plan.digest
