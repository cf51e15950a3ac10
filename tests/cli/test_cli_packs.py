"""`revops packs`: which packs there are, what is in them, and their variables with the values of a target."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

PACKS = Path(__file__).parents[2] / "blueprints"
SETTINGS = """\
targets:
  emulator:
    emulator: true
    locale: en
    hubs: {marketing: starter, sales: professional}
    variables: {mql_score: 70}
"""


def written(pack, section):
    """The entries of a section of a pack, as its files hold them."""
    files = [path for path in (PACKS / pack).glob("*.yaml") if path.name != "pack.yaml"]
    data = [yaml.safe_load(path.read_text(encoding="utf-8")).get(section) or {} for path in files]
    return {name: entry for held in data for name, entry in held.items()}


@pytest.fixture
def own(project):
    """A project that uses the pack of sales, and with it core."""
    project.write("revops.yaml", SETTINGS)
    project.write("blueprints/portal.yaml", "revops: 1\nuses: [sales]\n")
    return project


def test_the_list_counts_what_is_in_each_pack(own):
    """As its files say; a pack that another one needs is used, too."""
    found = {one["name"]: one for one in own("packs", "--json", code=0).json["packs"]}

    assert found.keys() == {"core", "marketing", "sales", "customer-success"}
    assert {name for name, one in found.items() if one["used"]} == {"core", "sales"}
    assert found["sales"]["needs"] == ["core"]
    for name, one in found.items():
        assert one["entries"]["training"] == len(written(name, "training"))
        assert one["entries"].get("workflows", 0) == len(written(name, "workflows"))
        assert one["variables"] == len(written(name, "variables"))
        assert "variables" not in one["entries"]


def test_the_list_is_for_people(own):
    """One head for each pack, and what to type for one of them, with the target that was typed."""
    out = own("packs", "--target", "emulator", code=0).out

    assert "sales 0.1.0  Sales  (used)" in out
    assert "marketing 0.1.0  Marketing  (not used)" in out
    assert f"workflows {len(written('sales', 'workflows'))}" in out
    assert out.endswith("Next: revops packs --target emulator NAME\n")


def test_packs_can_be_looked_at_without_a_project(project):
    """Before `init`, to choose: nothing is used, and nothing is made in the folder."""
    packs = project("packs", "--json", code=0).json["packs"]
    (variable,) = project("packs", "core", "--json", code=0).json["variables"]

    assert [one["used"] for one in packs] == [False] * 4
    assert (variable["name"], variable["value"], variable["given_in"]) == ("mql_score", 60, "")
    assert list(project.folder.iterdir()) == []


def test_a_variable_has_type_default_description_and_the_value_here(own):
    """The target's value wins over the one in overrides.yaml, and that over the pack's own."""
    own.write("blueprints/overrides.yaml", "revops: 1\nvariables: {stalled_days: 10, mql_score: 65}\n")
    (score,) = own("packs", "core", "--json", code=0).json["variables"]
    sales = {one["name"]: one for one in own("packs", "sales", "--json", code=0).json["variables"]}

    assert (score["default"], score["value"], score["given_in"]) == (60, 70, "revops.yaml")
    assert score["type"] == "number"
    assert score["description"] == "engagement points from which marketing calls a contact an MQL"
    stalled = sales["stalled_days"]
    assert (stalled["default"], stalled["value"], stalled["given_in"]) == (
        21,
        10,
        "blueprints/overrides.yaml",
    )
    assert sales["follow_up_gap_days"]["given_in"] == ""
    assert sales["deal_channel"]["type"] == "text"
    assert sales["bant_stages"]["type"] == "list"
    assert sales["bant_stages"]["description"] == "stages in which BANT has to be known"
    assert sales["quote_due"]["type"] == "map"
    assert (sales["quote_due"]["file"], sales["quote_due"]["default"]) == (
        "sales@0.1.0/quotes.yaml",
        {"days": 2},
    )


def test_a_pack_names_the_rows_that_it_answers(own):
    """Each id once, with all addresses: SA05 is the workflow, SP03 the pipeline and a property."""
    told = own("packs", "sales", "--json", code=0).json
    found = {row["row"]: row for row in told["rows"]}

    assert len(found) == len(told["rows"])
    assert found["SA05"]["addresses"] == ["workflow.closed_won_handover"]
    assert found["SA05"]["title"] == written("sales", "workflows")["closed_won_handover"]["name"]["en"]
    assert len(found["SP03"]["addresses"]) == 2
    assert "MA01" not in found


def test_a_pack_says_what_it_takes_of_a_subscription(own):
    """By tier, and whether the target declares it: workflows take Professional of any hub."""
    sales = own("packs", "sales", "--json", code=0).json["subscriptions"]
    marketing = own("packs", "marketing", "--json", code=0).json["subscriptions"]
    taken = {one["needs"]: one for one in sales}
    published = {one["needs"]: one for one in marketing}

    assert sales[0]["needs"] == "any subscription"
    assert taken["a Professional subscription"]["entries"] == {
        "workflows": len(written("sales", "workflows"))
    }
    assert taken["a Professional subscription"]["declared"] is True
    assert taken["Service Hub Professional"]["declared"] is False
    emails = "Marketing Hub Enterprise or the add-on for transactional e-mail to publish them"
    assert published[emails]["entries"] == {"emails": len(written("marketing", "emails"))}
    assert published["any subscription"]["entries"]["emails"] == len(written("marketing", "emails"))
    assert "(the target does not declare it)" in own("packs", "marketing", code=0).out


def test_where_no_subscription_is_declared_nothing_is_missing(own):
    """Nobody can tell."""
    own.write("revops.yaml", "targets: {emulator: {emulator: true}}\n")
    told = own("packs", "sales", "--json", code=0).json["subscriptions"]

    assert {one["declared"] for one in told} == {None}
    assert "does not declare" not in own("packs", "sales", code=0).out


def test_the_page_of_a_pack_ends_with_its_variables(own):
    """Where to set them, the value here and where it is set, and what each is for."""
    out = own("packs", "core", code=0).out

    assert "Variables (set them below `variables:` of emulator in revops.yaml)" in out
    assert "mql_score: 70  number  set in revops.yaml; default 60" in out
    assert out.endswith("engagement points from which marketing calls a contact an MQL\n")


def test_a_target_in_a_language_that_no_pack_speaks_sees_english(own):
    """To look is no error; to use them is."""
    own.write("revops.yaml", "targets: {emulator: {emulator: true, locale: fr}}\n")
    own.write("blueprints/portal.yaml", "revops: 1\n")
    assert "core 0.1.0  Shared foundation  (not used)" in own("packs", code=0).out


def test_a_misspelt_pack_is_named(own):
    """Wrong usage, with the nearest name."""
    ran = own("packs", "marketng", "--json", code=64)
    (told,) = ran.json["findings"]
    assert (told["code"], told["hint"]) == ("RV301", "Did you mean 'marketing'?")


def test_a_target_that_is_not_there_is_refused(own):
    """Its values were asked for."""
    assert "there is no target 'nobody'" in own("packs", "--target", "nobody", code=64).err


def test_a_long_value_is_told_to_its_end(own):
    """On lines of its own, and so is the default beside it; nothing is cut."""
    pages = [f"a_rather_long_name_of_a_page_{number}" for number in range(9)]
    given = SETTINGS.replace("{mql_score: 70}", f"{{stalled_days: [{', '.join(pages)}]}}")
    own.write("revops.yaml", given)
    out = own("packs", "sales", code=0).out
    default = written("sales", "variables")["stalled_days"]

    told = f"  stalled_days:  number  set in revops.yaml; default {default}\n      [{', '.join(pages)}]\n"
    assert told in out
    assert "…" not in out
