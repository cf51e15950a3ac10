"""`revops fmt`: files in the one style, written whole or not at all."""

from __future__ import annotations

import re

from docs_blocks import named_blocks

CROOKED = """\
groups:
    deals: {visits: {label:  {ja: 訪問,en: Visits}}} # why
revops: 1
"""
STRAIGHT = """\
revops: 1

groups:
  deals: {visits: {label: {ja: 訪問, en: Visits}}}  # why
"""


def test_files_are_written_in_the_style(small):
    """Every file that changes is named; a second run has nothing to do."""
    small.write("blueprints/crooked.yaml", CROOKED)
    ran = small("fmt", code=0)
    assert ran.out == "changed blueprints/crooked.yaml\nchanged blueprints/deals.yaml\n"
    assert small.read("blueprints/crooked.yaml") == STRAIGHT
    assert small("fmt", code=0).out == ""


def test_a_path_names_files_and_folders(small):
    """Only they are looked at, whatever else there is."""
    small.write("blueprints/crooked.yaml", CROOKED)
    assert small("fmt", "blueprints/deals.yaml", code=0).out == "changed blueprints/deals.yaml\n"
    assert small.read("blueprints/crooked.yaml") == CROOKED
    assert small("fmt", "nowhere", code=3).out.count("RV113") == 1


def test_check_names_files_and_writes_nothing(small):
    """1 while a file would change, 0 once none does."""
    small("fmt", code=0)
    small.write("blueprints/crooked.yaml", CROOKED)
    assert small("fmt", "--check", code=1).out == "would change blueprints/crooked.yaml\n"
    assert small.read("blueprints/crooked.yaml") == CROOKED
    small("fmt", code=0)
    assert small("fmt", "--check", code=0).out == ""


def test_diff_shows_the_change_and_writes_nothing(small):
    """A unified diff on stdout that `patch` could read."""
    small("fmt", code=0)
    small.write("blueprints/crooked.yaml", CROOKED)
    ran = small("fmt", "--diff", code=0)
    assert ran.out.startswith("--- blueprints/crooked.yaml")
    assert "+  deals: {visits: {label: {ja: 訪問, en: Visits}}}  # why\n" in ran.out
    assert ran.err == "would change blueprints/crooked.yaml\n"
    assert small.read("blueprints/crooked.yaml") == CROOKED
    small("fmt", "--diff", "--check", code=1)


def test_a_file_with_errors_stays_and_the_others_are_written(small):
    """3, with code and line; also for what the style could not say."""
    small("fmt", code=0)
    small.write("blueprints/crooked.yaml", CROOKED)
    small.write("blueprints/wrong.yaml", "revops: 1\ngroups: {\n")
    small.write("blueprints/within.yaml", "revops: 1\nvariables: {a: 1, # one\n  b: 2}\n")
    ran = small("fmt", code=3)
    assert re.findall(r"error (RV\d+)  (\S+)", ran.out) == [
        ("RV740", "blueprints/within.yaml:2"),
        ("RV104", "blueprints/wrong.yaml:3"),
    ]
    assert small.read("blueprints/wrong.yaml") == "revops: 1\ngroups: {\n"
    assert small.read("blueprints/crooked.yaml") == STRAIGHT


def test_line_ends_and_marks_are_part_of_the_style(small):
    """A byte order mark and carriage returns go; nothing else is left in the folder."""
    path = small.folder / "blueprints" / "deals.yaml"
    small("fmt", code=0)
    plain = path.read_bytes()
    path.write_bytes(b"\xef\xbb\xbf" + plain.replace(b"\n", b"\r\n"))
    assert small("fmt", code=0).out == "changed blueprints/deals.yaml\n"
    assert path.read_bytes() == plain
    assert sorted(one.name for one in path.parent.iterdir()) == ["deals.yaml", "portal.yaml"]


def test_what_init_writes_is_in_the_style(project):
    """A new project passes `fmt --check`, with and without packs."""
    project("init", code=0)
    project("fmt", "--check", code=0)


def test_what_pull_writes_is_in_the_style(applied):
    """Every kind that a portal has, read back into files."""
    applied.write("blueprints/portal.yaml", "revops: 1\n")
    applied("pull", "--all")
    ran = applied("fmt", "--diff", "--check")
    assert (applied.folder / "blueprints" / "pulled" / "workflows.yaml").exists()
    assert (ran.code, ran.out) == (0, "")


def test_the_files_of_the_documentation_are_in_the_style(project):
    """Whoever copies an example passes the check."""
    project("init", "--no-packs", code=0)
    for number, (name, text) in enumerate(named_blocks()):
        project.write(f"blueprints/{number:02}-{name.rpartition('/')[2]}", text)
    ran = project("fmt", "--diff", "--check")
    assert (ran.code, ran.out) == (0, "")
