"""The HTML page as a document: what is in it, in which language, and that no element comes from a label."""

from __future__ import annotations

import base64
import hashlib
import re
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from view_plans import CARGO, HOSTILE, NOTED, SCRIPT, SHIP, change, drift, held, hostile_changes, plan, run

from revops.kinds import KINDS
from revops.model.change import Action
from revops.model.finding import Severity
from revops.model.objects import TYPE_IDS
from revops.model.outcome import Status
from revops.model.spec import Phase
from revops.views.html import html
from revops.views.outline import Outline, outline_drift, outline_plan, outline_run
from revops.views.page import STATES, page_of
from revops.views.reasons import _SAID
from revops.views.vocabulary import _TABLE, Words

OUTLINES = {
    "plan": lambda locale: outline_plan(plan(locale=locale), full=True),
    "run": lambda locale: outline_run(run(locale), full=True),
    "drift": lambda locale: outline_drift(drift(locale), full=True),
    "nothing": lambda _: Outline("nothing"),
    "hostile": lambda locale: outline_plan(plan(*hostile_changes(), locale=locale), full=True),
    "noted": lambda locale: outline_plan(plan(NOTED, locale=locale, findings=()), full=True),
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
        ("revops apply; it asks about each of the 5 steps, or takes --enable ADDRESS", ""),
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
        ("the blueprint refers to it, and this portal does not have it", "このポータルにはありません"),
        ("an archived one has this name; HubSpot may bring it and its old values back", "アーカイブ済み"),
        (
            "an archived one has this name; HubSpot may bring it and its old values back, or purge it",
            "アーカイブ済み",
        ),
        ("waits for score.fit", "score.fit を待っています"),
        ("group.a.b does not exist in the portal and no blueprint makes it", "group.a.b はポータルになく"),
        (
            "revops apply --target x; it asks about each of the 67 steps, or takes --enable ADDRESS (a or b)",
            "revops apply --target x は 67 件の手順を一件ずつ確認します（オプションとアドレスで",
        ),
        ("something nobody foresaw {0}", ""),
    ],
)
def test_common_reasons_read_as_japanese(text, told):
    """Others stay as they are."""
    assert told in Words("ja").said(text)
    assert Words("en").said(text) == text
    assert bool(Words("ja").said(text)) == bool(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("waits for the moon (soon); waits for workflow.a", ""),
        ("waits for a.b; waits for c.d", "a.b を待っています；c.d を待っています"),
        ("not in the portal; something nobody foresaw", ""),
    ],
)
def test_several_reasons_are_told_together_or_not_at_all(text, told):
    """Half a sentence in each language is worse than one in English."""
    assert Words("ja").said(text) == told


@pytest.mark.parametrize("enum", [Phase, Action, Status, Severity])
def test_every_name_of_a_group_has_a_word(enum):
    """Nothing that a card can show falls back to its internal name."""
    group = {Phase: "phase", Severity: "severity"}.get(enum, "state")
    assert [one.value for one in enum if f"{group}.{one.value}" not in _TABLE] == []


def test_every_object_and_every_kind_has_a_word():
    """HubSpot's object types, and the kinds of this tool."""
    assert [name for name in TYPE_IDS if f"object.{name}" not in _TABLE] == []
    assert [kind.name for kind in KINDS if f"kind.{kind.name}" not in _TABLE] == []


@pytest.mark.parametrize(
    ("scope", "english", "japanese"),
    [
        ("", "Whole portal", "ポータル全体"),
        ("companies-contacts", "Companies – Contacts", "会社 – コンタクト"),
        ("ship", "船舶", "船舶"),
        ("ship-line_items", "船舶 – Line items", "船舶 – 商品項目"),
        ("purchase_request", "Purchase request", "Purchase request"),
        ("2-123", "Object 2-123", "オブジェクト 2-123"),
        ("0-1-2-123", "Object 0-1 – Object 2-123", "オブジェクト 0-1 – オブジェクト 2-123"),
    ],
)
def test_objects_are_called_as_people_call_them(scope, english, japanese):
    """A custom object by its label where the plan knows it, else by its name as words."""
    for locale, told in (("en", english), ("ja", japanese)):
        assert Words(locale, {"ship": "船舶"}).name("object", scope) == told


@pytest.mark.parametrize("locale", ["ja", "en"])
def test_no_heading_shows_an_internal_name(locale):
    """Neither of a custom object nor of a pair; the filters still go by it."""
    page = Document(html(outline_plan(plan(SHIP, CARGO, locale=locale), full=True)))
    line_items = "商品項目" if locale == "ja" else "Line items"
    headings = [text.strip() for text in page.texts["h3"]]
    assert {"船舶", f"船舶 – {line_items}"} <= set(headings)
    assert not {"ship", "ship-line_items"} & {text.strip() for found in page.texts.values() for text in found}
    assert page.having("data-object", "ship-line_items")
    assert page.having("value", "ship")


def test_the_frame_of_a_finding_is_in_the_language_of_the_page():
    """Its own words are English, and the page says so once."""
    told = {locale: html(outline_plan(plan(locale=locale), full=True)) for locale in ("ja", "en")}
    for word in ("指摘事項", "情報", "場所：", "対処："):
        assert word in told["ja"], word
    assert "What to do:" not in told["ja"]
    assert "What to do:" in told["en"]
    note = Words("ja")("in_english")
    assert told["ja"].count(note) == 1
    assert "in-english" not in re.sub(r"<style>.*?</style>", "", told["en"], flags=re.DOTALL)


def test_a_page_without_messages_does_not_speak_of_their_language():
    """There is nothing in English on it."""
    quiet = change("property.deals.x", Action.UPDATE, ("label", "甲", "乙"), label="乙")
    assert Words("ja")("in_english") not in html(outline_plan(plan(quiet, findings=()), full=True))


def test_style_and_page_know_the_same_classes():
    """No class without a rule, and no rule for a class that no page has."""
    folder = files("revops.views") / "templates"
    style, script = ((folder / name).read_text(encoding="utf-8") for name in ("page.css", "page.js"))
    ruled = set(re.findall(r"\.([a-z][a-z-]*)", re.sub(r"/\*.*?\*/", "", style, flags=re.DOTALL)))
    pages = [Document(html(OUTLINES[name](locale))) for name in OUTLINES for locale in ("ja", "en")]
    used = {name for page in pages for a in page.having("class") for name in (a["class"] or "").split()}
    used |= {*STATES, *(severity.value for severity in Severity)}
    used |= set(re.findall(r'classList\.\w+\("([a-z-]+)"', script))
    assert used == ruled


def test_no_reason_is_told_twice():
    """The first pattern that fits whole wins, so none may stand behind one that takes all of it."""
    patterns = [pattern.pattern for pattern, _ in _SAID]
    assert len(patterns) == len(set(patterns))


def test_an_unknown_word_reads_as_it_is():
    """A kind or an object that the table does not know yet."""
    assert Words("ja").name("kind", "some_new_kind") == "some new kind"


def test_another_locale_than_japanese_reads_as_english():
    """Labels keep their language, the page's words are English."""
    page = Document(html(outline_plan(plan(locale="de"))))
    assert page.elements[0][1]["lang"] == "en"
    assert page.having("lang", "de")
