"""Finding workflows again and reading them in the words of the blueprint (design.md, rule 5; dossier F1)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds.objects import scope_of, shown_id
from revops.kinds.wire import Binding, results, segment
from revops.kinds.workflow import lookup
from revops.kinds.workflow.chain import Chain, matched, read_chain
from revops.kinds.workflow.enrolment import forms_of, read_criteria
from revops.kinds.workflow.spec import Design
from revops.kinds.workflow.steps import Place, chosen, symbols_of
from revops.kinds.workflow.wire import marked
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
    asked = lookup.calls(_kinds_of_names(wanted))
    answers = yield (LIST, *asked.values())
    book = lookup.book(dict(zip(asked, answers[1:], strict=True)), _symbols(wanted), context)
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
    reader = Reader(wanted, replace(context, names=context.names.having(book.ids)))
    owners, doubts = claims(flows, known, wanted, context.names)
    return Observation(
        (*(reader.observed(owner, flows[flow_id]) for flow_id, owner in owners.items()), *unread),
        unknown=UNKNOWN,
        ids=book.ids,
        missing=book.missing,
        findings=(*book.findings, *doubts),
    )


def _kinds_of_names(wanted: Sequence[Resource]) -> Iterable[str]:
    """Where nothing is wanted everything is read for `pull`, so every name may be asked for."""
    return {symbol.kind for symbol in _symbols(wanted)} if wanted else lookup.KINDS


def _symbols(wanted: Sequence[Resource]) -> frozenset[Symbol]:
    steps = [
        value for resource in wanted for path, value in resource.units.items() if path.startswith("steps.")
    ]
    named = {symbol for step in steps if isinstance(step, Mapping) for symbol in symbols_of(step)}
    return frozenset(named).union(*(forms_of(resource.spec) for resource in wanted))


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
        place = Place(context.names, scope)
        entry = context.ledger.entry(address) or Entry()
        chain = read_chain(flow, _step_names(flow, resource, entry, place))
        steps = {name: place.step(action) for name, action in chain.actions.items()}
        extra = _extra(steps, resource, entry)
        criteria = flow.get("enrollmentCriteria")
        return Observed(
            address,
            str(flow["id"]),
            {
                "object": scope,
                "name": flow.get("name", ""),
                "enrol": read_criteria(criteria, scope, context),
                "reEnrol": bool((criteria or {}).get("shouldReEnroll")),
                **{f"steps.{name}": step for name, step in steps.items()},
                "steps.order": list(steps),
                "steps.extra": extra,
                "enabled": bool(flow["isEnabled"]),
            },
            {path: i for path, i in chain.ids.items() if path.removeprefix("steps.") not in _names_of(extra)},
            locked=_locked(scope, chain, resource),
            raw=flow,
        )

    def _preferring(self, resource: Resource | None) -> Context:
        """Two roles may be one person: an id reads as the name that the wanted workflow uses."""
        names = self.context.names
        own = _symbols([resource]) if resource else ()
        first = {symbol: names.ids[symbol] for symbol in own if symbol in names.ids}
        return replace(self.context, names=replace(names, ids={**first, **names.ids}))


def _step_names(flow: Flow, resource: Resource | None, entry: Entry, place: Place) -> dict[str, str]:
    known = {p.removeprefix("steps."): i for p, i in entry.keys.items() if p.startswith("steps.")}
    if resource is None:
        return {action_id: step for step, action_id in known.items()}
    units = resource.units
    wanted = {name: chosen(units[f"steps.{name}"], place.names.ids) for name in units["steps.order"]}
    plain = read_chain(flow, {})
    return matched([(a["actionId"], place.step(a)) for a in plain.actions.values()], known, wanted)


def _extra(steps: Mapping[str, Json], resource: Resource | None, entry: Entry) -> list[Json]:
    """Steps made by hand: neither the blueprint nor an earlier run names them. Each says what it follows."""
    if resource is None:
        return []
    names = list(steps)
    ours = {*resource.units["steps.order"], *(path.removeprefix("steps.") for path in entry.units)}
    return [
        {"id": name, "after": names[place - 1] if place else "", **steps[name]}
        for place, name in enumerate(names)
        if name not in ours
    ]


def _names_of(extra: Iterable[Json]) -> set[str]:
    return {step["id"] for step in extra}


def _locked(scope: str, chain: Chain, resource: Resource | None) -> dict[str, str]:
    if resource and resource.spec.object != scope:
        told = f"it is a workflow of {scope}, the blueprint wants one of {resource.spec.object}"
        return {"": f"{told}; HubSpot cannot change that: give the blueprint's another name"}
    found = {"object": "HubSpot cannot change the object of a workflow"}
    if not chain.straight:
        found["steps"] = "its steps branch or jump, which was made in HubSpot: change them there"
    return found
