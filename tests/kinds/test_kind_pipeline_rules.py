"""Pipeline rules: what the blueprint says, what HubSpot keeps, and the requests between (dossier D5)."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, sent, talk, update

from revops.kinds.pipeline_rules.kind import PipelineRulesKind
from revops.model import condition
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Names, Role
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Symbol, Unknown

KIND = PipelineRulesKind()
ADDRESS = Address("pipeline_rules", "deals", "default")
PATH = "/0-3/default"
OWNERS = rows(
    {"id": "2006", "email": "field@example.com", "userId": 1006},
    {"id": "2007", "email": "Boss@example.com", "userId": 1007},
    {"id": "2008", "email": "queue@example.com", "userId": None},
)
TEAMS = rows()
PIPELINES = rows({"id": "default", "label": "Sales Pipeline", "stages": []})
CONTEXT = Context(
    roles={
        "sales_rep": Role("field@example.com"),
        "lead": Role("boss@example.com"),
        "care": Role(team="Customer Success"),
        "guest": Role("guest@example.com"),
    },
    portal=PortalFacts(7),
)
BIG = condition.Test(condition.PropertyRef("deals", "amount"), "number", "at_least", 1000000)
APPROVAL = {"stage": "contractsent", "approvers": ["lead"]}


def document(skip=(), back=(), creation=(), approval=None, *, every=False):
    """The answer of HubSpot's description for a pipeline with these rules."""
    rules = {
        "noSkippingStagesRule": {"enabledForAllStages": every, "pipelineStageIds": list(skip)},
        "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": list(back)},
        "objectCreationRule": {"pipelineStageIds": list(creation)},
    }
    told = {"approvalStage": approval} if approval else {}
    return Answer(200, {"id": "1", "governanceValidationRules": rules, **told})


def one(entry, near=None, scope="deals", name="default"):
    (resource,) = expand(KIND, {scope: {name: entry}}, near)
    return resource


def look(answer, wanted=(), context=CONTEXT, owners=OWNERS):
    """The requests and the observation of deals, with one answer about their only pipeline."""
    return talk(KIND.observe("deals", wanted, context), [PIPELINES, owners, TEAMS], [answer])


def actual(answer, wanted=(), context=CONTEXT):
    return found(look(answer, wanted, context)[1], str(ADDRESS))


def refused(change, answer):
    """What one answer to the write says."""
    (call,) = (c for calls in talk(KIND.compile([change], CONTEXT))[0] for c in calls if c.carries)
    (told,) = KIND.settle(call, answer, CONTEXT)
    return told


# --- the blueprint ---


def test_every_rule_is_a_unit_in_one_spelling():
    """The sequence of stages tells nothing, twice is once, and an empty list is no rule."""
    entry = {"noSkipping": [], "noBackwards": ["closedwon", "closedlost"], "createIn": ["contractsent"] * 2}

    resource = one({**entry, "ref": "MP15"})

    assert resource.address == ADDRESS
    assert resource.units == {
        "noSkipping": False,
        "noBackwards": ["closedlost", "closedwon"],
        "createIn": ["contractsent"],
    }
    assert resource.ref == ("MP15",)
    assert resource.origins["createIn"].file == "pipelineRules/deals/default/createIn"


def test_what_is_not_said_is_not_managed():
    """An entry with one rule has one unit."""
    assert one({"noSkipping": True}).units == {"noSkipping": True}


def test_an_approval_is_one_unit_and_waits_for_its_people():
    """Its condition stands in the spelling of all conditions, its mode is `any` where nothing is said."""
    near = Near(conditions={"big": BIG}, types={"deals.amount": "number"})

    resource = one({"approval": {**APPROVAL, "comment": "Look", "when": "big"}}, near)

    assert resource.units["approval"] == {
        "stage": "contractsent",
        "approvers": ["lead"],
        "mode": "any",
        "comment": "Look",
        "when": {"property": "deals.amount", "at_least": 1000000},
    }
    assert resource.uses == {Symbol("user", "lead")}
    assert Need(Address("property", "deals", "amount")) in resource.needs


def test_a_pipeline_of_the_blueprint_comes_first():
    """What HubSpot ships and nobody describes is there anyway."""
    described = {"pipelines": {"deals": {"upsell": {"stages": {"won": {}}}}}}

    need = Need(Address("pipeline", "deals", "upsell"))
    assert one({"noBackwards": ["won"]}, Near(entries=described), name="upsell").needs == {need}
    assert one({"noSkipping": True}).needs == set()


