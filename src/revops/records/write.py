"""Writing points into records, a hundred a request (dossier J1)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.engine.observe import Sender
from revops.model.call import Answer, Call
from revops.model.envelope import clean, left_out, message, rows
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.journal import Intent, Journal
from revops.model.json import Json, digest
from revops.records.compute import Difference, Reading
from revops.records.pages import PAGE

_AGAIN: Final = "Run `revops score` again: it writes only what still differs."


@dataclass(frozen=True)
class Batch:
    """One request that was answered: how many records took their points, and what went wrong."""

    written: int
    failed: int = 0
    findings: tuple[Finding, ...] = ()
    stopped: bool = False
    """True: nothing more is sent. A write whose answer was lost is never sent again (rule 6)."""
    refused: bool = False
    """True where HubSpot carried nothing of the request out."""


def write(
    reading: Reading, sender: Sender, journal: Journal, progress: Callable[[int], None]
) -> Iterator[Batch]:
    """Every difference of a reading, in batches, until all are written or one batch is not answered well.

    Args:
        reading: what differs.
        sender: the hub.
        journal: notes each batch before it is sent, and takes none where the portal's lock is another's.
        progress: told how many records were sent.
    """
    for start in range(0, len(reading.differences), PAGE):
        chunk = reading.differences[start : start + PAGE]
        batch = _noted(_call(reading, chunk), chunk, sender, journal)
        yield batch
        if batch.stopped:
            return
        progress(start + len(chunk))


def _noted(call: Call, chunk: Sequence[Difference], sender: Sender, journal: Journal) -> Batch:
    """One batch, sent if it could be noted; one whose end cannot be noted is the last."""
    intent = Intent(call.surface, call.method, call.path, digest(call.body), call.carries)
    try:
        number = journal.intend(intent)
    except Refused as refusal:
        return _unsent(chunk, refusal)
    batch, ending = _sent(call, chunk, sender)
    try:
        journal.settle(number, ending)
    except Refused as refusal:
        return replace(batch, findings=(*batch.findings, *refusal.findings), stopped=True)
    return batch


def _sent(call: Call, chunk: Sequence[Difference], sender: Sender) -> tuple[Batch, str]:
    """What became of a batch, and how the journal has it."""
    try:
        answer = sender.send(call)
    except Refused as refusal:
        return _unsent(chunk, refusal), "not sent"
    return _judged(call, answer, chunk, sender), "lost" if answer.fault else str(answer.status)


def _call(reading: Reading, chunk: Sequence[Difference]) -> Call:
    """An empty text takes a value away (HubSpot's description of the batch)."""
    inputs: Json = [{"id": one.id, "properties": dict(one.after)} for one in chunk]
    carries = tuple(score.address for score in reading.scores)
    path = f"/{reading.objects}/batch/update"
    return Call("records", "POST", path, body={"inputs": inputs}, carries=carries)


def _judged(call: Call, answer: Answer, chunk: Sequence[Difference], sender: Sender) -> Batch:
    if not answer.ok:
        lost = (
            "whether the last batch arrived is not known"
            if answer.uncertain
            else "HubSpot took nothing of it"
        )
        return _stopped(chunk, [sender.explain(answer, call)], lost, refused=answer.refused)
    left = left_out(answer.body, [one.id for one in chunk])
    failures = _failures(rows(answer.body, "errors"), left, len(chunk))
    found = (*failures, *_altered(rows(answer.body, "results"), chunk))
    return Batch(len(chunk) - len(left), len(left), found)


def _unsent(chunk: Sequence[Difference], refusal: Refused) -> Batch:
    return _stopped(chunk, refusal.findings, "the last batch was not sent", refused=True)


def _stopped(chunk: Sequence[Difference], why: Iterable[Finding], told: str, *, refused: bool) -> Batch:
    stop = Finding("RV956", Severity.ERROR, f"no more batches are sent: {told}", _AGAIN)
    return Batch(0, len(chunk), (*why, stop), stopped=True, refused=refused)


def _failures(errors: Sequence[Mapping[str, Json]], left: Sequence[str], count: int) -> Iterator[Finding]:
    """Records that did not take their points, and why not."""
    if left:
        named = few([clean(one) for one in left])
        why = message(errors[0]) if errors else "HubSpot's answer does not show them"
        told = f"{len(left)} of {count} records did not take their points ({named}): {why}"
        hint = "Mend those in HubSpot, then run `revops score` again."
        yield Finding("RV957", Severity.ERROR, told, hint)


def _altered(shown: Sequence[Mapping[str, Json]], chunk: Sequence[Difference]) -> Iterator[Finding]:
    """What the answer shows of the values that were sent (rule 10); values that it leaves out say nothing."""
    sent = {one.id: one.after for one in chunk}
    held = {str(row.get("id")): row.get("properties") for row in shown}
    odd = [record for record, values in held.items() if _differs(values, sent.get(record, {}))]
    if odd:
        first = clean(odd[0])
        told = f"HubSpot shows other points than were sent, for {len(odd)} records, the first of them {first}"
        yield Finding(
            "RV958", Severity.WARNING, told, "Look in its history for who else writes the property."
        )


def _differs(shown: Json, sent: Mapping[str, str]) -> bool:
    held = shown if isinstance(shown, Mapping) else {}
    return any(_number(held[name]) != _number(value) for name, value in sent.items() if name in held)


def _number(value: Json) -> float | str:
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value or "")
