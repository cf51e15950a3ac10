"""Kind `workflow`: steps beyond the enrolled record, as dossier F4 and F5 write them, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from kind_talk import Near, create, expand, found, rows, sent, talk
from pydantic import TypeAdapter, ValidationError

from revops.kinds.workflow import WorkflowKind
from revops.kinds.workflow.mentions import mentioned
from revops.kinds.workflow.offers import Offers, slack_fields
from revops.kinds.workflow.sequences import book
from revops.kinds.workflow.versions import versions
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Role
from revops.model.json import Json
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Observed, Phase, Resource, Symbol

KIND = WorkflowKind()
TYPES = {
    "contacts.jobtitle": "string",
    "contacts.hubspot_owner_id": "enumeration",
    "companies.domain": "string",
    "companies.seen": "datetime",
    "companies.counted": "number",
    "companies.tier": "enumeration",
    "deals.dealname": "string",
    "deals.amount": "number",
    "deals.hubspot_owner_id": "enumeration",
}
NAMES = {
    Symbol("association", "contacts-companies/adviser"): "77",
    Symbol("sequence", "Follow up"): "901",
    Symbol("user", "ops"): "5",
    Symbol("subscription", "Newsletter"): "33",
    Symbol("slack", "#sales"): "slackChannel/messageText/C012345678",
    Symbol("role", "ops"): "70",
}
CONTEXT = Context(roles={"ops": Role("ops@example.com")}, portal=PortalFacts(245)).named(NAMES)


def section(step: Mapping[str, Json], scope: str = "contacts") -> Json:
    steps = [{"id": "one", **step}]
    return {"wide": {"object": scope, "name": "Wide", "enrol": {"manual": True}, "steps": steps}}


def resource(step: Mapping[str, Json], near: Near | None = None) -> Resource:
    (made,) = expand(KIND, section(step), near or Near(types=TYPES))
    return made


def flow_of(wanted: Resource) -> dict[str, Any]:
    """The body of the create, as HubSpot would keep it."""
    asked, _ = talk(KIND.compile([create(wanted)], CONTEXT))
    ((_, _, body),) = sent(asked)
    return {**body, "id": "500", "revisionId": "3"}


def action_of(step: Mapping[str, Json]) -> dict[str, Any]:
    (action,) = flow_of(resource(step))["actions"]
    return dict(action)


def looked(flow: Mapping[str, Json], wanted: Resource) -> Observed:
    """What is seen of the flow; every look-up but those of the names above comes back empty."""
    conversation = KIND.observe("", [wanted], CONTEXT)
    calls, answers = next(conversation), []
    try:
        while True:
            answers = [
                rows({"id": "500", "name": "Wide"})
                if call.path == "/flows"
                else rows(flow)
                if "batch" in call.path
                else rows()
                for call in calls
            ]
            calls = conversation.send(answers)
    except StopIteration as end:
        return found(end.value, "workflow.wide")


def edited(fields: Mapping[str, Json], step: Mapping[str, Json]) -> Json:
    """How a step reads after somebody gave its action these fields."""
    wanted = resource(step)
    flow = flow_of(wanted)
    flow["actions"][0]["fields"] = dict(fields)
    return looked(flow, wanted).units["steps.one"]


def association(number: int, category: str = "HUBSPOT_DEFINED") -> dict[str, Json]:
    return {"associationCategory": category, "associationTypeId": number}


def static(text: str) -> dict[str, Json]:
    return {"type": "STATIC_VALUE", "staticValue": text}


CREATED = {
    "object": "deals",
    "properties": {
        "deals.dealname": "A deal",
        "deals.hubspot_owner_id": {"from": "contacts.hubspot_owner_id"},
    },
}
WRITTEN: list[tuple[dict[str, Json], str, int, dict[str, Json]]] = [
    ({"clear": "contacts.jobtitle"}, "0-5", 0, {"property_name": "jobtitle", "value": static("")}),
    (
        {"set": {"companies.domain": "x"}, "of": "companies"},
        "0-5",
        0,
        {"property_name": "domain", "value": static("x"), "association": association(279)},
    ),
    (
        {"clear": "companies.domain", "of": "companies", "label": "primary"},
        "0-5",
        0,
        {"property_name": "domain", "value": static(""), "association": association(1)},
    ),
    (
        {"stamp": "companies.seen", "of": "companies", "label": "adviser"},
        "0-5",
        0,
        {
            "property_name": "seen",
            "value": {"type": "TIMESTAMP", "timestampType": "EXECUTION_TIME"},
            "association": association(77, "USER_DEFINED"),
        },
    ),
    (
        {"copy": {"from": "contacts.jobtitle", "to": "companies.domain"}, "of": "companies"},
        "0-5",
        0,
        {
            "property_name": "domain",
            "value": {"type": "OBJECT_PROPERTY", "propertyName": "jobtitle"},
            "association": association(279),
        },
    ),
    (
        {"increment": {"companies.counted": 2}, "of": "companies"},
        "0-5",
        0,
        {
            "property_name": "counted",
            "value": {"type": "INCREMENT", "incrementAmount": 2},
            "association": association(279),
        },
    ),
    (
        {"append": {"companies.tier": "a"}, "of": "companies"},
        "0-5",
        0,
        {
            "property_name": "tier",
            "value": {"type": "STATIC_APPEND_VALUE", "staticAppendValue": "a"},
            "association": association(279),
        },
    ),
    (
        {"create": {**CREATED, "associate": True}},
        "0-14",
        0,
        {
            "object_type_id": "0-3",
            "properties": [
                {"targetProperty": "dealname", "value": static("A deal")},
                {
                    "targetProperty": "hubspot_owner_id",
                    "value": {"type": "OBJECT_PROPERTY", "propertyName": "hubspot_owner_id"},
                },
            ],
            "associations": [{"target": association(3), "value": {"type": "ENROLLED_OBJECT"}}],
            "use_explicit_associations": "true",
        },
    ),
    (
        {"create": {"object": "deals", "properties": {"deals.amount": "5"}, "associate": False}},
        "0-14",
        0,
        {
            "object_type_id": "0-3",
            "properties": [{"targetProperty": "amount", "value": static("5")}],
            "associations": [],
            "use_explicit_associations": "true",
        },
    ),
    (
        {"associate": {"to": "companies", "match": {"from": "contacts.jobtitle", "to": "companies.domain"}}},
        "0-63189541",
        6,
        {
            "fromObjectType": "0-1",
            "toObjectType": "0-2",
            "createAssociationOnly": "true",
            "matchBy": "fromAndToObjects",
            "enrolledObjectPropertyNameToMatch": "0-1/jobtitle",
            "associatedObjectPropertyNameToMatch": "0-2/domain",
        },
    ),
    ({"note": "Called"}, "0-169425243", 0, {"note_body": "Called", "pin_note": "false"}),
    (
        {"slack": {"channel": "#sales", "message": "Hi"}},
        "1-179507819",
        0,
        {"slackChannel": "C012345678", "messageText": "Hi"},
    ),
    (
        {"sequence": {"name": "Follow up", "sender": "ops"}},
        "0-46510720",
        6,
        {
            "sequenceId": "901",
            "shouldUseContactTimeZone": "false",
            "senderType": "SPECIFIC_USER",
            "userId": "5",
        },
    ),
    (
        {"sequence": {"name": "Follow up", "sender": "contact_owner", "contact_time_zone": True}},
        "0-46510720",
        6,
        {
            "sequenceId": "901",
            "shouldUseContactTimeZone": "true",
            "senderType": "CONTACT_OWNER",
            "contactOwnerProperty": "hubspot_owner_id",
        },
    ),
    (
        {"unsubscribe": {"name": "Newsletter", "basis": "NON_GDPR", "explanation": "Done"}},
        "0-43347357",
        7,
        {
            "targetContact": "{{ enrolled_object }}",
            "channel": "EMAIL",
            "optState": "OPT_OUT",
            "subscriptionId": "33",
            "legalBasis": "NON_GDPR",
            "legalBasisExplanation": "Done",
        },
    ),
]


@pytest.mark.parametrize(("step", "kind", "version", "fields"), WRITTEN)
def test_steps_are_written_as_the_dossier_has_them(
    step: dict[str, Json], kind: str, version: int, fields: dict[str, Json]
) -> None:
    """Action type, version and fields of each."""
    action = action_of(step)
    assert (action["actionTypeId"], action["actionTypeVersion"], action["fields"]) == (kind, version, fields)


@pytest.mark.parametrize("step", [step for step, *_ in WRITTEN])
def test_what_was_written_reads_the_same(step: dict[str, Json]) -> None:
    """The unit is the step in its one spelling, whole."""
    wanted = resource(step)
    assert wanted.units["steps.one"] == step
    assert looked(flow_of(wanted), wanted).units["steps.one"] == step


def test_a_cleared_value_that_is_left_out_reads_alike() -> None:
    """No document tells the form of `clear`; HubSpot may leave an empty value out."""
    fields = {"property_name": "jobtitle", "value": {"type": "STATIC_VALUE"}}
    assert edited(fields, {"clear": "contacts.jobtitle"}) == {"clear": "contacts.jobtitle"}


def test_an_empty_association_is_the_enrolled_record() -> None:
    """HubSpot may fill in empty fields (peers (f))."""
    fields = {"property_name": "jobtitle", "value": static(""), "association": {}}
    assert edited(fields, {"clear": "contacts.jobtitle"}) == {"clear": "contacts.jobtitle"}


STRANGE: list[tuple[dict[str, Json], dict[str, Json]]] = [
    (
        {"clear": "contacts.jobtitle"},
        {"property_name": "domain", "value": static(""), "association": association(99, "USER_DEFINED")},
    ),
    ({"note": "Called"}, {"note_body": "Called", "pin_note": "true"}),
    (
        {"create": {"object": "deals", "properties": {"deals.amount": "5"}}},
        {
            "object_type_id": "0-3",
            "properties": [{"targetProperty": "closedate", "value": {"type": "TIMESTAMP"}}],
        },
    ),
    (
        {"create": {"object": "deals", "properties": {"deals.amount": "5"}}},
        {
            "object_type_id": "0-3",
            "properties": [{"targetProperty": "amount", "value": static("5")}],
            "associations": [{"target": association(5), "value": {"type": "ENROLLED_OBJECT"}}],
        },
    ),
    (
        {"associate": {"to": "companies", "match": {"from": "contacts.jobtitle", "to": "companies.domain"}}},
        {
            "fromObjectType": "0-1",
            "toObjectType": "0-2",
            "createAssociationOnly": "false",
            "matchBy": "fromAndToObjects",
            "enrolledObjectPropertyNameToMatch": "0-1/jobtitle",
            "associatedObjectPropertyNameToMatch": "0-2/domain",
        },
    ),
    ({"slack": {"channel": "#sales", "message": "Hi"}}, {"channel": "a", "message": "b", "thread": "c"}),
    (
        {"sequence": {"name": "Follow up", "sender": "ops"}},
        {"sequenceId": "901", "senderType": "SPECIFIC_USER", "userId": "6"},
    ),
    (
        {"sequence": {"name": "Follow up", "sender": "contact_owner"}},
        {"sequenceId": "901", "senderType": "CONTACT_OWNER", "contactOwnerProperty": "boss"},
    ),
    (
        {"subscribe": {"name": "Newsletter", "basis": "NON_GDPR", "explanation": "x"}},
        {"targetContact": "x", "channel": "EMAIL", "optState": "OPT_IN", "subscriptionId": "33"},
    ),
]


@pytest.mark.parametrize(("step", "fields"), STRANGE)
def test_what_has_no_words_is_raw(step: dict[str, Json], fields: dict[str, Json]) -> None:
    """A label without a name, a pin, a value of another kind, a user without a role: never half a step."""
    assert edited(fields, step).keys() == {"raw"}


# Faults


def matching(source: str, target: str) -> dict[str, Json]:
    return {"associate": {"to": "companies", "match": {"from": source, "to": target}}}


FAULTY: list[tuple[dict[str, Json], str]] = [
    ({"set": {"contacts.jobtitle": ""}}, "RV841"),
    ({"set": {"companies.domain": "x"}}, "RV293"),
    ({"set": {"contacts.jobtitle": "x"}, "of": "companies"}, "RV293"),
    ({"clear": "contacts.nothing"}, "RV293"),
    ({"copy": {"from": "companies.domain", "to": "companies.domain"}, "of": "companies"}, "RV293"),
    ({"create": {"object": "deals", "properties": {"contacts.jobtitle": "x"}}}, "RV293"),
    ({"create": {"object": "deals", "properties": {"deals.amount": {"from": "deals.amount"}}}}, "RV293"),
    (matching("companies.domain", "companies.domain"), "RV293"),
    (matching("contacts.jobtitle", "deals.amount"), "RV293"),
]


@pytest.mark.parametrize(("step", "code"), FAULTY)
def test_faulty_steps_are_reported(step: dict[str, Json], code: str) -> None:
    """A property of the wrong object, or of none, is told at its line."""
    near = Near(types=TYPES)
    resource(step, near)
    assert near.codes == [code]


@pytest.mark.parametrize(
    "step",
    [
        {"sequence": {"name": "Follow up"}},
        {"subscribe": {"name": "Newsletter", "basis": "NON_GDPR", "explanation": "x"}},
    ],
)
def test_some_steps_are_for_contacts_alone(step: dict[str, Json]) -> None:
    """Deals are in no sequence and have no subscriptions."""
    near = Near(types=TYPES)
    expand(KIND, section(step, "deals"), near)
    assert near.codes == ["RV835"]


@pytest.mark.parametrize(
    "step",
    [
        {"clear": "contacts.jobtitle", "label": "primary"},
        {"note": "a", "slack": {"channel": "a", "message": "b"}},
        {"slack": {"channel": "a", "message": "b"}, "else": {"delay": {"days": 1}}},
        {"create": {"object": "deals", "properties": {}}},
        {"subscribe": {"name": "a", "basis": "BECAUSE", "explanation": "b"}},
    ],
)
def test_misshapen_steps_are_refused(step: dict[str, Json]) -> None:
    """A label of nothing, two words, an `else` that waits, a record without properties, an unknown ground."""
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python(section(step))


@pytest.mark.parametrize("word", ["before", "after"])
def test_a_start_before_a_date_is_refused(word: str) -> None:
    """No source tells the sign of `daysDelta` (dossier F6); the message names two ways around."""
    entry = section({"note": "a"})
    entry["wide"]["enrol"] = {"date": "contacts.due", "at": "09:00", word: {"days": 90}}
    with pytest.raises(ValidationError, match=r"until: .*before") as refused:
        TypeAdapter(KIND.section_type).validate_python(entry)
    assert "within_next_days" in str(refused.value)


# Choices


def resolved(step: Mapping[str, Json], answer: Answer) -> Mapping[str, Json]:
    """The units as they are wanted where `/action-types` answers so, and the portal has nothing else."""
    wanted = resource(step)
    conversation = KIND.observe("", [wanted], Context(portal=PortalFacts(245)))
    calls = next(conversation)
    try:
        while True:
            calls = conversation.send([answer if one.surface == "flow_actions" else rows() for one in calls])
    except StopIteration as end:
        return KIND.resolve(wanted, end.value, Context()).units["steps.one"]  # type: ignore[no-any-return]  # a step


SLACK = {"slack": {"channel": "#sales", "message": "Hi"}}
OR_ELSE = {**SLACK, "else": {"in_app": {"roles": ["ops"], "subject": "a", "body": "b"}}}


def described(*fields: Mapping[str, Json]) -> Answer:
    """A list of actions in which Slack's has these fields."""
    return rows({"actionTypeId": "1-179507819", "inputFieldDefinitions": list(fields)})


