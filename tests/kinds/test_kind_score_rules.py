"""Rules of lead scores about segments and associated records, limits, the matrix and who is scored (E3)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest
from kind_talk import Reading, expand, found, rows, talk
from pydantic import ValidationError

from revops.kinds.score import ScoreKind, outputs
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.change import Action, Change, UnitChange
from revops.model.context import Context, Names
from revops.model.finding import Refused
from revops.model.json import MISSING, Json
from revops.model.plan import PortalFacts
from revops.model.spec import Need, Observation, Phase, Resource, Symbol

KIND = ScoreKind()
ADDRESS = Address("score", "contacts", "quality")
SEGMENTS = {Symbol("segment", "customers"): "11", Symbol("segment", "Rivals"): "12"}
TOKYO = Context(locale="en", portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=Names(SEGMENTS))
TYPES = {"contacts.jobtitle": "string", "companies.size": "number", "companies.industry": "enumeration"}
ENTRIES = {"segments": {"customers": {"name": {"en": "All customers", "ja": "顧客"}}}}
NEVER_PUBLISHED = Answer(404, {"category": "OBJECT_NOT_FOUND", "message": "no"})
ROW = {"id": "9", "name": "Quality", "scoreType": "CUSTOM", "scoredObjectTypeId": "0-1"}


def near() -> Reading:
    return Reading(types=TYPES, entries=ENTRIES)


def entry(**changed: Any) -> dict[str, Any]:
    return {"object": "contacts", "name": "Quality", "category": "FIT", **changed}


def score(here: Reading | None = None, **changed: Any) -> Resource:
    (resource,) = expand(KIND, {"quality": entry(**changed)}, here or near())
    return resource


def ruled(rule: Mapping[str, Any]) -> Resource:
    return score(groups={"g": {"rules": {"one": rule}}})


def config(**changed: Any) -> dict[str, Any]:
    """A draft as `GET /scores/9/draft` answers it."""
    return {
        "id": "9",
        "name": "Quality",
        "objectTypeId": "0-1",
        "allowedGroupTypes": ["FIT"],
        "maxScorePerCategory": 100,
        "scoreStatus": "draft",
        "groupConfigs": [],
        **changed,
    }


def with_rule(calculation: Json, **limits: Json) -> dict[str, Any]:
    rule = {"id": "31", "enabled": True, "configuration": {"calculation": calculation}, **limits}
    group = {"id": "21", "groupName": "g", "groupCategory": "FIT", "ruleConfigurations": [rule]}
    return config(groupConfigs=[group])


def look(read: Json, resource: Resource, *later: Sequence[Answer], context: Context = TOKYO) -> Observation:
    first = [rows(ROW)]
    if any(symbol.kind == "segment" for symbol in resource.uses):
        first.append(rows({"listId": "11", "name": "All customers"}, {"listId": "12", "name": "Rivals"}))
    answers = [first, [Answer(200, read), NEVER_PUBLISHED], *later]
    _, seen = talk(KIND.observe("contacts", [resource], context), *answers)
    assert isinstance(seen, Observation)
    return seen


def created(resource: Resource) -> Json:
    """The body of the create."""
    units = [UnitChange(path, MISSING, v) for path, v in resource.units.items() if path != "published"]
    change = Change(ADDRESS, Phase.DRAFT, Action.CREATE, tuple(units), resource=resource)
    (first, *_), _ = talk(KIND.compile([change], TOKYO), [Answer(400, {"message": "no"})])
    return first[0].body


def updated(seen: Observation, resource: Resource, *paths: str) -> Json:
    """The body of a draft update of some units."""
    actual = found(seen, str(ADDRESS))
    units = tuple(UnitChange(p, actual.units.get(p, MISSING), resource.units[p]) for p in paths)
    change = Change(ADDRESS, Phase.DRAFT, Action.UPDATE, units, resource=resource, actual=actual)
    ((call,),), _ = talk(KIND.compile([change], TOKYO), [Answer(200, {})])
    return call.body


def member(operation: str, *ids: int, value: float = 5) -> dict[str, Any]:
    rule = {"operation": operation, "segmentIds": list(ids), "value": value}
    return {"type": "SEGMENT_MEMBERSHIP", "segmentMembershipRules": [rule]}


CUSTOMERS, RIVALS = {"in_segment": "customers"}, {"in_segment": "Rivals"}
AT_LEAST_100 = {
    "operationType": "NUMBER",
    "operator": "IS_GREATER_THAN_OR_EQUAL_TO",
    "value": 100,
    "includeObjectsWithNoValueSet": False,
}
LINKS = {
    "associationSpec": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 279},
    "inverseAssociationSpec": {"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 280},
}
BIG = {
    "type": "ASSOCIATIONS",
    "associatedObjectTypeId": "0-2",
    **LINKS,
    "rollupType": "MAX",
    "recordCalculation": {
        "type": "CONDITIONAL",
        "whereCondition": {
            "type": "COMPOSITE",
            "operator": "AND",
            "conditions": [{"type": "SINGLE", "property": "size", "operation": AT_LEAST_100}],
        },
        "value": 10,
    },
    "associationFilters": {
        "propertyFilters": [
            {
                "filterType": "PROPERTY",
                "property": "industry",
                "operation": {
                    "operationType": "ENUMERATION",
                    "operator": "IS_ANY_OF",
                    "values": ["IT"],
                    "includeObjectsWithNoValueSet": False,
                },
            }
        ]
    },
}
CALLED = {
    "type": "ASSOCIATION_UE",
    "associatedObjectTypeId": "0-2",
    **LINKS,
    "rollupType": "SUM",
    "recordCalculation": {
        "type": "MULTI_UE",
        "eventCalculators": [
            {"eventTypeId": "4-1733817", "recordCalculation": {"type": "CONSTANT", "value": 1}}
        ],
    },
}
RULES = [
    pytest.param({"if": CUSTOMERS, "add": 5}, member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 11), id="member"),
    pytest.param(
        {"if": {"any": [RIVALS, CUSTOMERS]}, "add": 5},
        member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 12, 11),
        id="any",
    ),
    pytest.param(
        {"if": {"all": [RIVALS, CUSTOMERS]}, "add": 5},
        member("HAS_ALL_SEGMENT_MEMBERSHIP", 12, 11),
        id="all",
    ),
    pytest.param(
        {"if": {"not": {"any": [RIVALS, CUSTOMERS]}}, "add": -5},
        member("HAS_NO_SEGMENT_MEMBERSHIP", 12, 11, value=-5),
        id="none",
    ),
    pytest.param(
        {
            "associated": "companies",
            "rollup": "MAX",
            "only": {"property": "companies.industry", "any_of": ["IT"]},
            "rule": {"if": {"property": "companies.size", "at_least": 100}, "add": 10},
        },
        BIG,
        id="associated",
    ),
    pytest.param(
        {"associated": "companies", "rollup": "SUM", "rule": {"event": "call_started", "add": 1}},
        CALLED,
        id="associated-events",
    ),
]


@pytest.mark.parametrize(("rule", "calculation"), RULES)
def test_calculation_of_a_rule(rule: Mapping[str, Any], calculation: Mapping[str, Any]) -> None:
    """Members of segments and associated records are calculations of their own; segments go by number."""
    (group,) = created(ruled(rule))["groupConfigs"]

    assert group["ruleConfigurations"] == [{"configuration": {"calculation": calculation}, "enabled": True}]


@pytest.mark.parametrize(("rule", "calculation"), RULES)
def test_rule_read_back(rule: Mapping[str, Any], calculation: Mapping[str, Any]) -> None:
    """What was written reads as the same unit, with the segments under the entry's own names."""
    resource = ruled(rule)

    units = found(look(with_rule(calculation), resource), str(ADDRESS)).units

    assert units["groups.g.rules.one"] == resource.units["groups.g.rules.one"]


