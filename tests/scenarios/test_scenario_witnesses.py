"""Two witnesses: client and emulator, each held against names that were typed from the dossier alone.

Were a field renamed in a kind and in the emulator alike, they would still agree with each other, but not with
`wire_shapes`.
"""

from __future__ import annotations

import copy
import io
import json

import client_project
import pytest
import small_project
import wire_shapes as wire
from werkzeug.test import Client

from revops.emulator import DEFAULT_TOKEN, Emulator
from revops.emulator.surfaces.sequences import add_sequence
from revops.model.change import Action
from revops.model.context import Role

PACKS = "revops: 1\nuses: [core, marketing, sales, customer-success]\n"
PEOPLE = {
    "content-marketer": ["content_marketer", "content_planner"],
    "ma-operator": ["ma_operator", "lead_generation_manager"],
    "crm-admin": ["crm_admin"],
    "inside-sales": ["inside_sales"],
    "pipeline-manager": ["pipeline_manager", "deal_manager"],
    "field-sales": ["sales_rep"],
    "sales-assistant": ["sales_assistant", "sales_activity_tracker"],
    "onboarding": ["onboarding"],
    "account-manager": ["account_manager"],
    "support-desk": ["support_desk"],
}
ROLES = {role: Role(f"{person}@example.com") for person, roles in PEOPLE.items() for role in roles}
ROLES["nps_ltv_owner"] = Role(team="Customer Success")
"""All roles of the packs; a workflow whose role nobody fills would not be sent."""
SEQUENCE, SALES_REP = "停滞案件フォロー", "1006"
"""What the sales pack enrols in where the portal has it, and the user whose it is."""
MORE = """
revops: 1
groups:
  companies: {firmographics: {label: Firmographics}}
properties:
  companies:
    tier: {label: Tier, type: number, fieldType: number, groupName: firmographics, description: How much,
           numberDisplayHint: currency, showCurrencySymbol: true, hidden: false, formField: true}
    handle: {label: Handle, type: string, fieldType: text, groupName: firmographics,
             textDisplayHint: domain_name, hasUniqueValue: true}
    twice: {label: Twice, type: number, fieldType: calculation_equation, groupName: firmographics,
            calculationFormula: tier * 2}
    keeper: {label: Keeper, type: enumeration, fieldType: select, groupName: firmographics,
             externalOptions: true, referencedObjectType: OWNER}
    active: {label: Active, type: bool, fieldType: booleancheckbox, groupName: firmographics,
             options: {"true": {label: Yes, description: pays}, "false": No}}
  contacts:
    phone: {existing: string}
    jobtitle: {existing: string}
    hs_lead_status: {existing: enumeration}
    createdate: {existing: datetime}
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 50
    thresholds: {ideal: {from: 40, label: Ideal, color: GREEN}, possible: 15}
    output: {property: fit_points, label: Fit points}
    groups:
      person:
        label: Person
        max: 40
        min: -10
        decay: {days: 30, percent: 10}
        rules:
          title:
            if:
              all: [{property: contacts.jobtitle, contains: [CEO]}, {property: contacts.phone, known: true}]
            add: 10
          status: {property: contacts.hs_lead_status, match: [{any_of: [NEW], add: 3}], else: 1}
          often: {event: page_visited, add: 2, times: {at_least: 3}, within_days: 30, enabled: false}
workflows:
  greet:
    object: contacts
    name: Greet
    enrol: {all: [{property: contacts.createdate, within_last_days: 7}, {submitted: [資料ダウンロード]}]}
    reEnrol: true
    steps:
      - {id: wait, delay: {hours: 2}}
      - {id: mail, email: Thanks, else: {task: {subject: Mail}}}
      - {id: call, task: {subject: Call, body: Soon, priority: HIGH, role: ma_operator, due: {days: 2}}}
      - {id: title, set: {contacts.jobtitle: CEO}}
"""
LABELS = """
revops: 1
associations:
  contacts: {companies: {owner: {label: Owner, inverseLabel: Owned, limit: 3, inverseLimit: 1}}}
"""
OBJECTS = """
revops: 1
objects:
  contract:
    labels: {singular: Contract, plural: Contracts}
    description: A contract with a customer
    primaryDisplayProperty: contract_name
    requiredProperties: [contract_name]
    searchableProperties: [contract_name, contract_site]
    secondaryDisplayProperties: [contract_site]
    associatedObjects: [contacts]
groups:
  contract: {terms: {label: Terms}}
properties:
  contract:
    contract_name: {label: Name, type: string, fieldType: text, groupName: terms, description: As signed}
    contract_site: {label: Site, type: string, fieldType: text, groupName: contract_information,
                    textDisplayHint: domain_name, formField: true}
    amount: {label: Amount, type: number, fieldType: number, groupName: terms}
"""
SEGMENTS = """
revops: 1
properties:
  contacts: {email: {existing: string}, jobtitle: {existing: string}}
segments:
  board: {object: contacts, name: Board, type: static, folder: Sales}
  reached:
    object: contacts
    name: Reached
    where: {all: [{property: contacts.email, known: true}, {not: {in_segment: board}}]}
    convert: {on: 2099-03-31}
"""
SEGMENTS_CHANGED = (
    SEGMENTS.replace("name: Reached", "name: Reachable\n    folder: Sales/All")
    .replace("contacts.email, known", "contacts.jobtitle, known")
    .replace("convert: {on: 2099-03-31}", "convert: {inactive: {weeks: 2}}")
    .replace("type: static", "where: {property: contacts.jobtitle, contains: [CEO]}")
)
CHANGED = (
    client_project.BLUEPRINT.replace("見極め,", "見極め情報,")
    .replace("ja: 流入経路", "ja: きっかけ")
    .replace("        referral: {ja: 紹介, en: Referral}\n", "        ads: 広告\n        referral: 紹介者\n")
    .replace("ja: MQL", "ja: 見込み客")
    .replace("ja: アップセル", "ja: 増額")
    .replace("ja: 提案", "ja: 見積")
    .replace("add: 10}", "add: 12}")
    .replace("thresholds: {hot: 70,", "thresholds: {hot: 80,")
    .replace("days: 3", "days: 5")
    .replace("ja: フォロー", "ja: 追客")
)


