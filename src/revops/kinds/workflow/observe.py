"""Finding workflows again and reading them in the words of the blueprint (design.md, rule 5; dossier F1)."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from revops.kinds import lookup
from revops.kinds.objects import scope_of
from revops.kinds.wire import Binding, made_id, results, segment, why_refused
from revops.kinds.workflow import offers, sequences
from revops.kinds.workflow.claims import Flow, claims
from revops.kinds.workflow.design import reworded
from revops.kinds.workflow.enrolment import once_only, read_enrolment
from revops.kinds.workflow.frame import read_frame
from revops.kinds.workflow.graph import Graph, checked, read_graph
from revops.kinds.workflow.offers import Offers
from revops.kinds.workflow.outreach import USER
from revops.kinds.workflow.reenrolment import BY_ANY_VALUE, TRIGGERS, read_triggers
from revops.kinds.workflow.respelling import respelt
from revops.kinds.workflow.step import Place, Step
from revops.kinds.workflow.steps import chosen
from revops.kinds.workflow.tree import Tree, read_tree, step_names, steps_in
from revops.kinds.workflow.uses import hidden
from revops.kinds.workflow.versions import versions
from revops.kinds.workflow.wire import marked, unmarked
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context
from revops.model.json import MISSING, Json
from revops.model.ledger import Entry
from revops.model.spec import Observation, Observed, Resource, Symbol

UNKNOWN: Final = "HubSpot's flow list is known to omit flows"
LIST: Final = Call("flows", "GET", "/flows", query={"limit": "100"}, pages=True)
_MOST_INPUTS: Final = 100
_UNSAID: Final = {TRIGGERS: BY_ANY_VALUE, "suppress": []}
"""What a workflow is made with where its blueprint says nothing of it; one that begins to say it may."""


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """Read the flows that the ledger knows, and all listed ones where a wanted one has no id yet.

    1. The list of flows and the lists of names. 2. The flows, a hundred per request, and what steps name: the
    list of actions, and the sequences of the people behind the roles. 3. One by one the flows that are known
    and did not come: only so 403 and 404 are told apart. 4. The sequences, where a flow alone names one.
    """
    asked, symbols = lookup.calls(_kinds_of_names(wanted), context.roles), _symbols(wanted)
    answers = yield (LIST, *asked.values())
    book = lookup.book(dict(zip(asked, answers[1:], strict=True)), symbols, context)
    known = _known(context)
    ids = dict.fromkeys([*known.values(), *_listed(answers[0], wanted, known)])
    people = sequences.reads(_users(book))
    listed = [offers.LIST] if offers.is_asked(symbols) else []
    named = sequences.are_named(symbols)
    flows, shown = yield from _read(batch_reads(list(ids)), [*listed, *(people if named else [])])
    offered, shown = Offers(shown[0] if listed else None), shown[len(listed) :]
    lost = [address for address, flow_id in known.items() if flow_id not in flows]
    unread: list[Observed] = []
    if lost:
        single = yield [single_read(known[address]) for address in lost]
        flows |= {made_id(answer.body): checked(answer.body) for answer in single if answer.ok}
        unread = list(_unreadable(lost, single, known))
    if people and not named and sequences.are_used(flows.values()):
        shown = yield people
    cadences, nameless = sequences.book(shown, symbols)
    ours = described(wanted)
    known_ids = {**book.ids, **offered.ids(symbols), **cadences, **versions(flows.values(), offered.rows)}
    found = {symbol: portal_id for symbol, portal_id in known_ids.items() if symbol not in ours}
    missing = {**book.missing, **offered.missing(symbols), **nameless}
    reader = Reader(wanted, context.named(found))
    owners, doubts = claims(flows, known, wanted, context.names)
    return Observation(
        (*(reader.observed(owner, flows[flow_id]) for flow_id, owner in owners.items()), *unread),
        unknown=UNKNOWN,
        ids=found,
        missing={symbol: why for symbol, why in missing.items() if symbol not in ours},
        findings=(*book.findings, *doubts, *offered.findings(wanted), *once_only(wanted)),
        others=() if wanted else tuple(hidden(results(answers[0]), {*flows, *known.values()})),
    )


def _read(
    batches: Sequence[Call], beside: Sequence[Call]
) -> Generator[Sequence[Call], Sequence[Answer], tuple[dict[str, Flow], Sequence[Answer]]]:
    """Flows by id, and the answers to what is asked at the same time."""
    answers = (yield [*batches, *beside]) if batches or beside else []
    read = answers[: len(batches)]
    flows: dict[str, Flow] = {str(flow["id"]): checked(flow) for answer in read for flow in results(answer)}
    return flows, answers[len(batches) :]


def _kinds_of_names(wanted: Sequence[Resource]) -> Iterable[str]:
    """Where nothing is wanted everything is read for `pull`, so every name may be asked for."""
    if not wanted:
        return lookup.KINDS
    kinds = {symbol.kind for symbol in _symbols(wanted)}
    return {*kinds, USER} if sequences.SEQUENCE in kinds else kinds


def _users(book: lookup.Book) -> Iterable[str]:
    return {user for symbol, user in book.ids.items() if symbol.kind == USER}


def _symbols(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    return frozenset[Symbol]().union(*(resource.uses for resource in wanted))


def described(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    """Names of the blueprint's own resources: their ids are learnt, whatever the portal calls alike."""
    needed = [need.address for resource in wanted for need in resource.needs]
    sent = [Symbol(lookup.AUTOMATED, address.name) for address in needed if address.kind == "email"]
    return frozenset([*(Symbol(address.kind, address.name) for address in needed), *sent])


