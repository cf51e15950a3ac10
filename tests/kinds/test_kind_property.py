"""Properties: what a blueprint may say, what the portal says, and the requests between the two."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update

from revops.kinds.properties.kind import PropertyKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.json import MISSING
from revops.model.spec import Absent, Need, Unknown

KIND = PropertyKind()

CATEGORY = {
    "ref": "MP12",
    "label": {"ja": "リードソースカテゴリ", "en": "Lead source category"},
    "type": "enumeration",
    "fieldType": "select",
    "groupName": "lead_management",
    "filledBy": ["form", "import"],
    "options": {"website": {"ja": "WEBサイト", "en": "Website"}, "ads": {"ja": "広告", "en": "Ads"}},
}
TEXT = {"label": "Note", "type": "string", "fieldType": "text", "groupName": "contactinformation"}
NUMBER = {"label": "N", "type": "number", "fieldType": "number", "groupName": "contactinformation"}


def row(name="lead_source_category", **fields):
    """A property as the API shows it (dossier B2)."""
    return {
        "name": name,
        "label": "Lead source category",
        "type": "enumeration",
        "fieldType": "select",
        "description": "",
        "groupName": "lead_management",
        "options": [
            {"label": "Website", "value": "website", "displayOrder": 0, "hidden": False},
            {"label": "Ads", "value": "ads", "displayOrder": 1, "hidden": False},
        ],
        "displayOrder": -1,
        "calculated": False,
        "externalOptions": False,
        "hasUniqueValue": False,
        "hidden": False,
        "formField": False,
        "dataSensitivity": "non_sensitive",
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        **fields,
    }


LEAD_STATUS = row(
    "hs_lead_status",
    hubspotDefined=True,
    label="Lead Status",
    fieldType="radio",
    groupName="contactinformation",
    modificationMetadata={"archivable": False, "readOnlyDefinition": True, "readOnlyOptions": False},
    options=[
        {"label": "New", "value": "NEW", "displayOrder": 0, "hidden": False},
        {"label": "Our own", "value": "OPEN", "displayOrder": 1, "hidden": False},
        {"label": "Unqualified", "value": "UNQUALIFIED", "displayOrder": 4, "hidden": False},
        {"label": "Connected", "value": "CONNECTED", "displayOrder": 6, "hidden": False},
    ],
)


def one(spec, name="lead_source_category", near=None):
    (resource,) = expand(KIND, {"contacts": {name: spec}}, near)
    return resource


def codes(spec, name="lead_source_category"):
    near = Near()
    one(spec, name, near)
    return near.codes


def observe(*wanted, rounds, context=None):
    return talk(KIND.observe("contacts", wanted, context or Context()), *rounds)


def seen_row(raw, address="property.contacts.lead_source_category"):
    return found(observe(rounds=[[rows(raw)]])[1], address)


# --- the blueprint ---


def test_options_are_units_of_their_own():
    """A label, the sequence of options and every option can drift alone."""
    resource = one(CATEGORY, near=Near("ja"))

    assert resource.units == {
        "label": "リードソースカテゴリ",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "lead_management",
        "options.website.label": "WEBサイト",
        "options.ads.label": "広告",
        "options.order": ["website", "ads"],
    }


def test_an_option_may_say_more_than_its_label():
    """Description and hidden are managed only where the blueprint gives them."""
    told = {
        **CATEGORY,
        "options": {"a": {"label": "A", "hidden": True}, "b": {"label": {"en": "B"}, "description": "b"}},
    }
    units = one(told).units

    assert units["options.a.hidden"] is True
    assert units["options.b.label"] == "B"
    assert units["options.b.description"] == "b"
    assert "options.b.hidden" not in units


def test_a_property_needs_its_group_and_what_its_formula_reads():
    """The group comes first, then properties of the formula; HubSpot's own group needs nothing."""
    spec = {
        "label": "Sum",
        "type": "number",
        "fieldType": "calculation_equation",
        "groupName": "lead_management",
        "calculationFormula": "IF amount_a = 1 THEN amount_b ELSE unknown",
    }
    near = Near(types={"contacts.amount_a": "number", "contacts.amount_b": "number"})

    assert one(spec, near=near).needs == {
        Need(Address("group", "contacts", "lead_management")),
        Need(Address("property", "contacts", "amount_a")),
        Need(Address("property", "contacts", "amount_b")),
    }
    assert one(TEXT).needs == frozenset()
    assert near.codes == []


