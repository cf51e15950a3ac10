"""The page of an impact as a browser shows it: nothing fetched, nothing clipped, a drawing for each width."""

from __future__ import annotations

import pytest
import test_views_browser as pages
from view_impacts import IMPACTS, PORTAL, RING
from view_plans import SCRIPT

from revops.views.impact_page import impact_page

browser = pages.browser
NARROW, WIDE = pages.NARROW, pages.WIDE


@pytest.fixture
def show(browser, tmp_path):
    """Opens a page from disk: `show("ring", locale="en", width=375, dark=True)`."""
    contexts = []

    def shown(name, *, locale="ja", width=WIDE, dark=False):
        path = tmp_path / f"{name}.html"
        portal = type(PORTAL)(PORTAL.id, target=PORTAL.target, locale=locale)
        path.write_text(impact_page([IMPACTS[name]], portal, "2026-11-22 09:00 UTC"), encoding="utf-8")
        scheme = "dark" if dark else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.noise = []
        page.on("console", lambda message: page.noise.append(message.text))
        page.on("pageerror", lambda error: page.noise.append(str(error)))
        page.on("request", lambda request: page.noise.append(request.url))
        page.goto(path.as_uri())
        page.noise.remove(path.as_uri())
        return page

    yield shown
    for context in contexts:
        context.close()


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
    assert page.evaluate(pages.CLIPPED) == []


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
    assert [found for found in page.evaluate(pages.CONTRASTS) if found[0] < 4.5] == []


def test_a_script_in_a_label_is_text(show):
    """It is read as it was typed, and there is no script at all."""
    page = show("hostile")
    assert SCRIPT in page.locator(".users strong").all_inner_texts()
    assert page.locator("script").count() == 0
