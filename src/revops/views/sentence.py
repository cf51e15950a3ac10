"""A condition as a sentence that a person reads aloud, in Japanese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from revops.model.condition import All, AnyOf, Condition, Not, Submitted, Test
from revops.model.json import Json

_JA = {
    "known": "{p} が入力済み",
    "unknown": "{p} が未入力",
    "updated_in_days": "{p} が過去 {v} 日以内に更新された",
    "not_updated_in_days": "{p} が過去 {v} 日間更新されていない",
    "is": "{p} が {v}",
    "is_not": "{p} が {v} ではない",
    "ever_is": "{p} が {v} だったことがある",
    "never_is": "{p} が {v} だったことがない",
    "any_of": "{p} が {v} のいずれか",
    "none_of": "{p} が {v} のいずれでもない",
    "ever_any_of": "{p} が {v} のいずれかだったことがある",
    "never_any_of": "{p} が {v} のいずれかだったことがない",
    "exactly": "{p} がちょうど {v}",
    "not_exactly": "{p} がちょうど {v} ではない",
    "ever_exactly": "{p} がちょうど {v} だったことがある",
    "never_exactly": "{p} がちょうど {v} だったことがない",
    "all_of": "{p} が {v} のすべてを含む",
    "not_all_of": "{p} が {v} のすべてを含むわけではない",
    "ever_all_of": "{p} が {v} のすべてを含んだことがある",
    "never_all_of": "{p} が {v} のすべてを含んだことがない",
    "equals": "{p} が {v} と等しい",
    "not_equals": "{p} が {v} と等しくない",
    "ever_equals": "{p} が {v} と等しかったことがある",
    "never_equals": "{p} が {v} と等しかったことがない",
    "contains": "{p} が {v} を含む",
    "not_contains": "{p} が {v} を含まない",
    "ever_contains": "{p} が {v} を含んだことがある",
    "never_contains": "{p} が {v} を含んだことがない",
    "contains_exactly": "{p} が {v} を正確に含む",
    "not_contains_exactly": "{p} が {v} を正確には含まない",
    "starts_with": "{p} が {v} で始まる",
    "ends_with": "{p} が {v} で終わる",
    "less_than": "{p} が {v} 未満",
    "at_least": "{p} が {v} 以上",
    "at_most": "{p} が {v} 以下",
    "greater_than": "{p} が {v} より大きい",
    "between": "{p} が {v} の範囲内",
    "not_between": "{p} が {v} の範囲外",
    "before": "{p} が {v} より前",
    "on_or_after": "{p} が {v} 以降",
    "on_or_before": "{p} が {v} 以前",
    "after": "{p} が {v} より後",
    "on": "{p} が {v} の当日",
    "not_on": "{p} が {v} の当日ではない",
    "within_last_days": "{p} が過去 {v} 日以内",
    "not_within_last_days": "{p} が過去 {v} 日以内ではない",
    "within_next_days": "{p} が今後 {v} 日以内",
    "not_within_next_days": "{p} が今後 {v} 日以内ではない",
    "more_than_days_ago": "{p} が {v} 日前より前",
    "more_than_days_ahead": "{p} が {v} 日後より後",
}
_EN = {
    "known": "{p} is known",
    "unknown": "{p} is unknown",
    "updated_in_days": "{p} was updated in the last {v} days",
    "not_updated_in_days": "{p} was not updated in the last {v} days",
    "is": "{p} is {v}",
    "is_not": "{p} is not {v}",
    "ever_is": "{p} has ever been {v}",
    "never_is": "{p} has never been {v}",
    "any_of": "{p} is any of {v}",
    "none_of": "{p} is none of {v}",
    "ever_any_of": "{p} has ever been any of {v}",
    "never_any_of": "{p} has never been any of {v}",
    "exactly": "{p} is exactly {v}",
    "not_exactly": "{p} is not exactly {v}",
    "ever_exactly": "{p} has ever been exactly {v}",
    "never_exactly": "{p} has never been exactly {v}",
    "all_of": "{p} contains all of {v}",
    "not_all_of": "{p} does not contain all of {v}",
    "ever_all_of": "{p} has ever contained all of {v}",
    "never_all_of": "{p} has never contained all of {v}",
    "equals": "{p} equals {v}",
    "not_equals": "{p} does not equal {v}",
    "ever_equals": "{p} has ever equalled {v}",
    "never_equals": "{p} has never equalled {v}",
    "contains": "{p} contains {v}",
    "not_contains": "{p} does not contain {v}",
    "ever_contains": "{p} has ever contained {v}",
    "never_contains": "{p} has never contained {v}",
    "contains_exactly": "{p} contains exactly {v}",
    "not_contains_exactly": "{p} does not contain exactly {v}",
    "starts_with": "{p} starts with {v}",
    "ends_with": "{p} ends with {v}",
    "less_than": "{p} is less than {v}",
    "at_least": "{p} is at least {v}",
    "at_most": "{p} is at most {v}",
    "greater_than": "{p} is greater than {v}",
    "between": "{p} is between {v}",
    "not_between": "{p} is not between {v}",
    "before": "{p} is before {v}",
    "on_or_after": "{p} is on or after {v}",
    "on_or_before": "{p} is on or before {v}",
    "after": "{p} is after {v}",
    "on": "{p} is on {v}",
    "not_on": "{p} is not on {v}",
    "within_last_days": "{p} is within the last {v} days",
    "not_within_last_days": "{p} is not within the last {v} days",
    "within_next_days": "{p} is within the next {v} days",
    "not_within_next_days": "{p} is not within the next {v} days",
    "more_than_days_ago": "{p} is more than {v} days ago",
    "more_than_days_ahead": "{p} is more than {v} days ahead",
}


@dataclass(frozen=True)
class _Language:
    words: Mapping[str, str]
    every: str
    either: str
    negation: str
    group: str
    comma: str
    span: str
    truth: Mapping[bool, str]
    submitted: str
    submitted_any: str


_LANGUAGES = {
    "ja": _Language(
        words=_JA,
        every=" かつ ",
        either=" または ",
        negation="「{}」ではない",
        group="（{}）",
        comma="、",
        span="{} から {}",
        truth={True: "はい", False: "いいえ"},
        submitted="フォーム「{}」を送信した",
        submitted_any="いずれかのフォームを送信した",
    ),
    "en": _Language(
        words=_EN,
        every=" and ",
        either=" or ",
        negation="not ({})",
        group="({})",
        comma=", ",
        span="{} and {}",
        truth={True: "yes", False: "no"},
        submitted="submitted the form “{}”",
        submitted_any="submitted any form",
    ),
}


def sentence(condition: Condition, locale: str) -> str:
    """The condition in words; labels come from the tests. Another locale than `ja` reads as English."""
    return _say(condition, _LANGUAGES.get(locale, _LANGUAGES["en"]))


def _say(condition: Condition, language: _Language) -> str:
    match condition:
        case All(parts):
            return language.every.join(_grouped(part, language) for part in parts)
        case AnyOf(parts):
            return language.either.join(_grouped(part, language) for part in parts)
        case Not(of):
            return language.negation.format(_say(of, language))
        case Submitted(forms):
            said = [language.submitted.format(form) for form in forms]
            return language.either.join(said) or language.submitted_any
        case Test():
            return _test(condition, language)


def _grouped(part: Condition, language: _Language) -> str:
    said = _say(part, language)
    several = isinstance(part, All | AnyOf) or (isinstance(part, Submitted) and len(part.forms) > 1)
    return language.group.format(said) if several else said


def _test(test: Test, language: _Language) -> str:
    labels = dict(test.labels)
    name = labels.get(str(test.property), test.property.name)
    return language.words[test.word].format(p=name, v=_value(test, labels, language))


def _value(test: Test, labels: Mapping[str, str], language: _Language) -> str:
    if isinstance(test.value, bool):
        return language.truth[test.value]
    if test.word in ("between", "not_between"):
        return language.span.format(*test.value)
    values: list[Json] = test.value if isinstance(test.value, list) else [test.value]
    return language.comma.join(labels.get(str(value), str(value)) for value in values)
