"""Conditions as HubSpot's filters and back: the grammar that workflows, segments and scores share."""

from revops.kinds.filters.branches import compile, decompile  # noqa: A004 - the word of the design
from revops.kinds.filters.check import problem
from revops.kinds.filters.normal import Alternatives, Leaf, alternatives, canonical
from revops.kinds.filters.operations import operation, read_operation
from revops.kinds.filters.references import described, needs, own_properties, properties, symbols
from revops.kinds.filters.rewording import reworded
from revops.model.spelling import spell

__all__ = [
    "Alternatives",
    "Leaf",
    "alternatives",
    "canonical",
    "compile",
    "decompile",
    "described",
    "needs",
    "operation",
    "own_properties",
    "problem",
    "properties",
    "read_operation",
    "reworded",
    "spell",
    "symbols",
]
