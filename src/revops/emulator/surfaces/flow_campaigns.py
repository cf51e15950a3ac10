"""`/flows/email-campaigns`: which campaign an e-mail of a workflow is counted under (dossier F1).

When HubSpot makes the campaign is unverified: here when a workflow that sends the e-mail is switched on.
"""

from __future__ import annotations

from revops.emulator.http import Ask, Json, Refusal, Reply
from revops.emulator.paging import page
from revops.emulator.portal import Portal

_CAMPAIGNS = "flow_email_campaigns"
_SENDING = {"0-4": "content_id", "0-23": "email_content_id"}


def note_campaigns(portal: Portal, flow: Json) -> None:
    """Give every e-mail that an enabled flow sends a campaign, once per flow."""
    table = portal.table(_CAMPAIGNS)
    for action in flow["actions"] if flow["isEnabled"] else []:
        if field := _SENDING.get(action.get("actionTypeId", "")):
            key = f"{flow['id']}/{action['fields'][field]}"
            if key not in table:
                table[key] = {
                    "flowId": flow["id"],
                    "emailCampaignId": portal.new_id(),
                    "emailContentId": action["fields"][field],
                }


def campaigns(ask: Ask) -> Reply:
    """The campaigns of all workflows, or of those named by `flowId`; pages go forward only."""
    if ask.one("before"):
        raise Refusal(400, "the emulator pages forward only: after")
    wanted = [flow_id for flow_id in ask.query.get("flowId", []) if flow_id]
    every = ask.portal.table(_CAMPAIGNS).values()
    found = [entry for entry in every if not wanted or entry["flowId"] in wanted]
    return Reply(200, page(ask, found, most=100, key="emailCampaignId"))