def test_slack_is_told_where_the_portal_has_it() -> None:
    """Its fields are those that the list describes."""
    has = described({"name": "channel"}, {"name": "message"})
    assert resolved(OR_ELSE, has) == SLACK


@pytest.mark.parametrize("answer", [rows(), Answer(404), described({"name": "channel"})])
def test_else_is_done_where_it_has_not(answer: Answer) -> None:
    """Not offered, no list at all as in version 4, or fields that nobody can tell apart."""
    assert resolved(OR_ELSE, answer) == {"in_app": {"roles": ["ops"], "subject": "a", "body": "b"}}


def test_an_answer_that_says_nothing_chooses_nothing() -> None:
    """After a failure nobody knows whether the portal has Slack, so the step stays and waits (rule 5)."""
    assert resolved(OR_ELSE, Answer(503)) == SLACK


def offers(*fields: Mapping[str, Json]) -> Offers:
    return Offers(described(*fields))


CHANNEL = Symbol("slack", "#sales")
OPTIONS = [{"label": "sales", "value": "C1"}, {"label": "all", "value": "C2"}]


def test_a_channel_is_one_of_the_options() -> None:
    """HubSpot may list the channels: then the name is a label, with or without its sign."""
    field = {"name": "channel", "fieldDefinitionType": "ENUM", "options": OPTIONS}
    seen = offers(field, {"name": "text"})
    assert seen.ids([CHANNEL])[CHANNEL] == "channel/text/C1"
    other = Symbol("slack", "#boss")
    assert "no such channel" in seen.missing([other])[other]


