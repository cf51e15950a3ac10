"""Kind `score`: what it asks, what it sends, and what it makes of the answers (dossier, E; F3; G3)."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from kind_talk import Near, delete, expand, found, rows, talk
from pydantic import ValidationError

from revops.kinds.score import ScoreKind, outputs
from revops.model import condition as c
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Names
from revops.model.finding import Refused
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Observation, Phase, Resource, Symbol

KIND = ScoreKind()
ADDRESS = Address("score", "contacts", "engagement")
TOKYO = Context(locale="en", portal=PortalFacts(1, time_zone="Asia/Tokyo"))
TYPES = {
    "contacts.jobtitle": "string",
    "contacts.hs_lead_status": "enumeration",
    "contacts.num_pages": "number",
    "companies.industry": "enumeration",
}


class Reading(Near):
    """A blueprint that also reads conditions, without checking them."""

    def parse_condition(self, value: Json, *path: str | int) -> c.Condition | None:
        if isinstance(value, str):
            return self.conditions[value]
        match value:
            case {"all": parts}:
                return c.All(tuple(part for each in parts if (part := self.parse_condition(each))))
            case {"any": parts}:
                return c.AnyOf(tuple(part for each in parts if (part := self.parse_condition(each))))
            case {"not": part}:
                return c.Not(self.parse_condition(part))
            case {"submitted": names}:
                return c.Submitted(tuple(names))
        ref = c.PropertyRef.parse(value["property"])
        ((word, held),) = [(key, one) for key, one in value.items() if key != "property"]
        return c.Test(ref, TYPES[str(ref)], word, held)


def near(**facts: Any) -> Reading:
    return Reading(types=TYPES, **facts)


SECTION: dict[str, Any] = {
    "engagement": {
        "ref": ["MP23", "MA06"],
        "object": "contacts",
        "name": {"ja": "エンゲージメントスコア", "en": "Engagement score"},
        "category": "INTENT",
        "max": 100,
        "thresholds": {"hot": {"from": 60, "label": "Hot", "color": "RED"}, "warm": 30},
        "groups": {
            "web": {
                "label": {"ja": "Web行動", "en": "Web activity"},
                "max": 40,
                "decay": {"days": 30, "percent": 50},
                "rules": {
                    "lp_view": {"event": "page_visited", "add": 5},
                    "often": {
                        "event": "email_opened",
                        "add": 3,
                        "times": {"at_least": 2},
                        "within_days": 30,
                    },
                },
            }
        },
        "publish": True,
    }
}

LP_VIEW = {
    "configuration": {
        "calculation": {
            "type": "MULTI_UE",
            "eventCalculators": [
                {"eventTypeId": "4-96000", "recordCalculation": {"type": "CONSTANT", "value": 5}}
            ],
        }
    },
    "enabled": True,
}
ZONE = {"zoneId": "Asia/Tokyo", "timezoneSource": "CUSTOM"}
OFTEN = {
    "configuration": {
        "calculation": {
            "type": "MULTI_UE",
            "eventCalculators": [
                {
                    "eventTypeId": "4-666440",
                    "recordCalculation": {"type": "CONSTANT", "value": 3},
                    "eventFrequencyCriteria": {
                        "type": "BETWEEN",
                        "ranges": [{"type": "AT_LEAST", "from": 2, "value": 3}],
                    },
                    "eventTimeframe": {
                        "eventFilterOperation": {
                            "operationType": "TIME_RANGED",
                            "type": "TIME_RANGED",
                            "operator": "IS_BETWEEN",
                            "propertyParser": "VALUE",
                            "includeObjectsWithNoValueSet": False,
                            "lowerBoundTimePoint": {
                                "timeType": "INDEXED",
                                "indexReference": {"referenceType": "TODAY"},
                                "offset": {"days": -30},
                                **ZONE,
                            },
                            "lowerBoundEndpointBehavior": "INCLUSIVE",
                            "upperBoundTimePoint": {
                                "timeType": "INDEXED",
                                "indexReference": {"referenceType": "NOW"},
                                **ZONE,
                            },
                            "upperBoundEndpointBehavior": "INCLUSIVE",
                        }
                    },
                }
            ],
        }
    },
    "enabled": True,
}
GROUP = {
    "groupName": "Web activity",
    "groupCategory": "INTENT",
    "maxValue": 40,
    "groupDecay": {"decayIntervalDays": 30, "percentToDecayPerInterval": 50},
}
CREATE_BODY = {
    "name": "Engagement score",
    "objectTypeId": "0-1",
    "allowedGroupTypes": ["INTENT"],
    "maxScorePerCategory": 100,
    "groupConfigs": [{**GROUP, "ruleConfigurations": [LP_VIEW, OFTEN]}],
}
HUBSPOTS_TIERS = [{"label": "High", "threshold": 66}, {"label": "Low", "threshold": 0}]
TIERS = [
    {"label": "Hot", "threshold": 60, "color": "RED"},
    {"label": "warm", "threshold": 30},
]


def draft(tiers: list[dict[str, Any]] | None = None, name: str = "engagement") -> dict[str, Any]:
    """A draft as `GET /scores/9/draft` answers it."""
    return {
        **deepcopy(CREATE_BODY),
        "id": "9",
        "scoreStatus": "draft",
        "scoreType": "CUSTOM",
        "maxScore": 100,
        "groupConfigs": [
            {**GROUP, "id": "21", "ruleConfigurations": [{**LP_VIEW, "id": "31"}, {**OFTEN, "id": "32"}]}
        ],
        "outputConfiguration": {
            "outputs": [
                {
                    "id": "41",
                    "outputType": "SCORE",
                    "categories": ["INTENT"],
                    "propertyName": name,
                    "propertyLabel": "Engagement score",
                },
                {
                    "id": "42",
                    "outputType": "THRESHOLD",
                    "categories": ["INTENT"],
                    "propertyName": f"{name}_threshold",
                    "propertyLabel": "Engagement score threshold",
                    "boundaries": deepcopy(TIERS if tiers is None else tiers),
                },
            ]
        },
    }


UPDATE_BODY = {
    **CREATE_BODY,
    "groupConfigs": draft()["groupConfigs"],
    "outputConfiguration": {
        "outputs": [
            {"id": "41", "outputType": "SCORE", "propertyLabel": "Engagement score"},
            {
                "id": "42",
                "outputType": "THRESHOLD",
                "propertyLabel": "Engagement score threshold",
                "boundaries": TIERS,
            },
        ]
    },
}
ROW = {"id": "9", "name": "Engagement score", "scoreType": "CUSTOM", "scoredObjectTypeId": "0-1"}
NEVER_PUBLISHED = Answer(404, {"category": "OBJECT_NOT_FOUND", "message": "Score 9 does not exist"})


def score(changed: Mapping[str, Any] | None = None) -> Resource:
    """The resource of the section, with parts of its entry replaced."""
    section = {"engagement": {**SECTION["engagement"], **(changed or {})}}
    (resource,) = expand(KIND, section, near())
    return resource


def ruled(rule: Mapping[str, Any]) -> Resource:
    return score({"groups": {"web": {"rules": {"one": rule}}}})


def look(
    config: dict[str, Any],
    live: Answer = NEVER_PUBLISHED,
    resource: Resource | None = None,
    context: Context = TOKYO,
) -> Observation:
    wanted = [resource or score()]
    _, seen = talk(KIND.observe("contacts", wanted, context), [rows(ROW)], [Answer(200, config), live])
    assert isinstance(seen, Observation)
    return seen


def making(resource: Resource) -> Change:
    """The create as the planner makes it: everything but the switch."""
    units = [UnitChange(path, MISSING, v) for path, v in resource.units.items() if path != "published"]
    return Change(ADDRESS, Phase.DRAFT, Action.CREATE, tuple(units), resource=resource)


def moving(seen: Observation, resource: Resource, *paths: str, phase: Phase = Phase.DRAFT) -> Change:
    actual = found(seen, str(ADDRESS))
    units = tuple(UnitChange(p, actual.units.get(p, MISSING), resource.units[p]) for p in paths)
    return Change(ADDRESS, phase, Action.UPDATE, units, resource=resource, actual=actual)


def writes(change: Change, *rounds: list[Answer]) -> list[tuple[str, str, Json]]:
    asked, _ = talk(KIND.compile([change], TOKYO), *rounds)
    return [(call.method, call.path, call.body) for calls in asked for call in calls if call.carries]


def test_units_of_a_score() -> None:
    """Each part that can drift alone is one unit; a rule is one unit with its points."""
    assert score().units == {
        "name": "Engagement score",
        "max": 100,
        "groups.web.label": "Web activity",
        "groups.web.category": "INTENT",
        "groups.web.max": 40,
        "groups.web.decay": {"days": 30, "percent": 50},
        "groups.web.rules.lp_view": {"event": "page_visited", "add": 5},
        "groups.web.rules.often": {
            "event": "email_opened",
            "add": 3,
            "times": {"at_least": 2},
            "within_days": 30,
        },
        "thresholds.hot.from": 60,
        "thresholds.hot.label": "Hot",
        "thresholds.hot.color": "RED",
        "thresholds.warm.from": 30,
        "thresholds.warm.label": "warm",
        "output.intent.property": "engagement",
        "output.threshold.property": "engagement_threshold",
        "published": True,
    }


def test_address_refs_and_lines() -> None:
    """The object is part of the address; a rule knows its own line."""
    resource = score()

    assert resource.address == ADDRESS
    assert resource.ref == ("MP23", "MA06")
    assert resource.origins["groups.web.rules.lp_view"].file == "scores/engagement/groups/web/rules/lp_view"


def test_what_is_not_said_is_not_managed() -> None:
    """Without `max`, `thresholds` and `publish` those are HubSpot's own."""
    (resource,) = expand(KIND, {"fit": {"object": "companies", "name": "Fit", "category": "FIT"}}, near())

    assert resource.units == {"name": "Fit", "output.fit.property": "fit"}


