"""A property under another name, in steps: made, its values copied, the old one archived. Pure.

What refers to the old one is handed over by the blueprint, as far as it describes it; everything else is
named, and keeps the old property where it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from revops.engine.consenting import consented
from revops.engine.decide import lock_of
from revops.engine.situation import Situation
from revops.engine.unfinished import CONSENT_OF_PHASE
from revops.model.address import Address
from revops.model.change import Action, Change, Consent, UnitChange
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.move import parting, uncopied
from revops.model.objects import HOST, host
from revops.model.reference import Point, Unseen, User
from revops.model.spec import Need, Observed, Phase, Present, Resource
from revops.model.surface import Allowance

_NAMED: Final = 5
"""Things that a finding names."""
_GROUP: Final = "group"
_GROUPED: Final = "groupName"
"""The unit of a property that says where it stands."""
_MUTE: Final = (_GROUP, "lifecycle", "pipeline", "team", "campaign")
"""Kinds that name no property."""
_OWN: Final = ("property", "validation")
"""Kinds that name properties of their own object only."""
_READERS: Final = ("segment", "score", "property")
"""Kinds that go by the values that records have; forms write them, and workflows are switched on last."""
Decided = Mapping[Address, Sequence[Change]]


def renaming(decided: Decided, situation: Situation) -> dict[Address, list[Change]]:
    """For each property under another name: the changes of the new one and of the old one."""
    found: dict[Address, list[Change]] = {}
    resources = {one.address: one for one in situation.resources}
    for new, old in sorted(situation.context.renamed.items()):
        observed = situation.observation(old).by_address.get(old)
        if old in situation.removed and new in resources:
            own = _ours(resources[new], observed, old, decided, situation) if observed else decided[new]
            found[new] = [consented(change, situation) for change in own]
            found[old] = [_archive(one, new, found[new], decided, situation) for one in decided[old]]
            found |= _kept(old, observed, decided)
            found |= _later(old, new, {**decided, **found}, situation)
    return found


def _kept(old: Address, observed: Observed | None, decided: Decided) -> dict[Address, list[Change]]:
    """The old property's group, which stays as long: HubSpot refuses to remove one that has properties."""
    name = observed.units.get(_GROUPED) if observed else None
    group = Address(_GROUP, old.scope, str(name))
    if name is None or group not in decided:
        return {}
    reason = f"waits until {old} is archived, which is in it"
    return {group: [_waiting(one, reason) if one.action is Action.DELETE else one for one in decided[group]]}


def _later(old: Address, new: Address, decided: Decided, situation: Situation) -> dict[Address, list[Change]]:
    """Who goes by the values is handed over once they are all there.

    Records would leave a segment, and join it again one by one as their values arrive.
    """
    if not any(change.phase is Phase.MOVE for change in decided[new]):
        return {}
    _, handed = _users(old, decided, situation)
    reason = f"waits until the values of {old} are in {new}"
    return {
        user.address: [_put_off(change, reason) for change in decided[user.address]]
        for user in handed
        if user.address.kind in _READERS
    }


def _put_off(change: Change, reason: str) -> Change:
    """Shows what it will do; nothing of it is asked for yet."""
    if not (change.action.writes and change.runs):
        return change
    return replace(change, action=Action.WAITING, consent=None, approved=False, reason=reason)


def _waiting(change: Change, reason: str) -> Change:
    return replace(change, action=Action.WAITING, units=(), consent=None, approved=False, reason=reason)


def _ours(
    resource: Resource, observed: Observed, old: Address, decided: Decided, situation: Situation
) -> list[Change]:
    """The new property's changes, with the copy, or with the note that all is copied."""
    changes = list(decided[resource.address])
    copy = _copy(resource, observed, old, changes, situation)
    if copy:
        return [*changes, copy]
    there = situation.observation(resource.address).by_address.get(resource.address)
    entry = situation.context.ledger.entry(resource.address)
    proof = there.keys.get(parting(old)) if there else None
    if proof is None or (entry and entry.keys.get(parting(old)) == proof):
        return changes
    if any(change.action.counts for change in changes):
        return changes  # that writes it down, too
    reason = f"all values of {old} are in it; nothing is sent"
    adopt = Change(resource.address, Phase.DEFINE, Action.ADOPT, reason=reason, resource=resource)
    return [replace(adopt, actual=there, approved=True)]


