"""`/marketing/emails` and its v3 twin: marketing e-mails as they are read (dossier, section I)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.email_defaults import SHIPPED, TABLE, add_email
from revops.emulator.surfaces.email_times import parsed
from revops.emulator.surfaces.offset_paging import page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from revops.emulator.portal import Portal

USUAL_PAGE, LARGEST_PAGE = 10, 100
"""E-mails per page; neither number is published, the highest `limit` is chosen on the careful side."""

_TIMES = ("created", "updated", "published")
_EXTRAS = ("includeStats", "marketingCampaignNames", "variantStats", "workflowNames")
_SORTS = ("name", "createdAt", "createdBy", "updatedAt", "updatedBy")
_SORT_FIELDS = {"createdBy": "createdById", "updatedBy": "updatedById"}
# HubSpot's description of marketing e-mails, 2026-09: what `type` may ask for.
_TYPES = (
    "AB_EMAIL", "AUTOMATED_AB_EMAIL", "AUTOMATED_EMAIL", "BATCH_EMAIL", "BLOG_EMAIL", "BLOG_EMAIL_CHILD",
    "FEEDBACK_CES_EMAIL", "FEEDBACK_CUSTOM_EMAIL", "FEEDBACK_CUSTOM_SURVEY_EMAIL", "FEEDBACK_NPS_EMAIL",
    "FOLLOWUP_EMAIL", "LEADFLOW_EMAIL", "LOCALTIME_EMAIL", "MANAGE_PREFERENCES_EMAIL",
    "MARKETING_SINGLE_SEND_API", "MEMBERSHIP_EMAIL_VERIFICATION_EMAIL", "MEMBERSHIP_FOLLOW_UP_EMAIL",
    "MEMBERSHIP_OTP_LOGIN_EMAIL", "MEMBERSHIP_PASSWORD_RESET_EMAIL", "MEMBERSHIP_PASSWORD_SAVED_EMAIL",
    "MEMBERSHIP_PASSWORDLESS_AUTH_EMAIL", "MEMBERSHIP_REGISTRATION_EMAIL",
    "MEMBERSHIP_REGISTRATION_FOLLOW_UP_EMAIL", "MEMBERSHIP_VERIFICATION_EMAIL", "OPTIN_EMAIL",
    "OPTIN_FOLLOWUP_EMAIL", "RESUBSCRIBE_EMAIL", "RSS_EMAIL", "RSS_EMAIL_CHILD", "SINGLE_SEND_API",
    "SMTP_TOKEN", "TICKET_EMAIL",
)  # fmt: skip


def defaults(portal: Portal) -> None:
    """The e-mails of a portal of the embedded kind; HubSpot itself ships none."""
    for name, subject, state in SHIPPED:
        add_email(portal, name, subject=subject, state=state)


def list_emails(ask: Ask) -> Reply:
    _check_query(ask)
    found = [email for email in ask.portal.table(TABLE).values() if _wanted(ask, email)]
    for word in reversed(ask.query.get("sort", [])):
        found.sort(key=_sorted_by(word), reverse=word.startswith("-"))
    shown = [_shown(ask, email) for email in found]
    return Reply(200, {"total": len(found), **page(ask, shown, USUAL_PAGE, LARGEST_PAGE)})


def read_email(ask: Ask) -> Reply:
    """One e-mail; an archived one only where `archived=true` asks for it."""
    return Reply(200, _shown(ask, existing(ask)))


def existing(ask: Ask) -> dict[str, Json]:
    """The e-mail of the path, an archived one where the query says so; 404 where there is none."""
    email: dict[str, Json] | None = ask.portal.table(TABLE).get(ask.args["email_id"])
    if email is None or email.get("archived", False) != ask.flag("archived"):
        raise Refusal(404, f"No email found with id {ask.args['email_id']}", "OBJECT_NOT_FOUND")
    return email


def _load(portal: Portal, _args: Mapping[str, str], body: Json) -> None:
    """Take in a recorded list in place of what is there."""
    emails = portal.table(TABLE)
    emails.clear()
    emails.update({email["id"]: email for email in body["results"]})


def _check_query(ask: Ask) -> None:
    """Refuse what is wrong in a query, also where no e-mail is left to hold against it."""
    if ask.one("type", _TYPES[0]) not in _TYPES:
        raise Refusal(400, f"type must be one of: {', '.join(_TYPES)}")
    for flag in ("archived", "isPublished", *_EXTRAS):
        ask.flag(flag)
    for moment in (f"{name}{end}" for name in _TIMES for end in ("At", "After", "Before")):
        _moment(ask, moment)


def _wanted(ask: Ask, email: dict[str, Json]) -> bool:
    """Whether an e-mail passes every filter of the query."""
    published = not ask.query.get("isPublished") or email.get("isPublished", False) == ask.flag("isPublished")
    same_type = ask.one("type", email.get("type", "")) == email.get("type", "")
    same_campaign = ask.one("campaign", email.get("campaign", "")) == email.get("campaign", "")
    in_time = all(_in_time(ask, name, email.get(f"{name}At")) for name in _TIMES)
    archived = email.get("archived", False) == ask.flag("archived")
    return published and same_type and same_campaign and in_time and archived


def _in_time(ask: Ask, name: str, at: str | None) -> bool:
    """Whether a moment fits `createdAt`, `createdAfter` and `createdBefore` (or updated, published)."""
    exact, after, before = (_moment(ask, f"{name}{end}") for end in ("At", "After", "Before"))
    if exact is after is before is None:
        return True
    if at is None:
        return False
    moment = datetime.fromisoformat(at)
    return (
        (exact is None or moment == exact)
        and (after is None or moment > after)
        and (before is None or moment < before)
    )


def _moment(ask: Ask, name: str) -> datetime | None:
    sent = ask.one(name)
    if sent and parsed(sent) is None:
        raise Refusal(400, f"{name} must be a date and time with its time zone")
    return parsed(sent)


def _sorted_by(word: str) -> Callable[[dict[str, Json]], str]:
    name = word.removeprefix("-")
    if name not in _SORTS:
        raise Refusal(400, f"sort must be of {', '.join(_SORTS)}, not {name}")
    return lambda email: str(email.get(_SORT_FIELDS.get(name, name), ""))


def _shown(ask: Ask, email: dict[str, Json]) -> dict[str, Json]:
    """An e-mail with the extras that the query asks for, and of its own fields those that it names.

    `isAb` is the one field that an answer always has. Campaign names and variants' statistics are asked for
    in vain: no e-mail here has a campaign or a variant.
    """
    named = [name for value in ask.query.get("includedProperties", []) for name in value.split(",")]
    shown = {key: value for key, value in email.items() if not named or key in ("id", "isAb", *named)}
    for flag in _EXTRAS:
        ask.flag(flag)
    if ask.flag("workflowNames"):
        shown["workflowNames"] = []
    if ask.flag("includeStats"):
        shown["stats"] = {"counters": {}, "deviceBreakdown": {}, "qualifierStats": {}, "ratios": {}}
    return shown


LOADERS = {"/marketing/emails/<version>": _load, "/marketing/v3/emails": _load}
TWINS = (("/marketing/emails/{version}", ("2026-09", "2026-03")), ("/marketing/{version}/emails", ("v3",)))
"""Where e-mails are served, and in which versions."""
ROUTES = tuple(
    Route("GET", f"{base}{path}", handler, versions, scopes=("content",))
    for base, versions in TWINS
    for path, handler in (("", list_emails), ("/<email_id>", read_email))
)
