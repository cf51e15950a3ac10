"""The packs that ship with the tool: versioned folders of blueprint files, found by name."""

from revops.packs.shelf import Manifest, Pack, Shelf, Unreadable, shipped

__all__ = ["Manifest", "Pack", "Shelf", "Unreadable", "shipped"]
