"""Kind `form`: bodies as dossier I1 writes them, conversations driven by hand."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from kind_talk import Near, create, delete, expand, found, rows, sent, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.form.kind import FormKind
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import Condition, PropertyRef
from revops.model.context import Context, Role
from revops.model.finding import Refused, Severity
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Observation, Phase, Present, Resource, Symbol

KIND = FormKind()
ADDRESS = Address.parse("form.inquiry")
FORM_ID = "6f5c1a2e-0000-4a4a-8b8b-222222222222"
PROPERTIES = {
    "contacts": {
        "email": {"existing": "string"},
        "lastname": {"existing": "string"},
        "firstname": {"existing": "string"},
        "interest": {
            "label": {"ja": "ご興味", "en": "Interest"},
            "type": "enumeration",
            "fieldType": "select",
            "formField": True,
            "options": {"product": "Product", "other": "Other", "old": {"label": "Old", "hidden": True}},
        },
        "remark": {"label": "Remark", "type": "string", "fieldType": "textarea", "formField": True},
        "size": {"existing": "number"},
        "report": {"label": "Report", "type": "string", "fieldType": "html"},
    },
    "companies": {"name": {"existing": "string"}},
}
INQUIRY: dict[str, Json] = {
    "ref": "MA02",
    "name": {"ja": "お問い合わせ", "en": "Inquiry"},
    "fields": [
        ["lastname", "firstname"],
        {"property": "contacts.email", "label": {"ja": "メール", "en": "E-mail"}, "required": True},
        {
            "property": "contacts.interest",
            "dependents": [{"when": {"any_of": ["other"]}, "field": "contacts.remark"}],
        },
        {"text": "<p>Soon.</p>"},
    ],
    "submit": {"ja": "送信", "en": "Send"},
    "then": {"message": "Thanks"},
}
PORTAL_PROPERTIES = [
    {"name": "email", "type": "string", "fieldType": "text", "label": "Email", "formField": True},
    {"name": "lastname", "type": "string", "fieldType": "text", "label": "Last Name", "formField": True},
    {"name": "firstname", "type": "string", "fieldType": "text", "label": "First Name", "formField": True},
]


@dataclass
class Blueprint(Near):
    """A blueprint whose conditions are single tests of declared properties."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        ((word, operand),) = ((word, operand) for word, operand in value.items() if word != "property")
        if word == "any_of" and "nowhere" in operand:
            self.report("RV208", "no option", *path)
            return None
        ref = PropertyRef.parse(value["property"])
        return condition.Test(ref, self.types[str(ref)], word, operand)


def near(**more: Json) -> Blueprint:
    types = {
        f"{scope}.{name}": entry.get("existing") or entry["type"]
        for scope, entries in PROPERTIES.items()
        for name, entry in entries.items()
    }
    return Blueprint(types=types, entries={"properties": PROPERTIES, **more})


def resource(**changed: Json) -> Resource:
    (made,) = expand(KIND, {"inquiry": {**INQUIRY, **changed}}, near())
    return made


def reported(**changed: Json) -> list[str]:
    asked = near()
    expand(KIND, {"inquiry": {**INQUIRY, **changed}}, asked)
    return asked.codes


def context(entry: Entry | None = None, **names: str) -> Context:
    ledger = Ledger(1, {ADDRESS: entry} if entry else {})
    roles = {"sales": Role("sales@example.com"), "desk": Role("", "Desk")}
    ids = {Symbol("recipient", role): f"user_ids/{user}" for role, user in names.items()}
    return Context(roles=roles, ledger=ledger, portal=PortalFacts(245)).named(ids)


def group(*fields: Json, **more: Json) -> dict[str, Json]:
    return {"groupType": "default_group", "richTextType": "text", **more, "fields": [*fields]}


def text_field(name: str, label: str) -> dict[str, Json]:
    return {
        "objectTypeId": "0-1",
        "name": name,
        "label": label,
        "required": False,
        "hidden": False,
        "fieldType": "single_line_text",
        "dependentFields": [],
    }


def email_field(**more: Json) -> dict[str, Json]:
    validation = {"blockedEmailDomains": [], "useDefaultBlockList": False}
    usual = {
        **text_field("email", "E-mail"),
        "required": True,
        "fieldType": "email",
        "validation": validation,
    }
    return {**usual, **more}


