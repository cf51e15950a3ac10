"""Event types by name: what a score counts and what enrols (dossier, F3)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

EVENTS: Mapping[str, str] = MappingProxyType(
    {
        "page_visited": "4-96000",
        "form_submitted": "4-1639801",
        "form_interaction": "4-1639799",
        "form_viewed": "4-1639797",
        "ad_interaction": "4-1553675",
        "email_sent": "4-667638",
        "email_delivered": "4-665536",
        "email_opened": "4-666440",
        "email_link_clicked": "4-666288",
        "email_replied": "4-665538",
        "email_bounced": "4-5470331",
        "subscription_updated": "4-666289",
        "cta_clicked": "4-1555805",
        "cta_viewed": "4-1555804",
        "meeting_booked": "4-1720599",
        "meeting_outcome_changed": "4-1724222",
        "call_started": "4-1733817",
        "call_ended": "4-1741072",
        "sequence_enrolled": "4-675777",
        "sequence_finished": "4-675778",
        "sequence_unenrolled": "4-675776",
        "sequence_meeting_booked": "4-675773",
        "workflow_goal_achieved": "4-1753168",
        "sms_sent": "4-1719453",
        "sms_delivered": "4-1721168",
        "sms_clicked": "4-1722276",
    }
)
"""Name -> `eventTypeId`."""

EVENT_NAMES: Mapping[str, str] = MappingProxyType({number: name for name, number in EVENTS.items()})
"""`eventTypeId` -> name."""
