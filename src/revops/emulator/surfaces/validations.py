"""`/crm/property-validations`: the rules that a property's values must meet (dossier D6).

Rule types, the properties that may have them, and the form of their arguments are those of HubSpot's guide to
property validations. There is no request that takes a rule back. Unverified, and decided here: the answers to
what is wrong are 400s, a rule that is not there is a 404, and a lower limit above the upper one is refused.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from revops.emulator import object_types
from revops.emulator.check import body_of, boolean, list_of, text, whole_number
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.property_tables import active, existing

if TYPE_CHECKING:
    from revops.emulator.object_types import ObjectType
    from revops.emulator.portal import Portal

TABLE = "property_validations"
"""Rules by `contacts/nps`, in the order of their making: rule type -> what was sent."""

Accepts = Callable[[list[str]], bool]


@dataclass(frozen=True)
class Rule:
    """Who may have it, and which arguments it takes."""

    types: tuple[str, ...]
    fields: tuple[str, ...]
    accepts: Accepts


def _none(arguments: list[str]) -> bool:
    return not arguments


def _one(pattern: str) -> Accepts:
    return lambda arguments: len(arguments) == 1 and re.fullmatch(pattern, arguments[0]) is not None


def _at_most_one(pattern: str) -> Accepts:
    return lambda arguments: not arguments or _one(pattern)(arguments)


def _some(pattern: str, most: int) -> Accepts:
    return lambda arguments: (
        1 <= len(arguments) <= most and all(re.fullmatch(pattern, argument) for argument in arguments)
    )


def _between(least: int, most: int) -> Accepts:
    return lambda arguments: (
        len(arguments) == 1 and (number := whole_number(arguments[0])) is not None and least <= number <= most
    )


def _expression(arguments: list[str]) -> bool:
    """RE2 is not at hand: a pattern that Python cannot read either is refused, and RE2's own words pass."""
    if len(arguments) != 2 or re.search(r"\(\?<?[=!]|\\[1-9]", arguments[0]):
        return False
    try:
        re.compile(re.sub(r"\\p\{\w+\}|\\z", "a", arguments[0]))
    except (re.error, OverflowError, RecursionError):
        return False
    return True


_LINE, _LINES, _PHONE = ("text",), ("text", "textarea"), ("phonenumber",)
_TEXT, _CALLED, _ANY = ("string",), ("string", "phone_number"), ()
_NUMBER, _DATE, _DATETIME = ("number",), ("date",), ("datetime",)
_LONGEST = 10_000
_number = _one(r"-?\d+(\.\d+)?")
_stamp = _one(r"-?\d+")
_period = _one(r"P(?=\d)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?")
_domains = _some(r"[^\s.]+(\.[^\s.]+)+", 20)
_days = _some("MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY", 7)

RULES: Mapping[str, Rule] = {
    "AFTER_DATETIME_DURATION": Rule(_DATETIME, _ANY, _period),
    "AFTER_DURATION": Rule(_DATE, _ANY, _period),
    "ALPHANUMERIC": Rule(_TEXT, _LINES, _one("ALPHANUMERIC|ALPHA_ONLY|NUMERIC_ONLY")),
    "BEFORE_DATETIME_DURATION": Rule(_DATETIME, _ANY, _period),
    "BEFORE_DURATION": Rule(_DATE, _ANY, _period),
    "DAYS_OF_WEEK": Rule((*_DATE, *_DATETIME), _ANY, _days),
    "DECIMAL": Rule(_NUMBER, _ANY, _between(0, 20)),
    "DOMAIN": Rule(_TEXT, _LINE, _none),
    "EMAIL": Rule(_TEXT, _LINE, _none),
    "EMAIL_ALLOWED_DOMAINS": Rule(_TEXT, _LINE, _domains),
    "EMAIL_BLOCKED_DOMAINS": Rule(_TEXT, _LINE, _domains),
    "END_DATE": Rule(_DATE, _ANY, _stamp),
    "END_DATETIME": Rule(_DATETIME, _ANY, _stamp),
    "FORMAT": Rule(_TEXT, _LINES, _one("CAPITALIZATION|UPPER|LOWER")),
    "MAX_LENGTH": Rule(_CALLED, (*_LINES, *_PHONE), _between(1, _LONGEST)),
    "MAX_NUMBER": Rule(_NUMBER, _ANY, _number),
    "MIN_LENGTH": Rule(_CALLED, (*_LINES, *_PHONE), _between(1, _LONGEST)),
    "MIN_NUMBER": Rule(_NUMBER, _ANY, _number),
    "PHONE_NUMBER_WITH_EXPLICIT_COUNTRY_CODE": Rule(_CALLED, _PHONE, _at_most_one("[a-z]{2}")),
    "REGEX": Rule(_TEXT, _LINES, _expression),
    "SPECIAL_CHARACTERS": Rule(_TEXT, _LINES, _one("NOT_ALLOWED")),
    "START_DATE": Rule(_DATE, _ANY, _stamp),
    "START_DATETIME": Rule(_DATETIME, _ANY, _stamp),
    "URL": Rule(_TEXT, _LINE, _none),
    "URL_ALLOWED_DOMAINS": Rule(_TEXT, _LINE, _domains),
    "URL_BLOCKED_DOMAINS": Rule(_TEXT, _LINE, _domains),
    "WHITESPACE": Rule(_TEXT, _LINE, _at_most_one("ALL|TRIM")),
}
"""By rule type. `MIN_LENGTH` is "greater than 1" in the guide's table and 1 in its example: 1 is accepted."""

