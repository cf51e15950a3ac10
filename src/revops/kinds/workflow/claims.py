"""Whose each flow of a portal is: of a workflow of the blueprint, or of none (design.md, rule 5)."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from revops.kinds.objects import shown_id
from revops.kinds.workflow.design import Design
from revops.kinds.workflow.wire import marked
from revops.model.address import Address
from revops.model.context import Names
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Resource

Flow = Mapping[str, Json]


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
