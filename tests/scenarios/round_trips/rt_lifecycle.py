"""Lifecycle stages go round, but for the removal: HubSpot ships them."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
lifecycle:
  dormant: {create: true, after: customer, label: {ja: 休眠, en: Dormant}}
"""

EXAMPLE = RoundTrip(
    kind="lifecycle",
    address="lifecycle.contacts",
    entry=ENTRY,
    unit="stages.dormant.label",
    edit=lambda person: person("PATCH", person.lifecycle_stage("休眠"), {"label": "停止", "metadata": {}}),
    removal="blocked",
)
