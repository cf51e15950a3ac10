"""Bodies of e-mail creates and updates, and what type and state follow from them (dossier, section I)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from revops.emulator.check import Checker, Fault, boolean, fault, filled, integer, object_of, one_of, text
from revops.emulator.http import Json
from revops.emulator.surfaces.email_content import CONTENT, RECIPIENTS, RSS, TESTING, WEB_VERSION
from revops.emulator.surfaces.email_times import moment
from revops.emulator.tagged import Fields, both

if TYPE_CHECKING:
    from revops.emulator.portal import Portal

TYPES = {"automated": "AUTOMATED_EMAIL", "batch": "BATCH_EMAIL"}
"""`type` follows from `subcategory` (HubSpot's description). Other subcategories are not offered here."""
DRAFTS = {"automated": "AUTOMATED_DRAFT", "batch": "DRAFT"}
"""State of an e-mail that is not published, by subcategory."""

_LANGUAGE = re.compile("[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}")
_FROM = object_of({}, dict.fromkeys(("fromName", "replyTo", "customReplyTo"), text))
_TO = object_of(
    {},
    {
        **dict.fromkeys(("contactIds", "contactIlsLists", "contactLists"), RECIPIENTS),
        **dict.fromkeys(("limitSendFrequency", "suppressGraymail"), boolean),
    },
)


def create_body(portal: Portal) -> Checker:
    """A create. HubSpot's newest description requires nothing, its older clients a name: so does this."""
    only_new: Fields = {"archived": not_archived, "feedbackSurveyId": text}
    return both(object_of({"name": filled}, {**_fields(portal), **only_new}), _paired)


def patch_body(portal: Portal, *, archived: Checker) -> Checker:
    """An update of any of the fields; `archived` says what that flag may be."""
    return both(object_of({}, {"name": filled, **_fields(portal), "archived": archived}), _paired)


def language(value: Json, where: str) -> Iterator[Fault]:
    """A language with its country or script, in lower case."""
    if not isinstance(value, str) or not _LANGUAGE.fullmatch(value):
        yield fault(f"{where} must be a language such as ja or en-gb", where, "INVALID_LANGUAGE")


def settled(sent: dict[str, Json]) -> dict[str, Json]:
    """The fields of a body, with subcategory, type and state where it names one of the first and last."""
    drafts = {state: subcategory for subcategory, state in DRAFTS.items()}
    kind = sent.get("subcategory") or drafts.get(sent.get("state", ""))
    return {**sent, "subcategory": kind, "type": TYPES[kind], "state": DRAFTS[kind]} if kind else sent


def _fields(portal: Portal) -> Fields:
    return {
        "subject": text,
        "subcategory": one_of(*TYPES),
        "state": one_of(*DRAFTS.values()),
        "content": CONTENT,
        "from": _FROM,
        "to": _TO,
        "subscriptionDetails": _subscription(portal),
        "campaign": _known(portal, "campaigns", "campaign"),
        "webversion": WEB_VERSION,
        "rssData": RSS,
        "testing": TESTING,
        "publishDate": moment,
        "language": language,
        "activeDomain": text,
        **dict.fromkeys(("businessUnitId", "folderIdV2"), integer),
        **dict.fromkeys(("jitterSendTime", "sendOnPublish"), boolean),
    }


def _subscription(portal: Portal) -> Checker:
    known = _known(portal, "subscription_definitions", "subscription type")
    more = dict.fromkeys(("officeLocationId", "preferencesGroupId", "subscriptionName"), text)
    return object_of({}, {"subscriptionId": known, **more})


def _known(portal: Portal, table: str, what: str) -> Checker:
    def checker(value: Json, where: str) -> Iterator[Fault]:
        faults = list(filled(value, where))
        yield from faults
        if not faults and value not in portal.table(table):
            yield fault(f"{where}: there is no {what} {value}", where, "UNKNOWN_REFERENCE")

    return checker


def _paired(body: Json, _where: str) -> Iterator[Fault]:
    """A state belongs to its subcategory; that of a published e-mail is no state to send."""
    kind, state = body.get("subcategory"), body.get("state")
    if kind and state and DRAFTS[kind] != state:
        yield fault(f"state {state} does not go with subcategory {kind}", "state", "INVALID_STATE")


def not_archived(value: Json, where: str) -> Iterator[Fault]:
    """The flag, where it cannot be set: of a new e-mail and of a draft."""
    faults = list(boolean(value, where))
    yield from faults
    if not faults and value:
        yield fault(f"{where}: DELETE archives an e-mail", where, "NOT_ALLOWED")
