"""A checklist item goes round as far as it can: no portal holds it, so nobody edits it there."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
checklist:
  tracking_code: {title: {ja: トラッキングコード設置, en: Install the tracking code}}
"""

EXAMPLE = RoundTrip(
    kind="checklist",
    address="checklist.tracking_code",
    entry=ENTRY,
    removal="none",
)
