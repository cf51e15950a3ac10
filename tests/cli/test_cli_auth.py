"""`revops auth`: the scopes that the blueprint needs, and what the token holds."""

from __future__ import annotations

import pytest

from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL


def test_the_emulators_token_holds_everything(project):
    """0, and a line for each surface that the packs use, lookups of workflows among them."""
    project("init", code=0)
    document = project("auth", "--json", code=0).json
    assert document["missing"] == []
    needs = {(need["surface"], need["object"], need["access"]) for need in document["needs"]}
    assert {
        ("flows", "", "write"),
        ("forms", "", "read"),
        ("emails", "", "read"),
        ("owners", "", "read"),
    } <= needs
    assert {("scores", "contacts", "write"), ("pipelines", "tickets", "read")} <= needs
    assert ("properties", "companies", "write") not in needs
    assert "Nothing is missing" in project("auth", code=0).out


def test_a_missing_scope_is_named(served):
    """4, with the scope to add and the variable whose token needs it."""
    project = served(scopes=ALL - {"crm.schemas.deals.write"})
    ran = project("auth", "--target", "client", code=4)
    assert "crm.schemas.deals.write" in ran.out
    assert "HUBSPOT_ACCESS_TOKEN: a Service Key" in ran.out
    document = project("auth", "--target", "client", "--json", code=4).json
    assert document["missing"] == ["crm.schemas.deals.write"]
    held = {(need["surface"], need["access"]): need["held"] for need in document["needs"]}
    assert held[("properties", "write")] is False
    assert held[("properties", "read")] is True


def test_without_a_token_it_says_what_to_request(served):
    """4, and the whole list; no portal is asked."""
    project = served(token="")
    document = project("auth", "--target", "client", "--json", code=4).json
    assert document["portal"] is None
    assert document["request"] == {"data": ["crm.schemas.deals.read", "crm.schemas.deals.write"]}
    assert [finding["code"] for finding in document["findings"]] == ["RV705"]
    assert "crm.schemas.deals.write" in project("auth", "--target", "client", code=4).out
    assert project.emulator.log.bodies() == []


def test_a_service_key_does_not_reach_workflows(served):
    """The packs need an automation token besides: 4, with the reason and the variable."""
    project = served(service_key=True)
    project.write("blueprints/deals.yaml", "revops: 1\nuses: [core, marketing]\n")
    ran = project("auth", "--target", "client", code=4)
    assert "HUBSPOT_AUTOMATION_TOKEN: Service Keys do not reach workflows" in ran.out
    assert project("auth", "--target", "client", "--json", code=4).json["missing"] == ["automation"]


def test_scopes_that_hubspot_does_not_tell_are_probed(served):
    """Token info refused: what cannot be written is found by a question that writes nothing."""
    project = served(scopes=ALL - {"crm.schemas.deals.write"})
    order = {"method": "POST", "path": "/oauth/v2/private-apps/get/access-token-info", "status": 404}
    project.emulator.faults.add(fault_of({**order, "count": 100}))
    with_probe = project("auth", "--target", "client", "--json", code=4).json
    held = {(need["surface"], need["access"]): need["held"] for need in with_probe["needs"]}
    assert held[("properties", "write")] is False
    assert held[("properties", "read")] is None


def test_the_sentence_counts_the_tables_rows(served):
    """What several surfaces share stands in one row, and counts once."""
    project = served(token="")
    project.write("blueprints/deals.yaml", "revops: 1\nuses: [core, marketing, sales]\n")
    told = project("auth", "--target", "client", code=4).out
    rows = sum(" missing " in line and line.startswith(("data", "automation")) for line in told.splitlines())
    assert f"{rows} of these {rows} are missing" in told


SWITCHED = """\
revops: 1
properties: {contacts: {city: {existing: string}}, companies: {domain: {existing: string}}}
workflows:
  on:
    object: contacts
    name: On
    enrol: {manual: true}
    steps: [{id: city, set: {contacts.city: Osaka}}]
    enabled: true
  off:
    object: tickets
    name: Off
    enrol: {manual: true}
    steps: [{id: wait, delay: {days: 1}}]
    enabled: false
scores:
  engagement:
    object: companies
    name: Engagement
    category: FIT
    max: 10
    publish: true
    groups: {all: {max: 10, rules: {filled: {if: {property: companies.domain, known: true}, add: 5}}}}
"""
EMAILS = """\
revops: 1
emails:
  thanks:
    name: Thanks
    subject: Thank you
    preview: Here it is
    from: {fromName: Sales, replyTo: sales@example.com}
    body: Thank you.
    campaign: Launch
    publish: true
"""


def needs_of(project, text):
    """(surface, object, access) -> why, of the portal's only blueprint."""
    project.write("blueprints/deals.yaml", text)
    document = project("auth", "--json", code=0).json
    return {(one["surface"], one["object"], one["access"]): one for one in document["needs"]}


def test_counting_takes_scopes_on_the_records(small):
    """Only of what is to be switched on: whom it takes in is counted before anybody agrees."""
    found = needs_of(small, SWITCHED)

    counted = {where for where in found if where[0] == "search"}
    assert counted == {("search", "contacts", "read"), ("search", "companies", "read")}
    assert found["search", "contacts", "read"]["any_of"] == ["crm.objects.contacts.read"]
    assert found["search", "contacts", "read"]["why"] == "to count before switching on"
    assert "search of contacts to count before switching on" in " ".join(small("auth").out.split())


def test_publishing_emails_takes_a_scope_of_its_own(small):
    """Besides `content`; and a campaign that an e-mail names is looked up."""
    found = needs_of(small, EMAILS)

    publishing = found["email_publishing", "", "write"]
    assert (publishing["any_of"], publishing["why"]) == (
        ["marketing-email", "transactional-email"],
        "to publish",
    )
    assert found["campaigns", "", "read"]["any_of"] == ["marketing.campaigns.read"]
    assert found["emails", "", "write"]["why"] == ""


def test_a_draft_needs_no_scope_to_publish(small):
    """What no run publishes and what names no campaign asks for neither."""
    found = needs_of(small, EMAILS.replace("    campaign: Launch\n    publish: true\n", ""))
    assert not {"email_publishing", "campaigns"} & {surface for surface, _, _ in found}


@pytest.mark.parametrize(
    ("lacking", "code", "missing"),
    [({"marketing-email", "transactional-email"}, 4, ["marketing-email"]), ({"marketing-email"}, 0, [])],
)
def test_a_missing_scope_to_publish_is_named(served, lacking, code, missing):
    """4, as any other; one of the two is enough."""
    project = served(scopes=ALL - lacking)
    project.write("blueprints/deals.yaml", EMAILS)
    assert project("auth", "--target", "client", "--json", code=code).json["missing"] == missing


SEQUENCE = """\
revops: 1
workflows:
  chase:
    object: contacts
    name: Chase
    enrol: {manual: true}
    steps: [{id: go, sequence: {name: Follow up}}]
"""


def test_naming_a_sequence_takes_the_scope_to_read_them(small):
    """And a workflow that names none asks for none (dossier I)."""
    found = needs_of(small, SEQUENCE)
    assert found["sequences", "", "read"]["any_of"] == ["automation.sequences.read"]

    other = needs_of(small, SEQUENCE.replace("sequence: {name: Follow up}", "delay: {days: 1}"))
    assert "sequences" not in {surface for surface, _, _ in other}