def test_a_channel_kept_elsewhere_is_named_by_slacks_id() -> None:
    """Where HubSpot keeps the options elsewhere a name cannot be looked up."""
    seen = offers({"name": "channel", "fieldDefinitionType": "EXTERNAL_ENUM"}, {"name": "message"})
    by_id = Symbol("slack", "C0123456789")
    assert "Slack's id" in seen.missing([CHANNEL])[CHANNEL]
    assert seen.ids([by_id])[by_id] == "channel/message/C0123456789"


def test_a_required_field_that_is_not_known_is_not_left_out() -> None:
    """HubSpot would refuse the action, so it is not written."""
    seen = offers({"name": "channel"}, {"name": "message"}, {"name": "workspace", "isRequired": True})
    assert "workspace" in seen.missing([CHANNEL])[CHANNEL]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["slackChannelId", "messageText"], ("slackChannelId", "messageText")),
        (["channel", "message", "message_format"], None),
        (["channel", "user_channel", "text"], None),
        (["to", "what"], None),
    ],
)
def test_slacks_fields_are_told_apart_by_their_names(names: list[str], told: tuple[str, str] | None) -> None:
    """One names the channel and one the text, or nobody knows."""
    assert slack_fields(names) == told


# Sequences


NAMED = Symbol("sequence", "Follow up")


