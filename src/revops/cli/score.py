"""`revops score`: compute the lead scores that HubSpot cannot, and write the points into the records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from revops.blueprint.names import meant
from revops.cli.ask import Answers, require_typed_back
from revops.cli.options import json_option, project_option, target_option, typed, wait_option
from revops.cli.output import busy, console, print_json, worst
from revops.cli.points import Result, document, lines
from revops.cli.remember import Memory
from revops.cli.session import Session, open_session
from revops.cli.typed import hinted
from revops.engine.capability import lack_of_scope
from revops.engine.situation import Situation
from revops.hub.surfaces import SURFACES
from revops.model.change import Action, Change, Consent
from revops.model.exits import DONE, ERROR, PARTIAL, UNDECIDED, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.outcome import Outcome, Status
from revops.model.plan import Consents
from revops.model.spec import Phase
from revops.model.surface import Verdict
from revops.records.compute import Reading, read
from revops.records.scores import Score, approval, candidates, resolved
from revops.records.write import Batch, write
from revops.state.kept import Locking
from revops.views.closing import many


@click.command("score")
@click.argument("addresses", nargs=-1, metavar="[ADDRESS]...")
@project_option
@target_option
@json_option
@click.option("--dry-run", is_flag=True, help="Show how many records would change, and a few; write nothing.")
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.option("--approve", metavar="DIGEST", help="Approve the rules with this digest, for CI.")
@click.option(
    "--take", multiple=True, metavar="ADDRESS", help="Overwrite the values of a property revops did not make."
)
@wait_option
def command(
    *,
    project: Path,
    target: str | None,
    addresses: tuple[str, ...],
    as_json: bool,
    dry_run: bool,
    yes: bool,
    approve: str | None,
    take: tuple[str, ...],
    wait: float,
) -> int:
    """Compute lead scores that say `fallback: computed`, and write the points that changed.

    ADDRESS is that of a score, or a pattern; all of them where none is given. Only scores that HubSpot
    does not compute in this portal, and whose numbers were applied, are computed.
    """
    answers = Answers(yes=yes, approve=approve, quiet=as_json, named=target is not None)
    consents = Consents({Consent.TAKE.value: take})
    locking = None if dry_run else Locking("score", wait)
    with open_session(project, target, consents, locking) as session:
        situation = session.look(consents)
        scores, found = _chosen(session, situation, addresses)
        notes = hinted(found)
        digest = approval(scores, session.context.portal.id)
        _require_approval(answers, digest)
        _require_scopes(scores, session, dry_run=dry_run)
        readings = _readings(scores, session, situation)
        result = Result(session.context.portal, digest, readings, tuple(notes), dry_run=dry_run)
        if not as_json:
            _print(result, written=False)
        if result.changed and not dry_run:
            _agree(result, answers)
            result = _written(result, session)
    if as_json:
        print_json(document(result, session.hub.reads, session.hub.writes))
    else:
        _print(result, written=True)
    return exit_code(result)


def exit_code(result: Result) -> int:
    """5 where points were left unwritten, 4 where nothing could be written or a score lacks something."""
    stopped = result.failed and not result.written and all(batch.refused for batch in result.stops)
    left = any(finding.severity is Severity.WARNING for finding in result.notes)
    failed = UNDECIDED if stopped and result.stops else PARTIAL
    return worst(failed if result.failed else DONE, UNDECIDED if left else DONE)


def _chosen(
    session: Session, situation: Situation, addresses: Sequence[str]
) -> tuple[list[Score], list[Finding]]:
    """The scores to compute, and what is to be said of them and of those that are not computed.

    Raises:
        Refused: an address names none of the candidates, exit code 64.
    """
    known = candidates(session.blueprint.resources)
    idle = [one for one in addresses if not any(address.matches(one) for address in known)]
    if idle:
        told = "{} names no score with `fallback: computed`"
        hint = meant(idle[0], map(str, known)) or "Write `fallback: computed` into a score."
        raise Refused([Finding("RV953", Severity.ERROR, told.format(one), hint) for one in idle], USAGE)
    wanted = {a: one for a, one in known.items() if not addresses or any(a.matches(p) for p in addresses)}
    found = [resolved(one, situation) for one in wanted.values()]
    scores = [one for one in found if isinstance(one, Score)]
    left = [one for one in found if isinstance(one, Finding)]
    return scores, [*(told for score in scores for told in score.told), *left]


def _require_approval(answers: Answers, digest: str) -> None:
    if answers.approve in (None, digest):
        return
    told = f"the approved digest {str(answers.approve)[:12]} is not {digest[:12]}, that of these rules"
    hint = "revops score --dry-run --json"
    raise Refused([Finding("RV951", Severity.ERROR, told, hint)], UNDECIDED)


def _require_scopes(scores: Sequence[Score], session: Session, *, dry_run: bool) -> None:
    """Refuse before the first record is read what could not be written afterwards."""
    found = {verdict.told: verdict for verdict in _lacking(scores, session, dry_run=dry_run)}
    if found:
        raise Refused(
            [Finding("RV955", Severity.ERROR, one.reason, one.way_out) for one in found.values()], UNDECIDED
        )


def _lacking(scores: Sequence[Score], session: Session, *, dry_run: bool) -> Iterator[Verdict]:
    grants = session.grants
    for score in scores:
        for writing in (False,) if dry_run else (False, True):
            missing = lack_of_scope(SURFACES["records"], score.objects, grants, write=writing)
            if missing:
                yield missing
        unread = lack_of_scope(SURFACES["lists"], "", grants, write=False) if score.segments else None
        if unread:
            yield unread


def _readings(scores: Sequence[Score], session: Session, situation: Situation) -> tuple[Reading, ...]:
    with busy("reading records") as status:

        def tell(objects: str, count: int) -> None:
            if status:
                status.update(f"reading {objects}: {count}")

        return tuple(read(scores, session.hub, situation.context, datetime.now(UTC), tell))


def _agree(result: Result, answers: Answers) -> None:
    """Ask as `apply` does: a protected portal wants its id (rule 7), any other one a yes.

    Raises:
        Refused: nobody agreed, exit code 4.
    """
    if result.portal.protected:
        named = f"revops score{typed(result.portal.target or 'NAME')}"
        require_typed_back(result.portal, answers, named, result.digest)
    elif answers.approve is None and not answers.yes:
        told = f"Write points into {many(result.changed, 'record')} of portal {result.portal.id}?"
        if not answers.can_ask:
            raise _unagreed("nobody is there to agree; nothing was written", "revops score --yes")
        if not click.confirm(f"{told} Workflows that watch them may enrol records at once."):
            raise _unagreed("nothing was written", "revops score --dry-run")


def _unagreed(told: str, hint: str) -> Refused:
    return Refused([Finding("RV460", Severity.ERROR, told, hint)], UNDECIDED)


def _written(result: Result, session: Session) -> Result:
    """Send what differs; the history has the scores, as what moved records, and the number of records."""
    scores = [score for reading in result.readings if reading.differences for score in reading.scores]
    changes = [Change(score.address, Phase.MOVE, Action.UPDATE) for score in scores]
    memory, batches, code = Memory(session, changes), list[Batch](), ERROR
    try:
        for batch in _batches(result.readings, session):
            batches.append(batch)
        code = exit_code(result.having(batches))
    finally:
        result = result.having(batches)
        status = Status.FAILED if result.failed else Status.DONE
        memory.finish(code, [Outcome(change, status) for change in changes], counts=result.counts)
    return result


def _batches(readings: Sequence[Reading], session: Session) -> Iterator[Batch]:
    """Every batch that was sent; after one that was not answered well, nothing more is."""
    with busy("writing points") as status:
        for reading in readings:

            def tell(count: int, of: Reading = reading) -> None:
                if status:
                    status.update(f"writing {of.objects}: {count}/{len(of.differences)}")

            for batch in write(reading, session.hub, session.state.journal, tell):
                yield batch
                if batch.stopped:
                    return


def _print(result: Result, *, written: bool) -> None:
    for line in lines(result, written=written):
        console().print(line)
