"""A whole blueprint on a portal of each answer to an open question: all is made, or what is not is told.

docs/unverified.md lists the questions. A second run finds nothing to do but what was told.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from client_project import Person
from small_project import Project

from revops.emulator import Traits
from revops.emulator.portal import VARIANTS
from revops.model.context import Role
from sections import ENGAGEMENT, RENEWAL

_DATA_MODEL = """\
revops: 1
groups: {contacts: {lead_management: {label: Lead management}}}
objects:
  vehicle:
    labels: {singular: Vehicle, plural: Vehicles}
    primaryDisplayProperty: plate
properties:
  contacts:
    lead_source:
      {label: Lead source, type: enumeration, fieldType: select, groupName: lead_management,
       options: {website: Website, ads: Ads}}
    secret:
      {label: Secret, type: string, fieldType: text, groupName: lead_management, dataSensitivity: sensitive}
    birthday: {label: Birthday, type: date, fieldType: date, groupName: lead_management}
    lifecyclestage: {existing: enumeration}
  deals: {amount: {existing: number}}
  vehicle: {plate: {label: Plate, type: string, fieldType: text, groupName: vehicle_information}}
validations: {contacts: {secret: {MAX_LENGTH: 20}}}
lifecycle: {churned: {create: true, after: customer, label: Churned}}
"""
_MORE = """\
  leads: {nurture: {label: Nurture, stages: {cold: {label: Cold}, warm: {label: Warm}}}}
pipelineRules: {deals: {renewal: {noSkipping: true}}}
segments:
  lost:
    object: contacts
    name: Lost
    where:
      all:
        - {property: contacts.lifecyclestage, any_of: [churned]}
        - {property: contacts.birthday, within_last_days: 9}
    convert: {inactive: {months: 6}}
forms:
  request: {name: Request, fields: [contacts.lead_source]}
workflows:
  welcome:
    object: contacts
    name: Welcome
    enrol: {property: contacts.lifecyclestage, any_of: [churned]}
    enabled: true
    steps:
      - {id: pause, delay: {days: 1}}
      - {id: source, set: {contacts.lead_source: ads}}
  big_deals:
    object: deals
    name: Big deals
    enrol: {property: deals.amount, known: true}
    steps:
      - id: size
        branch:
          big: {when: {property: deals.amount, at_least: 1000}, steps: [{id: call, task: {subject: Call}}]}
        else: [{id: write, task: {subject: Write}}]
      - {id: tell, notify: {roles: [sales_manager], subject: Deal, body: Look}}
      - {id: go_on, enrol_in: after}
  after: {object: deals, name: After, enrol: {manual: true}, steps: [{id: pause, delay: {days: 1}}]}
"""
BLUEPRINT = f"{_DATA_MODEL}{ENGAGEMENT}{RENEWAL}{_MORE}"
ROLES = {"sales_manager": Role(email="pipeline-manager@example.com")}

NOT_DONE = {
    "deal-list-branch-refused": ("workflow.big_deals", "failed", "RV551"),
    "flows-unreadable": ("workflow.welcome", "failed", "RV596"),
    "form-field-properties": ("form.request", "failed", "RV551"),
    "lead-pipelines-read-only": ("pipeline.leads.nurture", "failed", "RV551"),
    "lifecycle-read-only": ("lifecycle.contacts", "left", "RV551"),
    "sensitive-data-off": ("property.contacts.secret", "failed", "RV551"),
}
"""The one change that HubSpot refuses in such a portal, how it ends, and how that is told."""

LEFT = {
    "flows-omit-fields": {"workflow.big_deals": "manual"},
    "flows-unreadable": {"workflow.welcome": "hold", "workflow.big_deals": "hold", "workflow.after": "hold"},
    "lifecycle-read-only": {"lifecycle.contacts": "manual"},
    "sensitive-data-off": {"property.contacts.secret": "create", "validation.contacts.secret": "create"},
}
"""What the next plan says; elsewhere it is what was not done, and is to be made."""

LISTS = "/crm/lists/2026-09"


def portal(*variants: str, text: str = BLUEPRINT) -> Project:
    return Project(text, traits=Traits(variants=frozenset(variants)), roles=ROLES)


@pytest.fixture
def closing() -> Iterator[list[Project]]:
    """Projects that the test leaves behind."""
    projects: list[Project] = []
    yield projects
    for project in projects:
        project.close()


@pytest.mark.parametrize("variant", VARIANTS)
def test_all_is_made_or_told(variant, closing):
    """One refusal stops nothing else but what needs it; the second run neither loops nor changes its mind."""
    project = portal(variant)
    closing.append(project)
    first = project.apply()
    ended = {
        (str(one.change.address), one.status.value, one.findings[0].code)
        for one in first.outcomes
        if one.status.value not in ("done", "skipped")
    }
    left = {str(change.address): change.action.value for change in project.plan().changes}
    told = NOT_DONE.get(variant)

    assert ended == ({told} if told else set())
    assert left == LEFT.get(variant, {told[0]: "create"} if told else {})


SMALL = """\
revops: 1
groups: {contacts: {lead_management: {label: Lead management}}}
properties:
  contacts:
    rank: {label: Rank, type: string, fieldType: text, groupName: lead_management, formField: true}