def test_limits_of_a_rule_go_there_and_back() -> None:
    """`max` and `min` of a rule are HubSpot's maximumValue and minimumValue, and part of the rule's unit."""
    resource = ruled({"if": CUSTOMERS, "add": 5, "max": 20, "min": -3})
    (group,) = created(resource)["groupConfigs"]
    (rule,) = group["ruleConfigurations"]
    calculation = member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 11)

    read = look(with_rule(calculation, maximumValue=20, minimumValue=-3), resource)

    assert (rule["maximumValue"], rule["minimumValue"]) == (20, -3)
    assert resource.units["groups.g.rules.one"] == {"if": CUSTOMERS, "add": 5, "max": 20, "min": -3}
    assert found(read, str(ADDRESS)).units["groups.g.rules.one"] == resource.units["groups.g.rules.one"]


def test_a_limit_that_the_blueprint_drops_is_dropped() -> None:
    """A rule is one unit, so a limit that is no longer said does not stay behind."""
    resource = ruled({"if": CUSTOMERS, "add": 5})
    seen = look(with_rule(member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 11), maximumValue=20), resource)
    context = replace(TOKYO)
    actual = found(seen, str(ADDRESS))
    keyed = replace(actual, keys={"groups.g": "21", "groups.g.rules.one": "31"})
    path = "groups.g.rules.one"
    unit = UnitChange(path, actual.units.get(path, MISSING), resource.units[path])
    change = Change(ADDRESS, Phase.DRAFT, Action.UPDATE, (unit,), resource=resource, actual=keyed)

    ((call,),), _ = talk(KIND.compile([change], context), [Answer(200, {})])

    (rule,) = call.body["groupConfigs"][0]["ruleConfigurations"]
    assert "maximumValue" not in rule
    assert rule["id"] == "31"


