"""A snapshot's file as untrusted input: bounded, parsed, and checked before anything is loaded."""

from __future__ import annotations

import gzip
import zlib
from typing import IO, TYPE_CHECKING, Any, Final, cast

from revops.emulator.http import Json, Refusal, decoded
from revops.emulator.recordings import check_document, is_whole

if TYPE_CHECKING:
    from pathlib import Path

MOST_BYTES: Final = 200_000_000
"""Of text, unpacked; 4,000 properties, 500 segments and 300 workflows have some 10 MB."""
_PACKED: Final = b"\x1f\x8b"
"""How a gzip file begins."""


class UnreadableError(Exception):
    """The file is no snapshot; the text says why."""


def read_snapshot(path: Path) -> dict[str, Json]:
    """The document of a snapshot.

    Raises:
        UnreadableError: it cannot be read, is too large, is no JSON, or no snapshot.
    """
    try:
        document = decoded(_content(path))
        check_document(document)
    except OSError as error:
        raise UnreadableError(error.strerror or "it is no whole gzip file") from None
    except (EOFError, zlib.error):
        raise UnreadableError("it is no whole gzip file") from None
    except RecursionError:
        raise UnreadableError("it is nested too deeply") from None
    except Refusal as refusal:
        raise UnreadableError(str(refusal)) from None
    if not is_whole(document):
        raise UnreadableError("it has no format_version, so it is no snapshot")
    return cast("dict[str, Json]", document)


def _content(path: Path) -> bytes:
    with path.open("rb") as plain:
        packed = plain.read(len(_PACKED)) == _PACKED
        plain.seek(0)
        stream: IO[bytes] = cast("Any", gzip.GzipFile(fileobj=plain)) if packed else plain
        content = stream.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableError(f"it has more than {MOST_BYTES:,} bytes of text")
    return content


def copy_id(document: dict[str, Json]) -> int | None:
    """The portal id of a copy: 9 and the last eight digits, so that it has a ledger of its own."""
    portal = document.get("portal")
    number = portal.get("id") if isinstance(portal, dict) else None
    if type(number) is not int or number < 1:
        return None
    return 900_000_000 + number % 100_000_000
