"""The one table of HubSpot's API surfaces: path, version, scopes, tier, credential and lag of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from revops.model.call import Call
from revops.model.hubs import ADD_ONS
from revops.model.objects import CUSTOM
from revops.model.pairs import pair
from revops.model.surface import Surface

BATCH_READ: Final = ("POST", "/batch/read")
OBJECTS: Final = ("contacts", "companies", "deals", "tickets")
"""Object types by which scopes differ."""
_SCHEMAS: Final = (*OBJECTS, CUSTOM, "appointments", "courses", "listings", "orders", "projects", "services")
"""Words of the scopes `crm.schemas.…` for objects with pipelines (B8)."""


def _definition_reads() -> dict[str, tuple[str, ...]]:
    """Any scope on an object lets its definitions be read; a schema's write scope does not (peers (f))."""
    names = ("crm.schemas.{0}.read", "crm.objects.{0}.read", "crm.objects.{0}.write")
    scopes = {scope: tuple(name.format(scope) for name in names) for scope in _SCHEMAS}
    return {**scopes, "tickets": ("tickets", *scopes["tickets"])}


def _definition_writes() -> dict[str, tuple[str, ...]]:
    scopes: dict[str, tuple[str, ...]] = {scope: (f"crm.schemas.{scope}.write",) for scope in _SCHEMAS}
    return {**scopes, "tickets": ("tickets", *scopes["tickets"])}


def _records(verb: str) -> dict[str, tuple[str, ...]]:
    """Record scopes of the objects by which they differ; writing does not include reading (peers (f))."""
    scopes: dict[str, tuple[str, ...]] = {
        scope: (f"crm.objects.{scope}.{verb}",) for scope in (*OBJECTS, CUSTOM)
    }
    return {**scopes, "tickets": ("tickets", *scopes["tickets"])}


_READS = _definition_reads()
_WRITES = _definition_writes()
_ANY_OBJECT = ("tickets", *(f"crm.objects.{name}.{verb}" for name in OBJECTS for verb in ("read", "write")))


def _pairs(verb: str) -> dict[str, tuple[str, ...]]:
    """Any scope on an object will do (H2, H3); for a pair of objects its own are asked for first."""
    found = {"": _ANY_OBJECT}
    for one in OBJECTS:
        for other in OBJECTS:
            own = tuple(f"crm.objects.{name}.{verb}" for name in dict.fromkeys((one, other)))
            found[pair(one, other)] = (*own, *(scope for scope in _ANY_OBJECT if scope not in own))
    return found


