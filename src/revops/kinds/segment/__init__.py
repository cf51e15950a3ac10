"""Segments, which HubSpot's API calls lists: who belongs to them, by conditions or by hand (dossier G)."""

from revops.kinds.segment.kind import SegmentKind

__all__ = ["SegmentKind"]
