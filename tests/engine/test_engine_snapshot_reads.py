"""Which requests a snapshot sends, and what is in its document."""

from __future__ import annotations

import json

import pytest

from revops.engine.snapshot.document import Snapshot
from revops.engine.snapshot.people import StandIns
from revops.engine.snapshot.reads import Scope, sections, survey
from revops.engine.snapshot.record import Record
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Severity
from revops.model.plan import PortalFacts

NOTHING = {"results": []}
TREE = {"folder": {"id": "0", "name": "", "childFolders": [], "childNodes": [], "childLists": []}}


def talk(conversation, answers):
    """Every call of a conversation, and what it came to; `answers` by surface and path, else empty lists."""
    asked, told = [], None
    try:
        while True:
            calls = conversation.send(told)
            asked += calls
            told = [_answer(call, answers) for call in calls]
    except StopIteration as end:
        return asked, end.value


def _answer(call, answers):
    body = answers.get((call.surface, call.path), TREE if call.path == "/folders" else NOTHING)
    return body if isinstance(body, Answer) else Answer(200, body)


def asked(answers, *, scope=None, flows=(), converted=()):
    """All calls of all parts of a snapshot of these objects."""
    parts = sections(scope or Scope(("contacts",), {}), flows, converted)
    return [call for part in parts for call in talk(part, answers)[0]]


def of(calls, surface):
    return [call for call in calls if call.surface == surface]


def test_objects_that_anybody_uses_are_read():
    """HubSpot's main four, what the limits tell of as used, what the files name, and custom objects."""
    row = {"objectTypeId": "2-7", "name": "Ship"}
    used = [{"objectTypeId": "0-123", "usage": 2}, {"objectTypeId": "0-142", "usage": 0}]
    answers = {
        ("schemas", ""): {"results": [row]},
        ("limits", "/pipelines"): {"hubspotDefinedObjectTypes": used},
    }

    _, scope = talk(survey(["ship", "products", "nothing"], [("ship", "deals"), ("ship", "leads")]), answers)

    assert scope.objects[:4] == ("contacts", "companies", "deals", "tickets")
    assert {*scope.objects[4:]} == {"orders", "products", "2-7"}
    assert scope.named == {("2-7", "deals")}


def test_every_sensitivity_is_a_list_of_its_own():
    """Properties that hold health data, say, are in none of the others (peers (f))."""
    queries = [call.query for call in of(asked({}), "properties") if call.path == "/contacts"]

    assert queries == [
        {},
        {"archived": "true"},
        {"dataSensitivity": "sensitive"},
        {"dataSensitivity": "highly_sensitive"},
    ]


def test_labels_are_read_in_both_directions():
    """A label of two names is called otherwise from the other side."""
    ends = {"fromObjectType": {"objectTypeId": "0-1"}, "toObjectType": {"objectTypeId": "0-3"}}
    calls = asked({("limits", "/associations/labels"): {"results": [ends]}})

    paths = {call.path for call in of(calls, "association_labels")}
    assert paths == {"/contacts/deals/labels", "/deals/contacts/labels"}


@pytest.mark.parametrize(("status", "users"), [(200, ["1", "2", "3"]), (403, ["1"])])
def test_sequences_are_read_user_by_user(status, users):
    """Whose token may not read those of one may read none: the others are not asked."""
    owners = {"results": [{"id": "7", "userId": number} for number in (3, 1, 2, None)]}
    calls = asked({("owners", ""): owners, ("sequences", ""): Answer(status, NOTHING)})

    assert [call.query["userId"] for call in of(calls, "sequences")] == users


def test_segments_are_read_a_hundred_at_a_time_without_deleted_ones():
    """250 and a deleted one are three requests; when one becomes static is asked where the files say it."""
    rows = [{"listId": str(number), "name": f"S{number}"} for number in range(250)]
    gone = {"listId": "999", "name": "Gone", "deletedAt": "2026-01-01"}
    calls = asked({("lists", "/search"): {"results": [*rows, gone]}}, converted={"S7", "Gone"})

    batches = [call.query["listIds"] for call in of(calls, "lists") if "listIds" in call.query]
    assert [len(part) for part in batches] == [100, 100, 50]
    assert "999" not in {one for part in batches for one in part}
    assert [call.path for call in calls if call.path.endswith("/schedule-conversion")] == [
        "/7/schedule-conversion"
    ]


