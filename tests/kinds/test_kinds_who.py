"""Who is who: e-mail addresses and names from the lists, and why a role is nobody."""

from __future__ import annotations

import pytest

from revops.kinds.who import by_email, by_name, in_roles, no_user, not_read
from revops.model.call import Answer
from revops.model.context import Role

OWNERS = [
    {"id": "1", "userId": 11, "email": "A@example.com"},
    {"id": "2", "email": "b@example.com"},
    {"id": "3", "userId": 13, "email": "c@example.com", "archived": True},
]
ROLES = {
    "sales_rep": Role("a@example.com"),
    "boss": Role("new@example.com"),
    "desk": Role(team="Desk"),
    "unset": Role(),
}


def test_users_are_found_by_their_address():
    """In any case of letters; who left is not there, and an owner need not be a user (dossier I)."""
    assert by_email(OWNERS, "id") == {"a@example.com": "1", "b@example.com": "2"}
    assert by_email(OWNERS, "userId") == {"a@example.com": "11"}
    assert in_roles(by_email(OWNERS, "userId"), ROLES) == {"sales_rep": "11"}


def test_a_name_that_two_things_have_stands_for_none():
    """Of teams, and of whatever else has names."""
    rows = [{"id": 1, "name": "One"}, {"id": 2, "name": "Two"}, {"id": 3, "name": "Two"}]
    assert by_name(rows) == {"One": "1"}


@pytest.mark.parametrize(
    ("role", "why"),
    [
        ("sales_reps", "the target maps it to nobody; the nearest role that it maps is 'sales_rep'"),
        ("zzz", "the target maps it to nobody"),
        ("unset", "the target maps it to nobody"),
        ("desk", "the target maps it to the team 'Desk', and this needs one user"),
        ("boss", "new@example.com is no user of the portal yet"),
    ],
)
def test_why_a_role_is_nobody(role, why):
    """A slip is told with what was probably meant."""
    assert no_user(role, ROLES) == why


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Answer(200, {"results": []}), ""),
        (Answer(403, {"message": "missing scope"}), "the token may not read teams: 403 missing scope"),
        (Answer(500, {}), "the token may not read teams: 500"),
    ],
)
def test_why_a_list_told_nothing(answer, why):
    """Nothing where it was read."""
    assert not_read(answer, "teams") == why
