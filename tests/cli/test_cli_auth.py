"""`revops auth`: the scopes that the blueprint needs, and what the token holds."""

from __future__ import annotations

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
