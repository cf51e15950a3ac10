"""`revops impact`: who refers to something of a portal that people filled by hand, and who holds it."""

from __future__ import annotations

import shutil

import pytest
from cli_project import Project
from impact_portal import (
    CONTACTS,
    EMAILS,
    FLOWS,
    FORMS,
    HELD,
    PROPERTY,
    build,
    choosing,
    field,
    flow,
    form,
    sets,
)

from revops.emulator.scopes import ALL

CHANNEL = "property.contacts.channel"
OWN = {"property.contacts.weight", "segment.any_channel", "segment.from_the_web", "workflow.greeter"}
"""Who names the property, besides the workflow of the ring."""


@pytest.fixture(scope="module")
def _built(tmp_path_factory):
    project = Project(tmp_path_factory.mktemp("impact") / "project")
    project.folder.mkdir()
    project("init", "--no-packs", code=0)
    ids = build(project)
    return project, ids


@pytest.fixture
def hand_made(_built, tmp_path):
    """The project on a copy of the portal, and the ids of what is in it by name."""
    project, ids = _built
    return type(project)(shutil.copytree(project.folder, tmp_path / "copy")), ids


def impact(project, *asked):
    """The document about one point."""
    (found,) = project("impact", *asked, "--json", code=0).json["impacts"]
    return found


def by_hand(project, path, body):
    """What somebody makes in a portal that is served; the answer's body."""
    reply = project.emulator.edit("POST", path, body)
    assert reply.status < 300, reply.body
    return reply.body


def users(found, depth=None):
    return {one["address"] for one in found["users"] if depth in (None, one["depth"])}


def ways(found, address):
    """How a user refers to what it depends on."""
    (user,) = [one for one in found["users"] if one["address"] == address]
    return {(one["how"], one["to"].partition("#")[2]) for one in user["references"]}


def counts(found):
    return {one["object"]: one["count"] for one in found["records"]}


def test_everybody_who_refers_to_a_property_is_found(hand_made):
    """Formula, segments and workflows, whatever the blueprint names; then who depends on these."""
    found = impact(hand_made[0], CHANNEL)

    assert users(found, 1) == {*OWN, "workflow.ping"}
    assert users(found, 2) == {"segment.heavy", "workflow.pong"}
    assert counts(found) == {"contacts": sum(HELD.values())}


def test_each_says_how_it_refers(hand_made):
    """A step that sets it, a formula, a filter, and which options they name."""
    found = impact(hand_made[0], CHANNEL)

    assert ways(found, "workflow.greeter") == {("step.set", "options.ads")}
    assert ways(found, "property.contacts.weight") == {("formula", "options.web")}
    assert ways(found, "segment.any_channel") == {("filter", "")}
    assert ways(found, "workflow.ping") == {("enrolment", "options.web"), ("enrolment", "options.fair")}


@pytest.mark.parametrize(
    ("option", "direct"),
    [
        ("web", {"property.contacts.weight", "segment.from_the_web", "workflow.ping"}),
        ("ads", {"workflow.greeter"}),
        ("fair", {"workflow.ping"}),
    ],
)
def test_an_option_has_users_and_records_of_its_own(hand_made, option, direct):
    """Who names it; the others are counted, and each record holds one option."""
    found = impact(hand_made[0], f"{CHANNEL}#options.{option}")

    assert users(found, 1) == direct
    assert found["beside"] == len({*OWN, "workflow.ping"} - direct)
    assert counts(found) == {"contacts": HELD.get(option, 0)}


def test_a_chain_is_followed_to_its_end(hand_made):
    """Option, segment, segment of that segment, workflow that enrols its members."""
    found = impact(hand_made[0], f"{CHANNEL}#options.web")

    chain = {one["address"]: one["via"] for one in found["users"]}
    assert chain["segment.heavy"] == "segment.from_the_web"
    assert chain["workflow.greeter"] == "segment.heavy"
    assert users(found, 3) == {"workflow.greeter"}