def recorded(seen):
    """A wrap of the emulator that notes method, path and body of every request."""

    def wrap(emulator):
        def app(environ, start_response):
            raw = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            environ["wsgi.input"] = io.BytesIO(raw)
            body = json.loads(raw) if raw else None
            seen.append((environ["REQUEST_METHOD"], environ["PATH_INFO"], body))
            return emulator(environ, start_response)

        return app

    return wrap


EMAILS = """
revops: 1
campaigns:
  launch:
    {name: Launch, start: 2026-12-01, end: 2026-12-31, notes: A, goal: B, audience: C, status: planned,
     owner: ma_operator}
emails:
  hello:
    name: First mail
    subject: Hello
    preview: Soon
    from: {fromName: Sales, replyTo: ma_operator, customReplyTo: a@example.com}
    subscription: Marketing Information
    language: ja
    body: {ja: こんにちは, en: Good day}
    campaign: launch
    publish: true
"""
FORMS = """
revops: 1
groups: {contacts: {interests: {label: Interests}}}
properties:
  contacts:
    email: {existing: string}
    phone: {existing: string}
    company: {existing: string}
    topics: {label: Topics, type: enumeration, fieldType: checkbox, groupName: interests, formField: true,
             options: {crm: CRM, seo: SEO}}
    staff: {label: Staff, type: number, fieldType: number, groupName: interests, formField: true}
    start: {label: Start, type: date, fieldType: date, groupName: interests, formField: true}
    brief: {label: Brief, type: string, fieldType: file, groupName: interests, formField: true}
    found_us: {label: Found us, type: enumeration, fieldType: select, groupName: interests, formField: true,
               options: {web: Web, ads: Ads}}
forms:
  request:
    name: Request
    fields:
      - {property: contacts.email, required: true, placeholder: a@example.com, blockedEmailDomains: [b.com]}
      - [contacts.phone, contacts.company]
      - {property: topics, defaultValue: [crm]}
      - property: staff
        dependents: [{when: {at_least: 100}, field: {property: start, label: From}}]
      - {property: brief, allowMultipleFiles: true}
      - {property: found_us, fieldType: radio, hidden: true, defaultValue: web}
      - {text: That is all.}
    submit: Send
    then: {redirect: "https://example.com/thanks"}
    consent:
      explicit:
        privacyText: We take care.
        checkboxes: [{subscription: Marketing Information, label: Mails, required: false}]
"""