def test_sequences_are_found_in_every_list() -> None:
    """The same one in two lists is one; two of a name are none."""
    ids, missing = book([rows({"id": "1", "name": "Follow up"}), rows({"id": "1", "name": "Follow up"})], [])
    assert (ids, missing) == ({NAMED: "1"}, {})
    both = [rows({"id": "1", "name": "Follow up"}), rows({"id": "2", "name": "Follow up"})]
    assert book(both, [NAMED])[1] == {NAMED: "2 sequences have this name"}


def test_without_users_no_sequence_is_found() -> None:
    """HubSpot shows sequences user by user (dossier I)."""
    assert "user by user" in book([], [NAMED])[1][NAMED]


@pytest.mark.parametrize("status", [403, 404])
def test_a_refusal_is_an_answer_and_a_failure_is_none(status: int) -> None:
    """It proves that the portal or the token has no sequences; after a 503 nobody knows (rule 5)."""
    refused, failed = book([Answer(status)], [NAMED])[1], book([Answer(503)], [NAMED])[1]
    assert f"may not read sequences: {status}" in refused[NAMED]
    assert refused.keys() == {NAMED}
    assert failed.keys() == {NAMED, Symbol("sequence", "")}


# Versions


def test_a_version_is_that_of_the_portals_flows() -> None:
    """The newest that is in use there; small actions have none (dossier F4)."""
    flow = {
        "actions": [
            {"actionTypeId": "0-63189541", "actionTypeVersion": 7},
            {"actionTypeId": "0-63189541", "actionTypeVersion": 6},
            {"actionTypeId": "0-5", "actionTypeVersion": 3},
            {"actionTypeId": "0-169425243", "actionTypeVersion": 2},
            {"type": "WEBHOOK"},
        ]
    }
    assert versions([flow], []) == {
        Symbol("action_version", "0-63189541"): "7",
        Symbol("action_version", "0-169425243"): "2",
    }