def test_a_ring_is_cut(hand_made):
    """Two workflows that enrol in each other: each once, the reference across is told all the same."""
    found = impact(hand_made[0], "workflow.ping")

    assert [one["address"] for one in found["users"]] == ["workflow.pong"]
    pairs = {(one["by"], one["to"]) for one in found["references"]}
    assert pairs == {("workflow.pong", "workflow.ping"), ("workflow.ping", "workflow.pong")}
    whole = impact(hand_made[0], CHANNEL)
    assert pairs <= {(one["by"], one["to"]) for one in whole["references"]}
    addresses = [one["address"] for one in whole["users"]]
    assert len(addresses) == len(set(addresses))


def test_a_segment_counts_its_members(hand_made):
    """HubSpot tells its size, so nobody is searched for."""
    assert counts(impact(hand_made[0], "segment.from_the_web")) == {"contacts": HELD["web"]}


def test_the_id_of_the_portal_is_an_address_too(hand_made):
    """People who look at HubSpot see ids."""
    project, ids = hand_made

    assert impact(project, f"segment.{ids['web']}")["address"] == "segment.from_the_web"


def test_a_workflow_that_nobody_may_see_is_told(served):
    """HubSpot forbids it by its id, which the target names: whether it refers to anything nobody can say."""
    project = served(scopes=ALL - {"crm.objects.contacts.sensitive.read"})
    text = {"type": "string", "fieldType": "text", "groupName": "contactinformation"}
    health = {"name": "health", "label": "Health", "dataSensitivity": "sensitive", **text}
    by_hand(project, CONTACTS, health)
    made = by_hand(project, FLOWS, flow("Hidden", sets("health", "x")))
    project.write(
        "revops.yaml", f"{project.read('revops.yaml')}    bind: {{workflow.hidden: '{made['id']}'}}\n"
    )

    found = impact(project, "property.contacts.email", "--target", "client")

    (unseen,) = [one for one in found["unseen"] if one["what"] == "workflow.hidden"]
    assert "403" in unseen["why"]


def test_a_workflow_that_is_only_listed_is_told(served):
    """The list names it and no request shows it, so it is no user and the answer is not complete."""
    project = served(variants=frozenset({"flows-unreadable"}))
    made = by_hand(project, FLOWS, flow("Listed", sets("firstname", "x")))

    found = impact(project, "property.contacts.firstname", "--target", "client")

    assert not [address for address in users(found) if address.startswith("workflow")]
    whats = {one["what"]: one["always"] for one in found["unseen"]}
    assert whats == {f"workflow.flow_{made['id']}": False, "workflow": True}


def test_the_tree_is_printed(hand_made):
    """Once each, with labels; the next command for those who use the whole."""
    ran = hand_made[0]("impact", f"{CHANNEL}#options.web", code=0)

    assert f"records: {HELD['web']} contacts" in ran.out
    assert ran.out.count("workflow.greeter") == 1
    assert "  ├── segment.from_the_web  From the web  (filter: web)" in ran.out.splitlines()
    assert "  │   └── segment.heavy  Heavy  (filter)" in ran.out.splitlines()
    assert f"revops impact {CHANNEL}" in ran.out
    assert "HubSpot's flow list is known to omit flows" in ran.out


def test_forms_refer_by_fields_options_and_stages(hand_made):
    """A field names the options that it shows; a form that sets a lifecycle stage names the stage."""
    project, _ = hand_made
    project.edit("POST", FORMS, form("Ask", field("firstname", "single_line_text"), choosing("web", "fair")))

    assert ways(impact(project, CHANNEL), "form.ask") == {("field", "options.web"), ("field", "options.fair")}
    assert "form.ask" not in users(impact(project, f"{CHANNEL}#options.ads"))
    assert ways(impact(project, "lifecycle.contacts#stages.lead"), "form.ask") == {("stage", "stages.lead")}


