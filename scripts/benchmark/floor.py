"""The fewest requests that a plan can do with, by name, and the names of the requests that came. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import Any, Final

PAGE: Final = 100
"""Flows, scores, forms, e-mails and owners come a hundred to a page; batches hold a hundred."""
SEARCHED: Final = 500
"""Segments come five hundred to a page of the search, which tells no filters (dossier G1)."""
USUAL: Final = "non_sensitive"

_VERSION: Final = r"(?:v\d|\d{4}-\d\d(?:-beta)?)"
_NAMES: Final[Sequence[tuple[str, str]]] = (
    (r"GET /account-info/V/details", "account"),
    (r"POST /oauth/v2/private-apps/get/access-token-info", "token info"),
    (r"GET /crm/owners/V", "owner list page"),
    (r"GET /marketing/V/forms", "form list page"),
    (r"GET /marketing/emails/V", "e-mail list page"),
    (r"GET /marketing/campaigns/V", "campaign list page"),
    (r"GET /settings/teams/V", "team tree page"),
    (r"GET /settings/users/V/teams", "team list page"),
    (r"GET /communication-preferences/V/definitions", "subscription list page"),
    (r"GET /automation/V/action-types", "workflow action list page"),
    (r"GET /automation/sequences/V", "sequence list page"),
    (r"GET /crm/lists/V/folders", "segment folder list page"),
    (r"GET /crm/properties/V/([^/]+)", "property list of {}"),
    (r"GET /crm/properties/V/([^/]+)/groups", "group list of {}"),
    (r"GET /crm/pipelines/V/([^/]+)", "pipeline list of {}"),
    (r"GET /crm/property-validations/V/([^/]+)", "validation rules of {}"),
    (r"GET /crm/associations/V/([^/]+)/([^/]+)/labels", "association labels of {} and {}"),
    (r"GET /crm/associations/V/definitions/configurations/all", "association limit list"),
    (r"GET /crm/associations/V/definitions/configurations/[^/]+/[^/]+", "association limits of a pair"),
    (r"GET /crm-object-schemas/V/schemas", "object schema list"),
    (r"GET /crm/limits/V/(.+)", "limits of {}"),
    (r"GET /crm/pipelines-rules/V/[^/]+/[^/]+", "pipeline rules"),
    (r"GET /crm/pipelines-rules/V/[^/]+/[^/]+/stage-edit-permissions", "stage permissions"),
    (r"GET /marketing/emails/V/[^/]+", "e-mail read"),
    (r"GET /marketing/emails/V/[^/]+/draft", "e-mail draft"),
    (r"GET /settings/users/V", "user list page"),
    (r"GET /automation/V/flows", "flow list page"),
    (r"POST /automation/V/flows/batch/read", "flow batch read"),
    (r"GET /marketing/lead-scoring/V/scores", "score list page"),
    (r"GET /marketing/lead-scoring/V/scores/[^/]+(?:/draft)?", "score read"),
    (r"POST /crm/lists/V/search", "segment list page"),
    (r"GET /crm/lists/V", "segment batch read"),
    (r"POST /crm/properties/V/([^/]+)/batch/create", "property batch create on {}"),
    (r"POST /crm/properties/V/([^/]+)/groups", "group create on {}"),
)
"""Patterns of `METHOD path`, with V for a version; the first that fits names the request."""
_PATTERNS: Final = tuple((re.compile(p.replace("/V", f"/{_VERSION}")), name) for p, name in _NAMES)
_IDS: Final = {"0-1": "contacts", "0-2": "companies", "0-3": "deals", "0-5": "tickets"}


@dataclass(frozen=True)
class Contents:
    """What a blueprint names, as far as it decides about requests, and what the portal has of it."""

    properties: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Object -> sensitivities in use there."""
    groups: frozenset[str] = frozenset()
    pipelines: frozenset[str] = frozenset()
    validations: frozenset[str] = frozenset()
    label_pairs: frozenset[tuple[str, str]] = frozenset()
    flows: int = 0
    """In the portal: each has to be read to know whether it is one of ours."""
    scores: int = 0
    """In the portal."""
    managed_scores: int = 0
    segments: int = 0
    """In the portal."""
    managed_segments: int = 0
    """Of which the filters are compared."""
    lists: frozenset[str] = frozenset()
    """Of `owner`, `form`, `e-mail` and the like, those whose names are looked up or that are managed."""
    people: int = 0
    """Whose sequences are read where a step names one: HubSpot shows them user by user."""
    workflows: bool = False
    names_segments: bool = False
    """Whether a segment is described, or named by what is."""