def test_needs_of_rules_and_output() -> None:
    """Properties that rules look at come first, and the group of the score's property."""
    resource = score(
        {
            "groups": {
                "fit": {
                    "rules": {
                        "title": {"if": {"property": "contacts.jobtitle", "contains": ["CEO"]}, "add": 10},
                        "pages": {
                            "property": "contacts.num_pages",
                            "match": [{"at_least": 5, "add": 2}],
                        },
                    }
                }
            },
            "output": {"group": "lead_management"},
        }
    )

    assert resource.needs == {
        Need(Address("property", "contacts", "jobtitle")),
        Need(Address("property", "contacts", "num_pages")),
        Need(Address("group", "contacts", "lead_management")),
    }


def test_properties_that_a_score_provides() -> None:
    """One number for each category, and an enumeration where there are thresholds."""
    single, both = score(), score({"groups": {"a": {"category": "FIT"}, "b": {}}, "thresholds": {}})

    assert list(outputs("engagement", single.spec.spec)) == [
        (c.PropertyRef("contacts", "engagement"), "number"),
        (c.PropertyRef("contacts", "engagement_threshold"), "enumeration"),
    ]
    assert list(outputs("engagement", both.spec.spec)) == [
        (c.PropertyRef("contacts", "engagement_fit"), "number"),
        (c.PropertyRef("contacts", "engagement_intent"), "number"),
    ]


