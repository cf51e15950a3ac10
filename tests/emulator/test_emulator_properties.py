"""Property definitions: every row of the dossier's table B2 and the rules around it (B3 to B5, peers (f))."""

from __future__ import annotations

import pytest

P = "/crm/properties/2026-09/contacts"
OPTIONS = [
    {"label": "Website", "value": "website", "displayOrder": 0, "hidden": False},
    {"label": "Ads", "value": "ads", "displayOrder": 1, "hidden": False, "description": "Paid"},
]
TRUE_FALSE = [
    {"label": "Yes", "value": "true", "displayOrder": 0, "hidden": False},
    {"label": "No", "value": "false", "displayOrder": 1, "hidden": False},
]


def text(name="budget_note", **more):
    return {
        "name": name,
        "label": "Budget note",
        "type": "string",
        "fieldType": "text",
        "groupName": "contactinformation",
        **more,
    }


def number(name="budget", **more):
    return text(name, type="number", fieldType="number", **more)


def choice(name="source_category", **more):
    return text(name, **{"type": "enumeration", "fieldType": "select", "options": OPTIONS, **more})


def refused(hubspot, method, path, body=None, status=400):
    answer = hubspot(method, path, body, status=status)
    assert (answer["status"], answer["category"]) == ("error", "VALIDATION_ERROR")
    return answer


def test_create_answers_with_the_whole_definition(hubspot):
    """A text property comes back with what HubSpot adds: 201, Location, defaults (dossier B1, B2)."""
    response = hubspot.send("POST", P, text())
    body = response.json

    assert response.status_code == 201
    assert response.headers["Location"] == f"{P}/budget_note"
    assert body.pop("createdAt") == body.pop("updatedAt")
    assert body == {
        "name": "budget_note",
        "label": "Budget note",
        "type": "string",
        "fieldType": "text",
        "description": "",
        "groupName": "contactinformation",
        "options": [],
        "createdUserId": "1001",
        "updatedUserId": "1001",
        "displayOrder": -1,
        "calculated": False,
        "externalOptions": False,
        "archived": False,
        "hasUniqueValue": False,
        "hidden": False,
        "modificationMetadata": {"archivable": True, "readOnlyDefinition": False, "readOnlyValue": False},
        "formField": False,
        "dataSensitivity": "non_sensitive",
    }


def test_options_keep_their_order_and_fields(hubspot):
    """Options round-trip as sent, a description only where one was given (dossier B2)."""
    hubspot("POST", P, choice())

    assert hubspot("GET", f"{P}/source_category")["options"] == OPTIONS


def test_duplicate_name(hubspot):
    """An active name is taken: 409 with the literal body of dossier B4."""
    hubspot("POST", P, text())
    body = hubspot("POST", P, text(label="Other"), status=409)
    body.pop("correlationId")

    assert body == {
        "status": "error",
        "message": "A property named 'budget_note' already exists.",
        "category": "OBJECT_ALREADY_EXISTS",
        "subCategory": "Properties.PROPERTY_WITH_NAME_EXISTS",
    }
    assert hubspot("GET", f"{P}/budget_note")["label"] == "Budget note"


@pytest.mark.parametrize("field", ["name", "label", "type", "fieldType", "groupName"])
def test_required_fields(hubspot, field):
    """Each of the five required fields is asked for by name (dossier B2)."""
    body = text()
    del body[field]

    (error,) = refused(hubspot, "POST", P, body)["errors"]
    assert (error["in"], error["code"]) == (field, "REQUIRED_FIELD")


def test_all_faults_of_a_body_at_once(hubspot):
    """An unknown field, a wrong type and a missing field are named in one answer."""
    body = text(nmae="x", hidden="yes")
    del body["label"]

    errors = refused(hubspot, "POST", P, body)["errors"]
    assert {(error["in"], error["code"]) for error in errors} == {
        ("label", "REQUIRED_FIELD"),
        ("nmae", "UNKNOWN_FIELD"),
        ("hidden", "INVALID_TYPE"),
    }


