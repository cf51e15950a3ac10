"""Lead scores of the emulator: drafts, publishing and what a body may hold (dossier E1 to E3, O9)."""

from __future__ import annotations

import pytest

SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
PROPERTIES = "/crm/properties/2026-09/contacts"


def rule(calculation, **more):
    return {"configuration": {"calculation": calculation}, "enabled": True, **more}


def group(*rules, **more):
    return {"groupName": "Web", "groupCategory": "INTENT", "ruleConfigurations": list(rules), **more}


CONSTANT = {"type": "CONSTANT", "value": 5}
PAGE_VISITED = {
    "type": "MULTI_UE",
    "eventCalculators": [{"eventTypeId": "4-96000", "recordCalculation": CONSTANT}],
}


def score(*groups, **more):
    return {
        "name": "Engagement score",
        "objectTypeId": "0-1",
        "allowedGroupTypes": ["INTENT"],
        "maxScorePerCategory": 90,
        "groupConfigs": list(groups),
        **more,
    }


def created(hubspot, body, path=SCORES):
    """The path of a new score, from the only thing that a create answers."""
    response = hubspot.send("POST", path, body)
    assert response.status_code == 201, response.text
    assert response.data == b""
    return response.headers["Location"]


def faults(hubspot, body, path=SCORES, method="POST"):
    """Codes of the refusal, none where there is none."""
    response = hubspot.send(method, path, body)
    assert response.status_code in (200, 201, 400), response.text
    return [entry["code"] for entry in (response.get_json(silent=True) or {}).get("errors", [])]


def for_put(draft, **changes):
    names = ("name", "objectTypeId", "allowedGroupTypes", "maxScorePerCategory", "groupConfigs")
    return {**{name: draft[name] for name in names}, **changes}


def outputs(config):
    return {
        (output["outputType"], *output["categories"]): output
        for output in config["outputConfiguration"]["outputs"]
    }


# Life of a score


def test_create_answers_location_only(hubspot):
    """A create is known by its `Location` alone (E2)."""
    path = created(hubspot, score())

    assert path.rpartition("/")[0] == SCORES
    assert path.rpartition("/")[2].isdecimal()


def test_location_may_be_absolute(make_hubspot):
    """In the variant the `Location` is a whole address."""
    hubspot = make_hubspot(variants=frozenset({"score-location-absolute"}))

    assert created(hubspot, score()).startswith(f"https://api.hubapi.com{SCORES}/")


def test_new_score_is_a_draft(hubspot):
    """A new score has a draft and nothing published (E2)."""
    path = created(hubspot, score(group(rule(CONSTANT))))

    draft = hubspot("GET", f"{path}/draft")

    assert (draft["scoreStatus"], draft["name"], draft["maxScorePerCategory"]) == (
        "draft",
        "Engagement score",
        90,
    )
    assert "publishedAt" not in draft
    assert hubspot("GET", path, status=404)["category"] == "OBJECT_NOT_FOUND"


def test_get_draft_variant(make_hubspot):
    """In the variant a read before the first publish gives the draft."""
    hubspot = make_hubspot(variants=frozenset({"score-get-draft"}))
    path = created(hubspot, score())

    assert hubspot("GET", path) == hubspot("GET", f"{path}/draft")


def test_server_gives_ids_to_groups_rules_and_outputs(hubspot):
    """Groups and rules have no ids in a create and have them in an answer (E3)."""
    path = created(hubspot, score(group(rule(CONSTANT), rule(PAGE_VISITED))))
    draft = hubspot("GET", f"{path}/draft")
    (one,) = draft["groupConfigs"]
    ids = [one["id"], *(each["id"] for each in one["ruleConfigurations"])]
    ids += [output["id"] for output in draft["outputConfiguration"]["outputs"]]

    assert len(set(ids)) == 5
    assert all(each.isdecimal() for each in ids)


def test_both_versions_are_one(hubspot):
    """2026-09-beta and 2027-03-beta serve the same scores (E1)."""
    twin = SCORES.replace("2026-09", "2027-03")
    path = created(hubspot, score(), twin)

    assert path.startswith(twin)
    assert len(hubspot("GET", SCORES)["results"]) == 1


