"""What cannot be a filter of an object, told before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from revops.kinds.filters.normal import MOST_FILTERS, Alternatives, alternatives, terms, weight
from revops.model.condition import (
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    PropertyRef,
    Raw,
    Submitted,
    Subscribed,
    Term,
    Test,
    Viewed,
)
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused, Severity

_CONTACTS: dict[type, str] = {
    Submitted: "forms are submitted by contacts",
    Viewed: "pages are viewed by contacts",
    EmailEvent: "marketing e-mails go to contacts",
    Subscribed: "contacts subscribe to e-mails",
    Consent: "contacts consent to cookies",
}
"""What only contacts do."""


def problem(condition: Condition, scope: str) -> Finding | None:
    """Why a condition cannot be a filter of this object type (`contacts`), or None.

    RV281: too many filters; RV282: a property of another object type; RV283: what only contacts do outside of
    contacts; RV810 to RV812 and RV818: what HubSpot nests in no other branch.
    """
    try:
        checked(condition, scope)
    except Refused as refusal:
        return refusal.findings[0]
    return None


def checked(condition: Condition, scope: str) -> Alternatives:
    """The alternatives of a condition that can be a filter of this object type.

    Raises:
        Refused: `problem` names one.
    """
    _refuse(next(_problems(condition, (scope,)), None))
    branches = alternatives(condition)
    _refuse(_wide(weight(branches)) or next(_undeniable(branches), None))
    return branches


def _refuse(found: Finding | None) -> None:
    if found:
        raise Refused((found,), INVALID)


def _problems(condition: Condition, path: tuple[str, ...]) -> Iterator[Finding]:
    """`path` leads from the records that are looked for to those that the condition is about."""
    scope = path[-1]
    for term in terms(condition):
        if isinstance(term, Test):
            yield from _tested(term, scope)
        if scope != "contacts" and type(term) in _CONTACTS:
            yield _formless(_CONTACTS[type(term)], scope)
        if len(path) > 1:
            yield from _nested(term, path)
        if isinstance(term, Associated) and term.where:
            yield from _problems(term.where, (*path, term.object))


def _tested(test: Test, scope: str) -> Iterator[Finding]:
    compared = [PropertyRef.parse(test.value)] if test.word.endswith("_property") else []
    for ref in (test.property, *compared):
        if ref.object != scope:
            yield _foreign(ref, scope)


def _nested(term: Term, path: tuple[str, ...]) -> Iterator[Finding]:
    """An event branch stands in an `AND` branch of the root only (dossier G2).

    An association stands in another one only from contacts on to line items (HubSpot's guide to segment
    filters, "ASSOCIATION filter branch").
    """
    if isinstance(term, Event):
        summary = "HubSpot does not look at the events of associated records"
        yield _error("RV810", summary, "Test a property of theirs that a workflow sets on the event.")
    onward = len(path) == 2 and path[0] == "contacts"
    if isinstance(term, Associated) and not (onward and term.object == "line_items"):
        hint = "Copy the value to the object between by a workflow, and test it there."
        yield _error("RV811", "HubSpot looks one association far", hint)


def _undeniable(branches: Alternatives) -> Iterator[Finding]:
    for leaf in (leaf for branch in branches for leaf in branch):
        if leaf.negated and isinstance(leaf.of, Raw) and leaf.of.is_branch:
            yield _error("RV812", "a raw branch cannot be denied", "Write what it denies as raw JSON, too.")
        if isinstance(leaf.of, Associated) and leaf.of.where:
            yield from _unsaid(leaf.of.where, leaf.of.object)


def _unsaid(where: Condition, scope: str) -> Iterator[Finding]:
    """Branches of associated records hold no `NOT_ANY` branch (the same guide)."""
    for leaf in (leaf for branch in alternatives(where) for leaf in branch):
        if leaf.unsaid:
            summary = f"HubSpot has no operator to deny this of associated {scope}"
            yield _error("RV818", summary, "Test a property of theirs that a workflow sets.")
        if isinstance(leaf.of, Associated) and leaf.of.where:
            yield from _unsaid(leaf.of.where, leaf.of.object)


def _error(code: str, summary: str, hint: str) -> Finding:
    return Finding(code, Severity.ERROR, summary, hint=hint)


def _wide(filters: int) -> Finding | None:
    if filters <= MOST_FILTERS:
        return None
    summary = f"the condition takes {filters} filters, HubSpot allows {MOST_FILTERS}"
    return _error("RV281", summary, "Split it over a property that a workflow sets.")


def _foreign(ref: PropertyRef, scope: str) -> Finding:
    summary = f"{ref} is a property of {ref.object}, the filter is about {scope}"
    hint = f"Ask for it under `associated: {{object: {ref.object}, where: …}}`, or copy it to {scope}."
    return _error("RV282", summary, hint)


def _formless(who: str, scope: str) -> Finding:
    summary = f"{who}, the filter is about {scope}"
    return _error("RV283", summary, "Ask for it under `associated: {object: contacts, where: …}`.")
