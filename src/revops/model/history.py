"""The history: runs as they are remembered, with what is needed to go back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import NamedTuple

from revops.model.change import UnitChange
from revops.model.json import Json


@dataclass(frozen=True)
class Holder:
    """Who works on a portal: the holder of its lock. Times are seconds since 1970."""

    run: str
    who: str
    """`user@host`."""
    machine: str
    """Tells hosts apart that have the same name; empty where nothing does."""
    pid: int
    command: str
    since: float = 0.0
    age: float = 0.0
    """Seconds since it last said that it is there."""


@dataclass(frozen=True)
class PastRun:
    """One run of a command that changed something, or was about to."""

    id: str
    portal: int
    target: str
    command: str
    who: str
    version: str
    ci: Mapping[str, str] = field(default_factory=dict)
    """Variables by which the CI system is asked about the job; never a secret."""
    started: float = 0.0
    ended: float | None = None
    """None: it still runs, or was cut off."""
    plan: str = ""
    """The plan's digest; empty for a command that has no plan."""
    blueprint: str = ""
    exit_code: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    """Number of changes, or of records for a command that writes those, by what became of them."""
    told: str = ""
    """What else is to be known, e.g. whose lock was broken."""
    undoes: str = ""
    """The number of the run that it takes back; empty for what is no rollback."""


@dataclass(frozen=True)
class PastChange:
    """One change of a run, with the portal's values from before it."""

    address: str
    phase: str
    action: str
    status: str
    """What became of it, or `planned`: the run was cut off or is under way, and nothing of it was sent."""
    units: tuple[UnitChange, ...] = ()
    """Every unit that it was to write; `before` is what the portal had."""
    id: str = ""
    """The portal's id of it: for a create the one that came back, else the one that it had."""
    created: bool = False
    """True where this tool had made it before the run."""
    raw: Mapping[str, Json] = field(default_factory=dict)
    """For an update or removal: the portal's own body from before, where the kind kept it."""
    was: str = ""
    """What it was called until this run, where `moved:` has given it another address."""


class Ending(NamedTuple):
    """What became of a change, and the portal's id of it."""

    status: str
    id: str


def moment(seconds: float) -> str:
    """A point in time for people."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M UTC")
