"""What `revops score` did, for people and for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from rich.text import Text

from revops.cli.typed import as_typed
from revops.kinds.score import computed
from revops.model.finding import Finding
from revops.model.json import Json
from revops.model.plan import Plan, PortalFacts
from revops.records.compute import Difference, Reading
from revops.records.scores import Score
from revops.records.write import Batch
from revops.views.closing import many
from revops.views.json import FORMAT_VERSION, findings_document, portal_document

_FEW: Final = 5
"""Records that are shown one by one."""


@dataclass(frozen=True)
class Result:
    """What was read, and what was sent of it. `notes` tell of scores, before anything is sent."""

    portal: PortalFacts
    digest: str
    readings: tuple[Reading, ...]
    notes: tuple[Finding, ...]
    dry_run: bool
    batches: tuple[Batch, ...] = ()

    def having(self, batches: Sequence[Batch]) -> Result:
        return replace(self, batches=tuple(batches))

    @property
    def scores(self) -> list[Score]:
        return [score for reading in self.readings for score in reading.scores]

    @property
    def changed(self) -> int:
        return sum(len(reading.differences) for reading in self.readings)

    @property
    def written(self) -> int:
        return sum(batch.written for batch in self.batches)

    @property
    def failed(self) -> int:
        """Records that should have been written and were not, those among them that were not sent."""
        return 0 if self.dry_run else self.changed - self.written

    @property
    def counts(self) -> dict[str, int]:
        """Records by what became of them."""
        found = {"written": self.written, "failed": self.failed}
        return {name: count for name, count in found.items() if count}

    @property
    def stops(self) -> list[Batch]:
        return [batch for batch in self.batches if batch.stopped]

    @property
    def findings(self) -> list[Finding]:
        return [*self.notes, *(finding for batch in self.batches for finding in batch.findings)]


def document(result: Result, reads: int, writes: int) -> dict[str, Json]:
    """The result as `revops score --json` prints it."""
    return {
        "format_version": FORMAT_VERSION,
        "portal": portal_document(Plan(result.portal)),
        "digest": result.digest,
        "dry_run": result.dry_run,
        "scores": [_score(score) for score in result.scores],
        "objects": [_object(reading) for reading in result.readings],
        "findings": findings_document(result.findings),
        "summary": {
            "records": sum(reading.records for reading in result.readings),
            "changed": result.changed,
            "written": result.written,
            "failed": result.failed,
            "complete": not result.failed,
            "reads": reads,
            "writes": writes,
        },
    }


def _score(score: Score) -> dict[str, Json]:
    return {
        "address": str(score.address),
        "properties": [f"{score.objects}.{output.name}" for output in score.outputs],
        "counted": _counted(score),
        "left_out": score.left_out,
    }


def _counted(score: Score) -> list[str]:
    return [computed.short(path) for path in computed.computable(score.resource.spec.rules)]


def _object(reading: Reading) -> dict[str, Json]:
    few = [
        {"id": one.id, "before": {**one.before}, "after": {**one.after}} for one in reading.differences[:_FEW]
    ]
    return {
        "object": reading.objects,
        "records": reading.records,
        "changed": len(reading.differences),
        "first": few,
    }


def lines(result: Result, *, written: bool) -> Iterator[Text]:
    """For people: what is computed and what would change; with `written`, what became of it."""
    yield from _closing(result) if written else _opening(result)


def _opening(result: Result) -> Iterator[Text]:
    for score in result.scores:
        made = ", ".join(f"{score.objects}.{output.name}" for output in score.outputs)
        counted = len(_counted(score))
        rules = f"{counted} of {many(counted + len(score.left_out), 'rule')}"
        yield Text(f"{score.address} -> {made}: {rules}", style="bold")
        yield from (_note(one) for one in result.notes if one.address == score.address)
    computed_ones = {score.address for score in result.scores}
    for one in result.notes:
        if one.address not in computed_ones:
            yield Text(f"{one.address} is not computed: {one.summary}", style="bold")
            if one.hint:
                yield Text(f"  -> {one.hint}", style="dim")
    for reading in result.readings:
        yield from _changes(reading)


def _note(finding: Finding) -> Text:
    return Text(f"  {finding.summary}", style="dim")


def _changes(reading: Reading) -> Iterator[Text]:
    count = len(reading.differences)
    yield Text(f"{reading.records} {reading.objects} read, {count} to write")
    for one in reading.differences[:_FEW]:
        yield Text(f"  {one.id}: {_moved(one)}")
    if count > _FEW:
        yield Text(f"  and {count - _FEW} more", style="dim")


def _moved(one: Difference) -> str:
    moves: Sequence[str] = [
        f"{name} {one.before[name] or 'empty'} -> {after or 'empty'}" for name, after in one.after.items()
    ]
    return ", ".join(moves)


def _closing(result: Result) -> Iterator[Text]:
    for batch in result.batches:
        for finding in batch.findings:
            yield Text(f"{finding.severity.value} {finding.code}: {finding.summary}", style="bold red")
            yield Text(f"  -> {finding.hint}", style="dim")
    if not result.changed:
        yield Text(
            "Nothing to write: every record has its points." if result.scores else "Nothing to compute."
        )
    elif result.dry_run:
        yield Text("Dry run: nothing was written.", style="bold")
        yield Text(as_typed("Next: revops score"), style="dim")
    else:
        left = f", {result.failed} not" if result.failed else ""
        requests = many(len(result.batches), "request")
        yield Text(f"{many(result.written, 'record')} written in {requests}{left}.", style="bold")
