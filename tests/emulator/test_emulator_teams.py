"""Teams of the emulator's beta: create, change, delete, and who is in them (dossier I)."""

from __future__ import annotations

import pytest

TEAMS = "/settings/teams/2026-09-beta"
MARKETING, SALES = "3001", "3002"


def made(hubspot, name="Partners", members=(), **more):
    return hubspot("POST", TEAMS, {"name": name, "members": list(members), **more}, status=201)


def as_main(user_id):
    return {"userId": user_id, "type": "DEFAULT"}


def as_extra(user_id):
    return {"userId": user_id, "type": "EXTRA"}


def members(hubspot, team_id):
    return hubspot("GET", f"{TEAMS}/{team_id}/members")["results"]


def codes(response):
    return [entry["code"] for entry in response.get_json()["errors"]]


def test_a_team_is_made_with_its_members(hubspot):
    """A create answers 201 with the team alone, and its address; members are read by themselves."""
    sent = {"name": "Partners", "members": [as_extra("1004")]}

    response = hubspot.send("POST", TEAMS, sent)

    team = response.get_json()
    assert (response.status_code, team) == (201, {"id": team["id"], "name": "Partners"})
    assert response.headers["Location"].endswith(f"{TEAMS}/{team['id']}")
    assert members(hubspot, team["id"]) == [as_extra("1004")]


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"name": "Partners"}, "REQUIRED_FIELD"),
        ({"name": " ", "members": []}, "BLANK"),
        ({"name": "Partners", "members": [], "label": "x"}, "UNKNOWN_FIELD"),
        ({"name": "Partners", "members": [as_main("2001")]}, "UNKNOWN_REFERENCE"),
        ({"name": "Partners", "members": [{"userId": "1001", "type": "MAIN"}]}, "INVALID_OPTION"),
        ({"name": "Partners", "members": [], "parentTeamId": "7"}, "UNKNOWN_REFERENCE"),
    ],
)
def test_what_a_create_refuses(hubspot, sent, code):
    """A name and members are needed, a user is named by the user's id, a parent must be there."""
    response = hubspot.send("POST", TEAMS, sent)

    assert (response.status_code, codes(response)) == (400, [code])
    assert len(hubspot("GET", TEAMS)["results"]) == 3


def test_a_name_is_taken_once(hubspot):
    """Another team of the name, whatever its case, is a conflict; a team keeps its own name."""
    hubspot("POST", TEAMS, {"name": "sales ", "members": []}, status=409)
    hubspot("PATCH", f"{TEAMS}/{MARKETING}", {"name": "Sales", "parentTeamId": None}, status=409)
    hubspot("PATCH", f"{TEAMS}/{SALES}", {"name": "SALES", "parentTeamId": None}, status=200)


def test_an_update_sends_both_fields(hubspot):
    """Name and parent are required; a parent of null puts the team at the top."""
    team = made(hubspot, parentTeamId=SALES)
    path = f"{TEAMS}/{team['id']}"

    assert codes(hubspot.send("PATCH", path, {"name": "Allies"})) == ["REQUIRED_FIELD"]
    assert hubspot("PATCH", path, {"name": "Allies", "parentTeamId": None}) == {
        "id": team["id"],
        "name": "Allies",
    }
    assert hubspot("GET", path) == {"id": team["id"], "name": "Allies"}


def test_teams_do_not_go_in_circles(hubspot):
    """A team is not placed below itself nor below one of those below it, and stays while one is."""
    inner = made(hubspot, parentTeamId=SALES)["id"]

    for parent in (inner, SALES):
        refused = hubspot.send("PATCH", f"{TEAMS}/{SALES}", {"name": "Sales", "parentTeamId": parent})
        assert codes(refused) == ["CIRCULAR_REFERENCE"]
    hubspot("DELETE", f"{TEAMS}/{SALES}", status=400)
    hubspot("DELETE", f"{TEAMS}/{inner}", status=204)
    hubspot("DELETE", f"{TEAMS}/{SALES}", status=204)


