"""Who may edit a stage: people and teams by the blueprint's names, and a PUT of all stages (dossier D5)."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update

from revops.kinds.pipeline_rules.permissions import StagePermissionsKind
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.context import Context, Names, Role
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Symbol

KIND = StagePermissionsKind()
ADDRESS = Address("stage_permissions", "deals", "default")
PATH = "/0-3/default/stage-edit-permissions"
STAGES = ["contractsent", "closedwon"]
PIPELINES = rows(
    {"id": "default", "label": "Sales Pipeline", "stages": [{"id": stage} for stage in STAGES]},
)
OWNERS = rows(
    {"id": "2006", "email": "field@example.com", "userId": 1006},
    {"id": "2007", "email": "boss@example.com", "userId": 1007},
)
TEAMS = rows({"id": "3002", "name": "Sales"}, {"id": "3003", "name": "Customer Success"})
ROLES = {
    "sales_rep": Role("field@example.com"),
    "closer": Role("field@example.com"),
    "care": Role(team="Customer Success"),
    "guest": Role("guest@example.com"),
    "lost": Role(team="Partners"),
}
CONTEXT = Context(roles=ROLES, portal=PortalFacts(7))
OPEN = {"permissionMode": "OPEN", "superAdmin": True, "teamIds": [], "userIds": []}


def limited(*, users=(), teams=(), stage="closedwon", admins=True):
    row = {"pipelineStageId": stage, "permissionMode": "RESTRICTED", "superAdmin": admins}
    return {**row, "teamIds": list(teams), "userIds": list(users), "label": "as shown"}


def kept(*stages):
    return Answer(200, {"id": "1", "stages": list(stages)})


def one(stages, near=None, scope="deals", name="default"):
    (resource,) = expand(KIND, {scope: {name: {"stages": stages}}}, near)
    return resource


def look(answer, wanted=(), context=CONTEXT):
    return talk(KIND.observe("deals", wanted, context), [PIPELINES, OWNERS, TEAMS], [answer])


def actual(answer, wanted=(), context=CONTEXT):
    return found(look(answer, wanted, context)[1], str(ADDRESS))


def named():
    return CONTEXT.named(look(kept())[1].ids)


def written(change, answer, context=None):
    """The body of the PUT, stage by stage."""
    asked, _ = talk(KIND.compile([change], context or named()), [PIPELINES, answer], [Answer(200)])
    ((method, path, body),) = [(c.method, c.path, c.body) for calls in asked for c in calls if c.carries]
    assert (method, path) == ("PUT", PATH)
    return body["stages"]


# --- the blueprint ---


def test_every_stage_is_a_unit():
    """Names in one sequence, each once."""
    resource = one(
        {"closedwon": {"roles": ["sales_rep", "care", "care"], "teams": ["Sales"]}, "closedlost": "everyone"}
    )

    assert resource.address == ADDRESS
    assert resource.units == {
        "stages.closedwon": {"roles": ["care", "sales_rep"], "teams": ["Sales"]},
        "stages.closedlost": "everyone",
    }
    assert resource.origins["stages.closedwon"].file == "stagePermissions/deals/default/stages/closedwon"


def test_teams_of_the_blueprint_come_first():
    """A team that it does not describe is one of the portal."""
    near = Near(entries={"teams": {"field": {}}})

    resource = one({"closedwon": {"teams": ["field", "Sales"]}}, near)

    assert resource.needs == {Need(Address("team", "", "field"))}
    told = rows({"id": "3002", "name": "Sales"})
    asked, seen = talk(KIND.observe("deals", [resource], CONTEXT), [PIPELINES, OWNERS, TEAMS, told], [kept()])
    assert asked[0][3].request == "GET teams"
    assert seen.missing == {}


def test_a_team_that_nobody_can_make_is_waited_for():
    """Where HubSpot does not show the beta's teams, this one will not come about."""
    resource = one({"closedwon": {"teams": ["field"]}}, Near(entries={"teams": {"field": {}}}))

    seen = talk(
        KIND.observe("deals", [resource], CONTEXT), [PIPELINES, OWNERS, TEAMS, Answer(404)], [kept()]
    )[1]

    assert seen.missing.keys() == {Symbol("team", "field")}
    assert "(404)" in seen.missing[Symbol("team", "field")]
    assert KIND.resolve(resource, seen, CONTEXT).needs == frozenset()


def test_only_stages_of_deals_can_be_limited():
    """HubSpot's guide of February 2025; everyone is everyone anywhere."""
    near = Near()
    one({"1": {"roles": ["care"]}, "2": "everyone"}, near, scope="tickets", name="0")

    assert near.reports == [("RV872", ("stagePermissions", "tickets", "0", "stages", "1"))]


def test_a_stage_that_is_none_is_reported():
    """As for rules."""
    near = Near()
    one({"closedwin": "everyone"}, near)

    assert near.codes == ["RV870"]


# --- looking ---


def test_stages_read_as_people_and_teams():
    """A stage that HubSpot does not tell of is open; an id without a name stands for itself."""
    units = actual(kept(limited(users=["1006", "999"], teams=["3002"]))).units

    assert units == {
        "stages.contractsent": "everyone",
        "stages.closedwon": {"roles": ["999", "sales_rep"], "teams": ["Sales"]},
    }


def test_the_blueprints_names_win():
    """Two roles are one person, a role is a team, and the portal's order tells nothing."""
    value = {"roles": ["care", "closer"], "teams": ["Sales"]}
    seen = actual(kept(limited(users=["1006"], teams=["3003", "3002"])), [one({"closedwon": value})])

    assert seen.units["stages.closedwon"] == value
    assert seen.factory["stages.closedwon"] == "everyone"


