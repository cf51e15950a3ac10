"""The readable form of conditions as trees, checked against property names, types and options."""

from revops.blueprint.conditions.tree import Conditions

__all__ = ["Conditions"]
