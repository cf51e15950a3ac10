"""Conditions that follow a labelled association, whose type ids every portal gives out anew (dossier H2)."""

from __future__ import annotations

import pytest
from client_project import Person

BLUEPRINT = """\
revops: 1
properties:
  deals: {amount: {existing: number}}
associations:
  contacts: {deals: {decision_maker: {label: Decision maker, inverseLabel: Decided by}}}
conditions:
  decides: {associated: {object: deals, label: decision_maker, where: {property: deals.amount, at_least: 5}}}
segments:
  deciders: {object: contacts, name: Deciders, type: dynamic, where: decides}
"""


@pytest.fixture
def project(make_project):
    """The blueprint, in a project of its own."""
    return make_project(blueprint=BLUEPRINT, locale="en")


def test_the_label_is_made_first_and_its_id_is_used(project):
    """One run makes both; the filter holds the type id that HubSpot gave the label on the contacts' side."""
    project.apply()

    person = Person(project.emulator)
    labels = person("GET", "/crm/associations/2026-09/contacts/deals/labels")["results"]
    given = {row["label"]: row["typeId"] for row in labels}["Decision maker"]
    (segment,) = project.tables()["lists"].values()
    branch = segment["filterBranch"]["filterBranches"][0]["filterBranches"][0]
    assert branch["filterBranchType"] == "ASSOCIATION"
    assert (branch["associationTypeId"], branch["associationCategory"]) == (given, "USER_DEFINED")


def test_the_next_plan_is_empty(project):
    """The id reads as the label's name again."""
    project.apply()

    assert project.plan()["changes"] == []