def test_super_admins_alone_are_nobody_else():
    """Both lists are empty."""
    assert actual(kept(limited())).units["stages.closedwon"] == {"roles": [], "teams": []}


@pytest.mark.parametrize(
    ("value", "symbol", "reason"),
    [
        ({"roles": ["guest"]}, Symbol("user", "guest"), "guest@example.com is no user of the portal yet"),
        ({"roles": ["lost"]}, Symbol("team", "Partners"), "the portal has no team of this name yet"),
        ({"teams": ["Partners"]}, Symbol("team", "Partners"), "the portal has no team of this name yet"),
    ],
)
def test_who_is_not_there_yet_is_waited_for(value, symbol, reason):
    """A role that is a team waits for the team."""
    resource = one({"closedwon": value})
    seen = look(kept(), [resource])[1]

    assert seen.missing == {symbol: reason}
    assert KIND.resolve(resource, seen, CONTEXT).uses == {symbol}


@pytest.mark.parametrize("status", [403, 404])
def test_what_the_token_may_not_see_is_done_by_hand(status):
    """HubSpot always has permissions of a pipeline, so that a 404 is a beta that is not there."""
    resource = one({"closedwon": {"roles": ["care"], "teams": ["Sales"]}})
    why = actual(Answer(status), [resource]).locked[""]

    assert f"({status})" in why
    assert "Pipeline Rules > Control editing access > closedwon: care, Sales" in why


def test_a_broken_answer_proves_nothing():
    """It is there, and unreadable."""
    assert "502" in actual(Answer(502), [one({"closedwon": "everyone"})]).unreadable


# --- writing ---


def test_a_put_names_every_stage():
    """What is not changed goes as it is, without the label that HubSpot shows."""
    resource = one({"contractsent": {"roles": ["sales_rep", "closer", "care"], "teams": ["Sales"]}})
    there = kept(limited(users=["1007"], admins=False))

    change = update(resource, actual(there, [resource]), **resource.units)

    assert written(change, there) == [
        {
            "pipelineStageId": "contractsent",
            "permissionMode": "RESTRICTED",
            "superAdmin": True,
            "teamIds": ["3003", "3002"],
            "userIds": ["1006"],
        },
        {
            "pipelineStageId": "closedwon",
            "permissionMode": "RESTRICTED",
            "superAdmin": False,
            "teamIds": [],
            "userIds": ["1007"],
        },
    ]


def test_a_stage_is_opened():
    """Whether super admins may stays as it is."""
    resource = one({"closedwon": "everyone"})
    there = kept(limited(users=["1007"], admins=False))
    change = update(resource, actual(there, [resource]), stages__closedwon="everyone")

    assert written(change, there)[1] == {**OPEN, "pipelineStageId": "closedwon", "superAdmin": False}


def test_stages_of_the_blueprint_go_by_the_portals_ids():
    """Keys of a pipeline that is described."""
    ids = {Symbol("pipeline", "deals/sales"): "default", Symbol("stage", "deals/sales/won"): "closedwon"}
    context = Context(roles=ROLES, names=Names({**ids, **named().names.ids}))
    resource = one({"won": {"roles": ["sales_rep"]}}, Near(), name="sales")

    sent = written(create(resource), kept(), context)

    assert [stage["pipelineStageId"] for stage in sent] == STAGES
    assert sent[1]["userIds"] == ["1006"]


def test_a_plan_can_tell_the_requests_of_a_pipeline_that_is_not_there_yet():
    """In a rehearsal names stand for themselves."""
    resource = one({"won": "everyone"}, name="upsell")
    context = Context(names=Names(rehearsal=True))

    ((method, _, body),) = compile_(KIND, create(resource), context=context)

    assert method == "PUT"
    assert [stage["pipelineStageId"] for stage in body["stages"]] == ["<stage:deals/upsell/won>"]


@pytest.mark.parametrize("status", [403, 404])
def test_what_hubspot_does_not_let_the_token_do_goes_to_a_person(status):
    """No source tells the scopes."""
    resource = one({"closedwon": "everyone"})
    asked, _ = talk(KIND.compile([create(resource)], named()), [PIPELINES, kept()], [Answer(status)])

    (told,) = KIND.settle(asked[-1][0], Answer(status), CONTEXT)

    assert told.by_hand
    assert "Pipeline Rules" in told.finding.hint


# --- for people ---


def test_removing_is_clicks():
    """HubSpot has no request that removes permissions."""
    assert not KIND.deletes
    told = KIND.by_hand(delete(actual(kept(limited(users=["1006"])))), CONTEXT)
    assert "Sales Pipeline > Pipeline Rules > Control editing access" in told
    assert "closedwon: everyone" in told


def test_only_limited_stages_are_pulled():
    """Where none is, there is no entry."""
    assert KIND.describe(actual(kept()), CONTEXT) == {}
    entry = KIND.describe(actual(kept(limited(teams=["3002"]))), CONTEXT)
    assert entry == {"stages": {"closedwon": {"roles": [], "teams": ["Sales"]}}}


def test_a_kept_stage_is_the_portals():
    """Its entry is replaced, the others stay."""
    entry = {"stages": {"closedwon": {"roles": ["care"]}, "contractsent": "everyone"}}

    KIND.rewrite(entry, "stages.closedwon", "everyone", Context())

    assert entry == {"stages": {"closedwon": "everyone", "contractsent": "everyone"}}
