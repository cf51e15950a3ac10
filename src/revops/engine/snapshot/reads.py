"""Every read of a snapshot, as conversations: what the kinds can read, and never a record.

Lists come first, then what only a read of its own tells, in batches where HubSpot has some.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations_with_replacement
from typing import Final

from revops.kinds import lookup
from revops.kinds.campaign.observe import LIST as CAMPAIGNS
from revops.kinds.email.content import is_designed
from revops.kinds.email.observe import LIST as EMAILS
from revops.kinds.email.reading import is_automated, is_published
from revops.kinds.form.observe import LIST as FORMS
from revops.kinds.object.read import list_call as schemas
from revops.kinds.score.observe import LIST as SCORES
from revops.kinds.segment.folders import READ as FOLDERS
from revops.kinds.segment.folders import Folders
from revops.kinds.segment.observe import conversion
from revops.kinds.team.people import OWNERS, TEAMS, TREE
from revops.kinds.wire import results, segment
from revops.kinds.workflow.observe import LIST as FLOWS
from revops.kinds.workflow.observe import batch_reads, single_read
from revops.kinds.workflow.offers import LIST as ACTION_TYPES
from revops.model.call import Answer, Call, Conversation
from revops.model.json import Json
from revops.model.objects import NAMES, TYPE_IDS

ACCOUNT: Final = Call("account", "GET", "/details")
_USERS: Final = Call("users", "GET", query={"limit": "100"}, pages=True)
_SUBSCRIPTIONS: Final = Call("subscriptions", "GET", "/definitions")
_LIMITS: Final = Call("association_limits", "GET", "/all")
_LABELLED: Final = Call("limits", "GET", "/associations/labels")
_USED: Final = (Call("limits", "GET", "/custom-properties"), Call("limits", "GET", "/pipelines"))
_MAIN: Final = ("contacts", "companies", "deals", "tickets")
_LIFECYCLE: Final = ("contacts", "companies")
_PIPELINED: Final = frozenset(
    (*_MAIN, "leads", "orders", "services", "courses", "listings", "appointments", "projects")
)
"""HubSpot's objects with pipelines (dossier D3); custom ones have some, too."""
_RESTRICTED: Final = "deals"
"""Whose stages can be closed to people (HubSpot's guide to pipeline rules)."""
_LISTS_AT_ONCE: Final = 100
Row = Mapping[str, Json]


@dataclass(frozen=True)
class Scope:
    """What there is to read: objects, as paths have them, and pairs of them by type id."""

    objects: tuple[str, ...]
    custom: Mapping[str, Row]
    """The schemas of custom objects, by type id."""
    named: frozenset[tuple[str, str]] = frozenset()
    """Pairs that the project's files name."""


def survey(named: Iterable[str], pairs: Iterable[tuple[str, str]]) -> Conversation:
    """Which objects are in use: HubSpot's main four, custom ones, and those that anybody uses or names.

    Args:
        named: objects that the project's files or the command line name, by plural name or type id.
        pairs: pairs of objects that the files name.

    Returns:
        A `Scope`.
    """
    listed, _, *limits = yield (schemas(), schemas(archived=True), *_USED)
    custom = {row["objectTypeId"]: row for row in results(listed, "objectTypeId")}
    own = {row["name"].lower(): type_id for type_id, row in custom.items()}
    used = [_word(type_id) for answer in limits if answer.ok for type_id in _in_use(answer.body)]
    wanted = dict.fromkeys([*_MAIN, *used, *(own.get(one, one) for one in named), *custom])
    known = tuple(one for one in wanted if one in TYPE_IDS or one in custom)
    found = (tuple(own.get(end, end) for end in pair) for pair in pairs)
    return Scope(known, custom, frozenset((a, b) for a, b in found if {a, b} <= {*known}))


def _word(type_id: str) -> str:
    return NAMES.get(type_id, type_id)


def _in_use(body: Row) -> Iterator[str]:
    """Type ids of the rows of a limit of which something is used."""
    lists = [body.get("byObjectType"), body.get("hubspotDefinedObjectTypes")]
    for row in chain.from_iterable(one for one in lists if isinstance(one, list)):
        if row.get("usage"):
            yield str(row["objectTypeId"])


def sections(scope: Scope, flows: Collection[str], converted: Collection[str]) -> list[Conversation]:
    """All that is read besides, side by side.

    Args:
        scope: of `survey`.
        flows: ids of workflows that the ledger knows: lists are known to omit some (design.md, rule 5).
        converted: names of segments of which the files say when they become static; that is one read each.
    """
    return [
        _once((ACCOUNT, _USERS, TEAMS, TREE, _SUBSCRIPTIONS, FORMS, CAMPAIGNS, ACTION_TYPES)),
        *(_object(one, scope) for one in scope.objects),
        _associations(scope),
        _sequences(),
        _segments(converted),
        _emails(),
        _scores(),
        _flows(flows),
    ]


def _once(calls: Sequence[Call]) -> Conversation:
    yield calls


