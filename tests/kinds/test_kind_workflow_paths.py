"""Kind `workflow`: steps with paths as dossier F4 wires them, read back, changed, moved, put into files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from kind_talk import Near, expand, found, rows, sent, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.workflow import WorkflowKind
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.change import Action, Change, UnitChange
from revops.model.condition import Condition, PropertyRef
from revops.model.context import Context, Role
from revops.model.finding import Refused
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Observed, Phase, Resource, Symbol

KIND = WorkflowKind()
ADDRESS = Address.parse("workflow.care")
IS_BOSS = {"property": "contacts.jobtitle", "known": True}
NO_BOSS = {"property": "contacts.jobtitle", "unknown": True}
RANK = {
    "id": "rank",
    "branch": {
        "boss": {
            "name": "Bosses",
            "when": IS_BOSS,
            "steps": [{"id": "call", "delay": {"days": 1}}, {"id": "again", "delay": {"days": 2}}],
        },
        "rest": {"when": NO_BOSS},
    },
    "else": [{"id": "write", "delay": {"days": 3}}],
}
STEPS: list[dict[str, Any]] = [
    {"id": "hello", "delay": {"days": 4}},
    RANK,
    {"id": "bye", "delay": {"days": 5}},
]


@dataclass
class Blueprint(Near):
    """A blueprint that knows two properties, and asks whether the job title is known."""

    def parse_condition(self, value: Json, *path: str | int) -> Condition | None:
        if "any_of" in value:
            if value["any_of"] != ["price"]:
                self.report("RV208", "no option", *path)
            return None
        word = "known" if "known" in value else "unknown"
        return condition.Test(PropertyRef.parse(value["property"]), "string", word, value=value[word])


def near() -> Blueprint:
    return Blueprint(
        types={
            "contacts.jobtitle": "string",
            "contacts.reason": "enumeration",
            "contacts.due": "date",
            "contacts.hubspot_owner_id": "enumeration",
        }
    )


def resource(steps: Sequence[Mapping[str, Json]] = STEPS) -> Resource:
    section = {
        "care": {"object": "contacts", "name": "Care", "enrol": {"manual": True}, "steps": list(steps)}
    }
    (made,) = expand(KIND, section, near())
    return made


def faults(*steps: Mapping[str, Json]) -> list[str]:
    told = near()
    section = {
        "care": {"object": "contacts", "name": "Care", "enrol": {"manual": True}, "steps": list(steps)}
    }
    expand(KIND, section, told)
    return told.codes


NAMES = {
    Symbol("recipient", "ops"): "user_ids/5",
    Symbol("recipient", "sales"): "team_ids/7",
    Symbol("segment", "nurture"): "33",
}
ROLES = {"ops": Role("ops@example.com"), "sales": Role(team="Sales")}


def context(entry: Entry | None = None) -> Context:
    ledger = Ledger(1, {ADDRESS: entry} if entry else {})
    return Context(roles=ROLES, ledger=ledger, portal=PortalFacts(245)).named(NAMES)


def created(wanted: Resource) -> dict[str, Any]:
    units = tuple(UnitChange(path, MISSING, value) for path, value in wanted.units.items())
    change = Change(wanted.address, Phase.DRAFT, Action.CREATE, units, resource=wanted)
    asked, _ = talk(KIND.compile([change], context()))
    ((_, _, body),) = sent(asked)
    return {**body, "id": "500", "revisionId": "3", "nextAvailableActionId": str(len(body["actions"]) + 1)}


def entry_of(wanted: Resource) -> Entry:
    """The ledger after the create."""
    units = tuple(UnitChange(path, MISSING, value) for path, value in wanted.units.items())
    change = Change(wanted.address, Phase.DRAFT, Action.CREATE, units, resource=wanted)
    asked, _ = talk(KIND.compile([change], context()))
    return Entry(id="500", keys={"": "500", **asked[-1][0].keys}, units=wanted.units)  # type: ignore[attr-defined]  # the call gives out ids


def looked(flow: Mapping[str, Json], wanted: Resource, entry: Entry | None = None) -> Observed:
    listing = rows({name: flow[name] for name in ("id", "name")})
    kinds = {symbol.kind for symbol in wanted.uses}
    lists = [rows({"id": "9", "email": "ops@example.com", "userId": 5})] if "recipient" in kinds else []
    lists += [rows({"id": "7", "name": "Sales"})] if "recipient" in kinds else []
    lists += [rows({"listId": "33", "name": "nurture"})] if "segment" in kinds else []
    conversation = KIND.observe("", [wanted], context(entry))
    _, seen = talk(conversation, [listing, *lists], [rows(flow)])
    return found(seen, "workflow.care")


def edges(body: Mapping[str, Any]) -> dict[str, list[tuple[str, str] | None]]:
    """The edges of each action, those of paths in their order and that of all others last."""
    told = {}
    for action in body["actions"]:
        parts = [
            part
            for name in ("listBranches", "staticBranches", "testBranches")
            for part in action.get(name, [])
        ]
        last = [action.get("defaultBranch")] if action["type"] in ("LIST_BRANCH", "STATIC_BRANCH") else []
        leads = [*(part.get("connection") for part in parts), *last] if parts else [action.get("connection")]
        told[action["actionId"]] = [(one["edgeType"], one["nextActionId"]) if one else None for one in leads]
    return told


def put(wanted: Resource, actual: Observed, **after: Json) -> dict[str, Any]:
    change = replace(update(wanted, actual, **after), phase=Phase.DRAFT)
    asked, _ = talk(KIND.compile([change], context()))
    ((_, _, body),) = sent(asked)
    return dict(body)


# On the wire


def test_units_of_steps_with_paths() -> None:
    """A step on a path is a unit that says where it stands; each path has a sequence of its own."""
    units = resource().units
    assert units["steps.order"] == ["hello", "rank", "bye"]
    assert units["paths.rank.boss.order"] == ["call", "again"]
    assert (units["paths.rank.rest.order"], units["paths.rank.else.order"]) == ([], ["write"])
    assert units["steps.call"] == {"delay": {"days": 1}, "path": "rank.boss"}
    assert units["steps.rank"] == {
        "branch": [
            {"path": "boss", "name": "Bosses", "when": IS_BOSS},
            {"path": "rest", "name": "rest", "when": NO_BOSS},
        ]
    }


def test_paths_meet_again() -> None:
    """Ids count breadth-first; the first edge into an action is STANDARD, the others are GOTO (F4, F8)."""
    body = created(resource())
    assert edges(body) == {
        "1": [("STANDARD", "2")],
        "2": [("STANDARD", "3"), ("STANDARD", "4"), ("STANDARD", "5")],
        "3": [("STANDARD", "6")],
        "4": [None],
        "5": [("GOTO", "4")],
        "6": [("GOTO", "4")],
    }
    fork = body["actions"][1]
    assert "defaultBranch" in fork
    assert "actionTypeId" not in fork
    assert [part["branchName"] for part in fork["listBranches"]] == ["Bosses", "rest"]


def test_a_path_that_leads_nowhere_has_no_edge() -> None:
    """An empty `defaultBranch` or `connection` is refused (dossier F4)."""
    fork = {
        "id": "rank",
        "branch": {"boss": {"when": IS_BOSS, "steps": [{"id": "call", "delay": {"days": 1}}]}},
    }
    (action, _) = created(resource([fork]))["actions"]
    assert "defaultBranch" not in action
    assert action["listBranches"][0]["connection"] == {"edgeType": "STANDARD", "nextActionId": "2"}


def test_paths_by_value() -> None:
    """A property of the record, a literal for each value (dossier F4)."""
    fork = {
        "id": "why",
        "by_value": "contacts.reason",
        "cases": {"price": [{"id": "cheap", "delay": {"days": 1}}]},
        "else": [{"id": "ask", "delay": {"days": 2}}],
    }
    (action, *_) = created(resource([fork]))["actions"]
    assert action == {
        "type": "STATIC_BRANCH",
        "actionId": "1",
        "inputValue": {"type": "OBJECT_PROPERTY", "propertyName": "reason"},
        "staticBranches": [
            {"branchValue": "price", "connection": {"edgeType": "STANDARD", "nextActionId": "2"}}
        ],
        "defaultBranch": {"edgeType": "STANDARD", "nextActionId": "3"},
    }


def test_paths_by_chance() -> None:
    """Each path of a test has its share and an edge (dossier F4)."""
    fork = {
        "id": "test",
        "split": {
            "a": {"percentage": 30, "steps": [{"id": "one", "delay": {"days": 1}}]},
            "b": {"percentage": 70},
        },
    }
    (action, *_) = created(resource([fork, {"id": "end", "delay": {"days": 2}}]))["actions"]
    assert [part["percentage"] for part in action["testBranches"]] == [30, 70]
    assert all("connection" in part for part in action["testBranches"])
    assert "defaultBranch" not in action


@pytest.mark.parametrize(
    ("step", "kind", "fields"),
    [
        (
            {"until": {"property": "contacts.due", "before": {"days": 5}, "at": "09:30"}},
            "0-35",
            {
                "date": {"type": "OBJECT_PROPERTY", "propertyName": "due"},
                "delta": "-7200",
                "time_unit": "MINUTES",
                "time_of_day": {"hour": 9, "minute": 30},
            },
        ),
        (
            {"until": {"date": "2024-06-27", "at": "12:00"}},
            "0-35",
            {
                "date": {"type": "STATIC_VALUE", "staticValue": "1719446400000"},
                "delta": "0",
                "time_unit": "DAYS",
                "time_of_day": {"hour": 12, "minute": 0},
            },
        ),
        (
            {"notify": {"roles": ["ops", "sales"], "subject": "Hi", "body": "There"}},
            "0-8",
            {"subject": "Hi", "body": "There", "user_ids": ["5"], "team_ids": ["7"]},
        ),
        (
            {"in_app": {"owner": "contacts.hubspot_owner_id", "subject": "Hi", "body": "There"}},
            "0-9",
            {
                "subject": "Hi",
                "body": "There",
                "delivery_method": "APP",
                "owner_properties": ["hubspot_owner_id"],
            },
        ),
        (
            {"rotate": {"roles": "ops", "property": "contacts.hubspot_owner_id", "overwrite": True}},
            "0-11",
            {"user_ids": ["5"], "target_property": "hubspot_owner_id", "overwrite_current_owner": "true"},
        ),
        ({"add_to": "nurture"}, "0-63809083", {"listId": "33", "targetObject": "{{ enrolled_object }}"}),
        ({"remove_from": "nurture"}, "0-63863438", {"listId": "33", "targetObject": "{{ enrolled_object }}"}),
    ],
)
def test_steps_on_the_wire_and_back(step: Json, kind: str, fields: Json) -> None:
    """Each type of step as dossier F5 has its fields, and read as it was written."""
    wanted = resource([{"id": "one", **step}])
    body = created(wanted)
    assert body["actions"][0]["actionTypeId"] == kind
    assert body["actions"][0]["fields"] == fields
    assert looked(body, wanted).units["steps.one"] == wanted.units["steps.one"]


def test_a_role_is_told_as_user_or_as_team() -> None:
    """A notification names users by the user's id, which is not the owner's (dossier I)."""
    wanted = resource([{"id": "one", "notify": {"roles": ["ops", "sales"], "subject": "a", "body": "b"}}])
    owners = rows({"id": "9", "email": "Ops@example.com", "userId": 5})
    conversation = KIND.observe("", [wanted], Context(roles=ROLES, portal=PortalFacts(245)))
    _, seen = talk(conversation, [rows(), owners, rows({"id": "7", "name": "Sales"})])
    assert seen.ids[Symbol("recipient", "ops")] == "user_ids/5"
    assert seen.ids[Symbol("recipient", "sales")] == "team_ids/7"
    assert not seen.missing


def test_a_missing_team_waits() -> None:
    """The workflow waits for a team that the portal does not have."""
    wanted = resource([{"id": "one", "notify": {"roles": "sales", "subject": "a", "body": "b"}}])
    conversation = KIND.observe("", [wanted], Context(roles=ROLES, portal=PortalFacts(245)))
    _, seen = talk(conversation, [rows(), rows(), rows()])
    assert "no team 'Sales'" in seen.missing[Symbol("recipient", "sales")]


OFFERED = rows(
    {"actionTypeId": "0-15", "inputFieldDefinitions": [{"name": "workflow_id", "isRequired": True}]},
    {"actionTypeId": "0-33", "inputFieldDefinitions": [{"name": "template", "isRequired": True}]},
)


def offered(step: Mapping[str, Json], answer: Any = OFFERED) -> Any:
    """What is seen of a portal without workflows that offers some actions."""
    wanted = resource([{"id": "one", **step}])
    conversation = KIND.observe("", [wanted], Context(portal=PortalFacts(245)))
    _, seen = talk(conversation, [rows()], [answer])
    return seen


def test_the_portal_tells_the_field_of_another_workflow() -> None:
    """No source names it (dossier F5), so it is asked of the list of actions; else the workflow waits."""
    assert offered({"enrol_in": "next"}).ids[Symbol("action_field", "enrol_in")] == "workflow_id"
    hidden = offered({"enrol_in": "next"}, Answer(404))
    assert "does not tell" in hidden.missing[Symbol("action_field", "enrol_in")]


def test_an_action_by_its_id_is_checked() -> None:
    """What the portal does not offer waits; fields that it does not know are told."""
    app = {"action": {"type": "1-7", "fields": {}}}
    assert Symbol("action", "1-7") in offered(app).missing
    assert not offered(app, Answer(404)).missing
    assert not offered({"action": {"type": "1-7", "fields": {"any": "x"}}}).findings
    assert not offered({"action": {"type": "0-33", "fields": {"template": "x"}}}).findings
    (doubt,) = offered({"action": {"type": "0-33", "fields": {"tempalte": "x"}}}).findings
    assert (doubt.code, "tempalte" in doubt.summary, "requires template" in doubt.summary) == (
        "RV838",
        True,
        True,
    )


# Faults


FIVE = {"delay": {"days": 5}}


@pytest.mark.parametrize(
    ("step", "code"),
    [
        ({"id": "a", "branch": {"x": {"when": IS_BOSS, "steps": [{"id": "a", **FIVE}]}}}, "RV291"),
        ({"id": "a", "branch": {"else": {"when": IS_BOSS}}}, "RV830"),
        ({"id": "a", "by_value": "contacts.reason", "cases": {"else": []}}, "RV830"),
        ({"id": "a", "by_value": "contacts.reason", "cases": {"prize": []}}, "RV208"),
        ({"id": "a", "by_value": "deals.reason", "cases": {"price": []}}, "RV293"),
        ({"id": "a", "split": {"x": {"percentage": 50}, "y": {"percentage": 49}}}, "RV831"),
        ({"id": "a", "split": {"x": {"percentage": 50}, "y": {"percentage": 50}}}, "RV832"),
        ({"id": "a", "until": {"property": "contacts.jobtitle", "at": "09:00"}}, "RV833"),
        ({"id": "a", "notify": {"owner": "contacts.boss", "subject": "a", "body": "b"}}, "RV293"),
    ],
)
def test_faulty_paths_are_reported(step: Json, code: str) -> None:
    """What HubSpot would refuse is told at its line."""
    assert code in faults(step)


@pytest.mark.parametrize(
    "step",
    [
        {"id": "a", "branch": {}},
        {"id": "a", "branch": {f"p{n}": {"when": IS_BOSS} for n in range(21)}},
        {"id": "a", "by_value": "contacts.reason", "cases": {str(n): [] for n in range(251)}},
        {"id": "a", "split": {"x": {"percentage": 100}}},
        {"id": "a", "until": {"at": "09:00"}},
        {"id": "a", "until": {"date": "2027-01-01", "at": "25:00"}},
        {"id": "a", "notify": {"subject": "a", "body": "b"}},
    ],
)
def test_misshapen_paths_are_refused(step: Json) -> None:
    """20 branches, 250 values (dossier F4), a whole moment, somebody who is told."""
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python(
            {"care": {"object": "contacts", "name": "Care", "enrol": {"manual": True}, "steps": [step]}}
        )


# Reading


def test_what_was_written_reads_the_same() -> None:
    """Without a ledger the steps, their paths and sequences are found by what they are."""
    wanted = resource()
    units = looked(created(wanted), wanted).units
    assert {path: units[path] for path in wanted.units} == wanted.units


def test_a_flow_with_branches_made_by_hand_can_be_pulled() -> None:
    """Paths get names by number, and `pull` writes an entry that loads."""
    flow = created(resource())
    conversation = KIND.observe("", [], context())
    listing = rows({name: flow[name] for name in ("id", "name")})
    _, seen = talk(conversation, [listing, *[rows()] * 6], [rows({**flow, "description": ""})])
    (observed,) = seen.found
    entry = KIND.describe(observed, context())
    assert [step["id"] for step in entry["steps"]] == ["action_1", "action_2", "action_4"]
    fork = entry["steps"][1]
    assert [step["id"] for step in fork["branch"]["path_1"]["steps"]] == ["action_3", "action_6"]
    assert [step["id"] for step in fork["else"]] == ["action_5"]
    again = resource(entry["steps"])
    assert edges(created(again)) == edges(flow)


def test_a_path_renamed_in_hubspot_keeps_its_key() -> None:
    """Another branch name is one changed unit; the path is known by its condition."""
    wanted = resource()
    flow = created(wanted)
    flow["actions"][1]["listBranches"][0]["branchName"] = "Chiefs"
    units = looked(flow, wanted, entry_of(wanted)).units
    assert [path for path, value in wanted.units.items() if units.get(path) != value] == ["steps.rank"]
    assert units["steps.rank"]["branch"][0]["path"] == "boss"


def test_a_branch_inside_a_branch_meets_outside() -> None:
    """Both paths of the inner branch and the outer ones meet at the step after the outer branch."""
    inner = {
        "id": "inner",
        "branch": {"x": {"when": IS_BOSS, "steps": [{"id": "ix", **FIVE}]}},
        "else": [{"id": "ie", **FIVE}],
    }
    outer = {
        "id": "outer",
        "branch": {"y": {"when": IS_BOSS, "steps": [inner]}},
        "else": [{"id": "oe", **FIVE}],
    }
    wanted = resource([outer, {"id": "end", **FIVE}])
    observed = looked(created(wanted), wanted)
    assert {path: observed.units[path] for path in wanted.units} == wanted.units
    assert "steps" not in observed.locked


# Changing


def applied() -> tuple[Resource, Observed, Entry]:
    wanted = resource()
    entry = entry_of(wanted)
    return wanted, looked(created(wanted), wanted, entry), entry


def test_a_new_step_on_a_path() -> None:
    """It gets the next free id and its place; what led there before leads there still."""
    _, actual, _ = applied()
    steps = deepcopy(STEPS)
    steps[1]["branch"]["boss"]["steps"].insert(1, {"id": "mid", **FIVE})
    wanted = resource(steps)
    body = put(wanted, actual, steps__mid=wanted.units["steps.mid"])
    told = edges(body)
    assert (told["3"], told["7"]) == ([("STANDARD", "7")], [("STANDARD", "6")])
    assert told["2"][0] == ("STANDARD", "3")
    assert told["6"][0] is not None


def test_a_step_moves_to_another_path() -> None:
    """Its unit says where it stands, so the move is one changed unit and one changed sequence on the wire."""
    _, actual, _ = applied()
    steps = deepcopy(STEPS)
    moved = steps[1]["branch"]["boss"]["steps"].pop()
    steps[1]["else"].append(moved)
    wanted = resource(steps)
    changed = [path for path in actual.units if path in wanted.units and path.startswith("steps.")]
    changed = [path for path in changed if wanted.units[path] != actual.units[path]]
    assert changed == ["steps.again"]
    body = put(wanted, actual, steps__again=wanted.units["steps.again"])
    told = edges(body)
    assert told["5"] == [("STANDARD", "6")]
    assert {told["3"][0][1], told["6"][0][1]} == {"4"}  # type: ignore[index]  # both lead on


def test_a_changed_step_keeps_every_edge() -> None:
    """Where records pass as before, the edges are sent as they came."""
    wanted, actual, _ = applied()
    body = put(wanted, actual, steps__call={"delay": {"days": 9}, "path": "rank.boss"})
    assert edges(body) == edges(actual.raw)
    assert body["actions"][2]["fields"]["delta"] == "9"


def test_a_changed_condition_keeps_the_name_of_the_rest() -> None:
    """`defaultBranchName` is not managed and stays."""
    wanted, actual, _ = applied()
    raw = deepcopy(dict(actual.raw))
    raw["actions"][1]["defaultBranchName"] = "Nobody"
    body = put(wanted, replace(actual, raw=raw), steps__rank=wanted.units["steps.rank"])
    assert body["actions"][1]["defaultBranchName"] == "Nobody"


def test_a_branch_leaves_the_blueprint() -> None:
    """The branch and what is on its paths go; what stood around it follows one another."""
    _, actual, entry = applied()
    wanted = resource([STEPS[0], STEPS[2]])
    seen = _seen(actual.raw, wanted, entry)
    chosen = KIND.resolve(wanted, seen, context(entry))
    gone = {path for path, value in chosen.units.items() if value is MISSING}
    assert gone == {"steps.rank", "steps.call", "steps.again", "steps.write"}
    body = put(chosen, actual, **{path.replace(".", "__"): MISSING for path in gone})
    assert edges(body) == {"1": [("STANDARD", "4")], "4": [None]}


def test_a_branch_with_hand_made_steps_stays() -> None:
    """Nobody agreed to lose what somebody made on one of its paths, so it stays until that is decided."""
    _, actual, entry = applied()
    flow = deepcopy(dict(actual.raw))
    made = {**deepcopy(flow["actions"][0]), "actionId": "7", "connection": flow["actions"][4]["connection"]}
    flow["actions"][4]["connection"] = {"edgeType": "STANDARD", "nextActionId": "7"}
    flow["actions"].append(made)
    wanted = resource([STEPS[0], STEPS[2]])
    seen = _seen(flow, wanted, entry)
    chosen = KIND.resolve(wanted, seen, context(entry))
    assert "steps.rank" not in chosen.units
    assert found(seen, "workflow.care").units["steps.extra"] == [
        {"id": "action_7", "after": "write", "delay": {"days": 4}, "path": "rank.else"}
    ]


def _seen(flow: Mapping[str, Json], wanted: Resource, entry: Entry) -> Any:
    listing = rows({name: flow[name] for name in ("id", "name")})
    _, seen = talk(KIND.observe("", [wanted], context(entry)), [listing], [rows(flow)])
    return seen


# Files


def file() -> dict[str, Any]:
    return {"steps": deepcopy(STEPS)}


def test_keep_a_step_on_a_path() -> None:
    """It is changed where it stands."""
    entry = file()
    KIND.rewrite(entry, "steps.write", {"delay": {"days": 8}, "path": "rank.else"}, context())
    assert entry["steps"][1]["else"] == [{"id": "write", "delay": {"days": 8}}]


def test_keep_a_move() -> None:
    """A step that somebody moved goes to the path on which it is now."""
    entry = file()
    KIND.rewrite(entry, "steps.again", {"delay": {"days": 2}}, context())
    assert [step["id"] for step in entry["steps"]] == ["hello", "rank", "bye", "again"]
    KIND.rewrite(entry, "steps.order", ["hello", "again", "rank", "bye"], context())
    assert [step["id"] for step in entry["steps"]] == ["hello", "again", "rank", "bye"]


def test_keep_a_renamed_path() -> None:
    """The steps on it stay."""
    entry = file()
    paths = [
        {"path": "boss", "name": "Chiefs", "when": IS_BOSS},
        {"path": "rest", "name": "rest", "when": NO_BOSS},
    ]
    KIND.rewrite(entry, "steps.rank", {"branch": paths}, context())
    assert entry["steps"][1]["branch"]["boss"]["name"] == "Chiefs"
    assert [step["id"] for step in entry["steps"][1]["branch"]["boss"]["steps"]] == ["call", "again"]


def test_keep_the_sequence_of_a_path() -> None:
    """Only that path is sorted."""
    entry = file()
    KIND.rewrite(entry, "paths.rank.boss.order", ["again", "call"], context())
    assert [step["id"] for step in entry["steps"][1]["branch"]["boss"]["steps"]] == ["again", "call"]


def test_keep_what_was_made_on_a_path() -> None:
    """A branch made by hand comes with what is on its paths."""
    entry = file()
    extra = [
        {
            "id": "action_7",
            "after": "write",
            "path": "rank.else",
            "by_value": {"property": "contacts.reason", "cases": ["price"]},
        },
        {"id": "action_8", "after": "", "path": "action_7.price", "delay": {"days": 1}},
    ]
    KIND.rewrite(entry, "steps.extra", extra, context())
    fork = entry["steps"][1]["else"][1]
    assert (fork["id"], fork["by_value"]) == ("action_7", "contacts.reason")
    assert fork["cases"] == {"price": [{"id": "action_8", "delay": {"days": 1}}]}


def test_a_step_that_was_removed_leaves_the_file() -> None:
    """Wherever it stands."""
    entry = file()
    KIND.rewrite(entry, "steps.call", MISSING, context())
    assert [step["id"] for step in entry["steps"][1]["branch"]["boss"]["steps"]] == ["again"]


def test_a_fork_without_words_cannot_be_kept() -> None:
    """A blueprint has no words for a branch by the output of code."""
    raw = {
        "raw": {
            "type": "STATIC_BRANCH",
            "inputValue": {"type": "FIELD_DATA", "actionId": "1", "dataKey": "x"},
        }
    }
    with pytest.raises(Refused):
        KIND.rewrite(file(), "steps.rank", raw, context())
