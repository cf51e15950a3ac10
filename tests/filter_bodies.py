"""Filters as HubSpot has them, for what tests send and what they expect (dossier G2)."""

from __future__ import annotations


def known(name):
    """Records that have a value of the property."""
    operation = {
        "operationType": "ALL_PROPERTY",
        "operator": "IS_KNOWN",
        "includeObjectsWithNoValueSet": False,
    }
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def all_of(*filters):
    """One conjunction."""
    both = {"filterBranchType": "AND", "filterBranchOperator": "AND"}
    return {**both, "filters": [*filters], "filterBranches": []}


def condition(*filters):
    """The root branch around one conjunction."""
    either = {"filterBranchType": "OR", "filterBranchOperator": "OR"}
    return {**either, "filters": [], "filterBranches": [all_of(*filters)]}