@pytest.mark.parametrize(
    ("entry", "where"),
    [
        ({"noSkipping": ["closedwin"]}, ("noSkipping",)),
        ({"noBackwards": ["closedwin"]}, ("noBackwards",)),
        ({"createIn": ["closedwin"]}, ("createIn",)),
        ({"approval": {**APPROVAL, "stage": "closedwin"}}, ("approval", "stage")),
    ],
)
def test_a_stage_that_is_none_is_reported(entry, where):
    """At its own line, for each rule."""
    near = Near()
    one(entry, near)

    assert near.reports == [("RV870", ("pipelineRules", "deals", "default", *where))]


def test_stages_of_the_blueprint_and_shipped_ones_are_known():
    """A stage that is added to the shipped pipeline stands beside HubSpot's."""
    near = Near(entries={"pipelines": {"deals": {"default": {"stages": {"demo": {}}}}}})
    one({"noSkipping": ["demo", "closedwon"]}, near)

    assert near.codes == []


def test_an_approval_is_for_deals_and_needs_somebody():
    """Both are told."""
    near = Near(entries={"pipelines": {"tickets": {"0": {"stages": {"contractsent": {}}}}}})
    one({"approval": {"stage": "contractsent", "approvers": []}}, near, scope="tickets", name="0")

    assert near.codes == ["RV871", "RV874"]


def test_contacts_have_no_pipelines():
    """Their lifecycle stages are no pipeline of the blueprint."""
    near = Near()

    assert expand(KIND, {"contacts": {"default": {"noSkipping": True}}}, near) == []
    assert near.reports == [("RV873", ("pipelineRules", "contacts"))]


# --- looking ---


def test_one_request_for_each_pipeline():
    """No list holds rules; the list of pipelines is the one that the kind `pipeline` reads."""
    asked, _ = look(document(every=True))

    assert [call.request for calls in asked for call in calls] == [
        "GET pipelines /deals",
        "GET owners",
        "GET users /teams",
        f"GET pipeline_rules {PATH}",
    ]


def test_rules_read_as_the_blueprint_says_them():
    """Stages by key, people by role, the condition in words."""
    branch = {
        "filterBranchType": "OR",
        "filterBranchOperator": "OR",
        "filters": [],
        "filterBranches": [
            {
                "filterBranchType": "AND",
                "filterBranchOperator": "AND",
                "filterBranches": [],
                "filters": [
                    {
                        "filterType": "PROPERTY",
                        "property": "amount",
                        "operation": {
                            "operationType": "NUMBER",
                            "operator": "IS_GREATER_THAN_OR_EQUAL_TO",
                            "value": 1000000,
                            "includeObjectsWithNoValueSet": False,
                        },
                    }
                ],
            }
        ],
    }
    approval = {
        "pipelineStageId": "contractsent",
        "approverUserIds": ["1007", "1006"],
        "approvalMode": "ALL",
        "approvalComment": "Look",
        "conditionalApprovalFilterBranch": branch,
    }

    units = actual(document(every=True, back=("closedwon", "closedlost"), approval=approval)).units

    assert units == {
        "noSkipping": True,
        "noBackwards": ["closedlost", "closedwon"],
        "createIn": [],
        "approval": {
            "stage": "contractsent",
            "approvers": ["lead", "sales_rep"],
            "mode": "all",
            "comment": "Look",
            "when": {"property": "deals.amount", "at_least": 1000000},
        },
    }


def test_stages_go_by_the_blueprints_keys():
    """The ids that the kind `pipeline` found are names here."""
    ids = {Symbol("pipeline", "deals/sales"): "default", Symbol("stage", "deals/sales/won"): "closedwon"}
    wanted = one({"noBackwards": ["won"]}, Near(entries={}), name="sales")
    context = Context(names=Names(ids))

    seen = look(document(back=("closedwon",)), [wanted], context)[1]

    assert found(seen, "pipeline_rules.deals.sales").units["noBackwards"] == ["won"]


@pytest.mark.parametrize("answer", [Answer(404, {"category": "OBJECT_NOT_FOUND"}), document()])
def test_no_rules_are_no_rules_however_hubspot_says_it(answer):
    """404, or rules of which none is on: either way they are made."""
    seen = look(answer, [one({"noSkipping": True})])[1]

    assert isinstance(seen.presence(ADDRESS), Absent)


@pytest.mark.parametrize("answer", [Answer(404), document()])
def test_a_blueprint_that_wants_no_rule_has_nothing_to_make(answer):
    """Every unit is as it is wanted."""
    wanted = one({"noSkipping": False, "createIn": []})

    assert actual(answer, [wanted]).units.items() >= wanted.units.items()


