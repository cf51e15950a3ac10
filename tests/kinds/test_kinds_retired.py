"""Retired options: what a blueprint may say, how their records are counted and moved, when they go."""

from __future__ import annotations

import pytest
from kind_talk import Near, expand, found, rows, sent, talk

from revops.hub.surfaces import SURFACES, is_read
from revops.kinds.properties.kind import PropertyKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context
from revops.model.finding import Severity
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Phase

KIND = PropertyKind()
ADDRESS = Address("property", "contacts", "source")
ENTRY = {
    "label": "Source",
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "contactinformation",
    "options": {"website": "Website", "ads": "Ads"},
    "retired": {"web": "website", "fax": None},
}


def option(value, *, hidden=False):
    return {"value": value, "label": value.title(), "displayOrder": -1, "hidden": hidden}


def row(*options, **fields):
    """The property as the API shows it (dossier B2)."""
    return {
        "name": "source",
        "label": "Source",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "contactinformation",
        "options": list(options),
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        **fields,
    }


def total(number):
    return Answer(200, {"total": number, "results": []})


def wanted(**entry):
    (resource,) = expand(KIND, {"contacts": {"source": {**ENTRY, **entry}}})
    return resource


def seen(portal_row, *answers, resource=None):
    """What is observed, with the answers to the searches for records."""
    rounds = [[rows(portal_row)], list(answers)] if answers else [[rows(portal_row)]]
    asked, observation = talk(KIND.observe("contacts", [resource or wanted()], Context()), *rounds)
    return asked, observation


def resolved(portal_row, *answers, resource=None):
    """The units about retired options as they are wanted in this portal."""
    resource = resource or wanted()
    _, observation = seen(portal_row, *answers, resource=resource)
    units = KIND.resolve(resource, observation, Context()).units
    return {path: value for path, value in units.items() if path.split(".")[1:2] in (["web"], ["fax"])}


def step(portal_row, answers, phase):
    """A change of one phase, and what was observed before."""
    resource = wanted()
    _, observation = seen(portal_row, *answers, resource=resource)
    actual = found(observation, str(ADDRESS))
    resource = KIND.resolve(resource, observation, Context())
    moved = tuple(
        UnitChange(path, actual.units.get(path, MISSING), value)
        for path, value in resource.units.items()
        if KIND.phase(path, actual) is phase
    )
    return Change(ADDRESS, phase, Action.UPDATE, moved, resource=resource, actual=actual)


@pytest.mark.parametrize(
    ("entry", "code", "place"),
    [
        ({"retired": {"ads": "website"}}, "RV666", ("retired", "ads")),
        ({"retired": {"web": "webb"}}, "RV667", ("retired", "web")),
        ({"retired": {"web": "fax", "fax": "website"}}, "RV667", ("retired", "web")),
        ({"type": "string", "fieldType": "text", "options": None}, "RV665", ("retired",)),
    ],
)
def test_what_cannot_be_meant_is_reported_at_its_line(entry, code, place):
    """A retired value is no option any more, and its records get one that is."""
    near = Near()
    entry = {key: value for key, value in {**ENTRY, **entry}.items() if value is not None}

    expand(KIND, {"contacts": {"source": entry}}, near)

    assert (code, ("properties", "contacts", "source", *place)) in near.reports


def test_a_property_that_is_only_referred_to_may_retire_options():
    """As it may label them; the target stands among the options that the blueprint names."""
    near = Near()
    entry = {"existing": "enumeration", "options": {"website": "Website"}, "retired": {"web": "website"}}

    (resource,) = expand(KIND, {"contacts": {"source": entry}}, near)

    assert near.reports == []
    assert resource.retired == {"web": "website"}


def test_false_is_no_option_where_null_would_take_the_entry_away():
    """`overrides.yaml` removes keys by null."""
    assert wanted(retired={"fax": False}).retired == {"fax": None}


