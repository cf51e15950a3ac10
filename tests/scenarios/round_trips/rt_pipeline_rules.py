"""The rules of a pipeline go round, with an approval."""

from __future__ import annotations

from round_trip import RoundTrip

AROUND = """\
revops: 1
pipelines:
  deals:
    default:
      stages:
        contractsent: {label: {ja: 契約, en: Contract}}
"""

ENTRY = """\
revops: 1
pipelineRules:
  deals:
    default:
      noSkipping: true
      noBackwards: [closedwon, closedlost]   # what is closed stays closed
      createIn: [appointmentscheduled]
      approval:
        stage: contractsent
        approvers: [sales_rep, pipeline_manager]
        mode: all
        comment: {ja: 値引きを確認, en: Look at the discount}
        when: {property: deals.amount, at_least: 1000000}
properties:
  deals:
    amount: {existing: number}
"""

PATH = "/crm/pipelines-rules/2026-09-beta/0-3/default"


def other_backwards(person):
    rule = person("GET", PATH)["governanceValidationRules"]["noBackwardsMovementRule"]
    now = rule["pipelineStageIds"]
    ids = [*now, "contractsent"] if "contractsent" not in now else ["closedwon"]
    person("PATCH", PATH, {"noBackwardsMovementRule": {**rule, "pipelineStageIds": ids}})


EXAMPLE = RoundTrip(
    kind="pipeline_rules",
    address="pipeline_rules.deals.default",
    around=AROUND,
    entry=ENTRY,
    unit="noBackwards",
    edit=other_backwards,
    tier="enterprise",
)
