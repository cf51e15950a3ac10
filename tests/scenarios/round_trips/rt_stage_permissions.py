"""Who may edit a stage goes round; HubSpot has no request that takes it all back."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
stagePermissions:
  deals:
    default:
      stages:
        closedwon: {roles: [sales_rep, nps_ltv_owner], teams: [Sales]}   # whoever keeps the contracts
        closedlost: everyone
"""

PATH = "/crm/pipelines-rules/2026-09-beta/0-3/default/stage-edit-permissions"


def other_editors(person):
    stages = [
        {name: value for name, value in stage.items() if name != "label"}
        for stage in person("GET", PATH)["stages"]
    ]
    for stage in stages:
        if stage["pipelineStageId"] == "closedwon":
            stage["userIds"] = ["1002"] if "1002" not in stage["userIds"] else ["1001"]
    person("PUT", PATH, {"stages": stages})


EXAMPLE = RoundTrip(
    kind="stage_permissions",
    address="stage_permissions.deals.default",
    entry=ENTRY,
    unit="stages.closedwon",
    edit=other_editors,
    removal="manual",
)
