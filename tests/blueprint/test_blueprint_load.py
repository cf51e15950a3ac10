"""From files to resources: sections, types, names, variables and languages; all errors at once."""

from __future__ import annotations

import pytest
from blueprint_toys import Project, places

from revops.blueprint.load import depth
from revops.model.address import Address, Origin

VALID = """\
revops: 1
variables: {limit: 5}
things:
  contacts:
    tier:
      ref: [MP01, MP02]
      label: {ja: 段階, en: Tier}
      count: $limit
      parts:
        gold: {label: {ja: 金, en: Gold}}
        silver: {label: Silver}
notes:
  one: {label: One}
"""


def test_a_valid_file_becomes_resources(project: Project) -> None:
    """Units, places, row ids and the digest are all there."""
    project.write(VALID)
    blueprint = project.load()
    tier, note = blueprint.resources

    assert not blueprint.findings
    assert tier.units == {
        "label": "Tier",
        "count": 5,
        "parts.gold.label": "Gold",
        "parts.silver.label": "Silver",
        "parts.order": ["gold", "silver"],
    }
    assert tier.ref == ("MP01", "MP02")
    assert tier.origin == Origin("blueprints/main.yaml", 5, 5)
    assert tier.origins["parts.silver.label"] == Origin("blueprints/main.yaml", 11, 18)
    assert note.origin == Origin("blueprints/main.yaml", 13, 3)


def test_the_locale_chooses_the_texts(project: Project) -> None:
    """A plain text serves all languages."""
    project.write(VALID)
    tier, _ = project.load(locale="ja").resources

    assert tier.units["label"] == "段階"
    assert tier.units["parts.silver.label"] == "Silver"


def test_a_missing_language_is_an_error_at_its_text(project: Project) -> None:
    """The languages that are there are named."""
    project.write(VALID)
    findings = project.load(locale="fr").findings

    assert places(findings) == [("RV204", 7, 7), ("RV204", 10, 16)]
    assert "ja, en" in findings[0].summary


def test_all_errors_come_at_once_each_at_its_place(project: Project) -> None:
    """One faulty entry hides neither its other faults nor those of its neighbours."""
    text = """\
revops: 1
things:
  contacts:
    a: {label: 5, colour: red, count: 0}
    b: {count: many, words: [x, 1], parts: {p: {size: 1}}}
    c: {label: C, needs: [thing.contacts.a, thing.contacts.z]}
    d: {label: {en: 3}, count: $nope}
ntoes: {}
"""
    expected = [
        ("RV116", 4, 16),
        ("RV115", 4, 19),
        ("RV118", 4, 39),
        ("RV117", 5, 5),
        ("RV116", 5, 16),
        ("RV116", 5, 33),
        ("RV117", 5, 45),
        ("RV212", 6, 5),
        ("RV116", 7, 21),
        ("RV203", 7, 32),
        ("RV115", 8, 1),
    ]

    assert expected == project.findings(text)


def test_findings_say_cause_source_and_nearest_name(project: Project) -> None:
    """Enough to draw a caret and to know what to type."""
    project.write("revops: 1\nthings: {contacts: {a: {label: A, colr: red}}}\n")
    [finding] = project.load().findings

    assert finding.summary == "there is no key 'colr' here"
    assert finding.hint == "Did you mean 'color'?"
    assert finding.source == "things: {contacts: {a: {label: A, colr: red}}}"
    assert finding.source[finding.origin.column - 1 :].startswith("colr")


def test_a_number_where_text_is_expected_is_told_to_be_quoted(project: Project) -> None:
    """The two members of the union are told as one cause."""
    project.write("revops: 1\nthings: {contacts: {a: {label: 5}}}\n")
    [finding] = project.load().findings

    assert finding.summary == "text or a map is expected, not the number 5"
    assert "quotes" in finding.hint


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("RV114", 1, 1)]),
        ("# nothing\n", [("RV114", 1, 1)]),
        ("things: {}\n", [("RV114", 1, 1)]),
        ("revops: 2\n", [("RV114", 1, 9)]),
        ("revops: true\n", [("RV114", 1, 9)]),
        ("revops: '1'\n", [("RV114", 1, 9)]),
        ("- a\n", [("RV111", 1, 1)]),
        ("revops: 1\nthings: []\n", [("RV116", 2, 9)]),
        ("revops: 1\nthings: {contacts: x}\n", [("RV116", 2, 20)]),
        ("revops: 1\nuses: core\n", [("RV116", 2, 7)]),
        ("revops: 1\nuses: [{pak: core}]\n", [("RV115", 2, 9)]),
        ("revops: 1\nremoved: [thing]\n", [("RV215", 2, 11)]),
        ("revops: 1\nremoved: [thimg.contacts.a]\n", [("RV215", 2, 11)]),
        ("revops: 1\nconditions: {a: 1}\n", [("RV116", 2, 17)]),
        ("revops: 1\nvariables: {a b: 1}\n", [("RV119", 2, 13)]),
        ("revops: 1\nnotes: {a.b: {label: x}}\n", [("RV119", 2, 9)]),
        ("revops: 1\nnotes: {'*': {label: x}}\n", [("RV119", 2, 9)]),
        ("revops: 1\nnotes: {a: null}\n", [("RV116", 2, 12)]),
    ],
)
def test_the_top_of_a_file(project: Project, text: str, expected: list[tuple[str, int, int]]) -> None:
    """Format, sections and the keys that belong to no kind."""
    assert expected == project.findings(text)