def test_records_are_counted_for_retired_options_that_are_still_there():
    """One search for each, of one result, whose `total` is the count (dossier J2); a read."""
    asked, observation = seen(row(option("web"), option("website")), total(312))

    ((call,),) = asked[1:]
    assert (call.surface, call.method, call.path, call.carries) == ("search", "POST", "/contacts/search", ())
    assert call.body["filterGroups"] == [
        {"filters": [{"propertyName": "source", "operator": "EQ", "value": "web"}]}
    ]
    assert (call.body["limit"], call.body["after"]) == (1, "0")
    assert found(observation, str(ADDRESS)).units["options.web.records"] == 312


def test_nothing_is_asked_once_the_options_are_gone():
    """The unchanged plan pays for the list of properties alone."""
    asked, observation = seen(row(option("website"), option("ads")))

    assert len(asked) == 1
    assert observation.findings == ()
    assert resolved(row(option("website"), option("ads"))) == {}


@pytest.mark.parametrize(
    ("options", "counts", "units"),
    [
        ([option("web")], [312], {"options.web.hidden": True, "options.web.records": 0}),
        ([option("web")], [0], {"options.web.hidden": True}),
        ([option("web", hidden=True)], [3], {"options.web.hidden": True, "options.web.records": 0}),
        ([option("fax", hidden=True)], [3], {"options.fax.hidden": True}),
        (
            [option("web", hidden=True)],
            [0],
            {"options.web.label": MISSING, "options.web.hidden": MISSING, "options.web.records": MISSING},
        ),
        (
            [option("fax", hidden=True)],
            [0],
            {"options.fax.label": MISSING, "options.fax.hidden": MISSING, "options.fax.records": MISSING},
        ),
    ],
)
def test_hidden_before_moved_and_moved_before_removed(options, counts, units):
    """An option goes only once it is hidden and no record holds it; null leaves the records as they are."""
    assert resolved(row(*options), *map(total, counts)) == units


def test_each_step_has_its_phase():
    """Hiding is defining; the count belongs to moving, and to removing once it is 0."""
    _, held = seen(row(option("web", hidden=True)), total(3))
    _, free = seen(row(option("web", hidden=True)), total(0))

    def phases(observation):
        actual = found(observation, str(ADDRESS))
        return [KIND.phase(f"options.web.{field}", actual) for field in ("hidden", "records", "label")]

    assert phases(held) == [Phase.DEFINE, Phase.MOVE, Phase.DEFINE]
    assert phases(free) == [Phase.REMOVE, Phase.REMOVE, Phase.REMOVE]


def test_hiding_a_retired_option_overwrites_nobody():
    """That it is shown is HubSpot's own value, so first contact does not hold it (rule 4)."""
    _, observation = seen(row(option("web"), option("ads")), total(1))

    factory = found(observation, str(ADDRESS)).factory
    assert factory["options.web.hidden"] is False
    assert "options.ads.hidden" not in factory


@pytest.mark.parametrize(
    ("options", "label"),
    [
        (["Website"], "Website (web)"),
        (["WEBSITE "], "WEBSITE  (web)"),
        (["Website", "Website (web)"], "Website (web 2)"),
        (["Website", "Website (web)", "website (WEB 2)"], "Website (web 3)"),
        (["W" * 255], "W" * 249 + " (web)"),
    ],
)
def test_a_retired_option_leaves_its_label_to_a_new_one(options, label):
    """HubSpot wants the labels of options to differ: the stored value tells them apart, 255 long at most."""
    resource = wanted(options={"website": options[0].strip(), "ads": "Ads"})
    there = [{**option(f"other_{n}"), "label": text} for n, text in enumerate(options[1:])]
    portal_row = row({**option("web"), "label": options[0]}, *there)

    units = resolved(portal_row, total(3), resource=resource)

    assert units == {
        "options.web.label": label,
        "options.web.hidden": True,
        "options.web.records": 0,
    }


def test_two_retired_options_make_way_under_labels_of_their_own():
    """Labels that read alike are told apart; each carries its own value."""
    resource = wanted(retired={"web": "website", "fax": "website"})
    both = [{**option("web"), "label": "Website"}, {**option("fax"), "label": "WEBSITE"}]

    units = resolved(row(*both), total(0), total(0), resource=resource)

    assert [units[f"options.{value}.label"] for value in ("web", "fax")] == ["Website (web)", "WEBSITE (fax)"]


