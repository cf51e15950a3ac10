"""Kind `workflow`: bodies as dossier F writes them, conversations driven by hand."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from kind_talk import Near, delete, expand, found, rows, sent, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.workflow import WorkflowKind
from revops.kinds.workflow.enrolment import once_only
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import All, AnyOf, Associated, Condition, Not, PropertyRef, Submitted
from revops.model.context import Context, Role
from revops.model.finding import Refused
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Observation, Observed, Phase, Resource, Symbol, Unknown

KIND = WorkflowKind()
ADDRESS = Address.parse("workflow.step_mails")
MARK = "[revops:workflow.step_mails]"
FORM_ID = "6f5c1a2e-0000-4a4a-8b8b-111111111111"
STEPS = [
    {"id": "day0", "email": "thanks", "else": {"task": {"subject": "Thank them", "role": "operator"}}},
    {"id": "wait1", "delay": {"days": 1}},
    {"id": "day1", "email": "case_study", "else": {"task": {"subject": "Send a case", "role": "operator"}}},
    {"id": "wait2", "delay": {"days": 2}},
    {"id": "day3", "email": "last_call", "else": {"task": {"subject": "Call them", "type": "CALL"}}},
]
STEP_MAILS: dict[str, Json] = {
    "ref": "MA04",
    "object": "contacts",
    "name": {"ja": "資料DLステップメール", "en": "Step mails"},
    "enrol": {"submitted": "download"},
    "steps": STEPS,
}
TAGGING: dict[str, Json] = {
    "object": "contacts",
    "name": "Tag web leads",
    "enrol": "untagged",
    "steps": [{"id": "tag", "set": {"contacts.lead_source_category": "website"}}],
}
UNTAGGED = condition.Test(
    PropertyRef("contacts", "lead_source_category"), "enumeration", "unknown", value=True
)


@dataclass
class Blueprint(Near):
    """A blueprint whose inline conditions are form submissions, and options of one property."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        if "any_of" in value and value["any_of"] != ["website"]:
            self.report("RV208", "no option", *path)
        forms = value.get("submitted", ())
        return Submitted((forms,) if isinstance(forms, str) else tuple(forms))


def near() -> Blueprint:
    types = {"contacts.lead_source_category": "enumeration", "contacts.lifecyclestage": "enumeration"}
    return Blueprint(types=types, conditions={"untagged": UNTAGGED})


def resource(**changed: Json) -> Resource:
    (made,) = expand(KIND, {"step_mails": {**STEP_MAILS, **changed}}, near())
    return made


def context(entry: Entry | None = None, roles: Mapping[str, Role] | None = None) -> Context:
    ledger = Ledger(1, {ADDRESS: entry} if entry else {})
    people = roles or {"operator": Role("ops@example.com")}
    return Context(roles=people, ledger=ledger, portal=PortalFacts(245))


EMAILS = rows(
    {"id": "901", "name": "thanks", "state": "AUTOMATED", "isPublished": True},
    {"id": "902", "name": "case_study", "state": "AUTOMATED_DRAFT", "isPublished": False},
    {"id": "903", "name": "last_call", "state": "DRAFT", "isPublished": False},
)
FORMS = rows({"id": FORM_ID, "name": "download"})
OWNERS = rows({"id": "77", "email": "Ops@example.com", "userId": 5})
NAMES = {
    Symbol("form", "download"): FORM_ID,
    Symbol("automated_email", "thanks"): "901",
    Symbol("automated_email", "case_study"): "902",
    Symbol("role", "operator"): "77",
}


def action(
    number: int, kind: str, fields: Mapping[str, Json], following: int | None = None
) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": "SINGLE_CONNECTION",
        "actionId": str(number),
        "actionTypeId": kind,
        "actionTypeVersion": 0,
        "fields": dict(fields),
    }
    if following:
        made["connection"] = {"edgeType": "STANDARD", "nextActionId": str(following)}
    return made


def assigned(owner_id: str) -> dict[str, Json]:
    return {"type": "CUSTOM", "value": {"type": "STATIC_VALUE", "staticValue": owner_id}}


def without_id(made: Mapping[str, Json]) -> dict[str, Json]:
    return {name: entry for name, entry in made.items() if name != "actionId"}


CALL = {
    "task_type": "CALL",
    "subject": "Call them",
    "priority": "NONE",
    "associations": [
        {
            "target": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 204},
            "value": {"type": "ENROLLED_OBJECT"},
        }
    ],
    "use_explicit_associations": "true",
}
ACTIONS = [
    action(1, "0-4", {"content_id": "901"}, 2),
    action(2, "0-1", {"delta": "1", "time_unit": "DAYS"}, 3),
    action(3, "0-4", {"content_id": "902"}, 4),
    action(4, "0-1", {"delta": "2", "time_unit": "DAYS"}, 5),
    action(5, "0-3", CALL),
]
SUBMITTED: dict[str, Any] = {
    "filterBranchType": "OR",
    "filterBranchOperator": "OR",
    "filters": [],
    "filterBranches": [
        {
            "filterBranchType": "AND",
            "filterBranchOperator": "AND",
            "filters": [{"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": FORM_ID}],
            "filterBranches": [],
        }
    ],
}
CRITERIA = {
    "type": "LIST_BASED",
    "listFilterBranch": SUBMITTED,
    "shouldReEnroll": False,
    "unEnrollObjectsNotMeetingCriteria": False,
    "reEnrollmentTriggersFilterBranches": [],
}
CREATED = {
    "type": "CONTACT_FLOW",
    "objectTypeId": "0-1",
    "flowType": "WORKFLOW",
    "name": "Step mails",
    "description": MARK,
    "isEnabled": False,
    "startActionId": "1",
    "actions": ACTIONS,
    "enrollmentCriteria": CRITERIA,
    "timeWindows": [],
    "blockedDates": [],
    "customProperties": {},
    "dataSources": [],
    "suppressionListIds": [],
    "canEnrollFromSalesforce": False,
}
IDS = {"steps.day0": "1", "steps.wait1": "2", "steps.day1": "3", "steps.wait2": "4", "steps.day3": "5"}


