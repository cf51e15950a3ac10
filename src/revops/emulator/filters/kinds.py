"""Filters by `filterType`: what each needs beside its tag (dossier G3)."""

from __future__ import annotations

from collections.abc import Iterator

from revops.emulator.check import Checker, Fault, boolean, filled, integer, list_of, object_of, one_of, text
from revops.emulator.filters.operations import operation
from revops.emulator.filters.rules import keeps_rules
from revops.emulator.filters.times import PRUNING, REFINEMENT, REFINEMENTS
from revops.emulator.http import Json
from revops.emulator.references import Subject
from revops.emulator.tagged import Fields, Shape, both, lazily, tagged, union

FORM_OPERATORS = one_of("FILLED_OUT", "NOT_FILLED_OUT")
IN_LIST = one_of("IN_LIST", "NOT_IN_LIST")
CATEGORIES = one_of("HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED", "WORK")
_TEXTS = list_of(text)
_EMAIL_EVENTS = one_of(
    "BOUNCED", "LINK_CLICKED", "MARKED_SPAM", "OPENED", "OPENED_BUT_LINK_NOT_CLICKED",
    "OPENED_BUT_NOT_REPLIED", "RECEIVED", "RECEIVED_BUT_NOT_OPENED", "REPLIED", "SENT",
    "SENT_BUT_LINK_NOT_CLICKED", "SENT_BUT_NOT_RECEIVED", "UNSUBSCRIBED",
)  # fmt: skip
_CTA = one_of(
    "HAS_CLICKED_CTA", "HAS_NOT_CLICKED_CTA", "HAS_OPENED_CTA", "HAS_NOT_OPENED_CTA",
    "HAS_CLICKED_CTA_PLACEMENT", "HAS_NOT_CLICKED_CTA_PLACEMENT", "HAS_OPENED_CTA_PLACEMENT",
    "HAS_NOT_OPENED_CTA_PLACEMENT",
)  # fmt: skip
_PAGE_VIEWS = one_of(
    "HAS_PAGEVIEW_EQ", "HAS_PAGEVIEW_CONTAINS", "HAS_PAGEVIEW_MATCHES_REGEX",
    "NOT_HAS_PAGEVIEW_EQ", "NOT_HAS_PAGEVIEW_CONTAINS",
)  # fmt: skip
_WEBINARS = one_of(
    "HAS_WEBINAR_REGISTRATION", "NOT_HAS_WEBINAR_REGISTRATION",
    "HAS_WEBINAR_ATTENDANCE", "NOT_HAS_WEBINAR_ATTENDANCE",
)  # fmt: skip
_LIST_METADATA = object_of(
    {
        "id": filled,
        "inListType": one_of(
            "WORKFLOWS_ENROLLMENT", "WORKFLOWS_ACTIVE", "WORKFLOWS_GOAL", "WORKFLOWS_COMPLETED", "IMPORT",
            "DATASET", "DATASETS",
        ),
    }
)  # fmt: skip
_SURVEY = {"surveyId": filled}
_ADS = {
    "adNetwork": one_of("ADWORDS", "FACEBOOK", "LINKEDIN", "ALL"),
    "entityType": one_of("KEYWORD", "ADGROUP", "AD", "CAMPAIGN"),
    "operator": one_of("CONTAINS", "IS_EQUAL_TO", "ENDS_WITH", "STARTS_WITH", "IS_KNOWN"),
    "searchTermType": filled,
    "searchTerms": _TEXTS,
}


def property_filter(subject: Subject) -> Checker:
    """`{filterType: PROPERTY, property, operation}`; an unknown property leaves its operation checked."""

    def checker(value: Json, where: str) -> Iterator[Fault]:
        name = value.get("property") if isinstance(value, dict) else None
        named = operation(subject, name if isinstance(name, str) else "")
        fields = {"filterType": one_of("PROPERTY"), "property": subject.has_property, "operation": named}
        yield from object_of(fields)(value, where)

    return checker


def filter_of(subject: Subject, *, segments: bool = False) -> Checker:
    """Any filter, on records of the subject's object type; what each takes is put together when one comes.

    Some are described for segments alone, not for workflows (HubSpot's descriptions of both, 2026-09).
    """

    def members() -> Checker:
        shapes = {**_shapes(subject), **(_segment_shapes(subject) if segments else {})}
        others = {kind: _member(kind, shape) for kind, shape in shapes.items()}
        return union("filterType", {"PROPERTY": property_filter(subject), **others})

    return lazily(members)


