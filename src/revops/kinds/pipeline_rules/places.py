"""Where rules live: pipelines by the blueprint's names, and one look at what HubSpot keeps about each."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from revops.kinds.links import object_page
from revops.kinds.objects import path_word, type_id
from revops.kinds.pipelines.shipped import shipped
from revops.kinds.team.people import OWNERS, TEAMS, People, named
from revops.kinds.wire import results, segment
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Names
from revops.model.json import Json
from revops.model.spec import Resource, Symbol

SURFACE: Final = "pipeline_rules"
Row = Mapping[str, Json]


@dataclass(frozen=True)
class Look:
    """What was read of one object's pipelines."""

    rows: Mapping[str, Row]
    """Pipelines that were looked into, by the blueprint's name."""
    answers: Mapping[str, Answer]
    people: People
    listed: Answer
    more: Sequence[Answer] = ()
    """Of what was asked besides."""

    def missing(self, wanted: Iterable[Resource]) -> dict[Symbol, str]:
        """Names that rules wait for."""
        return self.people.missing({symbol for one in wanted for symbol in one.uses})


def look(
    kind: str,
    scope: str,
    wanted: Sequence[Resource],
    context: Context,
    below: str = "",
    more: Sequence[Call] = (),
) -> Generator[Sequence[Call], Sequence[Answer], Look]:
    """Read what HubSpot keeps about pipelines; there is no list of it, so it is one request for each.

    Args:
        kind: first part of the addresses.
        scope: object type.
        wanted: where nothing is wanted, every pipeline is looked into.
        context: with the names of pipelines and stages.
        below: what follows the pipeline in the path.
        more: reads of lists that are asked besides.
    """
    listed, owners, teams, *others = yield (pipelines(scope, context), OWNERS, TEAMS, *more)
    names = [one.address.name for one in wanted]
    found = {_key(row, scope, names, context.names): row for row in results(listed, "id", "label")}
    known = {a.name for a in context.ledger.entries if (a.kind, a.scope) == (kind, scope)}
    rows = {name: row for name, row in found.items() if not wanted or name in {*names, *known}}
    reads = [
        Call(SURFACE, "GET", path(scope, row["id"], context) + below, restates=True) for row in rows.values()
    ]
    answers: Sequence[Any] = (yield reads) if reads else ()
    people = People.of(owners, teams, context)
    return Look(rows, dict(zip(rows, answers, strict=True)), people, listed, others)


def pipelines(scope: str, context: Context) -> Call:
    """The list that the kind `pipeline` reads, too."""
    return Call("pipelines", "GET", f"/{path_word(scope, context)}")


def path(scope: str, pipeline_id: str, context: Context) -> str:
    return f"/{type_id(scope, context.names)}/{segment(pipeline_id)}"


def pipeline_path(address: Address, context: Context) -> str:
    """The path of what an address says about its pipeline.

    Raises:
        Unresolved: the pipeline is not in the portal.
    """
    return path(address.scope, pipeline_id(address, context.names), context)


def pipeline_id(address: Address, names: Names) -> str:
    """The portal's id; what HubSpot ships goes by its own (rule 14).

    Raises:
        Unresolved: the pipeline is not in the portal.
    """
    name = f"{address.scope}/{address.name}"
    if Symbol("pipeline", name) not in names.ids and shipped(address.scope, address.name):
        return address.name
    return names.id("pipeline", name)


@dataclass(frozen=True)
class Stages:
    """Stages of one pipeline: the blueprint's keys and the portal's ids."""

    address: Address
    names: Names

    @property
    def _within(self) -> str:
        return f"{self.address.scope}/{self.address.name}/"

    def id(self, key: str) -> str:
        """The portal's id; what HubSpot ships goes by its own.

        Raises:
            Unresolved: the stage is not in the portal.
        """
        there = shipped(self.address.scope, self.address.name)
        if there and key in there.stages and Symbol("stage", self._within + key) not in self.names.ids:
            return key
        return self.names.id("stage", self._within + key)

    def key(self, stage_id: str, wanted: Sequence[str] = ()) -> str:
        return self.keys([stage_id], wanted)[0]

    def keys(self, stage_ids: Sequence[str], wanted: Sequence[str] = ()) -> list[str]:
        return named(stage_ids, "stage", wanted, self.names, self._within)


def clicks(address: Address, label: str, wanted: Sequence[str], context: Context) -> str:
    """The way to the rules of a pipeline (HubSpot's guide to pipeline rules, February 2025)."""
    where = f"{object_page(context, address.scope)} (Settings > Objects > {address.scope.capitalize()})"
    return " > ".join([where, "Pipelines", label or address.name, "Pipeline Rules", *wanted, "Save"])


def _key(row: Row, scope: str, wanted: Sequence[str], names: Names) -> str:
    return named([row["id"]], "pipeline", wanted, names, f"{scope}/")[0]
