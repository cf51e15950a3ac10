"""The e-mails of a new portal of the embedded kind, as its people made them; HubSpot itself ships none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from revops.emulator.http import Json
    from revops.emulator.portal import Portal

TABLE = "emails"

# state: type, subcategory, whether it is published
_STATES = {
    "AUTOMATED": ("AUTOMATED_EMAIL", "automated", True),
    "AUTOMATED_DRAFT": ("AUTOMATED_EMAIL", "automated", False),
    "PUBLISHED": ("BATCH_EMAIL", "batch", True),
    "DRAFT": ("BATCH_EMAIL", "batch", False),
}

# A workflow that names `thanks` finds it, one that names `case_study` does not: both ways of a blueprint's
# `email: NAME, else: ...` come up in a new portal.
SHIPPED = (
    ("thanks", "資料ダウンロードのお礼", "AUTOMATED"),
    ("last_call", "最後のご案内", "AUTOMATED"),
    ("webinar", "ウェビナーのご案内", "AUTOMATED_DRAFT"),
    ("newsletter", "メールマガジン", "PUBLISHED"),
    ("newsletter_next", "メールマガジン 次号", "DRAFT"),
)


def add_email(
    portal: Portal, name: str, *, subject: str = "", state: str = "AUTOMATED", archived: bool = False
) -> str:
    """Put an e-mail into a portal, as somebody at HubSpot's editor would.

    Args:
        portal: Where it goes.
        name: Its internal name, which nothing keeps unique.
        subject: Its subject; the name where there is none.
        state: AUTOMATED, AUTOMATED_DRAFT, PUBLISHED or DRAFT.
        archived: Whether it was archived since.

    Returns:
        Its id, a number.
    """
    email, now = bare(portal, name), portal.now()
    kind, subcategory, published = _STATES[state]
    times = {"publishDate": now, "publishedAt": now, "publishedById": portal.user_id}
    portal.table(TABLE)[email["id"]] = {
        **email,
        "subject": subject or name,
        "state": state,
        "type": kind,
        "subcategory": subcategory,
        "isPublished": published,
        **(times if published else {}),
        "archived": archived,
        "from": {"fromName": "マーケティング", "replyTo": "marketing@example.com"},
        "subscriptionDetails": _subscription(portal),
    }
    return str(email["id"])


def bare(portal: Portal, name: str) -> dict[str, Json]:
    """A new draft of a batch e-mail with what HubSpot shows of it where nothing was said (chosen here)."""
    now = portal.now()
    return {
        "id": portal.new_id(),
        "name": name,
        "subject": "",
        "state": "DRAFT",
        "type": "BATCH_EMAIL",
        "subcategory": "batch",
        "isPublished": False,
        "createdAt": now,
        "createdById": portal.user_id,
        "updatedAt": now,
        "updatedById": portal.user_id,
        "archived": False,
        "activeDomain": "",
        "emailTemplateMode": "DRAG_AND_DROP",
        "from": {},
        "isAb": False,
        "isTransactional": False,
        "jitterSendTime": False,
        "language": "ja",
        "sendOnPublish": True,
        "subscriptionDetails": {},
        "to": {"contactIds": {"exclude": [], "include": []}, "suppressGraymail": True},
    }


def _subscription(portal: Portal) -> dict[str, Json]:
    """The subscription type that people chose: the first that there is."""
    return {"subscriptionId": next(iter(portal.table("subscription_definitions")), "")}
