"""Lead scores that this tool computes from records: `revops score` against the emulator."""

from __future__ import annotations

import pytest

from revops.emulator import DEFAULT_PORTAL_ID, Traits
from revops.emulator.faults import fault_of
from revops.emulator.scopes import ALL
from sections import RANKED, WHO

TOKEN = "pat-data"
SCORING = {"mh-lead-scoring-view", "mh-lead-scoring-edit"}
CONTACTS = "/crm/objects/2026-09/contacts"
UPDATE = f"{CONTACTS}/batch/update"
LISTS = "/crm/lists/2026-09"
LIFECYCLE = "/crm/pipelines/2026-09/contacts/contacts-lifecycle-pipeline/stages"
SCORE = """\
scores:
  fit:
    object: contacts
    name: Fit
    category: FIT
    max: 50
    fallback: computed
"""
ENTRY = f"{RANKED}{SCORE}{WHO}"


@pytest.fixture
def make_client(make_project):
    """Makes projects on a portal without lead scores, whose stand-ins are applied."""

    def make(entry=ENTRY, *, apply=True, scopes=ALL - SCORING, bind=None, **traits):
        project = make_project(token=TOKEN, blueprint=entry, scopes=scopes, **traits)
        project.pin(locale="en", bind=bind or {})
        project.environment["HUBSPOT_ACCESS_TOKEN"] = TOKEN
        if apply:
            project.apply()
        return project

    return make


def fill(project, *every_values):
    """Contacts with these values; their ids."""
    made = [project.emulator.edit("POST", CONTACTS, {"properties": values}) for values in every_values]
    return [reply.body["id"] for reply in made]


def held(project, name="fit"):
    """The points of every contact, as the portal holds them."""
    rows = project.tables()["records/contacts"]
    return {record: row["properties"].get(name) for record, row in rows.items()}


def score(project, *arguments, code=0):
    """The one document of `revops score`."""
    return project.run("score", "--json", "--yes", *arguments, code=code).json


def batches(project):
    return project.requests().count(f"POST {UPDATE}")


def codes(document):
    return {finding["code"] for finding in document["findings"]}


def test_points_below_at_and_above_a_number(make_client):
    """A rule gives its points from its number on, and nobody gets more than the group allows."""
    client = make_client()
    below, at, above, both, empty = fill(
        client,
        {"lead_rank": "2"},
        {"lead_rank": "3"},
        {"lead_rank": "4"},
        {"lead_rank": "3", "jobtitle": "営業部長"},
        {},
    )

    score(client)

    assert held(client) == {below: "0", at: "5", above: "5", both: "12", empty: "0"}


def test_a_second_run_writes_nothing(make_client):
    """What has its points is left alone, however HubSpot spells the number; a change moves one record."""
    client = make_client()
    first, second = fill(client, {"lead_rank": "3"}, {"lead_rank": "9"})
    score(client)
    client.emulator.edit("PATCH", f"{CONTACTS}/{first}", {"properties": {"fit": "5.0"}})
    client.forget()

    again = score(client)
    client.emulator.edit("PATCH", f"{CONTACTS}/{second}", {"properties": {"lead_rank": "1"}})
    moved = score(client)

    assert (again["summary"]["changed"], again["summary"]["writes"]) == (0, 0)
    assert batches(client) == 1
    assert moved["objects"][0]["first"] == [{"id": second, "before": {"fit": "5"}, "after": {"fit": "0"}}]


def test_250_records_are_read_in_3_pages_and_written_in_3_batches(make_client):
    """A hundred a request, and no record is read twice."""
    client = make_client()
    fill(client, *({"lead_rank": str(number % 5)} for number in range(250)))
    client.forget()

    summary = score(client)["summary"]

    assert batches(client) == 3
    assert client.requests().count(f"GET {CONTACTS}") == 3
    assert (summary["records"], summary["changed"], summary["written"]) == (250, 250, 250)
    assert list(held(client).values()).count("5") == 100


