"""Three workflows whose requests were written by hand from HubSpot's API facts, and what the tool sends.

The bodies and their sources are in tests/golden/by_hand. Their author had not seen the compiler.
"""

from __future__ import annotations

import copy
import json
import re
from pathlib import Path

import pytest
from werkzeug.test import Client

from revops.emulator import DEFAULT_TOKEN

BY_HAND = Path(__file__).parents[1] / "golden" / "by_hand"
FLOWS = "/automation/2026-09-beta/flows"
WORKFLOWS = {"MA04": "step_mails", "SA05": "closed_won_handover", "CA06": "renewal_reminder"}

# Arrays whose sequence says nothing: who is told is a set; filters of an AND, branches of an OR, values of
# IS_ANY_OF and triggers of re-enrolment hold in any order (dossier F3, F5, G2, G3).
UNORDERED = {
    "user_ids",
    "team_ids",
    "owner_properties",
    "values",
    "filters",
    "filterBranches",
    "eventFilterBranches",
    "reEnrollmentTriggersFilterBranches",
}
# Where each kind of placeholder is looked up: the path, the member it names, the member it becomes.
LOOKUPS = {
    "form": ("/marketing/v3/forms?limit=100", "name", "id"),
    "email": ("/marketing/emails/2026-09?limit=100", "name", "id"),
    "owner": ("/crm/owners/2026-09?limit=100", "email", "id"),
    "user": ("/crm/owners/2026-09?limit=100", "email", "userId"),
    "team": ("/settings/users/2026-03/teams", "name", "id"),
}


class Portal:
    """The emulator's HTTP surface, for what HubSpot itself answers."""

    def __init__(self, emulator):
        self._http = Client(emulator)

    def send(self, method, path, body=None):
        """The whole response, whatever its status."""
        headers = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}
        return self._http.open(path, method=method, json=body, headers=headers)

    def read(self, path):
        """The body of an answer that must be a 200."""
        response = self.send("GET", path)
        assert response.status_code == 200, response.text
        return response.get_json()

    def find(self, kind, name):
        """What stands in this portal for the placeholder `{kind name}`; exactly one thing must."""
        path, known_by, wanted = LOOKUPS[kind]
        [found] = [row[wanted] for row in self.read(path)["results"] if row[known_by] == name]
        return str(found)


@pytest.fixture(scope="module")
def published(share_project):
    """A project as `revops init` makes it: all is applied and published, and no workflow is made."""
    project = share_project()
    for _ in range(2):  # a segment asks a score's property, which comes with publishing
        project.run("apply", "--yes", "--publish", "*", code=4)
    return project


@pytest.fixture(scope="module")
def portal(published):
    """The portal behind that project."""
    return Portal(published.emulator)


@pytest.fixture(scope="module")
def sent(published):
    """The requests that create the three workflows, as `plan --explain` prints them, by row of the model."""
    consents = [word for name in WORKFLOWS.values() for word in ("--create", f"workflow.{name}")]
    printed = published.run("plan", "--explain", *consents, code=0).out
    posts = re.finditer(rf"^ +draft +POST {FLOWS}\n *", printed, re.MULTILINE)
    bodies = [json.JSONDecoder().raw_decode(printed, post.end())[0] for post in posts]
    by_name = {body["name"]: body for body in bodies}
    return {row: by_name[_read(row)["name"]] for row in WORKFLOWS}


def _read(row):
    return json.loads((BY_HAND / f"{row}.json").read_text(encoding="utf-8"))


def _filled(value, portal):
    """The body with this portal's ids in the place of its placeholders."""
    if isinstance(value, dict):
        return {name: _filled(member, portal) for name, member in value.items()}
    if isinstance(value, list):
        return [_filled(member, portal) for member in value]
    if value == "{timeZone}":
        return portal.read("/account-info/2026-09/details")["timeZone"]
    named = re.fullmatch(rf"\{{({'|'.join(LOOKUPS)}) (.+)\}}", str(value))
    return portal.find(*named.groups()) if named else value


def _canonical(body):
    """The body as text that is equal for requests that HubSpot takes for the same.

    Sorted are the members of objects, the arrays of `UNORDERED`, and the actions by their ids, since the
    graph is in `startActionId` and `connection` (dossier F4). The ids themselves are compared: both sides
    count breadth-first from "1" (dossier F8). Numbers, texts and booleans are compared as JSON prints them.
    """
    body = {
        **_sorted(body),
        "actions": sorted(_sorted(body["actions"]), key=lambda action: int(action["actionId"])),
    }
    return json.dumps(body, ensure_ascii=False, indent=1, sort_keys=True)


