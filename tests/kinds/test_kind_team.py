"""Teams: found by name, members by role, and requests as the beta's schemas have them (dossier I)."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update

from revops.kinds.team.kind import TeamKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context, Role
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Observed, Present, Symbol, Unknown

KIND = TeamKind()
ADDRESS = Address("team", "", "sales")
OWNERS = rows(
    {"id": "2006", "email": "field@example.com", "userId": 1006},
    {"id": "2007", "email": "boss@example.com", "userId": 1007},
)
CONTEXT = Context(
    roles={
        "sales_rep": Role("field@example.com"),
        "lead": Role("boss@example.com"),
        "guest": Role("guest@example.com"),
        "care": Role(team="Customer Success"),
    },
    portal=PortalFacts(7),
)


def team(team_id="31", name="Sales", **more):
    return {"id": team_id, "name": name, **more}


def listed(team_id="31", name="Sales", main=(), extra=()):
    return {"id": team_id, "name": name, "userIds": list(main), "secondaryUserIds": list(extra)}


def one(near=None, key="sales", **entry):
    (resource,) = expand(KIND, {key: {"name": "Sales", **entry}}, near)
    return resource


def look(teams, members=None, wanted=(), context=CONTEXT):
    return talk(KIND.observe("", wanted, context), [teams, OWNERS, members or rows()])


def actual(teams, members=None, wanted=(), context=CONTEXT):
    return found(look(teams, members, wanted, context)[1], str(ADDRESS))


def named():
    return CONTEXT.named(look(rows(team()), rows(listed()))[1].ids)


# --- the blueprint ---


def test_every_member_is_a_unit():
    """Each can be put in or taken out alone; who is not named is not managed."""
    resource = one(members={"main": ["sales_rep"], "extra": ["lead"]}, parent=False, ref="MP01")

    assert resource.address == ADDRESS
    assert resource.units == {
        "name": "Sales",
        "parent": False,
        "members.sales_rep": "main",
        "members.lead": "extra",
    }
    assert resource.ref == ("MP01",)


def test_the_team_above_comes_first():
    """One of the blueprint is needed, another one looked up."""
    near = Near(entries={"teams": {"all": {}}})

    assert one(near, parent="all").needs == {Need(Address("team", "", "all"))}
    assert one(near, parent="Everybody").uses == {Symbol("team", "Everybody")}
    assert one(near).units == {"name": "Sales"}


def test_a_person_has_one_main_team():
    """And is in a team once."""
    near = Near()
    section = {
        "sales": {"name": "Sales", "members": {"main": ["lead"], "extra": ["lead"]}},
        "field": {"name": "Field", "members": {"main": ["lead"]}},
    }

    expand(KIND, section, near)

    assert near.reports == [
        ("RV875", ("teams", "sales", "members", "extra")),
        ("RV875", ("teams", "field", "members", "main")),
    ]


def test_two_teams_of_one_name_are_reported():
    """HubSpot compares without case."""
    near = Near()
    expand(KIND, {"sales": {"name": "Sales"}, "other": {"name": " SALES"}}, near)

    assert near.reports == [("RV876", ("teams", "other", "name"))]


# --- looking ---


def test_three_lists_whatever_the_number_of_teams():
    """Names and nesting from the beta, members from the stable list, people from the owners."""
    asked, _ = look(rows(team(), team("32", "Care")))

    assert [call.request for calls in asked for call in calls] == [
        "GET teams",
        "GET owners",
        "GET users /teams",
    ]


def test_a_team_reads_as_the_blueprint_says_it():
    """Members by role, or by e-mail address without one; a team above that is not described by its name."""
    context = Context(roles={"sales_rep": Role("field@example.com")})
    teams = rows(team(parentTeamId="30"), team("30", "All of us"))
    members = rows(listed(main=["1006"], extra=["1007", "999"]), listed("30", "All of us"))

    assert actual(teams, members, [one()], context).units == {
        "name": "Sales",
        "parent": "All of us",
        "members.sales_rep": "main",
        "members.boss@example.com": "extra",
        "members.999": "extra",
    }


def test_the_blueprints_word_for_the_team_above_wins():
    """By name, where the blueprint says it so."""
    teams = rows(team(parentTeamId="30"), team("30", "All of us"))
    members = rows(listed(), listed("30", "All of us"))

    assert actual(teams, members, [one(parent="All of us")]).units["parent"] == "All of us"


def test_a_team_is_known_by_its_id_and_then_by_its_name():
    """Renamed in HubSpot it is the same one; of no name here it is another one."""
    ledger = Ledger(7, {ADDRESS: Entry("31", {"name": "Sales"})})
    renamed = rows(team(name="Verkauf"))

    applied = actual(renamed, wanted=[one()], context=Context(ledger=ledger))
    assert applied.units["name"] == "Verkauf"
    assert isinstance(look(renamed, wanted=[one()])[1].presence(ADDRESS), Absent)
    assert actual(rows(team(name="SALES ")), wanted=[one()]).id == "31"


def test_names_that_no_key_can_spell_get_one():
    """And two of one spelling two keys."""
    seen = look(rows(team("1", "営業"), team("2", "A b"), team("3", "a-B")))[1]

    assert [str(observed.address) for observed in seen.found] == ["team.team_1", "team.a_b", "team.team_3"]


def test_somebody_who_is_no_user_yet_does_not_keep_the_team_waiting():
    """It is told, and the rest is done (rule 1)."""
    resource = one(members={"main": ["guest", "sales_rep"], "extra": ["care"]})
    seen = look(rows(), wanted=[resource])[1]

    resolved = KIND.resolve(resource, seen, CONTEXT)

    assert resolved.units == {"name": "Sales", "members.sales_rep": "main"}
    assert resolved.uses == frozenset()
    assert [finding.code for finding in seen.findings] == ["RV878", "RV878"]
    assert "needs one user" in seen.findings[0].summary
    assert "guest@example.com is no user" in seen.findings[1].summary


def test_a_team_above_that_is_not_there_is_waited_for():
    """By the name that the blueprint says."""
    resource = one(parent="Everybody")

    assert look(rows(), wanted=[resource])[1].missing == {
        Symbol("team", "Everybody"): "the portal has no team of this name yet"
    }


def test_members_that_are_not_shown_are_locked():
    """Nothing is planned about who is in the team; its name goes on."""
    shut = Answer(403, {"message": "no"})
    seen = actual(rows(team()), shut, [one(members={"main": ["lead"]})])

    assert seen.locked == {"members": "the token may not read teams: 403 no"}
    assert seen.units == {"name": "Sales", "parent": False}


@pytest.mark.parametrize("status", [403, 404])
def test_without_the_beta_a_person_does_it(status):
    """The clicks of HubSpot's guide, with name and members."""
    resource = one(members={"main": ["lead"]})
    seen = look(Answer(status), wanted=[resource])[1]

    why = found(seen, str(ADDRESS)).locked[""]
    assert "/settings/7/users/teams (Settings > Users & Teams > Teams) > Create team" in why
    assert "Team members (main): lead" in why
    assert [finding.code for finding in seen.findings] == ["RV879"]
    assert isinstance(seen.presence(Address("team", "", "other")), Unknown)


