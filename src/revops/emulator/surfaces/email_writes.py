"""Making, changing, copying and archiving marketing e-mails, and their drafts (dossier, section I).

A draft is a buffer beside the e-mail, which does not show it until it is published. A/B tests, RSS e-mails
and revisions are not served.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.check import body_of, boolean, check, filled
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.email_body import create_body, language, not_archived, patch_body, settled
from revops.emulator.surfaces.email_defaults import TABLE, bare
from revops.emulator.surfaces.emails import TWINS, existing

if TYPE_CHECKING:
    from revops.emulator.portal import Portal

BUFFERS = "email_drafts"
"""The changes that wait for a publish, by the id of their e-mail."""
_KIND = ("subcategory", "type", "state")
_COPIED = (
    "activeDomain",
    "content",
    "emailTemplateMode",
    "from",
    "jitterSendTime",
    "language",
    "sendOnPublish",
    "subcategory",
    "subject",
    "subscriptionDetails",
    "to",
    "webversion",
)
"""What a copy takes over."""


def create_email(ask: Ask) -> Reply:
    """A draft: of a batch e-mail unless the body says that it is an automated one."""
    check(ask.body, create_body(ask.portal))
    email = {**bare(ask.portal, ask.body["name"]), **_changes(ask.portal, ask.body)}
    ask.portal.table(TABLE)[email["id"]] = email
    return Reply(201, email, {"Location": f"{ask.path.rstrip('/')}/{email['id']}"})


def update_email(ask: Ask) -> Reply:
    """A change of the e-mail itself; `archived=true` finds an archived one, `archived: false` restores it.

    Raises:
        Refusal: 400 for a published e-mail with the variant `published-emails-locked`; no source tells.
    """
    email = existing(ask)
    check(ask.body, patch_body(ask.portal, archived=boolean))
    if email.get("isPublished") and ask.portal.has("published-emails-locked"):
        raise Refusal(400, f"The email {email['id']} is published: change its draft")
    if ask.body.get("archived"):
        check_unsent(ask.portal, email["id"])
    return Reply(200, _kept(ask, {**email, **_sent(ask, email)}))


def clone_email(ask: Ask) -> Reply:
    """A copy as a draft. The name of a copy that none is given to is the emulator's own."""
    sent = body_of(ask, {"id": filled}, {"cloneName": filled, "language": language})
    email: dict[str, Json] = ask.portal.table(TABLE).get(sent["id"], {"archived": True})
    if email.get("archived"):
        raise Refusal(404, f"No email found with id {sent['id']}", "OBJECT_NOT_FOUND")
    made = bare(ask.portal, sent.get("cloneName", f"{email['name']} (clone)"))
    content = {key: email[key] for key in _COPIED if key in email}
    language_of = {"language": sent["language"]} if "language" in sent else {}
    copy = {**made, **settled(content), **language_of, "clonedFrom": email["id"]}
    ask.portal.table(TABLE)[copy["id"]] = copy
    return Reply(200, copy)


def delete_email(ask: Ask) -> Reply:
    """Archives an e-mail; with `archived=true` one that is archived is gone for good.

    Raises:
        Refusal: 400 where a workflow that is on sends it; no source tells, so it is refused.
    """
    email = existing(ask)
    check_unsent(ask.portal, email["id"])
    ask.portal.table(BUFFERS).pop(email["id"], None)
    if email.get("archived"):
        del ask.portal.table(TABLE)[email["id"]]
    else:
        _kept(ask, {**email, "archived": True, "updatedAt": ask.portal.now()})
    return Reply(204)


def read_draft(ask: Ask) -> Reply:
    """The e-mail as it will be once it is published; as it is where no change waits."""
    email = existing(ask)
    return Reply(200, {**email, **ask.portal.table(BUFFERS).get(email["id"], {})})


def update_draft(ask: Ask) -> Reply:
    """A change that waits for the next publish."""
    email, buffers = existing(ask), ask.portal.table(BUFFERS)
    check(ask.body, patch_body(ask.portal, archived=not_archived))
    buffers[email["id"]] = {**buffers.get(email["id"], {}), **_sent(ask, email)}
    return Reply(200, {**email, **buffers[email["id"]]})


def reset_draft(ask: Ask) -> Reply:
    """The draft is a copy of the live e-mail again."""
    ask.portal.table(BUFFERS).pop(existing(ask)["id"], None)
    return Reply(204)


def check_unsent(portal: Portal, email_id: str) -> None:
    """Raises 400 where an enabled workflow sends the e-mail (dossier F5: actions 0-4 and 0-23)."""
    for flow in portal.table("flows").values():
        if flow["isEnabled"] and any(_sends(action, email_id) for action in flow["actions"]):
            raise Refusal(400, f"The email {email_id} is sent by the workflow {flow.get('name', flow['id'])}")


def _sends(action: dict[str, Json], email_id: str) -> bool:
    fields = action.get("fields", {})
    return email_id in (fields.get("content_id"), fields.get("email_content_id"))


def _sent(ask: Ask, email: dict[str, Json]) -> dict[str, Json]:
    """The changes of a body; a published e-mail keeps its kind, and its state is not for a body to say."""
    changes = _changes(ask.portal, ask.body)
    if email.get("isPublished") and any(key in ask.body for key in _KIND):
        raise Refusal(400, f"The email {email['id']} is published: subcategory and state stay")
    return {**changes, "updatedAt": ask.portal.now(), "updatedById": ask.portal.user_id}


def _changes(portal: Portal, sent: dict[str, Json]) -> dict[str, Json]:
    """What a body says as it is kept: ids of business units are text there, and campaigns have names."""
    changes = settled(dict(sent))
    if "businessUnitId" in sent:
        changes["businessUnitId"] = str(sent["businessUnitId"])
    if "campaign" in sent:
        changes["campaignName"] = portal.table("campaigns")[sent["campaign"]]["properties"]["hs_name"]
    return changes


def _kept(ask: Ask, email: dict[str, Json]) -> dict[str, Json]:
    if email.get("archived"):
        email.setdefault("deletedAt", ask.portal.now())
    else:
        email.pop("deletedAt", None)
    ask.portal.table(TABLE)[email["id"]] = email
    return email


_OPERATIONS = (
    ("POST", "", create_email),
    ("POST", "/clone", clone_email),
    ("PATCH", "/<email_id>", update_email),
    ("DELETE", "/<email_id>", delete_email),
    ("GET", "/<email_id>/draft", read_draft),
    ("PATCH", "/<email_id>/draft", update_draft),
    ("POST", "/<email_id>/draft/reset", reset_draft),
)
ROUTES = tuple(
    Route(method, f"{base}{path}", handler, versions, ("content",), write=method != "GET")
    for base, versions in TWINS
    for method, path, handler in _OPERATIONS
)
