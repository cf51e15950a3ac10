"""The page of an impact as a browser shows it: nothing fetched, nothing clipped, a drawing for each width."""

from __future__ import annotations

import pytest
from view_browser import CLIPPED, CONTRASTS, NARROW, WIDE
from view_impacts import IMPACTS, PORTAL, RING
from view_plans import SCRIPT

from revops.views.impact_page import impact_page


@pytest.fixture
def show(open_page):
    """Opens one of the pages: `show("ring", locale="en", width=375, dark=True)`."""

    def shown(name, *, locale="ja", **how):
        portal = type(PORTAL)(PORTAL.id, target=PORTAL.target, locale=locale)
        return open_page(impact_page([IMPACTS[name]], portal, "2026-11-22 09:00 UTC"), **how)

    return shown


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", IMPACTS)
def test_a_page_is_silent_and_nothing_is_clipped(show, name, width, locale):
    """No message, no request; it does not scroll sideways and no text leaves the page."""
    page = show(name, locale=locale, width=width)
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert page.noise == []
    assert scroll <= client
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize(("width", "seen", "hidden"), [(NARROW, "narrow", "wide"), (WIDE, "wide", "narrow")])
def test_each_width_has_its_drawing(show, width, seen, hidden):
    """One is seen, with a box for everybody, and no label is wider than its box."""
    page = show("ring", width=width)

    assert page.locator(f"svg.{seen}").is_visible()
    assert not page.locator(f"svg.{hidden}").is_visible()
    assert page.locator(f"svg.{seen} g").count() == 1 + len(RING.users)
    assert page.evaluate(WIDER, f"svg.{seen}") == []


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", ["hostile", "deep", "wide"])
def test_no_label_is_wider_than_its_box(show, name, width):
    """However long it is, and whatever it is written in."""
    page = show(name, width=width)

    assert page.evaluate(WIDER, "svg") == []


WIDER = """(where) => [...document.querySelectorAll(`${where} g`)]
  .filter((group) => group.checkVisibility())
  .flatMap((group) => [...group.querySelectorAll("text")].map((text) => [text, group.querySelector("rect")]))
  .filter(([text, rect]) => text.getBoundingClientRect().right > rect.getBoundingClientRect().right)
  .map(([text]) => text.textContent)"""
"""Labels that leave their boxes at the right."""


@pytest.mark.parametrize("dark", [False, True])
def test_text_can_be_read(show, dark):
    """Contrast of 4.5 to 1 at least, light and dark; text in the drawing has the colours of the page."""
    page = show("ring", dark=dark)
    assert [found for found in page.evaluate(CONTRASTS) if found[0] < 4.5] == []


def test_a_script_in_a_label_is_text(show):
    """It is read as it was typed, and there is no script at all."""
    page = show("hostile")
    assert SCRIPT in page.locator(".users strong").all_inner_texts()
    assert page.locator("script").count() == 0
