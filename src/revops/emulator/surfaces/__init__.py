"""The surfaces of HubSpot's API that the emulator serves.

Each module has `ROUTES`; some have `defaults(portal)`, which writes a new portal's content and is called
once, in this order, and `LOADERS`, which take in recorded answers (see `recordings`).
"""

from __future__ import annotations

from revops.emulator.surfaces import (
    account,
    association_limits,
    associations,
    emails,
    flows,
    forms,
    groups,
    limits,
    owners,
    pipelines,
    properties,
    property_batch,
    record_batch,
    record_search,
    records,
    schemas,
    scores,
    teams,
    token,
    users,
    validations,
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
    validations,
    limits,
    schemas,
    pipelines,
    associations,
    association_limits,
    forms,
    emails,
    flows,
    scores,
    records,
    record_batch,
    record_search,
)
