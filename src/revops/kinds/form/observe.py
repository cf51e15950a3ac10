"""The forms of a portal in the words of the blueprint: one list, and names that forms use (dossier I1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from revops.kinds import lookup
from revops.kinds.form import settings
from revops.kinds.form.design import Design, Field, Property
from revops.kinds.form.groups import ROWS, Groups
from revops.kinds.form.shows import field_types
from revops.kinds.properties.read import list_call
from revops.kinds.score.config import unused
from revops.kinds.wire import Binding, results, unread
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.condition import PropertyRef
from revops.model.context import Context
from revops.model.finding import Finding, Severity
from revops.model.json import Json
from revops.model.label import folded
from revops.model.spec import Observation, Observed, Resource, Symbol

Row = Mapping[str, Json]
LIST: Final = Call("forms", "GET", query={"limit": "100"}, pages=True)
_OTHER_ROWS: Final = "its rows hold what a blueprint has no words for: change them in HubSpot"


@dataclass(frozen=True)
class Seen(Observation):
    """What was found, and the portal's side of the properties that wanted forms use."""

    properties: Mapping[PropertyRef, Row] = field(default_factory=dict)


def observe(wanted: Sequence[Resource], context: Context) -> Conversation:
    """One list tells all of every form; the others tell names, and are read where a form uses such names."""
    symbols = {symbol for resource in wanted for symbol in resource.uses}
    kinds = {symbol.kind for symbol in symbols} if wanted else {"recipient", "subscription"}
    asked = lookup.calls(kinds, context.roles)
    lists = {scope: replace(list_call(scope, context), restates=True) for scope in _scopes(wanted)}
    answers = yield (LIST, *asked.values(), *lists.values())
    book = lookup.book(dict(zip(asked, answers[1:], strict=False)), symbols, context)
    after = 1 + len(asked)
    named = context.named(book.ids)
    listed = [row for row in results(answers[0], "id", "name") if _is_form(row)]
    found = tuple(_observed(listed, wanted, named))
    rows = dict(zip(lists, answers[after:], strict=True))
    return Seen(
        found,
        unknown=unread(answers[:1]),
        ids=book.ids,
        missing={**book.missing, **_teams(symbols, book.ids)},
        findings=() if wanted else tuple(_nameless(listed, named)),
        properties=dict(_properties(rows, context)),
        others=() if wanted else tuple(_others(answers[0])),
    )


def _scopes(wanted: Iterable[Resource]) -> list[str]:
    return sorted({one.ref.object for resource in wanted for one in _fields(resource).values()})


def _fields(resource: Resource) -> Mapping[str, Field]:
    return resource.spec.fields if isinstance(resource.spec, Design) else {}


def _others(listed: Answer) -> Iterator[Observed]:
    """Forms of other sorts, which HubSpot makes or finds on pages, by their ids."""
    for row in results(listed, "id", "name"):
        if not _is_form(row) and row.get("archived") is not True:
            yield Observed(Address("form", "", row["id"]), row["id"], {"name": row["name"]}, raw=row)


def _is_form(row: Row) -> bool:
    return row.get("formType", "hubspot") == "hubspot" and row.get("archived") is not True


def _teams(symbols: Iterable[Symbol], ids: Mapping[Symbol, str]) -> dict[Symbol, str]:
    told = "the target maps it to a team, and forms notify users only"
    teams = [one for one in symbols if one.kind == "recipient" and ids.get(one, "").startswith("team_ids/")]
    return dict.fromkeys(teams, told)


def _properties(answers: Mapping[str, Answer], context: Context) -> Iterator[tuple[PropertyRef, Row]]:
    for scope, answer in answers.items():
        names = Binding.of("property", scope, context)
        for row in results(answer, "name", "type"):
            yield PropertyRef(scope, names.blueprint(row["name"])), row


def _observed(rows: Sequence[Row], wanted: Sequence[Resource], context: Context) -> Iterator[Observed]:
    owners = _addresses(rows, wanted, context)
    for row in rows:
        address = owners.get(row["id"])
        if address:
            groups = dict(Groups(row["fieldGroups"], context).units())
            locked = {ROWS: _OTHER_ROWS} if isinstance(groups[ROWS], Mapping) else {}
            units = {**settings.units(row, context), **groups}
            usual = settings.factory(units)
            yield Observed(address, row["id"], units, factory=usual, locked=locked, raw=row)
    for resource in wanted:
        twins = [row["id"] for row in rows if _is_twin(row, resource)]
        if resource.address not in owners.values() and twins:
            yield Observed(resource.address, "", {}, unreadable=_doubt(resource, twins))


def _is_twin(row: Row, resource: Resource) -> bool:
    return folded(str(row["name"])) == folded(resource.units["name"])


def _doubt(resource: Resource, twins: Sequence[str]) -> str:
    told = f"{len(twins)} forms are called {resource.units['name']!r}: {', '.join(sorted(twins))}"
    return f"{told}; say which one is meant: `bind: {{{resource.address}: ID}}` in the target"


def _addresses(rows: Sequence[Row], wanted: Sequence[Resource], context: Context) -> dict[str, Address]:
    """Form id -> address: by the ledger, as the target binds it, by a name that is unique, then a new one.

    Several forms of a wanted name get no address: nobody knows which one is meant.
    """
    ids = {row["id"] for row in rows}
    entries = context.ledger.entries.items()
    known = {entry.id: address for address, entry in entries if address.kind == "form" and entry.id in ids}
    bound = Binding.of("form", "", context).to_portal.items()
    known |= {form_id: Address("form", "", name) for name, form_id in bound if form_id in ids}
    doubtful: set[str] = set()
    for resource in wanted:
        twins = [row["id"] for row in rows if row["id"] not in known and _is_twin(row, resource)]
        if resource.address not in known.values() and len(twins) == 1:
            known[twins[0]] = resource.address
        elif resource.address not in known.values():
            doubtful |= {*twins}
    taken = {address.name for address in (*known.values(), *(resource.address for resource in wanted))}
    for row in rows:
        if row["id"] not in {*known, *doubtful}:
            known[row["id"]] = Address("form", "", _unused(str(row["name"]), taken))
            taken.add(known[row["id"]].name)
    return known


def _unused(name: str, taken: set[str]) -> str:
    spelled = any(one.isascii() and one.isalpha() for one in name)
    return unused(name if spelled else "form", taken)


def _nameless(rows: Sequence[Row], context: Context) -> Iterator[Finding]:
    for row in rows:
        count = settings.unknown_recipients(row, context)
        if count:
            told = f"the form {row['name']!r} notifies {count} people who have no role"
            hint = "map them to roles to manage it; they stay as they are"
            yield Finding("RV868", Severity.INFO, told, hint)


def refined(field_: Field, row: Row | None) -> Field:
    """The field with what the portal says of its property, where the blueprint does not say it."""
    if row is None:
        return field_
    known, ref = field_.of, field_.ref
    types = field_types(ref.object, ref.name, str(row["type"]), str(row.get("fieldType") or ""))
    shown = [one for one in row.get("options") or [] if not one.get("hidden")]
    options = {one["value"]: one["label"] for one in shown}
    label = known.label or str(row.get("label") or "")
    if field_.described:
        return replace(field_, of=replace(known, offered=known.offered or row.get("formField") is True))
    offered = row.get("formField") is True
    return replace(field_, of=Property(types or known.types, label, options, offered))
