"""What a marketing e-mail names: properties in its texts, who gets it, and its campaign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from revops.model.context import Context
from revops.model.json import Json
from revops.model.reference import Mention, Thing
from revops.model.spec import Observed

_OBJECTS: Final[Mapping[str, str]] = {
    "contact": "contacts",
    "company": "companies",
    "account": "companies",
    "deal": "deals",
    "ticket": "tickets",
}
"""Variable of an e-mail -> object whose property follows the dot.

`contact` and `account` (the contact's primary company) are from HubSpot's list of HubL variables; the others
are the names of the objects.
"""
_EXPRESSION: Final = re.compile(r"{[{%](.{1,500}?)[%}]}", re.DOTALL)
_VARIABLE: Final = re.compile(rf"\b({'|'.join(_OBJECTS)})\.([a-z]\w*)")
_SENT_TO: Final = "contactIlsLists"
"""Segments by their ids; `contactLists` beside it holds ids of an older kind (HubSpot's description)."""


def mentions(observed: Observed, _context: Context) -> Iterator[Mention]:
    """Of every type of e-mail; a newsletter's recipients are segments, too."""
    row = observed.raw
    told = (row.get("subject"), row.get("content"), row.get("rssData"))
    yield from (Mention(one, "text") for part in told for one in dict.fromkeys(_variables(part)))
    sent = (row.get("to") or {}).get(_SENT_TO) or {}
    for how, member in (("recipients", "include"), ("suppression", "exclude")):
        yield from (Mention(Thing("segment", "", str(one)), how) for one in sent.get(member) or ())
    if row.get("campaign"):
        yield Mention(Thing("campaign", "", str(row["campaign"])), "campaign")


def _variables(value: Json) -> Iterator[Thing]:
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from _variables(part)
    elif isinstance(value, str) and "{" in value:
        for said in _EXPRESSION.findall(value):
            for variable, name in _VARIABLE.findall(said):
                yield Thing("property", _OBJECTS[variable], name)
