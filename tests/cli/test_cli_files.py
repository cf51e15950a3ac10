"""The commands that need no portal: `validate` and `schema`."""

from __future__ import annotations

import jsonschema_rs
import pytest

_WRONG = """\
revops: 1
properties:
  contacts:
    tier:
      label: Tier
      type: enumeratoin
      fieldType: select
      groupName: contactinformation
"""


def test_a_valid_blueprint(small):
    """Exit code 0, how many resources there are, and nothing worse than a note."""
    document = small("validate", "--json", code=0).json
    assert {finding["severity"] for finding in document["findings"]} <= {"info"}
    told = f"{document['resources']} resources, valid, {len(document['findings'])} notes"
    assert small("validate", code=0).out.splitlines()[-1] == told


def test_errors_have_file_and_line(small):
    """Exit code 3; the wrong word stands in line 6."""
    small.write("blueprints/wrong.yaml", _WRONG)
    ran = small("validate", code=3)
    assert "blueprints/wrong.yaml:6" in ran.out
    assert "enumeratoin" in ran.out
    finding = small("validate", "--json", code=3).json["findings"][0]
    assert (finding["file"], finding["line"]) == ("blueprints/wrong.yaml", 6)


@pytest.mark.parametrize("arguments", [("plan",), ("apply", "--yes"), ("drift",), ("auth",), ("adopt",)])
def test_an_invalid_blueprint_stops_every_command(small, arguments):
    """Exit code 3, whatever was to be done."""
    small.write("blueprints/wrong.yaml", _WRONG)
    assert "blueprints/wrong.yaml:6" in small(*arguments, code=3).err


@pytest.mark.parametrize("what", ["blueprint", "plan", "findings"])
def test_schemas_are_json_schemas(project, what):
    """Each prints one valid JSON Schema."""
    jsonschema_rs.meta.validate(project("schema", what, code=0).json)


def test_the_plans_schema_holds_for_a_plan(project, small):
    """What `plan --json` prints is what `schema plan` describes."""
    schema = project("schema", "plan", code=0).json
    jsonschema_rs.validate(schema, small("plan", "--json", code=0).json)


_SLIPS = """\
revops: 1
properties:
  contact:
    foo: {label: F, type: string, fieldType: text, groupName: contactinformation}
  "2-123":
    foo: {label: F, type: string, fieldType: text, groupName: any}
  contacts:
    tier: {label: T, type: enumeration, fieldType: select, groupName: vists, options: [gold]}
    bar: {label: B, type: string, fieldType: text, groupName: vists}
groups: {contcts: {g: {label: G}}, contacts: {visits: {label: V}}, p123_car: {g: {label: G}}}
workflows:
  greet:
    object: contact
    name: Greet
    enrol: {manual: true}
    steps: [{id: a, set: {property: contacts.nope, value: 1}}]
"""


def test_slips_are_told_with_what_to_write(small):
    """Singular and misspelt objects, a list of options, a group nobody knows, a `set` of two keys."""
    small.write("blueprints/slips.yaml", _SLIPS)
    found = small("validate", "--json", code=3).json["findings"]
    told = {one["line"]: f"{one['severity']}: {one['summary']} {one['hint']}" for one in found}
    assert sorted(told) == [3, 8, 9, 10, 13, 16]
    assert all("Did you mean 'contacts'?" in told[line] for line in (3, 10, 13))
    assert "{gold: {label: Gold}}" in told[8]
    assert told[9].startswith("warning")
    assert "Did you mean 'visits'?" in told[9]
    assert "set: {contacts.PROPERTY: VALUE}" in told[16]
