"""`revops snapshot`: a portal's raw answers in one file, to practise on and to compare with."""

from __future__ import annotations

import gzip
import shlex
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from threading import Lock
from typing import IO, cast

import click
from rich.status import Status

from revops.cli.choice import Choice
from revops.cli.loading import stand_ins_of
from revops.cli.options import examples, json_option, project_option, target_option
from revops.cli.output import busy, print_json
from revops.cli.session import Session, open_session
from revops.engine.conversation import hold
from revops.engine.observe import MISSHAPEN, THREADS, Reader
from revops.engine.snapshot.document import Snapshot
from revops.engine.snapshot.people import StandIns
from revops.engine.snapshot.reads import Scope, sections, survey
from revops.engine.snapshot.record import Record
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.envelope import clean
from revops.model.exits import DONE, UNDECIDED
from revops.model.few import few
from revops.model.finding import Finding, Refused, Severity
from revops.model.objects import HOST
from revops.model.pairs import objects_of
from revops.views.closing import many


@click.command(
    "snapshot",
    epilog=examples(
        "snapshot --target client --out client.json.gz",
        "snapshot --target client --out client.json.gz --overwrite",
        "snapshot --target client --object orders --people --out whole.json",
    ),
)
@project_option
@target_option
@json_option
@click.option(
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="The file to write; compressed where its name ends in .gz.",
)
@click.option("--overwrite", is_flag=True, help="Replace the file where it is there already.")
@click.option(
    "--object", "objects", multiple=True, metavar="OBJECT", help="Read this object, too, e.g. orders."
)
@click.option("--people", is_flag=True, help="Keep names and e-mail addresses of people as they are.")
def command(
    *,
    project: Path,
    target: str | None,
    as_json: bool,
    out: Path,
    overwrite: bool,
    objects: tuple[str, ...],
    people: bool,
) -> int:
    """Save what is set up in a portal to one file: HubSpot's own answers, and never a record.

    `revops emulator --load FILE` serves the file as a portal to practise on, `revops compare` compares it.

    People get stand-ins, the same ones every time; what may be a secret in webhooks and custom code is
    replaced and listed. What HubSpot does not show to this token is noted in the file.
    """
    if out.exists() and not overwrite:
        hint = "the same command with --overwrite replaces it; or name another file"
        raise Refused([Finding("RV121", Severity.ERROR, f"{out} is there already", hint)], UNDECIDED)
    with open_session(project, target) as session:
        taken = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        record = take(session, objects)
        stand_ins = None if people else StandIns(stand_ins_of(session.settings, session.target))
        _write(Snapshot(session.context.portal, taken, record, stand_ins), out)
        portal, reads = session.context.portal.id, session.hub.reads
    if as_json:
        refused = [{"path": path, **_told(told)} for path, told in sorted(record.refused.items())]
        counts = {"answers": len(record.answers), "reads": reads}
        hidden = [{"path": path, "what": what} for path, what in sorted(record.redacted.items())]
        told = {"refused": refused, "redacted": hidden, "custom_code": sorted(record.coded)}
        print_json({"file": str(out), "portal": portal, **counts, **told})
    else:
        _tell(record, portal, out)
    return DONE


def _told(told: Mapping[str, object]) -> dict[str, object]:
    return {"status": told["status"], "reason": told["why"]}


@dataclass
class _Recorder:
    """Asks as the engine does, and notes what was answered."""

    session: Session
    record: Record
    status: Status | None
    reader: Reader = field(init=False)
    _lock: Lock = field(default_factory=Lock)
    _asked: int = 0

    def __post_init__(self) -> None:
        self.reader = Reader(self.session.hub)
        for call, answer in self.session.hub.known:
            self.reader.know(call, answer)

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        answers = self.reader.ask(calls)
        with self._lock:
            for call, answer in zip(calls, answers, strict=True):
                self.record.note(call, answer, self.session.hub.explain)
            self._asked += len(calls)
            if self.status:
                self.status.update(f"read {many(self._asked, 'list')} and things")
        return answers

    def hold(self, conversation: Conversation) -> Scope | None:
        """One conversation.

        Raises:
            Refused: an answer is not of the documented shape (exit code 1).
        """
        asked: list[Call] = []

        def ask(calls: Sequence[Call]) -> list[Answer]:
            asked[:] = calls
            return self.ask(calls)

        try:
            found: Scope | None = hold(conversation, ask)
        except MISSHAPEN as error:
            requests = few([call.request for call in asked])
            told = f"{requests}: the portal's answer is not of the documented shape: {clean(repr(error))}"
            hint = "report it with `revops doctor --json`"
            raise Refused([Finding("RV410", Severity.ERROR, told, hint)]) from None
        return found


