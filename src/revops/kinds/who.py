"""Who is who in a portal: users by e-mail address, teams by name, and why a role is nobody (dossier I)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from revops.kinds.wire import why_refused
from revops.model.call import Answer
from revops.model.context import Role
from revops.model.json import Json

Row = Mapping[str, Json]


def by_email(rows: Iterable[Row], key: str) -> dict[str, str]:
    """Ids by e-mail address in small letters, of everybody who is still there.

    Args:
        rows: of the list of owners.
        key: `id` for the owner's id, `userId` for the user's, which is another one.
    """
    found = [row for row in rows if row.get(key) is not None and row.get("archived") is not True]
    return {str(row.get("email", "")).lower(): str(row[key]) for row in found}


def by_name(rows: Iterable[Row], key: str = "id") -> dict[str, str]:
    """Ids by names that stand for exactly one thing."""
    listed = [(str(row.get("name")), str(row[key])) for row in rows]
    names = [name for name, _ in listed]
    return {name: portal_id for name, portal_id in listed if names.count(name) == 1}


def in_roles(ids: Mapping[str, str], roles: Mapping[str, Role]) -> dict[str, str]:
    """Ids by role, from ids by e-mail address."""
    mapped = {name: role.email.lower() for name, role in roles.items() if role.email}
    return {name: ids[email] for name, email in mapped.items() if email in ids}


def not_read(answer: Answer, surface: str) -> str:
    """Why a list told nothing, empty where it was read."""
    if answer.ok:
        return ""
    return f"the token may not read {surface}: {why_refused(answer)}"


def no_user(name: str, roles: Mapping[str, Role]) -> str:
    """Why a role is no user of the portal."""
    role = roles.get(name)
    if role is None or not (role.email or role.team):
        return f"the target maps it to nobody{_slip(name, roles)}"
    if not role.email:
        return f"the target maps it to the team {role.team!r}, and this needs one user"
    return f"{role.email} is no user of the portal yet"


def _slip(name: str, roles: Mapping[str, Role]) -> str:
    """The mapped role that was probably meant."""
    close = get_close_matches(name, roles, 1)
    return f"; the nearest role that it maps is {close[0]!r}" if close and close[0] != name else ""
