"""Writing back: the one value that was kept, and not a comment less."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from blueprint_toys import KINDS, Project

from revops.blueprint.fresh import new_file
from revops.blueprint.read import read_file
from revops.blueprint.write import keep, write_new
from revops.model.address import Address
from revops.model.context import Context
from revops.model.finding import Refused
from revops.model.json import MISSING

TEXT = """\
revops: 1   # the format
# about things
things:
    contacts:
        # about a
        a:  # trailing
            label: {ja: "段階", en: Tier}   # both
            count: 3
            parts:
                gold: {label: Gold}   # best
                # about silver
                silver: {label: Silver}
            words:
                - x
                - y

        # about b
        b: {label: B, color: 'red'}   # in one line
notes: {n: {label: {ja: ん,
                    en: N}, count: 1}, m: {label: M}}
"""


def kept(project: Project, address: str, path: str, value: Any) -> Path | None:
    """Keep one unit, with the kind that the address names."""
    kind = next(one for one in KINDS if one.name == address.partition(".")[0])
    context = Context(locale="ja")
    return keep(project.load(locale="ja"), Address.parse(address), path, value, kind, context)


@pytest.mark.parametrize(
    ("address", "path", "value", "before", "after"),
    [
        ("thing.contacts.a", "label", "階級", '{ja: "段階"', '{ja: "階級"'),
        ("thing.contacts.a", "count", 4, "count: 3", "count: 4"),
        ("thing.contacts.a", "parts.gold.label", "true", "{label: Gold}", '{label: "true"}'),
        (
            "thing.contacts.a",
            "color",
            "$blue",
            "                - y\n",
            "                - y\n            color: $$blue\n",
        ),
        ("thing.contacts.b", "label", "012", "{label: B, ", '{label: "012", '),
        ("note.m", "label", "ム", "{label: M}", "{label: ム}"),
    ],
)
def test_only_the_unit_changes(
    project: Project, address: str, path: str, value: Any, before: str, after: str
) -> None:
    """Everything around it is byte for byte as before, comments and quotes included."""
    file = project.write(TEXT)

    assert file == kept(project, address, path, value)
    assert TEXT.count(before) == 1
    assert file.read_text() == TEXT.replace(before, after)


def test_a_unit_that_the_portal_lacks_goes_out_of_the_file(project: Project) -> None:
    """The key is taken out; the comment beside it stays."""
    file = project.write(TEXT)
    kept(project, "thing.contacts.b", "color", MISSING)

    assert "b: {label: B} " in file.read_text()
    assert _comments(file.read_text()) == _comments(TEXT)


def test_the_order_of_parts_is_kept_with_their_comments(project: Project) -> None:
    """A reordered map carries its comments along."""
    file = project.write(TEXT)
    kept(project, "thing.contacts.a", "parts.order", ["silver", "gold"])

    assert project.load(locale="ja").resources[0].units["parts.order"] == ["silver", "gold"]
    assert _comments(file.read_text()) == _comments(TEXT)


def test_what_the_files_say_already_is_not_written(project: Project) -> None:
    """The file is not even touched."""
    file = project.write(TEXT)
    stamp = file.stat().st_mtime_ns

    assert kept(project, "thing.contacts.a", "count", 3) is None
    assert stamp == file.stat().st_mtime_ns


@pytest.mark.parametrize("tail", ["\r\n", ""])
def test_line_ends_and_permissions_stay(project: Project, tail: str) -> None:
    """CRLF stays CRLF, no final newline stays none, a byte order mark stays."""
    raw = "\ufeff" + TEXT.rstrip("\n").replace("\n", "\r\n") + tail
    file = project.write(raw)
    file.chmod(0o640)
    kept(project, "thing.contacts.a", "count", 4)

    assert raw.replace("count: 3", "count: 4") == file.read_bytes().decode()
    assert file.stat().st_mode & 0o777 == 0o640
    assert [file.name] == [path.name for path in file.parent.iterdir()]


def test_a_variable_gives_way_to_the_value(project: Project) -> None:
    """The file says what HubSpot has; the variable stays for its other uses."""
    file = project.write(
        "revops: 1\nvariables: {n: 3}\nnotes:\n  a: {label: A, count: $n}\n  b: {label: B, count: $n}\n"
    )
    kept(project, "note.a", "count", 5)

    assert "a: {label: A, count: 5}" in file.read_text()
    assert "b: {label: B, count: $n}" in file.read_text()


def test_an_alias_is_not_edited_through(project: Project) -> None:
    """It would change the other entry, too: refused, and the file stays as it was."""
    text = "revops: 1\nnotes:\n  a: &it {label: A, count: 1}\n  b: *it\n"
    file = project.write(text)
    with pytest.raises(Refused) as refused:
        kept(project, "note.b", "count", 5)

    assert [finding.code for finding in refused.value.findings] == ["RV122"]
    assert text == file.read_text()


def test_several_units_one_after_the_other(project: Project) -> None:
    """Each call reads the file afresh."""
    file = project.write(TEXT)
    blueprint = project.load(locale="ja")
    address, context = Address("thing", "contacts", "a"), Context(locale="ja")
    keep(blueprint, address, "count", 8, KINDS[0], context)
    keep(blueprint, address, "label", "新", KINDS[0], context)

    assert project.load(locale="ja").resources[0].units["count"] == 8
    assert '{ja: "新", en: Tier}' in file.read_text()


STEPS = """\
revops: 1
variables: {days: 3}
notes:
  flow:
    label: Flow
    steps:
      # first
      - {id: one, delay: 1}   # a day
      - id: two   # second
        delay: $days
        name: N
