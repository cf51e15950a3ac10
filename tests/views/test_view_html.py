"""The HTML page as a document: what is in it, in which language, and that no element comes from a label."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from view_plans import HOSTILE, SCRIPT, drift, held, hostile_changes, plan, run

from revops.views.html import html
from revops.views.outline import Outline, outline_drift, outline_plan, outline_run
from revops.views.page import page_of
from revops.views.vocabulary import _SAID, _TABLE, Words

OUTLINES = {
    "plan": lambda locale: outline_plan(plan(locale=locale), full=True),
    "run": lambda locale: outline_run(run(locale), full=True),
    "drift": lambda locale: outline_drift(drift(locale), full=True),
    "nothing": lambda _: Outline("nothing"),
    "hostile": lambda locale: outline_plan(plan(*hostile_changes(), locale=locale), full=True),
}

VOID = {"meta", "link", "input", "img", "br"}


class Document(HTMLParser):
    """Elements, attributes and text of a page; complains of what is not closed in order."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.open = [], {}, []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if self.open:
            self.texts.setdefault(self.open[-1], []).append(data)

    def having(self, name, value=None):
        """Attributes of all elements that have this one."""
        return [a for _, a in self.elements if name in a and value in (None, a[name])]

    def of_class(self, name):
        return [a for _, a in self.elements if name in (a.get("class") or "").split()]


@pytest.mark.parametrize("locale", ["ja", "en"])
@pytest.mark.parametrize("name", OUTLINES)
def test_a_page_is_closed_and_names_its_language(name, locale):
    """Every element is closed in order; `lang` is the target's language."""
    page = Document(html(OUTLINES[name](locale)))
    (root,) = [attributes for tag, attributes in page.elements if tag == "html"]
    assert root["lang"] == (locale if name != "nothing" else "en")


@pytest.mark.parametrize("name", OUTLINES)
def test_a_page_fetches_nothing(name):
    """Not one address of anything but the page itself; icons come from the page, too."""
    page = Document(html(OUTLINES[name]("ja")))
    for attribute in ("src", "href", "action", "srcset", "data", "poster"):
        for found in page.having(attribute):
            assert found[attribute].startswith("#") or found[attribute] == "data:,"
    assert not page.having("style")
    assert not [name for _, attributes in page.elements for name in attributes if name.startswith("on")]


@pytest.mark.parametrize("name", OUTLINES)
def test_the_policy_allows_its_own_style_and_script_alone(name):
    """Content-Security-Policy by hash: a browser that obeys runs nothing else."""
    page = Document(html(OUTLINES[name]("ja")))
    (policy,) = [a["content"] for a in page.having("http-equiv", "Content-Security-Policy")]
    for tag in ("style", "script"):
        (text,) = page.texts[tag]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


@pytest.mark.parametrize("text", HOSTILE)
def test_a_label_is_text(text):
    """However it is written, it adds no element, and the page can be stored as UTF-8."""
    plain = html(outline_plan(plan(held("property.deals.x", ("label", "a", "b"), label="label"))))
    told = html(outline_plan(plan(held("property.deals.x", ("label", text, text), label=text, ref=(text,)))))
    tags = [tag for tag, _ in Document(told.encode("utf-8").decode()).elements]
    assert {"script": tags.count("script"), "img": tags.count("img")} == {"script": 1, "img": 0}
    assert set(tags) <= {tag for tag, _ in Document(plain).elements}


def test_a_script_in_a_label_can_be_read():
    """It is shown as somebody typed it."""
    page = Document(html(outline_plan(plan(held("property.deals.x", ("label", "a", "b"), label=SCRIPT)))))
    assert SCRIPT in page.texts["span"]


def test_facts_of_the_portal():
    """Target, portal, account, digest; a time only where the caller tells one."""
    outline = outline_plan(plan())
    told = html(outline)
    for fact in ("client", "90000001", "DEVELOPER_TEST", "0123456789abcdef" * 4):
        assert re.search(rf">{fact}\s*<", told), fact
    assert "作成日時" not in told
    assert told == html(outline)