segments: {known: {object: contacts, name: Known, where: {property: contacts.rank, known: true}}}
forms: {request: {name: Request, fields: [contacts.rank]}}
"""
GONE = SMALL.partition("segments:")[0] + "removed: [segment.known, form.request]\n"


def used(project: Project) -> None:
    """Somebody builds a segment upon the segment and one upon the form."""
    person = Person(project.emulator)
    searched = {"listIds": [], "processingTypes": [], "additionalProperties": [], "offset": 0}
    (segment,) = person("POST", f"{LISTS}/search", searched)["lists"]
    forms = person("GET", "/marketing/v3/forms")["results"]
    form = next(one["id"] for one in forms if one["name"] == "Request")
    filters = [
        {"filterType": "IN_LIST", "operator": "IN_LIST", "listId": segment["listId"]},
        {"filterType": "FORM_SUBMISSION", "operator": "FILLED_OUT", "formId": form},
    ]
    branch = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": []}
    root = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}
    made = {"objectTypeId": "0-1", "processingType": "DYNAMIC", "name": "Upon others"}
    body = {**root, "filterBranches": [{**branch, "filters": filters}]}
    person("POST", LISTS, {**made, "filterBranch": body})


@pytest.mark.parametrize(
    ("variant", "stays"),
    [
        ("deleted-lists-readable", {}),
        ("list-in-use-refused", {"segment.known": "RV551"}),
        ("shared-names", {}),
        ("used-forms-stay", {"form.request": "RV551"}),
    ],
)
def test_what_is_in_use_goes_or_is_told(variant, stays, closing):
    """HubSpot documents no protection; where there is one its refusal is told, and the rest goes."""
    project = portal(variant, text=SMALL)
    closing.append(project)
    project.apply()
    used(project)
    project.text = GONE
    ended = project.apply({"delete": ("*",)})

    assert {str(one.change.address): one.findings[0].code for one in ended.outcomes if one.findings} == stays
    assert {str(change.address) for change in project.plan().changes} == stays.keys()


PROPERTIES = "/crm/properties/2026-09/contacts"
ONE = SMALL.partition("segments:")[0]


@pytest.mark.parametrize(
    ("variants", "code"),
    [((), ""), (("renew-archived-property",), ""), (("refuse-archived-property",), "RV551")],
)
def test_an_archived_name_is_revived_made_anew_or_refused(variants, code, closing):
    """It asks whatever the portal would do; with consent each of the three answers has its ending (P1)."""
    project = portal(*variants, text=ONE)
    closing.append(project)
    person = Person(project.emulator)
    person("POST", f"{PROPERTIES}/groups", {"name": "lead_management", "label": "Lead management"})
    old = {"name": "rank", "label": "Old", "type": "number", "fieldType": "number"}
    person("POST", PROPERTIES, {**old, "groupName": "lead_management"})
    person("DELETE", f"{PROPERTIES}/rank")
    asked = project.apply({})
    agreed = project.apply({"create": ("property.*",)})
    found = [finding.code for one in agreed.outcomes for finding in one.findings]

    assert [change.consent.value for change in asked.plan.changes if change.consent] == ["create"]
    assert "archived" in asked.plan.changes[-1].reason
    assert asked.writes == 0
    assert found == ([code] if code else [])
    assert [str(change.address) for change in project.plan().changes] == (
        ["property.contacts.rank"] if code else []
    )