def test_a_broken_answer_proves_nothing():
    """Held, not made again."""
    seen = look(Answer(502), wanted=[one()])[1]

    assert "502" in found(seen, str(ADDRESS)).unreadable


@pytest.mark.parametrize("place", [1, 2])
def test_who_is_in_a_team_is_not_known_while_a_list_is_broken(place):
    """Else a run that reads back would believe that HubSpot did not keep the members."""
    answers = [rows(team()), OWNERS, rows(listed(main=[1006]))]
    answers[place] = Answer(502)

    seen = talk(KIND.observe("", [one(members={"main": ["sales_rep"]})], CONTEXT), answers)[1]

    assert "502" in found(seen, str(ADDRESS)).unreadable


# --- writing ---


def test_a_new_team_is_one_request():
    """With its members; no parent means the top."""
    resource = one(members={"main": ["sales_rep"], "extra": ["lead"]}, parent=False)

    ((method, path, body),) = compile_(KIND, create(resource), context=named())

    assert (method, path) == ("POST", "")
    assert body["name"] == "Sales"
    assert "parentTeamId" not in body
    assert sorted(body["members"], key=lambda one: one["userId"]) == [
        {"userId": "1006", "type": "DEFAULT"},
        {"userId": "1007", "type": "EXTRA"},
    ]


def test_a_team_without_members_says_so():
    """The schema requires the field."""
    below = CONTEXT.named({Symbol("team", "all"): "30"})

    assert compile_(KIND, create(one(Near(), parent="all")), context=below) == [
        ("POST", "", {"name": "Sales", "members": [], "parentTeamId": "30"})
    ]