@pytest.mark.parametrize(
    "name", ["Budget", "1st", "with space", "with-dash", "", "予算", "a" * 101, "hs_budget"]
)
def test_names_that_are_refused(hubspot, name):
    """Names start with a letter, hold a-z, 0-9 and _, and leave hs_ to HubSpot (dossier B4)."""
    refused(hubspot, "POST", P, text(name))


@pytest.mark.parametrize("label", ["", "   "])
def test_blank_label(hubspot, label):
    """A label has something in it (dossier B2: required)."""
    refused(hubspot, "POST", P, text(label=label))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("bool", "booleancheckbox"),
        ("enumeration", "booleancheckbox"),
        ("enumeration", "checkbox"),
        ("enumeration", "radio"),
        ("enumeration", "select"),
        ("date", "date"),
        ("datetime", "date"),
        ("string", "file"),
        ("string", "text"),
        ("string", "textarea"),
        ("string", "html"),
        ("string", "phonenumber"),
        ("number", "number"),
        ("phone_number", "phonenumber"),
    ],
)
def test_legal_types(hubspot, kind, field):
    """The pairs of table B3 are created as sent."""
    options = {"bool": TRUE_FALSE, "enumeration": OPTIONS}.get(kind)
    more = {"options": options} if options else {}
    body = hubspot("POST", P, text(type=kind, fieldType=field, **more))

    assert (body["type"], body["fieldType"]) == (kind, field)


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("string", "select"),
        ("number", "text"),
        ("date", "text"),
        ("enumeration", "text"),
        ("phone_number", "text"),
        ("string", "calculation_equation"),
        ("json", "text"),
        ("number", "calculation_rollup"),
    ],
)
def test_illegal_types(hubspot, kind, field):
    """Pairs outside of table B3, read-only types and a calculation without a formula are refused."""
    more = {"options": OPTIONS} if kind == "enumeration" else {}
    refused(hubspot, "POST", P, text(type=kind, fieldType=field, **more))


def test_group_must_exist(hubspot):
    """`groupName` names a group of the same object (dossier B2)."""
    answer = refused(hubspot, "POST", P, text(groupName="dealinformation"))

    assert answer["message"] == "Property group 'dealinformation' does not exist"


def test_enumeration_needs_options(hubspot):
    """An enumeration without `options` is refused (dossier B2)."""
    body = choice()
    del body["options"]
    refused(hubspot, "POST", P, body)


@pytest.mark.parametrize("missing", ["label", "value", "displayOrder", "hidden"])
def test_option_fields(hubspot, missing):
    """An option has all four required fields (dossier B2)."""
    option = {key: value for key, value in OPTIONS[0].items() if key != missing}
    (error,) = refused(hubspot, "POST", P, choice(options=[option]))["errors"]

    assert error["in"] == f"options[0].{missing}"


@pytest.mark.parametrize("part", ["label", "value"])
def test_options_are_distinct(hubspot, part):
    """Two options do not share a value or a label."""
    twin = {**OPTIONS[1], part: OPTIONS[0][part]}
    refused(hubspot, "POST", P, choice(options=[OPTIONS[0], twin]))


def test_too_many_options(hubspot):
    """5,000 options are the most (dossier B4)."""
    options = [{"label": f"L{n}", "value": f"v{n}", "displayOrder": n, "hidden": False} for n in range(5001)]
    refused(hubspot, "POST", P, choice(options=options))
    hubspot("POST", P, choice(options=options[:5000]), status=201)


def test_text_has_no_options(hubspot):
    """Options on a text property are an illegal combination."""
    refused(hubspot, "POST", P, text(options=OPTIONS))


@pytest.mark.parametrize("options", [None, [], TRUE_FALSE[:1], OPTIONS])
def test_bool_options(hubspot, options):
    """A bool has exactly the values true and false, else 400 INVALID_BOOLEAN_OPTION (dossier B2)."""
    more = {} if options is None else {"options": options}
    answer = refused(hubspot, "POST", P, text(type="bool", fieldType="booleancheckbox", **more))

    assert answer["subCategory"] == "INVALID_BOOLEAN_OPTION"


def test_patch_without_options_keeps_them(hubspot):
    """An update of another field leaves the options alone (dossier B2)."""
    hubspot("POST", P, choice())

    assert hubspot("PATCH", f"{P}/source_category", {"label": "Source"})["options"] == OPTIONS