@pytest.mark.parametrize(
    ("rule", "code", "last"),
    [
        ({"event": "page_visited", "url": {"any_of": ["/lp"]}, "add": 5}, "RV285", "url"),
        ({"event": "page_visit", "add": 5}, "RV286", "event"),
        ({"if": {"submitted": ["DL"]}, "add": 5}, "RV287", "if"),
        (
            {
                "if": {
                    "any": [
                        {"property": "contacts.jobtitle", "known": True},
                        {"property": "contacts.num_pages", "known": True},
                    ]
                },
                "add": 5,
            },
            "RV287",
            "if",
        ),
        ({"if": {"not": {"property": "contacts.jobtitle", "starts_with": ["x"]}}, "add": 5}, "RV287", "if"),
        ({"if": {"property": "companies.industry", "known": True}, "add": 5}, "RV282", "if"),
        ({"property": "contacts.num_pages", "match": [{"at_least": 5}]}, "RV288", 0),
    ],
)
def test_rules_that_hubspot_cannot_hold(rule: Mapping[str, Any], code: str, last: str | int) -> None:
    """What the API cannot say is an error at its line, and no rule is made of the rest."""
    here = near()
    section = {"engagement": {**SECTION["engagement"], "groups": {"web": {"rules": {"one": rule}}}}}

    (resource,) = expand(KIND, section, here)

    assert [(reported, path[-1]) for reported, path in here.reports] == [(code, last)]
    assert "groups.web.rules.one" not in resource.units


def test_threshold_out_of_reach() -> None:
    """A tier above the highest score would never be reached."""
    here = near()
    expand(KIND, {"engagement": {**SECTION["engagement"], "thresholds": {"hot": 101}}}, here)

    assert here.codes == ["RV289"]


@pytest.mark.parametrize("times", [{}, {"at_least": 1, "exactly": 2}, {"between": [1]}])
def test_times_is_one_of_three(times: Mapping[str, Any]) -> None:
    """How often is said in one way."""
    with pytest.raises(ValidationError):
        ruled({"event": "page_visited", "add": 5, "times": times})


