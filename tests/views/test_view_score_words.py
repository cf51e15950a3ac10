"""What a person reads of a score's rules about segments and associated records, and of who is scored."""

from __future__ import annotations

import pytest

from revops.views.words import text_of

ASSOCIATED = {
    "associated": "companies",
    "rollup": "MAX",
    "only": {"property": "companies.industry", "any_of": ["IT"]},
    "rule": {"if": {"property": "companies.size", "at_least": 100}, "add": 10},
    "max": 20,
}


@pytest.mark.parametrize(
    ("value", "locale", "said"),
    [
        (
            ASSOCIATED,
            "en",
            (
                "MAX over associated companies: +10 if size is at least 100,"
                " only those where industry is any of IT, at most 20"
            ),
        ),
        (
            ASSOCIATED,
            "ja",
            (
                "関連する companies の MAX：size が 100 以上 なら +10"
                "、industry が IT のいずれか ものだけ、最大 20"
            ),
        ),
        (
            {"event": "page_visited", "add": 5, "max": 20, "enabled": False},
            "en",
            "+5 for page_visited, at most 20 (off)",
        ),
        ({"event": "page_visited", "add": -5, "min": -20}, "ja", "page_visited で -5、最小 -20"),
        ({"exclude": ["customers", "rivals"]}, "en", "nobody of customers, rivals"),
        ({"include": ["customers"]}, "ja", "customers のメンバーだけ"),
    ],
)
def test_rules_as_sentences(value: object, locale: str, said: str) -> None:
    """Every member of the value is said, so that a change of any of them shows."""
    assert text_of(value, locale) == said


def test_what_has_no_words_stays_whole() -> None:
    """A member that nobody knows is never left out of a sentence."""
    assert text_of({**ASSOCIATED, "label": "x"}).startswith("{")
