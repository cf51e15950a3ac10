"""The canonical text of a ledger: sorted, one value per line, for small diffs in a repository."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from json.encoder import encode_basestring
from operator import attrgetter
from typing import Final

from revops.model.address import Address
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger

FORMAT: Final = 1

_DEFAULTS: Final = asdict(Entry())
_FIELDS: Final = attrgetter(*_DEFAULTS)
_HOLDERS: Final = frozenset({dict, list, tuple})


def dumps(ledger: Ledger) -> str:
    """The canonical text of a ledger: sorted, one value per line, defaults left out, for small diffs."""
    texts = [entry_text(*item) for item in sorted(ledger.entries.items(), key=lambda item: str(item[0]))]
    return spelled(ledger.portal, texts).decode()


def spelled(portal: int, entries: Sequence[bytes]) -> bytes:
    """The document around its entries."""
    shown = b"{\n%s\n }" % b",\n".join(entries) if entries else b"{}"
    return b'{\n "entries": %s,\n "format_version": %d,\n "portal": %d\n}\n' % (shown, FORMAT, portal)


def entry_text(address: Address, entry: Entry) -> bytes:
    """One entry at its place in the document."""
    return f"  {encode_basestring(str(address))}: {_json(sparse(entry), '  ')}".encode()


def _json(value: Json, margin: str) -> str:
    """As `json.dumps` prints it with an indent of 1 and sorted keys, twenty times as fast."""
    if not (isinstance(value, dict | list | tuple) and value):
        return _members(margin).encode(value)
    ends = "{}" if isinstance(value, dict) else "[]"
    deeper = f"{margin} "
    if _HOLDERS.isdisjoint(map(type, value.values() if isinstance(value, dict) else value)):
        inside = _members(deeper).encode(value)[1:-1]
    elif isinstance(value, dict):
        found = sorted(value.items())
        inside = f",\n{deeper}".join(
            f"{encode_basestring(name)}: {_json(one, deeper)}" for name, one in found
        )
    else:
        inside = f",\n{deeper}".join(_json(inner, deeper) for inner in value)
    return f"{ends[0]}\n{deeper}{inside}\n{margin}{ends[1]}"


@cache
def _members(margin: str) -> json.JSONEncoder:
    """Writes what holds nothing that holds something, one member per line."""
    ends = (f",\n{margin}", ": ")
    return json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, separators=ends)


def sparse(entry: Entry) -> dict[str, Json]:
    """The entry without the fields that hold their default."""
    held = zip(_DEFAULTS.items(), _FIELDS(entry), strict=True)
    return {
        name: dict(value) if type(default) is dict else value
        for (name, default), value in held
        if value != default
    }