def test_a_main_team_comes_first(hubspot):
    """Who has another main team becomes an extra member; who has none, a main one."""
    team = made(hubspot)["id"]

    assert hubspot("POST", f"{TEAMS}/{team}/members", as_main("1006"), status=201) == as_extra("1006")
    hubspot("DELETE", f"{TEAMS}/{SALES}/members/1006", status=204)
    assert hubspot("POST", f"{TEAMS}/{team}/members", as_main("1006"), status=201) == as_main("1006")
    assert members(hubspot, team) == [as_main("1006")]


def test_members_in_a_batch(hubspot):
    """A batch answers with all of them; one that nobody knows refuses it whole."""
    team = made(hubspot)["id"]
    path = f"{TEAMS}/{team}/members/batch"

    refused = hubspot.send("POST", path, {"inputs": [as_extra("1006"), as_extra("7")]})
    assert (refused.status_code, codes(refused)) == (400, ["UNKNOWN_REFERENCE"])
    assert members(hubspot, team) == []
    answer = hubspot("POST", path, {"inputs": [as_extra("1006"), as_extra("1007")]}, status=200)
    assert answer["status"] == "COMPLETE"
    assert answer["results"] == members(hubspot, team) == [as_extra("1006"), as_extra("1007")]


def test_a_member_leaves(hubspot):
    """As what the query says, or as whatever they are; who is not that is not there."""
    path = f"{TEAMS}/{SALES}/members/1006"

    hubspot("DELETE", f"{path}?type=EXTRA", status=404)
    hubspot("DELETE", f"{path}?type=MAIN", status=400)
    hubspot("DELETE", f"{path}?type=DEFAULT", status=204)
    hubspot("DELETE", path, status=404)
    assert as_main("1006") not in members(hubspot, SALES)


def test_users_and_owners_show_their_teams(hubspot):
    """A move shows in the user, in the owner that the user is, and in the stable list of teams."""
    team = made(hubspot, members=[as_extra("1006")])
    hubspot("DELETE", f"{TEAMS}/{SALES}/members/1006")

    user = hubspot("GET", "/settings/users/2026-03/1006")
    owner = hubspot("GET", "/crm/owners/2026-09/2006")
    (stable,) = [
        one for one in hubspot("GET", "/settings/v3/users/teams")["results"] if one["id"] == team["id"]
    ]
    assert (user.get("primaryTeamId"), user["secondaryTeamIds"]) == (None, [team["id"]])
    assert owner["teams"] == [{"id": team["id"], "name": "Partners", "primary": False}]
    assert (stable["userIds"], stable["secondaryUserIds"]) == ([], ["1006"])


def test_a_deleted_team_lets_its_members_go(hubspot):
    """Its users stay, without it, and a rename before showed in their owners."""
    hubspot("PATCH", f"{TEAMS}/{SALES}", {"name": "営業", "parentTeamId": None})
    assert [team["name"] for team in hubspot("GET", "/crm/owners/2026-09/2006")["teams"]] == ["営業"]

    hubspot("DELETE", f"{TEAMS}/{SALES}", status=204)

    assert hubspot("GET", "/crm/owners/2026-09/2006")["teams"] == []
    hubspot("GET", f"{TEAMS}/{SALES}/members", status=404)


def test_what_teams_need(make_hubspot):
    """Writes need their scope and Professional, a team inside another Enterprise, all of it the betas."""
    sent = {"name": "Partners", "members": []}
    reader = make_hubspot(scopes=frozenset({"settings.users.teams.read"}))
    starter, professional = make_hubspot(tier="starter"), make_hubspot(tier="professional")

    assert reader("POST", TEAMS, sent, status=403)["category"] == "MISSING_SCOPES"
    starter("GET", TEAMS, status=200)
    starter("POST", TEAMS, sent, status=403)
    professional("POST", TEAMS, sent, status=201)
    nested = professional.send("POST", TEAMS, {**sent, "name": "x", "parentTeamId": SALES})
    assert codes(nested) == ["UNSUPPORTED_TIER"]
    make_hubspot(betas=False)("POST", TEAMS, sent, status=404)