def test_list(hubspot):
    """A list names scores, ten to a page unless asked otherwise (E2)."""
    paths = [created(hubspot, score()) for _ in range(12)]
    first = hubspot("GET", SCORES)
    second = hubspot("GET", f"{SCORES}?after={first['paging']['next']['after']}")

    assert [len(first["results"]), len(second["results"])] == [10, 2]
    assert [entry["id"] for entry in first["results"] + second["results"]] == [
        path.rpartition("/")[2] for path in paths
    ]
    assert set(first["results"][0]) == {
        "id",
        "name",
        "scoreType",
        "scoredObjectTypeId",
        "lastConfigurationChangeTimestamp",
    }


def test_publish(hubspot):
    """Publishing makes the draft what a read gives (E2, O9)."""
    path = created(hubspot, score(group(rule(CONSTANT))))

    answer = hubspot("POST", f"{path}/draft/publish")

    assert answer["scoreStatus"] == "published"
    assert hubspot("GET", path) == answer == hubspot("GET", f"{path}/draft")


def test_publish_creates_properties(hubspot):
    """A number for the score and an enumeration for its tiers appear, read only (O9)."""
    path = created(hubspot, score())
    hubspot("GET", f"{PROPERTIES}/engagement_score", status=404)
    hubspot("POST", f"{path}/draft/publish")

    number = hubspot("GET", f"{PROPERTIES}/engagement_score")
    tiers = hubspot("GET", f"{PROPERTIES}/engagement_score_threshold")

    assert (number["type"], number["fieldType"]) == ("number", "calculation_score")
    assert number["modificationMetadata"]["readOnlyDefinition"] is True
    assert tiers["type"] == "enumeration"
    assert [option["label"] for option in tiers["options"]] == ["High", "Medium", "Low"]
    hubspot("PATCH", f"{PROPERTIES}/engagement_score", {"label": "x"}, status=400)
    hubspot("DELETE", f"{PROPERTIES}/engagement_score", status=400)


def test_default_tiers_are_thirds(hubspot):
    """The default tiers start at two thirds, one third and none of what a score can reach."""
    path = created(hubspot, score(maxScorePerCategory=90, allowedGroupTypes=["FIT", "INTENT"]))
    tiers = outputs(hubspot("GET", f"{path}/draft"))["THRESHOLD", "FIT", "INTENT"]["boundaries"]

    assert [(tier["label"], tier["threshold"]) for tier in tiers] == [
        ("High", 120),
        ("Medium", 60),
        ("Low", 0),
    ]


@pytest.mark.parametrize(
    ("name", "categories", "names"),
    [
        ("MQL", ["FIT"], ["mql", "mql_threshold"]),
        ("MQL", ["FIT", "INTENT"], ["mql_fit", "mql_intent", "mql_threshold"]),
        ("エンゲージメントスコア", ["INTENT"], ["score_{id}", "score_{id}_threshold"]),
        ("2027年", ["FIT"], ["score_{id}", "score_{id}_threshold"]),
    ],
)
def test_output_names(hubspot, name, categories, names):
    """Outputs are named after the score, or after its id where its name starts with no Latin letter."""
    path = created(hubspot, score(name=name, allowedGroupTypes=categories))
    draft = hubspot("GET", f"{path}/draft")

    assert [output["propertyName"] for output in draft["outputConfiguration"]["outputs"]] == [
        pattern.format(id=draft["id"]) for pattern in names
    ]


def test_output_names_do_not_collide(hubspot):
    """A second score of the same name writes other properties."""
    drafts = [hubspot("GET", f"{created(hubspot, score())}/draft") for _ in range(2)]
    names = [output["propertyName"] for draft in drafts for output in draft["outputConfiguration"]["outputs"]]

    assert len(set(names)) == 4


def test_reset_drops_draft_changes(hubspot):
    """Reset gives 204 and brings back what is published, or what was created (E2)."""
    path = created(hubspot, score())
    draft = f"{path}/draft"
    first = hubspot("GET", draft)
    hubspot("PUT", draft, for_put(first, name="changed"))
    hubspot("POST", f"{draft}/reset", status=204)
    assert hubspot("GET", draft) == first

    published = hubspot("POST", f"{draft}/publish")
    hubspot("PUT", draft, for_put(first, name="changed"))
    assert hubspot("GET", path) == published
    hubspot("POST", f"{draft}/reset", status=204)
    assert hubspot("GET", draft) == published


