"""The items of the checklist, from blueprint, target, ledger and today's date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from revops.cli.session import Session
from revops.engine.subscription import beyond
from revops.kinds.checklist import ItemSpec, deep_link
from revops.model.item import Item
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger
from revops.model.spec import Resource
from revops.model.tick import why_open


def items(session: Session, resources: Iterable[Resource], ledger: Ledger) -> Iterator[Item]:
    """Each item of the checklist as the ledger tells it."""
    for resource in resources:
        units, entry = resource.units, ledger.entry(resource.address)
        still = why_open(units, entry, session.context.today)
        done = Entry() if still or entry is None else entry
        role = str(units.get("role", ""))
        yield Item(
            resource.address,
            str(units["title"]),
            units,
            resource.ref,
            role,
            role_title(session, role),
            _person(session, role),
            deep_link(units["link"], session.context) if "link" in units else "",
            tuple(units.get("steps", ())),
            _days(resource),
            session.target.entry.go_live,
            str(units.get("evidence", "")),
            str(units.get("every", "")),
            still,
            bool(still and entry and entry.ticked),
            done.ticked,
            date.fromisoformat(done.ticked_on) if done.ticked_on else None,
            done.evidence,
            _subscription(resource, session),
        )


def by_due_day(item: Item) -> tuple[bool, bool, int]:
    """Sorts what is open first, then by the due day; at the end what has none."""
    return (item.is_done, item.days is None, item.days or 0)


def _subscription(resource: Resource, session: Session) -> str:
    lacking = beyond(resource, session.grants)
    return lacking.subscription if lacking else ""


def _days(resource: Resource) -> int | None:
    """From go-live; what stands in for something else has no due day."""
    spec = resource.spec
    return spec.due.offset if isinstance(spec, ItemSpec) and spec.due else None


def _person(session: Session, role: str) -> str:
    found = session.context.roles.get(role)
    return (found.email or found.team) if found else ""


def role_title(session: Session, role: str) -> str:
    """The title of the blueprint's entry in the target's language, else the key."""
    described: Mapping[str, Json] = (session.blueprint.sheet.data.get("roles") or {}).get(role) or {}
    title = described.get("title", role)
    return str(title[session.context.locale] if isinstance(title, Mapping) else title)


def item_document(item: Item, today: date) -> dict[str, Json]:
    """An item as `revops checklist --json` prints it."""
    return {
        "address": str(item.address),
        "ref": list(item.ref),
        "title": item.title,
        "role": item.role,
        "role_title": item.role_title,
        "person": item.person,
        "link": item.link,
        "steps": list(item.steps),
        "due": {"days": item.days, "date": _said(item.due), "overdue": item.is_overdue(today)},
        "every": item.every,
        "evidence": item.evidence,
        "needs": item.needs,
        "done": item.is_done,
        "reason": item.why_open,
        "by": item.by,
        "on": _said(item.done_on),
        "proof": item.proof,
    }


def _said(day: date | None) -> str | None:
    return day.isoformat() if day else None