_LIMITS = (
    ("MIN_NUMBER", "MAX_NUMBER"),
    ("MIN_LENGTH", "MAX_LENGTH"),
    ("START_DATE", "END_DATE"),
    ("START_DATETIME", "END_DATETIME"),
)


def _kind(ask: Ask) -> ObjectType:
    """The object type by its id; whether its name would do is unverified."""
    kind = object_types.of(ask)
    if ask.args["object_type"] != kind.id:
        raise Refusal(400, f"Invalid object type id: {ask.args['object_type']}")
    return kind


def _shown(rules: Mapping[str, Json]) -> list[Json]:
    return [{"ruleType": name, **told} for name, told in rules.items()]


def _held(portal: Portal, kind: ObjectType, name: str) -> dict[str, Json]:
    found: dict[str, Json] = portal.table(TABLE).get(f"{kind.name}/{name}", {})
    return found


def list_rules(ask: Ask) -> Reply:
    """Every active property that has a rule; the others are not in the list."""
    kind = _kind(ask)
    mine, there = f"{kind.name}/", active(ask.portal, kind)
    held = [
        (key.removeprefix(mine), rules)
        for key, rules in ask.portal.table(TABLE).items()
        if key.startswith(mine)
    ]
    rows = [
        {"propertyName": name, "propertyValidationRules": _shown(rules)}
        for name, rules in held
        if name in there
    ]
    return Reply(200, {"results": rows})


def read_rules(ask: Ask) -> Reply:
    kind = _kind(ask)
    name = existing(ask.portal, kind, ask.args["property"])["name"]
    return Reply(200, {"results": _shown(_held(ask.portal, kind, name))})


def read_rule(ask: Ask) -> Reply:
    kind, rule = _kind(ask), _rule_type(ask)
    name = existing(ask.portal, kind, ask.args["property"])["name"]
    rules = _held(ask.portal, kind, name)
    if rule not in rules:
        raise Refusal(404, f"Property {name} has no validation rule {rule}", "OBJECT_NOT_FOUND")
    return Reply(200, {"ruleType": rule, **rules[rule]})


def write_rule(ask: Ask) -> Reply:
    """Sets one rule and leaves the others as they are."""
    kind, rule = _kind(ask), _rule_type(ask)
    sent = body_of(ask, {"ruleArguments": list_of(text)}, {"shouldApplyNormalization": boolean})
    definition = existing(ask.portal, kind, ask.args["property"])
    _check_property(definition, rule)
    if not RULES[rule].accepts(sent["ruleArguments"]):
        raise Refusal(400, f"Invalid arguments for rule {rule}: {sent['ruleArguments']}")
    rules = {**_held(ask.portal, kind, definition["name"]), rule: sent}
    _check_limits(rules)
    ask.portal.table(TABLE)[f"{kind.name}/{definition['name']}"] = rules
    return Reply(204)


def _rule_type(ask: Ask) -> str:
    rule = ask.args["rule_type"]
    if rule not in RULES:
        raise Refusal(400, f"Unknown rule type: {rule}")
    return rule


def _check_property(definition: Mapping[str, Json], rule: str) -> None:
    wanted = RULES[rule]
    fits = not wanted.fields or definition["fieldType"] in wanted.fields
    if definition["type"] not in wanted.types or not fits:
        told = f"{definition['type']} ({definition['fieldType']})"
        raise Refusal(400, f"Rule {rule} cannot be applied to property {definition['name']} of type {told}")


def _check_limits(rules: Mapping[str, Json]) -> None:
    for low, high in _LIMITS:
        if low in rules and high in rules:
            least, most = (float(rules[name]["ruleArguments"][0]) for name in (low, high))
            if least > most:
                raise Refusal(400, f"{low} must not be greater than {high}")


def _load(portal: Portal, args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of the object's rules."""
    kind, table = object_types.resolve(portal, args["object_type"]), portal.table(TABLE)
    for key in [key for key in table if key.startswith(f"{kind.name}/")]:
        del table[key]
    for row in body["results"]:
        rules = {rule["ruleType"]: rule for rule in row["propertyValidationRules"]}
        table[f"{kind.name}/{row['propertyName']}"] = {
            name: {key: value for key, value in rule.items() if key != "ruleType"}
            for name, rule in rules.items()
        }


LOADERS = {
    "/crm/property-validations/<version>/<object_type>": _load,
    "/crm/v3/property-validations/<object_type>": _load,
}
_PROPERTY = "/<object_type>/<property>"
_RULE = f"{_PROPERTY}/rule-type/<rule_type>"
ROUTES = tuple(
    Route(method, f"{base}{path}", handler, versions, scopes, write=method == "PUT")
    for base, versions in (
        ("/crm/property-validations/{version}", ("2026-09", "2026-03")),
        ("/crm/{version}/property-validations", ("v3",)),
    )
    for method, path, handler, scopes in (
        ("GET", "/<object_type>", list_rules, object_types.schema_read),
        ("GET", _PROPERTY, read_rules, object_types.schema_read),
        ("GET", _RULE, read_rule, object_types.schema_read),
        ("PUT", _RULE, write_rule, object_types.schema_write),
    )
)
