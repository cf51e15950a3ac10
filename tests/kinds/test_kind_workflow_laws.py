"""Laws of every workflow: written, it reads the same; one edit in HubSpot is one changed unit."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from test_kind_workflow_paths import IS_BOSS, NO_BOSS, created, entry_of, looked, resource

quick = settings(max_examples=50, deadline=None, print_blob=True)
leaves = st.one_of(
    st.integers(1, 59).map(lambda minutes: {"delay": {"minutes": minutes}}),
    st.sampled_from(["Call", "Write"]).map(lambda text: {"task": {"subject": text}}),
    st.sampled_from(["a", "b"]).map(lambda text: {"set": {"contacts.jobtitle": text}}),
    st.just({"until": {"property": "contacts.due", "at": "09:00"}}),
)


def forks(steps: Any) -> Any:
    """Steps with paths whose steps are made in the same way."""
    some = st.lists(steps, min_size=1, max_size=2)
    maybe = st.lists(steps, max_size=2)
    branch = st.tuples(maybe, maybe, maybe).map(
        lambda lists: {
            "branch": {"x": {"when": IS_BOSS, "steps": lists[0]}, "y": {"when": NO_BOSS, "steps": lists[1]}},
            "else": lists[2],
        }
    )
    by_value = st.tuples(maybe, maybe).map(
        lambda lists: {"by_value": "contacts.reason", "cases": {"price": lists[0]}, "else": lists[1]}
    )
    split = st.tuples(some, some).map(
        lambda lists: {
            "split": {
                "a": {"percentage": 50, "steps": lists[0]},
                "b": {"percentage": 50, "steps": lists[1]},
            }
        }
    )
    return st.one_of(branch, by_value, split)


@st.composite
def workflows(draw: Any) -> list[dict[str, Any]]:
    """Steps with names that are used once."""
    made = draw(st.lists(st.recursive(leaves, forks, max_leaves=6), min_size=1, max_size=4))
    return list(_numbered(json.loads(json.dumps(made)), iter(range(1000))))


def _numbered(steps: list[dict[str, Any]], numbers: Any) -> list[dict[str, Any]]:
    for step in steps:
        step["id"] = f"s{next(numbers)}"
        for ways in ("branch", "split"):
            for way in step.get(ways, {}).values():
                way["steps"] = _numbered(way["steps"], numbers)
        for case in step.get("cases", {}):
            step["cases"][case] = _numbered(step["cases"][case], numbers)
        if "else" in step:
            step["else"] = _numbered(step["else"], numbers)
    return steps


@quick
@given(steps=workflows())
def test_what_is_written_reads_the_same(steps: list[dict[str, Any]]) -> None:
    """Whatever the paths are, the flow tells them again."""
    wanted = resource(steps)
    observed = looked(created(wanted), wanted, entry_of(wanted))
    assert {path: observed.units[path] for path in wanted.units} == wanted.units
    assert not observed.locked.keys() & {"steps", "paths"}


@quick
@given(steps=workflows(), data=st.data())
def test_one_edit_is_one_changed_unit(steps: list[dict[str, Any]], data: Any) -> None:
    """A step that somebody edits in HubSpot's editor differs, and nothing else does."""
    wanted = resource(steps)
    flow = created(wanted)
    entry = entry_of(wanted)
    singles = [action for action in flow["actions"] if action["type"] == "SINGLE_CONNECTION"]
    if not singles:
        return
    action = data.draw(st.sampled_from(singles))
    action["actionTypeId"], action["fields"] = "0-1", {"delta": "77", "time_unit": "DAYS"}
    units = looked(flow, wanted, entry).units
    (edited,) = (path for path, value in wanted.units.items() if units.get(path) != value)
    assert entry.keys[edited] == action["actionId"]