_ROWS: Final[Iterable[Surface]] = (
    Surface(
        "properties",
        {"2026-09": "/crm/properties/2026-09"},
        reads=frozenset({BATCH_READ}),
        read_scopes=_READS,
        write_scopes=_WRITES,
        source="B1, B6, B8; properties and their groups. A write shows within a second (peers (f))",
    ),
    Surface(
        "property_validations",
        {"2026-09": "/crm/property-validations/2026-09"},
        read_scopes=_READS,
        write_scopes=_WRITES,
        source="D6; the description asks for the same scopes as that of properties",
    ),
    Surface(
        "pipelines",
        {"2026-09": "/crm/pipelines/2026-09"},
        read_scopes={
            **_READS,
            "orders": (*_READS["orders"], "crm.pipelines.orders.read"),
            "leads": ("crm.objects.leads.read",),
        },
        write_scopes={**_WRITES, "orders": (*_WRITES["orders"], "crm.pipelines.orders.write")},
        tiers={"leads": ("professional", ("sales",)), CUSTOM: ("enterprise", ())},
        source="D1, D3; no source names a scope that writes pipelines of leads, so it is tried",
    ),
    Surface(
        "pipeline_rules",
        {"2026-09-beta": "/crm/pipelines-rules/2026-09-beta"},
        beta=True,
        tier="professional",
        source="D5; rules, and who may edit a stage. The scopes of its description are none that a person is "
        "known to be able to give to a key or app, so it is tried. Subscription: guide of February 2025",
    ),
    Surface(
        "lifecycle",
        {"2026-09": "/crm/pipelines/2026-09"},
        read_scopes={"": _READS["contacts"]},
        write_scopes={"": _WRITES["contacts"]},
        source="C1; lifecycle stages are a pipeline of contacts, which companies mirror",
    ),
    Surface(
        "scores",
        {"2026-09-beta": "/marketing/lead-scoring/2026-09-beta"},
        beta=True,
        read_scopes={"": ("mh-lead-scoring-view",)},
        write_scopes={"": ("mh-lead-scoring-edit",)},
        tier="professional",
        hubs=("marketing", "sales"),
        source="E1, E2; whether Service Keys may hold the scopes is open (P4)",
    ),
    Surface(
        "flows",
        {"2026-09-beta": "/automation/2026-09-beta", "v4": "/automation/v4"},
        beta=True,
        credential="automation",
        reads=frozenset({BATCH_READ}),
        read_scopes={"": ("automation",)},
        write_scopes={"": ("automation",)},
        tier="professional",
        service_key=False,
        source="F1; any hub from Professional up. v4 ends on 2027-03-30 (A2)",
    ),
    Surface(
        "flow_actions",
        {"2026-09-beta": "/automation/2026-09-beta/action-types"},
        beta=True,
        credential="automation",
        read_scopes={"": ("automation",)},
        service_key=False,
        beside="flows",
        source="F1; the actions that workflows may have. v4 does not have the list",
    ),
    Surface(
        "lists",
        {"2026-09": "/crm/lists/2026-09"},
        reads=frozenset({("POST", "/search")}),
        read_scopes={"": ("crm.lists.read",)},
        write_scopes={"": ("crm.lists.write",)},
        lag=30.0,
        source="G1; segments. A search may be seconds behind a write, nobody tells how many",
    ),
    Surface(
        "schemas",
        {"2026-09": "/crm-object-schemas/2026-09/schemas"},
        reads=frozenset({BATCH_READ}),
        read_scopes={"": _READS[CUSTOM]},
        write_scopes={"": _WRITES[CUSTOM]},
        tier="enterprise",
        lag=90.0,
        source="H1; single reads lag for a minute or more, and what the list does is not told (peers (f))",
    ),
    Surface(
        "records",
        {"2026-09": "/crm/objects/2026-09"},
        reads=frozenset({BATCH_READ}),
        read_scopes=_records("read"),
        write_scopes=_records("write"),
        source="J1",
    ),
    Surface(
        "search",
        {"2026-09": "/crm/objects/2026-09"},
        reads=frozenset({("POST", "/search")}),
        read_scopes=_records("read"),
        lag=30.0,
        source="J2; the index is seconds behind a write, nobody tells how many",
    ),
    Surface(
        "association_labels",
        {"2026-09": "/crm/associations/2026-09"},
        read_scopes=_pairs("read"),
        write_scopes=_pairs("write"),
        tier="professional",
        source="H2; any scope on an object, and any hub from Professional up (knowledge base)",
    ),
    Surface(
        "association_limits",
        {"2026-09": "/crm/associations/2026-09/definitions/configurations"},
        read_scopes=_pairs("read"),
        write_scopes=_pairs("write"),
        tier="professional",
        source="H3; as association_labels",
    ),
    Surface("account", {"2026-09": "/account-info/2026-09"}, source="K; works with any key"),
    Surface(
        "automation_account",
        {"2026-09": "/account-info/2026-09"},
        credential="automation",
        source="K; the same question about the other credential",
    ),
    Surface(
        "token",
        {"v2": "/oauth/v2/private-apps/get/access-token-info"},
        reads=frozenset({("POST", "")}),
        source="K; lists a Service Key's scopes too (peers (f))",
    ),
    Surface(
        "automation_token",
        {"v2": "/oauth/v2/private-apps/get/access-token-info"},
        credential="automation",
        reads=frozenset({("POST", "")}),
        source="K; the same question about the other credential",
    ),
    Surface(
        "owners",
        {"2026-09": "/crm/owners/2026-09"},
        read_scopes={"": ("crm.objects.owners.read",)},
        source="I; read only",
    ),
    Surface(
        "users",
        {"2026-03": "/settings/users/2026-03"},
        read_scopes={"": ("settings.users.read", "crm.objects.users.read")},
        write_scopes={"": ("settings.users.write", "crm.objects.users.write")},
        source="I; no 2026-09 version",
    ),
    Surface(
        "teams",
        {"2026-09-beta": "/settings/teams/2026-09-beta"},
        beta=True,
        read_scopes={"": ("settings.users.teams.read",)},
        write_scopes={"": ("settings.users.teams.write",)},
        tier="professional",
        source="I; teams need Professional",
    ),
    Surface(
        "forms",
        {"v3": "/marketing/v3/forms"},
        read_scopes={"": ("forms",)},
        write_scopes={"": ("forms",)},
        source="I1; no dated version, v3 is supported until 2027-09",
    ),
    Surface(
        "subscriptions",
        {"2026-09": "/communication-preferences/2026-09"},
        read_scopes={"": ("communication_preferences.read", "communication_preferences.read_write")},
        source="I; definitions, read only: HubSpot's API makes no subscription types",
    ),
    Surface(
        "emails",
        {"2026-09": "/marketing/emails/2026-09"},
        read_scopes={"": ("content",)},
        write_scopes={"": ("content",)},
        source="I; publishing needs more, see email_publishing",
    ),
    Surface(
        "email_publishing",
        {"2026-09": "/marketing/emails/2026-09"},
        write_scopes={"": ("marketing-email", "transactional-email")},
        tier="enterprise",
        hubs=("marketing",),
        add_on=ADD_ONS["transactional_email"],
        source="I; either scope will do, besides that of emails (HubSpot's description of the operation)",
    ),
    Surface(
        "campaigns",
        {"2026-09": "/marketing/campaigns/2026-09"},
        read_scopes={"": ("marketing.campaigns.read",)},
        write_scopes={"": ("marketing.campaigns.write",)},
        tier="professional",
        hubs=("marketing",),
        source="I; campaigns need Marketing Hub Professional",
    ),
    Surface(
        "sequences",
        {"2026-09": "/automation/sequences/2026-09"},
        credential="automation",
        read_scopes={"": ("automation.sequences.read",)},
        tier="professional",
        hubs=("sales", "service"),
        source="I; read only, the sequences of one user. Whether Service Keys may hold the scope is not told",
    ),
    Surface(
        "limits",
        {"2026-09": "/crm/limits/2026-09"},
        read_scopes={"": _ANY_OBJECT},
        source="D3, K; any scope on an object",
    ),
)

SURFACES: Final[Mapping[str, Surface]] = MappingProxyType({row.name: row for row in _ROWS})
"""Rows by name. `source` cites sections of the API dossier."""

OAUTH_TOKEN: Final = "/oauth/2026-09/token"  # noqa: S105 - a path, no secret
"""Where an OAuth app refreshes its access token (K); spoken only by the credential itself."""

TOKEN_SURFACES: Final = frozenset({"token", "automation_token"})
"""Surfaces whose body is the access token itself (K); the hub fills it in, nobody else ever holds it."""


def is_read(surface: Surface, call: Call) -> bool:
    """Whether a call only reads: a GET, or a POST that the table lists as a read."""
    if call.method == "GET":
        return True
    return any(call.method == method and call.path.endswith(end) for method, end in surface.reads)
