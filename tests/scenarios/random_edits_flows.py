"""Edits of workflows by hand: what starts them, their steps, branches, switch and hours."""

from __future__ import annotations

from random_conditions import other_condition
from random_edits import UnfitError

DELAY, TASK, MAIL, SET, INTERNAL_MAIL, IN_APP, ROTATE, UNTIL = (
    "0-1",
    "0-3",
    "0-4",
    "0-5",
    "0-8",
    "0-9",
    "0-11",
    "0-35",
)
"""Action types (dossier F5)."""


def _action(page, body, *kinds, among=None):
    """An action of these types."""
    found = among if among is not None else body["actions"]
    return page.one(action for action in found if action.get("actionTypeId") in kinds)


def _links(action):
    """Every holder of a way to another action; the next action's id is its `nextActionId`."""
    branches = [*action.get("listBranches", ()), *action.get("staticBranches", ())]
    ways = [action.get("connection"), action.get("defaultBranch"), *(b.get("connection") for b in branches)]
    return [way for way in ways if way]


def _inside(body):
    """The first action on every path of every branch."""
    by_id = {action["actionId"]: action for action in body["actions"]}
    branching = [action for action in body["actions"] if action["type"] != "SINGLE_CONNECTION"]
    ways = [way for action in branching for way in _links(action) if way is not action.get("defaultBranch")]
    return [by_id[way["nextActionId"]] for way in ways]


def name(page):
    page.flow(lambda body: body.update(name=page.text(body["name"])))


def description(page):
    """The text before the tool's mark, which people leave alone."""
    page.needs("description")
    page.flow(lambda body: body.update(description=f"{page.text()} {body['description']}"))


def off(page):
    page.needs("enabled")
    page.flow(lambda body: body.update(isEnabled=False))


def delay(page):
    def longer(body):
        fields = _action(page, body, DELAY)["fields"]
        fields["delta"] = str(page.number(int(fields["delta"])))

    page.flow(longer)


def until(page):
    """So many days before or after the date, at another distance from it."""

    def other(body):
        fields = _action(page, body, UNTIL)["fields"]
        days = page.number(0) * 24 * 60
        fields["delta"] = str(int(fields["delta"]) - days)

    page.flow(other)


def task_subject(page):
    def other(body):
        fields = _action(page, body, TASK)["fields"]
        fields["subject"] = page.text(fields["subject"])

    page.flow(other)


def task_due(page):
    def other(body):
        fields = _action(page, body, TASK)["fields"]
        now = fields.get("due_time", {"timeUnit": "DAYS", "daysOfWeek": [], "delta": 0})
        fields["due_time"] = {**now, "delta": page.number(now["delta"])}

    page.flow(other)


def task_priority(page):
    def other(body):
        fields = _action(page, body, TASK)["fields"]
        fields["priority"] = page.one({"NONE", "HIGH", "LOW"} - {fields["priority"]})

    page.flow(other)


def task_owner(page):
    def other(body):
        tasks = [action for action in body["actions"] if action.get("actionTypeId") == TASK]
        given = [task["fields"]["owner_assignment"]["value"] for task in tasks]
        value = page.one(one for one in given if "staticValue" in one)
        value["staticValue"] = page.one(page.table("owners").keys() - {value["staticValue"]})

    page.flow(other)


def recipient(page):
    """One user more, or another one."""

    def other(body):
        fields = _action(page, body, INTERNAL_MAIL, IN_APP, ROTATE)["fields"]
        now = fields.get("user_ids", [])
        new = page.one(page.table("users").keys() - {*now})
        fields["user_ids"] = page.one([[*now, new], [new]])

    page.flow(other)


def notice_text(page):
    def other(body):
        fields = _action(page, body, INTERNAL_MAIL, IN_APP)["fields"]
        chosen = page.one(("subject", "body"))
        fields[chosen] = page.text(fields[chosen])

    page.flow(other)


def property_value(page):
    """Another option, another number, or another source to copy from is another step."""

    def other(body):
        fields = _action(page, body, SET)["fields"]
        scopes = {"0-1": "contacts", "0-3": "deals", "0-5": "tickets"}
        scope = scopes[page.table("flows")[page.id]["objectTypeId"]]
        definition = page.table(f"properties:{scope}").get(fields["property_name"], {"options": ()})
        for word in ("staticValue", "staticAppendValue"):
            if word in fields["value"]:
                others = {option["value"] for option in definition["options"]} - {fields["value"][word]}
                fields["value"][word] = page.one(sorted(others))
                return
        if "incrementAmount" not in fields["value"]:
            raise UnfitError
        fields["value"]["incrementAmount"] = page.number(fields["value"]["incrementAmount"])

    page.flow(other)


def mail(page):
    """Another automated e-mail that is published."""

    def other(body):
        fields = _action(page, body, MAIL)["fields"]
        emails = page.table("emails").items()
        ready = {key for key, one in emails if one["isPublished"] and one["type"] == "AUTOMATED_EMAIL"}
        fields["content_id"] = page.one(sorted(ready - {fields["content_id"]}))

    page.flow(other)