def take(session: Session, objects: Iterable[str] = ()) -> Record:
    """Everything that the kinds can read in the portal of a session.

    Raises:
        Refused: an answer was lost or is misshapen; there is no snapshot with a hole (exit code 1). Or one of
            the objects is none of this portal (64).
    """
    choice = Choice(frozenset(), tuple(objects))
    choice.check_names()
    record = Record(lambda call: _paths(session, call))
    with busy("reading the portal") as status:
        recorder = _Recorder(session, record, status)
        scope = recorder.hold(survey([*_objects(session), *choice.objects], _pairs(session)))
        if scope:
            choice.check_found(Address(HOST, "", row["name"].lower()) for row in scope.custom.values())
            parts = sections(scope, _known_flows(session), _converted(session))
            with ThreadPoolExecutor(max(1, min(THREADS, len(parts)))) as pool:
                list(pool.map(recorder.hold, parts))
    record.close()
    return record


def _paths(session: Session, call: Call) -> list[str]:
    """The path in the version that answers, then in the others."""
    first = session.hub.path(Call(call.surface, call.method, call.path))
    bases = session.hub.surfaces[call.surface].bases.values()
    return list(dict.fromkeys([first, *(base + call.path for base in bases)]))


def _objects(session: Session) -> Iterator[str]:
    for resource in session.blueprint.resources:
        yield from objects_of(resource.address.scope) or filter(None, [resource.address.scope])


def _pairs(session: Session) -> Iterator[tuple[str, str]]:
    for resource in session.blueprint.resources:
        if resource.address.kind == "association":
            one, other = objects_of(resource.address.scope)
            yield one, other


def _known_flows(session: Session) -> set[str]:
    entries = session.context.ledger.entries
    return {entry.id for address, entry in entries.items() if address.kind == "workflow" and entry.id}


def _converted(session: Session) -> set[str]:
    managed = [one for one in session.blueprint.resources if one.address.kind == "segment"]
    return {str(one.units.get("name")) for one in managed if "convert" in one.units}


def _write(snapshot: Snapshot, out: Path) -> None:
    part = out.with_name(f".{out.name}.part")
    try:
        with _opened(part, packed=out.suffix == ".gz") as stream:
            for line in snapshot.lines():
                stream.write(line.encode())
        part.replace(out)
    except OSError as error:
        told = f"the snapshot cannot be saved to {out}: {error.strerror}"
        raise click.BadParameter(told, param_hint="--out") from None
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


@contextmanager
def _opened(path: Path, *, packed: bool) -> Iterator[IO[bytes]]:
    """For writing; a compressed file has no time and no name in it, so that equal ones are equal."""
    with path.open("wb") as plain:
        if not packed:
            yield plain
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=plain, mtime=0) as stream:
            yield cast("IO[bytes]", stream)


def _tell(record: Record, portal: int, out: Path) -> None:
    click.echo(f"wrote {out}: {many(len(record.answers), 'answer')} of portal {portal}")
    if record.redacted:
        click.echo(f"\nReplaced, because it may be a secret ({len(record.redacted)}):")
        for path, what in sorted(record.redacted.items()):
            click.echo(f"  {path}: {', '.join(what)}")
    if record.coded:
        told = "Custom code is in the file, without what looks like a secret. Read it before you hand it on"
        click.echo(f"\n{told} ({len(record.coded)}):")
        for path in sorted(record.coded):
            click.echo(f"  {path}")
    if record.refused:
        click.echo(f"\nHubSpot does not show to this token, and the file says so ({len(record.refused)}):")
        for path, told in sorted(record.refused.items()):
            click.echo(f"  {path}: {told['why']}")
    click.echo("")
    click.echo(f"Next: revops emulator --load {shlex.quote(str(out))}")