def test_patch_with_options_replaces_them(hubspot):
    """Options that an update leaves out are gone (dossier B2)."""
    hubspot("POST", P, choice())
    added = {"label": "Event", "value": "event", "displayOrder": 0, "hidden": False}
    hubspot("PATCH", f"{P}/source_category", {"options": [added]})

    assert hubspot("GET", f"{P}/source_category")["options"] == [added]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("label", "Renamed"),
        ("description", "Why it is there"),
        ("groupName", "emailinformation"),
        ("displayOrder", 3),
        ("hidden", True),
        ("formField", True),
        ("fieldType", "textarea"),
        ("textDisplayHint", "domain_name"),
    ],
)
def test_updatable_fields(hubspot, field, value):
    """What table B2 calls updatable is changed, and read back, with the time of the change."""
    before = hubspot("POST", P, text())
    after = hubspot("PATCH", f"{P}/budget_note", {field: value}, status=200)

    assert after == hubspot("GET", f"{P}/budget_note")
    assert after.pop("updatedAt") >= before.pop("updatedAt")
    assert after == {**before, field: value}


def test_type_change(hubspot):
    """`string` to `phone_number` was observed to be accepted (dossier B2)."""
    hubspot("POST", P, text())
    body = hubspot("PATCH", f"{P}/budget_note", {"type": "phone_number", "fieldType": "phonenumber"})

    assert (body["type"], body["fieldType"]) == ("phone_number", "phonenumber")


@pytest.mark.parametrize(
    "sent",
    [
        {"hasUniqueValue": True},
        {"dataSensitivity": "sensitive"},
        {"externalOptions": True},
        {"referencedObjectType": "OWNER"},
        {"dateDisplayHint": "absolute"},
    ],
)
def test_create_only_fields_are_ignored_on_update(hubspot, sent):
    """These are answered with 200 and change nothing (dossier B2, peers (f))."""
    before = hubspot("POST", P, text())
    after = hubspot("PATCH", f"{P}/budget_note", sent, status=200)

    assert {**after, "updatedAt": ""} == {**before, "updatedAt": ""}


def test_name_cannot_be_updated(hubspot):
    """`name` is the identity and no field of an update (dossier B2)."""
    hubspot("POST", P, text())
    (error,) = refused(hubspot, "PATCH", f"{P}/budget_note", {"name": "other"})["errors"]

    assert error["code"] == "UNKNOWN_FIELD"


def test_date_hint_is_ignored_on_create(hubspot):
    """`dateDisplayHint` is accepted and not kept (dossier B2)."""
    body = hubspot("POST", P, text(type="date", fieldType="date", dateDisplayHint="time_since"))

    assert "dateDisplayHint" not in body


@pytest.mark.parametrize(
    ("make", "hint", "value"),
    [
        *(
            (number, "numberDisplayHint", hint)
            for hint in ("currency", "duration", "formatted", "percentage")
        ),
        *((number, "numberDisplayHint", hint) for hint in ("probability", "unformatted")),
        *((text, "textDisplayHint", hint) for hint in ("domain_name", "email", "ip_address", "multi_line")),
        *((text, "textDisplayHint", hint) for hint in ("phone_number", "physical_address", "postal_code")),
        (text, "textDisplayHint", "unformatted_single_line"),
    ],
)
def test_hints(hubspot, make, hint, value):
    """Every value of the closed lists is kept (dossier B2)."""
    assert hubspot("POST", P, make("hinted", **{hint: value}))[hint] == value


@pytest.mark.parametrize(("make", "hint"), [(number, "numberDisplayHint"), (text, "textDisplayHint")])
def test_a_hint_is_never_cleared(hubspot, make, hint):
    """Null keeps a hint, an empty string is a 400, so is a value outside of the list (dossier B2)."""
    value = "email" if make is text else "percentage"
    hubspot("POST", P, make("hinted", **{hint: value}))

    assert hubspot("PATCH", f"{P}/hinted", {hint: None})[hint] == value
    refused(hubspot, "PATCH", f"{P}/hinted", {hint: ""})
    refused(hubspot, "PATCH", f"{P}/hinted", {hint: "sparkline"})


