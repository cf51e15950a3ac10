"""What refers to what as one HTML page that fetches nothing: a drawn graph, and everything in words below."""

from __future__ import annotations

from collections.abc import Sequence

from revops.model.plan import PortalFacts
from revops.model.reference import Held, Impact
from revops.views.drawing import drawn, is_wide
from revops.views.html import filled
from revops.views.impact import ways
from revops.views.vocabulary import Words


def impact_page(impacts: Sequence[Impact], portal: PortalFacts, at: str) -> str:
    """The page of some impacts, in the language of the target's locale."""
    word = Words(portal.locale)
    return filled(
        "impact.html",
        ("page.css", "impact.css"),
        impacts=impacts,
        portal=portal,
        at=at,
        word=word,
        drawings=[_drawings(impact) for impact in impacts],
        records=lambda held: _records(held, word),
        ways=lambda references: ways(references, word),
    )


def _drawings(impact: Impact) -> list[tuple[str, object]]:
    """Class and drawing: one for narrow screens and, unless it is too deep, one for wide ones."""
    narrow = ("narrow" if is_wide(impact) else "only", drawn(impact, wide=False))
    return [("wide", drawn(impact, wide=True)), narrow] if is_wide(impact) else [narrow]


def _records(held: Held, word: Words) -> str:
    count = word("impact.uncounted") if held.records is None else f"{held.records:,}"
    return f"{word.name('object', held.object)}: {count}"