def test_a_dry_run_shows_and_writes_nothing(make_client):
    """How many would change, and the first of them."""
    client = make_client()
    ids = fill(client, *({"lead_rank": "3"} for _ in range(7)))
    client.forget()

    shown = client.run("score", "--dry-run", code=0).out

    assert "score.contacts.fit -> contacts.fit: 2 of 3 rules" in shown
    assert "not counted: who.mail (records do not tell what people do)" in shown
    assert "7 contacts read, 7 to write" in shown
    assert f"{ids[0]}: fit empty -> 5" in shown
    assert ids[5] not in shown
    assert "and 2 more" in shown
    assert "Dry run: nothing was written." in shown
    assert batches(client) == 0


TWO = """\
  reach:
    object: contacts
    name: Reach
    category: FIT
    fallback: computed
    max: 4
    groups:
      low: {min: -3, rules: {free: {if: {property: contacts.jobtitle, known: true}, add: -8}}}
      high:
        rules:
          stage:
            property: contacts.lifecyclestage
            match: [{any_of: [churned], add: 2}, {any_of: [churned, lead], add: 4.5}]
            else: 1
      does: {category: INTENT, rules: {page: {event: page_visited, add: 1}}}
lifecycle:
  churned: {create: true, after: customer, label: Churned}
"""


def test_two_scores_share_one_pass(make_client):
    """One read and one write for both; a stage that HubSpot gave an id is meant by the blueprint's name."""
    known = "    jobtitle: {existing: string}\n    lifecyclestage: {existing: enumeration}\n"
    entry = ENTRY.replace("    jobtitle: {existing: string}\n", known) + TWO
    client = make_client(entry, variants={"server-stage-ids"})
    stages = client.emulator.edit("GET", LIFECYCLE, None).body["results"]
    churned = next(stage["id"] for stage in stages if stage["label"] == "Churned")
    gone, lead, other, title = fill(
        client,
        {"lifecyclestage": churned},
        {"lifecyclestage": "lead"},
        {"lifecyclestage": "customer"},
        {"lifecyclestage": "lead", "jobtitle": "社長"},
    )
    client.forget()

    told = score(client)

    assert churned != "churned"
    assert held(client, "reach_fit") == {gone: "4", lead: "4", other: "1", title: "1.5"}
    assert held(client, "fit") == {gone: "0", lead: "0", other: "0", title: "10"}
    assert held(client, "reach_intent") == dict.fromkeys([gone, lead, other, title])
    assert (client.requests().count(f"GET {CONTACTS}"), batches(client)) == (1, 1)
    assert told["scores"][1]["left_out"] == {"does.page": "records do not tell what people do"}


PARTNERS = """\
          partner: {if: {in_segment: partners}, add: 2}
segments:
  partners:
    object: contacts
    name: Partners
    type: dynamic
    where: {property: contacts.jobtitle, known: true}
"""


def test_who_is_scored(make_client):
    """Members of a segment alone; whoever leaves it loses the points."""
    client = make_client(
        ENTRY.replace("    fallback", "    records: {include: [partners]}\n    fallback") + PARTNERS
    )
    inside, outside = fill(client, {"jobtitle": "部長"}, {"lead_rank": "3"})

    score(client)
    before = held(client)
    client.emulator.edit("PATCH", f"{CONTACTS}/{inside}", {"properties": {"jobtitle": ""}})
    score(client)

    assert before == {inside: "12", outside: None}
    assert held(client) == {inside: None, outside: None}


def test_everybody_but_a_segment_of_the_portal(make_client):
    """A segment that only HubSpot knows is found by its name; its members are not scored."""
    entry = ENTRY.replace("    fallback", "    records: {exclude: [Staff]}\n    fallback")
    client = make_client(entry, apply=False)
    listed = {"name": "Staff", "objectTypeId": "0-1", "processingType": "MANUAL"}
    staff = client.emulator.edit("POST", LISTS, listed).body["list"]["listId"]
    client.apply()
    inside, outside = fill(client, {"lead_rank": "3"}, {"lead_rank": "3"})
    client.emulator.edit("PUT", f"{LISTS}/{staff}/memberships/add", [inside])

    score(client)

    assert held(client) == {inside: None, outside: "5"}


