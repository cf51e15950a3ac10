"""Made-up workflows, segments and scores, the same for a seed, as a blueprint says them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmark.world import SEED, parts, said

OBJECT: Final = "contacts"
STEPS: Final = 40
"""Of each workflow, those on its paths among them."""

EXISTING: Final = {
    "city": "string",
    "company": "string",
    "createdate": "datetime",
    "hs_lead_status": "enumeration",
    "jobtitle": "string",
    "num_associated_deals": "number",
}
"""Properties that HubSpot ships, which the entries ask about and set."""
_TITLES: Final = ("部長", "課長", "経営企画", "情報システム", "営業推進")
_CITIES: Final = ("東京", "大阪", "名古屋", "福岡", "札幌", "仙台")
_STATUSES: Final = ("NEW", "OPEN", "IN_PROGRESS", "CONNECTED")
_SUBJECTS: Final = ("電話する", "資料を送る", "訪問日を決める", "見積もりを出す", "お礼を伝える")
_EVENTS: Final = ("page_visited", "email_opened", "email_link_clicked", "form_submitted")

_PER_FILE: Final = 50

Entry = dict[str, Any]


@dataclass(frozen=True)
class Sizes:
    """How many of each."""

    workflows: int = 300
    steps: int = STEPS
    segments: int = 500
    scores: int = 50


FULL: Final = Sizes()


def write_blueprint(folder: Path, sizes: Sizes, seed: int = SEED) -> None:
    """Files of a blueprint that holds them."""
    write_sections(folder, sections(sizes, seed))


def write_sections(folder: Path, found: Mapping[str, Mapping[str, Entry]]) -> None:
    """Files of a blueprint, so many entries to each, and one of the properties that they ask about."""
    folder.mkdir(parents=True, exist_ok=True)
    properties = {name: {"existing": type_} for name, type_ in EXISTING.items()}
    _write(folder / "bench_asked.yaml", "properties", {OBJECT: properties})
    for section, entries in found.items():
        for number, part in enumerate(parts(entries.items(), _PER_FILE)):
            _write(folder / f"bench_{section}_{number}.yaml", section, dict(part))


def _write(path: Path, section: str, entries: Mapping[str, Entry]) -> None:
    """A line for each field of an entry, and one for each of its steps."""
    lines = ["revops: 1", f"{section}:"]
    for name, entry in entries.items():
        lines.append(f"  {name}:")
        for key, value in entry.items():
            steps = [f"      - {said(step)}" for step in value] if key == "steps" else []
            lines += [f"    {key}:", *steps] if steps else [f"    {key}: {said(value)}"]
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def sections(sizes: Sizes, seed: int = SEED) -> dict[str, dict[str, Entry]]:
    """The entries by section and name."""
    chance = Random(seed)
    segments = {f"bench_segment_{n}": _segment(n, chance) for n in range(sizes.segments)}
    static = [name for name, entry in segments.items() if entry.get("type") == "static"]
    return {
        "segments": segments,
        "scores": {f"bench_score_{n}": _score(n, chance) for n in range(sizes.scores)},
        "workflows": workflows(sizes, chance, static),
    }


def workflows(sizes: Sizes, chance: Random, segments: Sequence[str]) -> dict[str, Entry]:
    """Workflows that put records into these segments and take them out."""
    return {f"bench_flow_{n}": _workflow(n, sizes.steps, chance, segments) for n in range(sizes.workflows)}


def _segment(number: int, chance: Random) -> Entry:
    """Every fourth is static, which is what steps put records into."""
    entry = {"object": OBJECT, "name": f"計測 {number}"}
    if number % 4 == 0:
        return {**entry, "type": "static"}
    return {**entry, "where": _condition(chance)}


def _score(number: int, chance: Random) -> Entry:
    rules: Entry = {event: {"event": event, "add": chance.randint(1, 9)} for event in _EVENTS}
    title = {"property": f"{OBJECT}.jobtitle", "contains": [chance.choice(_TITLES)]}
    return {
        "object": OBJECT,
        "name": f"計測スコア {number}",
        "category": "INTENT",
        "max": 100,
        "groups": {"done": {"max": 60, "rules": {**rules, "title": {"if": title, "add": 10}}}},
        "publish": True,
    }


def _workflow(number: int, steps: int, chance: Random, segments: Sequence[str]) -> Entry:
    return {
        "object": OBJECT,
        "name": f"計測フロー {number}",
        "enrol": _condition(chance),
        "reEnrol": chance.random() < 0.5,
        "steps": _Steps(chance, segments, steps).sequence(steps),
    }


def _condition(chance: Random) -> Entry:
    tests: list[Entry] = [
        {"property": f"{OBJECT}.jobtitle", "contains": [chance.choice(_TITLES)]},
        {"property": f"{OBJECT}.city", "equals": sorted(chance.sample(_CITIES, 2))},
        {"property": f"{OBJECT}.hs_lead_status", "any_of": [chance.choice(_STATUSES)]},
        {"property": f"{OBJECT}.num_associated_deals", "at_least": chance.randint(1, 5)},
    ]
    found = chance.sample(tests, chance.randint(1, 3))
    return found[0] if len(found) == 1 else {chance.choice(("all", "any")): found}


@dataclass
class _Steps:
    """Steps of one workflow, a part of them on paths that meet again."""

    chance: Random
    segments: Sequence[str]
    left: int
    _made: int = field(default=0)

    def sequence(self, most: int) -> list[Entry]:
        """Up to so many steps, as long as there are some left."""
        found: list[Entry] = []
        end = self.left - most
        while self.left > max(end, 0):
            found.append(self._step())
        return found

    def _step(self) -> Entry:
        self.left -= 1
        self._made += 1
        name = f"step_{self._made}"
        if self.left >= _FORK and self.chance.random() < _FORKED:
            ways: Sequence[Callable[[], Entry]] = (self._branch, self._by_value, self._split)
            return {"id": name, **self.chance.choice(ways)()}
        makes: Make = self.chance.choices(list(_LEAVES), list(_LEAVES.values()))[0]
        if makes is _member and not self.segments:
            makes = _task
        return {"id": name, **makes(self.chance, self.segments)}

    def _branch(self) -> Entry:
        ways = {f"way_{n}": {"when": _condition(self.chance), "steps": self.sequence(2)} for n in (1, 2)}
        return {"branch": ways, "else": self.sequence(1)}

    def _by_value(self) -> Entry:
        cases = {status: self.sequence(1) for status in _STATUSES[:3]}
        return {"by_value": f"{OBJECT}.hs_lead_status", "cases": cases, "else": self.sequence(1)}

    def _split(self) -> Entry:
        shares = (("first", 60), ("second", 40))
        return {"split": {key: {"percentage": share, "steps": self.sequence(2)} for key, share in shares}}


_FORK: Final = 10
"""From so many steps left on, a step may have paths, so that none of them stays empty."""
_FORKED: Final = 0.12

Make = Callable[[Random, Sequence[str]], Entry]


def _task(chance: Random, _segments: Sequence[str]) -> Entry:
    subject = f"{chance.choice(_TITLES)}に{chance.choice(_SUBJECTS)}"
    return {"task": {"subject": {"ja": subject, "en": subject}, "type": "CALL", "due": {"days": 1}}}


def _delay(chance: Random, _segments: Sequence[str]) -> Entry:
    return {"delay": {chance.choice(("hours", "days")): chance.randint(1, 20)}}


def _set(chance: Random, _segments: Sequence[str]) -> Entry:
    return {"set": {f"{OBJECT}.hs_lead_status": chance.choice(_STATUSES)}}


def _place(chance: Random, _segments: Sequence[str]) -> Entry:
    return {"set": {f"{OBJECT}.city": chance.choice(_CITIES)}}


def _until(chance: Random, _segments: Sequence[str]) -> Entry:
    days = {"days": chance.randint(1, 60)}
    return {"until": {"property": f"{OBJECT}.createdate", "after": days, "at": "09:00"}}


def _copy(_chance: Random, _segments: Sequence[str]) -> Entry:
    return {"copy": {"from": f"{OBJECT}.city", "to": f"{OBJECT}.company"}}


def _member(chance: Random, segments: Sequence[str]) -> Entry:
    return {chance.choice(("add_to", "remove_from")): chance.choice(segments)}


_LEAVES: Final[Mapping[Make, int]] = {
    _task: 30,
    _delay: 25,
    _set: 20,
    _place: 5,
    _until: 5,
    _copy: 5,
    _member: 10,
}
"""What makes a step without paths, and how often."""
