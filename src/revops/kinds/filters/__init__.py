"""Conditions as HubSpot's filters and back: the grammar that workflows, segments and scores share."""

from revops.kinds.filters.branches import compile, decompile, problem  # noqa: A004 - the word of the design
from revops.kinds.filters.normal import (
    Alternatives,
    Leaf,
    alternatives,
    canonical,
    properties,
    spell,
    symbols,
)
from revops.kinds.filters.operations import operation, read_operation

__all__ = [
    "Alternatives",
    "Leaf",
    "alternatives",
    "canonical",
    "compile",
    "decompile",
    "operation",
    "problem",
    "properties",
    "read_operation",
    "spell",
    "symbols",
]
