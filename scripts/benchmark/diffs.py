"""Row about the planner: a diff of very many properties against the time to parse the same JSON."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmark import world
from benchmark.bench import Bench
from benchmark.projects import LOCALE, generated
from benchmark.table import Goal, Row
from revops.engine.capability import Grants
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.engine.survey import Wish, survey
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Resource

MOST = 2.0


def row(bench: Bench, count: int = 20_000) -> Row:
    """Everything is as it was applied; parser and planner take turns."""
    wanted = world.properties(count, seed=bench.seed)
    resources = generated(bench.new_folder(), wanted).resources()
    texts = {path: json.dumps(body, ensure_ascii=False) for path, body in world.lists(wanted).items()}
    situation = surveyed(resources, texts)
    parsing, planning = [], []
    for _ in range(bench.repetitions(15, 5)):
        parsing.append(seconds(lambda: [json.loads(text) for text in texts.values()]))
        planning.append(seconds(lambda: make_plan(situation)))
    plan, parse, ratio = median(planning), median(parsing), middle(planning, parsing)
    size = sum(len(text.encode()) for text in texts.values()) / 1e6
    ours = f"{plan:.3f} s, parsing its {size:.0f} MB of JSON {parse:.3f} s: ratio {ratio:.2f}"
    numbers = {"planner": plan, "parse": parse, "ratio": ratio}
    goals = (
        Goal.equal("nothing to do", len(make_plan(situation).changes), 0),
        Goal.under(ratio, MOST, "x the parse"),
    )
    return Row(f"diff of {count:,} properties", ours, goals, numbers=numbers)


def surveyed(resources: Sequence[Resource], texts: dict[str, str]) -> Situation:
    """What a plan is made from, read from these lists, with a ledger that agrees."""
    entries = {one.address: Entry(_name(one.address), dict(one.units), created=True) for one in resources}
    kinds = {kind.name: kind for kind in KINDS}
    context = Context(locale=LOCALE, ledger=Ledger(0, entries))
    return survey(Wish(tuple(resources)), kinds, context, Reader(_Recorded(texts)), SURFACES, Grants())


def _name(address: Address) -> str:
    return address.name


def middle(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the ratios of each turn: within one, the machine's speed hardly changes."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def seconds(work: Callable[[], Any]) -> float:
    """Of the processor's time, which others on the machine do not lengthen."""
    started = time.process_time()
    work()
    return time.process_time() - started


@dataclass
class _Recorded:
    """Answers reads from recorded lists; a group list holds the bench's own group."""

    texts: dict[str, str]
    groups: Any = field(
        default_factory=lambda: {"results": [{"name": world.GROUP, "label": world.GROUP_LABEL[LOCALE]}]}
    )

    def send(self, call: Call) -> Answer:
        if call.path.endswith("/groups"):
            return Answer(200, self.groups)
        return Answer(200, json.loads(self.texts[f"/crm/properties/2026-09{call.path}"]))

    def explain(self, answer: Answer, call: Call) -> Finding:
        """Nothing goes wrong here; asked for by the engine's contract."""
        return Finding("RV511", Severity.ERROR, f"{call.path}: {answer.status}")
