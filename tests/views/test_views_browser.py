"""The page as a browser shows it: nothing is fetched, nothing clipped, and its tools work."""

from __future__ import annotations

import pytest
from view_browser import CLIPPED, CONTRASTS, NARROW, WIDE
from view_plans import SCRIPT, drift, hostile_changes, plan, run

from revops.views.html import html
from revops.views.outline import Outline, outline_drift, outline_plan, outline_run

PAGES = {
    "plan": lambda locale: outline_plan(plan(locale=locale), full=True),
    "run": lambda locale: outline_run(run(locale), full=True),
    "drift": lambda locale: outline_drift(drift(locale), full=True),
    "nothing": lambda _: Outline("nothing"),
    "hostile": lambda locale: outline_plan(plan(*hostile_changes(), locale=locale), full=True),
}


@pytest.fixture
def show(open_page):
    """Opens one of the pages: `show("plan", locale="en", width=375, dark=True, scripts=False)`."""

    def shown(name, *, locale="ja", **how):
        return open_page(html(PAGES[name](locale)), **how)

    return shown


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