def _known(context: Context) -> dict[Address, str]:
    """Flow ids by address: from the ledger, or as the target binds them."""
    entries = context.ledger.entries.items()
    ids = {address: entry.id for address, entry in entries if address.kind == "workflow" and entry.id}
    bound = Binding.of("workflow", "", context).to_portal
    return ids | {Address("workflow", "", name): flow_id for name, flow_id in bound.items()}


def _listed(answer: Answer, wanted: Sequence[Resource], known: Mapping[Address, str]) -> list[str]:
    """Ids of the flows that are listed, where they are needed; a list that is none is told all the same."""
    ids = [row["id"] for row in results(answer)]
    if not all(isinstance(flow_id, str | int) for flow_id in ids):
        raise TypeError("`id` is no id in every row")
    if wanted and all(resource.address in known for resource in wanted):
        return []
    return [str(flow_id) for flow_id in ids]


def batch_reads(ids: Sequence[str], flows: Mapping[str, Flow] | None = None) -> list[Call]:
    """Reads of whole flows; `flows` are the answers of a rehearsal."""
    return [
        Call(
            "flows",
            "POST",
            "/flows/batch/read",
            body={"inputs": [{"type": "FLOW_ID", "flowId": flow_id} for flow_id in part]},
            rehearsal={"results": [flows[flow_id] for flow_id in part]} if flows else None,
        )
        for part in (ids[start : start + _MOST_INPUTS] for start in range(0, len(ids), _MOST_INPUTS))
    ]


def single_read(flow_id: str) -> Call:
    return Call("flows", "GET", f"/flows/{segment(flow_id)}", restates=True)


def _unreadable(
    lost: Sequence[Address], answers: Sequence[Answer], known: Mapping[Address, str]
) -> Iterator[Observed]:
    """Flows that are there and not shown. A 404 is left out: it may be deleted, and nobody can prove it."""
    for address, answer in zip(lost, answers, strict=True):
        if not answer.ok and answer.status != 404:
            told = why_refused(answer)
            reason = f"HubSpot does not show the workflow, {single_read(known[address]).request}: {told}"
            yield Observed(address, known[address], {}, unreadable=reason)


