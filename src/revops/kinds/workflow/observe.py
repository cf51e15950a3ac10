"""Finding workflows again and reading them in the words of the blueprint (design.md, rule 5; dossier F1)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds import lookup
from revops.kinds.objects import scope_of, shown_id
from revops.kinds.wire import Binding, results, segment
from revops.kinds.workflow import offers
from revops.kinds.workflow.design import Design, named_in, reworded
from revops.kinds.workflow.enrolment import once_only, read_enrolment
from revops.kinds.workflow.frame import read_frame
from revops.kinds.workflow.graph import Graph, read_graph
from revops.kinds.workflow.offers import Offers
from revops.kinds.workflow.step import Place, Step
from revops.kinds.workflow.steps import chosen, symbols_of
from revops.kinds.workflow.tree import Tree, is_step, read_tree, step_names
from revops.kinds.workflow.wire import marked, unmarked
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.context import Context, Names
from revops.model.envelope import message
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.label import folded
from revops.model.ledger import Entry
from revops.model.spec import Observation, Observed, Resource, Symbol

Flow = Mapping[str, Json]
UNKNOWN: Final = "HubSpot's flow list is known to omit flows"
LIST: Final = Call("flows", "GET", "/flows", query={"limit": "100"}, pages=True)
_MOST_INPUTS: Final = 100


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """Read the flows that the ledger knows, and all listed ones where a wanted one has no id yet.

    1. The list of flows and the lists of names. 2. The flows themselves, a hundred per request.
    3. One by one those that are known and were not in the answer: only so 403 and 404 are told apart.
    """
    asked = lookup.calls(_kinds_of_names(wanted), context.roles)
    symbols = _symbols(wanted)
    listed = [offers.LIST] if offers.is_asked(symbols) else []
    answers = yield (LIST, *asked.values(), *listed)
    offered = Offers(answers[-1] if listed else None)
    book = lookup.book(dict(zip(asked, answers[1:], strict=False)), symbols, context)
    known = _known(context)
    ids = dict.fromkeys([*known.values(), *_listed(answers[0], wanted, known)])
    flows: dict[str, Flow] = {}
    if ids:
        read = yield batch_reads(list(ids))
        flows |= {str(flow["id"]): flow for answer in read for flow in results(answer)}
    lost = [address for address, flow_id in known.items() if flow_id not in flows]
    unread: list[Observed] = []
    if lost:
        single = yield [single_read(known[address]) for address in lost]
        flows |= {str(answer.body["id"]): answer.body for answer in single if answer.ok}
        unread = list(_unreadable(lost, single, known))
    ours = described(wanted)
    known_ids = {**book.ids, **offered.ids(symbols)}
    found = {symbol: portal_id for symbol, portal_id in known_ids.items() if symbol not in ours}
    missing = {**book.missing, **offered.missing(symbols)}
    reader = Reader(wanted, context.named(found))
    owners, doubts = claims(flows, known, wanted, context.names)
    return Observation(
        (*(reader.observed(owner, flows[flow_id]) for flow_id, owner in owners.items()), *unread),
        unknown=UNKNOWN,
        ids=found,
        missing={symbol: why for symbol, why in missing.items() if symbol not in ours},
        findings=(*book.findings, *doubts, *offered.findings(wanted), *once_only(wanted)),
    )


def _kinds_of_names(wanted: Sequence[Resource]) -> Iterable[str]:
    """Where nothing is wanted everything is read for `pull`, so every name may be asked for."""
    return {symbol.kind for symbol in _symbols(wanted)} if wanted else lookup.KINDS


def _symbols(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    steps = [
        value for resource in wanted for path, value in resource.units.items() if path.startswith("steps.")
    ]
    named = {symbol for step in steps if isinstance(step, Mapping) for symbol in symbols_of(step)}
    return frozenset(named).union(*(named_in(resource.spec) for resource in wanted))


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
            told = answer.fault or f"{answer.status} {message(answer.body)}".strip()
            reason = f"HubSpot does not show the workflow, {single_read(known[address]).request}: {told}"
            yield Observed(address, known[address], {}, unreadable=reason)


def claims(
    flows: Mapping[str, Flow], known: Mapping[Address, str], wanted: Sequence[Resource], names: Names
) -> tuple[dict[str, Address], list[Finding]]:
    """Whose each flow is: by known id, by its mark, by its name where that is unique; others get a name."""
    found = {flow_id: address for address, flow_id in known.items() if flow_id in flows}
    _claim_by_mark(found, flows, known)
    open_ones = [one for one in wanted if one.address not in {*found.values(), *known}]
    doubts = list(_claim_by_name(found, flows, open_ones, names))
    reserved = {*known, *(resource.address for resource in wanted)}
    for flow_id, flow in flows.items():
        if flow_id not in found:
            found[flow_id] = _named(flow, {*found.values(), *reserved})
    return found, doubts


def _claim_by_mark(
    found: dict[str, Address], flows: Mapping[str, Flow], known: Mapping[Address, str]
) -> None:
    """A copy made in HubSpot copies the mark too, so of several the oldest is meant."""
    for flow_id in sorted(flows.keys() - found.keys(), key=lambda one: _age(flows[one])):
        address = marked(flows[flow_id])
        if address and address not in {*found.values(), *known}:
            found[flow_id] = address


def _claim_by_name(
    found: dict[str, Address], flows: Mapping[str, Flow], wanted: Sequence[Resource], names: Names
) -> Iterator[Finding]:
    for resource in wanted:
        twins = [i for i, flow in flows.items() if i not in found and _is_twin(flow, resource, names)]
        if len(twins) == 1:
            found[twins[0]] = resource.address
        elif twins:
            yield _doubt(resource, twins)


def _age(flow: Flow) -> tuple[str, int, str]:
    flow_id = str(flow["id"])
    return (str(flow.get("createdAt", "")), len(flow_id), flow_id)


def _is_twin(flow: Flow, resource: Resource, names: Names) -> bool:
    design: Design = resource.spec
    same_object = shown_id(design.object, names) == flow["objectTypeId"]
    return same_object and folded(str(flow.get("name"))) == folded(resource.units["name"])


def _doubt(resource: Resource, twins: Sequence[str]) -> Finding:
    summary = f"{len(twins)} workflows are called {resource.units['name']!r}: {', '.join(sorted(twins))}"
    hint = f"say which one is meant: `bind: {{{resource.address}: ID}}` in the target"
    return Finding("RV592", Severity.WARNING, summary, hint, resource.address)


def _named(flow: Flow, taken: Container[Address]) -> Address:
    """An address for a flow that no blueprint names, from its name where that can be spelled."""
    slug = re.sub(r"[^a-z0-9]+", "_", str(flow.get("name") or "").lower()).strip("_")
    address = Address("workflow", "", slug or f"flow_{flow['id']}")
    return Address("workflow", "", f"{address.name}_{flow['id']}") if address in taken else address


@dataclass(frozen=True)
class Reader:
    """Flows into units, with the wanted workflows at hand: their names for ids come first."""

    wanted: Sequence[Resource]
    context: Context

    def observed(self, address: Address, flow: Flow) -> Observed:
        """One flow as units. What the blueprint does not know of its steps is in the unit `steps.extra`."""
        resource = next((one for one in self.wanted if one.address == address), None)
        context, wanted = self._preferring(resource), resource.spec.object if resource else ""
        scope = scope_of(flow["objectTypeId"], context.names, wanted)
        entry = context.ledger.entry(address) or Entry()
        tree = _tree(flow, resource, entry, Place(context, scope))
        extra = _extra(tree, resource, entry)
        criteria = flow.get("enrollmentCriteria") or {}
        units = {
            "object": scope,
            "name": flow.get("name", ""),
            "description": unmarked(flow.get("description") or ""),
            "enrol": read_enrolment(flow, scope, context),
            "reEnrol": bool(criteria.get("shouldReEnroll")),
            "unEnrol.unmet": bool(criteria.get("unEnrollObjectsNotMeetingCriteria")),
            **read_frame(flow, scope, context),
            **tree.units,
            "steps.extra": extra,
            "enabled": bool(flow["isEnabled"]),
        }
        return Observed(
            address,
            str(flow["id"]),
            reworded(units, resource.units, resource.spec, context) if resource else units,
            {path: i for path, i in tree.ids.items() if path.removeprefix("steps.") not in _names_of(extra)},
            locked=_locked(scope, tree, resource),
            raw=flow,
        )

    def _preferring(self, resource: Resource | None) -> Context:
        """Two roles may be one person: an id reads as the name that the wanted workflow uses."""
        names = self.context.names
        own = _symbols([resource]) if resource else ()
        first = {symbol: names.ids[symbol] for symbol in own if symbol in names.ids}
        return replace(self.context, names=replace(names, ids={**first, **names.ids}))


def _tree(flow: Flow, resource: Resource | None, entry: Entry, at: Place) -> Tree:
    graph = read_graph(flow)
    names = _step_names(graph, resource, entry, at)
    units = {**entry.units, **(resource.units if resource else {})}
    ids = {name: action_id for action_id, name in names.items()}
    return read_tree(graph, names, replace(at, ids=ids), lambda name: units.get(f"steps.{name}"))


def _step_names(graph: Graph, resource: Resource | None, entry: Entry, at: Place) -> dict[str, str]:
    known = {p.removeprefix("steps."): i for p, i in entry.keys.items() if p.startswith("steps.")}
    if resource is None:
        return {action_id: step for step, action_id in known.items()}
    wanted: dict[str, Step] = {
        path.removeprefix("steps."): chosen(step, at.names.ids)
        for path, step in resource.units.items()
        if is_step(path)
    }
    return step_names(graph, known, wanted, at)


def _extra(tree: Tree, resource: Resource | None, entry: Entry) -> list[Json]:
    """Steps made by hand: neither the blueprint nor an earlier run names them. Each says what it follows."""
    if resource is None:
        return []
    ours = {path.removeprefix("steps.") for path in (*resource.units, *entry.units) if is_step(path)}
    before = {
        name: names[place - 1] if place else ""
        for names in tree.lists.values()
        for place, name in enumerate(names)
    }
    return [
        {"id": name, "after": before[name], **step} for name, step in tree.steps.items() if name not in ours
    ]


def _names_of(extra: Iterable[Json]) -> set[str]:
    return {step["id"] for step in extra}


def _locked(scope: str, tree: Tree, resource: Resource | None) -> dict[str, str]:
    if resource and resource.spec.object != scope:
        told = f"it is a workflow of {scope}, the blueprint wants one of {resource.spec.object}"
        return {"": f"{told}; HubSpot cannot change that: give the blueprint's another name"}
    found = {"object": "HubSpot cannot change the object of a workflow"}
    if not tree.whole:
        told = "its steps jump, which a blueprint cannot say: change them in HubSpot"
        found |= {"steps": told, "paths": told}
    return found