def flow(**changed: Json) -> dict[str, Any]:
    """The flow as HubSpot shows it afterwards, with what it adds by itself."""
    return {
        **CREATED,
        "id": "500",
        "uuid": "u-1",
        "revisionId": "3",
        "createdAt": "2026-11-01T00:00:00Z",
        "updatedAt": "2026-11-02T00:00:00Z",
        "nextAvailableActionId": "6",
        "crmObjectCreationStatus": "COMPLETE",
        **changed,
    }


def listed(**changed: Json) -> dict[str, Any]:
    told = (
        "id",
        "name",
        "uuid",
        "isEnabled",
        "flowType",
        "objectTypeId",
        "revisionId",
        "createdAt",
        "updatedAt",
    )
    return {name: entry for name, entry in flow(**changed).items() if name in told}


def look(
    shown: Mapping[str, Json] | None = None,
    wanted: Resource | None = None,
    *,
    entry: Entry | None = None,
    lists: tuple[Answer, ...] = (FORMS, EMAILS, OWNERS),
) -> Observation:
    """One observation of the step mails, with one flow in the portal or none."""
    listing = rows(listed(**{k: shown[k] for k in ("id", "name")})) if shown else rows()
    reads = [[rows(shown)]] if shown else []
    conversation = KIND.observe("", [wanted or resource()], context(entry))
    _, seen = talk(conversation, [listing, *lists], *reads)
    assert isinstance(seen, Observation)
    return seen


def resolved(seen: Observation, wanted: Resource | None = None, entry: Entry | None = None) -> Resource:
    return KIND.resolve(wanted or resource(), seen, context(entry).named(seen.ids))


def created(wanted: Resource, names: Mapping[Symbol, str] = NAMES) -> list[Call]:
    units = tuple(UnitChange(path, MISSING, value) for path, value in wanted.units.items())
    change = Change(wanted.address, Phase.DRAFT, Action.CREATE, units, resource=wanted)
    asked, _ = talk(KIND.compile([change], context().named(names)))
    return asked[-1]


def put(wanted: Resource, actual: Observed, **after: Json) -> dict[str, Any]:
    """The body of the update that a draft change sends."""
    change = replace(update(wanted, actual, **after), phase=Phase.DRAFT)
    asked, _ = talk(KIND.compile([change], context().named(NAMES)))
    ((method, path, body),) = sent(asked)
    assert (method, path) == ("PUT", "/flows/500")
    return dict(body)


# Reading the section


def test_units_of_the_step_mails() -> None:
    """Each step is a unit, the sequence is one, and the mails go out on days 0, 1 and 3."""
    units = resource().units
    assert units["steps.order"] == ["day0", "wait1", "day1", "wait2", "day3"]
    assert (units["steps.wait1"], units["steps.wait2"]) == ({"delay": {"days": 1}}, {"delay": {"days": 2}})
    assert units["steps.day0"] == {
        "email": "thanks",
        "else": {"task": {"subject": "Thank them", "role": "operator"}},
    }
    assert units["enrol"] == {"submitted": ["download"]}
    assert (units["name"], units["object"], units["steps.extra"]) == ("Step mails", "contacts", [])


def test_unset_is_not_managed() -> None:
    """`enabled` and `reEnrol` are units only where the blueprint says them (rule 2)."""
    assert not {"enabled", "reEnrol"} & resource().units.keys()
    assert resource(enabled=False, reEnrol=True).units.items() >= {("enabled", False), ("reEnrol", True)}


def test_names_that_are_used() -> None:
    """Form, e-mails and roles are asked of the portal; the row of the model stays with the resource."""
    uses = {str(symbol) for symbol in resource().uses}
    assert uses == {
        "form 'download'", "automated_email 'thanks'", "automated_email 'case_study'",
            "automated_email 'last_call'", "role 'operator'",
    }  # fmt: skip
    assert resource().ref == ("MA04",)


def test_needs_of_a_second_workflow() -> None:
    """Properties of the enrolment and of `set` come first; a stage needs the lifecycle that is described."""
    (made,) = expand(KIND, {"tagging": TAGGING}, near())
    assert made.needs == {Need(Address.parse("property.contacts.lead_source_category"))}
    steps = [{"id": "leave", "set": {"contacts.lifecyclestage": "churned"}}]
    staged = {"tagging": {**TAGGING, "steps": steps}}
    (plain,) = expand(KIND, staged, near())
    (made,) = expand(KIND, staged, replace(near(), entries={"lifecycle": {"churned": {}}}))
    assert Need(Address.parse("lifecycle.contacts")) not in plain.needs
    assert Need(Address.parse("lifecycle.contacts")) in made.needs


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ([STEPS[1], STEPS[1]], "RV291"),
        ([{"id": "order", "delay": {"days": 1}}], "RV291"),
        ([{"id": "a", "set": {"companies.name": "x"}}], "RV293"),
        ([{"id": "a", "set": {"contacts.unheard_of": "x"}}], "RV293"),
        ([{"id": "a", "set": {"contacts.lead_source_category": "telepathy"}}], "RV208"),
    ],
)
def test_faulty_steps_are_reported(steps: Json, code: str) -> None:
    """A step that cannot be written is found before anything is sent."""
    where = near()
    expand(KIND, {"step_mails": {**STEP_MAILS, "steps": steps}}, where)
    assert where.codes == [code]


def test_only_contacts_get_mails() -> None:
    """HubSpot's marketing e-mail action exists for contacts alone, and so do form submissions."""
    where = near()
    expand(KIND, {"step_mails": {**STEP_MAILS, "object": "deals", "steps": STEPS[:1]}}, where)
    assert "RV292" in where.codes
    assert ("workflows", "step_mails", "enrol") in [path for _, path in where.reports]