def test_an_empty_section_is_no_error(project: Project) -> None:
    """All of its entries may be commented out."""
    assert project.findings("revops: 1\nthings:\nnotes: {}\n") == []


def test_files_are_merged_and_one_address_twice_names_both(project: Project) -> None:
    """The second file's entry is the error, the first one is named."""
    project.write("revops: 1\nthings: {contacts: {a: {label: A}}}\n", "blueprints/a.yaml")
    project.write("revops: 1\nthings:\n  contacts: {b: {label: B}, a: {label: A}}\n", "blueprints/b.yaml")
    blueprint = project.load()
    [finding] = blueprint.findings

    assert [Address("thing", "contacts", "a"), Address("thing", "contacts", "b")] == [
        resource.address for resource in blueprint.resources
    ]
    assert ("RV201", Origin("blueprints/b.yaml", 3, 29)) == (finding.code, finding.origin)
    assert "blueprints/a.yaml:2" in finding.summary


def test_variables_of_the_target_win(project: Project) -> None:
    """The default serves where the target says nothing."""
    project.write("revops: 1\nvariables: {n: 1}\nnotes: {a: {label: A, count: $n}}\n")

    assert project.load().resources[0].units["count"] == 1
    assert project.load(variables={"n": 7}).resources[0].units["count"] == 7


def test_a_list_variable_is_spliced_into_a_list(project: Project) -> None:
    """A whole value is replaced, an item brings its items; `$$` begins a plain `$`, other texts stay."""
    head = "revops: 1\nvariables: {more: [b, c], one: d}\n"
    project.write(head + "notes:\n  a: {label: $$more, words: [a, $more, $one, $5, a$b]}\n")
    [note] = project.load().resources

    assert note.units["label"] == "$more"
    assert note.units["words"] == ["a", "b", "c", "d", "$5", "a$b"]


def test_places_behind_a_spliced_list_are_those_of_the_file(project: Project) -> None:
    """The faulty item is the third in the file and the fifth after splicing."""
    text = "revops: 1\nvariables: {more: [b, c, d]}\nnotes:\n  a: {label: A, words: [a, $more, 5]}\n"

    assert project.findings(text) == [("RV116", 4, 35)]


def test_a_variable_of_the_wrong_type_is_reported_where_it_is_used(project: Project) -> None:
    """The target's value may be what is wrong."""
    project.write("revops: 1\nnotes: {a: {label: A, count: $n}}\n")

    assert places(project.load(variables={"n": "x"}).findings) == [("RV116", 2, 30)]


def test_an_unknown_variable_has_a_nearest_name(project: Project) -> None:
    """Also where it stands below the entry."""
    project.write("revops: 1\nvariables: {limit: 1}\nnotes: {a: {label: A, count: $limt}}\n")
    [finding] = project.load().findings

    assert finding.code == "RV203"
    assert "'limit'" in finding.hint


def test_a_variable_cannot_name_another(project: Project) -> None:
    """One look is enough to know a default."""
    assert project.findings("revops: 1\nvariables: {a: 1, b: $a}\n") == [("RV203", 2, 22)]


def test_variables_cannot_unfold_to_a_bomb(project: Project) -> None:
    """A long list that is used very often."""
    items = ", ".join(["x"] * 2000)
    uses = ", ".join(["$long"] * 200)
    project.write(f"revops: 1\nvariables: {{long: [{items}]}}\nnotes: {{a: {{label: A, words: [{uses}]}}}}\n")

    assert {"RV108"} == {finding.code for finding in project.load().findings}


def test_the_digest_changes_with_what_a_plan_depends_on(project: Project) -> None:
    """Comments and the split into files do not count; values, order, removals and the locale do."""
    project.write(VALID)
    before = project.load().digest
    project.write("# a comment\n" + VALID.replace("notes:\n  one: {label: One}\n", ""))
    project.write("revops: 1\nnotes:\n  one: {label: One}\n", "blueprints/other.yaml")
    split = project.load().digest
    project.write(VALID.replace("limit: 5", "limit: 6"))
    (project.root / "blueprints/other.yaml").unlink()

    assert before == split
    assert before != project.load().digest
    project.write(VALID)
    assert before != project.load(locale="ja").digest
    project.write(VALID + "removed: [thing.contacts.old]\n")
    assert before != project.load().digest


def test_removed_addresses_keep_their_places(project: Project) -> None:
    """What is described and removed at once is an error that names both."""
    project.write(VALID + "removed: [thing.contacts.old, note.one]\n")
    blueprint = project.load()

    assert blueprint.removed[Address("thing", "contacts", "old")] == Origin("blueprints/main.yaml", 14, 11)
    assert places(blueprint.findings) == [("RV214", 14, 31)]


def test_depth_counts_the_maps_around_an_entry() -> None:
    """Names per object, names alone, and a section that is one entry."""
    assert (depth(dict[str, dict[str, int]]), depth(dict[str, int]), depth(list[int])) == (2, 1, 0)
