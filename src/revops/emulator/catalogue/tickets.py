"""Default groups and properties of tickets (dossier N1, N5)."""

from __future__ import annotations

from revops.emulator.catalogue.rows import Row, activities, computed, owned, system

GROUPS = (
    ("ticketinformation", "Ticket information"),
    ("ticket_activity", "Ticket activity"),
    ("ticketstages", "Ticket stages"),
)
_INFO = "ticketinformation"
_PRIORITY = (("LOW", "Low"), ("MEDIUM", "Medium"), ("HIGH", "High"), ("URGENT", "Urgent"))
_CATEGORY = (
    ("PRODUCT_ISSUE", "Product Issue"),
    ("BILLING_ISSUE", "Billing Issue"),
    ("FEATURE_REQUEST", "Feature Request"),
    ("GENERAL_INQUIRY", "General Inquiry"),
)
_SOURCE = (("CHAT", "Chat"), ("EMAIL", "Email"), ("FORM", "Form"), ("PHONE", "Phone"))
_RESOLUTION = (("ISSUE_FIXED", "Issue Fixed"), ("NO_FIX", "No Fix"), ("OTHER", "Other"))
PROPERTIES = (
    Row("subject", "Ticket name", "string", "text", _INFO),
    Row("content", "Ticket description", "string", "textarea", _INFO),
    Row("hs_pipeline", "Pipeline", "enumeration", "select", _INFO),
    Row("hs_pipeline_stage", "Ticket status", "enumeration", "select", _INFO),
    Row("hs_ticket_priority", "Priority", "enumeration", "select", _INFO, _PRIORITY, open=True),
    Row("hs_ticket_category", "Category", "enumeration", "checkbox", _INFO, _CATEGORY, open=True),
    Row("hs_resolution", "Resolution", "enumeration", "select", _INFO, _RESOLUTION, open=True),
    Row("source_type", "Source", "enumeration", "select", _INFO, _SOURCE, open=True),
    owned("hubspot_owner_id", "Ticket owner", _INFO),
    computed("createdate", "Create date", "datetime", "date", _INFO),
    computed("closed_date", "Close date", "datetime", "date", _INFO),
    computed("time_to_close", "Time to close", "number", "number", _INFO),
    computed("hs_lastmodifieddate", "Last modified date", "datetime", "date", _INFO),
    *system(_INFO),
    *activities("ticket_activity"),
)
