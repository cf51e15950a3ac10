"""What a plan says of a deletion: who uses what would go, and how many records hold it."""

from __future__ import annotations

import pytest
from impact_portal import (
    CONTACTS,
    FLOWS,
    LISTS,
    PROPERTY,
    RECORDS,
    flow,
    is_any_of,
    member_of,
    segment_body,
    sets,
)

from sections import RENEWAL

HEAD = "revops: 1\n"
CHANNEL = """\
properties:
  contacts:
    channel:
      label: Channel
      type: enumeration
      fieldType: select
      groupName: contactinformation
      others: remove
      options: {web: Web, ads: Ads}
"""
WITHOUT_ADS = CHANNEL.replace(", ads: Ads", "")
GONE = f"{HEAD}removed: [property.contacts.channel]\n"
AS_TEXT = """\
properties:
  contacts:
    channel: {label: Channel, type: string, fieldType: text, groupName: contactinformation}
"""
ELSEWHERE = ("/crm/lists/", "/automation/", "/marketing/", "/crm/property-validations/")
"""Paths of what a plan about a property does not read by itself."""


@pytest.fixture
def portal(served):
    """A project whose blueprint is applied to a portal that is served; `make(text)`."""

    def make(text, **traits):
        project = served(**traits)
        project.write("blueprints/deals.yaml", HEAD + text)
        project("apply", "--target", "client", "--yes", "--create", "*", code=0)
        return project

    return make


def make(project, path, body):
    """What somebody makes by hand; the answer's body."""
    reply = project.emulator.edit("POST", path, body)
    assert reply.status < 300, reply.body
    return reply.body


def used(project):
    """A segment by one option, a workflow by that segment which sets the other, and three contacts."""
    listed = make(project, LISTS, segment_body("From the web", is_any_of("web")))["list"]["listId"]
    make(project, FLOWS, flow("Greeter", sets("channel", "ads"), enrolled=[member_of(listed)]))
    for channel in ("web", "web", "ads"):
        make(project, RECORDS, {"properties": {"channel": channel}})


def told(project, *options):
    """The findings of the plan about what deletions touch, in a sentence each."""
    plan = project("plan", "--target", "client", "--json", *options).json
    return {one["address"]: one for one in plan["findings"] if one["code"] == "RV983"}


def requests(project):
    """Where the requests since the last look went."""
    found = [one.path for one in project.emulator.log.entries()]
    project.emulator.log.clear()
    return found


def pipeline(project):
    """The renewal pipeline as HubSpot has it."""
    reply = project.emulator.edit("GET", "/crm/pipelines/2026-09/deals", None)
    return next(one for one in reply.body["results"] if one["label"] == "Renewal")


def test_a_delete_says_who_uses_it_and_how_many_hold_it(portal):
    """Numbers before anybody agrees; the command that shows each."""
    project = portal(CHANNEL)
    used(project)
    project.write("blueprints/deals.yaml", GONE)

    (finding,) = told(project).values()

    assert finding["summary"] == "used by 1 segment, 1 workflow; 3 contacts hold it"
    assert finding["severity"] == "warning"
    assert finding["hint"] == "revops impact --target client property.contacts.channel shows each of them"


def test_what_nobody_uses_is_said_too(portal):
    """So that a deletion without consequences looks like one."""
    project = portal(CHANNEL)
    project.write("blueprints/deals.yaml", GONE)

    (finding,) = told(project).values()

    assert finding["summary"] == "nothing was found to use it; 0 contacts hold it"
    assert finding["severity"] == "info"


def test_what_could_not_be_looked_into_is_a_warning(portal):
    """Nothing was found, and nobody knows what the workflow does that HubSpot lists and does not show."""
    project = portal(CHANNEL, variants=frozenset({"flows-unreadable"}))
    make(project, FLOWS, flow("Hidden", sets("channel", "ads")))
    project.write("blueprints/deals.yaml", GONE)

    (finding,) = told(project).values()

    assert finding["summary"].endswith("0 contacts hold it; 1 thing could not be looked into")
    assert finding["severity"] == "warning"


def test_an_option_that_goes_has_numbers_of_its_own(portal):
    """One record holds it and one workflow sets it; the segment asks for the other option."""
    project = portal(CHANNEL)
    used(project)
    project.write("blueprints/deals.yaml", HEAD + WITHOUT_ADS)

    (finding,) = told(project).values()

    assert finding["summary"] == "options.ads: used by 1 workflow; 1 contact holds it"


def test_a_pipeline_that_goes_counts_its_records(portal):
    """Deals in it, in whatever stage, and the workflow that moves them there."""
    project = portal(RENEWAL)
    made = pipeline(project)
    due = next(one["id"] for one in made["stages"] if one["label"] == "Due")
    make(project, FLOWS, flow("Remind", sets("dealstage", due), object_type="0-3"))
    for stage in made["stages"]:
        deal = {"pipeline": made["id"], "dealstage": stage["id"], "dealname": "A"}
        make(project, "/crm/objects/2026-09/deals", {"properties": deal})
    project.write("blueprints/deals.yaml", f"{HEAD}removed: [pipeline.deals.renewal]\n")

    (finding,) = told(project).values()

    assert finding["summary"] == f"used by 1 workflow; {len(made['stages'])} deals hold it"


def test_a_type_that_differs_is_counted_without_further_lists(portal):
    """It is blocked at each plan, so it costs one search and says that it has not looked everywhere."""
    project = portal("")
    make(project, CONTACTS, PROPERTY)
    make(project, LISTS, segment_body("From the web", is_any_of("web")))
    for _ in range(2):
        make(project, RECORDS, {"properties": {"channel": "web"}})
    project.write("blueprints/deals.yaml", HEAD + AS_TEXT)
    requests(project)

    (finding,) = told(project).values()

    before = "as far as this plan has read the portal, nothing was found to use it"
    assert finding["summary"] == f"{before}; 2 contacts hold it"
    assert not [path for path in requests(project) if path.startswith(ELSEWHERE)]


def test_an_unchanged_plan_reads_nothing_more(portal):
    """Whatever refers to the property: nothing is deleted, so nobody looks and nothing is counted."""
    project = portal(CHANNEL)
    used(project)
    requests(project)

    assert told(project) == {}

    asked = requests(project)
    assert not [path for path in asked if path.startswith(ELSEWHERE) or path.endswith("/search")]
    assert [path for path in asked if path == "/crm/properties/2026-09/contacts"]


def test_what_names_only_its_own_object_is_read_of_that_object(portal):
    """Formulas and validation rules of deals cannot name a property of contacts; workflows can."""
    project = portal(CHANNEL)
    project.write("blueprints/deals.yaml", GONE)
    requests(project)

    assert told(project)

    asked = set(requests(project))
    assert "/crm/property-validations/2026-09/0-1" in asked
    assert "/crm/property-validations/2026-09/0-3" not in asked
    assert "/crm/properties/2026-09/deals" not in asked
    assert "/automation/2026-09-beta/flows" in asked


def test_a_saved_plan_is_bound_to_no_count(portal):
    """Records come and go without making an approved plan another one."""
    project = portal(CHANNEL)
    project.write("blueprints/deals.yaml", GONE)
    first = project("plan", "--target", "client", "--json").json["digest"]
    make(project, RECORDS, {"properties": {"channel": "web"}})

    again = project("plan", "--target", "client", "--json").json

    assert again["digest"] == first
    assert "1 contact holds it" in next(one["summary"] for one in again["findings"] if one["code"] == "RV983")