CONDITIONAL = {
    "type": "CONDITIONAL",
    "value": 10,
    "whereCondition": {
        "type": "COMPOSITE",
        "operator": "AND",
        "conditions": [
            {
                "type": "SINGLE",
                "property": "jobtitle",
                "operation": {
                    "operationType": "MULTISTRING",
                    "operator": "CONTAINS",
                    "values": ["部長"],
                    "includeObjectsWithNoValueSet": False,
                },
            },
            {
                "type": "SINGLE",
                "property": "hs_lead_status",
                "operation": {
                    "operationType": "ENUMERATION",
                    "operator": "IS_NONE_OF",
                    "values": ["UNQUALIFIED"],
                    "includeObjectsWithNoValueSet": True,
                },
            },
        ],
    },
}
CONDITION = {
    "all": [
        {"property": "contacts.jobtitle", "contains": ["部長"]},
        {"property": "contacts.hs_lead_status", "none_of": ["UNQUALIFIED"]},
    ]
}
MATCH = {
    "type": "MATCH",
    "property": "num_pages",
    "defaultValue": -1,
    "matchRules": [
        {
            "operation": {
                "operationType": "NUMBER",
                "operator": "IS_GREATER_THAN_OR_EQUAL_TO",
                "value": 10,
                "includeObjectsWithNoValueSet": False,
            },
            "value": 8,
        },
        {
            "operation": {
                "operationType": "NUMBER_RANGED",
                "operator": "IS_BETWEEN",
                "lowerBound": 5,
                "upperBound": 9,
                "includeObjectsWithNoValueSet": False,
            },
            "value": 4,
        },
    ],
}
TIMES = {
    "type": "MULTI_UE",
    "eventCalculators": [
        {
            "eventTypeId": "4-1639801",
            "recordCalculation": {"type": "CONSTANT", "value": 2},
            "eventFrequencyCriteria": {
                "type": "BETWEEN",
                "ranges": [{"type": "BETWEEN", "from": 2, "to": 4, "value": 2}],
            },
        }
    ],
}
RULES = [
    pytest.param({"if": CONDITION, "add": 10}, CONDITIONAL, id="conditional"),
    pytest.param(
        {
            "property": "contacts.num_pages",
            "match": [{"at_least": 10, "add": 8}, {"between": [5, 9], "add": 4}],
            "else": -1,
        },
        MATCH,
        id="match",
    ),
    pytest.param({"event": "form_submitted", "add": 2, "times": {"between": [2, 4]}}, TIMES, id="times"),
]


@pytest.mark.parametrize(("rule", "calculation"), RULES)
def test_calculation_of_a_rule(rule: Mapping[str, Any], calculation: Mapping[str, Any]) -> None:
    """Each shape of rule is one calculation of the API."""
    ((_, _, body), *_) = writes(making(ruled(rule)))

    (group,) = body["groupConfigs"]
    assert group["ruleConfigurations"] == [{"configuration": {"calculation": calculation}, "enabled": True}]


@pytest.mark.parametrize(("rule", "calculation"), RULES)
def test_rule_read_back_equals_the_blueprints(
    rule: Mapping[str, Any], calculation: Mapping[str, Any]
) -> None:
    """What HubSpot keeps of a rule reads as the unit that was written, also with its members turned round."""
    config = draft()
    kept = deepcopy(calculation)
    if "whereCondition" in kept:
        kept["whereCondition"]["conditions"].reverse()
    config["groupConfigs"][0]["ruleConfigurations"] = [
        {"id": "5", "enabled": True, "configuration": {"calculation": kept}}
    ]
    resource = ruled(rule)

    seen = look(
        config, resource=replace(resource, units={**resource.units, "groups.web.label": "Web activity"})
    )

    path = "groups.web.rules.one"
    assert found(seen, str(ADDRESS)).units[path] == resource.units[path]


def test_disabled_rule_says_so() -> None:
    """A rule that is switched off in HubSpot differs from one that counts."""
    config = draft()
    config["groupConfigs"][0]["ruleConfigurations"][0]["enabled"] = False
    ledger = Ledger(1, {ADDRESS: Entry("9", keys={"groups.web.rules.lp_view": "31"})})

    seen = look(config, context=replace(TOKYO, ledger=ledger))

    assert found(seen, str(ADDRESS)).units["groups.web.rules.lp_view"] == {
        "event": "page_visited",
        "add": 5,
        "enabled": False,
    }


