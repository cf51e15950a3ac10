"""The surfaces of HubSpot's API that the emulator serves.

Each module has `ROUTES`; some have `defaults(portal)`, which writes a new portal's content and is called
once, in this order, and `LOADERS`, which take in recorded answers (see `recordings`).
"""

from __future__ import annotations

from revops.emulator.surfaces import (
    account,
    emails,
    flows,
    forms,
    groups,
    limits,
    owners,
    pipelines,
    properties,
    property_batch,
    scores,
    teams,
    token,
    users,
)

SURFACES = (
    account,
    token,
    users,
    teams,
    owners,
    groups,
    properties,
    property_batch,
    limits,
    pipelines,
    forms,
    emails,
    flows,
    scores,
)
