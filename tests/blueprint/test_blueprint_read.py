"""Reading one file: YAML 1.2 and nothing else, every place known, what is unsafe refused."""

from __future__ import annotations

import pytest

from revops.blueprint.compose import MAX_DEPTH
from revops.blueprint.read import Document, read_bytes, read_yaml
from revops.blueprint.text import MAX_BYTES
from revops.model.address import Origin


def one(document: Document) -> tuple[str, int, int]:
    """Code, line and column of the only finding."""
    [finding] = document.findings
    return finding.code, finding.origin.line, finding.origin.column


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("012", "012"),
        ("1:30", "1:30"),
        ("1_000", "1_000"),
        ("2026-11-22", "2026-11-22"),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("12", 12),
        ("-3", -3),
        ("0", 0),
        ("0x1F", 31),
        ("0o14", 12),
        ("0.6", 0.6),
        ("1e3", 1000.0),
        ("'12'", "12"),
        ('"true"', "true"),
        ("!!str 12", "12"),
    ],
)
def test_values_follow_the_core_schema_of_yaml_1_2(written: str, value: object) -> None:
    """YAML 1.1 would turn `no`, `012`, `1:30` and dates into something else."""
    data = read_yaml(f"a: {written}\n", "f.yaml").data

    assert {"a": value} == data
    assert type(value) is type(data["a"])


@pytest.mark.parametrize(
    "written", [".inf", "-.inf", ".nan", "1e999", "123456789012345678901", "0x" + "f" * 5000]
)
def test_numbers_that_json_cannot_hold_stay_text(written: str) -> None:
    """A number that would change on the way to HubSpot is not taken for one."""
    assert {"a": written} == read_yaml(f"a: {written}", "f.yaml").data


def test_keys_are_text_as_written() -> None:
    """Stage ids and option values such as `0`, `01` and `true` need no quotes as keys."""
    data = read_yaml("0: a\n01: b\ntrue: c\nnull: d\n", "f.yaml").data

    assert data == {"0": "a", "01": "b", "true": "c", "null": "d"}


def test_places_of_keys_values_and_items() -> None:
    """Columns count characters, so Japanese text before a place moves it by one each."""
    document = read_yaml("a:\n  名前: {ja: リード, en: [x, y]}\n", "f.yaml")

    assert Origin("f.yaml", 2, 3) == document.origin(("a", "名前"))
    assert Origin("f.yaml", 2, 17) == document.origin(("a", "名前", "en"))
    assert Origin("f.yaml", 2, 25) == document.origin(("a", "名前", "en", 1))
    assert Origin("f.yaml", 2, 12) == document.origin(("a", "名前", "ja"), value=True)


def test_a_place_that_is_not_there_is_the_nearest_one_around_it() -> None:
    """A missing key is looked for where it is missed."""
    document = read_yaml("a:\n  b: 1\n", "f.yaml")

    assert Origin("f.yaml", 2, 3) == document.origin(("a", "b", "c", 4), value=True)
    assert Origin("f.yaml", 1, 1) == document.origin(("z",))


def test_a_duplicate_key_names_both_lines() -> None:
    """PyYAML would take the last one without a word."""
    document = read_yaml("a: 1\nb:\n  c: 1\n  c: {d: 2}\na: 3\n", "f.yaml")

    assert [(f.code, f.origin.line, f.origin.column) for f in document.findings] == [
        ("RV105", 4, 3),
        ("RV105", 5, 1),
    ]
    assert "line 3 and on line 4" in document.findings[0].summary
    assert document.data == {"a": 1, "b": {"c": 1}}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a: &x [*x]\n", ("RV108", 1, 8)),
        ("a: *y\n", ("RV108", 1, 4)),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", ("RV106", 3, 3)),
        ("a: !!python/object:os.system x\n", ("RV107", 1, 4)),
        ("a: !secret x\n", ("RV107", 1, 4)),
        ("a: !!int x\n", ("RV107", 1, 4)),
        ("? [a]\n: 1\n", ("RV110", 1, 3)),
        ("'': 1\n", ("RV110", 1, 1)),
        ("a: 1\n---\nb: 2\n", ("RV111", 2, 1)),
        ("a: b: c\n", ("RV104", 1, 5)),
        ("a:\n\t- b\n", ("RV104", 2, 1)),
        ("a: [1, 2\n", ("RV104", 2, 1)),
        ('a: "\\ud800"\n', ("RV104", 1, 7)),
    ],
)
def test_what_is_refused_has_a_place(text: str, place: tuple[str, int, int]) -> None:
    """Cycles, merge keys, tags, odd keys, second documents and broken syntax."""
    assert place == one(read_yaml(text, "f.yaml"))