def test_clone(hubspot):
    """A clone is a new draft with another name and other ids (E2)."""
    path = created(hubspot, score(group(rule(CONSTANT))))
    copied = created(hubspot, {"scoreName": "Copy"}, f"{path}/clone")
    original, copy = hubspot("GET", f"{path}/draft"), hubspot("GET", f"{copied}/draft")

    assert (copy["name"], copy["scoreStatus"]) == ("Copy", "draft")
    assert copy["id"] != original["id"]
    assert copy["groupConfigs"][0]["id"] != original["groupConfigs"][0]["id"]
    assert copy["groupConfigs"][0]["groupName"] == "Web"
    hubspot("POST", f"{path}/clone", {}, status=400)


def test_deactivate(hubspot):
    """Only a published score can be deactivated, and publishing brings it back (E2)."""
    path = created(hubspot, score())

    hubspot("POST", f"{path}/deactivate", status=400)
    hubspot("POST", f"{path}/draft/publish")
    answer = hubspot("POST", f"{path}/deactivate")
    assert answer["scoreStatus"] != "published"
    assert hubspot("GET", path) == answer == hubspot("GET", f"{path}/draft")
    hubspot("POST", f"{path}/deactivate", status=400)
    assert hubspot("POST", f"{path}/draft/publish")["scoreStatus"] == "published"


def test_delete(hubspot):
    """DELETE gives 204, then the score and its properties are gone (E2)."""
    path = created(hubspot, score())
    hubspot("POST", f"{path}/draft/publish")

    hubspot("DELETE", path, status=204)

    hubspot("GET", f"{path}/draft", status=404)
    hubspot("GET", f"{PROPERTIES}/engagement_score", status=404)
    hubspot("DELETE", path, status=404)


def test_scopes_tier_and_beta(make_hubspot):
    """Reads need the view scope, writes the edit scope, all of it Professional and the beta (E1)."""
    viewer = make_hubspot(scopes=frozenset({"mh-lead-scoring-view"}))
    editor = make_hubspot(scopes=frozenset({"mh-lead-scoring-edit"}))

    assert viewer("GET", SCORES) == {"results": []}
    answer = viewer("POST", SCORES, score(), status=403)
    assert answer["context"]["requiredGranularScopes"] == ["mh-lead-scoring-edit"]
    editor("GET", SCORES, status=403)
    created(editor, score())
    make_hubspot(tier="starter")("GET", SCORES, status=403)
    make_hubspot(betas=False)("GET", SCORES, status=404)


# Drafts


def test_put_replaces_the_draft(hubspot):
    """A PUT keeps the ids it names, gives new ones to the rest and drops what it leaves out (E3)."""
    path = created(hubspot, score(group(rule(CONSTANT), rule(PAGE_VISITED))))
    before = hubspot("GET", f"{path}/draft")
    (old,) = before["groupConfigs"]
    kept = {**old, "ruleConfigurations": old["ruleConfigurations"][:1]}
    new = {**group({**rule(CONSTANT), "id": "new"}, groupName="Mail"), "id": "new"}

    after = hubspot("PUT", f"{path}/draft", for_put(before, groupConfigs=[kept, new]))

    assert after["groupConfigs"][0] == kept
    assert after["groupConfigs"][1]["groupName"] == "Mail"
    assert after["groupConfigs"][1]["id"].isdecimal()
    assert after["groupConfigs"][1]["ruleConfigurations"][0]["id"].isdecimal()
    assert hubspot("GET", f"{path}/draft") == after


def test_put_needs_ids(hubspot):
    """Groups and rules of an update carry an `id`, as the spec demands (E3)."""
    path = created(hubspot, score())
    draft = hubspot("GET", f"{path}/draft")
    body = for_put(draft, groupConfigs=[group(rule(CONSTANT))])

    assert faults(hubspot, body, f"{path}/draft", "PUT") == ["REQUIRED_FIELD", "REQUIRED_FIELD"]


def test_put_sets_and_drops_who_is_scored(hubspot):
    """`filterConfiguration` is in an update alone, and one that leaves it out drops it (E3)."""
    path = created(hubspot, score())
    draft = hubspot("GET", f"{path}/draft")
    wanted = {"listFilterType": "EXCLUDES", "segmentIds": [7]}

    filtered = hubspot("PUT", f"{path}/draft", for_put(draft, filterConfiguration=wanted))
    bare = hubspot("PUT", f"{path}/draft", for_put(draft))

    assert filtered["filterConfiguration"] == wanted
    assert "filterConfiguration" not in bare
    assert faults(hubspot, score(filterConfiguration=wanted)) == ["UNKNOWN_FIELD"]