@pytest.mark.parametrize(
    "step",
    [
        {"id": "a"},
        {"id": "a", "delay": {}},
        {"id": "a", "delay": {"days": 0}},
        {"id": "a", "delay": {"days": 1, "hours": 2}},
        {"id": "a", "delay": {"days": 1}, "email": "thanks"},
        {"id": "A B", "delay": {"days": 1}},
        {"id": "a", "set": {}},
        {"id": "a", "email": "thanks", "else": {"email": "other"}},
    ],
)
def test_misshapen_steps_are_refused(step: Json) -> None:
    """A step says one thing, under an id that a path can hold."""
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python({"w": {**STEP_MAILS, "steps": [step]}})


@pytest.mark.parametrize(
    ("delay", "fields"),
    [
        ({"minutes": 90}, {"delta": "90", "time_unit": "MINUTES"}),
        ({"hours": 3}, {"delta": "180", "time_unit": "MINUTES"}),
        ({"hours": 48}, {"delta": "2", "time_unit": "DAYS"}),
        ({"weeks": 2}, {"delta": "14", "time_unit": "DAYS"}),
    ],
)
def test_delays_on_the_wire(delay: Json, fields: Json) -> None:
    """HubSpot is told minutes or days, in a string (dossier F5)."""
    wanted = resource(enrol={"manual": True}, steps=[{"id": "a", "delay": delay}])
    assert created(wanted)[0].body["actions"] == [action(1, "0-1", fields)]


# Creating


def test_create_body() -> None:
    """Every member that a create demands, switched off, marked, actions in a chain (F2, F4)."""
    (call,) = created(resolved(look()))
    assert (call.method, call.path, call.carries) == ("POST", "/flows", (ADDRESS,))
    assert call.body == CREATED


def test_create_on_other_objects() -> None:
    """All but contacts are platform flows, whose schema has no suppression lists (F2)."""
    task = {"subject": "Quote", "priority": "HIGH", "body": "Soon", "role": "operator", "due": {"days": 3}}
    steps = [{"id": "quote", "task": task}]
    wanted = resource(object="deals", enrol={"manual": True}, steps=steps)
    body = created(wanted)[0].body
    assert (body["type"], body["objectTypeId"]) == ("PLATFORM_FLOW", "0-3")
    assert not {"suppressionListIds", "canEnrollFromSalesforce"} & body.keys()
    assert body["enrollmentCriteria"] == {"type": "MANUAL", "shouldReEnroll": False}
    fields = body["actions"][0]["fields"]
    assert fields["owner_assignment"] == assigned("77")
    assert fields["due_time"] == {"delta": 3, "timeUnit": "DAYS", "daysOfWeek": []}
    assert fields["associations"][0]["target"]["associationTypeId"] == 216
    assert (fields["task_type"], fields["priority"], fields["body"]) == ("TODO", "HIGH", "Soon")


def test_set_property_body() -> None:
    """A fixed value of a property, and a lifecycle stage by the id that the portal gave it (F5)."""
    steps = [*TAGGING["steps"], {"id": "leave", "set": {"contacts.lifecyclestage": "churned"}}]
    (made,) = expand(KIND, {"tagging": {**TAGGING, "steps": steps}}, near())
    first, second = created(made, {Symbol("lifecycle_stage", "churned"): "4711"})[0].body["actions"]
    assert first == action(
        1,
        "0-5",
        {
            "property_name": "lead_source_category",
            "value": {"type": "STATIC_VALUE", "staticValue": "website"},
        },
        2,
    )
    assert second["fields"]["value"]["staticValue"] == "4711"