def _sorted(value, name=""):
    if isinstance(value, dict):
        return {member: _sorted(below, member) for member, below in value.items()}
    if isinstance(value, list):
        below = [_sorted(member) for member in value]
        return (
            sorted(below, key=lambda member: json.dumps(member, sort_keys=True))
            if name in UNORDERED
            else below
        )
    return _paragraph(value) if name == "body" else value


def _paragraph(html):
    """One paragraph without markup, entities or line breaks reads the same with and without its `<p>`.

    Dossier F5 calls a body HTML; no source says that a bare text is not.
    """
    alone = re.fullmatch(r"<p>([^<>&\n]*)</p>", html)
    return alone[1] if alone else html


@pytest.mark.parametrize("row", WORKFLOWS)
def test_the_tool_sends_what_was_written_by_hand(portal, sent, row):
    """The printed POST body equals the one by hand, member for member; none is left out of the comparison.

    Only `description` is taken from the tool: it ends with the marker by which the workflow is found again.
    """
    by_hand = _filled(_read(row), portal)
    by_hand["description"] = sent[row]["description"]

    assert f"[revops:workflow.{WORKFLOWS[row]}]" in by_hand["description"]
    assert _canonical(sent[row]) == _canonical(by_hand)


DIFFERENT = {
    "a number for a text": ("MA04", lambda flow: flow["actions"][1]["fields"].update(delta=1)),
    "a later mail": ("MA04", lambda flow: flow["actions"][3]["fields"].update(delta="3")),
    "another sequence": ("MA04", lambda flow: flow["actions"][0]["connection"].update(nextActionId="3")),
    "one form": ("MA04", lambda flow: flow["enrollmentCriteria"]["listFilterBranch"]["filterBranches"].pop()),
    "nobody told": ("SA05", lambda flow: flow["actions"][1]["fields"]["user_ids"].pop()),
    "markup": ("SA05", lambda flow: flow["actions"][0]["fields"].update(body="<p>a<br>b</p>")),
    "no re-enrolment": (
        "CA06",
        lambda flow: flow["enrollmentCriteria"]["reEnrollmentTriggersFilterBranches"].pop(),
    ),
    "a member more": ("CA06", lambda flow: flow.update(uuid="")),
}


@pytest.mark.parametrize("what", DIFFERENT)
def test_the_comparison_sees_a_difference(what):
    """One edit of a body by hand makes another request of it."""
    row, edit = DIFFERENT[what]
    edited = _read(row)
    edit(edited)

    assert _canonical(edited) != _canonical(_read(row))


@pytest.mark.parametrize("row", WORKFLOWS)
def test_hubspots_side_takes_the_bodies_by_hand(portal, sent, row):
    """The emulator, which shares no code with the tool, makes each workflow and gives it back as sent."""
    body = {**_filled(_read(row), portal), "description": "by hand"}
    assert sent  # planned before there is a workflow of that name
    response = portal.send("POST", FLOWS, body)
    made = response.get_json()

    assert response.status_code == 201, response.text
    assert {name: made[name] for name in body} == body
    assert portal.send("DELETE", f"{FLOWS}/{made['id']}").status_code == 204


def _unknown_field(flow):
    flow["actions"][0]["fields"]["colour"] = "red"


def _dangling(flow):
    flow["actions"][0]["connection"]["nextActionId"] = "99"


def _empty_connection(flow):
    flow["actions"][-1]["connection"] = {}


def _not_equal_on_enumeration(flow):
    criteria = flow["enrollmentCriteria"]
    branches = criteria.get("eventFilterBranches") or criteria["listFilterBranch"]["filterBranches"]
    operations = [test["operation"] for test in branches[0]["filters"]]
    [enumeration] = [operation for operation in operations if operation["operationType"] == "ENUMERATION"]
    enumeration["operator"] = "IS_NOT_EQUAL_TO"


REFUSED = {
    "unknown field": (_unknown_field, tuple(WORKFLOWS), ("actions[0]", "colour")),
    "dangling connection": (_dangling, tuple(WORKFLOWS), ("actions[0]", "99")),
    "empty connection": (_empty_connection, tuple(WORKFLOWS), ("connection.nextActionId",)),
    "not-equal on an enumeration": (
        _not_equal_on_enumeration,
        ("SA05", "CA06"),
        ("operation.operator must be one of", "IS_NONE_OF"),
    ),
}


@pytest.mark.parametrize(("what", "row"), [(what, row) for what, case in REFUSED.items() for row in case[1]])
def test_hubspots_side_refuses_one_wrong_edit(portal, what, row):
    """Each is a 400 whose message names the place, and no workflow is made (dossier F4, F8.2)."""
    edit, _, named = REFUSED[what]
    body = copy.deepcopy(_filled(_read(row), portal))
    edit(body)
    response = portal.send("POST", FLOWS, body)

    assert response.status_code == 400, response.text
    assert all(part in response.get_json()["message"] for part in named), response.text
    assert portal.read(FLOWS)["results"] == []
