"""The name of a resource that everything else agrees on: `property.contacts.lead_source_category`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import NamedTuple

_PARTS = re.compile(r"^(?P<kind>[a-z_]+)(?:\.(?P<scope>[^.#]+))?\.(?P<name>[^.#]+)$")


class Address(NamedTuple):
    """`kind.scope.name`, or `kind.name` for kinds that are not per object type.

    A tuple, because a plan looks addresses up by the hundred thousand and C does that.
    """

    kind: str
    scope: str
    name: str

    def __str__(self) -> str:
        kind, scope, name = self  # spelled by the ten thousand
        return f"{kind}.{scope}.{name}" if scope and name else ".".join(part for part in self if part)

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read an address as people type it.

        Raises:
            ValueError: the text is not of the form KIND.NAME or KIND.SCOPE.NAME.
        """
        found = _PARTS.fullmatch(text)
        if not (found and text.isprintable()):
            raise ValueError(f"{text!r} is no address: write KIND.NAME or KIND.OBJECT.NAME")
        return cls(found["kind"], found["scope"] or "", found["name"])

    def matches(self, pattern: str) -> bool:
        """True where the address is named by an address or a glob (`property.contacts.*`)."""
        return fnmatchcase(str(self), pattern)


@dataclass(frozen=True, order=True, slots=True)
class Origin:
    """Where in the blueprint something stands; lines and columns count from 1, 0 means unknown."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file
