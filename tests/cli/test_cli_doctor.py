"""`revops doctor`: one line for each thing that can be wrong, with its way out."""

from __future__ import annotations

import pytest

from revops.emulator.scopes import ALL


def checks(project, *arguments, code):
    """Check -> (status, told, way out); of several by one name the worst."""
    document = project("doctor", "--json", *arguments, code=code).json
    assert document["ok"] is (code == 0)
    order = ["ok", "warn", "bad"]
    found = {}
    for row in document["checks"]:
        if order.index(row["status"]) >= order.index(found.get(row["check"], ("ok",))[0]):
            found[row["check"]] = (row["status"], row["told"], row["way_out"])
    return found


def test_a_project_that_is_well(applied):
    """0, and every line is ok; what this test captures has no encoding of its own."""
    found = checks(applied, code=0)
    assert found.pop("output")[0] == "warn"
    assert {status for status, *_ in found.values()} == {"ok"}
    expected = {"project", "blueprint", "portal", "pinned", "ledger", "scopes", "scores", "flows", "roles"}
    assert expected <= found.keys()
    assert "✓  portal" in applied("doctor", code=0).out


def test_headroom_counts_what_the_blueprint_adds(small):
    """Two properties of deals are to come."""
    status, told, _ = checks(small, code=0)["limits"]
    assert status == "ok"
    assert told.startswith("deals: 0 of ")
    assert told.endswith("up to 2 more to come")


def test_an_invalid_blueprint_is_3(small):
    """The first error with its place, and how to see all."""
    small.write("blueprints/wrong.yaml", "revops: 1\npropertys: {}\n")
    status, told, way_out = checks(small, code=3)["blueprint"]
    assert (status, way_out) == ("bad", "revops validate")
    assert "blueprints/wrong.yaml:2" in told


def test_a_project_that_was_never_made(project):
    """An empty folder: 3, `init` is named, and nothing is made in it."""
    found = checks(project, code=3)
    assert found["project"][0] == "bad"
    assert list(project.folder.iterdir()) == []
    assert found["project"][2] == "revops init"


def test_no_token_is_4(served):
    """The portal cannot be asked; the variable is named, and what is in the files is checked all the same."""
    found = checks(served(token=""), "--target", "client", code=4)
    assert found["portal"][0] == "bad"
    assert "HUBSPOT_ACCESS_TOKEN" in found["portal"][1]
    assert found["blueprint"][0] == "ok"


@pytest.mark.parametrize(
    ("traits", "check", "told"),
    [
        ({"scopes": ALL - {"crm.schemas.deals.write"}}, "scopes", "crm.schemas.deals.write"),
        ({"account_type": "STANDARD"}, "pinned", "protected"),
    ],
)
def test_what_the_portal_tells(served, traits, check, told):
    """A missing scope is bad; that the portal is protected is said."""
    found = checks(served(**traits), "--target", "client", code=4 if check == "scopes" else 0)
    assert told in found[check][1]


def test_a_missing_beta_is_a_warning_where_it_is_not_used(served):
    """The small blueprint has no scores; with a pack that has one it is bad."""
    project = served(betas=False)
    assert checks(project, "--target", "client", code=0)["scores"][0] == "warn"
    project.write("blueprints/deals.yaml", "revops: 1\nuses: [core]\n")
    assert checks(project, "--target", "client", code=4)["scores"][0] == "bad"


def test_an_undeclared_subscription_and_an_unmapped_role_are_warnings(served):
    """Both are found before they make something wait or fail."""
    project = served()
    project.write("blueprints/deals.yaml", "revops: 1\nuses: [core, marketing]\n")
    found = checks(project, "--target", "client", code=0)
    assert found["subscription"][0] == "warn"
    assert found["roles"][0] == "warn"
    assert "ma_operator" in found["roles"][1]