@dataclass(frozen=True)
class Reader:
    """Flows into units, with the wanted workflows at hand: their names for ids come first."""

    wanted: Sequence[Resource]
    context: Context

    def observed(self, address: Address, flow: Flow) -> Observed:
        """One flow as units. What the blueprint does not know of its steps is in the unit `steps.extra`."""
        resource = self._by_address.get(address)
        context = self.context.preferring(resource.uses if resource else ())
        wanted = resource.spec.object if resource else ""
        scope = scope_of(flow["objectTypeId"], context.names, wanted)
        entry = context.ledger.entry(address) or Entry()
        tree = _tree(flow, resource, entry, Place(context, scope))
        extra = _extra(tree, resource, entry)
        criteria = flow.get("enrollmentCriteria") or {}
        units = {
            "object": scope,
            "name": flow.get("name") or "",
            "description": unmarked(flow.get("description") or ""),
            "enrol": read_enrolment(flow, scope, context),
            "reEnrol": bool(criteria.get("shouldReEnroll")),
            TRIGGERS: read_triggers(flow, scope, context, resource.spec if resource else None),
            "unEnrol.unmet": bool(criteria.get("unEnrollObjectsNotMeetingCriteria")),
            **read_frame(flow, scope, context),
            **respelt(tree.units, [resource.units if resource else {}, entry.units], context.names),
            "steps.extra": extra,
            "enabled": bool(flow["isEnabled"]),
        }
        return Observed(
            address,
            str(flow["id"]),
            reworded(units, resource.units, resource.spec, context) if resource else units,
            _agreed_ids(tree, extra),
            _UNSAID if marked(flow) == address else {},
            locked=_locked(scope, tree, resource),
            raw=flow,
        )

    @cached_property
    def _by_address(self) -> Mapping[Address, Resource]:
        return {one.address: one for one in self.wanted}


def _tree(flow: Flow, resource: Resource | None, entry: Entry, at: Place) -> Tree:
    graph = read_graph(flow)
    names = _step_names(graph, resource, entry, at)
    likes = steps_in({**entry.units, **(resource.units if resource else {})})
    ids = {name: action_id for action_id, name in names.items()}
    return read_tree(graph, names, replace(at, ids=ids), likes)


def _step_names(graph: Graph, resource: Resource | None, entry: Entry, at: Place) -> dict[str, str]:
    known = steps_in(entry.keys)
    if resource is None or graph.ids == {*known.values()}:
        return {action_id: step for step, action_id in known.items()}
    wanted: dict[str, Step] = {
        name: chosen(step, at.names.ids)
        for name, step in steps_in(resource.units).items()
        if step is not MISSING  # one that is to go
    }
    return step_names(graph, known, wanted, at)


def _extra(tree: Tree, resource: Resource | None, entry: Entry) -> list[Json]:
    """Steps made by hand: neither the blueprint nor an earlier run names them. Each says what it follows."""
    units: Mapping[str, Json] = resource.units if resource else {}
    paths = {name: f"steps.{name}" for name in tree.steps}
    made = [name for name, path in paths.items() if path not in units and path not in entry.units]
    if resource is None or not made:
        return []
    before = {
        name: names[place - 1] if place else ""
        for names in tree.lists.values()
        for place, name in enumerate(names)
    }
    return [{"id": name, "after": before[name], **tree.steps[name]} for name in made]


def _agreed_ids(tree: Tree, extra: Iterable[Json]) -> dict[str, str]:
    by_hand = {f"steps.{step['id']}" for step in extra}
    return {path: action_id for path, action_id in tree.ids.items() if path not in by_hand}


def _locked(scope: str, tree: Tree, resource: Resource | None) -> dict[str, str]:
    if resource and resource.spec.object != scope:
        told = f"it is a workflow of {scope}, the blueprint wants one of {resource.spec.object}"
        return {"": f"{told}; HubSpot cannot change that: give the blueprint's another name"}
    found = {"object": "HubSpot cannot change the object of a workflow"}
    if not tree.whole:
        told = "its steps jump, which a blueprint cannot say: change them in HubSpot"
        found |= {"steps": told, "paths": told}
    return found