@pytest.mark.parametrize(
    ("units", "body"),
    [
        ({"name": "Vertrieb"}, {"name": "Vertrieb", "parentTeamId": "30"}),
        ({"parent": False}, {"name": "Sales", "parentTeamId": None}),
        ({"parent": "Care"}, {"name": "Sales", "parentTeamId": "32"}),
    ],
)
def test_a_patch_has_both_fields(units, body):
    """What does not move goes as it is; null is the top."""
    there = actual(rows(team(parentTeamId="30"), team("30", "All")))
    context = CONTEXT.named({Symbol("team", "Care"): "32"})

    assert compile_(KIND, update(one(), there, **units), context=context) == [("PATCH", "/31", body)]


def test_members_are_one_batch():
    """A person who has two of the roles goes once."""
    resource = one(members={"main": ["sales_rep"], "extra": ["lead"]})
    there = actual(rows(team()), rows(listed()), [resource])

    change = update(resource, there, members__sales_rep="main", members__lead="extra")

    assert compile_(KIND, change, context=named()) == [
        (
            "POST",
            "/31/members/batch",
            {"inputs": [{"userId": "1006", "type": "DEFAULT"}, {"userId": "1007", "type": "EXTRA"}]},
        )
    ]


def test_teams_below_others_go_first():
    """HubSpot keeps a team as long as one is below it."""
    teams = [("1", "a", ""), ("2", "b", "3"), ("3", "c", "1")]
    gone = [
        delete(
            Observed(Address("team", "", name), team_id, {"name": name}, raw={"parentTeamId": above or None})
        )
        for team_id, name, above in teams
    ]

    assert [path for _, path, _ in compile_(KIND, *gone)] == ["/2", "/3", "/1"]


def test_the_id_is_learnt_from_the_answer():
    """So that a team below it can be made in the same run."""
    call = Call("teams", "POST", body={"name": "Sales", "members": []}, carries=(ADDRESS,))

    (told,) = KIND.settle(call, Answer(201, {"id": "31"}), CONTEXT)

    assert (told.done, told.id) == (True, "31")
    assert KIND.learn(ADDRESS, {"": "31"}) == {Symbol("team", "sales"): "31"}


@pytest.mark.parametrize(
    ("method", "body", "words"),
    [
        ("PATCH", {"parentTeamId": "1"}, "Enterprise"),
        ("DELETE", None, "below it"),
        ("PATCH", {}, "blueprint"),
    ],
)
def test_a_refusal_has_a_way_out(method, body, words):
    """Nesting needs a subscription; a team with others below it stays."""
    call = Call("teams", method, "/31", body=body, carries=(ADDRESS,))

    (told,) = KIND.settle(call, Answer(400, {"message": "no"}), CONTEXT)

    assert words in told.finding.hint


# --- for people ---


def test_deleting_is_told_to_be_final():
    """A hazard of removals alone."""
    there = actual(rows(team()))

    assert [finding.code for finding in KIND.hazards(delete(there))] == ["RV877"]
    assert list(KIND.hazards(create(one()))) == []


def test_an_entry_says_what_the_team_is():
    """Nothing of what it has not."""
    members = rows(listed(main=["1007"], extra=["1006"]), listed("30", "All"))
    full = actual(rows(team(parentTeamId="30"), team("30", "All")), members)

    assert KIND.describe(full, CONTEXT) == {
        "name": "Sales",
        "parent": "All",
        "members": {"main": ["lead"], "extra": ["sales_rep"]},
    }
    assert KIND.describe(actual(rows(team())), CONTEXT) == {"name": "Sales"}


def test_a_kept_member_moves_in_the_file():
    """From one list to the other, or out of both; the name changes in one language."""
    entry = {"name": {"ja": "営業", "en": "Sales"}, "members": {"main": ["lead"], "extra": ["care"]}}

    KIND.rewrite(entry, "members.lead", "extra", Context())
    KIND.rewrite(entry, "members.care", MISSING, Context())
    KIND.rewrite(entry, "name", "営業部", Context(locale="ja"))
    KIND.rewrite(entry, "parent", False, Context())

    assert entry == {
        "name": {"ja": "営業部", "en": "Sales"},
        "members": {"main": [], "extra": ["lead"]},
        "parent": False,
    }


def test_a_target_can_bind_a_team_to_an_id():
    """Of two that look alike."""
    context = Context(bind={"team.sales": "32"})
    seen = look(rows(team(), team("32", "Verkauf")), wanted=[one()], context=context)[1]

    presence = seen.presence(ADDRESS)
    assert isinstance(presence, Present)
    assert presence.observed.id == "32"