@pytest.mark.parametrize("more", [{}, {"showCurrencySymbol": False}])
def test_currency_property_needs_the_symbol(hubspot, more):
    """`currencyPropertyName` goes only with `showCurrencySymbol: true` (dossier B2)."""
    answer = refused(hubspot, "POST", P, number(currencyPropertyName="currency", **more))

    assert answer["subCategory"] == "ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY"


def test_currency_symbol_stays_once_a_currency_was_named(hubspot):
    """The symbol is switched on and off freely until a name, even an empty one, was set (peers (f))."""
    hubspot("POST", P, number(showCurrencySymbol=True))
    hubspot("PATCH", f"{P}/budget", {"showCurrencySymbol": False})
    hubspot("PATCH", f"{P}/budget", {"showCurrencySymbol": True, "currencyPropertyName": ""})
    answer = refused(hubspot, "PATCH", f"{P}/budget", {"showCurrencySymbol": False})

    assert answer["subCategory"] == "ONLY_CURRENCY_PROPERTIES_CAN_SPECIFY_CURRENCY"
    assert hubspot("PATCH", f"{P}/budget", {"currencyPropertyName": None})["showCurrencySymbol"] is True


def test_owner_property(hubspot):
    """A user picker is an enumeration with `externalOptions` and OWNER, and has no options (dossier B2)."""
    body = text("cs_owner", type="enumeration", fieldType="select")
    body |= {"externalOptions": True, "referencedObjectType": "OWNER"}
    created = hubspot("POST", P, body)

    assert (created["externalOptions"], created["referencedObjectType"]) == (True, "OWNER")
    assert created["options"] == []


@pytest.mark.parametrize(
    "more",
    [
        {"externalOptions": True},
        {"referencedObjectType": "OWNER", "options": OPTIONS},
        {"externalOptions": True, "referencedObjectType": "OWNER", "options": OPTIONS},
        {"externalOptions": True, "referencedObjectType": "TEAM"},
    ],
)
def test_external_options_go_with_owner_and_nothing_else(hubspot, more):
    """Half of the pair, another reference or own options are refused (dossier B2)."""
    refused(hubspot, "POST", P, text("cs_owner", type="enumeration", fieldType="select", **more))


def test_unique_properties_are_ten_at_most(hubspot):
    """An object has up to ten unique properties (dossier B2)."""
    for place in range(10):
        hubspot("POST", P, text(f"key_{place}", hasUniqueValue=True))

    refused(hubspot, "POST", P, text("key_10", hasUniqueValue=True))
    hubspot("POST", P, text("plain"), status=201)


def test_each_list_holds_one_sensitivity(hubspot):
    """Lists and single reads show a property only under its own sensitivity (dossier B1, peers (f))."""
    hubspot("POST", P, text("secret", dataSensitivity="sensitive"))
    names = {
        level: [body["name"] for body in hubspot("GET", f"{P}?dataSensitivity={level}")["results"]]
        for level in ("non_sensitive", "sensitive", "highly_sensitive")
    }

    assert names["sensitive"] == ["secret"]
    assert names["highly_sensitive"] == []
    assert "secret" not in names["non_sensitive"]
    hubspot("GET", f"{P}/secret", status=404)
    hubspot("GET", f"{P}/secret?dataSensitivity=sensitive", status=200)
    refused(hubspot, "GET", f"{P}?dataSensitivity=secret")


def test_sensitive_create_needs_its_own_scope(make_hubspot):
    """Without the object's sensitive write scope a create answers 403 (dossier B2)."""
    hubspot = make_hubspot(scopes=frozenset({"crm.schemas.contacts.write"}))
    answer = hubspot("POST", P, text(dataSensitivity="sensitive"), status=403)

    assert answer["message"] == "Missing required scope for: sensitive-data-property-create"
    hubspot("POST", P, text(), status=201)


def test_read_of_an_unknown_name(hubspot):
    """404 OBJECT_NOT_FOUND (dossier B1)."""
    assert hubspot("GET", f"{P}/nothing", status=404)["category"] == "OBJECT_NOT_FOUND"
    assert hubspot("PATCH", f"{P}/nothing", {"label": "x"}, status=404)["category"] == "OBJECT_NOT_FOUND"
    assert hubspot("DELETE", f"{P}/nothing", status=404)["category"] == "OBJECT_NOT_FOUND"


