"""Properties in batches: 201 or 207, 200 or 207, and an archive that takes any state (dossier B1)."""

from __future__ import annotations

BATCH = "/crm/properties/2026-09/companies/batch"
P = "/crm/properties/2026-09/companies"


def text(name, **more):
    body = {"name": name, "label": name, "type": "string", "fieldType": "text"}
    return {**body, "groupName": "companyinformation", **more}


def read(*names, archived=False, level="non_sensitive"):
    return {"archived": archived, "dataSensitivity": level, "inputs": [{"name": name} for name in names]}


def test_create_all(hubspot):
    """All went well: 201, COMPLETE, the results in full."""
    body = hubspot("POST", f"{BATCH}/create", {"inputs": [text("one"), text("two")]}, status=201)

    assert body["status"] == "COMPLETE"
    assert [result["name"] for result in body["results"]] == ["one", "two"]
    assert body["startedAt"] <= body["completedAt"]
    assert "errors" not in body
    assert hubspot("GET", f"{P}/two") == body["results"][1]


def test_create_some(hubspot):
    """One name is taken: 207 with the others created and one standard error."""
    hubspot("POST", P, text("taken"))
    inputs = [text("one"), text("taken"), text("three")]
    body = hubspot("POST", f"{BATCH}/create", {"inputs": inputs}, status=207)

    assert [result["name"] for result in body["results"]] == ["one", "three"]
    assert body["numErrors"] == 1
    (error,) = body["errors"]
    assert (error["status"], error["category"]) == ("error", "OBJECT_ALREADY_EXISTS")
    assert error["message"] == "A property named 'taken' already exists."
    hubspot("GET", f"{P}/three", status=200)


def test_a_formula_may_use_what_stands_before_it(hubspot):
    """Inputs are taken in order, so a formula finds what an earlier input created, and not a later one."""
    base = text("base", type="number", fieldType="number")
    double = {**base, "name": "twice", "calculationFormula": "base * 2"}

    hubspot("POST", f"{BATCH}/create", {"inputs": [base, double]}, status=201)
    hubspot("POST", f"{BATCH}/archive", {"inputs": [{"name": "twice"}, {"name": "base"}]}, status=204)
    late = hubspot("POST", f"{BATCH}/create", {"inputs": [double, base]}, status=207)
    assert [result["name"] for result in late["results"]] == ["base"]


def test_a_refused_input_leaves_its_archived_twin(hubspot):
    """An input that fails does not take the archived definition out of the recycle bin."""
    hubspot("POST", P, text("twin"))
    hubspot("DELETE", f"{P}/twin")
    broken = text("twin", type="number", fieldType="number", calculationFormula="nothing + 1")
    hubspot("POST", f"{BATCH}/create", {"inputs": [broken, text("other")]}, status=207)

    hubspot("GET", f"{P}/twin?archived=true", status=200)


def test_an_input_of_the_wrong_shape_refuses_the_batch(hubspot):
    """A body that is not understood creates nothing at all."""
    hubspot("POST", f"{BATCH}/create", {"inputs": [text("one"), text("two", nope=1)]}, status=400)

    hubspot("GET", f"{P}/one", status=404)


def test_a_hundred_are_the_most(hubspot):
    """Batches hold up to 100 inputs (dossier B1), and not none."""
    inputs = [text(f"field_{place}") for place in range(101)]

    hubspot("POST", f"{BATCH}/create", {"inputs": inputs}, status=400)
    hubspot("POST", f"{BATCH}/create", {"inputs": []}, status=400)
    assert len(hubspot("POST", f"{BATCH}/create", {"inputs": inputs[:100]}, status=201)["results"]) == 100


def test_read(hubspot):
    """200 for all found; 207 with a 404-like error for a name that this query does not find."""
    hubspot("POST", P, text("one"))
    found = hubspot("POST", f"{BATCH}/read", read("one", "domain"), status=200)
    partly = hubspot("POST", f"{BATCH}/read", read("one", "nothing"), status=207)

    assert [result["name"] for result in found["results"]] == ["one", "domain"]
    assert [result["name"] for result in partly["results"]] == ["one"]
    assert partly["errors"][0]["category"] == "OBJECT_NOT_FOUND"
    hubspot("POST", f"{BATCH}/read", read("one", archived=True), status=207)


def test_read_needs_all_three_fields(hubspot):
    """`archived`, `dataSensitivity` and `inputs` are required (dossier B1)."""
    body = hubspot("POST", f"{BATCH}/read", {"inputs": [{"name": "domain"}]}, status=400)

    assert {error["in"] for error in body["errors"]} == {"archived", "dataSensitivity"}


def test_archive_whatever_the_state(hubspot):
    """204 for active, archived and missing names alike (dossier B1)."""
    for name in ("one", "two"):
        hubspot("POST", P, text(name))
    hubspot("DELETE", f"{P}/two")
    names = [{"name": name} for name in ("one", "two", "three")]

    hubspot("POST", f"{BATCH}/archive", {"inputs": names}, status=204)
    hubspot("POST", f"{BATCH}/archive", {"inputs": names}, status=204)
    assert [body["name"] for body in hubspot("GET", f"{P}?archived=true")["results"]] == ["two", "one"]


def test_archive_of_a_used_property_archives_nothing(hubspot):
    """One refusal refuses the batch."""
    number = {"type": "number", "fieldType": "number"}
    for body in (
        text("free"),
        text("base", **number),
        text("twice", **number, calculationFormula="base * 2"),
    ):
        hubspot("POST", P, body)
    hubspot("POST", f"{BATCH}/archive", {"inputs": [{"name": "free"}, {"name": "base"}]}, status=400)

    hubspot("GET", f"{P}/free", status=200)


def test_twins(hubspot):
    """The v3 path serves the same (dossier A3)."""
    hubspot("POST", "/crm/v3/properties/companies/batch/create", {"inputs": [text("one")]}, status=201)

    hubspot("POST", "/crm/properties/2026-03/companies/batch/read", read("one"), status=200)