def test_put_keeps_the_maximum(hubspot):
    """`maxScorePerCategory` is optional in an update and stays."""
    path = created(hubspot, score())
    body = for_put(hubspot("GET", f"{path}/draft"))
    del body["maxScorePerCategory"]

    assert hubspot("PUT", f"{path}/draft", body)["maxScorePerCategory"] == 90


def test_put_refuses(hubspot):
    """Another object type, and what only an answer has, are refused."""
    path = created(hubspot, score())
    draft = hubspot("GET", f"{path}/draft")

    for body, found in (
        (for_put(draft, objectTypeId="0-2"), ["READ_ONLY"]),
        (for_put(draft, scoreStatus="published"), ["UNKNOWN_FIELD"]),
        (for_put(draft, id=draft["id"]), ["UNKNOWN_FIELD"]),
    ):
        assert faults(hubspot, body, f"{path}/draft", "PUT") == found


def test_outputs_follow_the_categories(hubspot):
    """Outputs of categories that stay keep their ids, others come and go."""
    path = created(hubspot, score())
    before = outputs(hubspot("GET", f"{path}/draft"))
    body = for_put(hubspot("GET", f"{path}/draft"), allowedGroupTypes=["INTENT", "FIT"])

    after = outputs(hubspot("PUT", f"{path}/draft", body))

    assert after["SCORE", "INTENT"] == before["SCORE", "INTENT"]
    assert set(after) == {("SCORE", "INTENT"), ("SCORE", "FIT"), ("THRESHOLD", "INTENT", "FIT")}


def overriding(hubspot, path, kind, **more):
    """Codes of a draft update that overrides one output."""
    draft = hubspot("GET", f"{path}/draft")
    (output,) = (entry for key, entry in outputs(draft).items() if key[0] == kind)
    override = {"id": output["id"], "outputType": kind, **more}
    body = for_put(draft, outputConfiguration={"outputs": [override]})
    return faults(hubspot, body, f"{path}/draft", "PUT")


def test_overrides_of_outputs(hubspot):
    """An override renames the property, labels it and sets its tiers, and publishing follows (E3)."""
    path = created(hubspot, score())
    tiers = [
        {"label": "High", "newLabel": "Hot", "threshold": 60, "color": "RED"},
        {"label": "Warm", "threshold": 30},
    ]
    named = {"internalPropertyName": "engagement", "propertyLabel": "エンゲージメントスコア"}

    assert overriding(hubspot, path, "SCORE", **named, propertyGroup="contactinformation") == []
    assert overriding(hubspot, path, "THRESHOLD", boundaries=tiers) == []
    config = hubspot("POST", f"{path}/draft/publish")

    assert outputs(config)["SCORE", "INTENT"]["propertyName"] == "engagement"
    assert outputs(config)["THRESHOLD", "INTENT"]["boundaries"] == [
        {"label": "Hot", "threshold": 60, "color": "RED"},
        {"label": "Warm", "threshold": 30},
    ]
    assert hubspot("GET", f"{PROPERTIES}/engagement")["label"] == "エンゲージメントスコア"
    options = hubspot("GET", f"{PROPERTIES}/engagement_score_threshold")["options"]
    assert [option["label"] for option in options] == ["Hot", "Warm"]


TIER = {"label": "Hot", "threshold": 60}