"""


def test_steps_are_edited_one_by_one(project: Project) -> None:
    """Items with an id are not written anew: comments and variables of the others stay."""
    file = project.write(STEPS)
    blueprint = project.load()
    address = Address("note", "", "flow")
    keep(blueprint, address, "steps.two.name", "M", KINDS[1], Context())
    keep(blueprint, address, "steps.one.delay", 2, KINDS[1], Context())

    assert file.read_text() == STEPS.replace("name: N", "name: M").replace("delay: 1", "delay: 2")


def test_units_of_one_list_in_overrides_do_not_undo_each_other(project: Project) -> None:
    """A list is overridden as a whole, so the second unit must know of the first."""
    project.pack("base", STEPS)
    project.write("revops: 1\nuses: [base]\n")
    blueprint = project.load()
    address = Address("note", "", "flow")
    keep(blueprint, address, "steps.two.name", "M", KINDS[1], Context())
    file = keep(blueprint, address, "steps.one.delay", 2, KINDS[1], Context())

    assert file
    assert read_file(file, "").data["notes"]["flow"] == {
        "steps": [{"id": "one", "delay": 2}, {"id": "two", "delay": 3, "name": "M"}]
    }


PACK = """\
revops: 1
things:
  contacts:
    a:
      label: {ja: あ, en: A}
      count: 1
      parts: {x: {label: X}, y: {label: Y}}
"""


def test_a_packs_item_is_kept_in_overrides(project: Project) -> None:
    """Only the unit is written; the pack is not touched; the next load gives the portal's value."""
    project.pack("base", PACK)
    project.write("revops: 1\nuses: [base]\n")
    file = kept(project, "thing.contacts.a", "label", "アー")

    assert file == project.root / "blueprints/overrides.yaml"
    assert read_file(file, "").data == {"revops": 1, "things": {"contacts": {"a": {"label": {"ja": "アー"}}}}}
    assert (project.packs / "base/items.yaml").read_text() == PACK
    blueprint = project.load(locale="ja")
    assert not blueprint.findings
    assert blueprint.resources[0].units["label"] == "アー"
    assert blueprint.resources[0].units["count"] == 1


