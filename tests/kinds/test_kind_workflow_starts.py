"""Kind `workflow`: what starts it and what stands around its steps, as dossier F2, F3 and F6 write them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from kind_talk import Near, expand, found, rows, sent, talk
from pydantic import TypeAdapter, ValidationError

from revops.kinds.workflow import WorkflowKind
from revops.model import condition
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import Condition, Event, PropertyRef
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.plan import PortalFacts
from revops.model.spec import Phase, Resource, Symbol

KIND = WorkflowKind()
TITLED = {"property": "contacts.jobtitle", "known": True}
NINE = {"hour": 9, "minute": 0}


@dataclass
class Blueprint(Near):
    """A blueprint that knows a few properties, and asks whether one is known or has one of some options."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        if "event" in value:
            return Event(value["event"])
        ref = PropertyRef.parse(value["property"])
        if "any_of" in value:
            return condition.Test(ref, "enumeration", "any_of", value=list(value["any_of"]))
        return condition.Test(ref, self.types[str(ref)], "known", value=True)


def near() -> Blueprint:
    return Blueprint(
        types={
            "contacts.jobtitle": "string",
            "contacts.status": "enumeration",
            "contacts.due": "date",
            "deals.dealstage": "enumeration",
            "deals.amount": "number",
        }
    )


def entry(**changed: Json) -> dict[str, Json]:
    steps = [{"id": "hello", "delay": {"days": 1}}]
    return {"object": "contacts", "name": "Care", "enrol": {"manual": True}, "steps": steps, **changed}


def resource(**changed: Json) -> Resource:
    (made,) = expand(KIND, {"care": entry(**changed)}, near())
    return made


NAMES = {Symbol("segment", "nurture"): "33", Symbol("workflow", "other"): "700"}


def context() -> Context:
    return Context(portal=PortalFacts(245)).named(NAMES)


def created(wanted: Resource) -> dict[str, Any]:
    units = tuple(UnitChange(path, MISSING, value) for path, value in wanted.units.items())
    change = Change(wanted.address, Phase.DRAFT, Action.CREATE, units, resource=wanted)
    asked, _ = talk(KIND.compile([change], context()))
    ((_, _, body),) = sent(asked)
    return {**body, "id": "500"}


def shown(flow: Mapping[str, Json], wanted: Resource) -> Mapping[str, Json]:
    listing = rows({name: flow[name] for name in ("id", "name")})
    lists = [rows({"listId": "33", "name": "nurture"})] if "segment" in {s.kind for s in wanted.uses} else []
    _, seen = talk(KIND.observe("", [wanted], context()), [listing, *lists], [rows(flow)])
    return found(seen, "workflow.care").units


def branch(kind: str, *filters: Json, branches: tuple[Json, ...] = ()) -> dict[str, Json]:
    joint = {"filterBranchType": kind, "filterBranchOperator": kind}
    return {**joint, "filters": list(filters), "filterBranches": list(branches)}


def new_value(name: str, operation: Mapping[str, Json]) -> dict[str, Json]:
    """The event of a new value, with both pseudo-properties (dossier F3)."""
    named = {"operationType": "STRING", "operator": "IS_EQUAL_TO", "value": name}
    return {
        "filterBranchType": "UNIFIED_EVENTS",
        "filterBranchOperator": "AND",
        "eventTypeId": "4-655002",
        "operator": "HAS_COMPLETED",
        "filters": [
            {
                "filterType": "PROPERTY",
                "property": pseudo,
                "operation": {**told, "includeObjectsWithNoValueSet": False},
            }
            for pseudo, told in (("hs_name", named), ("hs_value", operation))
        ],
        "filterBranches": [],
    }


KNOWN = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN"}
BOOKED = {
    "filterBranchType": "UNIFIED_EVENTS",
    "filterBranchOperator": "AND",
    "eventTypeId": "4-1720599",
    "operator": "HAS_COMPLETED",
    "filters": [],
    "filterBranches": [],
}
IN_LIST = {"filterType": "IN_LIST", "operator": "IN_LIST", "listId": "33"}