@pytest.fixture(scope="module")
def requests(tmp_path_factory):
    """All that was sent to apply the packs, a blueprint with every field, and one that is changed later."""
    seen = []
    consents = {**small_project.CONSENTS, "delete": ("*",)}
    for texts in (
        [PACKS],
        [MORE],
        [
            OBJECTS,
            OBJECTS.replace("[contacts]", "[contacts, deals]").replace(": Contracts", ": Agreements"),
            "revops: 1\nremoved: [object.contract]\n",
        ],
        [LABELS, LABELS.replace("Owned", "Held").replace("limit: 3", "limit: none")],
        [SEGMENTS, SEGMENTS_CHANGED, SEGMENTS_CHANGED.replace("{inactive: {weeks: 2}}", "never")],
        [FORMS, FORMS.replace("submit: Send", "submit: Ask"), "revops: 1\nremoved: [form.request]\n"],
        [EMAILS, EMAILS.replace(": Hello", ": Hi").replace(": planned", ": active")],
        [client_project.BLUEPRINT, CHANGED, "revops: 1\nremoved: [pipeline.deals.upsell]\n"],
    ):
        project = small_project.Project(locale="ja", roles=ROLES, wrap=recorded(seen))
        project.emulator.within(lambda portal: add_sequence(portal, SEQUENCE, SALES_REP))
        for text in (text for text in texts for _ in range(2)):
            project.text = text
            run = project.apply(consents)
            assert run.complete, run.outcomes
        assert not [str(one.address) for one in run.plan.changes if one.action is Action.WAITING]
    return seen


def test_every_request_has_the_names_of_the_dossier(requests):
    """No field, no path and no value that the dossier does not have; none missing that it requires."""
    found = sorted({told for request in requests for told in wire.request_wrong(*request)})

    assert found == []


def test_the_requests_use_the_whole_table(requests):
    """Every kind of request that the tables hold for creating and changing was among them."""
    sent = {
        (method, pattern)
        for method, path, _ in requests
        for verb, pattern, _ in wire.REQUESTS
        if verb == method and wire.matches(pattern, path)
    }
    unused = {(verb, pattern) for verb, pattern, _ in wire.REQUESTS if verb != "DELETE"} - sent

    assert unused == set()


RENAMED = """
    numberDisplayHint groupName actionTypeId stageId filterBranchOperator maxScorePerCategory revisionId
    isEnabled threshold probability rollupType listBranches branchValue target_property time_of_day timePoint
    associationCategory fieldGroups dependentCondition postSubmitAction privacyText operator sequenceId
    subscriptionId hs_name processingType eventTypeId shouldReEnroll
"""


@pytest.mark.parametrize("field", RENAMED.split())
def test_a_renamed_field_is_noticed(requests, field):
    """The witness is not blind: were the client to rename a field, requests would be wrong."""
    renamed = json.loads(json.dumps(requests).replace(f'"{field}"', f'"{field}X"'))

    assert [told for request in renamed for told in wire.request_wrong(*request) if field in told]


