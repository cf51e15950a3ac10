"""Members of a branch as conditions; what the language has no words for stays as HubSpot has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds.events import EVENT_NAMES
from revops.kinds.filters.associations import label_of
from revops.kinds.filters.members import CONSENTS, EMAIL_EVENTS, KNOWN_ID, VIEWS
from revops.kinds.filters.normal import terms
from revops.kinds.filters.odd import unless_odd
from revops.kinds.filters.operations import read_operation
from revops.kinds.filters.refine import read_refinement
from revops.kinds.objects import scope_of
from revops.kinds.wire import property_ref
from revops.model.condition import (
    All,
    AnyOf,
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    Not,
    Raw,
    Refinement,
    Submitted,
    Subscribed,
    Test,
    Viewed,
)
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spelling import RAW_TYPES

Body = Mapping[str, Json]
_VIEWED: Final = {operator: word for word, operator in VIEWS.items()}
_EMAILED: Final = {operator: word for word, operator in EMAIL_EVENTS.items()}
_CONSENTED: Final = {name: word for word, name in CONSENTS.items()}
_GRANTED: Final = {"PRIVACY_CONSENT_GRANTED": True, "PRIVACY_CONSENT_NOT_GRANTED": False}
_SUBMITTED: Final = {"FILLED_OUT": True, "NOT_FILLED_OUT": False}
_LISTED: Final = {"IN_LIST": True, "NOT_IN_LIST": False}
_HAPPENED: Final = {"HAS_COMPLETED": True, "HAS_NOT_COMPLETED": False}


@dataclass(frozen=True)
class Reader:
    """Reads what belongs to records of one object."""

    context: Context
    scope: str

    def branch(self, body: Body) -> Condition | None:
        """The condition of a branch of any type, None where it holds nothing."""
        match body.get("filterBranchType"):
            case "AND":
                return self._joined(body, All)
            case "OR":
                return self._joined(body, AnyOf)
            case "NOT_ANY":
                return self._denied(body, AnyOf)
            case "NOT_ALL":
                return self._denied(body, All)
            case "UNIFIED_EVENTS":
                return _read_or_raw(self._event, body)
            case "ASSOCIATION":
                return _read_or_raw(self._associated, body)
            case kind:
                return Raw(body) if kind else None

    def _joined(self, body: Body, joint: type[All | AnyOf]) -> Condition | None:
        parts = [self.filter(entry) for entry in body.get("filters") or ()]
        parts += [self.branch(part) for part in body.get("filterBranches") or ()]
        known = tuple(part for part in parts if part is not None)
        return joint(known) if known and len(known) == len(parts) else None

    def _denied(self, body: Body, joint: type[All | AnyOf]) -> Condition | None:
        """With a raw branch in it the whole stays raw, as such a branch cannot be denied by itself."""
        found = self._joined(body, joint)
        if found and any(isinstance(term, Raw) and term.is_branch for term in terms(found)):
            return Raw(body)
        return Not(found) if found else None

    def filter(self, body: Body) -> Condition | None:
        """A filter that has no words is raw; one that has no type is nothing."""
        if not isinstance(body, Mapping) or not any(name in body for name in RAW_TYPES):
            return None
        return _read_or_raw(self._worded, body)

    def _worded(self, body: Body) -> Condition | None:
        match body.get("filterType"):
            case "PROPERTY":
                return self._property(body["property"], body["operation"])
            case "IN_LIST":
                return self._segment(body)
            case "FORM_SUBMISSION" | "FORM_SUBMISSION_ON_PAGE":
                return self._submission(body)
            case "PAGE_VIEW":
                return self._view(body)
            case "EMAIL_EVENT":
                return self._email(body)
            case "EMAIL_SUBSCRIPTION" | "COMMUNICATION_SUBSCRIPTION":
                return self._subscription(body)
            case "PRIVACY":
                return _consent(body)
            case _:
                return None

    def _property(self, name: Json, operation: Body) -> Condition | None:
        if not isinstance(name, str):
            return None
        return read_operation(operation, property_ref(self.scope, name, self.context), self.context)

    def _named(self, kind: str, portal_id: Json) -> str | None:
        return self.context.names.name(kind, str(portal_id))

    def _refinement(self, body: Body) -> Refinement | None:
        return read_refinement(body, self.context.portal.time_zone)

    def _segment(self, body: Body) -> Condition | None:
        """With `metadata` it is about a workflow or an import."""
        name = None if body.get("metadata") else self._named("segment", body.get("listId"))
        return _said(InSegment(name), _LISTED, body) if name else None

    def _submission(self, body: Body) -> Condition | None:
        form, page = body.get("formId"), body.get("pageId")
        named = self._named("form", form) if form else ""
        on_page = self._named("page", page) if page else ""
        refine = self._refinement(body)
        there = bool(page) is (body["filterType"] == "FORM_SUBMISSION_ON_PAGE")
        if named is None or on_page is None or refine is None or not there:
            return None
        return _said(Submitted((named,) if named else (), on_page, refine), _SUBMITTED, body)

    def _view(self, body: Body) -> Condition | None:
        """Whether HubSpot's tracking script must have counted it (`enableTracking`) has no words."""
        operator, refine = str(body.get("operator")), self._refinement(body)
        word = _VIEWED.get(operator.removeprefix("NOT_"))
        url = body.get("pageUrl")
        if word is None or refine is None or body.get("enableTracking") or not (url and isinstance(url, str)):
            return None
        viewed = Viewed(word, url, refine)
        return Not(viewed) if operator.startswith("NOT_") else viewed

    def _email(self, body: Body) -> Condition | None:
        """Any level and app: a name of the portal tells the e-mail. Counts and days back have no words."""
        word, refine = _EMAILED.get(str(body.get("operator"))), self._refinement(body)
        name = self._named("email", body.get("emailId"))
        if word is None or refine is None or name is None or body.get("clickUrl"):
            return None
        return None if refine.is_counted or refine.last_days else EmailEvent(word, name, refine)

    def _subscription(self, body: Body) -> Condition | None:
        """One status and one or more types, each of which must have it (unverified, so one alone is read)."""
        states = list(body.get("acceptedStatuses") or body.get("acceptedOptStates") or [])
        ids = list(body.get("subscriptionIds") or [])
        whole = body.get("subscriptionType") or "SUBSCRIPTION"
        if len(ids) != 1 or len(states) != 1 or body.get("channel", "EMAIL") != "EMAIL":
            return None
        name = self._named("subscription", ids[0])
        if name is None or whole not in ("SUBSCRIPTION", "INDIVIDUAL_SUBSCRIPTION"):
            return None
        return _subscribed(name, states[0])

    def _event(self, body: Body) -> Condition | None:
        """Tests of an event are filters of properties that no object has."""
        reader = replace(self, scope="")
        tests = [reader.filter(entry) for entry in body.get("filters") or ()]
        where = tuple(test for test in tests if isinstance(test, Test))
        refine = self._refinement(body)
        if len(where) < len(tests) or refine is None or body.get("filterBranches"):
            return None
        number = body.get("eventTypeId")
        denied = not _HAPPENED.get(str(body.get("operator")), True)
        if not isinstance(number, str) or (refine.is_counted and denied):
            return None
        return _said(Event(EVENT_NAMES.get(number, number), where, refine), _HAPPENED, body)

    def _associated(self, body: Body) -> Condition | None:
        """`NOT_IN_LIST` stays raw: it may mean none for which it holds, or one for which it does not."""
        other = scope_of(str(body.get("objectTypeId")), self.context.names)
        label = label_of(body, self.scope, other, self.context.names)
        where = Reader(self.context, other).branch({**body, "filterBranchType": "AND"})
        if label is None or where is None or body.get("operator") != "IN_LIST":
            return None
        return Associated(other, label, None if _is_any(where) else where)


def _read_or_raw(read: Callable[[Body], Condition | None], body: Body) -> Condition:
    found = unless_odd(read, body)
    return Raw(body) if found is None else found


def _is_any(where: Condition) -> bool:
    """Whether it asks for nothing but that a record is there."""
    if not isinstance(where, All) or len(where.of) > 1:
        return False
    (term,) = where.of
    return isinstance(term, Test) and (term.property.name, term.word) == (KNOWN_ID, "known")


def _said(term: Condition, operators: Mapping[str, bool], body: Body) -> Condition | None:
    """The term or its denial, as the operator says; None for an operator that is not known."""
    holds = operators.get(str(body.get("operator")))
    if holds is None:
        return None
    return term if holds else Not(term)


def _consent(body: Body) -> Condition | None:
    word = _CONSENTED.get(str(body.get("privacyName")))
    return _said(Consent(word), _GRANTED, body) if word else None


def _subscribed(name: str, state: Json) -> Condition | None:
    both = Subscribed(name), Subscribed(name, out=True)
    found: dict[Json, Condition] = {
        "OPT_IN": both[0],
        "OPT_OUT": both[1],
        "NOT_OPTED": Not(AnyOf(both)),
    }
    return found.get(state)