@pytest.mark.parametrize(
    ("kind", "override", "found"),
    [
        ("SCORE", {"id": "7"}, "UNKNOWN_OUTPUT"),
        ("SCORE", {"outputType": "MATRIX", "boundaries": {}}, "UNKNOWN_OUTPUT"),
        ("SCORE", {"outputType": "GAUGE"}, "INVALID_OPTION"),
        ("SCORE", {"boundaries": [TIER]}, "UNKNOWN_FIELD"),
        ("SCORE", {"propertyName": "x"}, "UNKNOWN_FIELD"),
        ("SCORE", {"internalPropertyName": "Not A Name"}, "INVALID_NAME"),
        ("SCORE", {"internalPropertyName": "email"}, "INVALID_NAME"),
        ("SCORE", {"propertyGroup": "nowhere"}, "UNKNOWN_REFERENCE"),
        ("THRESHOLD", {}, "REQUIRED_FIELD"),
        ("THRESHOLD", {"boundaries": [{"label": "Hot"}]}, "REQUIRED_FIELD"),
        ("THRESHOLD", {"boundaries": [{**TIER, "color": "BEIGE"}]}, "INVALID_OPTION"),
        ("THRESHOLD", {"boundaries": [TIER, {"label": "Hot", "threshold": 1}]}, "DUPLICATE"),
        ("THRESHOLD", {"boundaries": [TIER, {"label": "Warm", "threshold": 60}]}, "DUPLICATE"),
        ("THRESHOLD", {"boundaries": [{**TIER, "newLabel": "Warm"}]}, "UNKNOWN_TIER"),
    ],
)
def test_overrides_refused(hubspot, kind, override, found):
    """An override must fit the output whose `id` it names (E3)."""
    path = created(hubspot, score())

    assert overriding(hubspot, path, kind, **override) == [found]


def test_published_property_keeps_its_name(hubspot):
    """The name of a property cannot be overridden once it is published."""
    path = created(hubspot, score())
    hubspot("POST", f"{path}/draft/publish")

    assert overriding(hubspot, path, "SCORE", internalPropertyName="other") == ["READ_ONLY"]
    assert overriding(hubspot, path, "SCORE", propertyLabel="Other") == []


def test_publish_does_not_take_a_property_over(hubspot):
    """A property that somebody made under the output's name stops the publish."""
    path = created(hubspot, score())
    mine = {"name": "engagement_score", "label": "x", "groupName": "contactinformation"}
    hubspot("POST", PROPERTIES, {**mine, "type": "number", "fieldType": "number"})

    hubspot("POST", f"{path}/draft/publish", status=409)

    hubspot("GET", path, status=404)


def test_recorded_scores(hubspot):
    """A recorded score is answered as it was recorded, a draft only as a draft."""
    path = created(hubspot, score())
    draft = hubspot("GET", f"{path}/draft")
    hubspot("DELETE", path)
    hubspot.load({path: draft, f"{SCORES}/77": {**draft, "id": "77", "scoreStatus": "published"}})

    assert hubspot("GET", f"{path}/draft") == draft
    hubspot("GET", path, status=404)
    assert hubspot("GET", f"{SCORES}/77")["id"] == "77"


# Bodies


@pytest.mark.parametrize("name", list(score()))
def test_create_needs(hubspot, name):
    """Each field of a create is required (E3)."""
    body = score()
    del body[name]

    assert faults(hubspot, body) == ["REQUIRED_FIELD"]


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (score(maxScore=90), []),
        (score(outputConfiguration={"outputs": []}), ["UNKNOWN_FIELD"]),
        (score(id="7"), ["UNKNOWN_FIELD"]),
        (score(group(id="7")), ["UNKNOWN_FIELD"]),
        (score(group(rule(CONSTANT, id="7"))), ["UNKNOWN_FIELD"]),
        (score(name=" "), ["BLANK"]),
        (score(objectTypeId="contacts"), ["INVALID_OPTION"]),
        (score(maxScorePerCategory=0), ["OUT_OF_RANGE"]),
        (score(maxScorePerCategory="90"), ["INVALID_TYPE"]),
        (score(allowedGroupTypes=[]), ["INVALID_LENGTH"]),
        (score(allowedGroupTypes=["INTENT", "INTENT"]), ["DUPLICATE"]),
        (score(allowedGroupTypes=["BEHAVIOUR"]), ["INVALID_OPTION"]),
        (score(group(), allowedGroupTypes=["FIT"]), ["NOT_ALLOWED"]),
        (score(group(minValue=5, maxValue=40)), []),
        (score(group(minValue=50, maxValue=40)), ["INVALID_RANGE"]),
        (score(group(rule(CONSTANT, minimumValue=5, maximumValue=4))), ["INVALID_RANGE"]),
        (score(group(groupDecay={"decayIntervalDays": 30, "percentToDecayPerInterval": 50})), []),
        (
            score(group(groupDecay={"decayIntervalDays": 30, "percentToDecayPerInterval": 101})),
            ["OUT_OF_RANGE"],
        ),
        (score(group(groupDecay={"decayIntervalDays": 30})), ["REQUIRED_FIELD"]),
        (score(group({"configuration": {"calculation": CONSTANT}})), ["REQUIRED_FIELD"]),
        (score(group({"configuration": {}, "enabled": True})), ["REQUIRED_FIELD"]),
        ([], ["INVALID_TYPE"]),
    ],
)
def test_create_body(hubspot, body, found):
    """Fields of scores, groups and rules have their types and bounds (E3)."""
    assert faults(hubspot, body) == found