REMARK = {**text_field("remark", "Remark"), "fieldType": "multi_line_text"}
INTEREST = {
    **text_field("interest", "Interest"),
    "fieldType": "dropdown",
    "dependentFields": [
        {
            "dependentCondition": {
                "operator": "set_any",
                "value": "",
                "values": ["other"],
                "rangeStart": "",
                "rangeEnd": "",
            },
            "dependentField": REMARK,
        }
    ],
    "options": [
        {"label": "Product", "value": "product", "displayOrder": 0},
        {"label": "Other", "value": "other", "displayOrder": 1},
    ],
    "defaultValues": [],
}
GROUPS = [
    group(text_field("lastname", "Last Name"), text_field("firstname", "First Name")),
    group(email_field()),
    group(INTEREST),
    group(richText="<p>Soon.</p>"),
]


def form(**changed: Json) -> dict[str, Any]:
    """The form as HubSpot answers it, with settings that no blueprint here names."""
    return deepcopy(
        {
            "id": FORM_ID,
            "formType": "hubspot",
            "name": "Inquiry",
            "createdAt": "2026-11-01T00:00:00Z",
            "updatedAt": "2026-11-01T00:00:00Z",
            "archived": False,
            "fieldGroups": GROUPS,
            "configuration": {
                "language": "en",
                "cloneable": True,
                "editable": True,
                "archivable": True,
                "recaptchaEnabled": True,
                "notifyContactOwner": False,
                "notifyRecipients": ["77"],
                "createNewContactForNewEmail": False,
                "prePopulateKnownValues": True,
                "allowLinkToResetKnownValues": False,
                "lifecycleStages": [],
                "postSubmitAction": {"type": "thank_you", "value": "Thanks"},
            },
            "displayOptions": {
                "renderRawHtml": False,
                "theme": "sharp",
                "submitButtonText": "Send",
                "style": {"submitColor": "#ff7a59"},
            },
            "legalConsentOptions": {"type": "none"},
            **changed,
        }
    )


def see(*forms: Json, wanted: tuple[Resource, ...] = (), asked: Context | None = None) -> Observation:
    """What the kind sees of forms; of contacts the portal tells three properties, of others no names."""
    conversation = KIND.observe("", wanted, asked or context())
    told = {"forms": rows(*forms), "/contacts": rows(*PORTAL_PROPERTIES)}
    answers = [told.get(call.path or call.surface, rows()) for call in next(conversation)]
    with pytest.raises(StopIteration) as end:
        conversation.send(answers)
    observation: Observation = end.value.value
    return observation


def seen(shown: Json, wanted: Resource, asked: Context | None = None) -> Any:
    return found(see(shown, wanted=(wanted,), asked=asked), "form.inquiry")


def resolved(made: Resource, *forms: Json) -> Resource:
    return KIND.resolve(made, see(*forms, wanted=(made,)), context())


def patched(shown: Json, made: Resource, asked: Context | None = None, **after: Json) -> Json:
    """The body of the PATCH of some units."""
    change = update(made, seen(shown, made), **after)
    ((_, path, body),) = sent(talk(KIND.compile([change], asked or context()), [Answer(200, shown)])[0])
    assert path == f"/{FORM_ID}"
    return body


def test_rows_and_fields_are_units():
    """A row is a list of keys; what a field says, and what the blueprint's property says of it, is a unit."""
    made = resource()

    assert made.units["rows"] == [
        ["lastname", "firstname"],
        ["email"],
        ["interest"],
        [{"text": "<p>Soon.</p>"}],
    ]
    assert made.units["fields.email.label"] == "E-mail"
    assert made.units["fields.email.required"] is True
    assert made.units["fields.interest.label"] == "Interest"
    assert made.units["fields.interest.options"] == ["product", "other"]
    assert made.units["fields.interest.dependents"] == [{"when": {"any_of": ["other"]}, "field": "remark"}]
    assert made.ref == ("MA02",)


def test_what_is_not_said_is_no_unit():
    """Rule 2: the label of a property that is only referred to, consent and settings are nobody's here."""
    units = resource().units

    assert "fields.lastname.label" not in units
    assert not [path for path in units if path.startswith(("consent", "style", "notify", "theme"))]


