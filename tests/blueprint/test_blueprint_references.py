"""References between resources: what is missing, what runs in a circle."""

from __future__ import annotations

from itertools import pairwise

from blueprint_toys import Project


def test_a_need_that_nothing_meets_has_a_nearest_name(project: Project) -> None:
    """The error stands at the entry that needs it."""
    project.write("revops: 1\nnotes:\n  one: {label: A, needs: [note.tow]}\n  two: {label: B}\n")
    [finding] = project.load().findings

    assert (finding.code, finding.origin.line) == ("RV212", 3)
    assert finding.hint == "Did you mean 'note.two'?"


def test_a_group_may_be_one_that_hubspot_ships(project: Project) -> None:
    """Whether a portal has it is for the planner to find out."""
    assert (
        project.findings("revops: 1\nnotes: {one: {label: A, needs: [group.contacts.contactinformation]}}\n")
        == []
    )


def test_a_need_of_a_faulty_entry_is_no_second_error(project: Project) -> None:
    """The fault itself is enough."""
    text = "revops: 1\nnotes:\n  one: {label: A, needs: [note.two]}\n  two: {label: 5}\n"

    assert project.findings(text) == [("RV116", 4, 16)]


def test_circles_print_the_whole_ring(project: Project) -> None:
    """Each circle once, in the direction of the needs."""
    text = """\
revops: 1
notes:
  a: {label: A, needs: [note.b]}
  b: {label: B, needs: [note.c]}
  c: {label: C, needs: [note.a]}
  x: {label: X, needs: [note.x]}
  y: {label: Y, needs: [note.a]}
"""
    project.write(text)
    found = project.load().findings
    rings = [finding.summary.partition(": ")[2].split(" -> ") for finding in found]

    assert {"RV213"} == {finding.code for finding in found}
    assert all(finding.origin.line for finding in found)
    assert {frozenset(["note.a", "note.b", "note.c"]), frozenset(["note.x"])} == set(map(frozenset, rings))
    follows = {"note.a": "note.b", "note.b": "note.c", "note.c": "note.a", "note.x": "note.x"}
    assert all(follows[first] == second for ring in rings for first, second in pairwise(ring))


def test_a_group_nearly_of_a_known_name_is_a_warning(project: Project) -> None:
    """The portal may have it; a name that is like no other says nothing."""
    text = (
        "revops: 1\nnotes: {one: {label: A, needs: [group.contacts.contactinfomation, group.contacts.zz]}}\n"
    )
    project.write(text)
    blueprint = project.load()
    [finding] = blueprint.findings

    assert (finding.code, finding.origin.line, blueprint.errors) == ("RV216", 2, ())
    assert finding.hint == "Did you mean 'contactinformation'?"