def _member(kind: str, shape: Shape) -> Checker:
    return both(tagged("filterType", {kind: shape}), keeps_rules)


def _shapes(subject: Subject) -> dict[str, Shape]:
    form = {"formId": subject.has_form}
    lines = {"filterLines": list_of(object_of({"property": filled, "operation": operation(subject.of(""))}))}
    return {
        **_PLAIN,
        "FORM_SUBMISSION": ({"operator": FORM_OPERATORS}, {**form, **REFINEMENTS}),
        "FORM_SUBMISSION_ON_PAGE": ({"operator": FORM_OPERATORS, "pageId": filled}, {**form, **REFINEMENTS}),
        "EMAIL_EVENT": (
            {"operator": _EMAIL_EVENTS, "emailId": subject.has_email, "appId": text, "level": filled},
            {"clickUrl": text, **PRUNING},
        ),
        "INTEGRATION_EVENT": ({"eventTypeId": integer, **lines}, {}),
        "UNIFIED_EVENTS": (lines, {"eventTypeId": text, **REFINEMENTS}),
        "SURVEY_MONKEY_VALUE": (
            {
                **_SURVEY,
                "operator": one_of("HAS_ANSWERED_SURVEY_QUESTION_WITH_VALUE"),
                "surveyQuestion": filled,
                "valueComparison": operation(subject.of("")),
            },
            {"surveyAnswerColId": text, "surveyAnswerRowId": text},
        ),
    }


def _segment_shapes(subject: Subject) -> dict[str, Shape]:
    """What only the description of segments has (2026-09)."""
    pointing: Fields = {"operator": IN_LIST, "listId": filled, "propertyWithObjectId": subject.has_property}
    return {
        "NUM_ASSOCIATIONS": (_ASSOCIATED, {}),
        "PROPERTY_ASSOCIATION": ({**pointing, "coalescingRefineBy": REFINEMENT}, {"toObjectTypeId": text}),
        "CAMPAIGN_INFLUENCED": ({"campaignId": filled}, {}),
    }


_ASSOCIATED: Fields = {
    "associationCategory": CATEGORIES,
    "associationTypeId": integer,
    "coalescingRefineBy": REFINEMENT,
}
_PLAIN: dict[str, Shape] = {
    "IN_LIST": ({"operator": IN_LIST, "listId": filled}, {"metadata": _LIST_METADATA}),
    "ASSOCIATION": (
        {"operator": IN_LIST, "listId": filled, **_ASSOCIATED},
        {"toObjectType": text, "toObjectTypeId": text},
    ),
    "PAGE_VIEW": (
        {"operator": _PAGE_VIEWS, "pageUrl": filled},
        {"enableTracking": boolean, **REFINEMENTS},
    ),
    "CTA": ({"operator": _CTA, "ctaName": filled}, REFINEMENTS),
    "EVENT": ({"operator": one_of("HAS_EVENT", "NOT_HAS_EVENT"), "eventId": filled}, REFINEMENTS),
    "EMAIL_SUBSCRIPTION": (
        {"acceptedStatuses": _TEXTS, "subscriptionIds": _TEXTS},
        {"subscriptionType": one_of("PORTAL", "BRAND", "SUBSCRIPTION", "HARDBOUNCE", "SPAMREPORT")},
    ),
    "COMMUNICATION_SUBSCRIPTION": (
        {
            "acceptedOptStates": _TEXTS,
            "channel": one_of("EMAIL", "WHATSAPP", "SMS"),
            "subscriptionIds": _TEXTS,
            "subscriptionType": one_of("PORTAL_WIDE", "BUSINESS_UNIT_WIDE", "INDIVIDUAL_SUBSCRIPTION"),
        },
        {"businessUnitId": text},
    ),
    "SURVEY_MONKEY": (
        {**_SURVEY, "operator": one_of("HAS_RESPONDED_TO_SURVEY", "HAS_NOT_RESPONDED_TO_SURVEY")},
        {},
    ),
    "WEBINAR": ({"operator": _WEBINARS}, {"webinarId": text}),
    "PRIVACY": (
        {
            "operator": one_of("PRIVACY_CONSENT_GRANTED", "PRIVACY_CONSENT_NOT_GRANTED"),
            "privacyName": filled,
        },
        {},
    ),
    "ADS_SEARCH": (_ADS, {}),
    "ADS_TIME": ({"pruningRefineBy": REFINEMENT}, {}),
    "CONSTANT": ({"shouldAccept": boolean}, {"source": text}),
}