@pytest.mark.parametrize(
    ("enrol", "events", "lists"),
    [
        ({"event": "meeting_booked"}, [BOOKED], []),
        ({"changed": "contacts.jobtitle"}, [new_value("jobtitle", KNOWN)], []),
        (
            {"changed": "contacts.status", "to": ["OPEN", "NEW"]},
            [
                new_value(
                    "status",
                    {"operationType": "ENUMERATION", "operator": "IS_ANY_OF", "values": ["NEW", "OPEN"]},
                )
            ],
            [],
        ),
        ({"joins": "nurture"}, [], [branch("AND", IN_LIST)]),
    ],
)
def test_events_enrol(enrol: Json, events: Json, lists: Json) -> None:
    """An event, a new value, a segment that is joined: `EVENT_BASED`, and read as it was written."""
    wanted = resource(enrol=enrol, reEnrol=True)
    body = created(wanted)
    assert body["enrollmentCriteria"] == {
        "type": "EVENT_BASED",
        "shouldReEnroll": True,
        "eventFilterBranches": events,
        "listMembershipFilterBranches": lists,
    }
    assert "enrollmentSchedule" not in body
    assert shown(body, wanted)["enrol"] == wanted.units["enrol"]


def test_an_event_may_ask_the_record_too() -> None:
    """What else must hold of the record is `refinementCriteria` (dossier F3)."""
    wanted = resource(enrol={"changed": "contacts.status", "where": TITLED})
    body = created(wanted)
    operation = {**KNOWN, "includeObjectsWithNoValueSet": False}
    known = {"filterType": "PROPERTY", "property": "jobtitle", "operation": operation}
    criteria = body["enrollmentCriteria"]
    assert criteria["refinementCriteria"] == branch("OR", branches=(branch("AND", known),))
    assert shown(body, wanted)["enrol"] == {"changed": "contacts.status", "where": TITLED}


def test_a_bare_event_in_a_condition_stays_a_filter() -> None:
    """As a filter it stands in `all`, so that the two read differently."""
    wanted = resource(enrol={"event": "meeting_booked"})
    flow = created(wanted)
    tree = branch("OR", branches=(branch("AND", branches=(BOOKED,)),))
    flow["enrollmentCriteria"] = {"type": "LIST_BASED", "listFilterBranch": tree, "shouldReEnroll": False}
    assert shown(flow, wanted)["enrol"] == {"all": [{"event": "meeting_booked"}]}


@pytest.mark.parametrize(
    ("told", "schedule"),
    [
        ({"every": "day"}, {"type": "DAILY"}),
        (
            {"every": "week", "on": ["friday", "monday"]},
            {"type": "WEEKLY", "daysOfWeek": ["MONDAY", "FRIDAY"]},
        ),
        ({"every": "month", "on": [15, 1]}, {"type": "MONTHLY_SPECIFIC_DAYS", "daysOfMonth": [1, 15]}),
        (
            {"every": "month", "on": "first_monday"},
            {"type": "MONTHLY_RELATIVE_DAYS", "monthlyRelativeDays": "FIRST_MONDAY_OF_MONTH"},
        ),
        ({"every": "year", "on": "04-01"}, {"type": "YEARLY", "month": "APRIL", "dayOfMonth": 1}),
        (
            {"date": "contacts.due", "yearly": True},
            {"type": "PROPERTY_BASED", "dateProperty": "due", "daysDelta": 0, "yearly": True},
        ),
    ],
)
def test_the_calendar_enrols(told: Json, schedule: Json) -> None:
    """Schedules of dossier F6, for records that meet the condition."""
    wanted = resource(enrol={**told, "at": "09:00", "where": TITLED})
    body = created(wanted)
    assert body["enrollmentSchedule"] == {**schedule, "timeOfDay": NINE}
    assert body["enrollmentCriteria"]["type"] == "LIST_BASED"
    assert shown(body, wanted)["enrol"] == wanted.units["enrol"]


def test_a_date_without_a_condition_asks_whether_it_is_known() -> None:
    """Records without the date are none of the workflow's."""
    wanted = resource(enrol={"date": "contacts.due", "at": "09:00"})
    body = created(wanted)
    ((alternative,)) = body["enrollmentCriteria"]["listFilterBranch"]["filterBranches"]
    assert [entry["property"] for entry in alternative["filters"]] == ["due"]
    assert shown(body, wanted)["enrol"] == {"date": "contacts.due", "at": "09:00"}


def test_a_shifted_date_has_no_words() -> None:
    """No source tells the sign of `daysDelta`, so another day than the property's is not read as one."""
    wanted = resource(enrol={"date": "contacts.due", "at": "09:00"})
    flow = created(wanted)
    flow["enrollmentSchedule"]["daysDelta"] = -90
    assert "raw" in shown(flow, wanted)["enrol"]


AROUND = {
    "description": "What it is for",
    "suppress": ["nurture"],
    "goal": TITLED,
    "hours": [{"days": ["tuesday", "monday"], "from": "09:00", "to": "18:00"}],
    "blockedDates": ["2027-01-01", "12-31"],
    "unEnrol": {"others": ["other"]},
}