def test_archive(hubspot):
    """204; then only the archived list and read show it, and a second archive is a 404 (dossier B5)."""
    hubspot("POST", P, text())
    hubspot("DELETE", f"{P}/budget_note", status=204)

    hubspot("GET", f"{P}/budget_note", status=404)
    hubspot("DELETE", f"{P}/budget_note", status=404)
    read = hubspot("GET", f"{P}/budget_note?archived=true")
    assert read["archived"] is True
    assert read["archivedAt"] == read["updatedAt"]
    assert [body["name"] for body in hubspot("GET", f"{P}?archived=true")["results"]] == ["budget_note"]
    assert "budget_note" not in [body["name"] for body in hubspot("GET", P)["results"]]


def test_archived_flag_is_true_or_false(hubspot):
    """Anything else in a boolean query is a 400."""
    refused(hubspot, "GET", f"{P}?archived=yes")


def test_revived_name(hubspot):
    """A create of an archived name restores it with the posted definition and its old age (peers (f))."""
    old = hubspot("POST", P, text(formField=True, description="first life"))
    hubspot("DELETE", f"{P}/budget_note")
    new = hubspot("POST", P, number("budget_note"), status=201)

    assert new["createdAt"] == old["createdAt"]
    assert (new["type"], new["formField"], new["description"]) == ("number", False, "")
    hubspot("GET", f"{P}/budget_note?archived=true", status=404)


def test_renewed_name(make_hubspot):
    """In the other account of it the archived twin stays listed beside a new definition (dossier B5)."""
    hubspot = make_hubspot(variants=frozenset({"renew-archived-property"}))
    hubspot("POST", P, text(description="first life"))
    hubspot("DELETE", f"{P}/budget_note")
    hubspot("POST", P, text(), status=201)

    assert hubspot("GET", f"{P}/budget_note")["description"] == ""
    assert hubspot("GET", f"{P}/budget_note?archived=true")["description"] == "first life"


def test_refused_name(make_hubspot):
    """In a third account an archived name is locked (peers (f))."""
    hubspot = make_hubspot(variants=frozenset({"refuse-archived-property"}))
    hubspot("POST", P, text())
    hubspot("DELETE", f"{P}/budget_note")

    refused(hubspot, "POST", P, text())
    hubspot("GET", f"{P}/budget_note?archived=true", status=200)


def test_archive_of_what_a_formula_uses(hubspot):
    """400 with the literal body of dossier B5 and one entry per user; gone with the user (peers (f))."""
    hubspot("POST", P, number("budget"))
    hubspot("POST", P, number("doubled", calculationFormula="budget * 2"))
    answer = refused(hubspot, "DELETE", f"{P}/budget")

    assert answer["message"] == (
        "Property: budget of object type 0-1 is currently used in 1 places and cannot be deleted"
    )
    assert answer["subCategory"] == "PropertyValidationError.CANNOT_DELETE_PROPERTY_IN_USE"
    (use,) = answer["errors"]
    assert use["subCategory"] == "PropertyValidationError.PROPERTY_USAGE"
    assert use["context"] == {"parentType": ["CALCULATED_PROPERTY"], "parentName": ["0-1/doubled"]}
    hubspot("DELETE", f"{P}/doubled", status=204)
    hubspot("DELETE", f"{P}/budget", status=204)


@pytest.mark.parametrize(
    ("table", "kind", "document"),
    [
        (
            "flows",
            "WORKFLOW",
            {"objectTypeId": "0-1", "isEnabled": False, "filters": [{"property": "budget"}]},
        ),
        ("flows", "WORKFLOW", {"objectTypeId": "0-1", "actions": [{"fields": {"property_name": "budget"}}]}),
        (
            "forms",
            "FORM",
            {"fieldGroups": [{"fields": [{"objectTypeId": "0-1", "name": "budget", "fieldType": "number"}]}]},
        ),
    ],
)
def test_archive_of_what_an_asset_uses(hubspot, table, kind, document):
    """A workflow, even one that is off, and a form hold on to their properties (peers (f))."""
    hubspot("POST", P, number("budget"))
    hubspot.portal_table(table, {"1": {"name": "User", **document}})
    (use,) = refused(hubspot, "DELETE", f"{P}/budget")["errors"]

    assert use["context"] == {"parentType": [kind], "parentName": ["User"]}
    hubspot.portal_table(table, {"1": {"name": "User", **document, "archived": True}})
    hubspot("DELETE", f"{P}/budget", status=204)


