"""Switching marketing e-mails on and off: publish and unpublish (dossier, section I)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.admission import require
from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.email_body import DRAFTS
from revops.emulator.surfaces.email_defaults import TABLE
from revops.emulator.surfaces.email_times import parsed
from revops.emulator.surfaces.email_writes import BUFFERS, check_unsent
from revops.emulator.surfaces.emails import TWINS, existing

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCOPES = ("marketing-email", "transactional-email")
_HUBS = ("marketing",)


def publish_email(ask: Ask) -> Reply:
    """An automated e-mail can be sent by workflows from now on; a batch e-mail goes out or is scheduled.

    What waits in the draft becomes the e-mail.

    Raises:
        Refusal: 403 below Marketing Hub Enterprise without the add-on for transactional e-mail (HubSpot's
            description of the operation); 400 for an e-mail that lacks something, or has nothing to publish.
    """
    _check_subscription(ask)
    email, buffers = existing(ask), ask.portal.table(BUFFERS)
    waiting = buffers.pop(email["id"], {})
    if email.get("isPublished") and not waiting:
        raise Refusal(400, f"The email {email['id']} is published already")
    whole = {**email, **waiting}
    if missing := list(_missing(whole)):
        raise Refusal(400, f"The email {email['id']} cannot be published without {', '.join(missing)}")
    ask.portal.table(TABLE)[email["id"]] = {**whole, **_published(ask, whole)}
    return Reply(204)


def unpublish_email(ask: Ask) -> Reply:
    """An automated or a scheduled e-mail is a draft again.

    Raises:
        Refusal: 400 where it is no published one, went out already, or a workflow that is on sends it. What
            HubSpot says to the last is unverified, so it is refused.
    """
    email, now = existing(ask), ask.portal.now()
    if not email.get("isPublished"):
        raise Refusal(400, f"The email {email['id']} is not published")
    if email["state"] == "PUBLISHED":
        raise Refusal(400, f"The email {email['id']} has been sent")
    check_unsent(ask.portal, email["id"])
    off = {"state": DRAFTS[email["subcategory"]], "isPublished": False, "unpublishedAt": now}
    ask.portal.table(TABLE)[email["id"]] = {**email, **off, "updatedAt": now}
    return Reply(204)


def _check_subscription(ask: Ask) -> None:
    """Beyond what the route asks of the tier; the dossier's Professional is marked there as not checked."""
    if not ask.portal.has("transactional-add-on"):
        require(ask.portal.traits, "enterprise", *_HUBS)


def _missing(email: dict[str, Json]) -> Iterator[str]:
    """What an e-mail needs before it can go out; the list is the editor's own."""
    sender, target = email.get("from", {}), email.get("to", {})
    needed = {
        "a subject": email.get("subject"),
        "from.fromName": sender.get("fromName"),
        "from.replyTo": sender.get("replyTo"),
        "subscriptionDetails.subscriptionId": email.get("subscriptionDetails", {}).get("subscriptionId"),
    }
    if email["subcategory"] == "batch":
        needed["recipients"] = any(part.get("include") for part in target.values() if isinstance(part, dict))
    yield from (what for what, there in needed.items() if not there)


def _published(ask: Ask, email: dict[str, Json]) -> dict[str, Json]:
    now = ask.portal.now()
    times = {"publishedAt": now, "publishedById": ask.portal.user_id, "updatedAt": now}
    if email["subcategory"] == "automated":
        return {**times, "state": "AUTOMATED", "isPublished": True, "publishDate": now}
    at, present = parsed(email.get("publishDate", "")), parsed(now)
    if at and present and at > present:
        return {**times, "state": "SCHEDULED", "isPublished": True}
    return {**times, "state": "PUBLISHED", "isPublished": True, "publishDate": now}


ROUTES = tuple(
    Route(
        "POST",
        f"{base}/<email_id>/{word}",
        handler,
        versions,
        _SCOPES,
        tier="professional",
        hubs=_HUBS,
        write=True,
    )
    for base, versions in TWINS
    for word, handler in (("publish", publish_email), ("unpublish", unpublish_email))
)
