"""What is held, in plans and in results: who changed it, and what it was before the run."""

from __future__ import annotations

import pytest
from cli_project import DEALS

PROPERTY = "/crm/properties/2026-09/deals/bant_budget"
ADDRESS = "property.deals.bant_budget"
PERSON = "pipeline-manager@example.com"
"""User 1002, as the emulator's owners name them."""
COMMANDS = [("apply", "--yes"), ("rollback", "--yes")]


@pytest.fixture
def edited(small):
    """The small project, applied with another label; `edited(user)` lets a user change it again by hand."""

    def make(user="1002"):
        small("apply", "--yes", code=0)
        small.write("blueprints/deals.yaml", DEALS.replace("ja: 予算,", "ja: 予算額,"))
        small("apply", "--yes", code=0)
        with small.portal() as portal:
            assert portal.edit("PATCH", PROPERTY, {"label": "予算の上限"}, user_id=user).status == 200
        return small

    return make


@pytest.mark.parametrize("command", COMMANDS)
def test_plan_and_result_of_a_run_name_the_last_editor(edited, command):
    """By e-mail as a plan does, in the text and in the document."""
    project = edited()
    text = project(*command, code=4).out
    (left,) = project(*command, "--json", code=4).json["left"]

    assert text.count(f", last by {PERSON}\n") == 2
    assert "1002" not in text
    assert (left["address"], left["editor"]) == (ADDRESS, PERSON)
    assert left["reason"].endswith(f", last by {PERSON}")


OWN = "1001"
"""As whom the emulator's token writes; the owners name them, too."""


@pytest.mark.parametrize("user", [OWN, "1999"])
@pytest.mark.parametrize("command", [("plan",), ("drift",), *COMMANDS])
def test_nobody_is_named_for_a_write_of_our_own_or_by_a_bare_number(edited, command, user):
    """HubSpot tells the user of our token, or one whom the list of owners does not have: nobody is blamed."""
    project = edited(user)
    told = project(*command)
    document = project(*command, "--json").json
    (held,) = [
        one
        for one in document.get("changes", document.get("held", document.get("left")))
        if one["action"] == "hold"
    ]

    assert "changed in HubSpot" in told.out
    assert "last by" not in told.out
    assert user not in told.out
    assert (held["editor"], "last by" in held["reason"]) == ("", False)


def test_our_own_write_to_another_part_hides_who_changed_the_first(edited):
    """The label is a person's, the next run writes the description, and HubSpot tells the last only."""
    project = edited()
    text = project.read("blueprints/deals.yaml")
    project.write(
        "blueprints/deals.yaml", text.replace("      ref: SP07\n", "      ref: SP07\n      description: 円\n")
    )
    before = project("plan").out
    project("apply", "--yes", code=4)
    after = project("plan").out

    assert f"last by {PERSON}" in before
    assert "changed in HubSpot" in after
    assert "last by" not in after


def test_of_a_pipeline_the_last_person_is_named_whoever_wrote_since(small):
    """Its audit tells every write, ours among them (dossier D1)."""
    small("apply", "--yes", code=0)
    stage = "/crm/pipelines/2026-09/deals/default/stages/closedwon"
    won = {"metadata": {"probability": "1.0"}}
    small.edit("PATCH", stage, {"label": "成約", **won})
    with small.portal() as portal:
        assert portal.edit("PATCH", stage, {"displayOrder": 5, **won}, user_id=OWN).status == 200

    assert f"last by {PERSON}" in small("plan").out


def test_the_last_editor_is_asked_for_once(edited, monkeypatch):
    """The plan that is drawn and the result are of one look at the people."""
    project, asked = edited(), []
    monkeypatch.setattr("revops.cli.editors.results", lambda answer: asked.append(answer) or [])

    project("apply", "--yes", code=4)

    assert len(asked) == 1


def test_a_saved_plan_is_not_stale_for_the_name_of_an_editor(edited):
    """Names are for people; the plan is bound to what was observed."""
    project = edited()
    project("plan", "--out", "plan.json", code=0)

    assert "RV451" not in project("apply", "plan.json", code=4).err


@pytest.mark.parametrize("arguments", [("--dry-run",), ("--yes",)])
def test_on_the_way_back_no_side_is_called_the_blueprints(edited, arguments):
    """The blueprint says what the run wrote; what is wanted is the value from before it."""
    ran = edited()("rollback", *arguments)

    assert 'label  HubSpot has "予算の上限", before the run it was "予算"' in ran.out
    assert "changed in HubSpot since it was applied" in ran.out
    assert "blueprint says" not in ran.out
    assert "changed in the blueprint" not in ran.out


def test_on_a_page_of_the_way_back_the_side_is_named(edited):
    """In the page's language, Japanese, and with the command that takes it."""
    project = edited()
    project("rollback", "--dry-run", "--html", "back.html", code=0)
    page = project.read("back.html")

    assert "実行前</span>" in page
    assert "ブループリント</span>" not in page
    assert "適用後にHubSpotで変更されました" in page
    assert "revops rollback に追加" in page
    assert "revops apply に追加" not in page


def test_a_rebuilt_ledger_is_no_later_run_that_wrote(edited):
    """It noted what was there; no warning that the way back goes past it."""
    project = edited()
    project("state", "rebuild", code=4)

    assert "RV947" not in project("rollback", "--dry-run", code=0).out