def test_tiles_and_bars_count_what_the_cards_show():
    """Each state's tile says how many cards have it; bars add up to the same."""
    page = Document(html(outline_plan(plan(), full=True)))
    cards = [a["data-state"] for a in page.of_class("card")]
    tiles = [a["data-state"] for a in page.of_class("tile")]
    assert sorted(tiles) == sorted(set(cards))
    counts = [int(text) for text in page.texts["span"] if text.isdigit()]
    assert sum(counts[: len(tiles)]) == len(cards)
    parts = page_of(outline_plan(plan())).places
    assert sum(part.count for place in parts for part in place.parts) == len(cards)
    assert max(part.start + part.width for place in parts for part in place.parts) <= 100.1


def test_departments_follow_the_customer():
    """Marketing before sales before customer success; what belongs to nobody comes last."""
    page = page_of(outline_plan(plan()))
    assert [name for name, _ in page.departments] == ["marketing", "sales", "customer-success", "project"]


def test_a_finding_stands_in_its_change():
    """Beside the first row of its address; one without an address has a place of its own."""
    page = page_of(outline_plan(plan()))
    told = {row.address: [f.code for f in row.findings] for place in page.places for row in place.rows}
    assert told["pipeline.deals.default"] == ["RV571"]
    assert [finding.code for finding in page.findings] == ["RV401"]


@pytest.mark.parametrize(
    ("step", "command"),
    [
        ("revops apply --target x", "revops apply --target x"),
        ("revops plan shows what is missing; revops apply completes it", ""),
        ("revops drift --keep a or revops apply --take a", ""),
    ],
)
def test_only_a_command_is_offered_for_copying(step, command):
    """A sentence about two commands is no command."""
    assert page_of(Outline("t", next_step=step)).command == command


@pytest.mark.parametrize("name", ["plan", "run", "drift"])
def test_words_of_the_page_are_in_its_language(name):
    """Headings, tools and states in Japanese; what has no Japanese is marked as English."""
    told = html(OUTLINES[name]("ja"))
    for english in ("Overview", "Changes", "Search", "Department", "held", "Copy", "not in the portal"):
        assert not re.search(rf">\s*{english}\s*<", told), english
    assert '<p lang="en">' in told


def test_every_word_has_both_languages():
    """And the same places for values in both."""
    for key, (english, japanese) in _TABLE.items():
        assert english, key
        assert japanese, key
        assert sorted(re.findall(r"{\w+}", english)) == sorted(
            re.findall(r"{\w+}", japanese)
        ) or key.startswith("total_of_one"), key


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("not in the portal", "ポータルにありません"),
        ("enable is a step of its own", "有効化は独立した手順です"),
        ("changed in HubSpot, or made there by hand, last by a@b.c", "a@b.c"),
        ("enter: x (not enforced: needs a workflow)", "入る条件：x"),
        ("something nobody foresaw {0}", ""),
    ],
)
def test_common_reasons_read_as_japanese(text, told):
    """Others stay as they are."""
    assert told in Words("ja").said(text)
    assert Words("en").said(text) == text
    assert bool(Words("ja").said(text)) == bool(told)


def test_no_reason_is_told_twice():
    """The first pattern that fits whole wins, so none may stand behind one that takes all of it."""
    patterns = [pattern for pattern, _ in _SAID]
    assert len(patterns) == len(set(patterns))


def test_an_unknown_word_reads_as_it_is():
    """A kind or an object that the table does not know yet."""
    assert Words("ja").name("kind", "some_new_kind") == "some new kind"


def test_another_locale_than_japanese_reads_as_english():
    """Labels keep their language, the page's words are English."""
    page = Document(html(outline_plan(plan(locale="de"))))
    assert page.elements[0][1]["lang"] == "en"
    assert page.having("lang", "de")
