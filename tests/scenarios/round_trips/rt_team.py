"""A team goes round, below another, with members by role."""

from __future__ import annotations

from round_trip import RoundTrip

ENTRY = """\
revops: 1
teams:
  field:
    name: {ja: フィールド営業, en: Field sales}
    parent: Sales
    members: {extra: [sales_rep]}
"""

TEAMS = "/settings/teams/2026-09-beta"


def renamed(person):
    team = next(one for one in person("GET", TEAMS)["results"] if one["name"].startswith("フィールド"))
    body = {"name": f"{team['name']}部", "parentTeamId": team["parentTeamId"]}
    person("PATCH", f"{TEAMS}/{team['id']}", body)


EXAMPLE = RoundTrip(
    kind="team",
    address="team.field",
    entry=ENTRY,
    unit="name",
    edit=renamed,
    tier="enterprise",
)