def _object(name: str, scope: Scope) -> Conversation:
    """One object: its definitions, each sensitivity a list of its own (peers (f)), and its pipelines."""
    path = f"/{name}"
    sensitive = [{"dataSensitivity": one} for one in ("sensitive", "highly_sensitive")]
    queries: list[dict[str, str]] = [{}, {"archived": "true"}, *sensitive]
    rules = Call("property_validations", "GET", f"/{TYPE_IDS.get(name, name)}")
    calls = [
        *(Call("properties", "GET", path, query) for query in queries),
        Call("properties", "GET", f"{path}/groups"),
        rules,
    ]
    pipelined = name in scope.custom or name in _PIPELINED
    listed = [Call("pipelines", "GET", path)] if pipelined else []
    answers = yield (*listed, *calls)
    if not pipelined or name in _LIFECYCLE:
        return
    below = ["", "/stage-edit-permissions"] if name == _RESTRICTED else [""]
    paths = [f"/{TYPE_IDS.get(name, name)}/{segment(row['id'])}" for row in results(answers[0], "id")]
    if paths:
        yield [Call("pipeline_rules", "GET", path + part) for path in paths for part in below]


def _associations(scope: Scope) -> Conversation:
    """Labels of the pairs that have some, in both directions, and the names that schemas alone tell."""
    told, _ = yield (_LABELLED, _LIMITS)
    pairs = sorted(_pairs(scope, told))
    if not pairs:
        return
    turned = sorted({*pairs, *((b, a) for a, b in pairs)})
    labels = [Call("association_labels", "GET", f"/{a}/{b}/labels") for a, b in turned]
    query = {"includePropertyDefinitions": "false"}
    named = [
        Call("schemas", "GET", f"/{one}", query)
        for one in sorted({a for a, _ in pairs})
        if one not in scope.custom
    ]
    yield (*labels, *named)


def _pairs(scope: Scope, told: Answer) -> Iterator[tuple[str, str]]:
    """Each pair once. Where nobody tells which have labels, any two of the objects may."""
    for one, other in scope.named:
        yield min(one, other), max(one, other)
    for type_id, row in scope.custom.items():
        for association in row.get("associations") or ():
            ends = sorted(_word(association[end]) for end in ("fromObjectTypeId", "toObjectTypeId"))
            if type_id in ends and {*ends} <= {*scope.objects}:
                yield ends[0], ends[1]
    if not told.ok:
        yield from combinations_with_replacement(sorted(scope.objects), 2)
        return
    for row in results(told):
        ends = sorted(_word(row[end]["objectTypeId"]) for end in ("fromObjectType", "toObjectType"))
        yield ends[0], ends[1]


def _sequences() -> Conversation:
    """HubSpot shows sequences user by user; who may not read those of one may read none."""
    (owners,) = yield (OWNERS,)
    users = sorted({str(row["userId"]) for row in results(owners) if row.get("userId")})
    calls = [Call("sequences", "GET", query={"userId": user, "limit": "100"}, pages=True) for user in users]
    if not calls:
        return
    (first,) = yield calls[:1]
    if first.ok and calls[1:]:
        yield calls[1:]


def _segments(converted: Collection[str]) -> Conversation:
    """The search, then filters a hundred at a time; folders that share a name one by one."""
    searched, tree = yield (replace(lookup.SEGMENTS, restates=False), FOLDERS)
    rows = [row for row in results(searched, "listId") if not row.get("deletedAt")]
    ids = [str(row["listId"]) for row in rows]
    doubts = [call for row in rows for call in Folders.read(tree.body).doubtful(row)] if tree.ok else []
    parts = [ids[start : start + _LISTS_AT_ONCE] for start in range(0, len(ids), _LISTS_AT_ONCE)]
    batches = [
        Call("lists", "GET", query={"listIds": tuple(part), "includeFilters": "true"}) for part in parts
    ]
    distinct = {str(call.query): call for call in doubts}
    times = [
        replace(conversion(str(row["listId"])), restates=False) for row in rows if row["name"] in converted
    ]
    if batches:
        yield (*batches, *distinct.values(), *times)


def _emails() -> Conversation:
    """The list; the design where the list leaves it out, and what waits in the draft of a published one."""
    (listed,) = yield (EMAILS,)
    rows = results(listed, "id")
    bare = [Call("emails", "GET", f"/{segment(row['id'])}") for row in rows if not is_designed(row)]
    published = [row["id"] for row in rows if is_automated(row) and is_published(row)]
    drafts = [Call("emails", "GET", f"/{segment(one)}/draft") for one in published]
    if bare or drafts:
        yield (*bare, *drafts)


def _scores() -> Conversation:
    (listed,) = yield (SCORES,)
    paths = [f"/scores/{segment(row['id'])}" for row in results(listed, "id")]
    if paths:
        yield [Call("scores", "GET", path + part) for path in paths for part in ("/draft", "")]


def _flows(known: Collection[str]) -> Conversation:
    """The list, a hundred flows at a time, and one by one those that did not come: only so 403 is told."""
    (listed,) = yield (FLOWS,)
    ids = list(dict.fromkeys([*(str(row["id"]) for row in results(listed, "id")), *sorted(known)]))
    if not ids:
        return
    answers = yield batch_reads(ids)
    shown = {str(flow["id"]) for answer in answers for flow in results(answer)}
    lost = [replace(single_read(one), restates=False) for one in ids if one not in shown]
    if lost:
        yield lost
