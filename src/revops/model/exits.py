"""Exit codes: one meaning each, whichever command ends with it (design.md section 5)."""

from __future__ import annotations

from typing import Final

DONE: Final = 0
"""Done, or nothing to do."""
ERROR: Final = 1
CHANGES: Final = 2
"""Changes or drift were found."""
INVALID: Final = 3
"""The blueprint is invalid."""
UNDECIDED: Final = 4
"""Refused or left: a person must decide."""
PARTIAL: Final = 5
"""A change failed part-way."""
USAGE: Final = 64
