"""What may be used: tier, scopes, probes; unknown is never taken for a no."""

import pytest

from revops.engine.capability import Grants, Lack, lack, verdict
from revops.model.surface import Allowance, Surface, Verdict

PLAIN = Surface("things", {"v1": "/things"})
SCOPED = Surface(
    "things",
    {"v1": "/things"},
    read_scopes={"contacts": ("contacts.read", "contacts.write"), "": ("any.read",)},
    write_scopes={"contacts": ("contacts.write",)},
)
TIERED = Surface("flows", {"v1": "/flows"}, tier="professional", hubs=("marketing", "sales"))


def allowed(surface, grants, scope="contacts", *, write=True):
    return verdict(surface, scope, grants, write=write).allowance is Allowance.ALLOWED


def holding(*scopes):
    return Grants({"data": frozenset(scopes)})


def test_a_surface_that_asks_for_nothing_is_allowed():
    """No scope, no tier: any token will do."""
    assert allowed(PLAIN, Grants())


def test_scopes_that_nobody_told_are_no_refusal():
    """An OAuth app's scopes are not told by token-info (dossier K): unknown goes on, HubSpot has the word."""
    assert allowed(SCOPED, Grants({"data": None}))


@pytest.mark.parametrize(
    ("held", "scope", "write", "expected"),
    [
        (("contacts.read",), "contacts", False, True),
        (("contacts.write",), "contacts", False, True),
        (("contacts.read",), "contacts", True, False),
        (("contacts.write",), "contacts", True, True),
        (("any.read",), "tickets", False, True),
        ((), "tickets", False, False),
        ((), "tickets", True, True),
    ],
)
def test_any_one_scope_of_the_object_type_will_do(held, scope, write, expected):
    """The row of the object type counts, else the one for all; without a row nothing is asked for."""
    assert allowed(SCOPED, holding(*held), scope, write=write) is expected


def test_a_missing_scope_is_named_with_the_way_out():
    """Blocked before the first write, with the scope to add."""
    written = verdict(SCOPED, "contacts", holding(), write=True)
    read = verdict(SCOPED, "contacts", holding(), write=False)

    assert (written.allowance, read.allowance) == (Allowance.BLOCKED, Allowance.BLOCKED)
    assert written.reason == "the data token may not write things: it lacks contacts.write"
    assert read.reason == "the data token may not read things: it lacks contacts.read or contacts.write"
    assert "Add the scope" in written.way_out


def test_a_surface_that_no_service_key_reaches_asks_for_an_app():
    """Another scope of the key would not help (dossier F1)."""
    flows = Surface("flows", {"v1": "/flows"}, write_scopes={"": ("automation",)}, service_key=False)

    found = verdict(flows, "", holding(), write=True)

    assert "HUBSPOT_AUTOMATION_TOKEN" in found.way_out


@pytest.mark.parametrize(
    ("hubs", "expected"),
    [
        ({}, True),
        ({"marketing": "professional"}, True),
        ({"sales": "enterprise"}, True),
        ({"marketing": "starter", "sales": "free"}, False),
        ({"service": "enterprise"}, False),
    ],
)
def test_the_declared_tier_decides_where_one_is_declared(hubs, expected):
    """HubSpot does not tell the subscription; a target that declares none is not held to it (rule 13)."""
    assert allowed(TIERED, Grants(hubs=hubs)) is expected


def test_a_declared_add_on_carries_what_the_tier_does_not():
    """Either of the two is enough; another add-on is none."""
    surface = Surface("post", {}, tier="enterprise", hubs=("marketing",), add_on="the add-on for post")
    hubs = {"marketing": "starter"}

    assert not allowed(surface, Grants(hubs=hubs))
    assert not allowed(surface, Grants(hubs=hubs, add_ons=frozenset({"the add-on for telegrams"})))
    assert allowed(surface, Grants(hubs=hubs, add_ons=frozenset({"the add-on for post"})))


def test_a_surface_that_a_probe_found_closed_may_still_be_read():
    """The probe asked for a write; reading is another question."""
    closed = Grants(closed={("things", "contacts"): "HubSpot refuses it to this token"})

    assert allowed(PLAIN, closed, write=False)
    assert verdict(PLAIN, "contacts", closed, write=True) == Verdict(
        Allowance.BLOCKED,
        "HubSpot refuses it to this token",
        "Run `revops auth` for what this blueprint needs.",
    )


@pytest.mark.parametrize(
    ("scope", "hubs", "expected"),
    [
        ("leads", {"sales": "professional"}, True),
        ("leads", {"sales": "starter", "marketing": "enterprise"}, False),
        ("deals", {"marketing": "free"}, True),
        ("contract", {"marketing": "professional"}, False),
        ("contract", {"service": "enterprise"}, True),
    ],
)
def test_an_object_type_may_ask_for_more_than_its_surface(scope, hubs, expected):
    """Pipelines of deals need nothing, those of leads and of custom objects a subscription."""
    tiers = {"leads": ("professional", ("sales",)), "custom": ("enterprise", ())}
    surface = Surface("pipelines", {"v1": "/pipelines"}, tiers=tiers)

    assert allowed(surface, Grants({}, hubs), scope) is expected


def test_the_object_type_is_named_where_it_is_the_reason():
    """A person sees that not all pipelines are out of reach."""
    surface = Surface("pipelines", {"v1": "/pipelines"}, tiers={"leads": ("professional", ("sales",))})

    found = verdict(surface, "leads", Grants({}, {"sales": "free"}), write=True)
    whole = verdict(TIERED, "contacts", Grants({}, {"sales": "free"}), write=True)

    assert found.reason.startswith("pipelines of leads need Sales Hub Professional,")
    assert whole.reason.startswith("workflows need Marketing Hub Professional or Sales Hub Professional,")
    assert found.allowance is whole.allowance is Allowance.BLOCKED


def test_a_tier_that_any_hub_may_have_is_said_in_peoples_words():
    """The row says what is missing; where to declare it is told once, by whoever shows the rows."""
    schemas = Surface("schemas", {"v1": "/schemas"}, tier="enterprise")

    found = verdict(schemas, "", Grants({}, {"sales": "professional"}), write=True)

    assert found.reason == "custom objects need an Enterprise subscription, which the target does not declare"
    assert found.way_out == ""


def test_what_is_lacking_has_its_tier_and_hubs():
    """As data, for the line that has to be written; nothing where no subscription is declared."""
    assert lack(TIERED, "", Grants({}, {"sales": "starter"})) == Lack(
        "workflows", "professional", ("marketing", "sales")
    )
    assert lack(TIERED, "", Grants()) is None
    assert lack(TIERED, "", Grants({}, {"sales": "enterprise"})) is None


def test_a_surface_is_called_as_people_say_it():
    """By a name of its own where HubSpot's interface has one, else by the row's in words."""
    words = {
        name: verdict(
            Surface(name, {}, tier="starter"), "", Grants(hubs={"sales": "free"}), write=True
        ).reason
        for name in ("flows", "validation_rules")
    }

    end = "need a Starter subscription, which the target does not declare"
    assert words == {"flows": f"workflows {end}", "validation_rules": f"validation rules {end}"}
