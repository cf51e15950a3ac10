"""A portal's state with names in place of the ids that its server gave, so that two portals compare."""

from __future__ import annotations

import re

_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
_BOOKKEEPING = (
    "account",
    "counters",
    "flow_email_campaigns",
    "flow_revisions",
    "flow_workflow_ids",
    "pipeline_audit",
    "score_versions",
)
"""What HubSpot keeps for itself: numbers and moments of writes."""
_NAMED = {
    "campaigns": lambda row: row["properties"]["hs_name"],
    "emails": lambda row: row["name"],
    "flows": lambda row: row["name"],
    "forms": lambda row: row["name"],
    "list_folders": lambda row: row["name"],
    "lists": lambda row: row["name"],
    "owners": lambda row: row["email"],
    "scores": lambda row: row["draft"]["name"],
    "subscription_definitions": lambda row: row["name"],
    "teams": lambda row: row["name"],
    "users": lambda row: row["email"],
}
"""Tables whose keys are ids, and what people call a row."""


def given(tables):
    """Id -> a name that says what it is, for everything that this portal's server numbered."""
    found = {
        key: f"{table} {name(row)}" for table, name in _NAMED.items() for key, row in tables[table].items()
    }
    for score in tables["scores"].values():
        found |= dict(_parts(score["draft"], f"score {score['draft']['name']}"))
    return found | _stages(tables)


def _stages(tables):
    """Pipelines and stages that were made; those that HubSpot ships have the same ids everywhere.

    A stage goes by its label alone, as a portal that takes ids from whoever makes them may have one id twice.
    """
    found = {}
    for key, row in tables["pipelines"].items():
        if _made(row):
            found[key.partition("/")[2]] = f"pipeline {row['label']}"
        made = [stage for stage in row["stages"] if _made(stage)]
        found |= {stage["id"]: f"stage {stage['label']}" for stage in made}
    return found


def _made(row):
    return row["createdAt"][:4] != "1970"


def _parts(draft, where):
    """The ids of groups, rules and outputs, by their place."""
    for n, group in enumerate(draft["groupConfigs"]):
        yield group["id"], f"{where} group {n}"
        yield from ((one["id"], f"{where} rule {n}.{m}") for m, one in enumerate(group["ruleConfigurations"]))
    for n, output in enumerate(draft["outputConfiguration"]["outputs"]):
        yield output["id"], f"{where} output {n}"


def by_names(tables):
    """Table -> rows, where no id that the server gave is left; such rows are in the order of names."""
    names = given(tables)
    return {
        table: {_name(key, names): _value(row, names) for key, row in sorted(rows.items())}
        for table, rows in tables.items()
        if table not in _BOOKKEEPING
    }


def _name(value, names):
    return "/".join(names.get(part, part) for part in value.split("/"))


def _value(value, names):
    if isinstance(value, list):
        return [_value(part, names) for part in value]
    if isinstance(value, dict):
        return {_name(key, names): _value(part, names) for key, part in value.items()}
    if isinstance(value, str) and _TIME.fullmatch(value):
        return "(time)"
    known = isinstance(value, (str, int)) and not isinstance(value, bool)
    return names.get(str(value), value) if known else value
