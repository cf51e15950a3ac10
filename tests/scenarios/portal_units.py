"""A portal's state as units, by the addresses of the blueprint: a second witness to what a run changed."""

from __future__ import annotations

_ASIDE = ("updatedAt", "createdAt", "updatedUserId", "createdUserId", "displayOrder", "options", "name")
_BOOKKEEPING = (
    "counters",
    "pipeline_audit",
    "flow_email_campaigns",
    "flow_revisions",
    "flow_workflow_ids",
    "score_versions",
)
_CALLED = {
    "flows": ("workflow", lambda row: row["name"]),
    "scores": ("score", lambda row: row["draft"]["name"]),
    "lists": ("segment", lambda row: row["name"]),
    "list_folders": ("folder", lambda row: row["name"]),
    "forms": ("form", lambda row: row["name"]),
    "emails": ("email", lambda row: row["name"]),
    "campaigns": ("campaign", lambda row: row["properties"]["hs_name"]),
}
"""What a portal has under ids of its own, by the name that a person sees."""


def units(tables):
    """(address, unit) -> value, for everything that a person can see in the portal."""
    found = {}
    for table, rows in tables.items():
        for key, row in rows.items() if table not in _BOOKKEEPING else ():
            address, fields = _read(table, key, row)
            found |= {(address, path): value for path, value in fields.items()}
    return found


def changed(before, after):
    """The units that differ, each with its value afterwards; None where it is gone.

    An order counts by the keys that were there before: what is new moves no other.
    """
    return {
        unit: after.get(unit)
        for unit in before.keys() | after.keys()
        if not _same(unit[1], before.get(unit), after.get(unit))
    }


def _same(path, before, after):
    if path.endswith(".order") and before and after:
        return before == [key for key in after if key in before]
    return before == after


def _read(table, key, row):
    kind, _, scope = table.partition(":")
    if kind == "properties":
        return f"property.{scope}.{key}", _property(row)
    if kind == "groups":
        return f"group.{scope}.{key}", {"label": row["label"]}
    if kind == "pipelines":
        scope, _, name = key.partition("/")
        return ("lifecycle.contacts" if scope == "lifecycle" else f"pipeline.{scope}.{name}"), _pipeline(row)
    if kind == "property_validations":
        scope, _, name = key.partition("/")
        return f"validation.{scope}.{name}", {rule: _rule(told) for rule, told in row.items()}
    if kind in _CALLED:
        word, name = _CALLED[kind]
        return f"{word} called {name(row)}", {"whole": row}
    return f"{table} {key}", {"whole": row}


def _property(row):
    found = {path: value for path, value in row.items() if path not in _ASIDE}
    shown = sorted(row.get("options", ()), key=lambda option: option.get("displayOrder", 0))
    for option in shown:
        for field, usual in (("label", ""), ("hidden", False), ("description", "")):
            found[f"options.{option['value']}.{field}"] = option.get(field) or usual
    return {**found, "options.order": [option["value"] for option in shown]}


def _rule(told):
    """A rule without arguments is on; a number is a number."""
    arguments = [int(one) if one.isdigit() else one for one in told["ruleArguments"]]
    return arguments[0] if len(arguments) == 1 else arguments or True


def _pipeline(row):
    shown = sorted(row["stages"], key=lambda stage: stage["displayOrder"])
    found = {"label": row["label"], "stages.order": [stage["id"] for stage in shown]}
    for stage in shown:
        found[f"stages.{stage['id']}.label"] = stage["label"]
        found |= {f"stages.{stage['id']}.{name}": told for name, told in stage["metadata"].items()}
    return found
