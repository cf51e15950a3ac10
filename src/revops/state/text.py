"""The canonical text of a ledger: sorted, one value per line, for small diffs in a repository."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from json.encoder import encode_basestring
from typing import Final

from revops.model.address import Address
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger

FORMAT: Final = 1

_DEFAULTS: Final = asdict(Entry())


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
    """As `json.dumps` prints it with an indent of 1 and sorted keys, ten times as fast."""
    if isinstance(value, str):
        return encode_basestring(value)
    deeper = f"{margin} "
    if isinstance(value, dict):
        ends, found = "{}", sorted(value.items())
        parts = [f"{deeper}{encode_basestring(name)}: {_json(inner, deeper)}" for name, inner in found]
    elif isinstance(value, list | tuple):
        ends, parts = "[]", [f"{deeper}{_json(inner, deeper)}" for inner in value]
    else:
        return json.dumps(value, allow_nan=False)
    inside = ",\n".join(parts)
    return f"{ends[0]}\n{inside}\n{margin}{ends[1]}" if parts else ends


def sparse(entry: Entry) -> dict[str, Json]:
    """The entry without the fields that hold their default."""
    held = ((name, getattr(entry, name), default) for name, default in _DEFAULTS.items())
    return {
        name: dict(value) if isinstance(default, dict) else value
        for name, value, default in held
        if value != default
    }