def test_a_reference_checks_the_type_and_nothing_else():
    """`existing:` is a reference whose only unit is the type, so that the engine can compare it."""
    resource = one({"ref": "MP04", "existing": "string"}, "firstname")

    assert resource.reference
    assert resource.units == {"type": "string"}


def test_options_of_hubspots_property_can_be_managed():
    """`existing:` with options manages the options and nothing of the definition."""
    near = Near()
    resource = one({"existing": "enumeration", "options": {"NEW": "Not approached"}}, "hs_lead_status", near)

    assert resource.reference
    assert resource.units == {
        "type": "enumeration",
        "options.NEW.label": "Not approached",
        "options.order": ["NEW"],
    }
    assert near.codes == []


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"label": None}, "RV223"),
        ({"type": "string"}, "RV224"),
        ({"type": "date", "fieldType": "date"}, "RV225"),
        ({"options": {}}, "RV225"),
        ({"options": {"a": "Same", "b": "Same "}}, "RV225"),
        ({"options": {" a": "A"}}, "RV225"),
        ({"fieldType": "checkbox", "options": {"a;b": "A"}}, "RV225"),
        ({"options": {str(n): str(n) for n in range(5001)}}, "RV225"),
        ({"type": "bool", "fieldType": "booleancheckbox"}, "RV225"),
        ({"label": " "}, "RV227"),
        ({"label": "x" * 256}, "RV227"),
        ({"calculationFormula": "1 + 1"}, "RV228"),
        ({"existing": "enumeration"}, "RV229"),
        ({"externalOptions": True}, "RV230"),
        ({"currencyPropertyName": "code"}, "RV226"),
        ({"showCurrencySymbol": True}, "RV226"),
    ],
)
def test_what_hubspot_would_refuse_is_found_first(change, code):
    """Each fault is reported with its own code before anything is sent."""
    spec = {key: value for key, value in {**CATEGORY, **change}.items() if value is not None}

    assert code in codes(spec)


def test_a_sound_property_has_no_faults():
    """The sketch of the design passes, and so does a bool with exactly true and false."""
    yes_no = {
        **TEXT,
        "type": "bool",
        "fieldType": "booleancheckbox",
        "options": {"true": "Yes", "false": "No"},
    }
    owner = {**CATEGORY, "externalOptions": True, "referencedObjectType": "OWNER"}
    owner.pop("options")
    money = {
        **NUMBER,
        "showCurrencySymbol": True,
        "currencyPropertyName": "code",
        "numberDisplayHint": "currency",
    }

    assert [codes(spec) for spec in (CATEGORY, yes_no, owner, money, TEXT)] == [[], [], [], [], []]


@pytest.mark.parametrize(
    ("name", "code"),
    [("Lead", "RV221"), ("1st", "RV221"), ("a" * 101, "RV221"), ("hs_mine", "RV222"), ("hubspot_x", "RV222")],
)
def test_names_follow_hubspots_rules(name, code):
    """Lower case, a letter first, at most 100 characters, and not HubSpot's own prefixes (dossier B4)."""
    assert codes(TEXT, name) == [code]


def test_at_most_ten_properties_of_an_object_are_unique():
    """The eleventh unique property is reported where it stands (dossier B2)."""
    near = Near()
    expand(KIND, {"contacts": {f"id_{n}": {**TEXT, "hasUniqueValue": True} for n in range(11)}}, near)

    assert near.reports == [("RV231", ("properties", "contacts", "id_10", "hasUniqueValue"))]


# --- the portal ---


def test_one_list_is_enough_where_everything_is_there():
    """No second request is sent where every wanted property is active."""
    asked, seen = observe(one(CATEGORY), rounds=[[rows(row())]])

    assert [(c.path, dict(c.query)) for calls in asked for c in calls] == [("/contacts", {})]
    assert seen.archived == frozenset()
    units = found(seen, "property.contacts.lead_source_category").units
    assert units["options.website.label"] == "Website"
    assert units["options.order"] == ["website", "ads"]
    assert "numberDisplayHint" not in units