def test_a_segment_that_is_nowhere_is_refused(make_client):
    """Nobody is scored by a rule that nobody can check."""
    entry = ENTRY.replace("    fallback", "    records: {exclude: [Staff]}\n    fallback")
    client = make_client(entry)
    fill(client, {"lead_rank": "3"})

    refused = score(client, code=4)

    assert codes(refused) == {"RV959"}
    assert "Staff" in refused["findings"][0]["summary"]
    assert set(held(client).values()) == {None}


PAST = """\
          once: {if: {property: contacts.jobtitle, ever_equals: CEO}, add: 1}
          firm:
            associated: companies
            rollup: MAX
            rule: {if: {property: companies.numberofemployees, at_least: 9}, add: 1}
          quiet: {event: email_opened, add: 1, enabled: false}
        decay: {days: 30, percent: 50}
  companies_too:
    object: companies
    name: Firms
    category: INTENT
    fallback: computed
    groups: {does: {rules: {mail: {event: page_visited, add: 1}}}}
"""


def test_what_records_do_not_tell_is_said_for_each_rule(make_client):
    """By reason, before anything is written; a score of such rules alone is left to somebody else."""
    known = "properties:\n  companies: {numberofemployees: {existing: number}}\n"
    client = make_client(ENTRY.replace("properties:\n", known) + PAST)
    (contact,) = fill(client, {"lead_rank": "3"})

    told = score(client)

    assert told["scores"][0]["left_out"] == {
        "who.mail": "records do not tell what people do",
        "who.once": "records tell neither former values nor the days of changes",
        "who.firm": "associated records are not read",
    }
    assert "points do not fade in who" in [finding["summary"] for finding in told["findings"]]
    assert [one["address"] for one in told["scores"]] == ["score.contacts.fit"]
    assert codes(told) == {"RV950", "RV952"}
    assert held(client) == {contact: "5"}


def test_before_the_number_is_made_nothing_is_computed(make_client):
    """The plan comes first."""
    client = make_client(apply=False)
    fill(client, {})

    left = score(client, code=4)

    assert codes(left) == {"RV954"}
    assert "property.contacts.fit is not in the portal" in left["findings"][0]["summary"]
    assert not [request for request in client.requests() if request.endswith(CONTACTS)]


@pytest.mark.parametrize(
    ("field_type", "why"), [("number", "neither made nor adopted"), ("text", "no plain number")]
)
def test_somebody_elses_property_is_not_written(make_client, field_type, why):
    """A property that people made under the same name keeps its values."""
    client = make_client(apply=False)
    body = {
        "name": "fit",
        "label": "Ours",
        "groupName": "contactinformation",
        "type": "number" if field_type == "number" else "string",
        "fieldType": field_type,
    }
    client.emulator.edit("POST", "/crm/properties/2026-09/contacts", body)
    made = {**body, "name": "lead_rank", "type": "number", "fieldType": "number"}
    client.emulator.edit("POST", "/crm/properties/2026-09/contacts", made)
    (contact,) = fill(client, {"lead_rank": "3", "fit": "77"})

    left = score(client, code=4)

    assert why in left["findings"][0]["summary"]
    assert held(client) == {contact: "77"}


NUMBER = {
    "name": "fit",
    "label": "Fit",
    "groupName": "contactinformation",
    "type": "number",
    "fieldType": "number",
}


@pytest.fixture
def adopting(make_client):
    """A client whose people had the number before; it was adopted. One record has points by hand."""
    client = make_client(apply=False)
    client.emulator.edit("POST", "/crm/properties/2026-09/contacts", NUMBER)
    client.apply()
    (contact,) = fill(client, {"lead_rank": "3", "fit": "77"})
    client.forget()
    return client, contact


