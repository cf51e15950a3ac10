"""The canonical text of a ledger: sorted, one value per line, for small diffs in a repository."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import Final

from revops.model.address import Address
from revops.model.json import Json
from revops.model.ledger import Entry, Ledger

FORMAT: Final = 1

_DEFAULTS: Final = asdict(Entry())
_FIELDS: Final = attrgetter(*_DEFAULTS)
_WRITER: Final = json.JSONEncoder(ensure_ascii=False, allow_nan=False, sort_keys=True, indent=1)
"""Made once: `json.dumps` makes one for each value."""


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
    text = _WRITER.encode({str(address): sparse(entry)})
    return text[1:-2].replace("\n", "\n ")[1:].encode()


def sparse(entry: Entry) -> dict[str, Json]:
    """The entry without the fields that hold their default."""
    held = zip(_DEFAULTS.items(), _FIELDS(entry), strict=True)
    return {
        name: dict(value) if type(default) is dict else value
        for (name, default), value in held
        if value != default
    }