def test_nothing_makes_way_for_an_option_that_has_its_label_already():
    """Nor for one of another label: the retired one keeps what people know it by."""
    there = [{**option("website"), "label": "Website"}, {**option("web"), "label": "website"}]

    assert resolved(row(*there), total(0)) == {"options.web.hidden": True}


def test_an_option_that_makes_way_is_removed_by_a_later_run():
    """Hidden and held by nobody, it would go; the label has to be free before the new option comes."""
    hidden = {**option("web", hidden=True), "label": "Website"}
    _, observation = seen(row(hidden), total(0))
    actual = found(observation, str(ADDRESS))

    assert resolved(row(hidden), total(0)) == {
        "options.web.label": "Website (web)",
        "options.web.hidden": True,
    }
    assert KIND.phase("options.web.label", actual) is Phase.DEFINE
    assert actual.factory["options.web.label"] == "Website"


@pytest.mark.parametrize(
    ("value", "count", "code", "words", "hint"),
    [
        ("web", 312, "RV660", "312 records hold `web`", f"--move {ADDRESS}"),
        ("web", 1, "RV660", "1 record holds `web`", f"--move {ADDRESS}"),
        ("fax", 5, "RV661", "5 records hold `fax`", "revops impact"),
    ],
)
def test_the_count_is_told(value, count, code, words, hint):
    """With what becomes of the records; who else uses the value is not known, and said so."""
    _, observation = seen(row(option(value)), total(count))

    (finding,) = observation.findings
    assert (finding.code, finding.severity, finding.address) == (code, Severity.INFO, ADDRESS)
    assert finding.summary.startswith(words)
    assert hint in finding.hint


@pytest.mark.parametrize(
    ("entry", "moves"),
    [
        (None, True),
        (Entry(units={"label": "Source"}), True),
        (Entry(units={"options.website.label": "Website"}), False),
        (Entry(unkept={"options.website.label": {"sent": "Website", "kept": None}}), False),
    ],
)
@pytest.mark.parametrize("there", [True, False])
def test_records_are_moved_into_an_option_that_is_there_or_comes(entry, moves, there):
    """One that was applied before and is gone is held, one that HubSpot did not keep is not sent again."""
    context = Context(ledger=Ledger(entries={ADDRESS: entry} if entry else {}))
    options = [option("web"), *([option("website")] if there else [])]

    _, observation = talk(KIND.observe("contacts", [wanted()], context), [rows(row(*options))], [total(3)])
    units = KIND.resolve(wanted(), observation, context).units

    (finding,) = observation.findings
    assert ("options.web.records" in units) is (moves or there)
    assert ("--move" in finding.hint) is (moves or there)
    assert ("wait for `website`" in finding.summary) is not (moves or there)
    assert units["options.web.hidden"] is True


def test_what_cannot_be_counted_is_hidden_and_no_more():
    """A refused search breaks nothing else of the plan."""
    refused = Answer(403, {"message": "missing scopes", "category": "MISSING_SCOPES"})
    _, observation = seen(row(option("web", hidden=True)), refused)

    (finding,) = observation.findings
    assert (finding.code, finding.severity) == ("RV662", Severity.WARNING)
    assert "403 missing scopes" in finding.summary
    assert resolved(row(option("web", hidden=True)), refused) == {"options.web.hidden": True}


def test_the_lists_of_a_checkbox_are_left_alone():
    """No source says how a search finds one value of several, so nobody asks."""
    asked, observation = seen(row(option("web", hidden=True), fieldType="checkbox"))

    assert len(asked) == 1
    assert [finding.code for finding in observation.findings] == ["RV663"]
    assert resolved(row(option("web", hidden=True), fieldType="checkbox")) == {"options.web.hidden": True}


