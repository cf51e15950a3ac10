"""A pipeline of deals goes round with its stages."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
pipelines:
  deals:
    upsell:
      label: {ja: アップセル, en: Upsell}
      stages:
        offered: {label: {ja: 提案, en: Offered}, probability: 0.6}
        won: {label: {ja: 成立, en: Won}, probability: 1}
        lost: {label: {ja: 不成立, en: Lost}, probability: 0}
"""

EXAMPLE = RoundTrip(
    kind="pipeline",
    address="pipeline.deals.upsell",
    entry=ENTRY,
    unit="stages.offered.probability",
    edit=lambda person: person.stage(
        "/crm/pipelines/2026-09/deals/upsell/stages/offered", metadata={"probability": "0.7"}
    ),
)
