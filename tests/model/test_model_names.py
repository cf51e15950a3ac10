"""How addresses, places, symbols, objects and refusals call themselves."""

from __future__ import annotations

import pytest

from revops.model.address import Origin
from revops.model.context import Unresolved
from revops.model.finding import Finding, Refused, Severity
from revops.model.names import is_hubspots
from revops.model.objects import plural_of
from revops.model.spec import Symbol
from revops.model.surface import Surface

READS = {"contacts": ("contacts.read",), "custom": ("custom.read",)}


def test_a_place_in_a_file():
    """With its line, where one is known."""
    assert str(Origin("main.yaml", 7)) == "main.yaml:7"
    assert str(Origin("main.yaml")) == "main.yaml"


def test_a_name_without_an_id_says_which():
    """As an error, and as a symbol to whoever waits for it."""
    error = Unresolved(Symbol("form", "Download"))

    assert error.args == ("form 'Download'",)
    assert error.symbol == Symbol("form", "Download")


def test_a_refusal_says_all_that_it_found():
    """Its findings, an exit code of 1 unless told otherwise, and every summary in its text."""
    findings = [Finding("RV1", Severity.ERROR, "no token"), Finding("RV2", Severity.ERROR, "no portal")]

    refused = Refused(iter(findings))

    assert (refused.findings, refused.exit_code) == (tuple(findings), 1)
    assert str(refused) == "no token; no portal"


def test_the_plural_of_a_singular():
    """HubSpot's own objects have one; anything else has none."""
    assert [plural_of(name) for name in ("contact", "company", "car")] == ["contacts", "companies", ""]


def test_a_surface_asks_for_the_scopes_of_the_object():
    """Its own, those of custom objects for every one of these, else those for all; else none."""
    plain = Surface("things", {}, read_scopes=READS)
    general = Surface("things", {}, read_scopes={**READS, "": ("any.read",)})

    assert plain.scopes("contacts", write=False) == ("contacts.read",)
    assert plain.scopes("car", write=False) == plain.scopes("2-7", write=False) == ("custom.read",)
    assert plain.scopes("deals", write=False) == plain.scopes("contacts", write=True) == ()
    assert general.scopes("deals", write=False) == ("any.read",)


@pytest.mark.parametrize(
    ("name", "theirs"),
    [
        ("hs_lead_status", True),
        ("hubspot_owner_id", True),
        ("hs", False),
        ("hubspot", False),
        ("hsx_a", False),
        ("lead_hs_status", False),
        ("", False),
    ],
)
def test_names_that_hubspot_keeps_for_itself(name: str, theirs: bool) -> None:
    """By how they begin (dossier B4)."""
    assert is_hubspots(name) is theirs