def test_a_form_needs_its_properties():
    """Every property that it asks for, those of dependent fields among them."""
    names = {need.address.name for need in resource().needs}

    assert names == {"lastname", "firstname", "email", "interest", "remark"}


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("contacts.nowhere", "RV860"),
        ("contacts.email", "RV861"),
        ("contacts.lifecyclestage", "RV862"),
        ({"property": "contacts.remark", "fieldType": "dropdown"}, "RV863"),
        ("contacts.report", "RV863"),
        ({"property": "contacts.remark", "allowMultipleFiles": True}, "RV864"),
        ({"property": "contacts.interest", "options": ["nowhere"]}, "RV208"),
    ],
)
def test_what_no_form_can_ask_is_refused(field, code):
    """Undeclared, twice, the lifecycle stage, another kind of field, a key of another kind, no option."""
    assert code in reported(fields=["contacts.email", field])


def test_a_dependent_field_asks_what_forms_can_compare():
    """`updated_in_days` is a word of conditions, and nothing that HubSpot's forms compare (dossier I1)."""
    field = {
        "property": "size",
        "dependents": [{"when": {"updated_in_days": 3}, "field": "contacts.remark"}],
    }

    assert reported(fields=[field]) == ["RV865"]


def test_a_stage_is_one_that_is_known():
    """Shipped stages by their ids, others as the blueprint describes them."""
    asked = near(lifecycle={"churned": {"create": True}})
    section = {"inquiry": {**INQUIRY, "lifecycle": {"contacts": "churned", "companies": "nowhere"}}}
    (made,) = expand(KIND, section, asked)

    assert asked.reports == [("RV862", ("forms", "inquiry", "lifecycle", "companies"))]
    assert Need(Address.parse("lifecycle.contacts")) in made.needs


@pytest.mark.parametrize(
    "wrong",
    [
        {"then": {}},
        {"then": {"message": "a", "redirect": "https://example.com"}},
        {"then": {"redirect": "somewhere"}},
        {"consent": {}},
        {"lifecycle": {"contacts": "lead"}},
        {"fields": [["a", "b", "c", "d"]]},
        {"fields": []},
        {"colour": "red"},
    ],
)
def test_the_section_takes_what_a_form_can_have(wrong):
    """One of two things that follow, one ground, a stage for both objects, three fields in a row."""
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python({"inquiry": {**INQUIRY, **wrong}})


def test_a_create_has_every_member_that_is_demanded():
    """Dossier I1: groups, configuration, display, consent, and times that HubSpot sets itself."""
    ((method, path, body),) = sent(talk(KIND.compile([create(resolved(resource()))], context()))[0])

    assert (method, path) == ("POST", "")
    assert body["fieldGroups"] == GROUPS
    assert (body["formType"], body["name"], body["archived"]) == ("hubspot", "Inquiry", False)
    assert {"createdAt", "updatedAt"} <= body.keys()
    assert body["legalConsentOptions"] == {"type": "none"}
    assert body["displayOptions"]["submitButtonText"] == "Send"
    assert len(body["displayOptions"]["style"]) == 12
    assert body["configuration"]["postSubmitAction"] == {"type": "thank_you", "value": "Thanks"}
    assert body["configuration"]["lifecycleStages"] == []


def test_settings_are_put_into_their_parts():
    """Stages for both objects, a page to go to, a colour; `0-1` and `0-2` are contacts and companies."""
    settings = {
        "lifecycle": {"contacts": "lead", "companies": "lead"},
        "then": {"redirect": "https://example.com/thanks"},
        "style": {"submitColor": "#112233"},
        "recaptchaEnabled": True,
    }
    ((_, _, body),) = sent(talk(KIND.compile([create(resolved(resource(**settings)))], context()))[0])

    assert body["configuration"]["lifecycleStages"] == [
        {"objectTypeId": "0-1", "value": "lead"},
        {"objectTypeId": "0-2", "value": "lead"},
    ]
    assert body["configuration"]["postSubmitAction"]["type"] == "redirect_url"
    assert body["configuration"]["recaptchaEnabled"] is True
    assert body["displayOptions"]["style"]["submitColor"] == "#112233"


