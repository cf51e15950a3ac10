"""What the lint says of placeholders in texts and of limits of scores."""

from __future__ import annotations

import pytest

from revops.blueprint.lint.run import linted
from revops.blueprint.load import load
from revops.kinds import KINDS

HEAD = """\
revops: 1
properties:
  contacts:
    firstname: {existing: string}
  deals:
    amount: {existing: number}
"""


def found(folder, text, code):
    """(line of the text from 1, summary, hint) of what the lint says under one code."""
    (folder / "blueprints").mkdir()
    (folder / "blueprints" / "main.yaml").write_text(HEAD + text, encoding="utf-8")
    blueprint = load(folder, ["blueprints"], KINDS)
    assert blueprint.errors == ()
    before = HEAD.count("\n")
    return [
        (one.origin.line - before, one.summary, one.hint) for one in linted(blueprint) if one.code == code
    ]


def workflow(step):
    return (
        f"workflows:\n  w:\n    object: deals\n    name: W\n    enrol: {{manual: true}}\n    steps:\n"
        f"      - id: a\n        {step}\n"
    )


@pytest.mark.parametrize("key", ["subject", "preview", "body"])
def test_an_emails_placeholder_is_misspelt(tmp_path, key):
    """The nearest property is named; an e-mail speaks of a contact by HubSpot's word."""
    text = f"emails:\n  m:\n    name: M\n    {key}: 'Hi {{{{ contact.frstname }}}}'\n"

    ((line, told, hint),) = found(tmp_path, text, "RV846")

    assert (line, told) == (4, "the blueprint declares no property contacts.frstname")
    assert hint == "Did you mean 'firstname'?"


@pytest.mark.parametrize(
    "step",
    [
        "task: {subject: 'Won {{ enrolled_object.amout }}', role: r}",
        "notify: {roles: r, subject: S, body: '{{enrolled_object.amout}}'}",
        "in_app: {roles: r, subject: S, body: {en: '{{ deal.amout }}'}}",
        "slack: {channel: c, message: '{{ enrolled_object.amout }}'}",
    ],
)
def test_a_steps_placeholder_is_misspelt(tmp_path, step):
    """The enrolled record is one of the workflow's object."""
    ((line, told, hint),) = found(tmp_path, workflow(step), "RV846")

    assert (line, told) == (8, "the blueprint declares no property deals.amout")
    assert hint == "Did you mean 'amount'?"


@pytest.mark.parametrize(
    "text",
    [
        "{{ enrolled_object.amount }} {{ contact.firstname|title }}",
        "{{ enrolled_object }}",
        "{{ action_outputs.action_output_1.x }}",
        "{{ unsubscribe_link }} {{ site_settings.company_name }}",
    ],
)
def test_other_placeholders_are_left_alone(tmp_path, text):
    """Declared properties, and what is no property of a record."""
    assert found(tmp_path, workflow(f"task: {{subject: '{text}', role: r}}"), "RV846") == []


@pytest.mark.parametrize(("most", "lines"), [(200, [8]), (100, [])])
def test_a_group_that_gives_more_than_its_score(tmp_path, most, lines):
    """What is above the score's limit counts for nothing."""
    rules = "{r: {if: {property: contacts.firstname, known: true}, add: 5}}"
    text = (
        "scores:\n  s:\n    object: contacts\n    name: S\n    category: FIT\n    max: 100\n    groups:\n"
        f"      a: {{max: {most}, rules: {rules}}}\n"
    )

    assert [line for line, _, _ in found(tmp_path, text, "RV845")] == lines
