"""Subscription types, which can only be read (dossier, section I)."""

from __future__ import annotations

import pytest

from revops.emulator.surfaces.subscriptions import add_subscription

DATED = "/communication-preferences/2026-09/definitions"


@pytest.mark.parametrize("path", [DATED, "/communication-preferences/v4/definitions"])
def test_a_new_portal_has_one_for_marketing(hubspot, path):
    """The answer is an action's result with one type that is in use."""
    answer = hubspot("GET", path)
    (found,) = answer["results"]

    assert answer["status"] == "COMPLETE"
    assert {"startedAt", "completedAt"} <= set(answer)
    assert found["id"].isdigit()
    assert (found["name"], found["isActive"], found["isDefault"]) == ("Marketing Information", True, True)


def test_translations_on_demand(hubspot):
    """Translations come when asked for."""
    assert "subscriptionTranslations" not in hubspot("GET", DATED)["results"][0]
    assert hubspot("GET", f"{DATED}?includeTranslations=true")["results"][0]["subscriptionTranslations"] == []


def test_people_add_types(hubspot):
    """A type that people made in the settings is in the list."""
    added = hubspot.in_portal(lambda portal: add_subscription(portal, "メールマガジン"))

    assert [one["id"] for one in hubspot("GET", DATED)["results"]][1:] == [added]


def test_business_units(hubspot):
    """Types belong to the one business unit that there is; a number is asked for."""
    assert len(hubspot("GET", f"{DATED}?businessUnitId=0")["results"]) == 1
    assert hubspot("GET", f"{DATED}?businessUnitId=7")["results"] == []
    hubspot("GET", f"{DATED}?businessUnitId=x", status=400)


def test_no_writes(hubspot):
    """No request makes a type (dossier, section I)."""
    assert hubspot.send("POST", DATED, {"name": "x"}).status_code == 405


@pytest.mark.parametrize("scope", ["communication_preferences.read", "communication_preferences.read_write"])
def test_scope(make_hubspot, scope):
    """Either scope lets a token read them."""
    make_hubspot(scopes=frozenset({scope}))("GET", DATED)

    assert make_hubspot(scopes=frozenset({"forms"}))("GET", DATED, status=403)["category"] == "MISSING_SCOPES"


def test_recorded_types_can_be_loaded(hubspot):
    """A recorded list takes the place of what is there."""
    recorded = {**hubspot("GET", DATED)["results"][0], "id": "7", "name": "Recorded"}
    hubspot.load({DATED: {"results": [recorded]}})

    assert hubspot("GET", DATED)["results"] == [recorded]
