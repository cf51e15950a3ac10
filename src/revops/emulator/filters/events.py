"""Event types by id (dossier F3)."""

from __future__ import annotations

PROPERTY_CHANGED = "4-655002"

EVENT_TYPES = {
    PROPERTY_CHANGED: "property value changed",
    "4-1463224": "CRM object created",
    "4-1639801": "form submission",
    "4-1639799": "form interaction",
    "4-1639797": "form view",
    "4-96000": "page visited",
    "4-1553675": "ad interaction",
    "4-667638": "marketing email sent",
    "4-665536": "email delivered",
    "4-666440": "email opened",
    "4-666288": "email link clicked",
    "4-665538": "email replied",
    "4-5470331": "email bounced",
    "4-666289": "subscription updated",
    "4-1555805": "CTA clicked",
    "4-1555804": "CTA viewed",
    "4-1720599": "meeting booked",
    "4-1724222": "meeting outcome changed",
    "4-1733817": "call started",
    "4-1741072": "call ended",
    "4-1814177": "playbook logged",
    "4-675777": "sequence enrolled",
    "4-675778": "sequence finished",
    "4-675776": "sequence unenrolled",
    "4-675773": "sequence meeting booked",
    "4-1753168": "workflow goal achieved",
    "4-1466013": "workflow enrolled",
    "4-1466014": "workflow unenrolled",
    "4-1719453": "SMS sent",
    "4-1721168": "SMS delivered",
    "4-1722276": "SMS clicked",
}
"""Event type ids that triggers, waits and scores may name; any other is refused."""