def test_workflows_that_no_list_shows_are_read_by_their_number():
    """The ledger knows one that is not listed; whatever a batch leaves out is asked for by itself."""
    listed = {("flows", "/flows"): {"results": [{"id": "1"}, {"id": "2"}]}}
    shown = {("flows", "/flows/batch/read"): {"results": [{"id": "1"}]}}
    calls = of(asked({**listed, **shown}, flows={"9"}), "flows")

    (batch,) = [call for call in calls if call.method == "POST"]
    assert [one["flowId"] for one in batch.body["inputs"]] == ["1", "2", "9"]
    assert [call.path for call in calls if call.path.rpartition("/")[2].isdigit()] == ["/flows/2", "/flows/9"]


MARKED = "pat-na1-00000000-marked-marked-marked"
OWNER = {"id": "7", "email": "taro@client.test", "firstName": "太郎", "lastName": "山田"}


def document(people):
    """What is saved of owners, users, teams, a form that greets somebody, and refusals that say too much."""
    record = Record(
        lambda call: [
            {"owners": "/crm/owners/v3", "users": "/settings/users/2026-03"}.get(
                call.surface, f"/{call.surface}"
            )
            + call.path
        ]
    )

    def told(answer, call):
        return Finding("RV500", Severity.ERROR, f"{answer.body['message']}: no")

    for call in (Call("owners", "GET"), Call("users", "GET")):
        record.note(call, Answer(200, {"results": [OWNER]}), told)
    record.note(
        Call("users", "GET", "/teams"), Answer(200, {"results": [{"id": "1", "name": "山田太郎"}]}), told
    )
    record.note(Call("forms", "GET"), Answer(200, {"results": [{"name": "Ask taro@client.test"}]}), told)
    body = {"message": f"{MARKED} of taro@client.test", "size": 3}
    record.note(Call("scores", "GET"), Answer(403, body), told)
    record.close()
    return json.loads("".join(Snapshot(PortalFacts(7), "2026-11-23", record, people).lines()))


def test_a_refusal_holds_neither_a_secret_nor_a_person():
    """HubSpot says back what it was sent, and to whom it refuses it."""
    replaced, kept = document(StandIns()), document(None)

    assert MARKED not in json.dumps([replaced, kept])
    assert "client.test" not in json.dumps(replaced)
    assert replaced["refused"]["/scores"]["status"] == 403
    assert "taro@client.test" in kept["refused"]["/scores"]["why"]
    assert "size" not in kept["refused"]["/scores"]["body"]


@pytest.mark.parametrize("path", ["/crm/owners/v3", "/settings/users/2026-03"])
def test_rows_of_people_are_replaced_in_every_list_of_them(path):
    """Owners and users are the same people; a team that is called as one of them is no exception."""
    replaced = document(StandIns())

    (row,) = replaced["answers"][path]["results"]
    assert (row["id"], row["firstName"]) == ("7", "Person")
    assert "山田" not in json.dumps(replaced, ensure_ascii=False)
    assert replaced["people"] == "replaced"
    (kept,) = document(None)["answers"][path]["results"]
    assert kept == OWNER


def test_segments_that_may_not_be_listed_are_no_empty_list():
    """A copy has to refuse them, too: an answer beside the refusal would say that there are none."""
    for answer, there in ((Answer(403, {"message": "no"}), False), (Answer(200, NOTHING), True)):
        record = Record(lambda call: [f"/{call.surface}{call.path}"])
        record.note(
            Call("lists", "POST", "/search"), answer, lambda *_: Finding("RV500", Severity.ERROR, "no")
        )
        record.close()

        assert ("/lists" in record.answers) is there
        assert ("/lists" in record.refused) is not there