def test_an_asset_of_another_object_is_no_user(hubspot):
    """A deal workflow that speaks of the deal's own `budget` does not hold the contact's."""
    hubspot("POST", P, number("budget"))
    flow = {"name": "Deals", "objectTypeId": "0-3", "filters": [{"property": "budget"}]}
    hubspot.portal_table("flows", {"1": flow})

    hubspot("DELETE", f"{P}/budget", status=204)


def test_hubspots_own_properties_cannot_be_archived(hubspot):
    """`archivable` is false on default properties (dossier B5)."""
    refused(hubspot, "DELETE", f"{P}/firstname")
    hubspot("GET", f"{P}/firstname", status=200)


def test_hubspots_own_definitions_are_read_only(hubspot):
    """A label of a default property stays; the value it already has passes (dossier B5)."""
    refused(hubspot, "PATCH", f"{P}/firstname", {"label": "Given name"})
    hubspot("PATCH", f"{P}/firstname", {"label": "First Name"}, status=200)


def test_lead_status_options_are_editable(hubspot):
    """`hs_lead_status` takes another list of options, `lifecyclestage` does not (dossier C1, C4)."""
    hubspot("PATCH", f"{P}/hs_lead_status", {"options": OPTIONS})

    assert hubspot("GET", f"{P}/hs_lead_status")["options"] == OPTIONS
    refused(hubspot, "PATCH", f"{P}/lifecyclestage", {"options": OPTIONS})


def test_archived_is_absent_on_hubspots_own(hubspot):
    """A HubSpot-defined property says so and shows no `archived` (peers (f))."""
    body = hubspot("GET", f"{P}/firstname")

    assert body["hubspotDefined"] is True
    assert "archived" not in body


@pytest.mark.parametrize(
    ("object_type", "names"),
    [
        ("contacts", {"firstname", "hs_lead_status", "lifecyclestage", "hubspot_owner_id", "num_notes"}),
        ("companies", {"name", "domain", "industry", "numberofemployees", "lifecyclestage"}),
        ("deals", {"dealname", "amount", "dealstage", "pipeline", "closed_won_reason", "dealtype"}),
        ("tickets", {"subject", "hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority"}),
        ("leads", {"hs_lead_name", "hs_lead_type", "hs_lead_label"}),
    ],
)
def test_default_properties(hubspot, object_type, names):
    """A new portal has HubSpot's own properties (dossier N2 to N6), each in a group that exists."""
    results = hubspot("GET", f"/crm/properties/2026-09/{object_type}")["results"]
    groups = hubspot("GET", f"/crm/properties/2026-09/{object_type}/groups")["results"]

    assert names <= {body["name"] for body in results}
    assert {body["groupName"] for body in results} <= {group["name"] for group in groups}


def test_default_options(hubspot):
    """Lead status, deal type and the mirrored stages have the options of C4, N7 and D4."""

    def values(object_type, name):
        return [
            o["value"] for o in hubspot("GET", f"/crm/properties/2026-09/{object_type}/{name}")["options"]
        ]

    assert values("contacts", "hs_lead_status") == [
        *("NEW", "OPEN", "IN_PROGRESS", "OPEN_DEAL", "UNQUALIFIED"),
        *("ATTEMPTED_TO_CONTACT", "CONNECTED", "BAD_TIMING"),
    ]
    assert values("deals", "dealtype") == ["newbusiness", "existingbusiness"]
    assert values("deals", "dealstage")[0] == "appointmentscheduled"
    assert values("tickets", "hs_pipeline_stage") == ["1", "2", "3", "4"]


