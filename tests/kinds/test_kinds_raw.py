"""HubSpot's own JSON is found wherever it stands, and nothing else is taken for it."""

from __future__ import annotations

import pytest

from revops.kinds.raw import holds_raw

PLAIN = {"property": "contacts.email", "known": True}
LIST = {"raw": {"filterType": "IN_LIST", "operator": "NOT_IN_LIST", "listId": "4711"}}


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(LIST, id="a condition"),
        pytest.param({"all": [PLAIN, LIST]}, id="one of several"),
        pytest.param({"associated": {"object": "deals", "where": {"any": [PLAIN, LIST]}}}, id="associated"),
        pytest.param({"branch": [{"path": "a", "name": "A", "when": {"not": LIST}}]}, id="a path of a step"),
        pytest.param([{"when": LIST, "field": "contacts.phone"}], id="fields that depend"),
    ],
)
def test_raw_is_found_however_deep(value):
    """A portal's ids may be in it (rule 1)."""
    assert holds_raw(value)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param({"all": [PLAIN, {"in_segment": "raw"}]}, id="a name"),
        pytest.param({"code": {"runtime": "NODE20X", "inputs": {"raw": "contacts.email"}}}, id="an input"),
        pytest.param({"webhook": {"url": "https://example.com", "query": {"raw": "1"}}}, id="a query"),
        pytest.param({"action": {"type": "1-9", "fields": {"raw": "x"}}}, id="a field"),
        pytest.param("raw", id="a text"),
    ],
)
def test_a_users_own_key_is_none(value):
    """A name or key of the user's own choice may be spelled the same."""
    assert not holds_raw(value)