def test_consent_names_subscription_types():
    """A box per type, by the type's name; the portal's id is a number on the wire (dossier I1)."""
    box = {"subscription": "News", "label": "Mails, please"}
    made = resource(consent={"explicit": {"privacyText": "We care", "checkboxes": [box]}})
    asked = context().named({Symbol("subscription", "News"): "901"})
    ((_, _, body),) = sent(talk(KIND.compile([create(made)], asked))[0])

    assert made.uses == {Symbol("subscription", "News")}
    assert body["legalConsentOptions"] == {
        "type": "explicit_consent_to_process",
        "privacyText": "We care",
        "communicationsCheckboxes": [
            {"label": "Mails, please", "required": False, "subscriptionTypeId": 901}
        ],
    }


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"equals": ["x"]}, {"operator": "eq", "value": "x"}),
        ({"at_least": 10}, {"operator": "gte", "value": "10"}),
        ({"between": [1, 3]}, {"operator": "between", "rangeStart": "1", "rangeEnd": "3"}),
        ({"known": True}, {"operator": "is_not_empty"}),
        ({"none_of": ["a", "b"]}, {"operator": "set_not_any", "values": ["a", "b"]}),
    ],
)
def test_conditions_have_all_five_members(when, expected):
    """Those that an operator does not use are empty, and are sent all the same (dossier I1)."""
    field = {"property": "size", "dependents": [{"when": when, "field": "contacts.remark"}]}
    made = resource(fields=[field])
    ((_, _, body),) = sent(talk(KIND.compile([create(made)], context()))[0])
    (link,) = body["fieldGroups"][0]["fields"][0]["dependentFields"]

    assert link["dependentCondition"] == {
        "value": "",
        "values": [],
        "rangeStart": "",
        "rangeEnd": "",
        **expected,
    }


def test_what_was_sent_reads_as_what_was_wanted():
    """Every unit of the blueprint has its own value in the form that a create of it makes."""
    field = {
        "property": "interest",
        "fieldType": "radio",
        "options": ["other", "product"],
        "defaultValue": "other",
        "hidden": True,
        "description": "Why",
    }
    made = resolved(resource(fields=[field, "contacts.email", ["companies.name"]], consent="none"))
    ((_, _, body),) = sent(talk(KIND.compile([create(made)], context()))[0])
    shown = seen({**body, "id": FORM_ID}, made)

    assert {path: shown.units.get(path) for path in made.units} == dict(made.units)


def test_a_change_sends_the_part_and_keeps_the_rest_of_it():
    """PATCH replaces a part as a whole: what nobody here manages goes with it, other parts stay at home."""
    made = resolved(resource(), form())
    body = patched(form(), made, fields__email__label="Work e-mail")

    assert body.keys() == {"fieldGroups"}
    assert body["fieldGroups"] == [GROUPS[0], group(email_field(label="Work e-mail")), *GROUPS[2:]]


def test_a_change_goes_upon_what_is_there_now():
    """The form is read before it is written, so a field that somebody added meanwhile is not lost."""
    made = resolved(resource(), form())
    change = update(made, seen(form(), made), submit="Ask")
    meanwhile = form(displayOptions={**form()["displayOptions"], "theme": "round"})
    asked, _ = talk(KIND.compile([change], context()), [Answer(200, meanwhile)])
    ((_, _, body),) = sent(asked)

    assert [(call.method, call.path) for call in asked[0]] == [("GET", f"/{FORM_ID}")]
    assert body == {"displayOptions": {**meanwhile["displayOptions"], "submitButtonText": "Ask"}}


def test_rows_take_fields_out_and_bring_them_in():
    """Rows are one unit: the new arrangement with each field as it is, and without those left out."""
    made = resolved(resource(), form())
    body = patched(form(), made, rows=[["email", "firstname"], ["interest"]])

    assert body["fieldGroups"] == [
        group(email_field(), text_field("firstname", "First Name")),
        group(INTEREST),
    ]


def test_another_kind_of_field_keeps_label_and_options():
    """Dropdown to radio: what the new kind can have stays."""
    made = resolved(resource(fields=[{"property": "interest", "fieldType": "radio"}]), form())
    body = patched(form(), made, fields__interest__fieldType="radio")
    changed = body["fieldGroups"][2]["fields"][0]

    assert (changed["fieldType"], changed["label"]) == ("radio", "Interest")
    assert changed["options"] == INTEREST["options"]
    assert changed["dependentFields"] == INTEREST["dependentFields"]


