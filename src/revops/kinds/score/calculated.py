"""The FIT part of a score as a calculation formula, as far as formulas go (dossier B7, E4).

Only words that the dossier calls confirmed are written: `if`, comparisons, `is_present`, `contains`, `min`,
`max`. What a record without a value gives is said outright: no source tells what an empty one compares to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

from revops.kinds import filters
from revops.kinds.score.rules import ConditionRule, MatchRule, Rule, short
from revops.kinds.score.spec import GroupSpec, ScoreSpec
from revops.model.condition import Condition, Test
from revops.model.json import Json
from revops.model.words import WORDS


@dataclass(frozen=True)
class Points:
    """An expression, and between which points its value lies."""

    text: str
    low: float
    high: float

    def __add__(self, other: Points) -> Points:
        return Points(f"{self.text} + {other.text}", self.low + other.low, self.high + other.high)

    def within(self, least: float | None, most: float | None) -> Points:
        """Limited; a limit that no value reaches is not written."""
        found = self
        if most is not None and found.high > most:
            found = Points(f"min({found.text}, {_number(most)})", min(found.low, most), most)
        if least is not None and found.low < least:
            found = Points(f"max({found.text}, {_number(least)})", least, max(found.high, least))
        return found


def formula(spec: ScoreSpec, rules: Mapping[str, Rule]) -> str:
    """The formula of all FIT groups, each and together within their limits; empty where none is sayable."""
    groups = [
        points.within(group.min, group.max)
        for name, group in sorted(spec.groups.items())
        if is_fit(group, spec)
        if (points := _sum(calculable(rules, name).values()))
    ]
    total = _sum(groups)
    return total.within(None, spec.max).text if total else ""


def is_fit(group: GroupSpec, spec: ScoreSpec) -> bool:
    return (group.category or spec.category) == "FIT"


def calculable(rules: Mapping[str, Rule], group: str) -> dict[str, Points]:
    """The rules of a group that a formula can say, by unit path."""
    mine = {path: rule for path, rule in sorted(rules.items()) if path.startswith(f"groups.{group}.rules.")}
    found = {path: _points(rule) for path, rule in mine.items() if rule.enabled}
    return {path: points for path, points in found.items() if points}


def _sum(parts: Iterable[Points]) -> Points | None:
    found = list(parts)
    return reduce(lambda one, other: one + other, found) if found else None


def _points(rule: Rule) -> Points | None:
    match rule.counted:
        case ConditionRule(condition, add):
            said = _said(condition)
            found = _where(said, add) if said else None
        case MatchRule() as match:
            found = _matched(match)
        case _:
            found = None
    return found.within(rule.least, rule.most) if found else None


def _where(condition: str, add: float) -> Points:
    text = f"(if {condition} then {_number(add)} else 0)"
    return Points(text, min(add, 0), max(add, 0))


def _matched(rule: MatchRule) -> Points | None:
    """Every case that holds counts, as it does in the score."""
    tests = [_said(test) for test, _ in rule.cases]
    said = [test for test in tests if test]
    if len(said) < len(tests):
        return None
    parts = [_where(test, add) for test, (_, add) in zip(said, rule.cases, strict=True)]
    if rule.otherwise:
        none = f"not ({' or '.join(f'({test})' for test in said)})"
        parts.append(_where(none, rule.otherwise))
    return _sum(parts)


def _said(condition: Condition) -> str:
    """A conjunction of tests as a formula's condition; empty where formulas have no words for it."""
    (leaves,) = filters.alternatives(condition)
    said = [_leaf(leaf.of, negated=leaf.negated) for leaf in leaves if isinstance(leaf.of, Test)]
    return " and ".join(said) if all(said) else ""


def _leaf(test: Test, *, negated: bool) -> str:
    """A denied test holds for records without a value; so do the negative words (`filters.operations`)."""
    name = test.property.name
    if test.word in ("known", "unknown"):
        present = f"is_present({name})"
        return f"not {present}" if (test.word == "known") == negated else present
    opposite = WORDS[test.word].opposite
    denied = negated or WORDS[test.word].negative
    word = opposite if WORDS[test.word].negative and opposite else test.word
    held = _held(test.type, word, name, test.value)
    if not held or (negated and WORDS[test.word].negative):
        return ""
    return f"(not is_present({name}) or not ({held}))" if denied else f"(is_present({name}) and ({held}))"


def _held(type_: str, word: str, name: str, value: Json) -> str:
    """The positive words."""
    said = _SAID.get((type_, word))
    texts = value if isinstance(value, list | tuple) else [value]
    if said is None or any(isinstance(one, str) and set(one) & {"'", "\\"} for one in texts):
        return ""
    return said(name, value)


def _number(value: float) -> str:
    return str(short(value))


def _any(form: str) -> Callable[[str, Json], str]:
    def said(name: str, values: Sequence[str]) -> str:
        return " or ".join(form.format(name=name, value=value) for value in values)

    return said


def _one(form: str) -> Callable[[str, Json], str]:
    def said(name: str, value: Json) -> str:
        return form.format(name=name, value=str(value).lower() if isinstance(value, bool) else _number(value))

    return said


def _between(name: str, bounds: Sequence[float]) -> str:
    return f"{name} >= {_number(bounds[0])} and {name} <= {_number(bounds[1])}"


_EQUAL: Final = _any("{name} equals '{value}'")
_CONTAIN: Final = _any("contains({name}, '{value}')")
_SAID: Final[Mapping[tuple[str, str], Callable[[str, Json], str]]] = {
    **{(text, "equals"): _EQUAL for text in ("string", "phone_number")},
    **{(text, "contains"): _CONTAIN for text in ("string", "phone_number")},
    ("enumeration", "any_of"): _EQUAL,
    ("bool", "is"): _one("{name} equals {value}"),
    ("number", "equals"): _one("{name} equals {value}"),
    ("number", "at_least"): _one("{name} >= {value}"),
    ("number", "at_most"): _one("{name} <= {value}"),
    ("number", "greater_than"): _one("{name} > {value}"),
    ("number", "less_than"): _one("{name} < {value}"),
    ("number", "between"): _between,
}
"""Type and word -> what a formula says; none for sets (`exactly`, `all_of`) and dates."""
