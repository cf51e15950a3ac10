"""Calculation formulas in HubSpot's stored spelling."""

from __future__ import annotations

import pytest

from revops.kinds.properties.formula import canonical, references, renamed
from revops.kinds.properties.tokens import FormulaError


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("a+1", "a + 1"),
        ('"x" + y', "concatenate('x', y)"),
        ("IF a = 1 THEN b ELSE c", "if a equals 1 then b else c"),
        ("if a != 'q' then 1", "if not (a equals 'q') then 1"),
        ("if a then 1 elseif b then 2 else 3 endif", "if a then 1 elseif b then 2 else 3"),
        ("((a + b)) + (c)", "a + b + c"),
        ("a - (b - c)", "a - (b - c)"),
        ("(a + b) * 2.50", "(a + b) * 2.5"),
        ("a * (b / c)", "a * (b / c)"),
        ("-a", "-a"),
        ("NOT is_present(a) and (b or c)", "not is_present(a) and (b or c)"),
        ("MAX(a,b , 10)", "max(a, b, 10)"),
        ("concatenate(concatenate('a', b), c)", "concatenate('a', b, c)"),
        ("number_to_string(a) + b", "concatenate(number_to_string(a), b)"),
        ("if x >= 3 then 'yes' else 'no'", "if x >= 3 then 'yes' else 'no'"),
    ],
)
def test_formulas_are_compared_in_hubspots_spelling(written, stored):
    """Peers (f): lower case, single quotes, `equals`, `not (… equals …)`, no needless brackets."""
    assert canonical(written) == stored
    assert canonical(stored) == stored


def test_plus_between_texts_is_a_concatenation():
    """What `+` means depends on the properties' types."""
    assert canonical("first + last", lambda name: name == "last") == "concatenate(first, last)"
    assert canonical("first + last") == "first + last"


def test_references_are_properties_and_nothing_else():
    """Functions, texts, keywords and constants are no properties."""
    assert references("if max(a, 2) > b then 'c' else true") == {"a", "b"}


def test_renaming_keeps_the_authors_spelling():
    """Only property names change; a function of the same name does not."""
    names = {"max": "most", "a": "alpha"}

    assert (
        renamed("IF  a=1 THEN max(a, max)", lambda name: names.get(name, name))
        == "IF  alpha=1 THEN max(alpha, most)"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a +",
        "(a",
        "if a then",
        "if a b",
        "'open",
        "a ? b",
        "max(a b)",
        "a b",
        "then",
        "(" * 5000 + "a" + ")" * 5000,
    ],
)
def test_what_is_no_formula_says_why(text):
    """A fault is a sentence, never a traceback."""
    with pytest.raises(FormulaError) as caught:
        canonical(text)
    assert str(caught.value)
