"""Consents that cannot mean anything: told all at once, before anything is sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from revops.blueprint.load import Blueprint
from revops.blueprint.names import meant, nearest, nearest_address
from revops.engine.consenting import can_ask, is_exact, units_of
from revops.engine.situation import Situation
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.change import Consent
from revops.model.exits import USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.plan import Consents
from revops.model.spec import Observation


def require_named(consents: Consents, blueprint: Blueprint, kinds: Mapping[str, Kind]) -> None:
    """Refuse addresses that no change can have; of a blueprint with errors nobody knows.

    Raises:
        Refused: with all of them and the nearest addresses, exit code 64.
    """
    exact = list(_exact(consents))
    if exact and not blueprint.errors:
        _refuse(_slips(exact, blueprint, kinds))


def require_units(situation: Situation) -> None:
    """Refuse `--take ADDRESS#UNIT` where neither blueprint, ledger nor portal has the unit.

    Raises:
        Refused: with all of them and the nearest units, exit code 64.
    """
    taken = {one.partition("#")[::2] for flag, one in _exact(situation.consents) if "#" in one}
    if taken:
        named = {str(one.address): units_of(one, situation) for one in situation.resources}
        missing = [(at, unit) for at, unit in sorted(taken) if at in named and unit not in named[at]]
        _refuse(_no_unit(at, unit, named[at]) for at, unit in missing)


def likeliest(flag: str, pattern: str, blueprint: Blueprint, kinds: Mapping[str, Kind]) -> str:
    """What was probably meant among what can ask for this consent, or ``."""
    asking = [one for one in _known(blueprint, kinds) if _asks(flag, one, blueprint, kinds)]
    where, mark, unit = pattern.partition("#")
    match = _nearest(where, asking, kinds)
    return f"{match}{mark}{unit}" if match else ""


def _nearest(where: str, asking: Sequence[Address], kinds: Mapping[str, Kind]) -> str:
    """By names within a kind, whose addresses are all alike; by the whole where the kind is misspelt."""
    try:
        address = Address.parse(where)
    except ValueError:
        return nearest(where, map(str, asking))
    if address.kind not in kinds:
        return nearest(where, map(str, asking))
    return nearest_address(address, asking)


def _exact(consents: Consents) -> Iterator[tuple[str, str]]:
    for flag, patterns in consents.patterns.items():
        yield from ((flag, pattern) for pattern in patterns if is_exact(pattern))


def _slips(
    exact: Iterable[tuple[str, str]], blueprint: Blueprint, kinds: Mapping[str, Kind]
) -> Iterator[Finding]:
    known = {str(address): address for address in _known(blueprint, kinds)}
    for flag, pattern in exact:
        where, mark, _ = pattern.partition("#")
        address = known.get(where)
        if address is None:
            yield _nothing(flag, pattern, likeliest(flag, pattern, blueprint, kinds))
        elif mark and flag != Consent.TAKE.value:
            told = f"--{flag} {pattern}: only --take speaks of one unit"
            yield _error("RV896", told, f"Write --{flag} {where}.")
        elif not _asks(flag, address, blueprint, kinds):
            yield _never(flag, address, blueprint, kinds)


def _known(blueprint: Blueprint, kinds: Mapping[str, Kind]) -> list[Address]:
    """Addresses that a plan may have, those of what can stand in for others among them."""
    found = dict.fromkeys(blueprint.removed)
    for resource in blueprint.resources:
        found[resource.address] = None
        others, _ = kinds[resource.address.kind].instead(resource, Observation(), "")
        found |= {one.address: None for one in others}
    return list(found)


def _asks(flag: str, address: Address, blueprint: Blueprint, kinds: Mapping[str, Kind]) -> bool:
    return can_ask(flag, kinds[address.kind], removed=address in blueprint.removed)


def _nothing(flag: str, pattern: str, match: str) -> Finding:
    hint = f"Did you mean --{flag} {match}?" if match else "revops plan shows the addresses"
    return _error("RV893", f"--{flag} {pattern} names nothing in the blueprint", hint)


def _never(flag: str, address: Address, blueprint: Blueprint, kinds: Mapping[str, Kind]) -> Finding:
    if address in blueprint.removed:
        after = next((move.after for move in blueprint.moved if move.before == address), None)
        told = f"--{flag} {address}: it stands under {'moved' if after else 'removed'}:, so that it only asks"
        copied = f" --move {after} copies its values." if after else ""
        return _error("RV894", f"{told} for --delete", f"Write --delete {address}.{copied}")
    told = f"--{flag} {address}: nothing of the kind {address.kind} ever asks for --{flag}"
    if flag == Consent.DELETE.value:
        return _error("RV894", told, f"To delete it, write {address} under `removed:` instead of its entry.")
    able = sorted(name for name, kind in kinds.items() if can_ask(flag, kind))
    return _error("RV894", told, f"Kinds that do: {', '.join(able)}.")


def _no_unit(address: str, unit: str, units: Iterable[str]) -> Finding:
    hint = meant(unit, units)
    return _error("RV895", f"--take {address}#{unit}: {address} has no unit {unit!r}", hint)


def _error(code: str, summary: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, summary, hint)


def _refuse(findings: Iterable[Finding]) -> None:
    found = list(findings)
    if found:
        raise Refused(found, USAGE)