@pytest.mark.parametrize("path", ["contact", "CONTACTS", "Contacts", "0-1"])
@pytest.mark.parametrize("base", ["/crm/properties/2026-09", "/crm/properties/2026-03", "/crm/v3/properties"])
def test_object_types_in_paths(hubspot, base, path):
    """Singular, plural, any case and the type id mean one object, in every version (peers (f), A3)."""
    hubspot("POST", P, text())

    assert hubspot("GET", f"{base}/{path}/budget_note")["label"] == "Budget note"


def test_custom_object_names(hubspot):
    """A custom object answers to type id and qualified name; its bare name is a 400 (peers (f))."""
    labels = {"singular": "Car", "plural": "Cars"}
    hubspot.portal_table("object_types", {"2-7": {"name": "car", "labels": labels}})

    assert hubspot("GET", "/crm/properties/2026-09/2-7")["results"] == []
    assert hubspot("GET", f"/crm/properties/2026-09/p{hubspot.portal_id}_car")["results"] == []
    answer = refused(hubspot, "GET", "/crm/properties/2026-09/car")
    assert answer["message"] == "Unable to infer object type from: car"


def test_property_limit_by_tier(make_hubspot):
    """A free portal holds ten custom properties per object (dossier B4)."""
    hubspot = make_hubspot(tier="free")
    for place in range(10):
        hubspot("POST", P, text(f"custom_{place}"))

    refused(hubspot, "POST", P, text("custom_10"))
    hubspot("POST", "/crm/properties/2026-09/deals", text(groupName="dealinformation"), status=201)


def test_missing_scopes(make_hubspot):
    """A write scope does not include read; 403 names the scopes (peers (f), dossier B8)."""
    hubspot = make_hubspot(scopes=frozenset({"crm.schemas.contacts.write"}))
    hubspot("POST", P, text(), status=201)
    answer = hubspot("GET", P, status=403)

    assert answer["category"] == "MISSING_SCOPES"
    assert "crm.schemas.contacts.read" in answer["context"]["requiredGranularScopes"]
    assert answer["errors"][0]["context"] == answer["context"]


@pytest.mark.parametrize(
    ("object_type", "scope"),
    [("tickets", "tickets"), ("companies", "crm.schemas.companies.write"), ("products", "e-commerce")],
)
def test_write_scopes_by_object(make_hubspot, object_type, scope):
    """Each object asks for its own scope (dossier B8): with it the body is looked at, without it is not."""
    path = f"/crm/properties/2026-09/{object_type}"

    refused(make_hubspot(scopes=frozenset({scope})), "POST", path, {})
    make_hubspot(scopes=frozenset({"crm.schemas.deals.write"}))("POST", path, {}, status=403)


def test_a_real_workflow_holds_its_properties(hubspot):
    """A workflow made through its own API keeps its property from the recycle bin (peers (f))."""
    hubspot("POST", P, text())
    known = {"operationType": "ALL_PROPERTY", "operator": "IS_KNOWN", "includeObjectsWithNoValueSet": False}
    condition = {"filterType": "PROPERTY", "property": "budget_note", "operation": known}
    inner = {"filterBranchType": "AND", "filterBranchOperator": "AND", "filterBranches": []}
    outer = {"filterBranchType": "OR", "filterBranchOperator": "OR", "filters": []}
    flow = {
        "name": "Budget known",
        "type": "CONTACT_FLOW",
        "flowType": "WORKFLOW",
        "objectTypeId": "0-1",
        "isEnabled": False,
        "actions": [],
        "timeWindows": [],
        "blockedDates": [],
        "suppressionListIds": [],
        "dataSources": [],
        "customProperties": {},
        "enrollmentCriteria": {
            "type": "LIST_BASED",
            "listFilterBranch": {**outer, "filterBranches": [{**inner, "filters": [condition]}]},
            "shouldReEnroll": False,
            "unEnrollObjectsNotMeetingCriteria": False,
            "reEnrollmentTriggersFilterBranches": [],
        },
    }
    flow_id = hubspot("POST", "/automation/v4/flows", flow)["id"]
    (use,) = refused(hubspot, "DELETE", f"{P}/budget_note")["errors"]

    assert use["context"] == {"parentType": ["WORKFLOW"], "parentName": ["Budget known"]}
    hubspot("DELETE", f"/automation/v4/flows/{flow_id}", status=204)
    hubspot("DELETE", f"{P}/budget_note", status=204)
