"""Workflows: symbolic steps in a blueprint, HubSpot's flow documents on the wire (dossier F)."""

from revops.kinds.workflow.kind import WorkflowKind

__all__ = ["WorkflowKind"]