@pytest.mark.parametrize(
    "fields", [{"calculated": True}, {"modificationMetadata": {"readOnlyValue": True}}], ids=str
)
def test_values_that_hubspot_sets_are_not_moved(fields):
    """Calculated and read-only properties: counted, told, left."""
    portal_row = row(option("web", hidden=True), **fields)
    _, observation = seen(portal_row, total(4))

    assert [finding.code for finding in observation.findings] == ["RV664"]
    assert resolved(portal_row, total(4)) == {"options.web.hidden": True}


def test_a_count_that_is_none_is_no_count():
    """An answer without a number proves nothing."""
    with pytest.raises((TypeError, KeyError)):
        seen(row(option("web")), Answer(200, {"results": []}))
    with pytest.raises(TypeError):
        seen(row(option("web")), Answer(200, {"total": "3", "results": []}))


def page(first, count):
    return Answer(200, {"total": 250, "results": [{"id": str(n)} for n in range(first, first + count)]})


def holders(first, count, value="web"):
    """What these records hold, as a batch read tells it (dossier J1)."""
    found = [{"id": str(n), "properties": {"source": value}} for n in range(first, first + count)]
    return Answer(200, {"status": "COMPLETE", "results": found})


def test_records_are_moved_page_by_page():
    """Pages of 200 behind the last id, batches of 100 (dossier J1, J2); each names what it carries."""
    change = step(row(option("web", hidden=True)), [total(250)], Phase.MOVE)
    done = Answer(200, {"status": "COMPLETE", "results": []})

    asked, _ = talk(
        KIND.compile([change], Context()),
        *([page(1, 200)], [holders(1, 100)], [done], [holders(101, 100)], [done]),
        *([page(201, 50)], [holders(201, 50)], [done]),
    )

    pages, batches = [asked[0][0], asked[5][0]], sent(asked)
    assert [len(one.body["filterGroups"][0]["filters"]) for one in pages] == [1, 2]
    assert pages[1].body["filterGroups"][0]["filters"][1] == {
        "propertyName": "hs_object_id",
        "operator": "GT",
        "value": "200",
    }
    assert [one.body["limit"] for one in pages] == [200, 200]
    assert [(method, path, len(body["inputs"])) for method, path, body in batches] == [
        ("POST", "/contacts/batch/update", 100),
        ("POST", "/contacts/batch/update", 100),
        ("POST", "/contacts/batch/update", 50),
    ]
    assert batches[0][2]["inputs"][0] == {"id": "1", "properties": {"source": "website"}}
    assert all(
        one.carries == (ADDRESS,) for calls in asked for one in calls if one.path.endswith("/batch/update")
    )


def test_every_batch_is_looked_at_right_before_it_is_written():
    """A read of what the records hold by now, which the table of surfaces knows as one (dossier J1)."""
    change = step(row(option("web", hidden=True)), [total(2)], Phase.MOVE)

    asked, _ = talk(KIND.compile([change], Context()))

    (look,) = asked[1]
    assert (look.method, look.path, look.carries) == ("POST", "/contacts/batch/read", ())
    assert is_read(SURFACES[look.surface], look)
    assert [one["id"] for one in look.body["inputs"]] == [one["id"] for one in sent(asked)[0][2]["inputs"]]
    assert look.body["properties"] == ["source"]


def test_what_a_person_has_set_meanwhile_stays():
    """The index shows four records; one has another value by now, one has none, and one is gone (a 207)."""
    change = step(row(option("web", hidden=True)), [total(4)], Phase.MOVE)
    there = [("1", "ads"), ("2", "web"), ("3", None)]
    now = [{"id": record, "properties": {"source": value}} for record, value in there]
    answer = Answer(207, {"results": now, "errors": [{"message": "no such record"}]})

    asked, _ = talk(KIND.compile([change], Context()), [page(1, 4)], [answer], [Answer(200, {"results": []})])

    ((_, _, body),) = sent(asked)
    assert body["inputs"] == [{"id": "2", "properties": {"source": "website"}}]