def _copy(
    resource: Resource, observed: Observed, old: Address, changes: Sequence[Change], situation: Situation
) -> Change | None:
    """The step that copies; None where every value is there, and where the old property is not ours."""
    path, new = uncopied(old), resource.address
    why, count = lock_of(observed, path), observed.units.get(path)
    if situation.context.ledger.entry(old) is None:
        why = f"the ledger does not know {old}: describe it under that name and apply first"
    if not (why or count):
        return None
    units = (UnitChange(path, count, 0),) if count else ()
    reason = f"copies the values of {old}; what a record has here already stays"
    step = Change(new, Phase.MOVE, Action.UPDATE, units, reason, resource=resource, needs=resource.needs)
    verdict = situation.moving(new)
    if why or verdict.allowance is not Allowance.ALLOWED:
        return replace(step, action=Action.BLOCKED, reason=why or verdict.told)
    made = any(change.action is Action.CREATE for change in changes)
    if not (made or isinstance(situation.presence(new), Present)):
        return replace(step, action=Action.WAITING, reason=f"waits for {new}, which gets the values of {old}")
    if any(change.phase is Phase.MOVE for change in changes):
        return replace(step, action=Action.WAITING, reason="waits until its own records are moved")
    actual = situation.observation(new).by_address.get(new)
    return replace(step, consent=CONSENT_OF_PHASE[Phase.MOVE], actual=actual)


def _archive(
    change: Change, new: Address, own: Sequence[Change], decided: Decided, situation: Situation
) -> Change:
    """The end of the old property, once its values are copied and nothing refers to it."""
    if change.action is not Action.DELETE:
        return change
    path = uncopied(change.address)
    units = tuple(unit for unit in change.units if unit.path != path)
    last = replace(change, phase=Phase.REMOVE, needs=frozenset({Need(new)}), units=units)
    whole = change.actual is not None and change.actual.units.get(path) == 0
    if not isinstance(situation.presence(new), Present):
        return _waiting(last, f"waits for {new}, which gets its values")
    if not whole or any(one.phase is Phase.MOVE for one in own):
        return _waiting(last, f"waits until its values are in {new}")
    why, action = _in_use(change.address, new, decided, situation)
    if why:
        return replace(_waiting(last, why), action=action)
    looked = Point(change.address) in situation.impacts
    told = f"its values are in {new}, and nothing was found to refer to it"
    return replace(last, reason=told, consent=Consent.DELETE, approved=change.approved and looked)


def _in_use(old: Address, new: Address, decided: Decided, situation: Situation) -> tuple[str, Action]:
    """Who refers to the old property, or may: why it stays, and whether that ends by itself."""
    left, handed = _users(old, decided, situation)
    if left:
        return f"{_list(left)} still {_verb(left)} to it", Action.BLOCKED
    if handed:
        return f"waits until {_list(handed)} {_verb(handed)} to {new}", Action.WAITING
    impact = situation.impacts.get(Point(old))
    hidden = impact.unseen if impact else ()
    unseen = [one for one in hidden if not one.always and _may_name(one, old)]
    if not unseen:
        return "", Action.DELETE
    what = few([one.what for one in unseen], _NAMED)
    return f"{what} could not be looked into and may refer to it: {unseen[0].why}", Action.BLOCKED


def _may_name(unseen: Unseen, old: Address) -> bool:
    """Whether what could not be looked into may refer to this property at all."""
    if unseen.kind == HOST:
        return unseen.name == old.scope if unseen.name else host(old.scope) is not None
    return unseen.kind not in _MUTE and (unseen.kind not in _OWN or unseen.scope == old.scope)


def _users(old: Address, decided: Decided, situation: Situation) -> tuple[list[User], list[User]]:
    """Who refers to the old property: those whom no change of the plan hands over, and the others.

    Where a part of one is held, nobody knows whether that is the part that refers to it.
    """
    impact = situation.impacts.get(Point(old))
    left: list[User] = []
    handed: list[User] = []
    for user in impact.direct if impact else ():
        changes = decided.get(user.address, ())
        held = any(change.action is Action.HOLD for change in changes)
        runs = any(one.action is Action.WAITING or (one.action.writes and one.runs) for one in changes)
        (handed if runs and not held else left).append(user)
    return left, handed


def _list(users: Sequence[User], names: Mapping[Address, str] = MappingProxyType({})) -> str:
    """The first few, each with what stands behind it."""
    return few([f"{user.address}{names.get(user.address, '')}" for user in users], _NAMED)


def _verb(users: Sequence[User]) -> str:
    return "refers" if len(users) == 1 else "refer"


def told(changes: Sequence[Change], situation: Situation) -> Iterator[Finding]:
    """What of the portal goes on under the old name, although this plan is carried out."""
    decided: dict[Address, list[Change]] = {}
    for change in changes:
        decided.setdefault(change.address, []).append(change)
    for new, old in sorted(situation.context.renamed.items()):
        left, _ = _users(old, decided, situation) if old in decided else ([], [])
        if left:
            names = situation.impacts[Point(old)].names
            who = _list(left, {address: f" ({name})" for address, name in names.items()})
            summary = f"{who} still {_verb(left)} to {old}, and no change of this plan mends that"
            hint = f"let them refer to {new}, in the blueprint or in HubSpot; revops impact {old} shows where"
            yield Finding("RV973", Severity.WARNING, summary, hint, old, situation.removed[old])
