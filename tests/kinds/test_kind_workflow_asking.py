"""Kind `workflow`: what is asked of a portal, in which round, and what may not be written for want of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kind_talk import Near, create, expand, found, rows, talk, update

from revops.kinds.workflow import WorkflowKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Role
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Observed, Phase, Resource

KIND = WorkflowKind()
ROLES = {"seller": Role("a@example.com"), "boss": Role("a@example.com"), "other": Role("b@example.com")}
OWNERS = rows(
    {"id": "70", "email": "a@example.com", "userId": 7}, {"id": "80", "email": "b@example.com", "userId": 8}
)
WAIT = {"id": "one", "delay": {"days": 1}}
BY_SELLER = {"id": "one", "sequence": {"name": "Follow up", "sender": "seller"}}
BY_BOSS = {"id": "two", "sequence": {"name": "Follow up", "sender": "boss"}}


def resource(*steps: Json, **changed: Json) -> Resource:
    entry = {"object": "contacts", "name": "Ask", "enrol": {"manual": True}, "steps": list(steps)}
    (made,) = expand(KIND, {"ask": {**entry, **changed}}, Near(types={"contacts.jobtitle": "string"}))
    return made


def context(entry: Entry | None = None) -> Context:
    made = resource(WAIT)
    ledger = Ledger(245, {made.address: entry} if entry else {})
    return Context(roles=ROLES, ledger=ledger, portal=PortalFacts(245))


def answer(call: Call) -> Answer:
    """A portal with two owners and two flows in its list, which are not shown."""
    shown = {("owners", ""): OWNERS, ("flows", "/flows"): rows({"id": "500"}, {"id": "501"})}
    return shown.get((call.surface, call.path), rows())


def asked(wanted: Resource, entry: Entry | None = None) -> list[list[Call]]:
    """The rounds of one observation."""
    conversation, rounds = KIND.observe("", [wanted], context(entry)), []
    calls = next(conversation)
    try:
        while True:
            rounds.append(list(calls))
            calls = conversation.send([answer(call) for call in calls])
    except StopIteration:
        return rounds


def surfaces(calls: Sequence[Call]) -> list[str]:
    return [f"{call.surface}{call.path}" for call in calls]


def test_flows_and_what_steps_name_are_asked_side_by_side() -> None:
    """One round for the lists, one for the flows together with the sequences and the actions."""
    slack = {"id": "three", "slack": {"channel": "#sales", "message": "Hi"}}
    lists, things = asked(resource(BY_SELLER, slack))[:2]
    assert surfaces(lists) == ["flows/flows", "owners"]
    assert surfaces(things) == ["flows/flows/batch/read", "flow_actions", "sequences", "sequences"]


def test_sequences_are_asked_once_for_a_person() -> None:
    """Two of the three roles are the user 7, the third is the user 8."""
    rounds = asked(resource(BY_SELLER, BY_BOSS))
    users = [call.query["userId"] for calls in rounds for call in calls if call.surface == "sequences"]
    assert users == ["7", "8"]


def test_the_list_of_actions_is_asked_after_the_list_of_flows() -> None:
    """Only that shows in which version the portal has workflows (dossier F1)."""
    rounds = asked(resource({"id": "one", "action": {"type": "1-7", "fields": {}}}))
    assert ["flow_actions" in surfaces(calls) for calls in rounds] == [False, True]


def test_nobody_asks_for_actions_that_no_step_names() -> None:
    """A delay is a delay in every portal."""
    rounds = asked(resource(WAIT))
    assert not [call for calls in rounds for call in calls if call.surface == "flow_actions"]


def test_a_hundred_flows_fit_in_one_request() -> None:
    """With 101 in the list there are two, in the same round (dossier F1)."""
    conversation = KIND.observe("", [resource(WAIT)], context())
    next(conversation)
    calls = conversation.send([rows(*({"id": str(number)} for number in range(101)))])
    assert [len(call.body["inputs"]) for call in calls] == [100, 1]
    assert calls[1].body["inputs"] == [{"type": "FLOW_ID", "flowId": "100"}]


# Writing


def switching(wanted: Resource, actual: Observed | None = None) -> Change:
    units = (UnitChange("enabled", before=False, after=True),)
    return Change(wanted.address, Phase.ENABLE, Action.UPDATE, units, resource=wanted, actual=actual)


def flow_of(wanted: Resource) -> dict[str, Json]:
    ((call,),), _ = talk(KIND.compile([create(wanted)], context()))
    return {**call.body, "id": "500", "revisionId": "3"}


def observed(flow: Json, wanted: Resource) -> Observed:
    conversation = KIND.observe("", [wanted], context(Entry("500")))
    _, seen = talk(conversation, [rows({"id": "500"})], [rows(flow)])
    return found(seen, "workflow.ask")


def test_a_flow_that_is_not_shown_is_not_switched_on() -> None:
    """An update names its revision (F2): the change is left with what to type, others go on."""
    hidden = resource(WAIT, enabled=True)
    shown = replace(hidden, address=Address.parse("workflow.other"))
    entries = {hidden.address: Entry("500"), shown.address: Entry("501")}
    both = Context(ledger=Ledger(245, entries), portal=PortalFacts(245))
    listed = rows({**flow_of(hidden), "id": "501", "revisionId": "9"})
    rounds, _ = talk(KIND.compile([switching(hidden), switching(shown)], both), [listed], [])
    left, sent = rounds[1]
    assert left.barred
    assert (left.barred.code, left.barred.address, left.body) == ("RV596", hidden.address, None)
    assert "HUBSPOT_AUTOMATION_TOKEN" in left.barred.hint
    assert (sent.barred, sent.body["revisionId"], sent.path) == (None, "9", "/flows/501")


def test_a_flow_that_vanishes_during_the_run_is_not_written_with_an_old_revision() -> None:
    """It was observed, and the fresh read does not show it any more: the revision of then proves nothing."""
    wanted = resource(WAIT, enabled=True)
    change = switching(wanted, observed(flow_of(wanted), wanted))
    rounds, _ = talk(KIND.compile([change], context(Entry("500"))), [Answer(207, {"results": []})], [])
    (left,) = rounds[1]
    assert left.barred
    assert left.barred.code == "RV596"


def test_a_flow_without_a_revision_is_not_written() -> None:
    """HubSpot's description has one in every flow (F2); an answer without it gives none to name."""
    wanted = resource(WAIT)
    flow = {name: value for name, value in flow_of(wanted).items() if name != "revisionId"}
    change = update(wanted, observed(flow, wanted), name="Other")
    ((left,),), _ = talk(KIND.compile([change], context(Entry("500"))), [])
    assert left.barred
    assert left.body is None