def test_a_field_of_a_referred_property_is_shown_as_the_portal_has_it():
    """`existing: string` says no fieldType; the portal's property is a text area, so the field is one."""
    made = resource(fields=["lastname"])
    portal = [{**PORTAL_PROPERTIES[1], "fieldType": "textarea", "formField": False}]
    observation = talk(KIND.observe("", [made], context()), [rows(), rows(*portal)])[1]
    fitted = KIND.resolve(made, observation, context())

    assert made.units["fields.lastname.fieldType"] == "single_line_text"
    assert fitted.units["fields.lastname.fieldType"] == "multi_line_text"
    assert [one.code for one in KIND.hazards(create(fitted))] == ["RV866", "RV867"]


def test_forms_have_no_draft():
    """A new form is defined; what changes one that is there shows at once, so it asks as publishing does."""
    made = resolved(resource(), form())

    assert KIND.phase("submit", None) is Phase.DEFINE
    assert KIND.phase("submit", seen(form(), made)) is Phase.PUBLISH
    (told,) = KIND.hazards(update(made, seen(form(), made), submit="Ask"))
    assert (told.code, told.severity) == ("RV866", Severity.WARNING)


def test_e_mails_to_people_are_a_step_of_their_own():
    """A new form tells nobody before somebody agreed; then those that HubSpot tells already stay."""
    made = resource(notify={"roles": ["sales"]})
    told = UnitChange("notify.roles.sales", False, True)
    change = Change(ADDRESS, Phase.PUBLISH, Action.UPDATE, (told,), resource=made)
    asked = context(sales="5").named({Symbol("form", "inquiry"): FORM_ID})
    ((method, path, body),) = sent(talk(KIND.compile([change], asked), [Answer(200, form())])[0])

    assert KIND.phase("notify.roles.sales", None) is Phase.PUBLISH
    assert (method, path) == ("PATCH", f"/{FORM_ID}")
    assert body["configuration"]["notifyRecipients"] == ["77", "5"]


def test_who_is_named_no_more_is_told_no_more():
    """An earlier run had the role told and the blueprint dropped it; others that are told stay."""
    entry = Entry(FORM_ID, {"notify.roles.sales": True})
    shown = form()
    shown["configuration"]["notifyRecipients"] = ["5", "77"]
    made, asked = resource(), context(entry, sales="5")
    fitted = KIND.resolve(made, see(shown, wanted=(made,), asked=asked), asked)
    body = patched(shown, fitted, asked, notify__roles__sales=False)

    assert fitted.units["notify.roles.sales"] is False
    assert body["configuration"]["notifyRecipients"] == ["77"]


def test_a_role_that_is_a_team_waits():
    """HubSpot's `notifyRecipients` are users (dossier I1)."""
    made = resource(notify={"roles": ["desk"]})
    owners, teams = rows(), rows({"id": "9", "name": "Desk"})
    answers = [rows(), owners, teams, rows(*PORTAL_PROPERTIES)]
    observation = talk(KIND.observe("", [made], context()), answers)[1]

    assert "team" in observation.missing[Symbol("recipient", "desk")]


def test_a_form_is_found_by_the_ledger_then_by_its_name():
    """Its id outlasts a new name; without a ledger the name tells, width and case apart."""
    made, renamed = resource(), form(name="Something else")

    assert seen(form(name=" inquiry"), made).id == FORM_ID
    assert seen(renamed, made, context(Entry(FORM_ID))).units["name"] == "Something else"
    assert see(renamed, wanted=(made,)).presence(ADDRESS) == Absent()


def test_two_forms_of_the_name_are_held():
    """Nobody knows which one is meant, so neither is changed and no third is made."""
    twins = (form(), form(id="2"))
    presence = see(*twins, wanted=(resource(),)).presence(ADDRESS)

    assert isinstance(presence, Present)
    assert "bind" in presence.observed.unreadable