def operation(kind, operator, **more):
    return {"operationType": kind, "operator": operator, "includeObjectsWithNoValueSet": False, **more}


BIG = operation("NUMBER", "IS_GREATER_THAN", value=100)
MATCH = {"type": "MATCH", "property": "num_notes", "matchRules": [{"operation": BIG, "value": 10}]}
SINGLE = {"type": "SINGLE", "property": "num_notes", "operation": BIG}
WHERE = {"type": "COMPOSITE", "operator": "AND", "conditions": [SINGLE]}
CONDITIONAL = {"type": "CONDITIONAL", "whereCondition": WHERE, "value": 10}
MEMBERSHIP = {"operation": "HAS_NO_SEGMENT_MEMBERSHIP", "segmentIds": [7], "value": -10}
SEGMENTS = {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": [MEMBERSHIP]}
OFTEN = {"type": "BETWEEN", "ranges": [{"type": "AT_LEAST", "from": 3, "value": 5}]}
RECENT = {"eventFilterOperation": operation("ROLLING_DATE_RANGE", "IS_LESS_THAN_X_DAYS_AGO", numberOfDays=30)}
RECENT["eventFilterOperation"]["requiresTimeZoneConversion"] = False
URL = operation("STRING", "CONTAINS", value="/lp/")
LANDING = {"type": "MATCH", "property": "hs_url", "matchRules": [{"operation": URL, "value": 5}]}
EVENTS = {
    "type": "MULTI_UE",
    "eventCalculators": [
        {
            "eventTypeId": "4-96000",
            "recordCalculation": LANDING,
            "eventFrequencyCriteria": OFTEN,
            "eventTimeframe": RECENT,
        }
    ],
}
LINK = {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279}
COMPANY_MATCH = {
    "type": "MATCH",
    "property": "domain",
    "matchRules": [{"operation": operation("ALL_PROPERTY", "IS_KNOWN"), "value": 5}],
}
ROLLUP = {
    "type": "ASSOCIATIONS",
    "associatedObjectTypeId": "0-2",
    "associationSpec": LINK,
    "inverseAssociationSpec": {**LINK, "associationTypeId": 280},
    "rollupType": "MAX",
    "recordCalculation": COMPANY_MATCH,
}
CALCULATIONS = {
    "CONSTANT": CONSTANT,
    "MATCH": MATCH,
    "CONDITIONAL": CONDITIONAL,
    "MULTI": {"type": "MULTI", "calculators": [CONSTANT, {"type": "MULTI", "calculators": [MATCH]}]},
    "MULTI_UE": EVENTS,
    "ASSOCIATIONS": ROLLUP,
    "ASSOCIATION_UE": {**ROLLUP, "type": "ASSOCIATION_UE", "recordCalculation": EVENTS},
    "SEGMENT_MEMBERSHIP": SEGMENTS,
}


def calculated(hubspot, calculation):
    return faults(hubspot, score(group(rule(calculation))))


@pytest.mark.parametrize("kind", CALCULATIONS)
def test_calculation_accepted(hubspot, kind):
    """A sound calculation of each type is accepted and kept (E3)."""
    path = created(hubspot, score(group(rule(CALCULATIONS[kind]))))
    kept = hubspot("GET", f"{path}/draft")["groupConfigs"][0]["ruleConfigurations"][0]

    assert kept["configuration"] == {"calculation": CALCULATIONS[kind]}


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind, calculation in CALCULATIONS.items() for name in calculation],
)
def test_calculation_needs_every_member(hubspot, kind, name):
    """Each member of the samples is required (E3)."""
    bare = {key: value for key, value in CALCULATIONS[kind].items() if key != name}

    assert calculated(hubspot, bare) == ["REQUIRED_FIELD"]


