"""Values as YAML text that reads back as the same values, and files written whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, Final

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString
from ruamel.yaml.util import load_yaml_guess_indent
from yamlcore import CCoreLoader

from revops.model.json import Json

_WIDTH: Final = 1_000_000
"""Lines are never wrapped: a rewritten line would be a change that nobody made."""

_FLOW: Final = 80
"""A map of plain values that is no longer than this stands on one line, as people write labels."""

_MISREAD: Final = re.compile(r"^[?:]|:\?")
"""What libyaml cannot read without quotes inside of `[…]` and `{…}`, although YAML allows it."""

BREAKS: Final = re.compile("[\x85\u2028\u2029]")
"""Line breaks of YAML 1.1, which ruamel.yaml writes as they are but in double quotes, and `text` refuses."""

_VARIABLE: Final = re.compile(r"\$\$|\$[A-Za-z_][A-Za-z0-9_]*$")


def round_trip(text: str) -> YAML:
    """A ruamel.yaml that keeps comments, quotes and the indentation of the text."""
    yaml_ = YAML()
    yaml_.preserve_quotes = True
    yaml_.width = _WIDTH
    yaml_.brace_single_entry_mapping_in_flow_sequence = True
    _, indent, offset = load_yaml_guess_indent(text)
    yaml_.indent(mapping=_mapping_indent(text), sequence=indent or 2, offset=offset or 0)
    return yaml_


def dumped(yaml_: YAML, value: Any) -> str:
    stream = StringIO()
    yaml_.dump(value, stream)
    return stream.getvalue()


def inline(value: Any) -> str:
    """A plain value as it can stand anywhere, also inside of `[…]` and `{…}`."""
    items = CommentedSeq([value])
    items.fa.set_flow_style()
    return dumped(round_trip(""), items)[1:-2]


def spelled_out(value: Json) -> Any:
    """A JSON value as ruamel writes it so that the reader gets the same value back."""
    if isinstance(value, dict):
        entries = CommentedMap({_text(str(key)): spelled_out(inner) for key, inner in value.items()})
        if is_short(value):
            entries.fa.set_flow_style()
        return entries
    if isinstance(value, list):
        return CommentedSeq([spelled_out(inner) for inner in value])
    if isinstance(value, str):
        return _text(f"${value}" if _VARIABLE.match(value) else value)
    return value


def write_text(path: Path, text: str) -> None:
    """Replace a file's content in one step; a file that is there keeps its permissions."""
    path = path.resolve()
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(text.encode())
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mapping_indent(text: str) -> int:
    """Columns from a key to the keys below it, as the text has it first."""
    found = re.search(r"^[^\s#\-].*:[ \t]*(?:#.*)?\n(?:[ \t]*(?:#.*)?\n)*( +)[^\s\-#]", text, re.MULTILINE)
    return len(found[1]) if found else 2


def is_short(value: Mapping[str, Json]) -> bool:
    """True for a map of plain values that fits on a line."""
    plain = not any(isinstance(inner, dict | list) for inner in value.values())
    return (
        plain
        and "revops" not in value
        and sum(len(f"{key}: {inner}, ") for key, inner in value.items()) <= _FLOW
    )


def _text(text: str) -> str:
    """Text in quotes where the reader would take it for something else."""
    loader: Any = CCoreLoader("")
    tag = loader.resolve(yaml.ScalarNode, text, (True, False))
    plain = tag.endswith(":str") and not _MISREAD.search(text) and not BREAKS.search(text)
    return text if plain else DoubleQuotedScalarString(text)