@pytest.fixture
def hubspot():
    """Calls a fresh emulator as a client with a token would."""
    emulator = Emulator()
    http = Client(emulator)
    headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}

    def call(method, path, body=None):
        return http.open(path, method=method, json=body, headers=headers)

    yield call
    emulator.close()


BODIES = [
    # what a person would type from the dossier: path, body, and where in it the names stand
    (
        "/crm/properties/2026-09/contacts/groups",
        {"name": "qualification", "label": "Qualification", "displayOrder": 3},
        [()],
    ),
    (
        "/crm/properties/2026-09/contacts",
        {
            "name": "found_us",
            "label": "Found us",
            "type": "enumeration",
            "fieldType": "select",
            "groupName": "contactinformation",
            "description": "How",
            "displayOrder": -1,
            "hidden": False,
            "formField": True,
            "options": [
                {"label": "Web", "value": "web", "displayOrder": 0, "hidden": False, "description": "Site"}
            ],
        },
        [(), ("options", 0)],
    ),
    (
        "/crm/properties/2026-09/contacts",
        {
            "name": "budget",
            "label": "Budget",
            "type": "number",
            "fieldType": "number",
            "groupName": "contactinformation",
            "numberDisplayHint": "currency",
            "showCurrencySymbol": True,
            "hasUniqueValue": False,
            "dataSensitivity": "non_sensitive",
        },
        [()],
    ),
    (
        "/crm/pipelines/2026-09/deals",
        {
            "label": "Upsell",
            "displayOrder": 4,
            "pipelineId": "upsell",
            "stages": [
                {"label": "Won", "displayOrder": 0, "stageId": "up_won", "metadata": {"probability": "1.0"}},
                {
                    "label": "Lost",
                    "displayOrder": 1,
                    "stageId": "up_lost",
                    "metadata": {"probability": "0.0"},
                },
            ],
        },
        [(), ("stages", 0)],
    ),
    (
        "/marketing/lead-scoring/2026-09-beta/scores",
        {
            "name": "Interest",
            "objectTypeId": "0-1",
            "allowedGroupTypes": ["INTENT"],
            "maxScorePerCategory": 100,
            "groupConfigs": [
                {
                    "groupName": "Mail",
                    "groupCategory": "INTENT",
                    "maxValue": 50,
                    "ruleConfigurations": [
                        {
                            "enabled": True,
                            "configuration": {
                                "calculation": {
                                    "type": "MULTI_UE",
                                    "eventCalculators": [
                                        {
                                            "eventTypeId": "4-666440",
                                            "recordCalculation": {"type": "CONSTANT", "value": 2},
                                        }
                                    ],
                                }
                            },
                        }
                    ],
                }
            ],
        },
        [(), ("groupConfigs", 0), ("groupConfigs", 0, "ruleConfigurations", 0)],
    ),
    (
        "/automation/2026-09-beta/flows",
        {
            "type": "CONTACT_FLOW",
            "objectTypeId": "0-1",
            "flowType": "WORKFLOW",
            "name": "Follow up",
            "description": "By hand",
            "isEnabled": False,
            "startActionId": "1",
            "actions": [
                {
                    "type": "SINGLE_CONNECTION",
                    "actionId": "1",
                    "actionTypeId": "0-1",
                    "actionTypeVersion": 0,
                    "fields": {"delta": "1", "time_unit": "DAYS"},
                }
            ],
            "enrollmentCriteria": {"type": "MANUAL", "shouldReEnroll": False},
            "timeWindows": [],
            "blockedDates": [],
            "customProperties": {},
            "dataSources": [],
            "suppressionListIds": [],
            "canEnrollFromSalesforce": False,
        },
        [(), ("actions", 0), ("enrollmentCriteria",)],
    ),
]
NAMES = [
    (path, body, trail, name)
    for path, body, trails in BODIES
    for trail in trails
    for name in wire.at(body, trail)
]


