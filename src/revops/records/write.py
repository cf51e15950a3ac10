"""Writing points into records, a hundred a request (dossier J1)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.engine.observe import Sender
from revops.model.call import Answer, Call
from revops.model.envelope import clean, message
from revops.model.finding import Finding, Severity
from revops.model.json import Json
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


def write(reading: Reading, sender: Sender, progress: Callable[[int], None]) -> Iterator[Batch]:
    """Every difference of a reading, in batches, until all are written or one batch is not answered well.

    Args:
        reading: what differs.
        sender: the hub.
        progress: told how many records were sent.
    """
    for start in range(0, len(reading.differences), PAGE):
        chunk = reading.differences[start : start + PAGE]
        call = _call(reading, chunk)
        batch = _judged(call, sender.send(call), chunk, sender)
        yield batch
        if batch.stopped:
            return
        progress(start + len(chunk))


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
        stop = Finding("RV956", Severity.ERROR, f"no more batches are sent: {lost}", _AGAIN)
        why = sender.explain(answer, call)
        return Batch(0, len(chunk), (why, stop), stopped=True, refused=answer.refused)
    errors = _listed(answer.body, "errors")
    found = (*_failures(errors, len(chunk)), *_altered(_listed(answer.body, "results"), chunk))
    return Batch(len(chunk) - len(errors), len(errors), found)


def _listed(body: Json, name: str) -> list[Mapping[str, Json]]:
    rows = body.get(name) if isinstance(body, Mapping) else None
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []


def _failures(errors: Sequence[Mapping[str, Json]], count: int) -> Iterator[Finding]:
    if errors:
        told = f"{len(errors)} of {count} records did not take their points: {message(errors[0])}"
        hint = "Mend those in HubSpot, then run `revops score` again."
        yield Finding("RV957", Severity.ERROR, told, hint)


def _altered(rows: Sequence[Mapping[str, Json]], chunk: Sequence[Difference]) -> Iterator[Finding]:
    """What the answer shows of the values that were sent (rule 10); values that it leaves out say nothing."""
    sent = {one.id: one.after for one in chunk}
    odd = [row for row in rows if _differs(row.get("properties"), sent.get(str(row.get("id")), {}))]
    if odd:
        first = clean(str(odd[0].get("id")))
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
