"""What is held, in plans and in results: who changed it, and what it was before the run."""

from __future__ import annotations

import pytest
from cli_project import DEALS

PROPERTY = "/crm/properties/2026-09/deals/bant_budget"
ADDRESS = "property.deals.bant_budget"
PEOPLE = [("1002", "pipeline-manager@example.com"), ("1999", "user 1999")]
"""A user whom the emulator's owners name, and one whom they do not."""
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


@pytest.mark.parametrize(("user", "name"), PEOPLE)
@pytest.mark.parametrize("command", COMMANDS)
def test_plan_and_result_of_a_run_name_the_last_editor(edited, command, user, name):
    """By e-mail as a plan does, in the text and in the document; by number only who is not known."""
    project = edited(user)
    text = project(*command, code=4).out
    (left,) = project(*command, "--json", code=4).json["left"]

    assert text.count(f", last by {name}\n") == 2
    assert f"last by {user}\n" not in text
    assert (left["address"], left["editor"]) == (ADDRESS, name)
    assert left["reason"].endswith(f", last by {name}")


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