@pytest.mark.parametrize(
    ("rule", "code", "last"),
    [
        (
            {"if": {"all": [CUSTOMERS, {"property": "contacts.jobtitle", "known": True}]}, "add": 1},
            "RV287",
            "if",
        ),
        ({"if": {"all": [CUSTOMERS, {"not": RIVALS}]}, "add": 1}, "RV287", "if"),
        (
            {"if": {"any": [{"all": [CUSTOMERS, RIVALS]}, {"in_segment": "x"}]}, "add": 1},
            "RV287",
            "if",
        ),
        (
            {"associated": "tickets", "rollup": "MAX", "rule": {"if": {"in_segment": "x"}, "add": 1}},
            None,
            None,
        ),
        (
            {"associated": "products", "rollup": "MAX", "rule": {"event": "call_started", "add": 1}},
            "RV882",
            "associated",
        ),
        (
            {
                "associated": "companies",
                "rollup": "MAX",
                "only": {"any": [{"property": "companies.size", "known": True}, CUSTOMERS]},
                "rule": {"event": "call_started", "add": 1},
            },
            "RV287",
            "only",
        ),
        (
            {
                "associated": "companies",
                "rollup": "MAX",
                "rule": {"if": {"property": "contacts.jobtitle", "known": True}, "add": 1},
            },
            "RV282",
            "if",
        ),
        ({"event": "call_started", "add": 1, "min": 5, "max": 2}, "RV881", "min"),
    ],
)
def test_rules_that_hubspot_cannot_hold(rule: Mapping[str, Any], code: str, last: str) -> None:
    """Told at the line; segments stand alone, and associations must have known ids."""
    here = near()

    score(here, groups={"g": {"rules": {"one": rule}}})

    assert [(told, path[-1]) for told, path in here.reports] == ([(code, last)] if code else [])


def test_an_associated_rule_knows_no_other_inside() -> None:
    """Records of records are not counted, and a limit belongs to the whole rule."""
    inner = {"associated": "deals", "rollup": "SUM", "rule": {"event": "call_started", "add": 1}}
    with pytest.raises(ValidationError):
        ruled({"associated": "companies", "rollup": "SUM", "rule": inner})
    with pytest.raises(ValidationError):
        ruled(
            {
                "associated": "companies",
                "rollup": "SUM",
                "rule": {"event": "call_started", "add": 1, "max": 3},
            }
        )


def test_what_a_score_waits_for() -> None:
    """Properties of both objects, and segments that the blueprint describes; any other is a name."""
    resource = score(
        groups={
            "g": {
                "rules": {
                    "a": {"if": {"any": [CUSTOMERS, RIVALS]}, "add": 1},
                    "b": {
                        "associated": "companies",
                        "rollup": "MAX",
                        "rule": {"if": {"property": "companies.size", "at_least": 1}, "add": 1},
                    },
                }
            }
        }
    )

    assert resource.needs == {
        Need(Address("segment", "", "customers")),
        Need(Address("property", "companies", "size")),
    }
    assert resource.uses == {Symbol("segment", "customers"), Symbol("segment", "Rivals")}


