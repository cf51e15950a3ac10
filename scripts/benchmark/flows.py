"""Row about translating workflows, to requests and back, against the time to parse what the portal shows."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from statistics import median
from typing import Any, Final

from benchmark import automation
from benchmark.automation import FULL, OBJECT, Sizes
from benchmark.bench import Bench
from benchmark.diffs import middle, seconds
from benchmark.projects import LOCALE, empty
from benchmark.table import Goal, Row
from revops.blueprint.load import load
from revops.blueprint.near import Near
from revops.engine.capability import Grants
from revops.engine.conversation import hold
from revops.engine.observe import Reader
from revops.engine.planner import make_plan
from revops.engine.situation import Situation
from revops.engine.survey import Wish, survey
from revops.hub.surfaces import SURFACES
from revops.kinds import KINDS
from revops.kinds.base import Surroundings
from revops.kinds.workflow.kind import WorkflowKind
from revops.kinds.workflow.spec import WorkflowSpec
from revops.kinds.workflow.writing import FlowCall
from revops.model.call import Answer, Call
from revops.model.change import Action, Change
from revops.model.context import Context, Names
from revops.model.finding import Finding, Severity
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Phase, Resource, Symbol

PARSES: Final = 5
MOST: Final = 2.0
_SEGMENTS: Final = {f"計測 {number}": str(number) for number in range(1, 126)}
"""Segments of the portal, by name."""
_KIND: Final = WorkflowKind()


def row(bench: Bench, sizes: Sizes = FULL) -> Row:
    """Both take turns; of the ratios of all turns the median counts, as the machine's speed changes."""
    work = Work.of(bench, sizes)
    texts = [json.dumps(flow, ensure_ascii=False) for flow in work.shown()]
    work = work.applied([json.loads(text) for text in texts])
    parsing, working = [], []
    for _ in range(bench.repetitions(15, 3)):
        parsing.append(seconds(lambda: [json.loads(text) for _ in range(PARSES) for text in texts]))
        working.append(seconds(work.done))
    took, parse, ratio = median(working), median(parsing), middle(working, parsing)
    size = sum(len(text.encode()) for text in texts) / 1e6
    told = f"{took:.3f} s, parsing their {size:.1f} MB of JSON {PARSES} times {parse:.3f} s"
    goals = (
        Goal.equal("nothing to do", len(work.done().changes), 0),
        Goal.under(ratio, MOST, f"x {PARSES} parses"),
    )
    numbers = {"work": took, "parse": parse, "ratio": ratio}
    name = f"{sizes.workflows} workflows of {sizes.steps} steps, compiled and compared"
    return Row(name, f"{told}: ratio {ratio:.2f}", goals, numbers=numbers)


class _Keeping(WorkflowKind):
    """Remembers what it was given to expand: the section after its checks."""

    given: tuple[Mapping[str, WorkflowSpec], Near] | None = None

    def expand(self, section: Mapping[str, WorkflowSpec], near: Surroundings) -> Any:
        assert isinstance(near, Near)
        self.given = (section, near)
        return super().expand(section, near)


@dataclass(frozen=True)
class Work:
    """What is measured: from the checked section to a plan, with every translation on the way."""

    section: Mapping[str, WorkflowSpec]
    near: Near
    asked: tuple[Resource, ...]
    """The properties that the workflows ask about."""
    context: Context
    flows: Mapping[str, Any]
    """What the portal has, by id."""

    @classmethod
    def of(cls, bench: Bench, sizes: Sizes) -> Work:
        """Made-up workflows, and a portal that has none yet."""
        project, kind = empty(bench.new_folder()), _Keeping()
        entries = automation.workflows(sizes, Random(bench.seed), list(_SEGMENTS))
        automation.write_sections(project.folder / "blueprints", {"workflows": entries})
        kinds = [kind if one.name == kind.name else one for one in KINDS]
        found = load(project.folder, ["blueprints"], kinds, locale=LOCALE).checked()
        assert kind.given
        names = Names({Symbol("segment", name): known for name, known in _SEGMENTS.items()})
        asked = tuple(one for one in found.resources if one.reference)
        return cls(*kind.given, asked, Context(locale=LOCALE, names=names), {})

    def resources(self) -> list[Resource]:
        """Expanded anew, with no condition known from before."""
        near = replace(self.near, conditions=replace(self.near.conditions))
        return list(_KIND.expand(self.section, near))

    def calls(self, resources: Sequence[Resource]) -> list[FlowCall]:
        """The creates of all of them."""
        changes = [Change(one.address, Phase.DRAFT, Action.CREATE, resource=one) for one in resources]
        found: list[FlowCall] = []

        def ask(calls: Sequence[Call]) -> list[Answer]:
            found.extend(call for call in calls if isinstance(call, FlowCall))
            return [Answer(200, call.rehearsal) for call in calls]

        hold(_KIND.compile(changes, self.context), ask)
        return found

    def shown(self) -> list[dict[str, Any]]:
        """The flows as the portal shows them once they are made (dossier F2)."""
        usual = {
            "revisionId": "1",
            "createdAt": "2026-01-15T02:30:00.000Z",
            "crmObjectCreationStatus": "COMPLETE",
        }
        calls = self.calls(self.resources())
        return [{**call.body, **usual, "id": str(n)} for n, call in enumerate(calls, 1)]

    def applied(self, flows: Sequence[dict[str, Any]]) -> Work:
        """The same with these flows in the portal, and a ledger that agrees."""
        resources = self.resources()
        calls = self.calls(resources)
        entries = {
            one.address: Entry(flow["id"], dict(one.units), call.keys, created=True)
            for one, call, flow in zip(resources, calls, flows, strict=True)
        }
        context = Context(locale=LOCALE, ledger=Ledger(0, entries), names=self.context.names)
        return Work(self.section, self.near, self.asked, context, {flow["id"]: flow for flow in flows})

    def done(self) -> Any:
        """Everything that is measured, once."""
        resources = self.resources()
        self.calls(resources)
        return make_plan(self.surveyed(resources))

    def surveyed(self, resources: Sequence[Resource]) -> Situation:
        kinds = {kind.name: kind for kind in KINDS}
        wish = Wish((*self.asked, *resources))
        return survey(wish, kinds, self.context, Reader(_Recorded(self.flows)), SURFACES, Grants())


@dataclass
class _Recorded:
    """Answers reads from what the portal has."""

    flows: Mapping[str, Any]

    def send(self, call: Call) -> Answer:
        match call.surface, call.path:
            case "flows", "/flows":
                rows = [{"id": known} for known in self.flows]
            case "flows", _:
                rows = [self.flows[one["flowId"]] for one in call.body["inputs"]]
            case "lists", _:
                rows = [
                    {"listId": known, "name": name, "objectTypeId": "0-1"}
                    for name, known in _SEGMENTS.items()
                ]
            case _:
                rows = [_property(name, type_) for name, type_ in automation.EXISTING.items()]
        return Answer(200, {"results": rows})

    def explain(self, answer: Answer, call: Call) -> Finding:
        """Nothing goes wrong here; asked for by the engine's contract."""
        return Finding("RV511", Severity.ERROR, f"{call.path}: {answer.status}")


def _property(name: str, type_: str) -> dict[str, Any]:
    return {
        "name": name,
        "label": name,
        "type": type_,
        "fieldType": "text",
        "groupName": OBJECT,
        "options": [],
    }
