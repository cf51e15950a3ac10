"""Kind `workflow`: whom it takes in at once when it is switched on, and what they get before any wait."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import pytest
from kind_talk import talk

from revops.kinds.workflow import WorkflowKind
from revops.kinds.workflow.design import Design
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import Condition, Event, PropertyRef
from revops.model.consequence import Consequence
from revops.model.context import Context
from revops.model.json import Json, canonical
from revops.model.outlook import Outlook
from revops.model.plan import PortalFacts
from revops.model.spec import Observed, Phase, Resource

KIND = WorkflowKind()
ADDRESS = Address("workflow", "", "care")
DUE = Address("property", "contacts", "due")
POINTS = condition.Test(PropertyRef("contacts", "points"), "number", "at_least", 50)
EVENT = Event("page_visited")
ON = {"enabled": True}


def steps(*order: str, **every: Json) -> dict[str, Json]:
    """Steps by name, those of the top in this order."""
    return {"steps.order": list(order), **{f"steps.{name}": step for name, step in every.items()}}


def switching(
    units: Mapping[str, Json],
    enrol: Condition | None = POINTS,
    *,
    scope: str = "contacts",
    trigger: Mapping[str, Json] | None = None,
    after: Mapping[str, Json] = ON,
) -> Change:
    """A change in the phase ENABLE of a workflow with these units."""
    design = Design(scope, enrol, {}, trigger or {})
    made = Resource(ADDRESS, {"enrol": {}, **units}, design)
    moved = tuple(UnitChange(path, None, value) for path, value in after.items())
    return Change(ADDRESS, Phase.ENABLE, Action.UPDATE, moved, resource=made)


def weigh(change: Change, *totals: int) -> tuple[list[Call], Consequence]:
    """The searches, and what is made of these totals."""
    seen = {DUE: Observed(DUE, "due", {"type": "date"})}
    context = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"))
    conversation = KIND.weigh(change, Outlook(context, datetime(2026, 11, 21, 16, tzinfo=UTC), seen, {}))
    assert conversation is not None
    rounds = [[Answer(200, {"total": total, "results": []})] for total in totals]
    asked, found = talk(conversation, *rounds)
    return [call for calls in asked for call in calls], found


def filters(call: Call) -> list[tuple[str, str, Json]]:
    found = [one for group in call.body["filterGroups"] for one in group["filters"]]
    return [(one["propertyName"], one["operator"], one.get("value")) for one in found]


def test_whoever_meets_the_condition_is_counted_and_the_doubt_is_told() -> None:
    """No source says whether switching on by API enrols them: the worst case is the number."""
    (call,), found = weigh(switching(steps()), 5000)

    assert filters(call) == [("points", "GTE", "50")]
    assert (found.records, found.at_most, found.object) == (5000, False, "contacts")
    assert "does not say whether switching on leaves them out" in found.why


def test_where_nobody_fits_there_is_no_doubt_to_tell() -> None:
    """0 is 0, whatever HubSpot does with those who fit."""
    _, found = weigh(switching({**steps("a", a=MAIL), "suppress": ["partners"]}), 0)

    assert (found.records, found.mails, found.why) == (0, 0, "")


@pytest.mark.parametrize(
    ("enrol", "trigger"),
    [
        (EVENT, {"event": "page_visited"}),
        (POINTS, {"changed": "contacts.points", "where": {}}),
        (None, {"joins": "hot"}),
        (None, {}),
    ],
)
def test_what_is_yet_to_happen_takes_in_nobody_at_once(
    enrol: Condition | None, trigger: Mapping[str, Json]
) -> None:
    """An event, a new value, joining a segment, a person: nothing is asked, and 0 is a count."""
    calls, found = weigh(switching(steps("mail", mail={"email": "x"}), enrol, trigger=trigger))

    assert calls == []
    assert (found.records, found.mails, found.billing) == (0, 0, 0)


def test_a_schedule_takes_in_so_many_at_most_each_time() -> None:
    """Whoever meets its condition when it looks."""
    _, found = weigh(switching(steps(), trigger={"every": "day", "at": "09:00"}), 70)

    assert (found.records, found.at_most) == (70, True)


def test_of_a_date_only_those_count_whose_day_is_today() -> None:
    """It is the 22nd in Tokyo; a date is the midnight of its day in UTC, 1795305600 s."""
    trigger = {"date": "contacts.due", "at": "09:00"}

    (call,), found = weigh(switching(steps(), trigger=trigger), 7)

    assert ("due", "GTE", "1795305600000") in filters(call)
    assert ("due", "LTE", "1795391999999") in filters(call)
    assert (found.records, found.at_most) == (7, True)


def test_of_a_yearly_date_everybody_who_has_one_is_the_bound() -> None:
    """No search compares day and month alone."""
    trigger = {"date": "contacts.due", "yearly": True, "at": "09:00"}

    (call,), found = weigh(switching(steps(), trigger=trigger), 700)

    assert filters(call) == [("points", "GTE", "50")]
    assert (found.records, found.at_most) == (700, True)


def test_whom_a_condition_keeps_out_is_not_counted() -> None:
    """Workflows of deals have a condition for it."""
    amount = condition.Test(PropertyRef("deals", "amount"), "number", "known", value=True)
    paid = condition.Test(PropertyRef("deals", "paid"), "bool", "is", value=True)
    told = {"property": "deals.paid", "is": True}
    change = switching({**steps(), "suppress": told}, amount, scope="deals")
    assert change.resource is not None
    design = Design("deals", amount, {canonical(told): paid})
    resource = Resource(ADDRESS, change.resource.units, design)

    (call,), found = weigh(Change(ADDRESS, Phase.ENABLE, Action.UPDATE, change.units, resource=resource), 3)

    assert ("paid", "NEQ", "true") in filters(call)
    assert (found.records, found.at_most) == (3, False)


def test_whom_a_segment_keeps_out_no_search_tells() -> None:
    """The count is a bound then."""
    _, found = weigh(switching({**steps(), "suppress": ["partners"]}), 5000)

    assert (found.records, found.at_most) == (5000, True)


def test_whoever_reached_the_goal_is_counted_too() -> None:
    """No source says that they do not enrol."""
    _, found = weigh(switching({**steps(), "goal": {}}), 5000)

    assert found.at_most


FORK = {"branch": [{"path": "hot", "name": "Hot", "when": {}}]}
MAIL, WAIT = {"email": "x"}, {"delay": {"days": 1}}


@pytest.mark.parametrize(
    ("units", "each"),
    [
        (steps("a", "b", a=MAIL, b=MAIL), 2),
        (steps("a", "w", "b", a=MAIL, w=WAIT, b=MAIL), 1),
        (steps("w", "b", w=WAIT, b=MAIL), 0),
        (steps("w", "b", w={"until": {}}, b=MAIL), 0),
        (steps("w", "b", w={"wait_for": {}}, b=MAIL), 0),
        (steps("f", f=FORK, a={**MAIL, "path": "f.hot"}) | {"paths.f.hot.order": ["a"]}, 1),
        (
            steps("f", "b", f=FORK, w={**WAIT, "path": "f.hot"}, b=MAIL) | {"paths.f.hot.order": ["w"]},
            1,
        ),
        (
            steps("f", "b", f=FORK, w={**WAIT, "path": "f.hot"}, v={**WAIT, "path": "f.else"}, b=MAIL)
            | {"paths.f.hot.order": ["w"], "paths.f.else.order": ["v"]},
            0,
        ),
        (steps("a", a={"raw": {"type": "SINGLE_CONNECTION"}}), 0),
    ],
)
def test_mails_before_the_first_wait_go_out_today(units: Mapping[str, Json], each: int) -> None:
    """Of several ways the one with most mails counts; where some wait and some do not, the rest goes on."""
    _, found = weigh(switching(units), 100)

    assert found.mails == 100 * each


def test_mails_about_records_that_are_no_contacts_are_not_counted() -> None:
    """A deal may have no contact, or many."""
    amount = condition.Test(PropertyRef("deals", "amount"), "number", "known", value=True)

    _, found = weigh(switching(steps("a", a=MAIL), amount, scope="deals"), 5)

    assert (found.records, found.mails) == (5, None)


def test_who_would_become_a_marketing_contact_is_counted() -> None:
    """Those of them who are none now: HubSpot bills marketing contacts."""
    marketing = steps("w", "m", w=WAIT, m={"marketing": True})

    calls, found = weigh(switching(marketing), 5000, 1200)

    assert ("hs_marketable_status", "NEQ", "true") in filters(calls[1])
    assert ("hs_marketable_status", "NOT_HAS_PROPERTY", None) in filters(calls[1])
    assert (found.records, found.billing) == (5000, 1200)


def test_taking_the_status_away_bills_nobody() -> None:
    """One search, for those who would enrol."""
    calls, found = weigh(switching(steps("m", m={"marketing": False})), 5000)

    assert (len(calls), found.billing) == (1, 0)


def test_what_it_starts_in_other_workflows_is_told_as_not_counted() -> None:
    """A step that enrols in another workflow sends what that one sends."""
    _, found = weigh(switching(steps("e", e={"enrol_in": "other"})), 5)

    assert "other workflows is not counted" in found.why


def test_a_change_of_steps_while_it_is_on_enrols_nobody() -> None:
    """But it concerns those who are in it, and nobody can count them."""
    calls, found = weigh(switching(steps("a", "m", a=MAIL, m={"marketing": True}), after={"steps.a": MAIL}))

    assert calls == []
    assert (found.records, found.mails, found.billing) == (0, None, None)


def test_a_new_condition_while_it_is_on_enrols_at_most_whoever_meets_it() -> None:
    """Some of them are in it already."""
    _, found = weigh(switching(steps(), after={"enrol": {}}), 70)

    assert (found.records, found.at_most) == (70, True)


def test_switching_off_counts_nothing() -> None:
    """Nobody is enrolled by it."""
    outlook = Outlook(Context(), datetime(2026, 11, 22, tzinfo=UTC), {}, {})

    assert KIND.weigh(switching(steps(), after={"enabled": False}), outlook) is None


def test_a_refused_search_counts_neither_records_nor_mails() -> None:
    """None of the numbers is 0: nobody could count."""
    change = switching(steps("a", "m", a=MAIL, m={"marketing": True}))
    refused = [Answer(403, {"message": "no scope"})]
    conversation = KIND.weigh(change, Outlook(Context(), datetime(2026, 11, 22, tzinfo=UTC), {}, {}))
    assert conversation is not None

    _, found = talk(conversation, *[refused] * 4)

    assert (found.records, found.mails, found.billing) == (None, None, None)
    assert "no scope" in found.why
