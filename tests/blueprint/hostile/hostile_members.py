"""Every member of every section with values of the wrong type, made from the blueprint's JSON Schema."""

from __future__ import annotations

import json
from itertools import islice

WRONG = (None, 5, -1.5, True, "\x1b[31mx", "", [], {}, [[]], {"a": {}}, [None], "x" * 300)
"""What stands in the place of each member; some of it is right in some places."""

DEEPEST = 12
OBJECTS = {"properties": "contacts", "groups": "contacts", "pipelines": "deals", "validations": "contacts"}
OBJECTS["associations"] = "contacts"


class Members:
    """Walks the schema of one section."""

    def __init__(self, schema, section):
        self.definitions, self.section = schema["$defs"], section
        self.schema = schema["properties"][section]

    def entries(self):
        """(names around the entry, the schema of the entry)."""
        names, schema = [], self.schema
        while "properties" not in schema and "$ref" not in schema:
            schema = self.plain(schema)
            if "additionalProperties" not in schema or schema["additionalProperties"] is False:
                break
            names.append(OBJECTS.get(self.section, "n") if not names else "companies")
            schema = self.plain(schema["additionalProperties"])
        return names[:-1], schema

    def plain(self, schema):
        """The schema without the variable that may stand anywhere, and with its reference followed."""
        if "$ref" in schema:
            schema = self.definitions[schema["$ref"].rpartition("/")[2]]
        branches = [one for one in schema.get("anyOf", ()) if one.get("$ref") != "#/$defs/Variable"]
        return self.plain(branches[0]) if len(branches) == 1 and "anyOf" in schema else schema

    def branches(self, schema):
        schema = self.plain(schema)
        found = [*schema.get("anyOf", ()), *schema.get("oneOf", ())]
        return [one for part in found for one in self.branches(part)] if found else [schema]

    def sample(self, schema, depth=0):
        """A value that the schema allows, as small as can be."""
        schema = self.branches(schema)[0]
        if "const" in schema or "enum" in schema:
            return schema.get("const", schema.get("enum", [None])[0])
        kind = schema.get("type", "string")
        if kind == "object":
            required = schema.get("required", ()) if depth < DEEPEST else ()
            return {name: self.sample(schema["properties"][name], depth + 1) for name in required}
        if kind == "array":
            return (
                [self.sample(schema["items"], depth + 1)]
                if schema.get("minItems") and "items" in schema
                else []
            )
        return {"integer": 1, "number": 1, "boolean": True, "null": None}.get(kind, "contacts")

    def variants(self, schema, depth=0, within=()):
        """The samples with one member that is otherwise; a list in a list of the same is not walked again."""
        yield from WRONG
        if depth > DEEPEST // 2:
            return
        for branch in self.branches(schema):
            whole = self.sample(branch)
            if branch.get("type") == "array" and "items" in branch:
                if branch["items"] in within:
                    continue
                inside = (*within, branch["items"])
                yield from ([inner] for inner in self.variants(branch["items"], depth + 1, inside))
            elif isinstance(whole, dict):
                for name, inner in branch.get("properties", {}).items():
                    yield from ({**whole, name: other} for other in self.variants(inner, depth + 1, within))
                if isinstance(branch.get("additionalProperties"), dict):
                    more = branch["additionalProperties"]
                    yield from ({**whole, "a": inner} for inner in self.variants(more, depth + 1, within))
                yield {**whole, "hello": 1}


def files(schema, section, most):
    """Texts of blueprint files with their entries by line; never more in one than a file may have errors."""
    members = Members(schema, section)
    names, entry = members.entries()
    left = iter({json.dumps(one, sort_keys=True): one for one in members.variants(entry)}.values())
    while part := list(islice(left, most)):
        yield _file(section, names, part)


def _file(section, names, part):
    head = ["revops: 1", f"{section}:"]
    head += [f"{'  ' * (level + 1)}{name}:" for level, name in enumerate(names)]
    margin = "  " * (len(names) + 1)
    lines = [f"{margin}n{number}: {json.dumps(one)}" for number, one in enumerate(part)]
    documents = {
        len(head) + 1 + number: _around(section, names, number, one) for number, one in enumerate(part)
    }
    return "\n".join([*head, *lines, ""]), documents


def _around(section, names, number, one):
    document = {f"n{number}": one}
    for name in reversed(names):
        document = {name: document}
    return {"revops": 1, section: document}