@pytest.mark.parametrize(("action", "told"), [("0-999", 0), ("0-1000", 1), ("1-5", 1), ("0-31", 1)])
def test_hubspots_first_actions_have_no_version(action: str, told: int) -> None:
    """Those with short ids are of the version 0 (dossier F4), but for the one that was seen with 13."""
    assert len(versions([{"actions": [{"actionTypeId": action, "actionTypeVersion": 14}]}], [])) == told


def test_a_version_that_the_list_tells_comes_first() -> None:
    """HubSpot's description has none; should an answer hold one, it is the portal's own."""
    flow = {"actions": [{"actionTypeId": "1-7", "actionTypeVersion": 4}]}
    told = versions([flow], [{"actionTypeId": "1-7", "actionTypeVersion": 3}])
    assert told == {Symbol("action_version", "1-7"): "3"}


def test_a_new_action_gets_the_version_in_use() -> None:
    """Also one that the blueprint names by its id, where it says none."""
    context = CONTEXT.named({Symbol("action_version", "0-169425243"): "9"})
    for step in ({"note": "a"}, {"action": {"type": "0-169425243", "fields": {"note_body": "a"}}}):
        asked, _ = talk(KIND.compile([create(resource(step))], context))
        ((_, _, body),) = sent(asked)
        assert body["actions"][0]["actionTypeVersion"] == 9


