"""What a pull leaves in HubSpot because nobody asked for its kind. No request is spent on telling it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from revops.cli.described import Described
from revops.cli.session import Session
from revops.engine.observe import MISSHAPEN, Reader
from revops.kinds.email.observe import LIST
from revops.kinds.email.reading import is_automated
from revops.kinds.team.people import TREE
from revops.kinds.wire import results
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.views.closing import many

_LISTED: Final = {"email": (LIST, "automated e-mail"), "team": (TREE, "team")}
"""Lists that every pull reads for the names in them, so that their answers are there."""
_UNSEEN: Final = {
    "campaign": "campaigns",
    "pipeline_rules": "rules of pipelines",
    "stage_permissions": "permissions of stages",
}
"""What would take requests of its own: pages of a list, or one for each pipeline."""


def unpulled(session: Session, reader: Reader) -> Iterator[Finding]:
    """One finding for all kinds that are pulled by name only; those that the files describe are no news."""
    described = Described.by(session.blueprint.resources)
    kinds = {address.kind for address in described.addresses}
    counts = {kind: len(_new(session, described, reader, kind)) for kind in _LISTED}
    left = {kind: many(count, _LISTED[kind][1]) for kind, count in counts.items() if count}
    unseen = {kind: name for kind, name in _UNSEEN.items() if kind not in kinds}
    told = [f"{', '.join(left.values())} left in HubSpot"] if left else []
    told += [f"nobody looked for {', '.join(unseen.values())}"] if unseen else []
    if told:
        hint = f"revops pull {' '.join(f'--kind {kind}' for kind in (*left, *unseen))}"
        why = "these kinds are betas or take scopes of their own, so they are pulled when they are asked for"
        yield Finding("RV785", Severity.INFO, f"{'; '.join(told)}: {why}", hint)


def _new(session: Session, described: Described, reader: Reader, kind: str) -> list[Json]:
    """Rows of what neither the files nor the ledger know; none where HubSpot does not show the list."""
    entries = session.context.ledger.entries
    known = {entry.id for address, entry in entries.items() if address.kind == kind}
    (answer,) = reader.ask([_LISTED[kind][0]])
    try:
        rows = results(answer, "id", "name")
    except MISSHAPEN:  # whoever needs the list says so
        return []
    if kind == "email":
        rows = [row for row in rows if is_automated(row) and row.get("archived") is not True]
    names = described.names
    return [row for row in rows if row["id"] not in known and (kind, "", row["name"]) not in names]
