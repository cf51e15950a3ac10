"""New blueprint files: what is surely plain is written here, all else by ruamel.yaml, with the same result.

ruamel.yaml takes about 40 microseconds for a value, which is many seconds for a large portal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Final

from revops.blueprint.emit import dumped, is_short, round_trip, spelled_out
from revops.blueprint.header import FORMAT
from revops.model.json import Json

_WIDE: Final = "\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff"
"""What ruamel.yaml writes as it is (`Emitter.analyze_scalar`), beyond ASCII and without line breaks."""
_FIRST: Final = rf"(?:(?!(?i:true|false|null|yes|no|on|off|y|n)\Z)[A-Za-z_/();^{_WIDE}]|\d(?=.*[{_WIDE}]))"
"""What begins nothing but text, but for words that YAML 1.1 or 1.2 takes for something else; all these, and
what they take for numbers and dates, are ASCII."""
_COLON: Final = r":(?![ ?]|\Z)"
"""Within a word; libyaml cannot read `:?` in brackets."""
_SURE: Final = re.compile(rf"{_FIRST}(?:(?![:#])[ -~{_WIDE}]|{_COLON}|(?<! )#)*(?<! )")
"""Text that needs no quotes on a line of its own."""
_SURE_IN_BRACKETS: Final = re.compile(rf"{_FIRST}(?:(?![:#,[\]{{}}])[ -~{_WIDE}]|{_COLON})*(?<! )")
_FRACTION: Final = re.compile(r"-?\d+\.\d+")
_LONGEST_KEY: Final = 100
"""ruamel.yaml writes keys of 128 characters and more as `? key`."""


def new_file(sections: Mapping[str, Json]) -> str:
    """The text of a blueprint file with these sections, as `revops fmt` lays it out."""
    writer = _Writer()
    told = [{"revops": FORMAT}, *({name: value} for name, value in sections.items())]
    return "\n".join(writer.section(one) for one in told)


class _Writer:
    """One file; `pad` stands before each line."""

    def __init__(self) -> None:
        self._yaml = round_trip("")
        self._yaml.indent(mapping=2, sequence=4, offset=2)
        self._spelled: dict[tuple[str, str], list[str]] = {}
        """Members with a text that is not sure, as ruamel.yaml writes them: the same ones come often."""

    def section(self, told: Mapping[str, Json]) -> str:
        if is_short(told):
            return dumped(self._yaml, spelled_out(told))
        return "".join(f"{line}\n" for line in self._members(told, ""))

    def _members(self, value: Mapping[str, Json], pad: str) -> Iterator[str]:
        """The lines of a map that does not fit on one."""
        for key, inner in value.items():
            yield from self._member(str(key), inner, pad)

    def _member(self, key: str, inner: Json, pad: str) -> Iterator[str]:
        if not _is_key(key):
            yield from self._by_ruamel(key, inner, pad)
        elif isinstance(inner, dict) and not is_short(inner):
            yield f"{pad}{key}:"
            yield from self._members(inner, f"{pad}  ")
        elif isinstance(inner, list) and inner:
            yield f"{pad}{key}:"
            yield from self._items(inner, f"{pad}  ")
        elif (said := _on_a_line(inner)) is not None:
            yield f"{pad}{key}: {said}"
        else:
            yield from self._by_ruamel(key, inner, pad)

    def _items(self, value: Iterable[Json], pad: str) -> Iterator[str]:
        """The lines of a list."""
        for item in value:
            if isinstance(item, dict) and not is_short(item):
                first, *rest = self._members(item, f"{pad}  ")
                yield f"{pad}- {first[len(pad) + 2 :]}"
                yield from rest
            elif (said := _on_a_line(item)) is not None:
                yield f"{pad}- {said}"
            else:
                yield from self._by_ruamel("item", [item], pad[:-2])[1:]

    def _by_ruamel(self, key: str, value: Json, pad: str) -> list[str]:
        """The lines of a member, however it has to be quoted."""
        if not isinstance(value, str):
            lines = self._spelled_out(key, value)
        elif (key, value) in self._spelled:
            lines = self._spelled[key, value]
        else:
            lines = self._spelled[key, value] = self._spelled_out(key, value)
        return [f"{pad}{line}" if line else line for line in lines]

    def _spelled_out(self, key: str, value: Json) -> list[str]:
        member = spelled_out({key: value})
        member.fa.set_block_style()
        return dumped(self._yaml, member).removesuffix("\n").split("\n")


def _is_key(key: str) -> bool:
    return len(key) <= _LONGEST_KEY and _SURE.fullmatch(key) is not None


def _on_a_line(value: Json) -> str | None:
    """A short map or a plain value as it stands behind its key; None where that is not sure."""
    return _in_braces(value) if isinstance(value, dict) else _plain(value, _SURE)


def _in_braces(value: Mapping[str, Json]) -> str | None:
    plain = partial(_plain, sure=_SURE_IN_BRACKETS)
    said = [(plain(str(key)), plain(inner)) for key, inner in value.items()]
    if any(None in one for one in said):
        return None
    return "{" + ", ".join(f"{key}: {inner}" for key, inner in said) + "}"


def _plain(value: Json, sure: re.Pattern[str]) -> str | None:
    """A value that needs no quotes; None where that is not sure."""
    if isinstance(value, str):
        return value if sure.fullmatch(value) else None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, float):
        return repr(value) if _FRACTION.fullmatch(repr(value)) else None
    return "[]" if value == [] else None