def test_a_number_that_was_only_adopted_is_overwritten_by_consent_alone(adopting):
    """Nothing proves that its values are ours; the refusal says what agrees, for this run."""
    client, contact = adopting

    left = score(client, code=4)
    before = held(client)
    named = score(client, "--target", "client", code=4)
    shown = score(client, "--dry-run", "--take", "property.contacts.fit")
    written = score(client, "--take", "property.contacts.*")
    again = score(client, code=4)

    assert codes(left) == codes(again) == {"RV985"}
    assert "property.contacts.fit was adopted and not made by this tool" in left["findings"][0]["summary"]
    assert "revops score --take property.contacts.fit" in left["findings"][0]["hint"]
    assert "revops score --target client --take" in named["findings"][0]["hint"]
    assert left["scores"] == []
    assert before == {contact: "77"}
    assert shown["objects"][0]["first"] == [{"id": contact, "before": {"fit": "77"}, "after": {"fit": "5"}}]
    assert (written["summary"]["written"], held(client)) == (1, {contact: "5"})


def test_what_was_agreed_to_is_part_of_the_digest(adopting):
    """CI approves the rules and the numbers that they go to: without the consent it is another digest."""
    client, contact = adopting
    digest = score(client, "--dry-run", "--take", "property.contacts.fit")["digest"]

    refused = score(client, "--approve", digest, code=4)

    assert codes(refused) == {"RV951"}
    assert held(client) == {contact: "77"}


def test_a_consent_that_names_nothing_is_a_slip(make_client):
    """Before a record is read, with the address that was meant."""
    client = make_client()
    client.forget()

    refused = score(client, "--take", "property.contacts.fti", code=64)

    assert codes(refused) == {"RV893"}
    assert "--take property.contacts.fit?" in refused["findings"][0]["hint"]
    assert not [request for request in client.requests() if CONTACTS in request]


def test_a_property_of_a_rule_that_went_missing_stops_the_score(make_client):
    """HubSpot would show every record as without it."""
    client = make_client()
    fill(client, {"lead_rank": "3"})
    client.emulator.edit("DELETE", "/crm/properties/2026-09/contacts/lead_rank", None)

    left = score(client, code=4)

    assert codes(left) == {"RV954"}
    assert "contacts.lead_rank" in left["findings"][0]["summary"]
    assert set(held(client).values()) == {None}


def test_with_lead_scores_hubspot_computes(make_client):
    """Nothing stands in, so nothing is computed here."""
    client = make_client(apply=False, scopes=ALL)
    client.apply()
    fill(client, {"lead_rank": "3"})
    client.forget()

    told = score(client)

    assert (told["scores"], codes(told)) == ([], {"RV952"})
    assert batches(client) == 0


@pytest.mark.parametrize("verb", ["read", "write"])
def test_a_scope_that_is_missing_is_told_before_a_record_is_read(make_client, verb):
    """Both are needed to the end; what was applied stays as it is."""
    client = make_client()
    fill(client, {"lead_rank": "3"})
    traits = Traits(scopes=ALL - SCORING - {f"crm.objects.contacts.{verb}"})
    client.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, traits)
    client.forget()

    refused = score(client, code=4)

    assert f"crm.objects.contacts.{verb}" in refused["findings"][0]["summary"]
    assert codes(refused) == {"RV955"}
    assert not [request for request in client.requests() if CONTACTS in request]


def test_segments_take_a_scope_of_their_own(make_client):
    """It is told before a record is read."""
    entry = ENTRY.replace("    fallback", "    records: {exclude: [Staff]}\n    fallback")
    client = make_client(entry)
    client.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, Traits(scopes=ALL - SCORING - {"crm.lists.read"}))

    refused = score(client, code=4)

    assert (codes(refused), "crm.lists.read" in str(refused)) == ({"RV955"}, True)


def test_a_dry_run_needs_no_right_to_write(make_client):
    """It only reads."""
    client = make_client()
    fill(client, {"lead_rank": "3"})
    traits = Traits(scopes=ALL - SCORING - {"crm.objects.contacts.write"})
    client.emulator.add_portal(DEFAULT_PORTAL_ID, TOKEN, traits)

    assert score(client, "--dry-run")["summary"]["changed"] == 1


def interrupt(project, **fault):
    project.emulator.faults.add(fault_of({"method": "POST", "path": UPDATE, **fault}))


