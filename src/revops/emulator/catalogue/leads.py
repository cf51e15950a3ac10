"""Default groups and properties of leads (dossier N6); the group's name is unverified."""

from __future__ import annotations

from revops.emulator.catalogue.rows import Row, computed, owned, system

GROUPS = (("leadinformation", "Lead information"),)
_INFO = "leadinformation"
_TYPES = (("NEW_BUSINESS", "New business"), ("UPSELL", "Upsell"), ("RE_ENGAGEMENT", "Re-engagement"))
_LABELS = (("HOT", "Hot"), ("WARM", "Warm"), ("COLD", "Cold"))
PROPERTIES = (
    Row("hs_lead_name", "Lead name", "string", "text", _INFO),
    Row("hs_lead_type", "Lead type", "enumeration", "select", _INFO, _TYPES, open=True),
    Row("hs_lead_label", "Lead label", "enumeration", "select", _INFO, _LABELS, open=True),
    Row("hs_pipeline", "Pipeline", "enumeration", "select", _INFO),
    Row("hs_pipeline_stage", "Lead stage", "enumeration", "select", _INFO),
    owned("hubspot_owner_id", "Lead owner", _INFO),
    computed("hs_createdate", "Create date", "datetime", "date", _INFO),
    *system(_INFO),
)
