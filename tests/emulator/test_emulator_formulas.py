"""Calculated properties: HubSpot's own spelling of a formula, and what it refuses (dossier B7, peers (f))."""

from __future__ import annotations

import pytest

P = "/crm/properties/2026-09/deals"


def calculated(formula, kind="number", **more):
    body = {"name": "result", "label": "Result", "type": kind, "groupName": "dealinformation"}
    return {**body, "fieldType": "calculation_equation", "calculationFormula": formula, **more}


@pytest.fixture
def deals(hubspot):
    """A portal whose deals have the numbers a and b, and the texts s and t."""
    for name, kind, field in (
        ("a", "number", "number"),
        ("b", "number", "number"),
        ("s", "string", "text"),
        ("t", "string", "text"),
    ):
        body = {"name": name, "label": name, "type": kind, "fieldType": field, "groupName": "dealinformation"}
        hubspot("POST", P, body)
    return hubspot


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("a+1", "a + 1"),
        ("a  *  (b+2)", "a * (b + 2)"),
        ("(a*b)+2", "a * b + 2"),
        ("((a))", "a"),
        ("10a", "10 * a"),
        ("a + 2.50", "a + 2.5"),
        ("a - (b - 1)", "a - (b - 1)"),
        ("a - b - 1", "a - b - 1"),
        ("MAX(a, b)", "max(a, b)"),
        ("-a + b", "-a + b"),
        (
            "IF a = 1 THEN b ELSEIF a != 2 THEN 0 ELSE a",
            "if a equals 1 then b\nelseif not (a equals 2) then 0 else a",
        ),
        ("if a > 1 and (b < 2 or a >= 3) then 1 else 0", "if a > 1 and (b < 2 or a >= 3) then 1 else 0"),
        (
            "if is_present(a) then if b == 1 then 1 else 2",
            "if is_present(a) then if b equals 1 then 1 else 2",
        ),
        ("if a > 1 then b else 0 endif", "if a > 1 then b else 0 endif"),
    ],
)
def test_numbers(deals, sent, stored):
    """Formulas are read back in HubSpot's spelling."""
    deals("POST", P, calculated(sent))

    assert deals("GET", f"{P}/result")["calculationFormula"] == stored


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ('"x" + s', "concatenate('x', s)"),
        ("s + t", "concatenate(s, t)"),
        ('s + " " + t', "concatenate(s, ' ', t)"),
        ("concatenate(s, number_to_string(a + 1))", "concatenate(s, number_to_string(a + 1))"),
        ('if contains(s, "x") then s else "no"', "if contains(s, 'x') then s else 'no'"),
    ],
)
def test_texts(deals, sent, stored):
    """A sum of texts becomes `concatenate`, and strings get single quotes."""
    deals("POST", P, calculated(sent, kind="string"))

    assert deals("GET", f"{P}/result")["calculationFormula"] == stored


def test_the_answer_of_a_create_echoes_number_literals(deals):
    """Literals are reprinted on reads only (peers (f))."""
    created = deals("POST", P, calculated("a+2.50"))

    assert created["calculationFormula"] == "a + 2.50"
    assert deals("GET", f"{P}/result")["calculationFormula"] == "a + 2.5"


def test_a_formula_makes_a_calculation(deals):
    """Whatever field type was sent, the property is a `calculation_equation` (dossier B2)."""
    body = deals("POST", P, calculated("a", fieldType="number"))

    assert (body["fieldType"], body["calculated"]) == ("calculation_equation", True)


def test_a_formula_can_be_changed(deals):
    """`calculationFormula` is updatable, and makes a calculation of a plain number too (dossier B2)."""
    deals("POST", P, calculated("a"))
    deals("PATCH", f"{P}/result", {"calculationFormula": "a+b"})
    plain = deals("PATCH", f"{P}/b", {"calculationFormula": "a"})

    assert deals("GET", f"{P}/result")["calculationFormula"] == "a + b"
    assert (plain["fieldType"], plain["calculated"]) == ("calculation_equation", True)


def test_an_unknown_property_is_a_404(deals):
    """A formula reads only what is there (dossier B7), and of its own object (peers (f))."""
    answer = deals("POST", P, calculated("a + firstname"), status=404)

    assert answer["category"] == "OBJECT_NOT_FOUND"
    assert "firstname" in answer["message"]
    deals("GET", f"{P}/result", status=404)


@pytest.mark.parametrize(
    "formula",
    [
        "[properties.a] + 1",
        "if(a > 1, b, 0)",
        "TARGET.a + 1",
        "a +",
        "a b",
        "(a",
        "if a then",
        "nonsense(a)",
        "max(a)",
        "'open",
        "then",
    ],
)
def test_what_is_no_formula(deals, formula):
    """Square brackets, the function form of `if`, other objects and broken grammar are 400s (peers (f))."""
    answer = deals("POST", P, calculated(formula), status=400)

    assert answer["category"] == "VALIDATION_ERROR"


@pytest.mark.parametrize("kind", ["date", "datetime", "phone_number"])
def test_types_that_cannot_be_calculated(deals, kind):
    """A calculation is a number, bool, string or enumeration (dossier B7)."""
    deals("POST", P, calculated("a", kind=kind), status=400)


@pytest.mark.parametrize("kind", ["number", "bool", "string", "enumeration"])
def test_types_that_can(deals, kind):
    """These four can (dossier B7)."""
    deals("POST", P, calculated("a", kind=kind), status=201)


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("a * 100", "a * 100"),
        ("a * 0.00000001", "a * 0.00000001"),
        ("a * 10.0", "a * 10"),
        (f"a * {'9' * 40}", f"a * {'9' * 40}"),
    ],
)
def test_a_number_is_printed_whole(deals, sent, stored):
    """Reads reprint literals without needless zeros and without an exponent, however long they are."""
    deals("POST", P, calculated(sent))

    assert deals("GET", f"{P}/result")["calculationFormula"] == stored


def test_a_formula_that_is_nested_too_deeply(deals):
    """Brackets beyond any use are a 400, no crash."""
    deals("POST", P, calculated("(" * 3000 + "a" + ")" * 3000), status=400)
