"""A pipeline of orders goes round: its stages have a `state` (dossier D2)."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm/pipelines/2026-09/orders/wholesale/stages/delivered"
ENTRY = """\
revops: 1
pipelines:
  orders:
    wholesale:
      label: {ja: 卸売, en: Wholesale}
      stages:
        placed: {label: {ja: 受付, en: Placed}, state: OPEN}
        packed: {label: {ja: 梱包, en: Packed}}
        delivered: {label: {ja: 納品, en: Delivered}, state: CLOSED}
"""

EXAMPLE = RoundTrip(
    kind="pipeline",
    address="pipeline.orders.wholesale",
    entry=ENTRY,
    unit="stages.delivered.state",
    edit=lambda person: person.stage(PATH, metadata={"state": "OPEN"}),
)
"""A person opens the last stage again; orders need no closed one."""