def test_archived_twins_are_looked_up_only_for_what_is_absent():
    """One more list tells whether HubSpot keeps an archived property of the name."""
    asked, seen = observe(one(CATEGORY), rounds=[[rows()], [rows(row())]])

    assert [dict(c.query) for calls in asked for c in calls] == [{}, {"archived": "true"}]
    assert seen.presence(one(CATEGORY).address) == Absent(archived=True)


def test_an_absent_reference_asks_for_no_archived_list():
    """A reference is never created, so that nobody needs to know about its twin."""
    asked, _ = observe(one({"existing": "string"}, "firstname"), rounds=[[rows()]])

    assert len(asked) == 1


def test_each_sensitivity_in_use_is_one_more_list():
    """Lists hold one sensitivity each (peers (f))."""
    spec = {**TEXT, "dataSensitivity": "sensitive"}
    asked, seen = observe(one(spec), rounds=[[rows(), rows(row(dataSensitivity="sensitive"))]])

    assert [dict(c.query) for c in asked[0]] == [{}, {"dataSensitivity": "sensitive"}]
    assert found(seen, "property.contacts.lead_source_category").units["dataSensitivity"] == "sensitive"


def test_a_refused_list_proves_no_absence():
    """A 403 makes what was not found unknown, and no further list is asked for."""
    asked, seen = observe(one(CATEGORY), rounds=[[Answer(403, {"message": "scope"})]])

    assert len(asked) == 1
    assert isinstance(seen.presence(one(CATEGORY).address), Unknown)


def test_options_are_read_in_the_sequence_that_people_see():
    """By displayOrder, -1 after the positives, whatever the list's own sequence is."""
    options = [
        {"label": "Last", "value": "z", "displayOrder": -1, "hidden": False},
        {"label": "Second", "value": "b", "displayOrder": 2, "hidden": False},
        {"label": "First", "value": "a", "displayOrder": 1, "hidden": False},
    ]

    assert seen_row(row(options=options)).units["options.order"] == ["a", "b", "z"]


def test_what_is_taken_at_creation_only_is_locked():
    """Uniqueness and the type are never changed afterwards; the reason names the way out."""
    locked = seen_row(row()).locked

    assert "make a new property" in locked["hasUniqueValue"]
    assert "make a new property" in locked["type"]
    assert "label" not in locked


def test_hubspots_definition_is_locked_and_its_options_are_not():
    """The metadata decide what of HubSpot's own property may be changed (dossier C4)."""
    status = seen_row(LEAD_STATUS, "property.contacts.hs_lead_status")

    assert status.shipped
    assert "label" in status.locked
    assert "options" not in status.locked


def test_read_only_options_are_locked():
    """Without a word about options they follow the definition."""
    raw = row("lifecyclestage", hubspotDefined=True, modificationMetadata={"readOnlyDefinition": True})
    allowed = row(modificationMetadata={"readOnlyDefinition": False, "readOnlyOptions": True})

    assert "options" in seen_row(raw, "property.contacts.lifecyclestage").locked
    assert "options" in seen_row(allowed).locked


def test_shipped_labels_may_be_changed_on_first_contact():
    """The factory value is HubSpot's own label (dossier C4), also where the portal shows another."""
    status = seen_row(LEAD_STATUS, "property.contacts.hs_lead_status")

    assert status.factory["options.NEW.label"] == "New" == status.units["options.NEW.label"]
    assert status.factory["options.OPEN.label"] == "Open" != status.units["options.OPEN.label"]


def test_an_empty_description_may_be_filled():
    """HubSpot shows an empty description where there is none; it is nobody's work."""
    actual = seen_row(row())

    assert actual.units["description"] == "" == actual.factory["description"]
    assert "description" not in seen_row(row(description="ours")).factory


