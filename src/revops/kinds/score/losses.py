"""What is lost where something stands in for a lead score, in Japanese and in English (dossier B7, E4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.score.calculated import calculable, is_fit
from revops.kinds.score.outputs import MATRIX, TIERS, names
from revops.kinds.score.rules import AssociatedRule, EventRule, Rule, SegmentRule
from revops.kinds.score.spec import ScoreSpec

_EN: Final = {
    "calculated": (
        "Instead of the score: {property}. HubSpot calculates it by a formula from {said} of {all} rules,"
        " with the limits of their groups. Lost: {lost}."
    ),
    "computed": (
        "Instead of the score: {property}. HubSpot computes nothing: records stay empty until somebody"
        " fills them ({item}). Lost: {lost}."
    ),
    "intent": "the INTENT part ({names})",
    "events": "rules about what people do ({names})",
    "segments": "rules about segments ({names})",
    "associated": "rules about associated records ({names})",
    "unsaid": "rules that no formula can say ({names})",
    "decay": "points that fade ({names})",
    "tiers": "tiers and their property ({names})",
    "matrix": "the matrix and its property ({names})",
    "include": "the restriction to segments ({names}): every record is scored",
    "exclude": "the exclusion of segments ({names}): every record is scored",
    "upkeep": "scoring that follows every change of a record",
    "draft": "the draft: it counts as soon as it is made",
    "history": "the history of a record's points",
    "editor": "changes in HubSpot's editor: the formula changes through the API only",
    "comma": ", ",
    "semicolon": "; ",
}
_JA: Final = {
    "calculated": (
        "スコアの代わりに {property} を使います。ルール {all} 件のうち {said} 件を、グループの上限・下限"
        "とともにHubSpotの計算式で計算します。失われるもの：{lost}。"
    ),
    "computed": (
        "スコアの代わりに {property} を使います。HubSpotは計算しないため、誰かが値を入れるまで空のままです"
        "（{item}）。失われるもの：{lost}。"
    ),
    "intent": "行動（INTENT）のスコア（{names}）",
    "events": "行動にもとづくルール（{names}）",
    "segments": "セグメントのルール（{names}）",
    "associated": "関連レコードのルール（{names}）",
    "unsaid": "計算式で表せないルール（{names}）",
    "decay": "時間による減点（{names}）",
    "tiers": "ランクとそのプロパティ（{names}）",
    "matrix": "マトリクスとそのプロパティ（{names}）",
    "include": "対象セグメントの限定（{names}）：すべてのレコードが採点されます",
    "exclude": "除外セグメント（{names}）：すべてのレコードが採点されます",
    "upkeep": "レコードの変更に応じた自動の採点",
    "draft": "下書き：作成するとすぐに有効になります",
    "history": "レコードごとの得点の履歴",
    "editor": "HubSpotの画面での編集：計算式はAPIでのみ変更できます",
    "comma": "、",
    "semicolon": "；",
}
_LANGUAGES: Final = {"en": _EN, "ja": _JA}


def losses(
    key: str,
    spec: ScoreSpec,
    rules: Mapping[str, Rule],
    sayable: Mapping[str, Rule],
    made: Sequence[str],
    locale: str,
) -> str:
    """The text for one score; `made` are addresses of what stands in, `sayable` rules for formulas."""
    told = _LANGUAGES.get(locale, _EN)
    counted = [path for name in spec.groups for path in calculable(sayable, name) if _is_fit(path, spec)]
    lost = _calculated(key, spec, rules, counted) if spec.fallback == "calculated" else _computed(key, spec)
    parts = [told[word].format(names=told["comma"].join(found)) for word, found in lost]
    return told[str(spec.fallback)].format(
        property=told["comma"].join(one for one in made if one.startswith("property.")),
        item=made[-1],
        said=len(counted),
        all=sum(rule.enabled for rule in rules.values()),
        lost=told["semicolon"].join(parts),
    )


def _calculated(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], counted: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    fit = {path: rule for path, rule in rules.items() if _is_fit(path, spec) and path not in counted}
    intent = [name for name, group in spec.groups.items() if not is_fit(group, spec)]
    if intent:
        yield "intent", intent
    for word, found in sorted(_by_reason(fit).items()):
        yield word, [path.removeprefix("groups.").replace(".rules.", ".") for path in found]
    fading = [name for name, group in spec.groups.items() if group.decay and is_fit(group, spec)]
    if fading:
        yield "decay", fading
    yield from _outputs(key, spec)
    yield from _scored(spec)
    yield from (("draft", ()), ("history", ()), ("editor", ()))


def _computed(key: str, spec: ScoreSpec) -> Iterator[tuple[str, Sequence[str]]]:
    yield "upkeep", ()
    yield from _outputs(key, spec)
    yield from (("draft", ()), ("history", ()))


def _is_fit(path: str, spec: ScoreSpec) -> bool:
    return is_fit(spec.groups[path.split(".")[1]], spec)


def _by_reason(rules: Mapping[str, Rule]) -> dict[str, list[str]]:
    """Rules that are switched off count nothing, so nothing of them is lost."""
    found: dict[str, list[str]] = {}
    for path, rule in rules.items():
        if rule.enabled:
            found.setdefault(_reason(rule), []).append(path)
    return found


def _reason(rule: Rule) -> str:
    match rule.counted:
        case EventRule():
            return "events"
        case SegmentRule():
            return "segments"
        case AssociatedRule():
            return "associated"
        case _:
            return "unsaid"


def _outputs(key: str, spec: ScoreSpec) -> Iterator[tuple[str, Sequence[str]]]:
    made = names(key, spec)
    if TIERS in made:
        yield "tiers", [*spec.thresholds, f"{spec.object}.{made[TIERS]}"]
    if MATRIX in made:
        yield "matrix", [f"{spec.object}.{made[MATRIX]}"]


def _scored(spec: ScoreSpec) -> Iterator[tuple[str, Sequence[str]]]:
    yield from (spec.records.model_dump(exclude_none=True) if spec.records else {}).items()
