"""`revops init`: a project from nothing, and a portal pinned as a target."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from revops.emulator import DEFAULT_PORTAL_ID


def test_it_makes_what_plan_needs(project):
    """Settings, a first blueprint, .gitignore, the editor's schema; the next command is named."""
    told = project("init", code=0).out
    assert "Next: revops plan" in told
    for name in ("revops.yaml", "blueprints/portal.yaml", ".gitignore", ".revops/blueprint.schema.json"):
        assert (project.folder / name).is_file()
    assert ".env" in project.read(".gitignore").split()
    assert project("validate", code=0).out.endswith("valid\n")


def test_what_is_there_stays(project):
    """A second `init` writes nothing over."""
    project("init", code=0)
    project.write("blueprints/portal.yaml", "revops: 1\n# mine\n")
    assert "project already" in project("init", code=0).out
    assert project.read("blueprints/portal.yaml") == "revops: 1\n# mine\n"


def test_the_locale_is_the_targets(project):
    """`--locale en` plans English labels."""
    project("init", "--locale", "en", "--pack", "sales", code=0)
    assert project("plan", "--json", code=0).json["portal"]["locale"] == "en"


def test_packs_can_be_chosen_or_left_out(project):
    """`--pack` uses one, `--no-packs` none and says what comes next."""
    told = project("init", "--no-packs", code=0).out
    assert "Next: revops pull" in told
    assert yaml.safe_load(project.read("blueprints/portal.yaml")) == {"revops": 1}
    (project.folder / "blueprints/portal.yaml").unlink()
    project("init", "--pack", "sales", code=0)
    assert yaml.safe_load(project.read("blueprints/portal.yaml"))["uses"] == ["sales"]


def test_pinning_needs_a_token(small):
    """Without one nothing is written, and the variable is named; exit code 4."""
    before = small.read("revops.yaml")
    ran = small("init", "--target", "client", code=4)
    assert "HUBSPOT_ACCESS_TOKEN" in ran.err
    assert small.read("revops.yaml") == before


@pytest.mark.parametrize(("typed", "pinned"), [("y\n", True), ("n\n", False)])
def test_pinning_shows_the_portal_and_asks(served, typed, pinned):
    """The id goes into revops.yaml after a yes, and comments stay."""
    project = served(account_type="STANDARD")
    ran = project("init", "--target", "live", typed=typed, code=0 if pinned else 4)
    assert f"portal {DEFAULT_PORTAL_ID}: STANDARD" in ran.out
    targets = yaml.safe_load(project.read("revops.yaml"))["targets"]
    assert ("live" in targets) is pinned
    if pinned:
        assert targets["live"]["portal"] == DEFAULT_PORTAL_ID
    assert "# who has a role" in project.read("revops.yaml")


def test_pinning_without_a_terminal_needs_yes(served):
    """Exit code 4 with the line to type; `--yes` pins."""
    project = served()
    assert "revops init --target live --yes" in project("init", "--target", "live", code=4).out
    project("init", "--target", "live", "--yes", code=0)
    assert project("plan", "--target", "live", "--json", code=0).json["portal"]["target"] == "live"


def test_a_pinned_portal_speaks_as_the_project_does(served):
    """The language of the default target, unless another one is named."""
    project = served()
    path = project.folder / "revops.yaml"
    head = "default_target: first\ntargets:\n  first: {portal: 4711, locale: en}\n"
    path.write_text(head, encoding="utf-8")
    project("init", "--target", "live", "--yes", code=0)
    project("init", "--target", "other", "--yes", "--locale", "ja", code=0)
    targets = yaml.safe_load(project.read("revops.yaml"))["targets"]
    assert [targets[name]["locale"] for name in ("live", "other")] == ["en", "ja"]


def test_without_a_token_no_portal_is_made_up(small):
    """The target has no portal yet, so none is told."""
    assert "portal 0" not in small("init", "--target", "client", code=4).err


def test_the_packs_speak_two_languages(project):
    """64 for a third, with the way out; without packs any will do."""
    assert "--no-packs" in project("init", "--locale", "fr", code=64).err
    assert list(project.folder.iterdir()) == []
    project("init", "--locale", "fr", "--no-packs", code=0)
    assert yaml.safe_load(project.read("revops.yaml"))["targets"]["emulator"]["locale"] == "fr"


def test_the_variables_are_explained(project):
    """`.env.example` is the repository's own, to the letter."""
    assert "made .env.example" in project("init", code=0).out
    own = Path(__file__).parents[2] / ".env.example"
    assert project.read(".env.example") == own.read_text("utf-8")