def test_a_bound_property_is_read_and_written_under_the_portals_name():
    """The target's name is on the wire, the blueprint's name everywhere else."""
    context = Context(
        bind={"property.contacts.lead_source_category": "lsc", "group.contacts.lead_management": "lm"}
    )
    _, seen = observe(one(CATEGORY), rounds=[[rows(row("lsc", groupName="lm"))]], context=context)
    actual = found(seen, "property.contacts.lead_source_category")

    assert actual.units["groupName"] == "lead_management"
    assert compile_(KIND, update(None, actual, label="L"), context=context) == [
        ("PATCH", "/contacts/lsc", {"label": "L"})
    ]
    body = compile_(KIND, create(one(CATEGORY)), context=context)[0][2]["inputs"][0]
    assert (body["name"], body["groupName"]) == ("lsc", "lm")


def test_other_options_are_spelled_out_where_they_are_to_go():
    """`others:` turns into units of the options that the blueprint does not name."""
    _, seen = observe(rounds=[[rows(row())]])
    named = {**CATEGORY, "options": {"website": "Website"}}

    def extra(others):
        resource = one({**named, "others": others})
        resolved = KIND.resolve(resource, seen, Context())
        return {path: value for path, value in resolved.units.items() if path not in resource.units}

    assert extra("leave") == {}
    assert extra("hide") == {"options.ads.hidden": True}
    assert extra("remove") == {"options.ads.label": MISSING}


# --- the requests ---


def test_two_hundred_properties_are_two_requests():
    """Creates go out a hundred at a time, and every call names what it carries."""
    changes = [create(one(TEXT, f"p{n}")) for n in range(200)]
    asked, _ = talk(KIND.compile(changes, Context()))
    (calls,) = asked

    assert [(c.method, c.path, len(c.body["inputs"]), len(c.carries)) for c in calls] == [
        ("POST", "/contacts/batch/create", 100, 100)
    ] * 2


def test_a_created_enumeration_has_its_options_in_sequence():
    """Options are sent with value, label, hidden and displayOrder, which HubSpot demands (dossier B2)."""
    (_, _, body), *rest = compile_(KIND, create(one(CATEGORY)))

    assert rest == []
    assert body == {
        "inputs": [
            {
                "name": "lead_source_category",
                "label": "Lead source category",
                "type": "enumeration",
                "fieldType": "select",
                "groupName": "lead_management",
                "options": [
                    {"label": "Website", "value": "website", "hidden": False, "displayOrder": 0},
                    {"label": "Ads", "value": "ads", "hidden": False, "displayOrder": 1},
                ],
            }
        ]
    }


def test_one_label_sends_the_whole_list_of_options():
    """A PATCH replaces the list, so the options of others are in it, in their places."""
    resource = one(
        {
            "existing": "enumeration",
            "options": {"NEW": "Not approached", "CONNECTED": "Connected", "SET": "Set", "UNQUALIFIED": "No"},
        },
        "hs_lead_status",
    )
    actual = seen_row(LEAD_STATUS, "property.contacts.hs_lead_status")
    order = ["NEW", "CONNECTED", "SET", "UNQUALIFIED"]
    change = update(
        resource,
        actual,
        options__NEW__label="Not approached",
        options__SET__label="Set",
        options__order=order,
    )
    ((method, path, body),) = compile_(KIND, change)

    assert (method, path) == ("PATCH", "/contacts/hs_lead_status")
    assert [(o["displayOrder"], o["value"], o["label"]) for o in body["options"]] == [
        (0, "NEW", "Not approached"),
        (1, "OPEN", "Our own"),
        (2, "CONNECTED", "Connected"),
        (3, "SET", "Set"),
        (4, "UNQUALIFIED", "Unqualified"),
    ]


def test_a_new_option_moves_no_other_where_the_sequence_is_not_at_stake():
    """Without a change of the sequence a new option follows its neighbour, and the portal's order stands."""
    resource = one({**CATEGORY, "options": {"ads": "Ads", "fair": "Fair", "website": "Website"}})
    ((_, _, body),) = compile_(KIND, update(resource, seen_row(row()), options__fair__label="Fair"))

    assert [option["value"] for option in body["options"]] == ["website", "ads", "fair"]


