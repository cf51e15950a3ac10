"""The table of surfaces."""

from __future__ import annotations

import pytest

from revops.hub.surfaces import SURFACES, is_read
from revops.model.call import Call


@pytest.mark.parametrize(
    ("name", "base"),
    [
        ("properties", "/crm/properties/2026-09"),
        ("pipelines", "/crm/pipelines/2026-09"),
        ("pipeline_rules", "/crm/pipelines-rules/2026-09-beta"),
        ("property_validations", "/crm/property-validations/2026-09"),
        ("scores", "/marketing/lead-scoring/2026-09-beta"),
        ("flows", "/automation/2026-09-beta"),
        ("flow_actions", "/automation/2026-09-beta/action-types"),
        ("account", "/account-info/2026-09"),
        ("token", "/oauth/v2/private-apps/get/access-token-info"),
        ("owners", "/crm/owners/2026-09"),
        ("users", "/settings/users/2026-03"),
        ("teams", "/settings/teams/2026-09-beta"),
        ("forms", "/marketing/v3/forms"),
        ("emails", "/marketing/emails/2026-09"),
        ("campaigns", "/marketing/campaigns/2026-09"),
        ("limits", "/crm/limits/2026-09"),
    ],
)
def test_best_base(name: str, base: str) -> None:
    """Each surface is reached at the path of dossier A3."""
    assert next(iter(SURFACES[name].bases.values())) == base


def test_rows_are_found_by_their_own_name() -> None:
    """The key of a row is its name."""
    assert all(key == surface.name for key, surface in SURFACES.items())


def test_every_beta_says_so() -> None:
    """A row is marked as beta exactly where its best version is one."""
    for surface in SURFACES.values():
        assert surface.beta == next(iter(surface.bases)).endswith("-beta"), surface.name


def test_every_row_names_its_source() -> None:
    """No fact stands in the table without where it comes from."""
    assert all(surface.source for surface in SURFACES.values())


def test_what_is_a_part_goes_with_its_whole() -> None:
    """Another surface of the table, and at least one version that both have."""
    for surface in SURFACES.values():
        whole = SURFACES[surface.beside] if surface.beside else surface
        assert surface.bases.keys() & whole.bases.keys(), surface.name
        assert (surface.credential, surface.service_key) == (whole.credential, whole.service_key)


def test_flows_are_out_of_reach_of_service_keys() -> None:
    """Workflows go through the automation credential, with v4 as fallback (dossier F1)."""
    flows = SURFACES["flows"]

    assert not flows.service_key
    assert flows.credential == "automation"
    assert list(flows.bases.values())[1] == "/automation/v4"


def test_a_schema_write_scope_does_not_read() -> None:
    """A write scope does not include read (peers (f)), a record scope does (dossier B8)."""
    readable = SURFACES["properties"].read_scopes["contacts"]

    assert "crm.schemas.contacts.write" not in readable
    assert "crm.objects.contacts.read" in readable


@pytest.mark.parametrize("verb", ["read", "write"])
def test_tickets_have_a_scope_of_their_own(verb: str) -> None:
    """`tickets` covers both ways (dossier B8)."""
    surface = SURFACES["pipelines"]
    table = surface.read_scopes if verb == "read" else surface.write_scopes

    assert "tickets" in table["tickets"]


@pytest.mark.parametrize(
    ("call", "read"),
    [
        (Call("properties", "GET", "/contacts"), True),
        (Call("properties", "POST", "/contacts/batch/read"), True),
        (Call("properties", "POST", "/contacts/batch/create"), False),
        (Call("properties", "DELETE", "/contacts/a"), False),
        (Call("flows", "POST", "/flows/batch/read"), True),
        (Call("flows", "POST", "/flows"), False),
        (Call("token", "POST"), True),
    ],
)
def test_reads(call: Call, read: bool) -> None:
    """Batch reads and token info are reads although they are POSTs (design.md, section 5)."""
    assert is_read(SURFACES[call.surface], call) is read


@pytest.mark.parametrize(
    ("scope", "read", "write"),
    [
        ("orders", "crm.pipelines.orders.read", "crm.pipelines.orders.write"),
        ("services", "crm.schemas.services.read", "crm.schemas.services.write"),
        ("projects", "crm.objects.projects.read", "crm.schemas.projects.write"),
        ("2-123", "crm.schemas.custom.read", "crm.schemas.custom.write"),
        ("contract", "crm.schemas.custom.read", "crm.schemas.custom.write"),
    ],
)
def test_pipelines_of_other_objects_have_their_own_scopes(scope: str, read: str, write: str) -> None:
    """One of the object's own will do, and none of another (dossier B8, D3)."""
    surface = SURFACES["pipelines"]

    assert read in surface.scopes(scope, write=False)
    assert write in surface.scopes(scope, write=True)
    assert not [one for one in surface.scopes(scope, write=True) if "deals" in one]


def test_no_source_names_a_scope_that_writes_pipelines_of_leads() -> None:
    """Reading asks for theirs alone; writing is tried with any token."""
    surface = SURFACES["pipelines"]

    assert surface.scopes("leads", write=False) == ("crm.objects.leads.read",)
    assert surface.scopes("leads", write=True) == ()


@pytest.mark.parametrize(
    ("scope", "tier", "hubs"),
    [
        ("leads", "professional", ("sales",)),
        ("2-123", "enterprise", ()),
        ("orders", "", ()),
        ("deals", "", ()),
    ],
)
def test_some_pipelines_need_a_subscription(scope: str, tier: str, hubs: tuple[str, ...]) -> None:
    """Leads are of Sales Hub Professional, custom objects of Enterprise (dossier D3)."""
    assert SURFACES["pipelines"].subscription(scope) == (tier, hubs)