def test_a_segment_of_the_blueprint_is_found_by_what_it_is_called() -> None:
    """Without a ledger the portal's name stands for the key, so that the rule reads as it is written."""
    resource = ruled({"if": CUSTOMERS, "add": 5})

    seen = look(
        with_rule(member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 11)),
        resource,
        context=replace(TOKYO, names=Names()),
    )

    assert found(seen, str(ADDRESS)).units["groups.g.rules.one"] == {"if": CUSTOMERS, "add": 5}


def test_a_segment_that_nobody_has_is_waited_for() -> None:
    """A name that is neither in the blueprint nor in the portal has a reason; a described one has none."""
    resource = ruled({"if": {"any": [CUSTOMERS, {"in_segment": "Nobody"}]}, "add": 5})

    seen = look(config(), resource, context=replace(TOKYO, names=Names()))

    assert seen.missing == {Symbol("segment", "Nobody"): "the portal has no segment of this name"}


def test_a_list_of_segments_that_is_refused_is_no_proof() -> None:
    """The score is read all the same; the rule waits with the reason."""
    resource = ruled({"if": RIVALS, "add": 5})
    refused = Answer(403, {"message": "crm.lists.read is missing"})

    _, seen = talk(
        KIND.observe("contacts", [resource], replace(TOKYO, names=Names())),
        [rows(ROW), refused],
        [Answer(200, config()), NEVER_PUBLISHED],
    )

    assert "crm.lists.read" in seen.missing[Symbol("segment", "Rivals")]
    assert found(seen, str(ADDRESS)).units["name"] == "Quality"


def test_segments_cost_a_request_only_where_a_score_speaks_of_them() -> None:
    """A managed score without segments is read with the list and two requests."""
    resource = score()
    plain, _ = talk(
        KIND.observe("contacts", [resource], TOKYO), [rows(ROW)], [Answer(200, config()), NEVER_PUBLISHED]
    )
    speaking = with_rule(member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 12))
    more, seen = talk(
        KIND.observe("contacts", [resource], TOKYO),
        [rows(ROW)],
        [Answer(200, speaking), NEVER_PUBLISHED],
        [rows({"listId": "12", "name": "Rivals"})],
    )

    assert [len(calls) for calls in plain] == [1, 2]
    assert [call.path for call in more[-1]] == ["/search"]
    assert {"if": RIVALS, "add": 5} in found(seen, str(ADDRESS)).units.values()


def test_rule_about_a_nameless_segment_is_shown_whole() -> None:
    """A segment that was deleted has no name any more."""
    calculation = member("HAS_AT_LEAST_ONE_SEGMENT_MEMBERSHIP", 99)

    seen = look(with_rule(calculation), score(), [rows({"listId": "12", "name": "Rivals"})])

    assert {"calculation": calculation} in found(seen, str(ADDRESS)).units.values()


def test_labelled_association_has_no_words() -> None:
    """A rule that follows an association label is HubSpot's own."""
    labelled = deepcopy(BIG)
    labelled["associationSpec"] = {"associationCategory": "USER_DEFINED", "associationTypeId": 7}

    seen = look(with_rule(labelled), score())

    assert {"calculation": labelled} in found(seen, str(ADDRESS)).units.values()


def test_who_is_scored_goes_there_and_back() -> None:
    """The filter stands in the draft update; a create cannot say it."""
    resource = score(records={"exclude": ["Rivals", "customers"]})
    filtered = {"listFilterType": "EXCLUDES", "segmentIds": [12, 11]}
    seen = look(config(), resource)

    assert resource.units["records"] == {"exclude": ["Rivals", "customers"]}
    assert "filterConfiguration" not in created(resource)
    assert updated(seen, resource, "records")["filterConfiguration"] == filtered
    read = found(look(config(filterConfiguration=filtered), resource), str(ADDRESS))
    assert read.units["records"] == resource.units["records"]


@pytest.mark.parametrize("told", [{}, {"include": ["a"], "exclude": ["b"]}, {"include": []}])
def test_who_is_scored_is_one_of_two(told: Mapping[str, Any]) -> None:
    """Members of segments, or everybody else."""
    with pytest.raises(ValidationError):
        score(records=told)


MATRIX = {"FIT": {"a": {"from": 60, "label": {"en": "A", "ja": "甲"}}, "b": 30}, "INTENT": {"high": 50}}
BOTH = {"groups": {"g": {}, "h": {"category": "INTENT"}}, "matrix": MATRIX}


