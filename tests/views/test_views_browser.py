"""The page as a browser shows it: nothing is fetched, nothing clipped, and its tools work."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest
from view_plans import SCRIPT, drift, hostile_changes, plan, run

from revops.views.html import html
from revops.views.outline import Outline, outline_drift, outline_plan, outline_run

NARROW, WIDE = 375, 1440

PAGES = {
    "plan": lambda locale: outline_plan(plan(locale=locale), full=True),
    "run": lambda locale: outline_run(run(locale), full=True),
    "drift": lambda locale: outline_drift(drift(locale), full=True),
    "nothing": lambda _: Outline("nothing"),
    "hostile": lambda locale: outline_plan(plan(*hostile_changes(), locale=locale), full=True),
}

CLIPPED = """() => {
  const wide = document.documentElement.clientWidth;
  const said = (node) => [...node.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const seen = (node) => node.checkVisibility() && !node.matches(".side, option, title, style, script");
  const cut = (node) => {
    const box = node.getBoundingClientRect();
    const inside = getComputedStyle(node).display === "inline" || node.scrollWidth <= node.clientWidth + 1;
    return !inside || box.right > wide + 0.5 || box.left < -0.5;
  };
  const found = [...document.body.querySelectorAll("*")].filter((node) => said(node) && seen(node));
  return found.filter(cut).map((node) => `${node.tagName} ${node.className} ${node.textContent.slice(0, 9)}`);
}"""
"""Elements with text of their own that are wider than their box, or that leave the page at a side."""

CONTRASTS = """() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
  const ground = (node) => {
    if (!node) return [255, 255, 255];
    const own = rgba(getComputedStyle(node).backgroundColor);
    return own[3] === 1 ? own.slice(0, 3) : over(own, ground(node.parentElement));
  };
  const light = (colour) => {
    const linear = (c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    const part = colour.map((c) => linear(c / 255));
    return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
  };
  const told = (node) => [...node.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim());
  const ratio = (node) => {
    const below = ground(node);
    const text = over(rgba(getComputedStyle(node).color), below);
    const levels = [light(text), light(below)].sort((a, b) => b - a);
    return (levels[0] + 0.05) / (levels[1] + 0.05);
  };
  return [...document.body.querySelectorAll("*")]
    .filter((node) => told(node) && node.checkVisibility() && !node.matches("option, title, script"))
    .map((node) => [Math.round(ratio(node) * 100) / 100, `${node.tagName} ${node.className}`]);
}"""
"""Contrast of every text to what is behind it, by WCAG 2.2's relative luminance."""


def _chromium():
    names = ("chromium", "chromium-browser", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


def _missing():
    if not find_spec("playwright"):
        return "playwright is not installed: pip install --require-hashes -r requirements-browser.lock"
    return "" if _chromium() else "there is no Chromium: apt-get install chromium fonts-noto-cjk"


@pytest.fixture(scope="module")
def browser():
    """The system's Chromium, headless. In CI it must be there."""
    missing = _missing()
    if missing and os.environ.get("CI") == "true":
        pytest.fail(missing)
    if missing:
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=_chromium(), args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def show(browser, tmp_path):
    """Opens a page from disk: `show("plan", locale="en", width=375, dark=True, scripts=False)`."""
    contexts = []

    def shown(name, *, locale="ja", width=WIDE, dark=False, scripts=True):
        path = tmp_path / f"{name}.html"
        path.write_text(html(PAGES[name](locale)), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
        )
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


def visible_cards(page):
    """Addresses of the cards that can be seen."""
    return page.locator(".card:visible .address code").all_inner_texts()


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_silent(show, name, locale):
    """No message, no error, no request."""
    assert show(name, locale=locale).noise == []


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_clipped(show, name, width, locale):
    """The page does not scroll sideways, and no text leaves its box, however long a label is."""
    page = show(name, locale=locale, width=width)
    scroll, client = page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    )
    assert scroll <= client
    assert page.evaluate(CLIPPED) == []


def test_the_look_for_clipped_text_finds_it(show):
    """The check above can fail."""
    page = show("plan", width=NARROW)
    page.evaluate("document.querySelector('.reason').style.cssText = 'white-space: nowrap; width: 40px'")
    assert page.evaluate(CLIPPED) != []


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", ["plan", "run", "drift"])
def test_text_can_be_read(show, name, dark):
    """Contrast of 4.5 to 1 at least (WCAG 2.2, 1.4.3), light and dark."""
    page = show(name, dark=dark)
    assert [found for found in page.evaluate(CONTRASTS) if found[0] < 4.5] == []


def test_dark_is_dark(show):
    """The page follows the reader's setting."""
    colours = [
        show("plan", dark=dark).evaluate("getComputedStyle(document.body).backgroundColor")
        for dark in (False, True)
    ]
    assert colours[0] != colours[1]


def test_a_script_in_a_label_is_text(show):
    """It is read as it was typed, and nothing of it runs."""
    page = show("hostile")
    assert SCRIPT in page.locator(".card h4").all_inner_texts()
    assert page.evaluate("window.hacked") is None
    assert page.locator("script").count() == 1
    assert page.locator("img").count() == 0


def test_filters_narrow_what_is_shown(show):
    """By action, department, object and kind; they add up, and `reset` shows all again."""
    page = show("plan")
    everything = visible_cards(page)
    page.locator('[data-filter="state"]').select_option("hold")
    assert visible_cards(page) == ["property.deals.bant_need"]
    assert page.locator(".department:visible").count() == 1
    page.locator('[data-filter="department"]').select_option("marketing")
    assert visible_cards(page) == []
    assert page.locator(".no-match").is_visible()
    page.locator('button[type="reset"]').click()
    page.locator(".card[hidden]").first.wait_for(state="detached")
    assert visible_cards(page) == everything
    page.locator('[data-filter="object"]').select_option("deals")
    page.locator('[data-filter="kind"]').select_option("property")
    assert visible_cards(page) == ["property.deals.bant_need", "property.deals.dealtype"]


def test_a_tile_is_a_filter(show):
    """A click on a count shows what it counts, another one everything."""
    page = show("plan")
    tile = page.locator('.tile[data-state="waiting"] button')
    tile.click()
    assert visible_cards(page) == ["workflow.onboarding"]
    assert tile.get_attribute("aria-pressed") == "true"
    tile.click()
    assert len(visible_cards(page)) == 8


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("リードソース", ["property.contacts.lead_source"]),
        ("ﾘｰﾄﾞｿｰｽ", ["property.contacts.lead_source"]),
        ("BANT_NEED", ["property.deals.bant_need"]),
        ("営業 解約", ["pipeline.deals.default"]),
        ("RV571", ["pipeline.deals.default"]),
        ("nothing has this", []),
    ],
)
def test_search_looks_into_labels_values_and_findings(show, typed, found):
    """All words must be there; width and case make no difference."""
    page = show("plan")
    page.locator("[data-search]").fill(typed)
    assert visible_cards(page) == found
    assert str(len(found)) in page.locator(".shown").inner_text()


