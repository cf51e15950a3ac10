"""Bodies of every write against HubSpot's own description of them: nothing missing, unknown or mistyped."""

from __future__ import annotations

from copy import deepcopy

import pytest
from conformance_documents import FLOW_WRITES, SCORE_WRITES
from conformance_operations import PIPELINE_WRITES, PROPERTY_WRITES

OPERATIONS = (*PROPERTY_WRITES, *PIPELINE_WRITES, *FLOW_WRITES, *SCORE_WRITES)
each_operation = pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)


def steps(path):
    """`a.b[].c` as keys of the body, `[]` being the first item."""
    return [0 if part == "[]" else part for part in path.replace("[]", ".[]").split(".")]


def spelled(keys):
    return "".join("[]" if isinstance(key, int) else f".{key}" for key in keys).removeprefix(".")


def at(body, keys):
    for key in keys:
        body = body[key]
    return body


def changed(body, keys, value):
    copy = deepcopy(body)
    at(copy, keys[:-1])[keys[-1]] = value
    return copy


def without(body, keys):
    copy = deepcopy(body)
    del at(copy, keys[:-1])[keys[-1]]
    return copy


def first_of_each(items):
    """Places and items of a list, one for each shape."""
    shapes = {}
    for place, item in enumerate(items):
        shape = (frozenset(item), item.get("type")) if isinstance(item, dict) else type(item)
        shapes.setdefault(shape, (place, item))
    return shapes.values()


def objects(value, free, keys=()):
    """Where objects stand, and what they are; those below free members are left out."""
    if isinstance(value, list):
        for place, item in first_of_each(value):
            yield from objects(item, free, (*keys, place))
    elif isinstance(value, dict):
        yield keys, value
        for name, part in value.items():
            if name not in free:
                yield from objects(part, free, (*keys, name))


def members(value, free):
    """Where members stand."""
    return [(*keys, name) for keys, found in objects(value, free) for name in found]


def mistyped(value):
    """A value of a type that cannot be meant."""
    match value:
        case bool():
            return "yes"
        case int() | float():
            return "7x"
        case str():
            return 7
        case list():
            return {}
        case _:
            return []


@pytest.fixture
def refused(hubspot):
    """Sends bodies that must be refused, and gives back those that were not; none may leave a trace."""

    def send(operation, spoilt):
        path, body = operation.ask(hubspot)
        before = hubspot.emulator.state()
        taken = [
            said
            for said, sent in spoilt(body)
            if hubspot.send(operation.method, path, sent).status_code != 400
        ]
        assert hubspot.emulator.state() == before
        return taken

    return send


@each_operation
def test_all_members_are_taken(hubspot, operation):
    """A body with every member of the description is accepted."""
    path, body = operation.ask(hubspot)

    assert hubspot.send(operation.method, path, body).status_code in (200, 201, 204, 207)


@each_operation
def test_required_members(refused, operation):
    """A body that lacks one required member is a 400."""
    paths = operation.required.split()

    assert refused(operation, lambda body: [(path, without(body, steps(path))) for path in paths]) == []


@each_operation
def test_unknown_members(refused, operation):
    """A member that no description knows is a 400 wherever it stands."""
    free = operation.free.split()

    assert (
        refused(
            operation,
            lambda body: [
                (spelled(keys), changed(body, (*keys, "unheardOf"), 1)) for keys, _ in objects(body, free)
            ],
        )
        == []
    )


@each_operation
def test_types_of_members(refused, operation):
    """A member of another type is a 400."""
    free = operation.free.split()

    assert (
        refused(
            operation,
            lambda body: [
                (spelled(keys), changed(body, keys, mistyped(at(body, keys)))) for keys in members(body, free)
            ],
        )
        == []
    )


@each_operation
def test_null_members(refused, operation):
    """Null is no value, other than where it keeps what is there (dossier B2)."""
    free, keeping = operation.free.split(), operation.nulls.split()

    assert (
        refused(
            operation,
            lambda body: [
                (spelled(keys), changed(body, keys, None))
                for keys in members(body, free)
                if spelled(keys) not in keeping
            ],
        )
        == []
    )


@each_operation
def test_closed_lists(refused, operation):
    """A word that is not in the list is a 400."""
    paths = operation.closed.split()

    assert (
        refused(operation, lambda body: [(path, changed(body, steps(path), "UNHEARD_OF")) for path in paths])
        == []
    )
