"""HubSpot's lead pipeline goes round by its labels: what closes its stages is no unit (dossier D2, D4)."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm/pipelines/2026-09/leads/lead-pipeline-id/stages/attempting-stage-id"
ENTRY = """\
revops: 1
pipelines:
  leads:
    lead-pipeline-id:
      stages:
        new-stage-id: {label: {ja: 新規, en: Fresh}}
        attempting-stage-id: {label: {ja: 連絡中, en: Trying}}
        nurture: {label: {ja: 育成, en: Nurture}}
        qualified-stage-id: {label: {ja: 見込みあり, en: Likely}}
"""

EXAMPLE = RoundTrip(
    kind="pipeline",
    address="pipeline.leads.lead-pipeline-id",
    entry=ENTRY,
    unit="stages.attempting-stage-id.label",
    edit=lambda person: person.stage(PATH, label="架電中"),
    removal="blocked",
)