def test_values_can_be_hidden(show):
    """A plan of hundreds is read by its headings first."""
    page = show("plan")
    page.locator("[data-brief]").check()
    assert page.locator(".units:visible").count() == 0
    assert len(visible_cards(page)) == 8


def test_the_keyboard_is_enough(show):
    """Everything that can be clicked can be reached by Tab and used from there."""
    page = show("plan")
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.closest('.tile, .tools, .chart, .copyable')?.className")
        )
    assert {"tile create", "tools", "chart", "copyable"} <= reached
    page.locator(".tile.hold button").focus()
    page.keyboard.press("Enter")
    assert visible_cards(page) == ["property.deals.bant_need"]


def test_a_consent_is_copied(show):
    """The button takes the flag to the clipboard, or at least selects it."""
    page = show("plan")
    page.locator(".card.create .asks .copy").click()
    assert page.evaluate("getSelection().toString()") == "--create workflow.step_mails"


def test_without_javascript_everything_is_there(show):
    """Filters are hidden, as they would not work, and every card is shown."""
    page = show("plan", scripts=False)
    assert len(visible_cards(page)) == 8
    assert not page.locator(".tools").is_visible()
    assert page.locator(".copy:visible").count() == 0


def test_paper_shows_everything(show):
    """Whatever is filtered and hidden on the screen; the tools are not printed."""
    page = show("plan")
    page.locator('[data-filter="state"]').select_option("hold")
    page.locator("[data-brief]").check()
    page.emulate_media(media="print")
    assert len(visible_cards(page)) == 8
    assert page.locator(".units:visible").count() == page.locator(".units").count() > 0
    assert not page.locator(".tools").is_visible()


@pytest.mark.parametrize("name", ["plan", "hostile"])
def test_paper_clips_nothing(show, name):
    """A4 with narrow margins is some 700 px wide."""
    page = show(name, width=700)
    page.emulate_media(media="print")
    assert page.evaluate(CLIPPED) == []


@pytest.mark.parametrize(
    ("locale", "heading", "state"),
    [("ja", "変更計画：ポータル 90000001", "保留"), ("en", "Plan for portal 90000001", "held")],
)
def test_a_page_speaks_its_language(show, locale, heading, state):
    """Title, heading and states."""
    page = show("plan", locale=locale)
    assert page.title() == heading == page.locator("h1").inner_text()
    assert page.locator(".tile.hold .name").inner_text() == state
    assert page.locator("html").get_attribute("lang") == locale