def matrix_config() -> dict[str, Any]:
    output = {
        "id": "43",
        "outputType": "MATRIX",
        "categories": ["FIT", "INTENT"],
        "propertyName": "quality_matrix",
        "propertyLabel": "Quality matrix",
        "boundaries": {
            "FIT": [{"label": "A", "threshold": 60}, {"label": "b", "threshold": 30}],
            "INTENT": [{"label": "high", "threshold": 50}],
        },
    }
    return config(allowedGroupTypes=["FIT", "INTENT"], outputConfiguration={"outputs": [output]})


def test_matrix_is_a_unit_for_each_category() -> None:
    """Labels with their fewest points; the property has a name of its own."""
    resource = score(**BOTH)

    assert resource.units["matrix.fit"] == {"A": 60, "b": 30}
    assert resource.units["matrix.intent"] == {"high": 50}
    assert resource.units["output.matrix.property"] == "quality_matrix"
    promised = {str(ref): type_ for ref, type_ in outputs("quality", resource.spec.spec)}
    assert promised["contacts.quality_matrix"] == "enumeration"


def test_matrix_goes_there_and_back() -> None:
    """The highest step first; the other category stays as it was read."""
    read = matrix_config()
    read["outputConfiguration"]["outputs"][0]["boundaries"]["FIT"] = [{"label": "old", "threshold": 1}]
    resource = score(**BOTH)

    body = updated(look(read, resource), resource, "matrix.fit")

    (sent,) = body["outputConfiguration"]["outputs"]
    assert sent["boundaries"] == matrix_config()["outputConfiguration"]["outputs"][0]["boundaries"]
    units = found(look(matrix_config(), resource), str(ADDRESS)).units
    assert {path: units[path] for path in ("matrix.fit", "matrix.intent")} == {
        "matrix.fit": {"A": 60, "b": 30},
        "matrix.intent": {"high": 50},
    }


def test_matrix_of_one_category_is_refused() -> None:
    """There is nothing to set beside it."""
    here = near()

    score(here, matrix={"FIT": {"a": 1}})

    assert here.codes == ["RV880"]


def test_described_score_expands_to_the_same_units() -> None:
    """`pull` writes segments, associated records, the matrix and who is scored."""
    filtered = {"listFilterType": "INCLUDES", "segmentIds": [12]}
    read = {**matrix_config(), "filterConfiguration": filtered}
    calculations = [member("HAS_NO_SEGMENT_MEMBERSHIP", 12), BIG, CALLED]
    read["groupConfigs"] = [
        {
            "id": "21",
            "groupName": "g",
            "groupCategory": "FIT",
            "ruleConfigurations": [
                {"id": str(n), "enabled": True, "configuration": {"calculation": one}}
                for n, one in enumerate(calculations)
            ],
        },
        {"id": "22", "groupName": "h", "groupCategory": "INTENT", "ruleConfigurations": []},
    ]
    resource = score(**BOTH)
    observed = found(look(read, resource, [rows({"listId": "12", "name": "Rivals"})]), str(ADDRESS))

    described = KIND.describe(observed, TOKYO)

    (again,) = expand(KIND, {"quality": described}, near())
    unsaid = {"output.matrix.label", "output.matrix.property", "published"}
    units = {path: value for path, value in observed.units.items() if path not in unsaid}
    assert {path: again.units.get(path) for path in units} == units
    assert len([path for path in units if ".rules." in path]) == 3


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("records", {"include": ["a"]}, {"records": {"include": ["a"]}}),
        ("records", MISSING, {}),
        ("matrix.fit", {"A": 1}, {"matrix": {"FIT": {"a": {"from": 1, "label": "A"}}}}),
    ],
)
def test_rewritten_entry(path: str, value: Json, expected: Mapping[str, Any]) -> None:
    """`--keep` writes the portal's value in the blueprint's words."""
    written: dict[str, Any] = {}

    KIND.rewrite(written, path, value, TOKYO)

    assert written == expected


def test_a_filter_without_names_is_not_kept() -> None:
    """Ids of a portal never go into a file."""
    with pytest.raises(Refused) as refused:
        KIND.rewrite({}, "records", {"listFilterType": "INCLUDES", "segmentIds": [99]}, TOKYO)

    assert [finding.code for finding in refused.value.findings] == ["RV583"]
