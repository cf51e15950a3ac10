"""A browser, and pages in it that are opened from disk."""

from __future__ import annotations

import os
import shutil
from importlib.util import find_spec

import pytest
from view_browser import WIDE


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
def open_page(browser, tmp_path):
    """Opens a page: `open_page(text, width=375, dark=True, scripts=False)`; its `noise` is what it did."""
    contexts = []

    def opened(text, *, width=WIDE, dark=False, scripts=True):
        path = tmp_path / "page.html"
        path.write_text(text, encoding="utf-8")
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

    yield opened
    for context in contexts:
        context.close()
