"""What is lost where something stands in for a lead score, in Japanese and in English (dossier B7, E4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.kinds.score import adding, computed
from revops.kinds.score.calculated import calculable, is_fit
from revops.kinds.score.outputs import MATRIX, TIERS, names, outputs
from revops.kinds.score.rules import AssociatedRule, EventRule, Rule, SegmentRule
from revops.kinds.score.spec import ScoreSpec
from revops.kinds.score.whys import ENGLISH, why_in

_EN: Final = {
    "calculated": (
        "Instead of the score: {property}. HubSpot calculates it by a formula from {said} of {all} rules,"
        " with the limits of their groups. Lost:"
    ),
    "computed": (
        "Instead of the score: {property}. HubSpot computes nothing: `revops score` writes the points of"
        " {said} of {all} rules, with the limits of their groups, each time it is run ({item}). Lost:"
    ),
    "unfilled": (
        "Instead of the score: {property}. HubSpot computes nothing, and `revops score` can compute none of"
        " {all} rules: records stay empty until somebody fills them ({item}). Lost:"
    ),
    "workflows": (
        "Instead of the score: {property}. HubSpot computes nothing: workflows add the points of {said} of"
        " {all} rules each time something happens ({flows}). Lost:"
    ),
    "intent": "the INTENT part ({names})",
    "events": "rules about what people do ({names})",
    "segments": "rules about segments ({names})",
    "associated": "rules about associated records ({names})",
    "past": "rules about former values and the days of changes ({names})",
    "unsaid": "rules that no formula can say ({names})",
    "rare": "rules about how often or in which days something happens ({names})",
    "held": "rules about what records hold, whose points no workflow surely takes back ({names})",
    "limits": "limits of points ({names}): they add up without an end",
    "earlier": "what happened before the workflows were on",
    "empty": "points in {names}, which stays empty until somebody fills it",
    "decay": "points that fade ({names})",
    "tiers": "tiers and their property ({names})",
    "matrix": "the matrix and its property ({names})",
    "include": "the restriction to segments ({names}): every record is scored",
    "exclude": "the exclusion of segments ({names}): every record is scored",
    "upkeep": "scoring that follows every change of a record: between two runs the points stay as they are",
    "draft": "the draft: it counts as soon as it is made",
    "history": "the history of a record's points",
    "editor": "changes in HubSpot's editor: the formula changes through the API only",
    "comma": ", ",
    "semicolon": ";",
    "stop": ".",
    "wait": "leave `fallback:` out to wait for HubSpot's lead scores",
}
_JA: Final = {
    "calculated": (
        "スコアの代わりに {property} を使います。ルール {all} 件のうち {said} 件を、グループの上限・下限"
        "とともにHubSpotの計算式で計算します。失われるもの："
    ),
    "computed": (
        "スコアの代わりに {property} を使います。HubSpotは計算しません。`revops score` を実行するたびに、"
        "ルール {all} 件のうち {said} 件の得点を、グループの上限・下限とともに書き込みます（{item}）。"
        "失われるもの："
    ),
    "unfilled": (
        "スコアの代わりに {property} を使います。HubSpotは計算せず、`revops score` もルール {all} 件の"
        "どれも計算できないため、誰かが値を入れるまで空のままです（{item}）。失われるもの："
    ),
    "workflows": (
        "スコアの代わりに {property} を使います。HubSpotは計算しません。イベントが起きるたびに、"
        "ルール {all} 件のうち {said} 件の得点をワークフローが加算します（{flows}）。失われるもの："
    ),
    "intent": "行動（INTENT）のスコア（{names}）",
    "events": "行動にもとづくルール（{names}）",
    "segments": "セグメントのルール（{names}）",
    "associated": "関連レコードのルール（{names}）",
    "past": "過去の値や変更日のルール（{names}）",
    "unsaid": "計算式で表せないルール（{names}）",
    "rare": "回数や期間を指定したルール（{names}）",
    "held": "レコードの値にもとづくルール：ワークフローでは得点を確実に差し引けません（{names}）",
    "limits": "得点の上限・下限（{names}）：際限なく加算されます",
    "earlier": "ワークフローをオンにする前のイベント",
    "empty": "{names} の得点：誰かが値を入れるまで空のままです",
    "decay": "時間による減点（{names}）",
    "tiers": "ランクとそのプロパティ（{names}）",
    "matrix": "マトリクスとそのプロパティ（{names}）",
    "include": "対象セグメントの限定（{names}）：すべてのレコードが採点されます",
    "exclude": "除外セグメント（{names}）：すべてのレコードが採点されます",
    "upkeep": "レコードの変更に応じた自動の採点：次に実行するまで得点は変わりません",
    "draft": "下書き：作成するとすぐに有効になります",
    "history": "レコードごとの得点の履歴",
    "editor": "HubSpotの画面での編集：計算式はAPIでのみ変更できます",
    "comma": "、",
    "semicolon": "；",
    "stop": "。",
    "wait": "HubSpotのリードスコアが使えるまで待つには `fallback:` を消します",
}
_LANGUAGES: Final = {"en": _EN, "ja": _JA}
LANGUAGES: Final = tuple(_LANGUAGES)


def losses(
    key: str,
    spec: ScoreSpec,
    rules: Mapping[str, Rule],
    sayable: Mapping[str, Rule],
    made: Sequence[str],
    locale: str,
) -> str:
    """The text for one score, one line for each thing that is lost.

    Args:
        key: of the score.
        spec: what the blueprint says about it.
        rules: all of them, by unit path.
        sayable: those that formulas can look at.
        made: addresses of what stands in.
        locale: the language; English where there is no other.
    """
    told = _LANGUAGES.get(locale, _EN)
    text, counted, lost = _price(key, spec, rules, sayable)
    parts = [told[word].format(names=told["comma"].join(found)) for word, found in lost]
    found = told[text].format(
        property=told["comma"].join(one for one in made if one.startswith("property.")),
        flows=told["comma"].join(one for one in made if one.startswith("workflow.")),
        item=made[-1],
        said=len(counted),
        all=sum(rule.enabled for rule in rules.values()),
    )
    listed = f"{told['semicolon']}\n- ".join(parts)
    return f"{found}\n- {listed}{told['stop']}"


def priced(why: str, lost: Mapping[str, str], locale: str) -> tuple[str, str]:
    """Why something stands in and what it costs, and the way out, in one language.

    It is the target's, or English where the reason has no wording in that. `lost` is by language.
    """
    spoken = locale if locale in lost and why_in(locale, why) else ENGLISH
    told = _LANGUAGES[spoken]
    return f"{why_in(spoken, why)}{told['stop']}\n{lost[spoken]}", told["wait"]


def _price(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], sayable: Mapping[str, Rule]
) -> tuple[str, Sequence[str], Iterator[tuple[str, Sequence[str]]]]:
    """Which text tells it, which rules count, and what is lost, word by word."""
    match spec.fallback:
        case "calculated":
            said = [path for name in spec.groups for path in calculable(sayable, name) if _is_fit(path, spec)]
            return "calculated", said, _calculated(key, spec, rules, said)
        case "workflows":
            flowing = list(adding.added(rules, spec))
            return "workflows", flowing, _added(key, spec, rules)
        case _:
            counted = list(computed.computable(rules))
            return "computed" if counted else "unfilled", counted, _computed(key, spec, rules)


def _calculated(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], counted: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    fit = {path: rule for path, rule in rules.items() if _is_fit(path, spec) and path not in counted}
    intent = [name for name, group in spec.groups.items() if not is_fit(group, spec)]
    if intent:
        yield "intent", intent
    for word, found in sorted(_by_reason(fit).items()):
        yield word, [computed.short(path) for path in found]
    fading = [name for name, group in spec.groups.items() if group.decay and is_fit(group, spec)]
    if fading:
        yield "decay", fading
    yield from _outputs(key, spec)
    yield from _scored(spec)
    yield from (("draft", ()), ("history", ()), ("editor", ()))


def _computed(key: str, spec: ScoreSpec, rules: Mapping[str, Rule]) -> Iterator[tuple[str, Sequence[str]]]:
    filled = dict(computed.filled(key, spec, rules))
    empty = [
        made for place, made in names(key, spec).items() if place.upper() in {*spec.categories} - {*filled}
    ]
    if filled and empty:
        yield "empty", [f"{spec.object}.{one}" for one in empty]
    left = computed.left_out(rules)
    for word in sorted({*left.values()}):
        yield word, [computed.short(path) for path, why in left.items() if why == word]
    fading = [name for name, group in spec.groups.items() if group.decay]
    if fading:
        yield "decay", fading
    if filled:
        yield "upkeep", ()
    yield from _outputs(key, spec)
    yield from (("draft", ()), ("history", ()))


def _added(key: str, spec: ScoreSpec, rules: Mapping[str, Rule]) -> Iterator[tuple[str, Sequence[str]]]:
    filled = {adding.number_of(path, key, spec) for path in adding.added(rules, spec)}
    empty = [f"{spec.object}.{ref.name}" for ref, _ in outputs(key, spec) if ref.name not in filled]
    if empty:
        yield "empty", empty
    left = {path: adding.reason(rule, spec) for path, rule in rules.items() if rule.enabled}
    for word in sorted({*left.values()} - {""}):
        yield word, [computed.short(path) for path, why in left.items() if why == word]
    limited = [name for name, group in spec.groups.items() if (group.max, group.min) != (None, None)]
    bounded = [
        computed.short(path) for path, rule in rules.items() if (rule.most, rule.least) != (None, None)
    ]
    if limited or bounded or spec.max:
        yield "limits", [*bounded, *limited, *(["max"] if spec.max else [])]
    fading = [name for name, group in spec.groups.items() if group.decay]
    if fading:
        yield "decay", fading
    yield "earlier", ()
    yield from _outputs(key, spec)
    yield from _scored(spec)


def _is_fit(path: str, spec: ScoreSpec) -> bool:
    return is_fit(spec.groups[computed.group_of(path)], spec)


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