def test_an_option_that_somebody_added_meanwhile_is_kept():
    """The list is read again right before it is replaced; what is new in it is sent back."""
    change = update(one(CATEGORY), seen_row(row()), options__ads__label="Adverts")
    fresh = row()
    fresh["options"] = [
        *fresh["options"],
        {"label": "Fair", "value": "fair", "displayOrder": 2, "hidden": False},
    ]
    asked, _ = talk(KIND.compile([change], Context()), [rows(fresh)], [Answer(200, {})])

    assert [(c.method, c.carries) for c in asked[0]] == [("GET", ())]
    assert [(o["value"], o["label"]) for o in asked[1][0].body["options"]] == [
        ("website", "Website"),
        ("ads", "Adverts"),
        ("fair", "Fair"),
    ]


def test_a_removed_option_is_left_out_of_the_list():
    """MISSING takes one option away and warns that records may hold it."""
    change = update(None, seen_row(row()), options__ads__label=MISSING)
    ((_, _, body),) = compile_(KIND, change)

    assert [option["value"] for option in body["options"]] == ["website"]
    assert [finding.code for finding in KIND.hazards(change)] == ["RV562"]


def test_only_a_missing_label_takes_an_option_away():
    """A description that is no longer wanted leaves the option in the list, and warns of nothing."""
    change = update(None, seen_row(row()), options__ads__description=MISSING)
    ((_, _, body),) = compile_(KIND, change)

    assert [option["value"] for option in body["options"]] == ["website", "ads"]
    assert list(KIND.hazards(change)) == []


def test_a_stored_value_may_hold_dots():
    """The last part of a unit's path is the field, everything before it the stored value."""
    change = update(None, seen_row(row()), **{"options.v1.5 beta.label": "Beta"})
    ((_, _, body),) = compile_(KIND, change)

    assert body["options"][2] == {"value": "v1.5 beta", "label": "Beta", "hidden": False, "displayOrder": 2}


def test_a_change_without_options_sends_none():
    """A PATCH without options keeps them (dossier B2), and no list is read for it."""
    asked, _ = talk(KIND.compile([update(None, seen_row(row()), label="Source")], Context()))

    assert [(c.method, c.path, c.body) for calls in asked for c in calls] == [
        ("PATCH", "/contacts/lead_source_category", {"label": "Source"})
    ]


def test_a_currency_is_sent_with_its_symbol():
    """HubSpot takes currencyPropertyName only beside showCurrencySymbol (dossier B2)."""
    change = update(None, seen_row(row()), currencyPropertyName="code")

    assert compile_(KIND, change)[0][2] == {"currencyPropertyName": "code", "showCurrencySymbol": True}


def test_a_delete_archives_and_says_so():
    """DELETE archives one property; the hazard says how long HubSpot keeps the values."""
    change = delete(seen_row(row()))

    assert compile_(KIND, change) == [("DELETE", "/contacts/lead_source_category", None)]
    (hazard,) = KIND.hazards(change)
    assert "90 days" in hazard.summary


# --- the answers ---


def settle(answer, *names, method="POST", path="/contacts/batch/create"):
    call = Call("properties", method, path, carries=tuple(Address("property", "contacts", n) for n in names))
    return {settled.address.name: settled for settled in KIND.settle(call, answer, Context())}


def test_results_of_a_batch_are_matched_by_name():
    """The sequence of the results means nothing."""
    found_ = settle(Answer(201, {"status": "COMPLETE", "results": [row("b"), row("a")]}), "a", "b")

    assert all(found_[name].done and found_[name].id == name for name in "ab")


def test_a_207_has_one_outcome_for_each():
    """Made, refused, and not mentioned at all are three different endings."""
    errors = [
        {
            "status": "error",
            "category": "OBJECT_ALREADY_EXISTS",
            "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
            "message": "A property named 'b' already exists.",
            "context": {"name": ["b"]},
        },
        {"category": "VALIDATION_ERROR", "message": "Property 'd' has no such group", "context": {}},
    ]
    found_ = settle(
        Answer(207, {"results": [row("a")], "errors": errors, "numErrors": 2}), "a", "b", "c", "d"
    )

    assert [name for name, settled in found_.items() if settled.done] == ["a"]
    assert found_["b"].finding.code == "RV552"
    assert found_["c"].finding.code == "RV554"
    assert [name for name, settled in found_.items() if settled.doubtful] == ["c"]
    assert found_["d"].finding.code == "RV551"
    assert "no such group" in found_["d"].finding.summary


