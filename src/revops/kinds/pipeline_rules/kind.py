"""Kind `pipeline_rules` (beta): what people may not do with the records of a pipeline (dossier D5)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import replace
from typing import Any, Final

from revops.kinds import rewrite
from revops.kinds.base import Settled, Surroundings
from revops.kinds.objects import ObjectName
from revops.kinds.pipeline_rules import uses
from revops.kinds.pipeline_rules.places import SURFACE, Look, Row, clicks, look, pipeline_path
from revops.kinds.pipeline_rules.spec import SECTION, Design, PipelineRulesSpec, expand
from revops.kinds.pipeline_rules.wire import OFF, Rules
from revops.kinds.pipelines.objects import pipelined
from revops.kinds.plain import Plain
from revops.kinds.team.closed import closed
from revops.kinds.wire import settled, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Action, Change
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.objects import HOST
from revops.model.reference import Mention
from revops.model.spec import Observation, Observed, Resource

_SAID: Final = {
    "noSkipping": "Restrict skipping stages",
    "noBackwards": "Restrict moving backwards",
    "createIn": "Limit creation to specific stages",
    "approval": "Approvals",
}
"""What HubSpot calls each rule (its guide to pipeline rules, February 2025)."""
_NOT_FOUND: Final = 404


class PipelineRulesKind(Plain):
    """One request per pipeline to read, since no list holds rules, and one to write."""

    name = "pipeline_rules"
    section = SECTION
    section_type: Any = dict[ObjectName, dict[str, PipelineRulesSpec]]
    after = frozenset({HOST, "pipeline", "property", "score", "segment"})
    reads: tuple[str, ...] = (SURFACE, "pipelines")
    writes: tuple[str, ...] = (SURFACE,)

    def expand(
        self, section: Mapping[str, Mapping[str, PipelineRulesSpec]], near: Surroundings
    ) -> Iterator[Resource]:
        return expand(section, near)

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        if pipelined(scope) is None:
            return Observation()
        seen = yield from look(self.name, scope, wanted, context)
        resources = {one.address.name: one for one in wanted}
        known = replace(context, names=seen.people.names)
        found = [_observed(Address(self.name, scope, n), resources.get(n), seen, known) for n in seen.rows]
        return Observation(
            tuple(one for one in found if one),
            unread([seen.listed]),
            ids=seen.people.ids,
            missing=seen.missing(wanted),
        )

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        """The rules are read again first: where there are none yet a PATCH is a 404."""
        kept = [change for change in changes if change.action is not Action.DELETE]
        paths = {change.address: pipeline_path(change.address, context) for change in changes}
        reads = [
            Call(SURFACE, "GET", paths[change.address], restates=True, rehearsal=_rules(change.actual))
            for change in kept
        ]
        answers = (yield reads) if reads else ()
        gone = [change for change in changes if change.action is Action.DELETE]
        yield [
            *(
                _call(change, paths[change.address], answer, context)
                for change, answer in zip(kept, answers, strict=True)
            ),
            *(Call(SURFACE, "DELETE", paths[change.address], carries=(change.address,)) for change in gone),
        ]

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        """Which scopes a token needs is not verified: what it may not do, a person does (dossier D5)."""
        for address in call.carries:
            is_refused = answer.status in (403, _NOT_FOUND)
            asks = isinstance(call.body, dict) and bool(call.body.get("approvalStage"))
            hint = clicks(address, "", (), context) if is_refused else ""
            if answer.status == 400 and asks:
                hint = "Approvals need Sales Hub Enterprise; without it take `approval` out."
            told = settled(address, call, answer, hint=hint)
            yield replace(told, by_hand=is_refused and not told.done)

    def by_hand(self, change: Change, context: Context) -> str:
        label = str(change.actual.raw.get("label", "")) if change.actual else ""
        return clicks(change.address, label, _steps(change.after()), context)

    def mentions(self, observed: Observed, context: Context) -> Iterable[Mention]:
        return uses.of_rules(observed, context)

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return {unit: value for unit, value in observed.units.items() if value}

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        now = entry.get(path)
        if path == "approval" and isinstance(now, MutableMapping) and isinstance(value, Mapping):
            _rewrite_approval(now, value, context.locale)
        else:
            rewrite.put(entry, path, value)


def _observed(address: Address, resource: Resource | None, seen: Look, context: Context) -> Observed | None:
    """None where no rule is on and nobody ever applied one: then the rules are made (rule 5)."""
    row, answer = seen.rows[address.name], seen.answers[address.name]
    wanted = resource.units if resource else {}
    if not (answer.ok or answer.status == _NOT_FOUND):
        what = clicks(address, row["label"], _steps(wanted), context)
        return closed(address, answer, "pipeline rules", what, row["id"])
    document = answer.body if answer.ok else {}
    units = Rules(address, context, wanted).units(document)
    entry = context.ledger.entry(address)
    is_known = entry is not None and not entry.maybe
    asks = any(wanted.values())
    if not any(units.values()) and not (resource and (is_known or not asks)):
        return None
    if entry and entry.unkept:
        # What was refused when it was to be made was not there, and is not there yet.
        units = {path: value for path, value in units.items() if value or path not in entry.unkept}
    raw = {"label": row["label"], "rules": document}
    return Observed(address, row["id"], units, factory=OFF, raw=raw)


def _rules(actual: Observed | None) -> Row:
    return actual.raw["rules"] if actual else {}


def _call(change: Change, path: str, answer: Answer, context: Context) -> Call:
    """A PUT replaces everything, so it is only for a pipeline that has no rules."""
    rules = Rules(change.address, context, change.resource.units if change.resource else {})
    units, when, carries = change.after(), _when(change), (change.address,)
    is_bare = answer.ok and "governanceValidationRules" not in (answer.body or {})
    if is_bare or answer.status == _NOT_FOUND:
        return Call(SURFACE, "PUT", path, body=rules.whole(units, when), carries=carries)
    return Call(SURFACE, "PATCH", path, body=rules.partial(units, when), carries=carries)


def _when(change: Change) -> Condition | None:
    design = change.resource.spec if change.resource else None
    return design.when if isinstance(design, Design) else None


def _steps(units: Mapping[str, Json]) -> list[str]:
    """Each rule as a click."""
    return [f"{_SAID[unit]}: {_said(value)}" for unit, value in units.items()]


def _said(value: Json) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_said(part)}" for name, part in value.items())
    if not value:
        return "off"
    if value is True:
        return "on for all stages"
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _rewrite_approval(entry: MutableMapping[str, Any], value: Mapping[str, Json], locale: str) -> None:
    for name in ("stage", "approvers", "mode", "when"):
        if entry.get(name, MISSING) != value.get(name, MISSING):
            rewrite.put(entry, name, value.get(name, MISSING))
    rewrite.put_text(entry, "comment", value.get("comment", MISSING), locale)