def test_overrides_grow_and_keep_their_comments(project: Project) -> None:
    """A second unit, a removed one and an order are laid over the first."""
    project.pack("base", PACK)
    project.write("revops: 1\nuses: [base]\n")
    text = "revops: 1\n# why\nthings:\n  contacts:\n    a:   # agreed\n      count: 9\n"
    file = project.write(text, "blueprints/overrides.yaml")
    kept(project, "thing.contacts.a", "parts.x.label", "クス")
    kept(project, "thing.contacts.a", "parts.order", ["y", "x"])
    kept(project, "thing.contacts.a", "count", MISSING)
    units = project.load(locale="ja").resources[0].units

    assert "# why" in file.read_text()
    assert "# agreed" in file.read_text()
    assert "count" not in units
    assert units["parts.x.label"] == "クス"
    assert units["parts.order"] == ["y", "x"]


def test_a_resource_of_several_entries_is_written_where_each_stands(project: Project) -> None:
    """One entry of the section is the pack's, the other one the project's."""
    project.pack("base", "revops: 1\nwholes: {p: {label: P}}\n")
    file = project.write("revops: 1\nuses: [base]\nwholes:\n  own: {label: O}   # mine\n")

    assert file == kept(project, "whole.all", "own.label", "自")
    assert file.read_text().endswith("  own: {label: 自}   # mine\n")
    assert kept(project, "whole.all", "p.label", "包") == project.root / "blueprints/overrides.yaml"
    units = project.load().resources[0].units
    assert units == {"p.label": "包", "own.label": "自"}


def test_what_no_file_holds_is_refused(project: Project) -> None:
    """There is nothing to write into."""
    project.write(TEXT)
    with pytest.raises(Refused):
        kept(project, "thing.contacts.zzz", "label", "x")


def test_new_files_read_back_as_they_were_given(tmp_path: Path) -> None:
    """Texts that look like something else are quoted, `$` is doubled, labels stand on one line."""
    sections = {
        "things": {
            "contacts": {
                "a": {
                    "label": {"ja": "段階", "en": "Tier: one"},
                    "words": ["no", "true", "012", "1.0", "", "#x", "~"],
                },
            }
        },
        "notes": {"n": {"label": "two\nlines", "count": 3}, "1": {"label": "ok"}},
    }
    path = tmp_path / "new" / "pulled.yaml"
    write_new(path, new_file(sections))

    assert {"revops": 1, **sections} == read_file(path, "").data
    assert "label: {ja: 段階, en: 'Tier: one'}" in path.read_text()


def test_a_pulled_dollar_stays_text(project: Project) -> None:
    """HubSpot knows nothing of variables."""
    sections = {"notes": {"n": {"label": "$name"}, "m": {"label": "$$"}}}
    write_new(project.root / "blueprints/p.yaml", new_file(sections))

    assert [resource.units["label"] for resource in project.load().resources] == ["$name", "$$"]


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A pull into an existing file is refused."""
    path = tmp_path / "there.yaml"
    path.write_text("mine")
    with pytest.raises(Refused) as refused:
        write_new(path, new_file({}))

    assert refused.value.exit_code == 4
    assert path.read_text() == "mine"


def _comments(text: str) -> list[str]:
    return sorted(line.partition("#")[2].strip() for line in text.splitlines() if "#" in line)


@pytest.mark.parametrize("text", [":?", "?a", "a:?b", ":", "-", "- a", "a: b", "a #b", "[", "},{"])
def test_texts_that_a_parser_stumbles_over(tmp_path: Path, text: str) -> None:
    """As a label on one line, as an item and alone they come back as they were."""
    sections = {
        "s": {"label": {"ja": text}, "items": [text], "alone": text, "long": [{"a": text} for _ in "ab"]}
    }
    write_new(tmp_path / "new.yaml", new_file(sections))

    assert read_file(tmp_path / "new.yaml", "").data == {"revops": 1, **sections}