def test_a_refused_batch_names_the_culprit():
    """Where the whole batch is refused, the others are told that they went with it."""
    body = {"category": "VALIDATION_ERROR", "message": "bad", "errors": [{"message": "'b' is wrong"}]}
    found_ = settle(Answer(400, body), "a", "b")

    assert not found_["a"].done
    assert "another property" in found_["a"].finding.summary
    assert "'b' is wrong" in found_["b"].finding.summary


def test_a_property_in_use_is_not_archived():
    """HubSpot names each use; the finding carries its words and what to do (dossier B5)."""
    body = {
        "category": "VALIDATION_ERROR",
        "subCategory": "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE",
        "message": "lead_source_category is currently used in 2 places",
    }
    settled = settle(Answer(400, body), "a", method="DELETE", path="/contacts/a")["a"]

    assert settled.finding.code == "RV553"
    assert "2 places" in settled.finding.summary
    assert "workflows" in settled.finding.hint


# --- files ---


def test_pull_writes_references_for_hubspots_own():
    """What HubSpot defines is referred to; what the portal made is written in full, without the usual."""
    own = row(
        description="Where from", options=[{"label": "A", "value": "a", "displayOrder": 0, "hidden": True}]
    )

    assert KIND.describe(seen_row(LEAD_STATUS, "property.contacts.hs_lead_status"), Context()) == {
        "existing": "enumeration"
    }
    assert KIND.describe(seen_row(own), Context()) == {
        "label": "Lead source category",
        "type": "enumeration",
        "fieldType": "select",
        "groupName": "lead_management",
        "description": "Where from",
        "options": {"a": {"label": "A", "hidden": True}},
    }


def test_pull_refers_to_what_a_blueprint_cannot_make():
    """A published score's property has a fieldType of its own; it is referred to, as HubSpot's own are."""
    points = row("engagement", type="number", fieldType="calculation_score", options=[])

    assert KIND.describe(seen_row(points, "property.contacts.engagement"), Context()) == {
        "existing": "number"
    }


def test_pulled_properties_are_valid_blueprints():
    """What `pull` writes can be read again, and then nothing differs."""
    actual = seen_row(row(description="Where from"))
    resource = one(KIND.describe(actual, Context()))

    assert {path: actual.units[path] for path in resource.units} == resource.units


def test_keeping_the_portals_options_changes_only_them():
    """`--keep` writes a label in one language, grows an option where more is to be said, and reorders."""
    entry = {"label": "L", "options": {"a": {"ja": "あ", "en": "A"}, "b": "B", True: "Yes", "c": "C"}}
    context = Context(locale="ja")

    KIND.rewrite(entry, "options.a.label", "い", context)
    KIND.rewrite(entry, "options.b.hidden", True, context)
    KIND.rewrite(entry, "options.true.label", "Yes!", context)
    KIND.rewrite(entry, "options.c.label", MISSING, context)
    KIND.rewrite(entry, "options.order", ["b", "a", "elsewhere"], context)
    KIND.rewrite(entry, "description", "new", context)

    assert entry == {
        "label": "L",
        "description": "new",
        "options": {"a": {"ja": "い", "en": "A"}, "b": {"label": "B", "hidden": True}, True: "Yes!"},
    }
    assert list(entry["options"]) == ["b", "a", True]


def test_by_hand_there_is_a_page_to_open():
    """The link leads to the object's properties in this portal, and the clicks name the value."""
    told = KIND.by_hand(update(None, seen_row(row()), label="Source"), Context())

    assert told.startswith("https://app.hubspot.com/property-settings/0/properties?type=0-1")
    assert "Settings > Properties" in told
    assert "lead_source_category" in told
    assert "'Source'" in told