def test_rules_that_somebody_switched_off_drift_one_by_one():
    """What was applied is there to be compared; only what may never have been made is not."""
    wanted = one({"noSkipping": True})
    applied = Context(ledger=Ledger(7, {ADDRESS: Entry("default", {"noSkipping": True}, created=True)}))
    perhaps = Context(ledger=Ledger(7, {ADDRESS: Entry("default", {"noSkipping": True}, maybe=True)}))

    assert actual(document(), [wanted], applied).units["noSkipping"] is False
    assert isinstance(look(document(), [wanted], perhaps)[1].presence(ADDRESS), Absent)


def test_what_the_token_may_not_see_is_done_by_hand():
    """The clicks of HubSpot's guide stand in the plan, with what is to be set."""
    why = actual(Answer(403, {"message": "no scope"}), [one({"noSkipping": True})]).locked[""]

    assert "403 no scope" in why
    assert "/sales-products-settings/7/object/0-3" in why
    assert "Pipelines > Sales Pipeline > Pipeline Rules > Restrict skipping stages: on for all stages" in why


def test_a_broken_answer_proves_nothing():
    """It is there, and unreadable: neither made nor changed."""
    assert "502" in actual(Answer(502), [one({"noSkipping": True})]).unreadable


def test_a_pipeline_that_is_not_there_has_no_rules():
    """Its address is absent, and nothing is asked about it."""
    wanted = one({"noSkipping": True}, name="renewal")

    asked, seen = talk(KIND.observe("deals", [wanted], CONTEXT), [PIPELINES, OWNERS, TEAMS])

    assert len(asked) == 1
    assert isinstance(seen.presence(wanted.address), Absent)


def test_what_was_applied_is_looked_at_even_where_others_are_wanted():
    """An address under `removed:` has no entry in the blueprint any more."""
    two = rows({"id": "default", "label": "Sales"}, {"id": "upsell", "label": "Upsell"})
    ledger = Ledger(7, {ADDRESS: Entry("default", {"noSkipping": True}, created=True)})
    wanted = one({"noSkipping": True}, name="upsell")
    context = Context(ledger=ledger)

    asked, seen = talk(
        KIND.observe("deals", [wanted], context),
        [two, OWNERS, TEAMS],
        [document(every=True), document(every=True)],
    )

    assert [call.path for call in asked[1]] == [PATH, "/0-3/upsell"]
    assert found(seen, str(ADDRESS)).units["noSkipping"] is True


def test_a_list_of_pipelines_that_was_cut_proves_nothing():
    """Rule 5: the pipeline may be on the next page."""
    cut = Answer(200, {"results": [], "paging": {"next": {"after": "1"}}})
    seen = talk(KIND.observe("deals", [one({"noSkipping": True})], CONTEXT), [cut, OWNERS, TEAMS])[1]

    assert isinstance(seen.presence(ADDRESS), Unknown)


@pytest.mark.parametrize(
    ("role", "reason"),
    [
        ("guest", "guest@example.com is no user of the portal yet"),
        ("care", "the target maps it to the team 'Customer Success', and this needs one user"),
        ("nobody", "the target maps it to nobody"),
    ],
)
def test_an_approver_who_is_nobody_yet_is_waited_for(role, reason):
    """With the reason (rule 1)."""
    wanted = one({"approval": {**APPROVAL, "approvers": [role]}})

    assert look(document(), [wanted])[1].missing == {Symbol("user", role): reason}


def test_owners_that_are_not_shown_make_approvals_wait():
    """Rules without people go on."""
    shut = Answer(403, {"message": "no"})
    wanted = one({"approval": APPROVAL})
    seen = look(document(every=True), [wanted], owners=shut)[1]

    assert seen.missing == {Symbol("user", "lead"): "the token may not read owners: 403 no"}
    assert found(seen, str(ADDRESS)).units["noSkipping"] is True


# --- writing ---


def named():
    """The context with the names that looking found."""
    return CONTEXT.named(look(document())[1].ids)


def test_a_pipeline_without_rules_gets_all_of_them_by_put():
    """What the blueprint leaves out is off, which it was; the approval is left out where there is none."""
    change = create(one({"noSkipping": True, "createIn": ["contractsent"]}))

    assert compile_(KIND, change) == [
        (
            "PUT",
            PATH,
            {
                "governanceValidationRules": {
                    "noSkippingStagesRule": {"enabledForAllStages": True, "pipelineStageIds": []},
                    "noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": []},
                    "objectCreationRule": {"pipelineStageIds": ["contractsent"]},
                }
            },
        )
    ]


def test_rules_that_are_there_are_patched_one_by_one():
    """No null for a rule; a PUT would replace what somebody else has set meanwhile."""
    resource = one({"noBackwards": ["closedwon"]})
    change = update(resource, actual(document(every=True)), noBackwards=["closedwon"])

    body = {"noBackwardsMovementRule": {"enabledForAllStages": False, "pipelineStageIds": ["closedwon"]}}
    assert compile_(KIND, change) == [("PATCH", PATH, body)]
    asked = talk(KIND.compile([create(resource)], CONTEXT), [document(every=True)], [Answer(200)])[0]
    assert sent(asked) == [("PATCH", PATH, body)]


