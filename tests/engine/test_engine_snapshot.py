"""Stand-ins for people, and answers by request path."""

from __future__ import annotations

import json

import pytest

from revops.engine.snapshot.people import StandIns
from revops.engine.snapshot.record import Record
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Refused, Severity

ROLES = {"boss@client.test": "crm-admin@example.com", "crm-admin@example.com": "crm-admin@example.com"}


def told(answer, call):
    return Finding("RV500", Severity.ERROR, f"{call.request}: {answer.status}")


def record():
    return Record(lambda call: [f"/{base}/{call.surface}{call.path}" for base in ("new", "old")])


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("logo@2x.png", True),
        ("no address here", True),
        ("person-0123456789ab@example.com", True),
        ("crm-admin@example.com", True),
        ("a@b", True),
        ("Taro@Client.test", False),
        ("mailto:taro.yamada+x@mail.client.co.jp", False),
        ("person-0123@example.com", False),
    ],
)
def test_addresses_go_and_what_only_looks_like_one_stays(text, kept):
    """Names of files, and stand-ins themselves, are left alone."""
    assert (StandIns(ROLES).text(text) == text) is kept


def test_one_person_is_one_stand_in():
    """Whatever the case, wherever it stands, and again when it is replaced once more."""
    people = StandIns(ROLES)
    one = people.text("taro@client.test")

    assert one.endswith("@example.com")
    assert people.text({"to": ["連絡先: TARO@client.test."]}) == {"to": [f"連絡先: {one}."]}
    assert people.text(one) == one
    assert people.text("hanako@client.test") != one
    assert people.text("Boss@client.test") == "crm-admin@example.com"
    assert people.text([1, None, True]) == [1, None, True]


def test_names_of_people_are_replaced_where_they_stand_alone():
    """In either order; inside of a sentence nobody can tell a name from a word."""
    row = {"id": "7", "email": "taro@client.test", "firstName": "太郎", "lastName": "山田", "userId": 9}
    people = StandIns().with_people([row])

    replaced = people.person(row)

    assert (replaced["id"], replaced["userId"]) == ("7", 9)
    assert replaced["firstName"] == "Person"
    assert "山田" not in json.dumps(replaced, ensure_ascii=False)
    whole = f"Person {replaced['lastName']}"
    assert [people.text(name) for name in ("太郎 山田", "山田 太郎", "山田太郎")] == [whole] * 3
    assert people.text("山田太郎商店") == "山田太郎商店"


def test_answers_are_kept_by_path_and_telling_query():
    """Paging is not part of the name; the times of a request, and sizes, are not part of the answer."""
    found = record()
    query = {"limit": "100", "archived": "true"}
    body = {"results": [{"id": "1", "size": 3}], "startedAt": "x", "completedAt": "y"}
    found.note(Call("properties", "GET", "/deals", query), Answer(200, body), told)

    assert {path: json.loads(text) for path, text in found.answers.items()} == {
        "/new/properties/deals?archived=true": {"results": [{"id": "1"}]}
    }


def test_a_batch_is_kept_as_its_parts():
    """Each workflow under the path of its own read."""
    found = record()
    answer = Answer(207, {"results": [{"id": "5"}, {"id": "6"}], "errors": []})
    found.note(Call("flows", "POST", "/flows/batch/read", body={}), answer, told)

    assert sorted(found.answers) == ["/new/flows/flows/5", "/new/flows/flows/6"]


@pytest.mark.parametrize(
    ("call", "status", "paths"),
    [
        (Call("forms", "GET"), 403, ["/new/forms"]),
        (Call("scores", "GET", "/scores", pages=True), 404, ["/new/scores/scores", "/old/scores/scores"]),
        (Call("scores", "GET", "/scores/7"), 404, []),
        (Call("scores", "GET", "/scores/7/draft"), 403, ["/new/scores/scores/7/draft"]),
        (Call("pipeline_rules", "GET", "/0-3/7"), 404, []),
        (Call("pipeline_rules", "GET", "/0-3/7"), 403, ["/new/pipeline_rules/0-3/7"]),
        (Call("emails", "GET", "/7/draft"), 404, []),
        (Call("emails", "GET", "/7"), 404, ["/new/emails/7", "/old/emails/7"]),
        (Call("lists", "POST", "/search"), 403, ["/new/lists"]),
        (Call("lists", "GET", "/7/schedule-conversion"), 404, []),
        (Call("sequences", "GET", query={"userId": "9"}), 400, ["/new/sequences?userId=9"]),
    ],
)
def test_refusals_are_told_unless_there_is_just_nothing(call, status, paths):
    """A 404 of what need not be there is no refusal; a 404 of a beta holds in every version."""
    found = record()
    found.note(call, Answer(status, {"message": "no"}), told)
    found.close()

    assert sorted(found.refused) == paths
    assert all(one["status"] == status and one["why"] for one in found.refused.values())


@pytest.mark.parametrize("answer", [Answer(500), Answer(401), Answer(200, {}, {}, "torn")])
def test_what_was_not_answered_ends_it(answer):
    """Neither an outage nor a wrong token makes a snapshot with a hole."""
    with pytest.raises(Refused):
        record().note(Call("forms", "GET"), answer, told)


def test_segments_are_one_answer():
    """What the search alone tells (the folder) stands with what the read tells (the filters)."""
    found = record()
    rows = [
        {"listId": "1", "name": "A", "additionalProperties": {"hs_folder_name": "F", "hs_list_size": "9"}}
    ]
    found.note(Call("lists", "POST", "/search"), Answer(200, {"results": rows}), told)
    read = {"listId": "1", "name": "A", "filterBranch": {}}
    found.note(Call("lists", "GET", query={"listIds": ("1",)}), Answer(200, {"lists": [read]}), told)
    found.close()

    kept = {**read, "additionalProperties": {"hs_folder_name": "F"}}
    assert json.loads(found.answers["/new/lists"]) == {"lists": [kept]}
