"""What HubSpot says when it refuses, as findings: message, category, correlation id and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from revops.hub.retry import PASSING_FAULTS, policy
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.envelope import categories, clean, details, envelope, errors
from revops.model.exits import UNDECIDED
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json

_HINTS: Final[Mapping[str, str]] = {
    "RV501": "correct the blueprint where the message points",
    "RV502": "set a token that is valid for this portal; HubSpot may have rotated or revoked this one",
    "RV503": "add the scope to the key or app in HubSpot, then run again",
    "RV504": "check the portal's subscription and the token's permissions with `revops auth`",
    "RV505": "run `revops plan` to see what the portal holds now",
    "RV506": "run `revops plan` again: it reads what is there now",
    "RV507": "wait a minute and run again; other tools may share the limit",
    "RV508": "run again after the reset",
    "RV509": "run again in a few minutes",
    "RV510": "run `revops plan`: it shows whether the change arrived",
    "RV511": "run `revops plan`: it shows whether the change arrived",
    "RV512": "check REVOPS_BASE_URL and any proxy on the way",
    "RV513": "remove it from the places that use it, then run again",
}

_READ_HINTS: Final[Mapping[str, str]] = {
    "RV510": "run again in a few minutes",
    "RV511": "check the network and REVOPS_BASE_URL, then run again",
}
"""Where nothing was written, there is no change to look for."""

_BY_STATUS: Final[Mapping[int, str]] = {
    401: "RV502",
    403: "RV504",
    404: "RV505",
    409: "RV506",
    423: "RV509",
    429: "RV507",
    477: "RV509",
}

_IN_USE: Final = ("IN_USE", "GROUP_WITH_ACTIVE_PROPERTIES")
"""Endings of sub-categories (peers (f), dossier L2)."""


def refusal(code: str, summary: str, hint: str, exit_code: int = UNDECIDED) -> Refused:
    """A stop with one finding of the hub; a person must decide."""
    return Refused([Finding(code, Severity.ERROR, summary, hint)], exit_code)


def explain(
    answer: Answer,
    *,
    doing: str = "",
    address: Address | None = None,
    time_zone: str = "",
    read: bool = False,
) -> Finding:
    """An answer that is not ok as a finding.

    Args:
        answer: what came back.
        doing: the request in words, for the start of the sentence, e.g. `POST properties /contacts`.
        address: the resource that it was about.
        time_zone: the portal's, because the daily limit starts again at its midnight (dossier L1).
        read: whether the request could not have changed anything.
    """
    found = envelope(answer.body)
    code = _code(answer, found, read=read)
    said = answer.fault or _said(answer, found, code, time_zone)
    summary = f"{doing}: {said}" if doing else said
    hints = {**_HINTS, **_READ_HINTS} if read else _HINTS
    return Finding(code, Severity.ERROR, summary, hints.get(code, ""), address)


def missing_beta(surface: str) -> Finding:
    """What a 404 on a beta says that never answered anything else: nothing there can be read or made."""
    summary = f"this portal does not have the {surface} API, which is a beta"
    hint = "switch the beta on in HubSpot (Product updates > In beta), then run again; all else goes on"
    return Finding("RV518", Severity.WARNING, summary, hint)


def _code(answer: Answer, found: Mapping[str, Json], *, read: bool) -> str:
    if answer.fault:
        return "RV512" if read and answer.fault not in PASSING_FAULTS else "RV511"
    if answer.status == 403 and _scopes(found):
        return "RV503"
    if answer.status == 429 and policy(answer) == "DAILY":
        return "RV508"
    if answer.status in _BY_STATUS:
        return _BY_STATUS[answer.status]
    if answer.refused:
        return "RV513" if any(kind.endswith(_IN_USE) for kind in categories(found)) else "RV501"
    return "RV510" if answer.status >= 500 else "RV512"


def _said(answer: Answer, found: Mapping[str, Json], code: str, time_zone: str) -> str:
    """HubSpot's sentence with its details, then category and correlation id."""
    scopes = _scopes(found) if code == "RV503" else ()
    parts = [
        clean(found.get("message")) or _wordless(answer),
        *details(found),
        *([f"missing scope: {' or '.join(scopes)}"] if scopes else []),
        *([_reset(time_zone)] if code == "RV508" else []),
    ]
    return "; ".join(parts) + _mark(answer, found)


def _wordless(answer: Answer) -> str:
    if answer.status == 404:
        return "HubSpot does not know this address"
    if 300 <= answer.status < 400:
        return "HubSpot wanted to redirect the request, which is never followed"
    return "HubSpot gave no reason"


def _reset(time_zone: str) -> str:
    return f"it starts again at midnight in {time_zone or 'the time zone of the portal'}"


def _mark(answer: Answer, found: Mapping[str, Json]) -> str:
    category = clean(found.get("subCategory")) or clean(found.get("category"))
    correlation = clean(found.get("correlationId"))
    marks = [f"HTTP {answer.status}", category, f"correlationId {correlation}" if correlation else ""]
    return f" ({', '.join(mark for mark in marks if mark)})"


def _scopes(found: Mapping[str, Json]) -> tuple[str, ...]:
    """Scopes that a 403 asks for (dossier K)."""
    parts = (found, *errors(found))
    scopes = dict.fromkeys(scope for part in parts for scope in _required(part.get("context")))
    if not scopes and "MISSING_SCOPES" in categories(found):
        return ("one that HubSpot does not name",)
    return tuple(scopes)


def _required(context: Json) -> Iterator[str]:
    for name in ("requiredGranularScopes", "requiredScopes"):
        scopes = context.get(name) if isinstance(context, dict) else None
        if isinstance(scopes, list):
            yield from (clean(scope) for scope in scopes if isinstance(scope, str))