@pytest.mark.parametrize(("path", "body"), [row[:2] for row in BODIES], ids=[row[0] for row in BODIES])
def test_the_emulator_takes_the_dossiers_names(hubspot, path, body):
    """A body typed from the dossier is accepted as it stands, and the tables agree with it."""
    assert wire.request_wrong("POST", path, body) in ([], [f"POST {path}: no such request"])
    assert hubspot("POST", path, body).status_code == 201


@pytest.mark.parametrize(
    ("path", "body", "trail", "name"), NAMES, ids=[f"{row[0].rsplit('/')[-1]}-{row[3]}" for row in NAMES]
)
def test_the_emulator_takes_no_other_name(hubspot, path, body, trail, name):
    """The same body with one name misspelt is a 400: nothing else goes by."""
    spoilt = copy.deepcopy(body)
    place = wire.at(spoilt, trail)
    place[f"{name}X"] = place.pop(name)

    assert hubspot("POST", path, spoilt).status_code == 400


ANSWERS = [
    # path, and the names that each row of the answer has (dossier B2, D1, E2, F1, I)
    (
        "/crm/properties/2026-09/contacts",
        {
            "name",
            "label",
            "type",
            "fieldType",
            "groupName",
            "description",
            "options",
            "displayOrder",
            "hidden",
        }
        | {"formField", "hasUniqueValue", "modificationMetadata"},
    ),
    ("/crm/properties/2026-09/contacts/groups", {"name", "label", "displayOrder"}),
    (
        "/crm/pipelines/2026-09/deals",
        {"id", "label", "displayOrder", "stages", "archived", "createdAt", "updatedAt"},
    ),
    (
        "/marketing/lead-scoring/2026-09-beta/scores",
        {"id", "name", "scoreType", "scoredObjectTypeId", "lastConfigurationChangeTimestamp"},
    ),
    (
        "/automation/2026-09-beta/flows",
        {"id", "isEnabled", "flowType", "objectTypeId", "revisionId", "createdAt", "updatedAt"},
    ),
    ("/crm/owners/2026-09", {"id", "email", "userId", "firstName", "lastName", "archived"}),
]


@pytest.mark.parametrize(("path", "names"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_the_emulator_answers_with_the_dossiers_names(hubspot, path, names):
    """What the client reads is called what HubSpot calls it."""
    for made, body, _ in BODIES:
        hubspot("POST", made, body)
    rows = hubspot("GET", path).get_json()["results"]

    assert rows
    assert [names - row.keys() for row in rows if names - row.keys()] == []


def test_who_and_what_of_a_property_and_a_stage(hubspot):
    """Editors, locks and stage metadata, as the dossier spells them (B2, D1, D2)."""
    hubspot("POST", BODIES[1][0], BODIES[1][1])
    rows = hubspot("GET", "/crm/properties/2026-09/contacts").get_json()["results"]
    made = next(row for row in rows if row["name"] == "found_us")
    shipped = next(row for row in rows if row["name"] == "lifecyclestage")
    (sales,) = hubspot("GET", "/crm/pipelines/2026-09/deals").get_json()["results"]
    audit = hubspot("GET", "/crm/pipelines/2026-09/deals/default/audit").get_json()

    assert {"createdAt", "updatedAt", "createdUserId", "updatedUserId", "archived"} <= made.keys()
    assert shipped["hubspotDefined"] is True
    assert shipped["modificationMetadata"]["readOnlyDefinition"] is True
    assert {"label", "value", "displayOrder", "hidden"} <= shipped["options"][0].keys()
    assert {"probability", "isClosed"} <= sales["stages"][0]["metadata"].keys()
    assert sales["stages"][0]["writePermissions"] == "CRM_PERMISSIONS_ENFORCEMENT"
    assert audit == {"results": []}
