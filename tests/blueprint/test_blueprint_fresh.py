"""New files are written by hand where that is sure; ruamel.yaml, which could write all, is the witness."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from yamlcore import CCoreLoader

from revops.blueprint.emit import dumped, round_trip, spelled_out
from revops.blueprint.fresh import new_file
from revops.blueprint.layout import members
from revops.blueprint.layout.members import top
from revops.blueprint.text import decoded
from revops.kinds import KINDS

ODD = (
    *(
        "true",
        "Null",
        "yes",
        "N",
        "~",
        "=",
        "<<",
        "---",
        "...",
        "",
        "$abc",
        "$$",
        "aa:",
        "a:b",
        "a: b",
        "a #b",
    ),
    *("a#b", "a:?b", "a,b", "09:00", "2026-01-01", "2026年", "0o17", "1_000", "【a】", "contacts.email"),
    *("two\nlines", " a", "a ", "it's", '"a"', "a\tb", "k" * 100, "k" * 101, "k" * 128),
)
letters = st.one_of(
    st.sampled_from("aZ9あ、 :#,[]{}&*!|>'\"%@`?-~$._=<+()/\n\t\\é"),
    st.sampled_from("\x85\u2028\u2029"),
    st.characters(exclude_categories=("Cs",)),
)
texts = st.one_of(st.sampled_from(ODD), st.text(letters, max_size=8))
numbers = st.one_of(st.integers(), st.floats(allow_nan=False, allow_infinity=False), st.booleans(), st.none())
values = st.recursive(
    st.one_of(texts, numbers),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=12,
)


def by_ruamel(sections: dict[str, Any]) -> str:
    """The same by ruamel.yaml alone."""
    writer = round_trip("")
    writer.indent(mapping=2, sequence=4, offset=2)
    told = [{"revops": 1}, *({name: value} for name, value in sections.items())]
    return "\n".join(dumped(writer, spelled_out(one)) for one in told)


@settings(max_examples=150, deadline=None, print_blob=True)
@example({text: {"long": "x" * 80, text: {"a": text}, "items": [text, {"a": text}, [text]]} for text in ODD})
@given(st.dictionaries(texts, values, max_size=3))
def test_a_new_file_is_what_ruamel_would_write(sections: dict[str, Any]) -> None:
    """To the letter, whatever it holds."""
    assert new_file(sections) == by_ruamel(sections)


@pytest.mark.parametrize("text", ["a\u2028b", "a\x85b", "\ufeffa"])
def test_what_is_no_plain_text_is_left_to_ruamel(text: str) -> None:
    """Whatever is not sure to need no quotes."""
    assert new_file({"s": {text: "x", "a": text}}) == by_ruamel({"s": {text: "x", "a": text}})


@pytest.mark.parametrize("text", ["a\u2028b", "\u2029", "a\x85b", "it's\u2028 so", "\u2028\n"])
def test_line_breaks_that_only_yaml_1_1_knows_are_read_back(text: str) -> None:
    """HubSpot takes them in a label; a file that holds them as they are would be refused."""
    told = {"groups": {"contacts": {"a": {"label": text, text: [text]}}}}

    assert yaml.load(decoded(new_file(told).encode(), "a.yaml"), Loader=CCoreLoader) == {"revops": 1, **told}


def test_the_schema_is_looked_into_once_for_all_that_is_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """A further property is looked up by its name; its members stand where those of the others do."""
    looked: list[str | int] = []

    def counted(schema: Any, places: Any, part: str | int, below: Any = members.below) -> Any:
        looked.append(part)
        return below(schema, places, part)

    monkeypatch.setattr(members, "below", counted)

    def looks(count: int) -> int:
        entry = {"label": {"ja": "段階"}, "type": "enumeration", "options": {"a": "A"}, "groupName": "g"}
        looked.clear()
        top(KINDS).sorted({"properties": {"deals": {f"p{number}": entry for number in range(count)}}})
        return len(looked)

    assert looks(40) - looks(10) == 40 - 10
