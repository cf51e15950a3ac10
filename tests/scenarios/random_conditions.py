"""Another condition than the one that stands in a filter tree, as somebody clicks it together."""

from __future__ import annotations

from random_edits import UnfitError

NAMES = {"0-1": "contacts", "0-2": "companies", "0-3": "deals", "0-5": "tickets"}
ADDED = {"0-1": "mobilephone", "0-2": "website", "0-3": "amount", "0-5": "hs_ticket_priority"}
"""Properties that no condition of the packs asks about in this way, to be added."""
CHANGED_VALUE = "4-655002"
"""The event of a property that changed: `hs_name` is the property, `hs_value` its new value."""


def other_condition(page, tree, object_type):
    """Change a value, add a test or take one away, in place; `object_type` is whom the tree is about.

    Raises:
        UnfitError: nothing in the tree is of a sort that is known here.
    """
    branches = list(_branches(tree, object_type))
    found = [change for branch, kind in branches for change in _changes(page, branch, kind)]
    page.one(found)()


def _branches(branch, object_type):
    kind = branch.get("objectTypeId", object_type)
    yield branch, kind
    for part in branch["filterBranches"]:
        yield from _branches(part, kind)


def _changes(page, branch, kind):
    """Functions, each of which changes the branch's own filters in another way."""
    filters, event = branch["filters"], branch["filterBranchType"] == "UNIFIED_EVENTS"
    for one in filters:
        yield from _of_filter(page, one, kind, _watched(filters) if event else one.get("property"))
    if filters and not event and kind in ADDED and ADDED[kind] not in str(filters):
        yield lambda: filters.append(_known(ADDED[kind]))
    if len(filters) > 1 and not event:
        yield lambda: filters.remove(page.one(filters))


def _watched(filters):
    """The property that an event is about."""
    told = [one["operation"].get("value") for one in filters if one.get("property") == "hs_name"]
    return told[0] if told else None


def _known(name):
    operation = {
        "operationType": "ALL_PROPERTY",
        "operator": "IS_KNOWN",
        "includeObjectsWithNoValueSet": False,
    }
    return {"filterType": "PROPERTY", "property": name, "operation": operation}


def _of_filter(page, one, kind, name):
    operation = one.get("operation", {})
    sort = operation.get("operationType")
    if sort == "NUMBER" and "value" in operation:
        yield lambda: operation.update(value=page.number(operation["value"]))
    if sort == "ENUMERATION" and name:
        yield lambda: _other_options(page, operation, kind, name)
    for point in ("timePoint", "lowerBoundTimePoint"):
        if operation.get(point, {}).get("offset", {}).get("days"):
            yield lambda point=point: _later(page, operation[point]["offset"])
    if one["filterType"] == "FORM_SUBMISSION" and "formId" in one:
        yield lambda: one.update(formId=page.one(page.table("forms").keys() - {one["formId"]}))


def _later(page, offset):
    """Days stay on their side of today."""
    offset["days"] += page.dice.randint(1, 9) * (1 if offset["days"] > 0 else -1)


def _other_options(page, operation, kind, name):
    """One option more, or one less where there are several."""
    definition = page.table(f"properties:{NAMES[kind]}").get(name)
    if definition is None:
        raise UnfitError
    now = operation["values"]
    more = [[*now, option["value"]] for option in definition["options"] if option["value"] not in now]
    fewer = [[value for value in now if value != one] for one in now] if len(now) > 1 else []
    operation["values"] = page.one([*more, *fewer])