def test_a_syntax_error_says_the_way_out() -> None:
    """The commonest slip: a colon in text that has no quotes."""
    [finding] = read_yaml("label: Stage: two\n", "f.yaml").findings

    assert "quotes" in finding.hint
    assert finding.source == "label: Stage: two"


@pytest.mark.parametrize("opening", ["[", "- ", "{a: "])
def test_deep_nesting_is_refused_and_does_not_crash(opening: str) -> None:
    """The parser's own `compose` overflows the stack on 100,000 brackets."""
    document = read_yaml("a: " * (opening == "[") + opening * 100_000, "f.yaml")

    assert document.findings[0].code == "RV109"
    assert document.findings[0].origin.line == 1


def test_nesting_up_to_the_limit_is_read() -> None:
    """The limit itself is allowed."""
    assert not read_yaml("[" * MAX_DEPTH + "]" * MAX_DEPTH, "f.yaml").findings


def test_a_bomb_of_aliases_is_refused_before_it_unfolds() -> None:
    """Ten levels of ten aliases each would be ten thousand million values."""
    lines = ["a0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    [finding] = read_yaml("\n".join(lines), "f.yaml").findings

    assert finding.code == "RV108"
    assert finding.origin.line == 5


def test_an_alias_repeats_a_value() -> None:
    """Anchors and aliases are plain YAML 1.2."""
    assert read_yaml("a: &it [1, x]\nb: *it\n", "f.yaml").data == {"a": [1, "x"], "b": [1, "x"]}


@pytest.mark.parametrize(
    ("raw", "place", "word"),
    [
        (b"a: 1\nb: \xff", ("RV101", 2, 4), "UTF-8"),
        ("a: 日本".encode("cp932"), ("RV101", 1, 4), "Shift_JIS"),
        ("a: b".encode("utf-16"), ("RV101", 1, 1), "UTF-16"),
        ("a: リード\x00".encode(), ("RV102", 1, 7), "U+0000"),
        (b"a: b\r\nc: \x07", ("RV102", 2, 4), "U+0007"),
        ("a: x\u2028y".encode(), ("RV102", 1, 5), "U+2028"),
        ("a: x\ufeffy".encode(), ("RV102", 1, 5), "U+FEFF"),
    ],
)
def test_wrong_encodings_and_control_characters(raw: bytes, place: tuple[str, int, int], word: str) -> None:
    """The place is where the first bad byte or character stands."""
    document = read_bytes(raw, "f.yaml")

    assert place == one(document)
    assert word in document.findings[0].summary


def test_a_byte_order_mark_is_accepted() -> None:
    """Windows editors write one; it is no part of the first key."""
    document = read_bytes(b"\xef\xbb\xbfa: 1\n", "f.yaml")

    assert document.data == {"a": 1}
    assert Origin("f.yaml", 1, 1) == document.origin(("a",))


def test_a_huge_file_is_refused() -> None:
    """One byte more than the limit."""
    assert one(read_bytes(b"#" * (MAX_BYTES + 1), "f.yaml"))[0] == "RV103"
    assert not read_bytes(b"#" * MAX_BYTES, "f.yaml").findings


def test_line_ends_of_windows_do_not_move_lines() -> None:
    """CRLF counts as one line break, and the source line is shown without it."""
    document = read_yaml("a: 1\r\nb: 2\r\na: 3\r\n", "f.yaml")

    assert one(document) == ("RV105", 3, 1)
    assert document.findings[0].source == "a: 3"
