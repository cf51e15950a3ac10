"""From bytes to text: what is too large, not UTF-8 or invisible is refused with its place."""

from __future__ import annotations

import re
from pathlib import Path
from stat import S_ISREG
from typing import Final, Never

from revops.model.address import Origin
from revops.model.exits import INVALID
from revops.model.finding import Finding, Refused, Severity

MAX_BYTES: Final = 2_000_000
"""No hand-kept file is larger: 2 MB hold some 3,500 properties in two languages."""

_MARKS: Final = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\xff\xfe": "UTF-16",
    b"\xfe\xff": "UTF-16",
}
_OLD: Final = "Shift_JIS or another old encoding"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff]")
"""NEL and the Unicode separators count as line breaks in YAML 1.1 only, so line numbers would be off."""


def decoded(content: bytes, file: str) -> str:
    """The text of a file, without a byte order mark.

    Raises:
        Refused: the file is too large, not UTF-8, or holds a control character.
    """
    if len(content) > MAX_BYTES:
        summary = f"the file has more than {MAX_BYTES:,} bytes"
        _refuse("RV103", summary, Origin(file, 1, 1), hint="Split it into several files.")
    text = _utf8(content, file)
    found = _CONTROL.search(text)
    if found:
        origin, source = _place(file, text, found.start())
        summary = f"the character U+{ord(found[0]):04X} cannot be seen and is not allowed"
        way_out = f'Remove it, or write it as "\\u{ord(found[0]):04x}" in double quotes.'
        binary = text.count("\0") * 4 > len(text)
        _refuse("RV102", summary, origin, source, "Save the file as UTF-8 text." if binary else way_out)
    return text


def raw(path: Path, file: str) -> bytes:
    """A file's bytes, one more than allowed at most; `file` is the name that findings show.

    Raises:
        Refused: the file cannot be read.
    """
    try:
        if not S_ISREG(path.stat().st_mode):
            _refuse("RV113", "this is no file", Origin(file, 1, 1), hint="Put a file in its place.")
        with path.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError as error:
        told = f"the file cannot be read, {error.strerror}"
        _refuse("RV113", told, Origin(file, 1, 1), hint="Correct its permissions, or where its link leads.")


def lines_of(text: str) -> list[str]:
    """Lines as YAML counts them; `splitlines` knows more line breaks than YAML 1.2."""
    return re.split("\r\n|\r|\n", text)


def _utf8(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8-sig", errors="replace")
        origin, _ = _place(file, before, len(before))
        guess = next((name for mark, name in _MARKS.items() if content.startswith(mark)), _OLD)
        summary = f"byte 0x{content[error.start]:02X} is not UTF-8; the file may be {guess}"
        _refuse("RV101", summary, origin, hint="Save the file as UTF-8.")


def _place(file: str, text: str, offset: int) -> tuple[Origin, str]:
    lines = lines_of(text[:offset])
    whole = lines_of(text)[len(lines) - 1]
    return Origin(file, len(lines), len(lines[-1]) + 1), whole


def _refuse(code: str, summary: str, origin: Origin, source: str = "", hint: str = "") -> Never:
    raise Refused([Finding(code, Severity.ERROR, summary, hint, origin=origin, source=source)], INVALID)
