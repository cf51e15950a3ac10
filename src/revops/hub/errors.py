"""What HubSpot says when it refuses, as findings: message, category, correlation id and what to do."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Final

from revops.hub.retry import policy
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json

CODES: Final[Mapping[str, str]] = {
    "RV501": "HubSpot refused a request as invalid.",
    "RV502": "HubSpot does not accept the token.",
    "RV503": "The token lacks a scope.",
    "RV504": "HubSpot does not allow the request, for instance by the portal's subscription.",
    "RV505": "HubSpot does not know what was asked for.",
    "RV506": "HubSpot already has something of that name, or it changed meanwhile.",
    "RV507": "The rate limit stayed exhausted.",
    "RV508": "The portal's daily number of requests is used up.",
    "RV509": "HubSpot kept the portal locked.",
    "RV510": "HubSpot failed; whether a write was carried out is then not known.",
    "RV511": "No whole answer came; whether a write was carried out is then not known.",
    "RV512": "HubSpot answered in an unexpected way.",
    "RV513": "Something is in use and cannot be removed.",
    "RV514": "The base URL of the API is not safe to send a token to.",
    "RV515": "A request would have left its surface, so it was not sent.",
    "RV516": "The OAuth app could not refresh its access token.",
    "RV517": "No credential is set for a surface.",
    "RV518": "The portal does not have a beta.",
}
"""Code -> meaning of everything that the hub reports."""

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

_LONGEST = 600
_DEEPEST = 3
_MOST_DETAILS = 5


def refusal(code: str, summary: str, hint: str, exit_code: int = 4) -> Refused:
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
    envelope = _envelope(answer.body)
    code = _code(answer, envelope)
    said = answer.fault or _said(answer, envelope, code, time_zone)
    summary = f"{doing}: {said}" if doing else said
    hints = {**_HINTS, **_READ_HINTS} if read else _HINTS
    return Finding(code, Severity.ERROR, summary, hints.get(code, ""), address)


def missing_beta(surface: str) -> Finding:
    """What a 404 on a beta says that never answered anything else: nothing there can be read or made."""
    summary = f"this portal does not have the {surface} API, which is a beta"
    hint = "switch the beta on in HubSpot (Product updates > In beta), then run again; all else goes on"
    return Finding("RV518", Severity.WARNING, summary, hint)


def _envelope(body: Json, depth: int = 0) -> Mapping[str, Json]:
    """HubSpot's error envelope; some hold the real one as JSON text in `message` (dossier L2)."""
    if not isinstance(body, dict):
        return {}
    inner = _nested(body.get("message"))
    if inner is None or depth >= _DEEPEST:
        return body
    return {**body, **_envelope(inner, depth + 1)}


def _nested(message: Json) -> dict[str, Json] | None:
    if not (isinstance(message, str) and message.lstrip().startswith("{")):
        return None
    try:
        inner = json.loads(message)
    except (ValueError, RecursionError):
        return None
    return inner if isinstance(inner, dict) and isinstance(inner.get("message"), str) else None


def _code(answer: Answer, envelope: Mapping[str, Json]) -> str:
    if answer.fault:
        return "RV511"
    if answer.status == 403 and _scopes(envelope):
        return "RV503"
    if answer.status == 429 and policy(answer) == "DAILY":
        return "RV508"
    if answer.status in _BY_STATUS:
        return _BY_STATUS[answer.status]
    if answer.refused:
        return "RV513" if any(kind.endswith(_IN_USE) for kind in _kinds(envelope)) else "RV501"
    return "RV510" if answer.status >= 500 else "RV512"


def _said(answer: Answer, envelope: Mapping[str, Json], code: str, time_zone: str) -> str:
    """HubSpot's sentence with its details, then category and correlation id."""
    message = _clean(envelope.get("message")) or _wordless(answer)
    details = [text for text in _details(envelope) if text not in message]
    scopes = _scopes(envelope) if code == "RV503" else ()
    parts = [
        message,
        *details,
        *([f"missing scope: {' or '.join(scopes)}"] if scopes else []),
        *([_reset(time_zone)] if code == "RV508" else []),
    ]
    return "; ".join(parts) + _mark(answer, envelope)


def _wordless(answer: Answer) -> str:
    if answer.status == 404:
        return "HubSpot does not know this address"
    if 300 <= answer.status < 400:
        return "HubSpot wanted to redirect the request, which is never followed"
    return "HubSpot gave no reason"


def _reset(time_zone: str) -> str:
    return f"it starts again at midnight in {time_zone or 'the time zone of the portal'}"


def _mark(answer: Answer, envelope: Mapping[str, Json]) -> str:
    category = _clean(envelope.get("subCategory")) or _clean(envelope.get("category"))
    correlation = _clean(envelope.get("correlationId"))
    marks = [f"HTTP {answer.status}", category, f"correlationId {correlation}" if correlation else ""]
    return f" ({', '.join(mark for mark in marks if mark)})"


def _errors(envelope: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    errors = envelope.get("errors")
    yield from (entry for entry in errors if isinstance(entry, dict)) if isinstance(errors, list) else ()


def _details(envelope: Mapping[str, Json]) -> list[str]:
    texts = [_clean(entry.get("message")) for entry in _errors(envelope)]
    return [text for text in dict.fromkeys(texts) if text][:_MOST_DETAILS]


def _kinds(envelope: Mapping[str, Json]) -> Iterator[str]:
    """Every category, sub-category and code that the envelope names."""
    for part in (envelope, *_errors(envelope)):
        yield from (str(part.get(name, "")) for name in ("category", "subCategory", "code"))


def _scopes(envelope: Mapping[str, Json]) -> tuple[str, ...]:
    """Scopes that a 403 asks for (dossier K)."""
    parts = (envelope, *_errors(envelope))
    found = dict.fromkeys(scope for part in parts for scope in _required(part.get("context")))
    if not found and "MISSING_SCOPES" in _kinds(envelope):
        return ("one that HubSpot does not name",)
    return tuple(found)


def _required(context: Json) -> Iterator[str]:
    for name in ("requiredGranularScopes", "requiredScopes"):
        scopes = context.get(name) if isinstance(context, dict) else None
        if isinstance(scopes, list):
            yield from (_clean(scope) for scope in scopes if isinstance(scope, str))


def _clean(text: Json) -> str:
    """Text of a stranger on one line: no control characters, no endless length."""
    if not isinstance(text, str):
        return ""
    line = "".join(char if char.isprintable() else " " for char in text[: 2 * _LONGEST])
    short = " ".join(line.split())
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST]}…"
