"""A campaign goes round."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
campaigns:
  launch:
    name: {ja: 新製品の発表, en: Launch}
    start: 2026-12-01
    end: 2026-12-31   # the trade fair
    notes: {ja: 春の展示会, en: Spring fair}   # agreed with sales
    goal: {ja: 商談30件, en: 30 deals}
    audience: {ja: 既存顧客, en: Customers}
    status: planned
    owner: ma_operator
"""
CAMPAIGNS = "/marketing/campaigns/2026-09"


def notes(person):
    """Save other notes."""
    listed = person("GET", CAMPAIGNS)["results"]
    person("PATCH", f"{CAMPAIGNS}/{listed[0]['id']}", {"properties": {"hs_notes": "秋の展示会"}})


EXAMPLE = RoundTrip(kind="campaign", address="campaign.launch", entry=ENTRY, unit="notes", edit=notes)