def test_enrolling_again_names_what_triggers() -> None:
    """A re-enrolment by property is the pair `hs_name` and `hs_value` (F3); one by form is the form."""
    enrol = AnyOf((UNTAGGED, Submitted(("download",))))
    where = near()
    where.conditions = {"untagged": enrol}
    (made,) = expand(KIND, {"tagging": {**TAGGING, "reEnrol": True}}, where)
    criteria = created(made)[0].body["enrollmentCriteria"]
    property_branch, form_branch = criteria["reEnrollmentTriggersFilterBranches"]
    assert criteria["shouldReEnroll"] is True
    assert [entry["property"] for entry in property_branch["filters"]] == ["hs_name", "hs_value"]
    assert property_branch["filters"][0]["operation"]["value"] == "lead_source_category"
    assert form_branch["filters"] == [
        {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": FORM_ID}
    ]


DENIED = Submitted(("download",), refine=condition.Refinement(at_least=2))


@pytest.mark.parametrize("denied", [Submitted(("download",)), DENIED])
def test_a_form_that_is_denied_enrols_nobody_again(denied: Submitted) -> None:
    """Whether `NOT_FILLED_OUT` says it or a `NOT_ANY` branch: only the property triggers."""
    where = near()
    where.conditions = {"untagged": All((UNTAGGED, Not(denied)))}
    (made,) = expand(KIND, {"tagging": {**TAGGING, "reEnrol": True}}, where)
    (trigger,) = created(made)[0].body["enrollmentCriteria"]["reEnrollmentTriggersFilterBranches"]
    assert [entry["property"] for entry in trigger["filters"]] == ["hs_name", "hs_value"]


def test_what_associated_records_have_enrols_nobody_again() -> None:
    """A property of another record is none that the record gets a new value of, and that is told."""
    where = near()
    size = condition.Test(PropertyRef("companies", "size"), "number", "known", value=True)
    where.conditions = {"untagged": Associated("companies", where=size)}
    (made,) = expand(KIND, {"tagging": {**TAGGING, "reEnrol": True}}, where)
    criteria = created(made)[0].body["enrollmentCriteria"]
    assert criteria["reEnrollmentTriggersFilterBranches"] == []
    assert [finding.code for finding in once_only([made])] == ["RV840"]


def test_what_enrols_again_is_no_finding() -> None:
    """A form that is asked about, and a workflow that shall not enrol again."""
    where = near()
    where.conditions = {
        "untagged": AnyOf((Submitted(("download",)), Associated("companies"))),
        "owned": Associated("companies"),
    }
    again, once = {**TAGGING, "reEnrol": True}, {**TAGGING, "enrol": "owned", "reEnrol": False}
    assert list(once_only(expand(KIND, {"again": again, "once": once}, where))) == []


def test_two_workflows_are_two_creates() -> None:
    """An unrelated workflow in the same layer travels in the same round with its own address."""
    both = expand(KIND, {"step_mails": STEP_MAILS, "tagging": TAGGING}, near())
    made = [KIND.resolve(one, look(), context()) for one in both]
    changes = [Change(one.address, Phase.DRAFT, Action.CREATE, resource=one) for one in made]
    asked, _ = talk(KIND.compile(changes, context().named(NAMES)))
    assert [[str(a) for call in calls for a in call.carries] for calls in asked] == [
        ["workflow.step_mails", "workflow.tagging"]
    ]


def test_settling_a_create() -> None:
    """The answer gives the flow's id, and the ids of its actions by step."""
    (call,) = created(resolved(look()))
    (told,) = KIND.settle(call, Answer(201, flow()), context())
    assert (told.done, told.id, told.keys) == (True, "500", IDS)


def test_settling_renumbered_actions() -> None:
    """Should HubSpot give other action ids than were sent, the place tells which is which."""
    (call,) = created(resolved(look()))
    (told,) = KIND.settle(
        call, Answer(201, flow(actions=[{**a, "actionId": f"1{a['actionId']}"} for a in ACTIONS])), context()
    )
    assert told.keys["steps.day3"] == "15"


# Choosing and waiting


def test_email_that_is_there_is_chosen() -> None:
    """`email` where the portal has one for automation, `else` where not (design, section 7)."""
    units = resolved(look()).units
    assert (units["steps.day0"], units["steps.day1"]) == ({"email": "thanks"}, {"email": "case_study"})
    assert units["steps.day3"] == {"task": {"subject": "Call them", "type": "CALL"}}


def test_unpublished_email_is_told() -> None:
    """An e-mail that is a draft can be planned and is said to stand in the way of switching on."""
    (told,) = look().findings
    assert (told.code, "case_study" in told.summary) == ("RV591", True)


def test_email_without_else_waits() -> None:
    """No e-mail and nothing in its place: the name is missing and used, so the whole workflow waits."""
    wanted = resource(steps=[{"id": "day9", "email": "nowhere"}])
    seen = look(wanted=wanted, lists=(FORMS, EMAILS))
    symbol = Symbol("automated_email", "nowhere")
    assert "no marketing e-mail" in seen.missing[symbol]
    assert symbol in resolved(seen, wanted).uses


def test_unreadable_emails_prove_nothing() -> None:
    """A token that may not read e-mails makes the workflow wait; it is no reason to take `else` (rule 5)."""
    seen = look(lists=(FORMS, Answer(403, {"message": "missing scope content"}), OWNERS))
    wanted = resolved(seen)
    assert wanted.units["steps.day0"] == {"email": "thanks"}
    assert "content" in seen.missing[Symbol("automated_email", "thanks")]
    assert Symbol("automated_email", "thanks") in wanted.uses


@pytest.mark.parametrize(
    ("roles", "reason"),
    [
        ({"other": Role("a@example.com")}, "maps it to nobody"),
        ({"operator": Role("new@example.com")}, "no user of the portal yet"),
        ({"operator": Role(team="Marketing")}, "team 'Marketing'"),
    ],
)
def test_role_without_a_user_waits(roles: Mapping[str, Role], reason: str) -> None:
    """A role that nobody fills is missing with its reason, and the task that uses it keeps using it."""
    wanted = resource(steps=[{"id": "a", "task": {"subject": "x", "role": "operator"}}])
    _, seen = talk(KIND.observe("", [wanted], context(roles=roles)), [rows(), FORMS, OWNERS])
    assert reason in seen.missing[Symbol("role", "operator")]
    assert Symbol("role", "operator") in resolved(seen, wanted).uses


def test_missing_and_ambiguous_forms_wait() -> None:
    """A form that is not there, or there twice, is missing."""
    none = look(lists=(rows(), EMAILS, OWNERS))
    twice = look(
        lists=(rows({"id": "a", "name": "download"}, {"id": "b", "name": "download"}), EMAILS, OWNERS)
    )
    assert none.missing[Symbol("form", "download")] == "the portal has no form of this name"
    assert twice.missing[Symbol("form", "download")] == "2 forms have this name"


# Observing


def test_lists_that_are_read() -> None:
    """Flows, and only the names that are used; with an id in the ledger only that flow is read."""
    wanted = resource(steps=STEPS[1:2], enrol={"manual": True})
    entry = Entry("500", keys={"steps.wait1": "2"})
    asked, _ = talk(
        KIND.observe("", [wanted], context(entry)), [rows(listed(), listed(id="501"))], [rows(flow())]
    )
    assert [(c.surface, c.method, c.path, dict(c.query), c.pages) for c in asked[0]] == [
        ("flows", "GET", "/flows", {"limit": "100"}, True)
    ]
    assert [(c.method, c.path, c.body) for c in asked[1]] == [
        ("POST", "/flows/batch/read", {"inputs": [{"type": "FLOW_ID", "flowId": "500"}]})
    ]


def test_batch_reads_hold_a_hundred() -> None:
    """201 listed flows are read with three requests, side by side."""
    listing = rows(*(listed(id=str(n)) for n in range(201)))
    asked, _ = talk(KIND.observe("", [resource()], context()), [listing, FORMS, EMAILS, OWNERS], [rows()] * 3)
    assert [len(c.body["inputs"]) for c in asked[1]] == [100, 100, 1]


def test_absence_is_never_proven() -> None:
    """HubSpot's flow list omits flows, so an absent one is unknown and a create asks (rule 5)."""
    presence = look().presence(ADDRESS)
    assert isinstance(presence, Unknown)
    assert "omit" in presence.reason


def test_applied_flow_shows_no_drift() -> None:
    """What was created reads back as what was wanted, unit by unit."""
    wanted, seen = resolved(look()), look(flow())
    actual = found(seen, "workflow.step_mails")
    assert {path: actual.units[path] for path in wanted.units} == dict(wanted.units)
    assert (actual.id, actual.keys, actual.units["enabled"]) == ("500", IDS, False)


def test_server_defaults_are_no_drift() -> None:
    """Empty fields, a span in minutes and filled-in flags read as what the blueprint says (peers (f))."""
    noisy = [dict(one) for one in ACTIONS]
    noisy[1] = action(2, "0-1", {"delta": "1440", "time_unit": "MINUTES", "days_of_week": []}, 3)
    noisy[4] = action(5, "0-3", {**CALL, "body": "", "owner_assignment": None})
    branch = SUBMITTED["filterBranches"][0]
    filled = {**branch, "filters": [{**branch["filters"][0], "coalescingRefineBy": None}]}
    criteria = {**CRITERIA, "listFilterBranch": {**SUBMITTED, "filterBranches": [filled]}}
    wanted = resolved(look())
    actual = found(look(flow(actions=noisy, enrollmentCriteria=criteria)), "workflow.step_mails")
    assert {path: actual.units[path] for path in wanted.units} == dict(wanted.units)


def test_two_roles_of_one_person_do_not_flap() -> None:
    """An owner id reads as the role that the wanted step names, not as the first that maps to it."""
    wanted = resource(enrol={"manual": True}, steps=[{"id": "a", "task": {"subject": "x", "role": "second"}}])
    same = {"first": Role("ops@example.com"), "second": Role("ops@example.com")}
    body = created(wanted, {Symbol("role", "second"): "77"})[0].body
    shown = flow(actions=body["actions"], enrollmentCriteria=body["enrollmentCriteria"])
    _, seen = talk(KIND.observe("", [wanted], context(roles=same)), [rows(listed()), OWNERS], [rows(shown)])
    assert found(seen, "workflow.step_mails").units["steps.a"] == wanted.units["steps.a"]


@pytest.mark.parametrize(
    ("edited", "expected"),
    [
        (action(5, "0-3", {**CALL, "subject": "Mail"}), {"task": {"subject": "Mail", "type": "CALL"}}),
        (action(5, "0-4", {"content_id": "902"}), {"email": "case_study"}),
        (
            action(5, "0-4", {"content_id": "5"}),
            {"raw": without_id(action(5, "0-4", {"content_id": "5"}))},
        ),
        (
            action(5, "0-3", {**CALL, "owner_assignment": assigned("9")}),
            {"task": {"subject": "Call them", "type": "CALL", "owner": "9"}},
        ),
    ],
)  # fmt: skip
def test_edited_steps_read_in_the_blueprints_words(edited: Json, expected: Json) -> None:
    """A step that was changed by hand is one changed unit; ids without a name stay as they are."""
    actual = found(look(flow(actions=[*ACTIONS[:4], edited])), "workflow.step_mails")
    assert actual.units["steps.day3"] == expected


def test_steps_made_by_hand_are_seen() -> None:
    """An action that nobody named is a unit of its own and in `steps.extra`, with the step it follows."""
    added = [*ACTIONS[:3], action(4, "0-1", {"delta": "2", "time_unit": "DAYS"}, 6)]
    added += [action(6, "0-1", {"delta": "5", "time_unit": "MINUTES"}, 5), ACTIONS[4]]
    actual = found(look(flow(actions=added), entry=Entry("500", keys=IDS)), "workflow.step_mails")
    assert actual.units["steps.extra"] == [{"id": "action_6", "after": "wait2", "delay": {"minutes": 5}}]
    assert actual.units["steps.order"] == ["day0", "wait1", "day1", "wait2", "action_6", "day3"]
    assert actual.keys == IDS


def test_a_lost_ledger_finds_steps_by_content() -> None:
    """Without ids equal steps are matched in order, and a changed one between two others by its place."""
    changed = [*ACTIONS[:3], action(4, "0-1", {"delta": "9", "time_unit": "DAYS"}, 5), ACTIONS[4]]
    actual = found(look(flow(actions=changed)), "workflow.step_mails")
    assert actual.keys == IDS
    assert actual.units["steps.wait2"] == {"delay": {"days": 9}}


def test_found_again_by_mark_after_a_rename() -> None:
    """The mark in the description finds a flow whose name was changed (rule 5)."""
    actual = found(
        look(flow(name="Renamed", description=f"Bitte nicht ändern {MARK}")), "workflow.step_mails"
    )
    assert (actual.id, actual.units["name"]) == ("500", "Renamed")


def test_a_mark_that_is_no_address_is_no_mark() -> None:
    """People may write anything into a description; it hides no workflow of the portal."""
    strange = "[revops:workflow.a.b.c] [revops:workflow.]"
    assert found(look(flow(description=strange)), "workflow.step_mails").id == "500"


def test_found_by_a_unique_name() -> None:
    """A hand-made flow of the same name and object is met for the first time; two of them are a doubt."""
    conversation = KIND.observe("", [resource()], context())
    twins = [flow(description="", id=number) for number in ("500", "501")]
    _, seen = talk(conversation, [rows(listed(), listed(id="501")), FORMS, EMAILS, OWNERS], [rows(*twins)])
    assert found(look(flow(description="")), "workflow.step_mails").id == "500"
    assert isinstance(seen.presence(ADDRESS), Unknown)
    assert "RV592" in [finding.code for finding in seen.findings]


def test_of_marked_copies_the_oldest_is_meant() -> None:
    """A copy made in HubSpot carries the mark too."""
    copy = flow(id="499", createdAt="2026-11-09T00:00:00Z")
    conversation = KIND.observe("", [resource()], context())
    _, seen = talk(
        conversation, [rows(listed(), listed(id="499")), FORMS, EMAILS, OWNERS], [rows(copy, flow())]
    )
    assert found(seen, "workflow.step_mails").id == "500"


def test_a_flow_that_is_not_shown_is_held() -> None:
    """207 in the batch and 403 alone: it exists and is unreadable (dossier F1); 404 leaves it unknown."""
    lost = Answer(207, {"results": [], "errors": [{"message": "not found"}]})
    denied = Answer(403, {"message": "Flow must be accessible", "category": "FLOW_ACCESS_DENIED"})
    names = [rows(), FORMS, EMAILS, OWNERS]
    asked, seen = talk(KIND.observe("", [resource()], context(Entry("500"))), names, [lost], [denied])
    gone = talk(KIND.observe("", [resource()], context(Entry("500"))), names, [lost], [Answer(404)])[1]
    assert (asked[2][0].path, asked[2][0].restates) == ("/flows/500", True)
    assert "Flow must be accessible" in found(seen, "workflow.step_mails").unreadable
    assert isinstance(gone.presence(ADDRESS), Unknown)


def test_another_object_locks_everything() -> None:
    """HubSpot does not change a workflow's object; a difference blocks, with the way out."""
    shown = flow(objectTypeId="0-3", type="PLATFORM_FLOW")
    actual = found(look(shown), "workflow.step_mails")
    assert actual.units["object"] == "deals"
    assert "contacts" in actual.locked[""]


def test_jumps_lock_the_steps() -> None:
    """A flow that goes back to an earlier action is changed in HubSpot; the rest of it stays changeable."""
    back = {**ACTIONS[4], "connection": {"edgeType": "GOTO", "nextActionId": "2"}}
    actual = found(look(flow(actions=[*ACTIONS[:4], back])), "workflow.step_mails")
    assert set(actual.locked) == {"object", "steps", "paths"}
    assert actual.units["steps.order"] == ["day0", "wait1", "day1", "wait2", "day3"]


def test_actions_out_of_reach_lock_the_steps() -> None:
    """What no edge leads to is told, and HubSpot's editor is asked."""
    stray = {"type": "LIST_BRANCH", "actionId": "6", "listBranches": []}
    actual = found(look(flow(actions=[*ACTIONS, stray])), "workflow.step_mails")
    assert set(actual.locked) == {"object", "steps", "paths"}
    assert actual.units["steps.action_6"] == {"raw": {"type": "LIST_BRANCH", "listBranches": []}}


def test_everything_is_read_for_pull() -> None:
    """Without anything wanted all flows are found, under names made of theirs."""
    other = flow(id="502", name="資料", description="")
    conversation = KIND.observe("", [], context())
    shown = rows(flow(description=""), other)
    asked = [rows(listed(), listed(id="502")), FORMS, EMAILS, OWNERS, rows(), rows()]
    _, seen = talk(conversation, asked, [shown])
    assert [str(one.address) for one in seen.found] == ["workflow.step_mails", "workflow.flow_502"]


# Updating


def actual_flow(**changed: Json) -> Observed:
    return found(look(flow(**changed), entry=Entry("500", keys=IDS)), "workflow.step_mails")


def test_put_sends_the_whole_flow() -> None:
    """Members of the update only, with the revision; what is not managed goes back as it came (F2)."""
    windows = [{"day": "MONDAY", "startTime": {"hour": 9, "minute": 0}, "endTime": {"hour": 17, "minute": 0}}]
    actual = actual_flow(timeWindows=windows, description="Mine", eventAnchor=None)
    body = put(resolved(look()), actual, name="Better name")
    assert (body["name"], body["revisionId"], body["type"]) == ("Better name", "3", "CONTACT_FLOW")
    assert (body["timeWindows"], body["uuid"], body["actions"]) == (windows, "u-1", ACTIONS)
    assert body["description"] == f"Mine {MARK}"
    gone = {
        "id",
        "createdAt",
        "updatedAt",
        "dataSources",
        "objectTypeId",
        "flowType",
        "nextAvailableActionId",
    }
    assert not (gone | {"crmObjectCreationStatus", "eventAnchor"}) & body.keys()


def test_an_inserted_step_keeps_the_other_ids() -> None:
    """The new step gets the next free id and stands where the blueprint has it; the chain is rewired."""
    more = [*STEPS[:2], {"id": "tag", "set": {"contacts.lead_source_category": "website"}}, *STEPS[2:]]
    wanted = resolved(look(), resource(steps=more))
    order = ["day0", "wait1", "tag", "day1", "wait2", "day3"]
    after = {"steps__tag": wanted.units["steps.tag"], "steps__order": order}
    body = put(wanted, actual_flow(), **after)
    tag = {
        "property_name": "lead_source_category",
        "value": {"type": "STATIC_VALUE", "staticValue": "website"},
    }
    assert body["actions"] == [
        ACTIONS[0],
        {**ACTIONS[1], "connection": {"edgeType": "STANDARD", "nextActionId": "6"}},
        action(6, "0-5", tag, 3),
        *ACTIONS[2:],
    ]
    assert body["startActionId"] == "1"


def test_a_first_and_a_last_step_move() -> None:
    """A new order starts at another action, and the last one leads nowhere."""
    order = ["day3", "day0", "wait1", "day1", "wait2"]
    wanted = resolved(look(), resource(steps=[STEPS[4], *STEPS[:4]]))
    body = put(wanted, actual_flow(), steps__order=order)
    assert [one["actionId"] for one in body["actions"]] == ["5", "1", "2", "3", "4"]
    assert (body["startActionId"], "connection" in body["actions"][-1]) == ("5", False)


def test_one_changed_step_is_one_changed_action() -> None:
    """Only the fields of that action differ; its id and its connection stay."""
    wanted = resolved(look(), resource(steps=[*STEPS[:3], {"id": "wait2", "delay": {"hours": 5}}, STEPS[4]]))
    body = put(wanted, actual_flow(), steps__wait2={"delay": {"hours": 5}})
    changed = action(4, "0-1", {"delta": "300", "time_unit": "MINUTES"}, 5)
    assert body["actions"] == [*ACTIONS[:3], changed, ACTIONS[4]]


def test_a_step_that_left_the_blueprint_is_taken_out() -> None:
    """Written by an earlier run, gone from the file, still shown: it is removed, nothing else is."""
    entry = Entry("500", keys=IDS, units={path: {} for path in IDS})
    fewer = resource(steps=[*STEPS[:3], STEPS[4]])
    seen = look(flow(), fewer, entry=entry)
    wanted = resolved(seen, fewer, entry)
    actual = found(seen, "workflow.step_mails")
    assert wanted.units["steps.wait2"] is MISSING
    assert actual.units["steps.extra"] == []
    body = put(wanted, actual, steps__wait2=MISSING)
    assert [one["actionId"] for one in body["actions"]] == ["1", "2", "3", "5"]
    assert body["actions"][2]["connection"]["nextActionId"] == "5"


def test_hand_made_steps_stay_until_taken() -> None:
    """Another change leaves a hand-made step where it is; taking the blueprint's side removes it."""
    added = [*ACTIONS[:4], {**ACTIONS[4], "connection": {"edgeType": "STANDARD", "nextActionId": "6"}}]
    added.append(action(6, "0-1", {"delta": "1", "time_unit": "DAYS"}))
    actual, wanted = actual_flow(actions=added), resolved(look())
    kept = put(wanted, actual, steps__day3={"task": {"subject": "Other"}})
    taken = put(wanted, actual, steps__extra=[])
    assert [one["actionId"] for one in kept["actions"]] == ["1", "2", "3", "4", "5", "6"]
    assert [one["actionId"] for one in taken["actions"]] == ["1", "2", "3", "4", "5"]
    assert "connection" not in taken["actions"][-1]


def test_held_deletions_are_not_undone() -> None:
    """A step that somebody deleted in HubSpot is not brought back by a change of another one."""
    fewer = [*ACTIONS[:3], {**ACTIONS[4]}]
    fewer[2] = {**ACTIONS[2], "connection": {"edgeType": "STANDARD", "nextActionId": "5"}}
    body = put(resolved(look()), actual_flow(actions=fewer), steps__wait1={"delay": {"days": 7}})
    assert [one["actionId"] for one in body["actions"]] == ["1", "2", "3", "5"]


def test_enrolment_changes_alone() -> None:
    """`enrol` and `reEnrol` are written apart; leaving settings of the portal are kept."""
    leaving = {**CRITERIA, "unEnrollObjectsNotMeetingCriteria": True}
    actual = actual_flow(enrollmentCriteria=leaving)
    body = put(resolved(look()), actual, enrol={"submitted": ["download"]})
    assert body["enrollmentCriteria"] == leaving
    again = put(resolved(look()), actual, reEnrol=True)["enrollmentCriteria"]
    assert (again["shouldReEnroll"], again["listFilterBranch"]) == (True, SUBMITTED)
    assert len(again["reEnrollmentTriggersFilterBranches"]) == 1


def test_a_stale_revision_is_told() -> None:
    """409, or 400 that names the revision, says that somebody edited the workflow (F2)."""
    call = Call("flows", "PUT", "/flows/500", body={"revisionId": "3"}, carries=(ADDRESS,))
    for status in (409, 400):
        (told,) = KIND.settle(call, Answer(status, {"message": "revisionId 3 is stale"}), context())
        assert told.finding
        assert (told.done, told.finding.code) == (False, "RV593")
        assert "plan" in told.finding.hint
    (other,) = KIND.settle(call, Answer(400, {"message": "actions[0] is wrong"}), context())
    assert other.finding
    assert other.finding.code != "RV593"


def test_delete() -> None:
    """A delete is one request, and what is not there any more is done."""
    change = delete(actual_flow())
    asked, _ = talk(KIND.compile([change], context()), [Answer(204)])
    assert [(c.method, c.path) for c in asked[0]] == [("DELETE", "/flows/500")]
    (told,) = KIND.settle(asked[0][0], Answer(404), context())
    assert told.done
    assert "back" in next(iter(KIND.hazards(change))).summary


# Switching on


def switching(wanted: Resource, actual: Observed | None, *, on: bool = True) -> Change:
    units = (UnitChange("enabled", not on, on),)
    return Change(ADDRESS, Phase.ENABLE, Action.UPDATE, units, resource=wanted, actual=actual)


def test_phases() -> None:
    """Drafting while it is off, switching on apart; on a workflow that is on everything is at once."""
    on = actual_flow(isEnabled=True)
    assert [KIND.phase(path, None) for path in ("name", "steps.day0", "enabled")] == [
        Phase.DRAFT,
        Phase.DRAFT,
        Phase.ENABLE,
    ]
    assert [KIND.phase(path, on) for path in ("name", "steps.day0")] == [Phase.ENABLE, Phase.ENABLE]
    assert KIND.phase("steps.order", actual_flow()) is Phase.DRAFT


def test_switching_on_reads_the_fresh_revision() -> None:
    """The run may have written the flow since it was observed, so the update takes the newest."""
    change = switching(resolved(look(), resource(enabled=True)), actual_flow())
    fresh = flow(revisionId="9", name="Written by this run")
    asked, _ = talk(KIND.compile([change], context().named(NAMES)), [rows(fresh)], [Answer(200, fresh)])
    assert [(c.method, c.path, c.carries) for c in asked[0]] == [("POST", "/flows/batch/read", ())]
    ((method, path, body),) = sent(asked)
    assert (method, path) == ("PUT", "/flows/500")
    assert (body["isEnabled"], body["revisionId"], body["name"]) == (True, "9", "Written by this run")
    assert body["actions"] == ACTIONS


def test_switching_on_right_after_the_create() -> None:
    """The id comes from the ledger; in a rehearsal, before there is one, a name stands in its place."""
    change = switching(resolved(look(), resource(enabled=True)), None)
    real = context(Entry("500", created=True)).named(NAMES)
    asked, _ = talk(KIND.compile([change], real), [rows(flow())], [Answer(200, flow())])
    assert sent(asked)[0][:2] == ("PUT", "/flows/500")
    names = replace(context().named(NAMES).names, rehearsal=True)
    asked, _ = talk(KIND.compile([change], replace(context(), names=names)))
    assert sent(asked)[0][1] == "/flows/%3Cworkflow%3Astep_mails%3E"


def test_an_enabled_flow_is_written_with_the_observed_revision() -> None:
    """Nothing of this run came before, so the planned revision guards against an edit since the plan."""
    wanted, actual = resolved(look()), actual_flow(isEnabled=True)
    change = replace(update(wanted, actual, name="Other"), phase=Phase.ENABLE)
    asked, _ = talk(KIND.compile([change], context().named(NAMES)), [Answer(200, flow())])
    ((_, _, body),) = sent(asked)
    assert (len(asked), body["isEnabled"], body["revisionId"]) == (1, True, "3")


def test_hazards_of_switching_on() -> None:
    """None: whom it concerns is counted, and stands beside the change."""
    assert list(KIND.hazards(switching(resolved(look(), resource(enabled=True)), actual_flow()))) == []


def test_hazards_of_changing_what_is_on() -> None:
    """A change of an enabled workflow takes effect at once, and lost recipients are pointed out (F1)."""
    notice = action(5, "0-8", {"subject": "x", "body": "y"})
    actual = actual_flow(isEnabled=True, actions=[*ACTIONS[:4], notice])
    told = [f.summary for f in KIND.hazards(update(resolved(look()), actual, name="Other"))]
    assert "at once" in told[0]
    assert "no recipient" in told[1]


def test_by_hand_points_at_the_workflow() -> None:
    """Where the API may not write, the text links to HubSpot's own editor."""
    change = update(resolved(look()), actual_flow(), name="Other")
    link = "https://app.hubspot.com/workflows/245/platform/flow/500/edit"
    assert f"{link} (Automation > Workflows)" in KIND.by_hand(change, context())


def test_learnt_names() -> None:
    """The flow's id is a name that others may use."""
    assert KIND.learn(ADDRESS, {"": "500", **IDS}) == {Symbol("workflow", "step_mails"): "500"}
    assert KIND.learn(ADDRESS, {"": ""}) == {}


# Writing back


def entry() -> dict[str, Any]:
    steps = deepcopy(STEPS)
    steps[0]["else"] = {"task": {"subject": {"ja": "お礼", "en": "Thank them"}, "role": "operator"}}
    return {**STEP_MAILS, "name": dict(STEP_MAILS["name"]), "steps": steps}


def test_pull_writes_an_entry_that_loads() -> None:
    """What `pull` writes is a valid entry with the same units."""
    told = KIND.describe(actual_flow(isEnabled=True), context())
    loaded = expand(KIND, {"step_mails": told}, near())[0]
    assert {**loaded.units, "enabled": True} == {**resolved(look()).units, "enabled": True}


def test_keep_a_label_in_one_language() -> None:
    """The portal's name changes the text of the target's language."""
    kept = entry()
    KIND.rewrite(kept, "name", "New name", context())
    assert kept["name"] == {"ja": "資料DLステップメール", "en": "New name"}


def test_keep_a_step() -> None:
    """A changed step is changed in place: in the `else` that was taken, or as the step itself."""
    kept = entry()
    KIND.rewrite(kept, "steps.day0", {"task": {"subject": "Merci", "priority": "HIGH"}}, context())
    KIND.rewrite(kept, "steps.wait1", {"delay": {"hours": 4}}, context())
    KIND.rewrite(kept, "steps.wait2", {"email": "last_call"}, context())
    KIND.rewrite(kept, "steps.day3", MISSING, context())
    assert kept["steps"][0]["else"]["task"] == {"subject": {"ja": "お礼", "en": "Merci"}, "priority": "HIGH"}
    assert kept["steps"][0]["email"] == "thanks"
    assert kept["steps"][1] == {"id": "wait1", "delay": {"hours": 4}}
    assert kept["steps"][3] == {"id": "wait2", "email": "last_call"}
    assert len(kept["steps"]) == 4


def test_keep_order_and_hand_made_steps() -> None:
    """The list follows the portal's sequence, and a hand-made step is taken in where it stands."""
    kept = entry()
    KIND.rewrite(kept, "steps.order", ["wait1", "day0", "day1", "wait2", "day3"], context())
    made = {"id": "action_6", "after": "wait1", "delay": {"minutes": 5}}
    KIND.rewrite(kept, "steps.extra", [made], context())
    assert [step["id"] for step in kept["steps"]][:3] == ["wait1", "action_6", "day0"]
    assert kept["steps"][1] == {"id": "action_6", "delay": {"minutes": 5}}


def test_a_kept_step_is_found_under_its_name() -> None:
    """After that the hand-made action is a step like any other."""
    steps = [*STEPS, {"id": "action_6", "delay": {"minutes": 5}}]
    added = [*ACTIONS[:4], {**ACTIONS[4], "connection": {"edgeType": "STANDARD", "nextActionId": "6"}}]
    added.append(action(6, "0-1", {"delta": "5", "time_unit": "MINUTES"}))
    seen = look(flow(actions=added), resource(steps=steps), entry=Entry("500", keys=IDS))
    actual = found(seen, "workflow.step_mails")
    assert (actual.units["steps.extra"], actual.keys["steps.action_6"]) == ([], "6")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("steps.day3", {"raw": {"actionTypeId": "0-4"}}),
        ("steps.day3", {"task": {"subject": "x", "owner": "9"}}),
        ("steps.extra", [{"id": "action_6", "after": "", "raw": {}}]),
        ("enrol", {"raw": {"type": "EVENT_BASED"}}),
        ("goal", {"all": [{"property": "contacts.email", "known": True}, {"raw": {"listId": "47"}}]}),
        ("steps.day3", {"branch": [{"path": "a", "name": "A", "when": {"not": {"raw": {"listId": "47"}}}}]}),
    ],
)
def test_what_has_no_words_cannot_be_kept(path: str, value: Json) -> None:
    """A blueprint holds no portal's ids (rule 1), so keeping them is refused with the way out."""
    with pytest.raises(Refused) as refused:
        KIND.rewrite(entry(), path, value, context())
    assert refused.value.exit_code == 4
    assert refused.value.findings[0].hint
