"""The surfaces of HubSpot's API that the emulator serves.

Each module has `ROUTES`; some have `defaults(portal)`, which writes a new portal's content and is called
once, in this order, and `LOADERS`, which take in recorded answers (see `recordings`).
"""

from __future__ import annotations

from revops.emulator.surfaces import (
    account,
    association_limits,
    associations,
    campaigns,
    email_publishing,
    email_writes,
    emails,
    flows,
    forms,
    groups,
    limits,
    lists,
    owners,
    pipeline_rules,
    pipelines,
    properties,
    property_batch,
    record_batch,
    record_search,
    records,
    schemas,
    scores,
    sequences,
    subscriptions,
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
    pipeline_rules,
    associations,
    association_limits,
    subscriptions,
    lists,
    forms,
    campaigns,
    emails,
    email_writes,
    email_publishing,
    sequences,
    flows,
    scores,
    records,
    record_batch,
    record_search,
)
