"""What may be a secret in a portal's answers is replaced; the shape stays, so that a copy behaves the same.

HubSpot keeps the secrets of webhooks and custom code apart and shows their names only (dossier F4), but
people write them into addresses and code all the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit, urlunsplit

from revops.model.json import Json

STAND_IN: Final = "redacted"
"""Always the same word: a hash could be tried out, as secrets that people choose are short."""

_FORMS: Final = re.compile(
    r"\bpat-[a-z]{2}\d-[\w-]{12,}"  # HubSpot's (dossier K)
    r"|\bxox[abprs]-[\w-]{10,}|\bAKIA[0-9A-Z]{16}\b|\bAIza[\w-]{30,}|\bgh[pousr]_\w{30,}"
    r"|\b[sr]k[-_](?:live|test|proj)[-_][\w-]{12,}|\beyJ[\w-]{8,500}\.[\w-]{8,4000}\.[\w-]*"
    r"|\bBearer\s+[\w.~+/=-]{16,}|\bBasic\s+(?=[A-Za-z+/=]*\d)[\w+/]{12,}=*"
    r"|(?<=//hooks\.slack\.com/services/)[\w/]+|(?<=//hooks\.zapier\.com/hooks/catch/)[\w/]+"
    r"|(?<=://)[^/\s:@\"'<>]+:[^/\s@\"'<>]+(?=@)"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)",
    re.DOTALL,
)
"""Tokens by the forms that their makers gave them, user and password of an address, private keys."""

_TELLING: Final = (
    r"(?<!\w)\w{0,40}?(?:(?:api|access|private|secret|client|auth|app|sign\w{0,10}|encryption)[_-]?key"
    r"|hapikey|token|secret|passw(?:or)?d|passphrase|pwd|authorization|credentials?)\w{0,40}"
)
_ASSIGNED: Final = re.compile(
    rf"({_TELLING}[\"'`]?\s{{0,9}}\]?\s{{0,9}}(?::\s?\w{{1,20}}\s?=|:=|=>|[:=])\s{{0,9}}[rbfu]?)"
    r"([\"'`])([^\n]*?)\2",
    re.IGNORECASE,
)
"""A literal in code that a name calls a secret."""
_NAMED: Final = re.compile(rf"{_TELLING}", re.IGNORECASE)
_INSIDE: Final = re.compile(rf"([?&]{_TELLING}=)[^&\s\"'`$<>{{]+", re.IGNORECASE)
"""A secret in the query of an address in code."""
_RANDOM: Final = re.compile(
    r"([\"'`])(?:(?=[^\"'`]*\d)(?=[^\"'`]*[a-z])(?=[^\"'`]*[A-Z])[\w+/=.~-]{20,}"
    r"|(?=[a-z]*\d)(?=\d*[a-z])[a-z\d]{24,}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12})\1"
)
"""A literal that nobody would write by hand."""
_COMPUTED: Final = re.compile(r"[$#]?\{[^}]*\}|\b(?:Bearer|Basic)\b|\W")
_WORD: Final = re.compile(r"[a-z][a-z_-]{0,14}(?:\.[a-z]{2,4})?|v\d{1,2}|\d{4}-\d\d")
"""Parts of an address's path that are words or versions. Others may be all that keeps strangers out."""

_FIXED: Final = frozenset({"staticAppendValue", "staticValue", "value", "values"})
"""Members of an input that hold what somebody typed (dossier G3); others name properties and types."""

WEBHOOK: Final = "address of a webhook"
VALUE: Final = "value that a webhook or an action sends"
CODE: Final = "literal in custom code"
TEXT: Final = "text that has the form of a token or password"


Note = Callable[[str], None]


def without_secrets(value: Json, note: Note = lambda _: None) -> Json:
    """Any part of an answer, or of units in the words of a blueprint, without secrets.

    Args:
        value: it is not changed.
        note: is told what was replaced: one of the four above.
    """
    return _walked(value, note, "", sent=False)


def _walked(value: Json, note: Note, inside: str, *, sent: bool) -> Json:
    """The same; `inside` is the name of the member, `sent` is True in what goes to strangers."""
    if isinstance(value, list | tuple):
        return [_walked(one, note, inside, sent=sent) for one in value]
    if isinstance(value, Mapping):
        sent = sent or (inside == "inputFields" and bool(_NAMED.fullmatch(str(value.get("name")))))
        return {name: _member(name, value, note, inside, sent=sent) for name in value}
    if isinstance(value, str) and sent and inside in _FIXED:
        return _noted(value, STAND_IN, VALUE, note)
    return _noted(value, _FORMS.sub(STAND_IN, value), TEXT, note) if isinstance(value, str) else value


def _member(name: str, beside: Mapping[str, Json], note: Note, inside: str, *, sent: bool) -> Json:
    value = beside[name]
    named = inside == "fields" and bool(_NAMED.fullmatch(name))
    if not isinstance(value, str):
        return _walked(value, note, name, sent=sent or named or name == "queryParams")
    if name == "webhookUrl" or (name == "url" and "method" in beside):
        return _noted(value, _address(value), WEBHOOK, note)
    if name == "sourceCode" or (name == "source" and "runtime" in beside):
        return _noted(value, _code(value), CODE, note)
    if named:
        return _noted(value, STAND_IN, VALUE, note)
    return _walked(value, note, name, sent=sent)


def _noted(before: str, after: str, what: str, note: Note) -> str:
    if after != before:
        note(what)
    return after


def _address(text: str) -> str:
    """The address of a webhook: its host and the words of its path stay, and the names in its query."""
    try:
        scheme, host, path, query, fragment = urlsplit(text)
    except ValueError:
        return STAND_IN
    parts = "/".join(part if not part or _WORD.fullmatch(part) else STAND_IN for part in path.split("/"))
    pairs = [one.partition("=") for one in query.split("&") if one]
    asked = "&".join(f"{name}={STAND_IN}" if equals else STAND_IN for name, equals, _ in pairs)
    return urlunsplit((scheme, host.rpartition("@")[2], parts, asked, STAND_IN if fragment else ""))


def _code(text: str) -> str:
    found = _FORMS.sub(STAND_IN, text)
    found = _ASSIGNED.sub(_literal, found)
    found = _INSIDE.sub(rf"\g<1>{STAND_IN}", found)
    return _RANDOM.sub(rf"\1{STAND_IN}\1", found)


def _literal(found: re.Match[str]) -> str:
    """A literal that only puts values together, such as `Bearer ${key}`, holds no secret."""
    if not _COMPUTED.sub("", found[3]):
        return found[0]
    return f"{found[1]}{found[2]}{STAND_IN}{found[2]}"