@pytest.mark.parametrize(("told", "version"), [({}, 3), ({"version": 4}, 4)])
def test_a_version_that_the_blueprint_says_is_written(told: dict[str, Json], version: int) -> None:
    """One that it leaves out stays as HubSpot has it."""
    wanted = resource({"action": {"type": "1-7", **told, "fields": {"a": "b"}}})
    flow = flow_of(resource({"action": {"type": "1-7", "version": 3, "fields": {"a": "c"}}}))
    unit = UnitChange("steps.one", None, wanted.units["steps.one"])
    actual = looked(flow, wanted)
    change = Change(wanted.address, Phase.DRAFT, Action.UPDATE, (unit,), resource=wanted, actual=actual)
    asked, _ = talk(KIND.compile([change], CONTEXT))
    ((_, _, body),) = sent(asked)
    (action,) = body["actions"]
    assert (action["actionTypeVersion"], action["fields"]) == (version, {"a": "b"})


# What comes first


def test_a_label_of_the_blueprint_comes_first() -> None:
    """The step waits for the association label, and for the custom object whose record it makes."""
    entries = {"associations": {"contacts": {"companies": {"adviser": {}}}}, "objects": {"contract": {}}}
    near = Near(types={**TYPES, "contract.number": "string"}, entries=entries)
    labelled = resource({"stamp": "companies.seen", "of": "companies", "label": "adviser"}, near)
    assert Need(Address("association", "contacts-companies", "adviser")) in labelled.needs
    assert Symbol("association", "contacts-companies/adviser") in labelled.uses
    made = resource({"create": {"object": "contract", "properties": {"contract.number": "1"}}}, near)
    assert Need(Address("object", "", "contract")) in made.needs
    assert Symbol("association", "contract-contacts/default") in made.uses


def test_properties_that_a_step_names() -> None:
    """Those of the record that is made, those that it copies, and those of an `else`."""
    step = {
        "slack": {"channel": "a", "message": "b"},
        "else": {"set": {"contacts.jobtitle": "x"}},
    }
    assert [str(ref) for ref in mentioned([step])] == ["contacts.jobtitle"]
    made = {"create": {**CREATED, "associate": True}}
    assert {str(ref) for ref in mentioned([made])} == {
        "deals.dealname",
        "deals.hubspot_owner_id",
        "contacts.hubspot_owner_id",
    }