def test_after_a_batch_that_was_refused_the_next_run_does_the_rest(make_client):
    """It stops there, tells how many are left, and writes these the next time."""
    client = make_client()
    fill(client, *({"lead_rank": "3"} for _ in range(250)))
    interrupt(client, status=400, body={"message": "no", "category": "VALIDATION_ERROR"}, nth=2)

    stopped = score(client, code=5)
    rest = score(client)

    assert (stopped["summary"]["written"], stopped["summary"]["failed"]) == (100, 150)
    assert {"RV501", "RV956"} <= codes(stopped)
    assert (rest["summary"]["changed"], rest["summary"]["written"]) == (150, 150)


def test_people_read_where_it_stopped_and_what_to_type(make_client):
    """How many have their points, how many not, why, and that it goes on where it stopped."""
    client = make_client()
    fill(client, *({"lead_rank": "3"} for _ in range(101)))
    interrupt(client, status=500, body={"message": "out of order"}, nth=2)

    shown = client.run("score", "--yes", code=5).out

    assert "error RV956: no more batches are sent: whether the last batch arrived is not known" in shown
    assert "Run `revops score` again: it writes only what still differs." in shown
    assert "100 records written in 2 requests, 1 not." in shown


def test_a_first_batch_that_is_refused_changed_nothing(make_client):
    """A person must decide; nothing failed half-way."""
    client = make_client()
    fill(client, {"lead_rank": "3"})
    interrupt(client, status=403, body={"message": "no", "category": "MISSING_SCOPES"})

    refused = score(client, code=4)

    assert "RV956" in codes(refused)


def test_a_lost_answer_is_not_sent_again(make_client):
    """It may have arrived: the next run sees that it did, and writes nothing."""
    client = make_client()
    (contact,) = fill(client, {"lead_rank": "3"})
    interrupt(client, drop="after")
    client.forget()

    lost = score(client, code=5)
    again = score(client)

    assert batches(client) == 1
    assert "whether the last batch arrived is not known" in str(lost["findings"])
    assert again["summary"]["changed"] == 0
    assert held(client) == {contact: "5"}


def test_records_that_do_not_take_their_points_are_counted(make_client):
    """One that was deleted meanwhile is told; the others have theirs."""
    client = make_client()
    first, second = fill(client, {"lead_rank": "3"}, {"lead_rank": "3"})
    gone = {
        "status": "error",
        "category": "OBJECT_NOT_FOUND",
        "message": "gone",
        "context": {"ids": [second]},
    }
    shown = {"status": "COMPLETE", "results": [{"id": first, "properties": {"fit": "5"}}], "errors": [gone]}
    interrupt(client, status=207, body={**shown, "numErrors": 1})

    partly = score(client, code=5)

    assert (partly["summary"]["written"], partly["summary"]["failed"]) == (1, 1)
    assert f"1 of 2 records did not take their points ({second}): gone" in str(partly["findings"])


@pytest.mark.parametrize(
    ("shown", "errors", "named"),
    [
        pytest.param([0], [[1, 2, 3, 4]], [1, 2, 3], id="one error for several records"),
        pytest.param([0, 1, 2], [[3], [3, 4]], [3, 4], id="two errors for one record"),
        pytest.param([0, 1], [None], [2, 3, 4], id="an error that names nobody"),
        pytest.param([0, 1, 2], [], [3, 4], id="left out without an error"),
        pytest.param([0, 1, 2, 3, 4], [[4, 9]], [4], id="an error about somebody who was not sent"),
    ],
)
def test_records_are_counted_and_not_errors(make_client, shown, errors, named):
    """HubSpot gathers records in one error and leaves out those that were merged; the first are named."""
    client = make_client()
    ids = fill(client, *({"lead_rank": "3"} for _ in range(5)))
    known = {**dict(enumerate(ids)), 9: "99999"}
    body = {
        "status": "COMPLETE",
        "results": [{"id": ids[one], "properties": {"fit": "5"}} for one in shown],
        "errors": [
            {"message": "gone", "context": {} if named is None else {"ids": [known[one] for one in named]}}
            for named in errors
        ],
    }
    interrupt(client, status=207, body=body)
    left = len(ids) - len({*shown} - {one for group in errors for one in group or ()})

    partly = score(client, code=5)

    (told,) = [one["summary"] for one in partly["findings"] if one["code"] == "RV957"]
    assert (partly["summary"]["written"], partly["summary"]["failed"]) == (5 - left, left)
    assert told.startswith(
        f"{left} of 5 records did not take their points ({', '.join(ids[one] for one in named)}"
    )
    assert (f" and {left - 3} more)" in told) == (left > 3)


