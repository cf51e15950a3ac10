"""The one table of rules: which check, under which code, how severe."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from revops.blueprint.lint import (
    backwards,
    labels,
    naming,
    options,
    placeholders,
    roles,
    scores,
    stages,
    steps,
    texts,
    unknown,
    unused,
)
from revops.blueprint.lint.subject import Hit, Subject
from revops.model.finding import Severity


class Rule(NamedTuple):
    """A check that every place it yields fails."""

    code: str
    severity: Severity
    check: Callable[[Subject], Iterator[Hit]]


_WARNING, _INFO = Severity.WARNING, Severity.INFO

UNCLEAR, USELESS = "RV710", "RV711"
"""What is wrong with the comments themselves: warnings that no comment allows."""

TOGETHER = ("RV716", "RV717")
"""Rules that one habit breaks, in one entry after the other: a place that breaks both is told once."""

MORE = "RV737"
"""A note in place of findings that nobody would read."""

RULES: Final[tuple[Rule, ...]] = (
    Rule("RV220", _WARNING, unknown.misspelt),
    Rule("RV235", _INFO, unknown.only_in_the_portal),
    Rule("RV237", _WARNING, texts.stray_language),
    Rule("RV712", _WARNING, naming.not_snake_case),
    Rule("RV713", _INFO, naming.other_prefix),
    Rule("RV714", _WARNING, naming.like_hubspots),
    Rule("RV715", _WARNING, texts.look_alikes),
    Rule("RV716", _INFO, texts.no_description),
    Rule("RV717", _INFO, texts.no_filler),
    Rule("RV718", _WARNING, labels.same_but_for_spelling),
    Rule("RV719", _INFO, labels.one_letter_apart),
    Rule("RV720", _WARNING, texts.odd_width),
    Rule("RV721", _INFO, texts.too_long),
    Rule("RV722", _INFO, texts.untranslated),
    Rule("RV723", _INFO, texts.missing_language),
    Rule("RV724", _WARNING, options.numbers_out_of_order),
    Rule("RV725", _INFO, options.rest_not_last),
    Rule("RV726", _INFO, options.too_many),
    Rule("RV727", _INFO, options.only_one),
    Rule("RV728", _INFO, options.mixed_case),
    Rule("RV729", _WARNING, stages.falling_probability),
    Rule("RV730", _WARNING, stages.never_closed),
    Rule("RV731", _WARNING, stages.unreachable),
    Rule("RV732", _WARNING, unused.groups),
    Rule("RV733", _WARNING, unused.conditions),
    Rule("RV734", _WARNING, unused.variables),
    Rule("RV735", _WARNING, steps.delay_at_the_end),
    Rule("RV736", _INFO, steps.task_for_nobody),
    Rule("RV845", _WARNING, scores.group_above_score),
    Rule("RV846", _WARNING, placeholders.undeclared),
    Rule("RV920", _WARNING, roles.undescribed),
    Rule("RV960", _WARNING, backwards.earlier_stage),
)