def test_what_stands_around_the_steps() -> None:
    """Members of dossier F2 and F6, and back."""
    wanted = resource(**AROUND)
    body = created(wanted)
    window = {"startTime": NINE, "endTime": {"hour": 18, "minute": 0}}
    assert body["description"] == "What it is for [revops:workflow.care]"
    assert body["suppressionListIds"] == [33]
    assert body["timeWindows"] == [{"day": "MONDAY", **window}, {"day": "TUESDAY", **window}]
    assert body["blockedDates"] == [
        {"month": "DECEMBER", "dayOfMonth": 31},
        {"year": 2027, "month": "JANUARY", "dayOfMonth": 1},
    ]
    assert body["unEnrollmentSetting"] == {"type": "SELECTIVE", "flowIds": ["700"]}
    assert body["goalFilterBranch"]["filterBranchType"] == "OR"
    units = shown(body, wanted)
    assert {path: units[path] for path in wanted.units} == wanted.units


def test_a_window_until_the_end_of_the_day() -> None:
    """24:00 is no time of day of HubSpot's, so the window has no end; it reads as it was written."""
    hours = [{"days": ["monday"], "from": "09:00", "to": "24:00"}]
    wanted = resource(hours=hours)
    body = created(wanted)
    assert body["timeWindows"] == [{"day": "MONDAY", "startTime": NINE}]
    assert shown(body, wanted)["hours"] == hours
    with pytest.raises(ValidationError):
        resource(hours=[{**hours[0], "from": "24:00"}])


def test_who_leaves() -> None:
    """Records leave where the condition no longer holds; from all other workflows at once."""
    wanted = resource(enrol=TITLED, unEnrol={"unmet": True, "others": "all"})
    body = created(wanted)
    assert body["enrollmentCriteria"]["unEnrollObjectsNotMeetingCriteria"] is True
    assert body["unEnrollmentSetting"] == {"type": "ALL", "flowIds": []}


def test_other_objects_are_kept_away_by_a_condition() -> None:
    """Workflows of other objects have `suppressionFilterBranch` (dossier F2)."""
    amount = {"property": "deals.amount", "known": True}
    wanted = resource(object="deals", suppress=amount)
    body = created(wanted)
    assert body["suppressionFilterBranch"]["filterBranchType"] == "OR"
    assert "suppressionListIds" not in body
    assert shown(body, wanted)["suppress"] == amount


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"enrol": {"changed": "contacts.jobtitle", "to": "CEO"}}, "RV834"),
        ({"enrol": {"changed": "contacts.nothing"}}, "RV293"),
        ({"enrol": {"date": "contacts.status", "at": "09:00"}}, "RV833"),
        ({"object": "deals", "goal": {"property": "deals.amount", "known": True}}, "RV835"),
        ({"object": "deals", "unEnrol": {"others": "all"}}, "RV835"),
        ({"object": "deals", "suppress": ["nurture"]}, "RV836"),
        ({"suppress": TITLED}, "RV836"),
        ({"unEnrol": {"others": ["nobody"]}}, "RV839"),
        ({"steps": [{"id": "a", "enrol_in": "nobody"}]}, "RV839"),
        ({"steps": [{"id": "a", "happened": "b"}]}, "RV837"),
        ({"object": "deals", "steps": [{"id": "a", "marketing": True}]}, "RV835"),
    ],
)
def test_faulty_starts_are_reported(changed: dict[str, Json], code: str) -> None:
    """What HubSpot would refuse is told at its line."""
    told = near()
    expand(KIND, {"care": entry(**changed)}, told)
    assert code in told.codes


@pytest.mark.parametrize(
    "changed",
    [
        {"enrol": {"every": "day", "on": ["monday"], "at": "09:00", "where": TITLED}},
        {"enrol": {"every": "week", "on": [1], "at": "09:00", "where": TITLED}},
        {"enrol": {"every": "month", "at": "09:00", "where": TITLED}},
        {"enrol": {"every": "year", "on": "13-01", "at": "09:00", "where": TITLED}},
        {"enrol": {"every": "day", "at": "09:00"}},
        {"enrol": {"every": "day", "at": "9", "where": TITLED}},
        {"blockedDates": ["2027-13-01"]},
        {"hours": [{"days": [], "from": "09:00", "to": "10:00"}]},
    ],
)
def test_misshapen_starts_are_refused(changed: dict[str, Json]) -> None:
    """A schedule names days that it has, and times that there are."""
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python({"care": entry(**changed)})
