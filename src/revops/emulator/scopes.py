"""Every scope that a token can hold here: what introspection lists for a token that is not limited."""

from __future__ import annotations

from revops.emulator.object_types import STANDARD

_WORDS = (*(kind.name for kind in STANDARD), "custom")
# Dossier B8, D3, D5, E, F1, H, I, K.
_OTHERS = (
    "account-info.security.read",
    "automation",
    "automation.sequences.read",
    "automation.sequences.write",
    "communication_preferences.read",
    "communication_preferences.read_write",
    "content",
    "crm-pipelines-governance-read",
    "crm-pipelines-governance-write",
    "crm-pipelines-locked-stages-access",
    "crm-pipelines-locked-stages-write",
    "crm.lists.read",
    "crm.lists.write",
    "crm.objects.owners.read",
    "crm.pipelines.orders.read",
    "crm.pipelines.orders.write",
    "deal-approval-read",
    "e-commerce",
    "forms",
    "marketing-email",
    "marketing.campaigns.read",
    "marketing.campaigns.write",
    "mh-lead-scoring-edit",
    "mh-lead-scoring-view",
    "oauth",
    "pipeline-level-permissions-access",
    "pipeline-level-permissions-write",
    "settings.currencies.read",
    "settings.currencies.write",
    "settings.users.read",
    "settings.users.write",
    "settings.users.teams.read",
    "settings.users.teams.write",
    "tickets",
    "transactional-email",
)
ALL = frozenset(_OTHERS) | {
    f"crm.{area}.{word}.{verb}"
    for area in ("schemas", "objects")
    for word in _WORDS
    for verb in ("read", "write")
}
