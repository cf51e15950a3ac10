"""Following pages."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from revops.hub import paging
from revops.hub.paging import ENDLESS, MISSHAPEN, all_pages
from revops.model.call import Answer, Call
from revops.model.json import Json

LIST = Call("owners", "GET", query={"limit": "2"}, pages=True)


def page(*results: Json, after: Json = None) -> Answer:
    paging = {"paging": {"next": {"after": after}}} if after is not None else {}
    return Answer(200, {"results": list(results), **paging})


def portal(*answers: Answer) -> tuple[Callable[[Call], Answer], list[Call]]:
    asked: list[Call] = []
    rest = iter(answers)

    def send(call: Call) -> Answer:
        asked.append(call)
        return next(rest)

    return send, asked


def test_all_results_in_order() -> None:
    """Each page is asked for with the cursor of the one before, the query is kept."""
    send, asked = portal(page(1, 2, after="b"), page(3, after=9), page(4))

    answer = all_pages(LIST, send)

    assert answer.body == {"results": [1, 2, 3, 4]}
    assert [call.query.get("after") for call in asked] == [None, "b", "9"]
    assert {call.query["limit"] for call in asked} == {"2"}


@pytest.mark.parametrize("after", ["", None])
def test_the_end(after: str | None) -> None:
    """No cursor and an empty one both end the list."""
    send, asked = portal(page(1, after=after))

    assert all_pages(LIST, send).ok
    assert len(asked) == 1


@pytest.mark.parametrize("failure", [Answer(403), Answer(502), Answer(0, fault="the connection was lost")])
def test_a_page_that_fails_spoils_the_list(failure: Answer) -> None:
    """A cut list would look like proof of absence (rule 5)."""
    send, _ = portal(page(1, after="b"), failure)

    answer = all_pages(LIST, send)

    assert answer == failure
    assert not answer.ok


@pytest.mark.parametrize("body", [None, [], {}, {"results": None}, {"results": {}}, "text"])
def test_a_page_of_another_shape_spoils_the_list(body: Json) -> None:
    """Something that is no page is not an empty page."""
    send, _ = portal(page(1, after="b"), Answer(200, body))

    answer = all_pages(LIST, send)

    assert (answer.ok, answer.fault) == (False, MISSHAPEN)


@pytest.mark.parametrize(
    "paging_value",
    [None, {}, {"prev": {}}, {"next": None}, {"next": {"after": None}}, {"next": {"after": ""}}],
)
def test_no_cursor_ends_the_list(paging_value: Json) -> None:
    """A list that ends says so in one of these ways."""
    send, _ = portal(Answer(200, {"results": [1], "paging": paging_value}))

    assert all_pages(LIST, send).body == {"results": [1]}


@pytest.mark.parametrize(
    "paging_value",
    [[], "x", 5, True, *({"next": value} for value in ([], "x", 5, {}, {"after": []}, {"after": {}}))]
    + [{"next": {"after": value}} for value in (True, 1.5, "x" * 3_000, 10**3_000)],
)
def test_strange_paging_spoils_the_list(paging_value: Json) -> None:
    """What may go on is not the end: a cut list would look like proof of absence (rule 5)."""
    send, asked = portal(Answer(200, {"results": [1], "paging": paging_value}))

    answer = all_pages(LIST, send)

    assert (answer.ok, answer.fault) == (False, MISSHAPEN)
    assert len(asked) == 1


def test_too_many_rows_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows without end fill the memory long before the pages run out."""
    monkeypatch.setattr(paging, "MAX_ROWS", 50)
    send, asked = portal(*(page(*range(20), after=number) for number in range(1, 9)))

    assert all_pages(LIST, send).fault == ENDLESS
    assert len(asked) == 3


def test_a_cursor_that_repeats_is_refused() -> None:
    """Pages that point at each other would be read for ever."""
    send, asked = portal(page(1, after="b"), page(2, after="c"), page(3, after="b"), page(4))

    answer = all_pages(LIST, send)

    assert (answer.ok, answer.fault) == (False, ENDLESS)
    assert len(asked) == 3


def test_too_many_pages_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ever new cursors end after the limit."""
    monkeypatch.setattr(paging, "MAX_PAGES", 50)
    numbers = itertools.count()
    asked: list[Call] = []

    def send(call: Call) -> Answer:
        asked.append(call)
        return page(1, after=str(next(numbers)))

    assert all_pages(LIST, send).fault == ENDLESS
    assert len(asked) == 50


def test_the_limits() -> None:
    """Far beyond any list that this tool reads, and read within a minute."""
    assert (paging.MAX_PAGES, paging.MAX_ROWS) == (1_000, 200_000)


SEARCH = Call("lists", "POST", "/search", body={"offset": 0, "count": 2}, pages=True)


def found(*lists: Json, **place: Json) -> Answer:
    return Answer(200, {"lists": list(lists), **place})


def test_a_search_for_segments_goes_on_at_its_offset() -> None:
    """The place stands in the body, and whether there is more is told (dossier G1)."""
    send, asked = portal(found(1, 2, hasMore=True, offset=2), found(3, hasMore=False, offset=3))

    assert all_pages(SEARCH, send).body == {"results": [1, 2, 3]}
    assert [call.body for call in asked] == [{"offset": 0, "count": 2}, {"offset": 2, "count": 2}]


@pytest.mark.parametrize(
    "place",
    [
        {},
        {"hasMore": True},
        {"hasMore": True, "offset": 0},
        {"hasMore": "no", "offset": 2},
        {"hasMore": True, "offset": "2"},
    ],
)
def test_a_search_that_does_not_tell_its_end_is_misshapen(place: Json) -> None:
    """What may have been cut off proves no absence (rule 5)."""
    send, _ = portal(found(1, **place))

    assert all_pages(SEARCH, send).fault == MISSHAPEN


def test_an_offset_that_comes_again_has_no_end() -> None:
    """A page that points at itself would be read for ever."""
    send, _ = portal(*[found(1, hasMore=True, offset=2)] * 3)

    assert all_pages(SEARCH, send).fault == ENDLESS