@pytest.mark.parametrize(
    "calculation",
    [
        {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": []},
        {"type": "MULTI_UE", "eventCalculators": []},
        {
            "type": "MULTI_UE",
            "eventCalculators": [
                {"eventTypeId": "6-1", "recordCalculation": {"type": "CONSTANT", "value": 1}}
            ],
        },
    ],
)
def test_rule_without_words_is_shown_whole(calculation: Mapping[str, Any]) -> None:
    """A calculation that the blueprint cannot say is told as it is, and never taken for another."""
    config = draft()
    config["groupConfigs"][0]["ruleConfigurations"] = [
        {"id": "5", "enabled": True, "configuration": {"calculation": calculation}}
    ]

    units = found(look(config), str(ADDRESS)).units

    assert {"calculation": calculation} in [v for path, v in units.items() if ".rules." in path]


def test_reads_per_score() -> None:
    """The list, then two reads for the wanted score in one go; a score of another object costs none."""
    other = {**ROW, "id": "8", "name": "Deals", "scoredObjectTypeId": "0-3"}
    asked, _ = talk(
        KIND.observe("contacts", [score()], TOKYO),
        [rows(ROW, other, {**ROW, "id": "7", "name": "Another"})],
        [Answer(200, draft()), NEVER_PUBLISHED],
    )

    assert [[(call.method, call.path) for call in calls] for calls in asked] == [
        [("GET", "/scores")],
        [("GET", "/scores/9/draft"), ("GET", "/scores/9")],
    ]
    assert asked[0][0].pages


def test_unmanaged_score_is_listed() -> None:
    """A hand-made score is found under a name made of its own, and claims none that is wanted."""
    rows_ = rows(ROW, {**ROW, "id": "7", "name": "Engagement"})
    _, seen = talk(
        KIND.observe("contacts", [score()], TOKYO), [rows_], [Answer(200, draft()), NEVER_PUBLISHED]
    )

    assert found(seen, "score.contacts.engagement_2").units == {"name": "Engagement"}


def test_nothing_wanted_reads_all() -> None:
    """For `pull` every score is read in full."""
    answers = [Answer(200, draft()), NEVER_PUBLISHED]
    _, seen = talk(KIND.observe("contacts", [], TOKYO), [rows(ROW)], answers)

    assert found(seen, "score.contacts.engagement_score").units["max"] == 100


def test_units_that_the_portal_has() -> None:
    """A portal with what the blueprint says shows the same units, and labels that it does not manage."""
    seen = look(draft())

    assert found(seen, str(ADDRESS)).units == {
        **score().units,
        "output.intent.label": "Engagement score",
        "output.threshold.label": "Engagement score threshold",
        "published": False,
    }
    assert seen.ids == {Symbol("score", "engagement"): "9"}


def test_keys_of_parts() -> None:
    """Groups and thresholds are found by label, rules by equal content."""
    assert found(look(draft()), str(ADDRESS)).keys == {
        "groups.web": "21",
        "groups.web.rules.lp_view": "31",
        "groups.web.rules.often": "32",
        "thresholds.hot": "Hot",
        "thresholds.warm": "warm",
    }


def test_keys_of_the_ledger_beat_labels() -> None:
    """What somebody renamed or re-weighted in HubSpot is still the same part."""
    config = draft()
    config["name"] = "Renamed"
    config["groupConfigs"][0]["groupName"] = "Renamed"
    rule = config["groupConfigs"][0]["ruleConfigurations"][0]
    rule["configuration"] = deepcopy(LP_VIEW["configuration"])
    rule["configuration"]["calculation"]["eventCalculators"][0]["recordCalculation"]["value"] = 7
    keys = {"groups.web": "21", "groups.web.rules.lp_view": "31"}
    ledger = Ledger(1, {ADDRESS: Entry("9", keys=keys)})
    answers = [Answer(200, config), NEVER_PUBLISHED]
    context = replace(TOKYO, ledger=ledger)

    _, seen = talk(KIND.observe("contacts", [score()], context), [rows({**ROW, "name": "Renamed"})], answers)

    units = found(seen, str(ADDRESS)).units
    assert units["name"] == "Renamed"
    assert units["groups.web.label"] == "Renamed"
    assert units["groups.web.rules.lp_view"] == {"event": "page_visited", "add": 7}


def test_hand_made_rule_gets_no_wanted_key() -> None:
    """Without a ledger a re-weighted rule is another one: the wanted key stays free."""
    config = draft()
    rule = config["groupConfigs"][0]["ruleConfigurations"][0]
    rule["configuration"] = deepcopy(LP_VIEW["configuration"])
    rule["configuration"]["calculation"]["eventCalculators"][0]["recordCalculation"]["value"] = 7

    keys = found(look(config), str(ADDRESS)).keys

    assert "groups.web.rules.lp_view" not in keys
    assert keys["groups.web.rules.page_visited"] == "31"


def live(**changed: Any) -> Answer:
    stamped = {"scoreStatus": "published", "publishedAt": "2026-10-01T00:00:00Z", "id": "9"}
    return Answer(200, {**draft(), **stamped, **changed})


def test_published_when_the_draft_is_what_runs() -> None:
    """Ids, times and the status are no content."""
    assert found(look(draft(), live()), str(ADDRESS)).units["published"] is True


@pytest.mark.parametrize(
    "answer",
    [
        NEVER_PUBLISHED,
        Answer(200, draft()),
        live(maxScorePerCategory=50),
        live(scoreStatus="deactivated"),
    ],
    ids=["never", "draft-answered", "differs", "deactivated"],
)
def test_not_published(answer: Answer) -> None:
    """Never published, read as a draft, another configuration, or switched off."""
    assert found(look(draft(), answer), str(ADDRESS)).units["published"] is False


def test_published_property_keeps_its_name() -> None:
    """Once published the internal name is fixed; before it is not."""
    path = "output.intent.property"

    assert path in found(look(draft(), live()), str(ADDRESS)).locked
    assert path not in found(look(draft(), Answer(200, draft())), str(ADDRESS)).locked


def test_refused_read_is_unreadable_not_absent() -> None:
    """A score that is listed and not shown exists."""
    refused = Answer(403, {"category": "MISSING_SCOPES", "message": "no"})

    assert "403" in found(look(draft(), refused), str(ADDRESS)).unreadable


def test_cut_list_proves_nothing() -> None:
    """A list that went wrong makes absence unknown (rule 5)."""
    _, seen = talk(KIND.observe("contacts", [score()], TOKYO), [Answer(500, None)], [])

    assert seen.unknown


def test_create_reads_the_draft_and_names_the_outputs() -> None:
    """A create says no outputs and answers a Location only; names and tiers go with the ids of the draft."""
    created = Answer(201, None, {"location": "https://api.hubapi.com/marketing/lead-scoring/x/scores/9"})

    sent = writes(
        making(score()), [created], [Answer(200, draft(HUBSPOTS_TIERS, "engagement_score"))], [Answer(200)]
    )

    completed = deepcopy(UPDATE_BODY)
    completed["outputConfiguration"]["outputs"][0]["internalPropertyName"] = "engagement"
    completed["outputConfiguration"]["outputs"][1]["internalPropertyName"] = "engagement_threshold"
    assert sent == [("POST", "/scores", CREATE_BODY), ("PUT", "/scores/9/draft", completed)]


def test_create_without_thresholds_keeps_hubspots_tiers() -> None:
    """Tiers that the blueprint does not manage are sent back as they were read."""
    created = Answer(201, None, {"location": "/scores/9"})
    resource = score({"thresholds": {}})

    sent = writes(making(resource), [created], [Answer(200, draft(HUBSPOTS_TIERS, "x"))], [Answer(200)])

    tiers = sent[1][2]["outputConfiguration"]["outputs"][1]
    assert tiers["boundaries"] == HUBSPOTS_TIERS
    assert "internalPropertyName" not in tiers


@pytest.mark.parametrize(
    "answer",
    [Answer(400, {"message": "no"}), Answer(0, fault="timed out"), Answer(201, None)],
    ids=["refused", "lost", "no-location"],
)
def test_create_that_gives_no_id_sends_nothing_more(answer: Answer) -> None:
    """Without an id there is no draft to complete; a create is never repeated."""
    sent = writes(making(score()), [answer])

    assert [(method, path) for method, path, _ in sent] == [("POST", "/scores")]


def test_rehearsed_create_counts_both_writes() -> None:
    """A dry run sends what a real one does: the create, and the draft with its outputs."""
    asked: list[Call] = []
    conversation = KIND.compile([making(score())], replace(TOKYO, names=Names(rehearsal=True)))
    calls = next(conversation)
    try:
        while True:
            asked.extend(calls)
            answers = [
                Answer(
                    200, call.rehearsal if call.rehearsal is not None else call.body, call.rehearsal_headers
                )
                for call in calls
            ]
            calls = conversation.send(answers)
    except StopIteration:
        pass

    assert [(call.method, bool(call.carries)) for call in asked] == [
        ("POST", True),
        ("GET", False),
        ("PUT", True),
    ]


def test_one_rules_points_are_one_unit_and_one_draft_update() -> None:
    """The whole draft goes back with its ids; only the rule differs."""
    resource = score()
    seen = look(draft(), resource=resource)
    section = deepcopy(SECTION)
    section["engagement"]["groups"]["web"]["rules"]["lp_view"]["add"] = 8
    (after,) = expand(KIND, section, near())
    moved = [path for path in after.units if after.units[path] != resource.units[path]]

    sent = writes(moving(seen, after, *moved), [Answer(200, {})])

    body = deepcopy(UPDATE_BODY)
    rule = body["groupConfigs"][0]["ruleConfigurations"][0]
    rule["configuration"] = deepcopy(rule["configuration"])
    rule["configuration"]["calculation"]["eventCalculators"][0]["recordCalculation"]["value"] = 8
    assert moved == ["groups.web.rules.lp_view"]
    assert sent == [("PUT", "/scores/9/draft", body)]


def test_update_keeps_what_is_not_managed() -> None:
    """Segments that are scored, hand-made groups, limits of rules and matrices stay in the draft."""
    config = draft()
    matrix = {
        "id": "43",
        "outputType": "MATRIX",
        "propertyName": "m",
        "propertyLabel": "Matrix",
        "boundaries": {"INTENT": [{"label": "A", "threshold": 50}]},
    }
    hand_made = {"id": "22", "groupName": "Mine", "groupCategory": "FIT", "ruleConfigurations": []}
    config |= {"filterConfiguration": {"listFilterType": "INCLUDES", "segmentIds": [4]}}
    config["allowedGroupTypes"] = ["INTENT", "FIT"]
    config["groupConfigs"].append({**hand_made, "maxValue": None})
    config["groupConfigs"][0]["ruleConfigurations"][0]["maximumValue"] = 20
    config["outputConfiguration"]["outputs"].append(matrix)
    resource = score()
    segments = [rows({"listId": "4", "name": "Customers"})]
    _, seen = talk(
        KIND.observe("contacts", [resource], TOKYO),
        [rows(ROW)],
        [Answer(200, config), NEVER_PUBLISHED],
        segments,
    )

    ((_, _, body),) = writes(moving(seen, resource, "max"), [Answer(200, {})])

    assert body["filterConfiguration"] == {"listFilterType": "INCLUDES", "segmentIds": [4]}
    assert body["groupConfigs"][1] == hand_made
    assert body["groupConfigs"][0]["ruleConfigurations"][0]["maximumValue"] == 20
    assert body["outputConfiguration"]["outputs"][2] == {
        key: value for key, value in matrix.items() if key != "propertyName"
    }
    assert body["allowedGroupTypes"] == ["FIT", "INTENT"]


def test_new_rule_and_group_go_with_their_keys_as_ids() -> None:
    """The update's schema demands an id of every group and rule; the server gives the real one."""
    section = deepcopy(SECTION)
    groups = section["engagement"]["groups"]
    groups["web"]["rules"]["cta"] = {"event": "cta_clicked", "add": 4}
    groups["mail"] = {"rules": {}}
    (resource,) = expand(KIND, section, near())
    change = moving(
        look(draft()), resource, "groups.web.rules.cta", "groups.mail.label", "groups.mail.category"
    )

    ((_, _, body),) = writes(change, [Answer(200, {})])

    assert [rule["id"] for rule in body["groupConfigs"][0]["ruleConfigurations"]] == ["31", "32", "web.cta"]
    assert body["groupConfigs"][1] == {
        "id": "mail",
        "groupName": "mail",
        "groupCategory": "INTENT",
        "ruleConfigurations": [],
    }


def test_renamed_threshold_goes_under_its_old_label() -> None:
    """A tier has no id: `newLabel` renames the one of the label; the others stay."""
    resource = score({"thresholds": {"hot": {"from": 70, "label": "Very hot", "color": "RED"}, "warm": 30}})
    ledger = Ledger(1, {ADDRESS: Entry("9", keys={"thresholds.hot": "Hot", "thresholds.warm": "warm"})})
    seen = look(draft(), resource=resource, context=replace(TOKYO, ledger=ledger))
    change = moving(seen, resource, "thresholds.hot.label", "thresholds.hot.from")

    ((_, _, body),) = writes(change, [Answer(200, {})])

    assert body["outputConfiguration"]["outputs"][1]["boundaries"] == [
        {"label": "Hot", "newLabel": "Very hot", "threshold": 70, "color": "RED"},
        {"label": "warm", "threshold": 30},
    ]


def test_new_threshold_is_added() -> None:
    """A new tier stands beside the others, the highest first."""
    resource = score({"thresholds": {"hot": 60, "warm": 30, "top": {"from": 90, "label": "Top"}}})
    change = moving(look(draft()), resource, "thresholds.top.from", "thresholds.top.label")

    ((_, _, body),) = writes(change, [Answer(200, {})])

    tiers = body["outputConfiguration"]["outputs"][1]["boundaries"]
    assert tiers == [{"label": "Top", "threshold": 90}, *TIERS]


def test_publish_is_a_request_of_its_own() -> None:
    """Publishing sends no body; a score of the same run is known by the id it got."""
    seen = look(draft())
    change = moving(seen, score(), "published", phase=Phase.PUBLISH)
    fresh = replace(change, actual=None)
    learnt = TOKYO.named(KIND.learn(ADDRESS, {"": "12"}))

    asked, _ = talk(KIND.compile([fresh], learnt), [Answer(200, {})])

    assert writes(change, [Answer(200, {})]) == [("POST", "/scores/9/draft/publish", None)]
    assert asked[0][0].path == "/scores/12/draft/publish"


def test_delete() -> None:
    """A delete needs the id only."""
    assert writes(delete(found(look(draft()), str(ADDRESS))), [Answer(204)]) == [
        ("DELETE", "/scores/9", None)
    ]


def test_phases_and_what_lapses() -> None:
    """Everything is drafted; publishing is a phase of its own and lapses with every draft."""
    assert KIND.phase("groups.web.max", None) is Phase.DRAFT
    assert KIND.phase("published", None) is Phase.PUBLISH
    assert KIND.follow(score(), frozenset({"max"})) == {"published": False}
    assert KIND.follow(score(), frozenset({"published"})) == {}


def test_settled_create_knows_its_id() -> None:
    """The id is the last part of the Location, or in a body where HubSpot answers one."""
    call = Call("scores", "POST", "/scores", carries=(ADDRESS,))

    (done,) = KIND.settle(call, Answer(201, None, {"location": "/marketing/x/scores/9"}), TOKYO)
    (told,) = KIND.settle(call, Answer(200, {"id": "9"}), TOKYO)
    (refused,) = KIND.settle(call, Answer(400, {"message": "bad rule"}), TOKYO)

    assert (done.done, done.id) == (told.done, told.id) == (True, "9")
    assert not refused.done
    assert refused.finding is not None
    assert "bad rule" in refused.finding.summary


def test_hazards() -> None:
    """Publishing touches every record; deleting takes the properties along; a draft is harmless."""
    seen = look(draft())
    publish = moving(seen, score(), "published", phase=Phase.PUBLISH)

    assert [finding.code for finding in KIND.hazards(publish)] == ["RV581"]
    assert [finding.code for finding in KIND.hazards(delete(found(seen, str(ADDRESS))))] == ["RV582"]
    assert list(KIND.hazards(moving(seen, score(), "max"))) == []


def test_by_hand_names_the_score_and_the_value() -> None:
    """A person reads where to click and what to set."""
    told = KIND.by_hand(moving(look(draft()), score(), "max"), TOKYO)

    assert "engagement" in told
    assert "max = 100" in told


def test_described_score_expands_to_the_same_units() -> None:
    """What `pull` writes is a blueprint that needs no change."""
    observed = found(look(draft(), live()), str(ADDRESS))

    (again,) = expand(KIND, {"engagement": KIND.describe(observed, TOKYO)}, near())

    unsaid = {"output.intent.label", "output.threshold.label"}
    assert again.units == {path: value for path, value in observed.units.items() if path not in unsaid}


def test_described_score_leaves_out_what_has_no_words() -> None:
    """A rule that the blueprint cannot say stays HubSpot's own."""
    config = draft()
    config["groupConfigs"][0]["ruleConfigurations"][0]["configuration"] = {
        "calculation": {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": []}
    }

    entry = KIND.describe(found(look(config), str(ADDRESS)), TOKYO)

    assert list(entry["groups"]["web"]["rules"]) == ["often"]


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("max", 80, {"max": 80}),
        ("max", MISSING, {}),
        ("name", "New", {"name": {"ja": "古い", "en": "New"}}),
        ("published", False, {}),
        ("published", True, {"publish": True}),
        ("groups.web.max", 7, {"groups": {"web": {"label": "Web", "max": 7}}}),
        ("groups.web.label", "W", {"groups": {"web": {"label": "W"}}}),
        (
            "groups.web.rules.cta",
            {"event": "cta_clicked", "add": 1},
            {"groups": {"web": {"label": "Web", "rules": {"cta": {"event": "cta_clicked", "add": 1}}}}},
        ),
        ("thresholds.warm.from", 35, {"thresholds": {"warm": 35}}),
        ("thresholds.warm.label", "W", {"thresholds": {"warm": {"from": 30, "label": "W"}}}),
        ("thresholds.warm.from", MISSING, {"thresholds": {}}),
        ("output.intent.property", "score_a", {"output": {"property": "score_a"}}),
        ("output.threshold.property", "score_a_threshold", {"output": {"property": "score_a"}}),
        ("output.fit.label", "Score (FIT)", {"output": {"label": "Score"}}),
        ("output.fit.group", "g", {"output": {"group": "g"}}),
    ],
)
def test_rewritten_entry(path: str, value: Json, expected: dict[str, Any]) -> None:
    """`--keep` changes the one unit in the file, in the target's language."""
    starts: dict[str, dict[str, Any]] = {
        "max": {"max": 100},
        "name": {"name": {"ja": "古い", "en": "Old"}},
        "published": {"publish": True},
        "groups": {"groups": {"web": {"label": "Web"}}},
        "thresholds": {"thresholds": {"warm": 30}},
        "output": {},
    }
    entry = deepcopy(starts[path.partition(".")[0]])

    KIND.rewrite(entry, path, value, TOKYO)

    assert entry == expected


def test_a_rule_without_words_is_not_kept() -> None:
    """What only HubSpot's editor can express would make the file unreadable, so it is refused."""
    entry: dict[str, Any] = {"groups": {"web": {"rules": {"lp_view": {"event": "page_visited", "add": 5}}}}}
    before = deepcopy(entry)

    with pytest.raises(Refused) as refused:
        KIND.rewrite(entry, "groups.web.rules.lp_view", {"calculation": {"type": "ASSOCIATION"}}, TOKYO)

    assert [finding.code for finding in refused.value.findings] == ["RV583"]
    assert refused.value.exit_code == 4
    assert entry == before