def first_event(**changes):
    return {"type": "MULTI_UE", "eventCalculators": [{**EVENTS["eventCalculators"][0], **changes}]}


def ranged(**changes):
    return first_event(
        eventFrequencyCriteria={"type": "BETWEEN", "ranges": [{"type": "BETWEEN", "value": 5, **changes}]}
    )


ANY_OF = operation("ENUMERATION", "IS_ANY_OF", values=["x"])


@pytest.mark.parametrize(
    ("calculation", "found"),
    [
        ({"type": "GUESS"}, ["INVALID_OPTION"]),
        ({**CONSTANT, "value": "5"}, ["INVALID_TYPE"]),
        ({**MATCH, "property": "nowhere"}, ["UNKNOWN_REFERENCE"]),
        ({**MATCH, "defaultValue": 1}, []),
        ({**MATCH, "matchRules": [{"operation": ANY_OF, "value": 1}]}, ["INVALID_OPERATION_TYPE"]),
        ({**MATCH, "matchRules": []}, ["INVALID_LENGTH"]),
        ({**CONDITIONAL, "whereCondition": {**WHERE, "operator": "OR"}}, ["INVALID_OPTION"]),
        ({**CONDITIONAL, "whereCondition": {**WHERE, "conditions": [WHERE]}}, []),
        ({**CONDITIONAL, "whereCondition": SINGLE}, ["INVALID_OPTION"]),
        ({"type": "MULTI", "calculators": [EVENTS]}, ["INVALID_OPTION"]),
        (first_event(eventTypeId="4-7"), ["INVALID_OPTION"]),
        (first_event(eventTimeframe={}), ["REQUIRED_FIELD"]),
        (ranged(**{"from": 1, "to": 3}), []),
        (ranged(**{"from": 3, "to": 1}), ["INVALID_RANGE"]),
        (ranged(**{"from": 3}), ["INVALID_RANGE"]),
        ({**ROLLUP, "rollupType": "MEDIAN"}, ["INVALID_OPTION"]),
        ({**ROLLUP, "recordCalculation": MATCH}, []),
        ({**ROLLUP, "recordCalculation": {**MATCH, "property": "email"}}, ["UNKNOWN_REFERENCE"]),
        ({**ROLLUP, "recordCalculation": EVENTS}, ["INVALID_OPTION"]),
        ({**ROLLUP, "associatedObjectTypeId": "companies"}, ["UNKNOWN_REFERENCE"]),
        ({**ROLLUP, "type": "ASSOCIATION_UE"}, ["INVALID_OPTION"]),
        (
            {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": [{**MEMBERSHIP, "segmentIds": ["7"]}]},
            ["INVALID_TYPE"],
        ),
    ],
)
def test_calculation_members(hubspot, calculation, found):
    """Members of calculations have their types, lists and references (E3)."""
    assert calculated(hubspot, calculation) == found


def test_rollup_filters_are_about_the_other_object(hubspot):
    """`associationFilters` speak of the associated object's properties (E3)."""
    named = {
        "filterType": "PROPERTY",
        "property": "domain",
        "operation": operation("ALL_PROPERTY", "IS_KNOWN"),
    }
    lost = {**named, "property": "email"}

    assert calculated(hubspot, {**ROLLUP, "associationFilters": {"propertyFilters": [named]}}) == []
    assert calculated(hubspot, {**ROLLUP, "associationFilters": {"propertyFilters": [lost]}}) == [
        "UNKNOWN_REFERENCE"
    ]


def test_property_in_use_by_a_score(hubspot):
    """A property that a score counts cannot be archived (dossier B5)."""
    mine = {"name": "web_visits", "label": "x", "groupName": "contactinformation"}
    hubspot("POST", PROPERTIES, {**mine, "type": "number", "fieldType": "number"})
    created(hubspot, score(group(rule({**MATCH, "property": "web_visits"}))))

    hubspot("DELETE", f"{PROPERTIES}/web_visits", status=400)


@pytest.mark.parametrize("wrong", [5, None, "email", True, ["email"]])
def test_filters_of_associated_records_are_objects(hubspot, wrong):
    """Anything else in their list is a 400 of its place."""
    errors = calculated(hubspot, {**ROLLUP, "associationFilters": {"propertyFilters": [wrong]}})

    assert errors == ["INVALID_TYPE"]