def test_newsletters_refer_by_texts_and_recipients(hand_made):
    """E-mails that no blueprint describes: a variable in the subject, and a segment that gets it."""
    project, ids = hand_made
    to = {"contactIlsLists": {"include": [ids["web"]], "exclude": [ids["known"]]}}
    told = {"name": "News", "subject": "Hello {{ contact.channel }}", "to": to}
    made = project.edit("POST", EMAILS, told)

    address = f"email.{made['id']}"
    assert ways(impact(project, CHANNEL), address) == {("text", "")}
    assert ways(impact(project, "segment.from_the_web"), address) == {("recipients", "")}
    assert ways(impact(project, "segment.any_channel"), address) == {("suppression", "")}


@pytest.mark.parametrize(
    ("asked", "code", "hint"),
    [
        ("segment.from_the_wep", "RV980", "segment.from_the_web"),
        (f"{CHANNEL}#options.wep", "RV981", "options.web"),
        ("property.contacts.nothing_like_it_at_all", "RV980", "revops plan"),
    ],
)
def test_a_slip_is_told_with_the_nearest_name(hand_made, asked, code, hint):
    """A resource, or a part of one, that the portal does not have."""
    ran = hand_made[0]("impact", asked, code=64)

    assert code in ran.err
    assert hint in ran.err


def test_what_is_no_address_is_a_usage_error(small):
    """Before anything is read."""
    ran = small("impact", "channel", code=64)

    assert "is no address" in ran.err


def test_a_place_that_may_not_be_read_is_told(served):
    """Without the scope for forms nobody knows what they refer to."""
    project = served(scopes=ALL - {"forms"})

    found = impact(project, "property.contacts.email", "--target", "client")

    (unseen,) = [one for one in found["unseen"] if one["what"] == "form"]
    assert "forms" in unseen["why"]
    assert unseen["always"] is False


def test_a_search_that_is_refused_is_no_count(served):
    """The references are shown all the same, and the reason why nobody counted."""
    project = served(scopes=ALL - {"crm.objects.deals.read"})

    (held,) = impact(project, "property.deals.amount", "--target", "client")["records"]

    assert held["count"] is None
    assert "deals" in held["why"]


def test_an_option_among_several_is_not_counted(hand_made):
    """No source says how a search finds one of several values that a record holds."""
    project, _ = hand_made
    project.edit("POST", CONTACTS, {**PROPERTY, "name": "topics", "label": "Topics", "fieldType": "checkbox"})

    (held,) = impact(project, "property.contacts.topics#options.web")["records"]

    assert held["count"] is None
    assert "HubSpot's search cannot tell" in held["why"]


def test_the_graph_is_drawn_into_a_file(hand_made):
    """One page for all that was asked, with a box for everybody; the tree is printed besides."""
    project, _ = hand_made

    ran = project("impact", CHANNEL, "segment.from_the_web", "--html", "impact.html", code=0)

    page = project.read("impact.html")
    assert page.count("<h2>") == 2
    found = impact(project, CHANNEL)
    assert [one for one in users(found) if f'data-address="{one}"' not in page] == []
    assert "segment.heavy" in ran.out


def test_the_page_may_go_to_stdout_alone(hand_made):
    """For a pipe: nothing else is printed."""
    ran = hand_made[0]("impact", CHANNEL, "--html", "-", code=0)

    assert ran.out.startswith("<!doctype html>")
    assert ran.out.rstrip().endswith("</html>")


def test_two_documents_do_not_fit_on_stdout(hand_made):
    """A page and JSON at once would be neither."""
    ran = hand_made[0]("impact", CHANNEL, "--html", "-", "--json", code=64)

    assert "stdout" in ran.err


def test_what_the_blueprint_calls_otherwise_is_found_by_its_name(hand_made):
    """Before a first run nothing binds the key of the blueprint to HubSpot's segment."""
    project, _ = hand_made
    entry = "segments: {web_people: {object: contacts, name: From the web, existing: true}}\n"
    project.write("blueprints/segments.yaml", f"revops: 1\n{entry}")

    assert impact(project, "segment.web_people")["name"] == "From the web"
