"""The users, teams and roles of a new portal: one user per role of a RevOps team, all invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One user; the owner id differs from the user id, as in HubSpot."""

    user_id: str
    owner_id: str
    login: str
    first: str
    last: str
    team: str
    role: str

    @property
    def email(self) -> str:
        return f"{self.login}@example.com"


MARKETING, SALES, SUCCESS = "3001", "3002", "3003"
TEAMS = ((MARKETING, "Marketing"), (SALES, "Sales"), (SUCCESS, "Customer Success"))
ADMIN, MEMBER = "4001", "4002"
ROLES = ((ADMIN, "Super Admin", False), (MEMBER, "Member", False))
"""Id, name, and whether the role needs a billing permission to be written."""
PEOPLE = (
    Person("1001", "2001", "crm-admin", "Aoi", "Sato", MARKETING, ADMIN),
    Person("1002", "2002", "pipeline-manager", "Haruto", "Suzuki", SALES, ADMIN),
    Person("1003", "2003", "ma-operator", "Yui", "Takahashi", MARKETING, MEMBER),
    Person("1004", "2004", "content-marketer", "Ren", "Tanaka", MARKETING, MEMBER),
    Person("1005", "2005", "inside-sales", "Mei", "Ito", MARKETING, MEMBER),
    Person("1006", "2006", "field-sales", "Sota", "Watanabe", SALES, MEMBER),
    Person("1007", "2007", "sales-assistant", "Hina", "Yamamoto", SALES, MEMBER),
    Person("1008", "2008", "onboarding", "Riku", "Nakamura", SUCCESS, MEMBER),
    Person("1009", "2009", "account-manager", "Sakura", "Kobayashi", SUCCESS, MEMBER),
    Person("1010", "2010", "support-desk", "Yuto", "Kato", SUCCESS, MEMBER),
)
