"""What a plan tells of the declared subscription: what to declare, and what to leave out instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from revops.blueprint.files import SETTINGS
from revops.blueprint.shapes import written
from revops.cli.session import Session
from revops.engine.capability import TIERS, Lack, lack
from revops.engine.subscription import beyond, to_publish, unpublishable
from revops.hub.surfaces import SURFACES
from revops.kinds.base import Kind
from revops.model.change import Action, Change
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.hubs import ADD_ONS
from revops.model.plan import Plan
from revops.model.spec import Resource


def unsubscribed(plan: Plan, session: Session) -> Iterator[Finding]:
    """What the declared subscription does not include of all that the plan tells."""
    yield from _blocked(plan, session)
    yield from _by_hand(plan, session)


def _blocked(plan: Plan, session: Session) -> Iterator[Finding]:
    """What HubSpot's API does not do with this subscription, and the line to write if the portal has it."""
    lacking = sorted({one for change in plan.changes for one in _lacking(change, session)})
    if not lacking:
        return
    declared = _declared(session)
    needed = dict.fromkeys(one.subscription for one in lacking)
    told = (f"{' and '.join(one.what for one in lacking if one.subscription == s)} need {s}" for s in needed)
    summary = f"the target declares {written(declared)[1:-1]}, but {', '.join(told)}"
    yield Finding("RV790", Severity.WARNING, summary, _to_declare(session, lacking))


def _lacking(change: Change, session: Session) -> Iterator[Lack]:
    kind = session.kinds[change.address.kind]
    if change.action is Action.BLOCKED:
        names = (*kind.reads, *kind.writes)
        found = (lack(SURFACES[name], change.address.scope, session.grants) for name in names)
        yield from filter(None, found)
    missing = unpublishable(kind, SURFACES, session.grants)
    if missing and _is_unpublished(change, kind, session):
        yield missing


def _is_unpublished(change: Change, kind: Kind, session: Session) -> bool:
    """Whether it stays a draft, or becomes one, although the blueprint publishes it."""
    asked = [one for one in session.blueprint.resources if one.address == change.address]
    done = change.action in (Action.NONE, Action.ADOPT)
    return not done and any(to_publish(one, kind) for one in asked)


def _by_hand(plan: Plan, session: Session) -> Iterator[Finding]:
    """One finding for each subscription that open items of the checklist take."""
    is_open = {change.address for change in plan.changes}
    found: dict[Lack, list[Resource]] = {}
    for one in session.blueprint.resources:
        missing = beyond(one, session.grants)
        if missing and one.address in is_open:
            found.setdefault(Lack("", missing.tier, missing.hubs), []).append(one)
    for needed, items in sorted(found.items()):
        yield _left(needed, items, session)


def _left(needed: Lack, items: Sequence[Resource], session: Session) -> Finding:
    names = [str(one.address) for one in items]
    number = f"{len(names)} {'entry needs' if len(names) == 1 else 'entries need'}"
    summary = f"{number} {needed.subscription}, which the target does not declare: {few(names)}"
    packed = [str(one.address) for one in items if one.pack]
    without = f"To do without, write `without: [{', '.join(packed)}]` into the blueprint." if packed else ""
    hint = " ".join(filter(None, [without, _to_declare(session, [needed])]))
    return Finding("RV940", Severity.WARNING, summary, hint)


def _declared(session: Session) -> dict[str, str]:
    return {str(hub): str(tier) for hub, tier in session.grants.hubs.items()}


def _to_declare(session: Session, lacking: Sequence[Lack]) -> str:
    """The line that makes the target declare it; an add-on is the smaller thing to have."""
    bought = [name for name, words in ADD_ONS.items() if any(one.add_on == words for one in lacking)]
    hubs = _enough(_declared(session), [one for one in lacking if not one.add_on] if bought else lacking)
    lines = [f"`hubs: {written(hubs)}`"] if hubs != _declared(session) else []
    larger = _enough(hubs, lacking)
    if bought:
        lines.append(f"`add_ons: [{', '.join(bought)}]` (or `hubs: {written(larger)}`)")
    return f"If the portal has it, write {' and '.join(lines)} below `{session.target.name}:` in {SETTINGS}."


def _enough(declared: dict[str, str], lacking: Sequence[Lack]) -> dict[str, str]:
    """The declared hubs with what is lacking: a hub that is there already, where any will do."""
    hubs = dict(declared)
    for one in lacking:
        carriers = one.hubs or tuple(hubs)
        if not any(TIERS.index(hubs[hub]) >= TIERS.index(one.tier) for hub in carriers if hub in hubs):
            hubs[next((hub for hub in carriers if hub in hubs), carriers[0])] = one.tier
    return hubs
