"""Workflows that add points to a number each time something happens (dossier E4, F3, F4).

One workflow per rule about an event. The trigger is the event itself, which enrols again (`EVENT_BASED` with
`shouldReEnroll`, F3). Whether adding to an empty number begins at 0 no source tells, so the first points are
set. Rules about what records hold are left out: the points would have to be taken back when that changes,
for exactly those records that were given them, and no source tells what enrols a record again surely enough.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from revops.kinds.base import Surroundings
from revops.kinds.score import computed
from revops.kinds.score.outputs import names
from revops.kinds.score.rules import AssociatedRule, EventRule, Rule, SegmentRule, short
from revops.kinds.score.spec import ScoreSpec
from revops.kinds.workflow.expand import expand
from revops.kinds.workflow.spec import WorkflowSpec
from revops.model.address import Address
from revops.model.json import Json
from revops.model.spec import Need, Resource


def reason(rule: Rule, spec: ScoreSpec) -> str:
    """Why no workflow adds the points of a rule, in one word; empty where one does.

    Of other objects than contacts no source tells which events enrol.
    """
    match rule.counted:
        case EventRule(times=times, within_days=days):
            return "rare" if times or days else "" if spec.object == "contacts" else "events"
        case SegmentRule():
            return "segments"
        case AssociatedRule():
            return "associated"
        case _:
            return "held"


def added(rules: Mapping[str, Rule], spec: ScoreSpec) -> dict[str, Rule]:
    """Rules whose points workflows add, by unit path."""
    return {path: rule for path, rule in rules.items() if rule.enabled and not reason(rule, spec)}


def number_of(path: str, key: str, spec: ScoreSpec) -> str:
    """The property to which the points of a rule go."""
    group = spec.groups[computed.group_of(path)]
    return names(key, spec)[(group.category or spec.category).lower()]


def workflows(
    key: str, spec: ScoreSpec, rules: Mapping[str, Rule], near: Surroundings
) -> Iterator[tuple[str, Resource]]:
    """The number and the workflow of each rule; it is switched on where the score would be published."""
    score, label = Address("score", spec.object, key), near.text(spec.name, "scores", key, "name")
    for path, rule in added(rules, spec).items():
        if isinstance(rule.counted, EventRule):
            number = number_of(path, key, spec)
            entry = _entry(path, rule.counted, f"{spec.object}.{number}", spec, label)
            name = f"{key}_{computed.short(path).replace('.', '_')}"
            if near.entry("workflows", name) is not None:
                told = f"the workflow {name} that adds points would have the key of another one"
                near.report("RV883", told, "workflows", name, hint="give that workflow another key")
            section = {name: WorkflowSpec.model_validate(entry)}
            home = Need(Address("property", spec.object, number))
            for flow in expand(section, near):
                needs = (home if need.address == score else need for need in flow.needs)
                yield number, replace(flow, needs=frozenset(needs) | {home})


def _entry(path: str, rule: EventRule, number: str, spec: ScoreSpec, label: str) -> dict[str, Json]:
    add = short(rule.add)
    first = {"when": {"property": number, "unknown": True}, "steps": [{"id": "begin", "set": {number: add}}]}
    steps = [{"id": "first", "branch": {"empty": first}, "else": [{"id": "add", "increment": {number: add}}]}]
    return {
        "object": spec.object,
        "name": f"{label}: {computed.short(path)} ({add:+})",
        "enrol": {"event": rule.event},
        "reEnrol": True,
        "steps": steps,
        **({"enabled": True} if spec.publish else {}),
    }
