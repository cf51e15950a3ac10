"""What one part of a workflow says of another: action outputs and fetched records (dossier F4, F7).

What HubSpot does where the other part is missing is unverified; here it is refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from revops.emulator.check import Fault, fault
from revops.emulator.http import Json
from revops.emulator.references import Subject

_TOKEN = re.compile(
    r"{{\s*(enrolled_object|fetched_objects|action_outputs)\.([^{}\s.]+)(?:\.([^{}\s.]+))?\s*}}"
)
_OUTPUT = re.compile(r"action_output_(.+)")
Text = tuple[str, str]
"""Where a string stands in the body, and the string."""


def link_faults(flow: Json, sources: list[Json], subject: Subject) -> Iterator[Fault]:
    """Faults of a structurally sound flow whose data sources are `sources`."""
    yield from _twice(sources)
    actions = {action["actionId"] for action in flow["actions"]}
    fetched = {source["name"]: source.get("objectTypeId", "") for source in sources}
    for place, action in enumerate(flow["actions"]):
        for found in _objects(action, f"actions[{place}]"):
            yield from _field_data(*found, actions)
        for where, said in texts(action, f"actions[{place}]"):
            yield from _tokens(where, said, actions, fetched, subject)


def texts(value: Json, where: str) -> Iterator[Text]:
    """Every string inside a value."""
    if isinstance(value, str):
        yield where, value
    for path, part in _parts(value, where):
        yield from texts(part, path)


def _objects(value: Json, where: str) -> Iterator[tuple[str, dict[str, Json]]]:
    if isinstance(value, dict):
        yield where, value
    for path, part in _parts(value, where):
        yield from _objects(part, path)


def _parts(value: Json, where: str) -> Iterator[tuple[str, Json]]:
    if isinstance(value, list):
        yield from ((f"{where}[{place}]", part) for place, part in enumerate(value))
    elif isinstance(value, dict):
        yield from ((f"{where}.{name}", part) for name, part in value.items())


def _twice(sources: list[Json]) -> Iterator[Fault]:
    for name, times in Counter(source["name"] for source in sources).items():
        if times > 1:
            yield fault(f"{times} data sources are called {name}", "dataSources", "DUPLICATE_NAME")


def _field_data(where: str, value: dict[str, Json], actions: set[str]) -> Iterator[Fault]:
    if value.get("type") == "FIELD_DATA" and value["actionId"] not in actions:
        yield _no_action(f"{where}.actionId", value["actionId"])


def _no_action(where: str, name: str) -> Fault:
    return fault(f"{where}: there is no action {name}", where, "UNKNOWN_ACTION")


def _tokens(
    where: str, said: str, actions: set[str], fetched: dict[str, str], subject: Subject
) -> Iterator[Fault]:
    for of, first, second in _TOKEN.findall(said):
        if of == "enrolled_object":
            yield from subject.has_property(first, where)
        elif of == "fetched_objects":
            yield from _fetched(where, first, second, fetched, subject)
        elif (output := _OUTPUT.fullmatch(first)) and output[1] not in actions:
            yield _no_action(where, output[1])


def _fetched(where: str, name: str, field: str, fetched: dict[str, str], subject: Subject) -> Iterator[Fault]:
    if name not in fetched:
        yield fault(f"{where}: there is no data source {name}", where, "UNKNOWN_DATA_SOURCE")
    elif field:
        yield from subject.of(fetched[name]).has_property(field, where)
