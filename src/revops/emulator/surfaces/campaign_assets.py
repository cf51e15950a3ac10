"""`/marketing/campaigns/.../assets`: what belongs to a campaign (HubSpot's description of them).

The description of v3 lists in words what can be put into a campaign; the names of these types are from
published code. What no source tells and the emulator chooses: an asset that does not exist, or is not in the
campaign, is a 404; of pages, files, posts, calls and the like it holds none. An e-mail says itself which
campaign it belongs to, so it belongs to one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.portal import Portal
from revops.emulator.surfaces.campaign_table import existing, served
from revops.emulator.surfaces.campaign_values import is_date
from revops.emulator.surfaces.list_table import DYNAMIC
from revops.emulator.surfaces.offset_paging import page

TYPES: Final = (
    "AD_CAMPAIGN", "AUTOMATION_PLATFORM_FLOW", "BLOG_POST", "CALL", "CASE_STUDY", "CTA", "EMAIL",
    "EXTERNAL_WEB_URL", "FEEDBACK_SURVEY", "FILE_MANAGER_FILE", "FORM", "KNOWLEDGE_ARTICLE", "LANDING_PAGE",
    "MARKETING_EMAIL", "MARKETING_EVENT", "MARKETING_SMS", "MEDIA", "MEETING_EVENT", "OBJECT_LIST",
    "PLAYBOOK", "PODCAST_EPISODE", "SALES_DOCUMENT", "SEQUENCE", "SITE_PAGE", "SOCIAL_BROADCAST",
    "WEB_INTERACTIVE",
)  # fmt: skip
USUAL_PAGE, LARGEST_PAGE = 10, 100
"""Assets per page: the usual number is of HubSpot's description, the highest chosen on the careful side."""
_TABLE: Final = "campaign_assets"
"""By `<campaign>/<type>/<asset>`; e-mails have it in a field of their own."""
_EMAIL: Final = "MARKETING_EMAIL"


def assets_of(portal: Portal, campaign_guid: str) -> dict[str, list[dict[str, Json]]]:
    """Id and name of what belongs to a campaign, by type; a workflow may have no name."""
    found: dict[str, list[dict[str, Json]]] = {}
    for kind, asset_id in _held(portal, campaign_guid):
        asset = _asset(portal, kind, asset_id)
        if asset is not None:
            named = {"name": asset["name"]} if "name" in asset else {}
            found.setdefault(kind, []).append({"id": asset_id, **named})
    return found


def forget(portal: Portal, campaign_guid: str) -> None:
    """The campaign is gone: what belonged to it stays and belongs to none."""
    for kind, asset_id in list(_held(portal, campaign_guid)):
        _remove(portal, campaign_guid, kind, asset_id)


def _list(ask: Ask) -> Reply:
    """Those of one type; with both dates come metrics, which nothing here has."""
    campaign, kind = existing(ask), _kind(ask)
    assets = assets_of(ask.portal, campaign["id"]).get(kind, [])
    if all([_date(ask, "startDate"), _date(ask, "endDate")]):
        assets = [{**asset, "metrics": {}} for asset in assets]
    return Reply(200, page(ask, assets, USUAL_PAGE, LARGEST_PAGE))


def _put(ask: Ask) -> Reply:
    """A 204, the second time, too."""
    campaign, kind, asset_id = existing(ask), _kind(ask), ask.args["asset_id"]
    if _asset(ask.portal, kind, asset_id) is None:
        raise Refusal(404, f"No {kind} found with id {asset_id}", "OBJECT_NOT_FOUND")
    if kind == _EMAIL:
        named = {"campaign": campaign["id"], "campaignName": campaign["properties"]["hs_name"]}
        _change_email(ask.portal, asset_id, lambda email: {**email, **named})
    else:
        ask.portal.table(_TABLE)[f"{campaign['id']}/{kind}/{asset_id}"] = {}
    return Reply(204)


def _take_out(ask: Ask) -> Reply:
    campaign, kind, asset_id = existing(ask), _kind(ask), ask.args["asset_id"]
    if (kind, asset_id) not in _held(ask.portal, campaign["id"]):
        raise Refusal(404, f"No {kind} with id {asset_id} is in the campaign", "OBJECT_NOT_FOUND")
    _remove(ask.portal, campaign["id"], kind, asset_id)
    return Reply(204)


def _held(portal: Portal, campaign_guid: str) -> Iterator[tuple[str, str]]:
    """Type and id of every asset, also of one that has been deleted since."""
    for key in portal.table(_TABLE):
        campaign, kind, asset_id = key.split("/", 2)
        if campaign == campaign_guid:
            yield kind, asset_id
    for email in portal.table("emails").values():
        if email.get("campaign") == campaign_guid:
            yield _EMAIL, email["id"]


def _remove(portal: Portal, campaign_guid: str, kind: str, asset_id: str) -> None:
    if kind == _EMAIL:
        own = ("campaign", "campaignName")
        _change_email(portal, asset_id, lambda email: {key: email[key] for key in email if key not in own})
    else:
        del portal.table(_TABLE)[f"{campaign_guid}/{kind}/{asset_id}"]


def _change_email(portal: Portal, email_id: str, change: Callable[[Json], Json]) -> None:
    emails = portal.table("emails")
    emails[email_id] = {**change(emails[email_id]), "updatedAt": portal.now()}


def _kind(ask: Ask) -> str:
    kind = ask.args["asset_type"]
    if kind not in TYPES:
        raise Refusal(400, f"assetType must be one of: {', '.join(TYPES)}")
    return kind


def _date(ask: Ask, name: str) -> str:
    sent = ask.one(name)
    if sent and not is_date(sent):
        raise Refusal(400, f"{name} must be a date such as 2026-10-30")
    return sent


def _asset(portal: Portal, kind: str, asset_id: str) -> Json:
    """An asset that is not archived, None where there is none; segments are static ones (the description)."""
    table = _TABLES.get(kind)
    body = portal.table(table).get(asset_id) if table else None
    if body is None or body.get("archived") or body.get("processingType") == DYNAMIC:
        return None
    return body


_TABLES: Final = {
    "AUTOMATION_PLATFORM_FLOW": "flows",
    "FORM": "forms",
    "OBJECT_LIST": "lists",
    "SEQUENCE": "sequences",
    _EMAIL: "emails",
}
"""Where those types stand of which the emulator knows any."""
_OF_TYPE: Final = "/<campaign_guid>/assets/<asset_type>"
ROUTES: tuple[Route, ...] = (
    *served("GET", _OF_TYPE, _list),
    *served("PUT", f"{_OF_TYPE}/<asset_id>", _put),
    *served("DELETE", f"{_OF_TYPE}/<asset_id>", _take_out),
)