def plan_floor(contents: Contents, creating: Mapping[str, frozenset[str]] | None = None) -> dict[str, int]:
    """Requests of a plan; `creating` maps an object to the sensitivities of properties that are not there.

    A page of a list is read even where it is empty.
    """
    floor = {"account": 1, "token info": 1}
    floor |= {f"{name} list page": 1 for name in sorted(contents.lists)}
    for scope, levels in sorted(contents.properties.items()):
        floor[f"property list of {scope}"] = len(levels | {USUAL})
    for scope, levels in sorted((creating or {}).items()):
        floor[f"archived property list of {scope}"] = len(levels | {USUAL})
    floor |= {f"group list of {scope}": 1 for scope in sorted(contents.groups)}
    floor |= {f"pipeline list of {scope}": 1 for scope in sorted(contents.pipelines)}
    floor |= {f"validation rules of {scope}": 1 for scope in sorted(contents.validations)}
    floor |= {f"association labels of {one} and {other}": 1 for one, other in sorted(contents.label_pairs)}
    return {name: count for name, count in {**floor, **_automation(contents)}.items() if count}


def _automation(contents: Contents) -> dict[str, int]:
    """Pages of lists, then batch reads; of scores the draft and the published side of each managed one."""
    floor = {}
    if contents.names_segments:
        floor["segment list page"] = max(1, ceil(contents.segments / SEARCHED))
        floor["segment batch read"] = ceil(contents.managed_segments / PAGE)
    if contents.workflows:
        floor["flow list page"] = max(1, ceil(contents.flows / PAGE))
        floor["flow batch read"] = ceil(contents.flows / PAGE)
        floor["sequence list page"] = contents.people
    if contents.managed_scores:
        floor["score list page"] = max(1, ceil(contents.scores / PAGE))
        floor["score read"] = 2 * contents.managed_scores
    return floor


def create_floor(contents: Contents, new: Mapping[str, int], groups: Iterable[str] = ()) -> dict[str, int]:
    """Requests of an apply that makes properties: its plan, batches of a hundred, one list to read back.

    Args:
        contents: what the blueprint names.
        new: how many properties each object gets; all of them without sensitive content.
        groups: objects that get one new group as well.
    """
    floor = Counter(plan_floor(contents, dict.fromkeys(new, frozenset({USUAL}))))
    for scope in groups:
        floor[f"group create on {scope}"] += 1
        floor[f"group list of {scope}"] += 1
    for scope, count in new.items():
        floor[f"property batch create on {scope}"] += ceil(count / PAGE)
        floor[f"property list of {scope}"] += 1
    return dict(floor)


def named(requests: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """How often each request of an emulator's log came, by name."""
    return dict(sorted(Counter(name_of(one) for one in requests).items()))


def name_of(request: Mapping[str, Any]) -> str:
    """The name of one logged request; one that no pattern knows is named by itself."""
    said = f"{request['method']} {request['path']}"
    archived = "archived " if "archived" in request["query"] else ""
    for pattern, name in _PATTERNS:
        found = pattern.fullmatch(said)
        if found:
            return archived + name.format(*(_IDS.get(part, part) for part in found.groups()))
    return said
