"""`/automation/sequences`: the sequences of a user, to read (dossier, section I); people make them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from revops.emulator.http import Ask, Json, Refusal, Reply, Route
from revops.emulator.surfaces.offset_paging import page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from revops.emulator.portal import Portal

USUAL_PAGE, LARGEST_PAGE = 10, 100
"""Sequences per page; neither number is published, the highest `limit` is chosen on the careful side."""
_LISTED = ("id", "name", "userId", "createdAt", "updatedAt", "folderId")
_DAY_MS = 86_400_000


def add_sequence(portal: Portal, name: str, user_id: str, subjects: Sequence[str] = ()) -> str:
    """Put a sequence into a portal, as one of its users would.

    Args:
        portal: Where it goes.
        name: Its name, which nothing keeps unique.
        user_id: The user whose sequence it is.
        subjects: Of its tasks, one step each, a day apart; a last step ends the enrolment.

    Returns:
        Its id, a number.
    """
    sequence_id, now = portal.new_id(), portal.now()
    times = {"createdAt": now, "updatedAt": now}
    steps = [_task(portal, place, subject, times) for place, subject in enumerate(subjects)]
    portal.table("sequences")[sequence_id] = {
        "id": sequence_id,
        "name": name,
        "userId": user_id,
        **times,
        "steps": [*steps, _step(portal, len(steps), "FINISH_ENROLLMENT", times)],
        "dependencies": [],
        "settings": _settings(portal, times),
    }
    return sequence_id


def _task(portal: Portal, place: int, subject: str, times: dict[str, str]) -> dict[str, Json]:
    pattern = {"id": portal.new_id(), "taskType": "TODO", "taskPriority": "NONE", "subject": subject, **times}
    return {**_step(portal, place, "TASK", times), "taskPattern": pattern}


def _step(portal: Portal, place: int, action: str, times: dict[str, str]) -> dict[str, Json]:
    delay = _DAY_MS if place else 0
    return {
        "id": portal.new_id(),
        "stepOrder": place,
        "actionType": action,
        "delayMillis": delay,
        **times,
    }


def _settings(portal: Portal, times: dict[str, str]) -> dict[str, Json]:
    return {
        "id": portal.new_id(),
        "eligibleFollowUpDays": "BUSINESS_DAYS",
        "sellingStrategy": "LEAD_BASED",
        "sendWindowStartMinute": 480,
        "sendWindowEndMinute": 1080,
        "taskReminderMinute": 480,
        "individualTaskRemindersEnabled": False,
        **times,
    }


def _list(ask: Ask) -> Reply:
    """The sequences of the user whom the query names; `name` finds a part of a name in any case."""
    part = ask.one("name").casefold()
    found = [
        {key: body[key] for key in _LISTED if key in body}
        for body in _of_user(ask)
        if part in body["name"].casefold()
    ]
    return Reply(200, {"total": len(found), **page(ask, found, USUAL_PAGE, LARGEST_PAGE)})


def _read(ask: Ask) -> Reply:
    for body in _of_user(ask):
        if body["id"] == ask.args["sequence_id"]:
            return Reply(200, body)
    raise Refusal(404, f"No sequence found with id {ask.args['sequence_id']}", "OBJECT_NOT_FOUND")


def _of_user(ask: Ask) -> list[dict[str, Json]]:
    """Another user's sequences are not shown: whether shared ones would be is unverified."""
    user_id = ask.one("userId")
    if not user_id:
        raise Refusal(400, "userId is required")
    if user_id not in ask.portal.table("users"):
        raise Refusal(400, f"userId: there is no user {user_id}")
    return [body for body in ask.portal.table("sequences").values() if body["userId"] == user_id]


_TWINS = (
    ("/automation/sequences/{version}", ("2026-09", "2026-03")),
    ("/automation/{version}/sequences", ("v4",)),
)
# A seat of Sales or Service Hub Professional, says HubSpot's guide to sequences.
ROUTES = tuple(
    Route(
        "GET",
        f"{base}{path}",
        handler,
        versions,
        ("automation.sequences.read",),
        tier="professional",
        hubs=("sales", "service"),
    )
    for base, versions in _TWINS
    for path, handler in (("", _list), ("/<sequence_id>", _read))
)
