"""Laws of `revops fmt` over random blueprints: once is enough, and nothing that a file says changes."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_blueprints import blueprints
from ruamel.yaml import YAML

from revops.blueprint.comments import comments
from revops.blueprint.emit import dumped, spelled_out
from revops.blueprint.layout.members import top
from revops.blueprint.layout.run import formatted
from revops.blueprint.load import load
from revops.blueprint.read import read_yaml
from revops.kinds import KINDS

PLACE = top(KINDS)
SECTIONS = [kind.section for kind in KINDS]
ENTRY = {"label", "type", "object", "event"}
"""Keys of which every entry has one; names that people give keep their sequence."""


def _shuffled(draw, value):
    """The value with members of entries in any sequence."""
    if isinstance(value, list):
        return [_shuffled(draw, item) for item in value]
    if not isinstance(value, dict):
        return value
    keys = draw(st.permutations(list(value))) if ENTRY & value.keys() else list(value)
    return {key: _shuffled(draw, value[key]) for key in keys}


@st.composite
def files(draw):
    """A blueprint as different people would write it: indentation, blank lines, comments, sequence."""
    data = draw(blueprints())
    names = [name for name in data if name != "revops"]
    shuffled = {name: _shuffled(draw, data[name]) for name in draw(st.permutations(names))}
    yaml = YAML()
    yaml.width = 1_000_000
    indent = draw(st.sampled_from([2, 3, 4, 8]))
    yaml.indent(mapping=indent, sequence=indent + 2, offset=draw(st.sampled_from([0, 2])))
    lines = dumped(yaml, spelled_out({"revops": 1, **shuffled})).split("\n")
    result = []
    for number, line in enumerate(lines):
        extra = draw(st.sampled_from(["", "", "", "blank", "comment", "beside"]))
        blanks = " " * (len(line) - len(line.lstrip()))
        result += [""] * (extra == "blank") + [f"{blanks}# note {number}"] * (extra == "comment")
        beside = extra == "beside" and line.strip() and not re.search(r"[|>][-+0-9]*$", line)
        result.append(f"{line} {' ' * draw(st.integers(0, 3))}# beside {number}" if beside else line)
    return "\n".join(result)


def _fmt(text):
    document = read_yaml(text, "main.yaml")
    result = formatted(document, PLACE, SECTIONS)
    assert result is not None, document.findings
    return result


def _loaded(text):
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "main.yaml").write_text(text, encoding="utf-8")
        return load(Path(folder), ["main.yaml"], KINDS)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_formatting_twice_is_formatting_once(text):
    """fmt(fmt(x)) == fmt(x)."""
    once = _fmt(text)

    assert _fmt(once) == once


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(files())
def test_formatting_changes_nothing_that_is_said(text):
    """load(fmt(x)) == load(x): resources with their units in sequence, errors, and all comments."""
    after = _fmt(text)
    one, other = _loaded(text), _loaded(after)

    assert sorted(note.text for note in comments(after)) == sorted(note.text for note in comments(text))
    assert [(found.code, found.summary) for found in one.findings] == [
        (found.code, found.summary) for found in other.findings
    ]
    assert {found.address: list(found.units.items()) for found in one.resources} == {
        found.address: list(found.units.items()) for found in other.resources
    }