def test_a_batch_that_nobody_of_holds_the_value_is_not_sent():
    """Only the look at it; the next batch goes on."""
    change = step(row(option("web", hidden=True)), [total(150)], Phase.MOVE)
    done = Answer(200, {"results": []})

    asked, _ = talk(
        KIND.compile([change], Context()),
        *([page(1, 150)], [holders(1, 100, "ads")], [holders(101, 50)], [done]),
    )

    ((_, _, body),) = sent(asked)
    assert [one["id"] for one in body["inputs"]] == [str(number) for number in range(101, 151)]


def test_a_search_that_shows_the_same_page_again_ends_the_move():
    """Where it does not keep to ids behind the last one; the second page is not looked at again."""
    change = step(row(option("web", hidden=True)), [total(400)], Phase.MOVE)
    done = Answer(200, {"results": []})

    asked, _ = talk(
        KIND.compile([change], Context()),
        *([page(1, 200)], [holders(1, 100)], [done], [holders(101, 100)], [done], [page(1, 200)]),
    )

    assert len(sent(asked)) == 2
    assert asked[-1][0].path == "/contacts/search"


def test_ids_are_numbers():
    """1000 comes behind 999, which it does not as text; only what is new on a page is written."""
    change = step(row(option("web", hidden=True)), [total(202)], Phase.MOVE)
    done = Answer(200, {"results": []})

    asked, _ = talk(
        KIND.compile([change], Context()),
        *([page(801, 200)], [holders(801, 100)], [done], [holders(901, 100)], [done]),
        *([page(999, 4)], [holders(1001, 2)], [done]),
    )

    assert asked[5][0].body["filterGroups"][0]["filters"][1]["value"] == "1000"
    assert [one["id"] for one in asked[6][0].body["inputs"]] == ["1001", "1002"]
    assert [one["id"] for one in sent(asked)[-1][2]["inputs"]] == ["1001", "1002"]


@pytest.mark.parametrize(("count", "writes"), [(1, 1), (100, 1), (101, 2), (200, 2), (201, 3), (450, 5)])
def test_a_rehearsal_counts_the_batches(count, writes):
    """The requests of a move are known from the count, before anything is sent."""
    change = step(row(option("web", hidden=True)), [total(count)], Phase.MOVE)

    asked, _ = talk(KIND.compile([change], Context()))

    inputs = [body["inputs"] for _, _, body in sent(asked)]
    assert len(inputs) == writes
    assert sum(map(len, inputs)) == count


def test_a_batch_that_fails_ends_the_move():
    """Nothing more is asked or sent for the property (rule 6)."""
    change = step(row(option("web", hidden=True)), [total(250)], Phase.MOVE)
    lost = Answer(0, fault="no answer came in time")

    asked, _ = talk(KIND.compile([change], Context()), [page(1, 200)], [holders(1, 100)], [lost])

    assert len(asked) == 3


def test_a_record_that_does_not_take_the_value_does_not_stop_the_others():
    """A 207 is told and gone on from (dossier J1), and so is a batch that is refused for one."""
    body = {"inputs": [{"id": str(number)} for number in range(100)]}
    call = Call("records", "POST", "/contacts/batch/update", body=body, carries=(ADDRESS,))
    shown = [{"id": str(number)} for number in range(100) if number != 7]
    errors = [{"message": "Object 7 does not exist", "category": "OBJECT_NOT_FOUND"}]

    (settled,) = KIND.settle(call, Answer(207, {"results": shown, "errors": errors}), Context())
    (batch,) = KIND.settle(call, Answer(400, {"message": "not valid"}), Context())
    (refused,) = KIND.settle(call, Answer(403, {"message": "no scope"}), Context())

    assert settled.done
    assert settled.finding.code == "RV673"
    assert settled.finding.summary == "1 of 100 records did not take it: Object 7 does not exist"
    assert (batch.done, batch.finding.code) == (True, "RV673")
    told = "HubSpot refused all 100 records of a batch, 0, 1, 2 and 97 more (400): not valid"
    assert batch.finding.summary == told
    assert (refused.done, refused.finding.code) == (False, "RV551")