def test_points_that_hubspot_did_not_keep_are_told(make_client):
    """Every write is read back, from the answer."""
    client = make_client()
    (contact,) = fill(client, {"lead_rank": "3"})
    shown = {"status": "COMPLETE", "results": [{"id": contact, "properties": {"fit": "6"}}]}
    interrupt(client, status=200, body=shown)

    told = score(client)

    assert "RV958" in codes(told)


@pytest.mark.parametrize(
    "page",
    [
        {"results": [{"id": "1", "properties": {}}], "paging": {"next": {"after": "1"}}},
        {"results": [{"id": 1, "properties": {}}]},
        {"results": [{"id": "1"}]},
        {"results": None},
        {"results": [], "paging": {"next": "1"}},
        {"results": [], "paging": {"next": {"after": "9" * 2001}}},
        {"results": [], "paging": {"next": {"after": ["1"]}}},
    ],
)
def test_pages_that_are_not_as_documented_are_refused(make_client, page):
    """Nothing is written from what cannot be read, and no list is read without an end."""
    client = make_client()
    client.emulator.faults.add(
        fault_of({"method": "GET", "path": CONTACTS, "status": 200, "body": page, "count": 9})
    )

    refused = score(client, code=1)

    assert codes(refused) == {"RV410"}
    assert batches(client) == 0


def test_a_record_that_comes_again_is_written_once(make_client):
    """Pages may shift while people work; HubSpot refuses a batch that names a record twice."""
    client = make_client()
    ids = fill(client, {"lead_rank": "3"}, {"lead_rank": "3"})
    rows = [{"id": record, "properties": {"lead_rank": "3", "fit": None}} for record in ids]
    for body in ({"results": rows[:1], "paging": {"next": {"after": "x"}}}, {"results": rows}):
        client.emulator.faults.add(fault_of({"method": "GET", "path": CONTACTS, "status": 200, "body": body}))

    summary = score(client)["summary"]

    assert (summary["records"], summary["written"]) == (2, 2)
    assert held(client) == dict.fromkeys(ids, "5")


@pytest.mark.parametrize("body", [{"results": [{"recordId": 7}]}, {"results": [{}]}, []])
def test_members_that_are_not_as_documented_are_refused(make_client, body):
    """Nobody is scored as a member who may be none."""
    client = make_client(
        ENTRY.replace("    fallback", "    records: {include: [partners]}\n    fallback") + PARTNERS
    )
    fill(client, {"lead_rank": "3"})
    client.emulator.faults.add(
        fault_of({"method": "GET", "path": f"{LISTS}/*/memberships", "status": 200, "body": body})
    )

    refused = score(client, code=1)

    assert codes(refused) <= {"RV410", "RV512"}
    assert set(held(client).values()) == {None}


def test_scores_are_chosen_by_address(make_client):
    """A pattern that meets none is a slip, and the nearest is named."""
    client = make_client()
    (contact,) = fill(client, {"lead_rank": "3"})

    slip = score(client, "score.contacts.fti", code=64)
    chosen = score(client, "score.contacts.*")

    assert codes(slip) == {"RV953"}
    assert "score.contacts.fit" in slip["findings"][0]["hint"]
    assert (chosen["summary"]["written"], held(client)) == (1, {contact: "5"})


def test_points_are_under_the_targets_own_names(make_client):
    """What a target binds is read and written by the portal's name."""
    binding = {"property.contacts.lead_rank": "rank_x", "property.contacts.fit": "fit_x"}
    client = make_client(bind=binding)
    (contact,) = fill(client, {"rank_x": "3"})

    score(client)

    assert held(client, "fit_x") == {contact: "5"}
