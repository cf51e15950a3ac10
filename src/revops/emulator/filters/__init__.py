"""The filter language of lists, workflows and scores, checked as strictly as HubSpot's documents read."""

from revops.emulator.filters.branches import and_branch, event_branch, reenrolment_branch, tree
from revops.emulator.filters.events import EVENT_TYPES
from revops.emulator.filters.kinds import property_filter
from revops.emulator.filters.operations import OPERATIONS, legal_operations, operation

__all__ = [
    "EVENT_TYPES",
    "OPERATIONS",
    "and_branch",
    "event_branch",
    "legal_operations",
    "operation",
    "property_filter",
    "reenrolment_branch",
    "tree",
]