def test_a_list_that_was_cut_proves_no_absence():
    """Rule 5: with more pages to come a form may be on one of them."""
    cut = Answer(200, {"results": [], "paging": {"next": {"after": "2"}}})
    observation = talk(KIND.observe("", [resource()], context()), [cut, rows()])[1]

    assert not isinstance(observation.presence(ADDRESS), Absent)


def test_other_forms_than_hubspots_are_none():
    """Captured ones and pop-ups are made elsewhere, and the API does not change them (dossier I1)."""
    assert see(form(formType="captured")).found == ()


def test_what_hubspot_leaves_out_is_as_if_it_were_empty():
    """Its guide shows answers without `dependentFields` and with `groupType: default` (dossier I1)."""
    bare = {
        key: value for key, value in text_field("lastname", "Last Name").items() if key != "dependentFields"
    }
    shown = form(fieldGroups=[{"groupType": "default", "richTextType": "text", "fields": [bare]}])
    units = see(shown).found[0].units

    assert units["rows"] == [["lastname"]]
    assert units["fields.lastname.dependents"] == []
    assert units["fields.lastname.placeholder"] == ""


def test_progressive_rows_are_left_to_hubspot():
    """A blueprint has no words for them: the rows are locked, the rest is not."""
    shown = form(fieldGroups=[group(email_field(), groupType="progressive")])
    observed = see(shown).found[0]

    assert "rows" in observed.locked
    assert observed.units["rows"] == {"raw": ["progressive"]}


def test_a_create_tells_the_id_that_workflows_use():
    """The answer's id is the symbol `form`, under the blueprint's key."""
    ((call,),) = talk(KIND.compile([create(resource())], context()))[0]
    (settled,) = KIND.settle(call, Answer(201, form()), context())

    assert (settled.done, settled.id) == (True, FORM_ID)
    assert KIND.learn(ADDRESS, {"": FORM_ID}) == {Symbol("form", "inquiry"): FORM_ID}


@pytest.mark.parametrize(("editor", "by_hand"), [("V4", True), ("V3", False)])
def test_forms_of_the_new_editor_may_refuse(editor, by_hand):
    """Issue 431 of HubSpot's Python client: then a person can do it in HubSpot, and the clicks are told."""
    made = resolved(resource(), form())
    shown = form()
    shown["configuration"]["embedType"] = editor
    change = update(made, seen(form(), made), submit="Ask")
    asked, _ = talk(KIND.compile([change], context()), [Answer(200, shown)])
    (settled,) = KIND.settle(asked[1][0], Answer(400, {"message": "no"}), context())

    assert (settled.done, settled.by_hand) == (False, by_hand)
    assert FORM_ID in KIND.by_hand(change, context())


def test_to_remove_is_to_archive():
    """One request, told beforehand: nothing brings it back through the API (dossier I1)."""
    change = delete(seen(form(), resource()))
    (call,) = sent(talk(KIND.compile([change], context()))[0])
    (told,) = KIND.hazards(change)

    assert call == ("DELETE", f"/{FORM_ID}", None)
    assert "archived" in told.summary


def test_a_pulled_form_is_the_same_form():
    """Every unit of what `pull` writes has the portal's value."""
    (observed,) = see(form()).found
    entry = {**KIND.describe(observed, context())}
    (again,) = expand(KIND, {"inquiry": entry}, near())

    assert {path: observed.units.get(path) for path in again.units} == dict(again.units)
    assert entry["fields"][1] == {"property": "contacts.email", "label": "E-mail", "required": True}
    assert entry["theme"] == "sharp"


def kept(entry: Mapping[str, Json], path: str, value: Json) -> dict[str, Any]:
    written = deepcopy(dict(entry))
    KIND.rewrite(written, path, value, context())
    return written


def test_a_kept_label_changes_one_language():
    """And a field that was a bare name becomes a map."""
    written = kept(INQUIRY, "fields.email.label", "Work e-mail")
    named = kept(INQUIRY, "fields.lastname.label", "Family name")

    assert written["fields"][1]["label"] == {"ja": "メール", "en": "Work e-mail"}
    assert named["fields"][0] == [{"property": "lastname", "label": "Family name"}, "firstname"]


