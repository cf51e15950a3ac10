"""Terms as members of a branch: filters, and branches of their own for events and associated records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from revops.kinds.events import EVENTS
from revops.kinds.filters.associations import association
from revops.kinds.filters.normal import Leaf, alternatives
from revops.kinds.filters.operations import operation
from revops.kinds.filters.refine import refinements
from revops.kinds.objects import type_id
from revops.kinds.wire import property_name
from revops.model.condition import (
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    PropertyRef,
    Raw,
    Submitted,
    Subscribed,
    Test,
    Viewed,
)
from revops.model.context import Context
from revops.model.json import Json

VIEWS: Mapping[str, str] = {
    "equals": "HAS_PAGEVIEW_EQ",
    "contains": "HAS_PAGEVIEW_CONTAINS",
    "matches": "HAS_PAGEVIEW_MATCHES_REGEX",
}
EMAIL_EVENTS: Mapping[str, str] = {
    "sent": "SENT",
    "delivered": "RECEIVED",
    "opened": "OPENED",
    "clicked": "LINK_CLICKED",
    "replied": "REPLIED",
    "bounced": "BOUNCED",
    "unsubscribed": "UNSUBSCRIBED",
    "marked_spam": "MARKED_SPAM",
    "sent_not_delivered": "SENT_BUT_NOT_RECEIVED",
    "sent_not_clicked": "SENT_BUT_LINK_NOT_CLICKED",
    "delivered_not_opened": "RECEIVED_BUT_NOT_OPENED",
    "opened_not_clicked": "OPENED_BUT_LINK_NOT_CLICKED",
    "opened_not_replied": "OPENED_BUT_NOT_REPLIED",
}
CONSENTS: Mapping[str, str] = {
    "approved": "PRIVACY_CONSENT_APPROVE",
    "declined": "PRIVACY_CONSENT_DECLINE",
    "revoked": "PRIVACY_CONSENT_REVOKE",
}
EMAIL_LEVEL = {"level": "HUBSPOT_CAMPAIGN", "appId": "0"}
"""Required beside `emailId`. The level is the documented one of HubSpot's own e-mails; no source tells their
`appId`, so none is named (unverified)."""
KNOWN_ID = "hs_object_id"
"""Every record has it: an association branch takes at least one filter."""


def branch(kind: str, filters: Sequence[Json] = (), branches: Sequence[Json] = ()) -> dict[str, Json]:
    """A branch with all its required members (dossier F8)."""
    return {
        "filterBranchType": kind,
        "filterBranchOperator": kind,
        "filters": list(filters),
        "filterBranches": list(branches),
    }


def conjunction(leaves: Sequence[Leaf], context: Context, scope: str) -> dict[str, Json]:
    """An `AND` branch over leaves."""
    members = [_member(leaf, context, scope) for leaf in leaves]
    return branch("AND", *_sorted_out(members))


def _sorted_out(members: Sequence[Json]) -> tuple[list[Json], list[Json]]:
    filters = [member for member in members if "filterType" in member]
    return filters, [member for member in members if "filterType" not in member]


def _member(leaf: Leaf, context: Context, scope: str) -> dict[str, Json]:
    """`NOT_ANY` holds what no operator says."""
    if not leaf.unsaid:
        return _said(leaf, context, scope)
    return branch("NOT_ANY", *_sorted_out([_said(Leaf(leaf.of), context, scope)]))


def _said(leaf: Leaf, context: Context, scope: str) -> dict[str, Json]:
    match leaf.of:
        case Test() as test:
            return _test(test, context, negated=leaf.negated)
        case Event() as event:
            return _event(event, context, negated=leaf.negated)
        case Associated() as associated:
            return _associated(associated, context, scope)
        case Raw(body):
            return dict(body)
        case Submitted() | Viewed() | EmailEvent() as happened:
            refined = refinements(happened.refine, context.portal.time_zone)
            return {**_happened(happened, context, negated=leaf.negated), **refined}
        case Subscribed() | Consent() | InSegment() as state:
            return _state(state, context, negated=leaf.negated)


def _test(test: Test, context: Context, *, negated: bool) -> dict[str, Json]:
    told = operation(test, context, negated=negated)
    return {"filterType": "PROPERTY", "property": property_name(test.property, context), "operation": told}


def _happened(
    happened: Submitted | Viewed | EmailEvent, context: Context, *, negated: bool
) -> dict[str, Json]:
    match happened:
        case Submitted(forms, page):
            kind = "FORM_SUBMISSION_ON_PAGE" if page else "FORM_SUBMISSION"
            found = {"filterType": kind, "operator": "NOT_FILLED_OUT" if negated else "FILLED_OUT"}
            on_page = {"pageId": context.names.id("page", page)} if page else {}
            form = {"formId": context.names.id("form", forms[0])} if forms else {}
            return {**found, **on_page, **form}
        case Viewed(word, url):
            operator = f"NOT_{VIEWS[word]}" if negated else VIEWS[word]
            return {"filterType": "PAGE_VIEW", "operator": operator, "pageUrl": url}
        case EmailEvent(word, email):
            named = {"emailId": context.names.id("email", email), **EMAIL_LEVEL}
            return {"filterType": "EMAIL_EVENT", "operator": EMAIL_EVENTS[word], **named}


def _state(state: Subscribed | Consent | InSegment, context: Context, *, negated: bool) -> dict[str, Json]:
    match state:
        case Subscribed(subscription, out):
            return {
                "filterType": "EMAIL_SUBSCRIPTION",
                "subscriptionIds": [context.names.id("subscription", subscription)],
                "acceptedStatuses": ["OPT_OUT" if out else "OPT_IN"],
                "subscriptionType": "SUBSCRIPTION",
            }
        case Consent(word):
            granted = "NOT_GRANTED" if negated else "GRANTED"
            operator = f"PRIVACY_CONSENT_{granted}"
            return {"filterType": "PRIVACY", "privacyName": CONSENTS[word], "operator": operator}
        case InSegment(segment):
            operator = "NOT_IN_LIST" if negated else "IN_LIST"
            found = context.names.id("segment", segment)
            return {"filterType": "IN_LIST", "operator": operator, "listId": found}


def _event(event: Event, context: Context, *, negated: bool) -> dict[str, Json]:
    """Its branch operator is `AND` (dossier F3)."""
    return {
        **branch("AND", [_test(test, context, negated=False) for test in event.where]),
        "filterBranchType": "UNIFIED_EVENTS",
        "eventTypeId": EVENTS.get(event.name, event.name),
        "operator": "HAS_NOT_COMPLETED" if negated else "HAS_COMPLETED",
        **refinements(event.refine, context.portal.time_zone),
    }


def _associated(of: Associated, context: Context, scope: str) -> dict[str, Json]:
    """Its filters are about the other object; `normal` left it one alternative."""
    known = Test(PropertyRef(of.object, KNOWN_ID), "number", "known", value=True)
    where: Condition = of.where or known
    (leaves,) = alternatives(where)
    return {
        **conjunction(leaves, context, of.object),
        "filterBranchType": "ASSOCIATION",
        "objectTypeId": type_id(of.object, context.names),
        "operator": "IN_LIST",
        **association(scope, of.object, of.label, context.names),
    }