@pytest.mark.parametrize(
    ("shown", "context", "count"),
    [
        pytest.param([0], {"ids": ["1", "2"]}, 2, id="one error names two"),
        pytest.param([0, 1, 2], {"ids": ["1", "2"]}, 2, id="and they are shown"),
        pytest.param([0], {"ids": ["1"]}, 2, id="one of two is named"),
        pytest.param([0], {}, 2, id="nobody is named"),
        pytest.param([0, 1, 2], {}, 1, id="nobody is named and all are shown"),
    ],
)
def test_records_that_did_not_take_the_value_are_counted_and_not_errors(shown, context, count):
    """One error may name several records (HubSpot's description of an error has lists in `context`)."""
    body = {"inputs": [{"id": str(number)} for number in range(3)]}
    call = Call("records", "POST", "/contacts/batch/update", body=body, carries=(ADDRESS,))
    results = [{"id": str(number)} for number in shown]
    errors = [{"message": "gone", "context": context}]

    (settled,) = KIND.settle(call, Answer(207, {"results": results, "errors": errors}), Context())

    assert settled.finding.summary == f"{count} of 3 records did not take it: gone"


def test_an_option_is_removed_after_it_was_counted_once_more():
    """The list is read again with the count; everything else on it stays (dossier B2)."""
    there = row(option("website"), option("web", hidden=True))
    change = step(there, [total(0)], Phase.REMOVE)

    asked, _ = talk(KIND.compile([change], Context()), [rows(there), total(0)], [Answer(200, {})])

    ((method, path, body),) = sent(asked)
    assert (method, path) == ("PATCH", "/contacts/source")
    assert [one["value"] for one in body["options"]] == ["website"]


def test_an_option_that_a_record_got_meanwhile_stays():
    """Nothing is sent for it; the other one goes."""
    there = row(option("website"), option("web", hidden=True), option("fax", hidden=True))
    change = step(there, [total(0), total(0)], Phase.REMOVE)

    asked, _ = talk(KIND.compile([change], Context()), [rows(there), total(1), total(0)], [Answer(200, {})])
    none, _ = talk(KIND.compile([change], Context()), [rows(there), total(1), total(2)], [])

    ((_, _, body),) = sent(asked)
    assert [one["value"] for one in body["options"]] == ["website", "web"]
    assert sent(none) == []


def test_moving_and_removing_tell_what_follows():
    """Counts with their consequence, and the command that shows what uses the option."""
    moving = step(row(option("web", hidden=True)), [total(3)], Phase.MOVE)
    removing = step(row(option("web", hidden=True)), [total(0)], Phase.REMOVE)

    (moved,), (removed,) = KIND.hazards(moving), KIND.hazards(removing)

    assert (moved.code, removed.code) == ("RV670", "RV671")
    assert "3 records" in moved.summary
    assert "`web`" in removed.summary
    assert f"revops impact {moving.address}" in moved.hint
    assert f"revops impact {removing.address}" in removed.hint


def test_others_leave_retired_options_to_their_own_steps():
    """`others: remove` would take away what records still hold."""
    resource = wanted(others="remove")
    _, observation = seen(row(option("web"), option("hp")), total(3), resource=resource)

    units = KIND.resolve(resource, observation, Context()).units

    assert units["options.hp.label"] is MISSING
    assert "options.web.label" not in units


def test_whoever_keeps_a_shown_option_takes_it_out_of_the_retired():
    """`--keep` of an option that somebody shows again."""
    entry = {"options": {"website": "Website"}, "retired": {"web": "website", "fax": None}}

    KIND.rewrite(entry, "options.web.hidden", False, Context())
    KIND.rewrite(entry, "options.fax.hidden", False, Context())

    assert entry == {"options": {"website": "Website"}}


def test_another_type_is_left_alone():
    """Where the portal's property is no enumeration, nothing is hidden, moved or removed."""
    resource = wanted()
    _, observation = seen(row(type="string", fieldType="text"), resource=resource)

    assert KIND.resolve(resource, observation, Context()).units == {"type": "enumeration"}
