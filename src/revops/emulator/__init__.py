"""A HubSpot that remembers: the API surfaces that `revops` manages, in-process or on a loopback port.

It does: keep several portals in one SQLite file or in memory, each with HubSpot's default content; answer the
properties with their groups and validation rules, pipelines and their rules, custom objects, association
labels and limits, segments, forms, e-mails, campaigns and their assets, workflows, lead scores, sequences,
subscription types, owners, users, teams, limits and account calls under their dated, beta and legacy paths;
keep records and find them by search; refuse what HubSpot refuses, in its error envelope; ignore without a
word what HubSpot was seen to ignore; ask for scopes, tiers and betas; limit rates; lag, fail and drop
connections on order; and take edits as a person would make them in HubSpot's UI.

It does not: keep associations of records, their history, imports or files; run workflows, send mails or
compute scores and formulas; render forms; deliver webhooks; speak OAuth; or prove anything about a live
portal. It is written from published facts and observations, and where those are silent it chooses the
stricter answer. It shares no code with the client.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from revops.emulator.app import Emulator
    from revops.emulator.http import ConnectionDropped
    from revops.emulator.portal import Traits
    from revops.emulator.rate import Rate

__all__ = ["DEFAULT_PORTAL_ID", "DEFAULT_TOKEN", "ConnectionDropped", "Emulator", "Rate", "Traits"]

DEFAULT_PORTAL_ID: Final = 90000001
DEFAULT_TOKEN: Final = "pat-emulator-90000001"  # noqa: S105 - the emulator's own, good for nothing else
_HOMES: Final = {"ConnectionDropped": "http", "Emulator": "app", "Rate": "rate", "Traits": "portal"}


def __getattr__(name: str) -> Any:
    """The names above, from their modules; a client of an emulator elsewhere needs none of them."""
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
