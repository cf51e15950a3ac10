"""Bodies of tasks and mails: HubSpot keeps HTML (dossier F5), a blueprint may hold plain text."""

from __future__ import annotations

import pytest

from revops.kinds.workflow.bodies import is_html, is_same, sent, told


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Call them", "Call them"),
        ("R&D <5 days, or > 7", "R&amp;D &lt;5 days, or &gt; 7"),
        ("One\nTwo\n\nThree\n", "One<br>Two<br><br>Three"),
        ("Call <name> back", "Call &lt;name&gt; back"),
        ("&amp; is how HTML writes &", "&amp;amp; is how HTML writes &amp;"),
        ("{{ enrolled_object.firstname }}", "{{ enrolled_object.firstname }}"),
        ("if x<b then", "if x&lt;b then"),
    ],
)
def test_plain_text_is_sent_as_html_that_shows_it(text, html):
    """Escaped, with its line breaks; and read back as the same text but for spaces around it."""
    assert not is_html(text)
    assert sent(text) == html
    assert told(html) == text.strip()


@pytest.mark.parametrize(
    "html",
    ["<p>Call</p>", "a<br>b", "R&amp;D <b>now</b>", 'See <a href="https://example.com">this</a>', "<BR/>"],
)
def test_html_is_sent_as_it_is(html):
    """One tag makes it HTML: nothing in it is escaped."""
    assert is_html(html)
    assert sent(html) == html


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Call them</p>", "Call them"),
        ("<p>One</p>\n<p>Two</p>", "One\nTwo"),
        ("<div>One</div><p><br></p><p>Two</p>", "One\n\nTwo"),
        ("<p>One<br>Two</p>", "One\nTwo"),
        ("<p>One</p><p>&nbsp;</p><p>R&amp;D</p>", "One\n\nR&D"),
        ("<!-- from a page --><p>Call</p>", "Call"),
        ("R&amp;D", "R&D"),
    ],
)
def test_simple_html_is_told_as_plain_text(html, text):
    """Paragraphs and breaks are lines, entities are their characters; the two show the same."""
    assert told(html) == text
    assert is_same(text, html) or not is_html(html)


@pytest.mark.parametrize(
    "html",
    ["<p>Call <b>now</b></p>", '<p style="color: red">Call</p>', "<ul><li>One</li></ul>", "<p>&lt;b&gt;</p>"],
)
def test_what_plain_text_cannot_say_stays_html(html):
    """Markup, attributes, and text that would itself be taken for a tag."""
    assert told(html) == html


def test_a_tag_that_is_only_text_is_told_as_html():
    """`&lt;b&gt;` without a tag around it: plain, it would be sent as one."""
    assert told("Write &lt;b&gt;") == "<p>Write &lt;b&gt;</p>"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call them", "<p>Call them</p>"),
        ("One\nTwo", "<p>One</p><p>Two</p>"),
        ("<p>Call  <b>now</b></p>", "Call <B>now</B>"),
        ("<ul>\n<li>One</li>\n</ul>", "<ul><li>One</li></ul>"),
        ('<a href="x" target="y">z</a>', "<a target='y' href='x'>z</a>"),
        ("a<br>b", "a<br/>b"),
        ("a<img src='x'/>", '<p>a<img src="x"></p>'),
        ("R&D", "<p>R&amp;D</p>"),
    ],
)
def test_the_same_to_everybody_who_reads_it(one, other):
    """Both ways."""
    assert is_same(one, other)
    assert is_same(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Call them", "Call him"),
        ("One\nTwo", "One Two"),
        ("One\n\nTwo", "One\nTwo"),
        ("now", "<b>now</b>"),
        ("<b>", "&lt;b&gt; "),
        ('<a href="x">z</a>', '<a href="y">z</a>'),
        ("<p>&lt;b&gt;</p>", "<p><b></p>"),
    ],
)
def test_what_reads_differently_is_not_the_same(one, other):
    """Both ways."""
    assert not is_same(one, other)
    assert not is_same(other, one)