def enrolment(page):
    def other(body):
        criteria = body["enrollmentCriteria"]
        kind = page.table("flows")[page.id]["objectTypeId"]
        trees = [criteria.get("listFilterBranch"), *criteria.get("eventFilterBranches", ())]
        other_condition(page, page.one(tree for tree in trees if tree), kind)

    page.flow(other)


def re_enrolment(page):
    """Once is enough: the triggers go with the switch."""

    def once(body):
        criteria = body["enrollmentCriteria"]
        criteria["shouldReEnroll"] = False
        if "reEnrollmentTriggersFilterBranches" in criteria:
            criteria["reEnrollmentTriggersFilterBranches"] = []

    page.needs("reEnrol")
    page.flow(once)


def goal(page):
    page.needs("goal")
    kind = page.table("flows")[page.id]["objectTypeId"]
    page.flow(lambda body: other_condition(page, body["goalFilterBranch"], kind))


def hours(page):
    """Another beginning of the hours in which it may work."""

    def later(body):
        page.one(body["timeWindows"])["startTime"] = {"hour": page.dice.randint(10, 15), "minute": 0}

    page.needs("hours")
    page.flow(later)


def schedule(page):
    def later(body):
        body["enrollmentSchedule"]["timeOfDay"]["hour"] = page.dice.randint(11, 20)

    if "every" not in str(page.entry.get("enrol")):
        raise UnfitError
    page.flow(later)


def step_removed(page):
    """Whoever led to it leads to what came after it."""

    def shorter(body):
        gone = page.one(a for a in body["actions"] if a["type"] == "SINGLE_CONNECTION" and "connection" in a)
        after = gone["connection"]["nextActionId"]
        body["actions"].remove(gone)
        _lead(body, gone["actionId"], after)

    page.flow(shorter)


def _lead(body, before, after):
    """Whatever led to one action leads to the other."""
    if body["startActionId"] == before:
        body["startActionId"] = after
    for way in (way for action in body["actions"] for way in _links(action)):
        if way["nextActionId"] == before:
            way["nextActionId"] = after


def step_added(page):
    """A delay before the first step, before one in the middle, or after a last one."""

    def longer(body):
        new = str(max(int(action["actionId"]) for action in body["actions"]) + 1)
        fields = {"delta": str(page.dice.randint(2, 9)), "time_unit": "DAYS"}
        pause = {"type": "SINGLE_CONNECTION", "actionId": new, "actionTypeId": DELAY, "actionTypeVersion": 0}
        place = page.one(action for action in body["actions"] if action["type"] == "SINGLE_CONNECTION")
        if "connection" in place:
            pause["connection"] = dict(place["connection"])
        place["connection"] = {"edgeType": "STANDARD", "nextActionId": new}
        body["actions"].append({**pause, "fields": fields})

    page.flow(longer)


def steps_swapped(page):
    """Two neighbours that are not alike change places."""

    def swapped(body):
        by_id = {a["actionId"]: a for a in body["actions"] if a["type"] == "SINGLE_CONNECTION"}
        pairs = [(a, by_id.get(a.get("connection", {}).get("nextActionId"))) for a in by_id.values()]
        first, second = page.one((a, b) for a, b in pairs if b and a["fields"] != b["fields"])
        _lead(body, first["actionId"], second["actionId"])
        after = second.pop("connection", None)
        second["connection"] = {"edgeType": "STANDARD", "nextActionId": first["actionId"]}
        first.pop("connection")
        if after:
            first["connection"] = after

    page.flow(swapped)


def step_in_branch(page):
    """The first step on a path is edited: its wait, its subject, or whom it tells."""

    def other(body):
        action = _action(page, body, DELAY, TASK, INTERNAL_MAIL, IN_APP, among=_inside(body))
        fields = action["fields"]
        if action["actionTypeId"] == DELAY:
            fields["delta"] = str(page.number(int(fields["delta"])))
        else:
            fields["subject"] = page.text(fields["subject"])

    page.flow(other)


def branch_condition(page):
    def other(body):
        branch = page.one(b for action in body["actions"] for b in action.get("listBranches", ()))
        other_condition(page, branch["filterBranch"], page.table("flows")[page.id]["objectTypeId"])

    page.flow(other)


def branch_name(page):
    def other(body):
        branch = page.one(b for action in body["actions"] for b in action.get("listBranches", ()))
        branch["branchName"] = page.text(branch["branchName"])

    page.flow(other)


EDITS = {
    f"workflow {work.__name__.replace('_', ' ')}": ("workflow", work)
    for work in (
        name,
        description,
        off,
        delay,
        until,
        task_subject,
        task_due,
        task_priority,
        task_owner,
        recipient,
        notice_text,
        property_value,
        mail,
        enrolment,
        re_enrolment,
        goal,
        hours,
        schedule,
        step_removed,
        step_added,
        steps_swapped,
        step_in_branch,
        branch_condition,
        branch_name,
    )
}
"""What is done -> the kind that it is done to, and how."""
