"""Regular expressions of RE2, which HubSpot uses, as far as Python can read them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping
from typing import Final

MAX_PATTERN: Final = 2_000
"""Characters; a bound of ours, as HubSpot tells none."""

_TOKEN: Final = re.compile(
    r"(?P<own>\\Q.*?(?:\\E|$)|\\[pP](?:\{\^?\w+\}|\w)|\\x\{[0-9a-fA-F]+\}|\\[zC])"
    r"|(?P<back>\\[1-9]|\(\?P=)"
    r"|\\."
    r"|(?P<set>\[\^?\]?(?:\[:\^?\w+:\]|\\.|[^\]\\])*\])"
    r"|(?P<look>\(\?<?[=!])"
    r"|(?P<atomic>\(\?>)"
    r"|(?P<condition>\(\?\()"
    r"|(?P<flags>\(\?[imsU-]+(?=[:)]))"
    r"|(?P<named>\(\?<\w+>)",
    re.DOTALL,
)
_IN_SET: Final = re.compile(r"\[:\^?\w+:\]|\\[pP](?:\{\^?\w+\}|\w)|\\x\{[0-9a-fA-F]+\}")

_MISSING: Final[Mapping[str, str]] = {
    "back": "RE2 has no references to groups",
    "look": "RE2 has no look-ahead and no look-behind",
    "atomic": "RE2 has no atomic groups",
    "condition": "RE2 has no conditions",
}
"""What Python's expressions have and RE2 leaves out (RE2's own syntax page)."""

_STAND_INS: Final[Mapping[str, str]] = {"own": "a", "flags": "(?:", "named": "("}
"""What Python reads in the place of what only RE2 has."""


def fault(pattern: str) -> str:
    """Why RE2 cannot read an expression, as far as Python can tell; empty where nothing is found."""
    for found in _TOKEN.finditer(pattern):
        missing = _MISSING.get(found.lastgroup or "")
        if missing:
            return missing
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warns of sets that RE2 reads as they stand
        try:
            re.compile(_TOKEN.sub(_stand_in, pattern))
        except (re.error, OverflowError, RecursionError) as error:
            return str(error)
    return ""


def _stand_in(found: re.Match[str]) -> str:
    if found.lastgroup == "set":
        return _IN_SET.sub("a", found[0])
    return _STAND_INS.get(found.lastgroup or "", found[0])