def test_rules_that_cannot_be_read_are_not_replaced():
    """A 403 says nothing of what is there."""
    asked = talk(KIND.compile([create(one({"noSkipping": True}))], CONTEXT), [Answer(403)], [Answer(403)])[0]

    assert [method for method, _, _ in sent(asked)] == ["PATCH"]


def test_an_approval_is_sent_whole_and_taken_away_by_null():
    """Users by their user id, which is not the owner's."""
    near = Near(conditions={"big": BIG}, types={"deals.amount": "number"})
    entry = {"stage": "contractsent", "approvers": ["lead", "sales_rep"], "mode": "all", "when": "big"}
    resource = one({"approval": entry}, near)
    there = actual(document(every=True))

    ((_, _, body),) = compile_(
        KIND, update(resource, there, approval=resource.units["approval"]), context=named()
    )
    approval = body["approvalStage"]
    assert approval["approverUserIds"] == ["1007", "1006"]
    assert approval["approvalMode"] == "ALL"
    assert approval["conditionalApprovalFilterBranch"]["filterBranchType"] == "OR"
    assert compile_(KIND, update(one({"approval": False}), there, approval=False)) == [
        ("PATCH", PATH, {"approvalStage": None})
    ]


def test_removing_deletes_the_rules():
    """And reads nothing first."""
    assert compile_(KIND, delete(actual(document(every=True)))) == [("DELETE", PATH, None)]


@pytest.mark.parametrize("status", [403, 404])
def test_what_hubspot_does_not_let_the_token_do_goes_to_a_person(status):
    """No source tells the scopes: a refusal is no error of the run."""
    told = refused(create(one({"noSkipping": True})), Answer(status, {"message": "no"}))

    assert told.by_hand
    assert "Pipeline Rules" in told.finding.hint


def test_an_approval_that_is_refused_names_the_subscription():
    """HubSpot's guide: Sales Hub Enterprise."""
    resource = one({"approval": APPROVAL})
    call = Call("pipeline_rules", "PUT", PATH, body={"approvalStage": {"x": 1}}, carries=(resource.address,))

    (told,) = KIND.settle(call, Answer(400, {"message": "no"}), CONTEXT)

    assert not told.by_hand
    assert "Enterprise" in told.finding.hint


def test_rules_that_are_gone_are_removed():
    """Somebody was faster."""
    call = Call("pipeline_rules", "DELETE", PATH, carries=(ADDRESS,))

    (told,) = KIND.settle(call, Answer(404), CONTEXT)

    assert told.done
    assert not told.by_hand


# --- for people ---


def test_clicks_name_every_rule():
    """In the order of the change, with HubSpot's words."""
    resource = one({"noBackwards": ["closedwon"], "createIn": [], "noSkipping": False})
    text = KIND.by_hand(create(resource), CONTEXT)

    assert text.endswith(
        "(Settings > Objects > Deals) > Pipelines > default > Pipeline Rules > Restrict skipping stages: off"
        " > Restrict moving backwards: closedwon > Limit creation to specific stages: off > Save"
    )


def test_only_rules_that_are_on_are_pulled():
    """The entry says nothing of the others."""
    assert KIND.describe(actual(document(back=("closedwon",))), CONTEXT) == {"noBackwards": ["closedwon"]}


def test_a_kept_approval_keeps_what_did_not_move():
    """A comment in two languages changes in one; what is gone in HubSpot goes."""
    entry = {
        "approval": {
            "stage": "contractsent",
            "approvers": ["lead"],
            "when": "big",
            "comment": {"ja": "確認", "en": "Look"},
        }
    }
    value = {"stage": "contractsent", "approvers": ["sales_rep"], "mode": "all", "comment": "見て"}

    KIND.rewrite(entry, "approval", value, Context(locale="ja"))
    assert entry["approval"] == {
        "stage": "contractsent",
        "approvers": ["sales_rep"],
        "mode": "all",
        "comment": {"ja": "見て", "en": "Look"},
    }
    KIND.rewrite(entry, "approval", False, Context())
    assert entry == {"approval": False}


def test_a_kept_rule_is_the_portals():
    """And one that the portal has not is taken out."""
    entry = {"noSkipping": True, "createIn": ["contractsent"]}

    KIND.rewrite(entry, "noSkipping", ["closedwon"], Context())
    KIND.rewrite(entry, "createIn", MISSING, Context())

    assert entry == {"noSkipping": ["closedwon"]}
