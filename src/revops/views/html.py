"""An outline as one HTML page that fetches nothing: style and script stand inside, under their hashes."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache, partial
from importlib.resources import files
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from revops.views.consequences import consequence_told
from revops.views.outline import Outline
from revops.views.page import page_of
from revops.views.visible import visible
from revops.views.vocabulary import Words

_TEMPLATES: Final = files("revops.views") / "templates"


def html(outline: Outline) -> str:
    """The page of a plan, a run or a drift, in the language of the target's locale."""
    page = page_of(outline)
    word = Words(outline.portal.locale, page.labels)
    return filled(
        "page.html",
        ("page.css",),
        "page.js",
        page=page,
        outline=outline,
        word=word,
        sets_off=lambda found: consequence_told(found, word.lang, partial(word.name, "object")),
    )


def filled(template: str, styles: Sequence[str], script: str = "", **shown: object) -> str:
    """A template with what it shows, and with style and script, which are files beside it.

    Everything that is put in is escaped; what no eye can see is spelled out.
    """
    style = "\n".join(map(_beside, styles))
    code = _beside(script) if script else ""
    whole = _environment().get_template(template)
    return whole.render(style=style, script=code, policy=_policy(style, code), **shown)


def _beside(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("revops.views"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_seen,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _seen(value: object) -> object:
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _policy(style: str, script: str) -> str:
    """A Content-Security-Policy under which nothing but these two texts works, and nothing is fetched."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