def test_kept_rows_keep_what_the_file_says():
    """A field that moved goes with its entry, one that somebody added comes by its name."""
    written = kept(INQUIRY, "rows", [["email"], [{"text": "<p>Later.</p>"}], ["company", "lastname"]])

    assert written["fields"] == [
        INQUIRY["fields"][1],
        {"text": "<p>Later.</p>"},
        ["contacts.company", "lastname"],
    ]


@pytest.mark.parametrize(
    ("path", "value", "key", "expected"),
    [
        ("submit", "Ask", "submit", {"ja": "送信", "en": "Ask"}),
        ("then", {"message": "Bye"}, "then", {"message": "Bye"}),
        ("then", {"redirect": "https://example.com"}, "then", {"redirect": "https://example.com"}),
        ("lifecycle", {}, "lifecycle", "none"),
        ("theme", "round", "theme", "round"),
        ("style.submitColor", "#000000", "style", {"submitColor": "#000000"}),
        ("consent.type", "none", "consent", "none"),
    ],
)
def test_kept_settings_are_where_the_file_says_them(path, value, key, expected):
    """Texts in one language, the rest as a value."""
    assert kept(INQUIRY, path, value)[key] == expected


def test_a_role_comes_and_goes():
    """Both ways of what a person changed in HubSpot."""
    entry = {**INQUIRY, "notify": {"roles": ["sales"]}}

    assert kept(entry, "notify.roles.sales", value=False)["notify"] == {"roles": []}
    assert kept(entry, "notify.roles.desk", value=True)["notify"] == {"roles": ["sales", "desk"]}


@pytest.mark.parametrize(
    ("path", "value"),
    [("rows", {"raw": []}), ("rows", [[{"raw": {"id": "4711"}}]]), ("consent.type", "explicit")],
)
def test_what_has_no_words_is_refused(path, value):
    """RV868: only HubSpot's editor can express it."""
    with pytest.raises(Refused) as refusal:
        kept(INQUIRY, path, value)

    assert refusal.value.findings[0].code == "RV868"


def test_a_new_form_has_no_page_yet():
    """By hand there is the way to make it, with what it says."""
    change = replace(create(resource()), units=(UnitChange("submit", MISSING, "Send"),))

    assert "Create form" in KIND.by_hand(change, context())


def test_fields_that_no_property_answers_are_left_to_hubspot():
    """Payment links are kinds of fields that a blueprint has no words for (dossier I1)."""
    link = {**text_field("payment", "Pay"), "fieldType": "payment_link_radio", "options": []}
    observed = see(form(fieldGroups=[group(link)])).found[0]

    assert observed.units["rows"] == {"raw": ["payment_link_radio"]}


def test_what_is_empty_is_nobodys_work():
    """On first contact a blueprint may fill it; what somebody chose is held (rule 4)."""
    factory = see(form(), asked=context(sales="5")).found[0].factory

    assert factory["consent.type"] == "none"
    assert factory["fields.lastname.placeholder"] == ""
    assert factory["notify.roles.sales"] is False
    assert not {"theme", "fields.email.label", "rows", "fields.email.required"} & factory.keys()


def test_texts_go_with_the_ground_that_has_them():
    """Where somebody's ground is held, texts of another one are not sent: HubSpot would refuse them."""
    ground = {"privacyText": "We care", "consentToProcessFooterText": "Below"}
    made = resolved(resource(consent={"explicit": ground}), form())
    implied = {"type": "implicit_consent_to_process", "privacyText": "", "communicationsCheckboxes": []}
    shown = form(legalConsentOptions=implied)
    texts = {f"consent__{name}": text for name, text in ground.items()}
    body = patched(shown, made, **texts)

    assert body["legalConsentOptions"] == {**implied, "privacyText": "We care"}


def test_a_subscription_type_without_a_name_has_no_words():
    """Rule 1: a blueprint holds no ids of a portal, so `pull` leaves such a form in HubSpot."""
    basis = {"type": "legitimate_interest", "lawfulBasis": "lead", "privacyText": "We care"}
    shown = form(legalConsentOptions={**basis, "subscriptionTypeIds": [901]})
    known = context().named({Symbol("subscription", "News"): "901"})

    assert see(shown).found[0].units["consent.subscriptions"] == {"raw": ["901"]}
    assert see(shown, asked=known).found[0].units["consent.subscriptions"] == ["News"]
