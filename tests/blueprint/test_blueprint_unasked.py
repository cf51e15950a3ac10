"""What revops.yaml says: names that nobody asks for, values of variables, and days."""

from __future__ import annotations

import pytest
from blueprint_toys import Project

from revops.blueprint.unasked import unasked
from revops.model.address import Origin
from revops.model.finding import Refused, Severity
from revops.targets import read_project_file

SETTINGS = """targets:
  client:
    portal: 1
    variables: {limit: 2, limmit: 3}
"""


def test_a_value_for_a_variable_that_nobody_declares_is_told(project: Project) -> None:
    """At its line of revops.yaml, which is not quoted, with the nearest name."""
    project.write("revops: 1\nvariables: {limit: 1}\n")
    project.write(SETTINGS, "revops.yaml")
    [finding] = unasked(project.load(), project.root, "client", ("limit", "limmit"), ("sales",))

    assert (finding.code, finding.severity, finding.source) == ("RV125", Severity.WARNING, "")
    assert finding.origin == Origin("revops.yaml", 4, 27)
    assert finding.hint == "Did you mean 'limit'?"


@pytest.mark.parametrize(
    ("role", "severity"), [("sales_reps", Severity.WARNING), ("gardener", Severity.INFO)]
)
def test_a_role_that_the_blueprint_does_not_describe_is_told(
    project: Project, role: str, severity: Severity
) -> None:
    """A near name makes it a probable slip; a blueprint without `roles:` describes none on purpose."""
    project.write("revops: 1\n")
    blueprint = project.load()
    assert unasked(blueprint, project.root, "client", (), (role,)) == ()

    blueprint.sheet.data["roles"] = {"sales_rep": {}}
    [finding] = unasked(blueprint, project.root, "client", (), ("sales_rep", role))
    assert (finding.code, finding.severity) == ("RV126", severity)


@pytest.mark.parametrize(
    ("given", "where"),
    [({}, "blueprints/main.yaml:2"), ({"n": "many"}, "revops.yaml, under the target's `variables:`")],
)
def test_a_wrong_value_of_a_variable_tells_who_gave_it(
    project: Project, given: dict[str, str], where: str
) -> None:
    """The error stands where the variable does, the way out where the value does."""
    project.pack("base", "revops: 1\nthings: {contacts: {a: {label: A, count: $n}}}\n")
    project.write("revops: 1\nvariables: {n: text}\nuses: [base]\n")
    [finding] = project.load(variables=given).findings

    assert (finding.code, finding.origin.file) == ("RV116", "base@1.0.0/items.yaml")
    assert f"The value of `$n` is given in {where}" in finding.hint


@pytest.mark.parametrize(
    ("line", "told", "source"),
    [
        ("    go_live: 2027-1-5", "'2027-1-5' is no day; write 2027-01-05", "    go_live: 2027-1-5"),
        (
            "    go_live: 2027年1月5日",
            "'2027年1月5日' is no day; write 2027-01-05",
            "    go_live: 2027年1月5日",
        ),
        ("    go_live: pat-na1-secret", "this is no day; write it like 2027-01-15", ""),
        ("    go_live: 2027-02-30", "2027-02-30 is no day of the calendar", "    go_live: 2027-02-30"),
    ],
)
def test_a_day_that_is_none_is_told_with_an_example(
    project: Project, line: str, told: str, source: str
) -> None:
    """Its line is quoted only where it holds nothing but a day: any other text may be a token."""
    project.write(f"targets:\n  client:\n    portal: 1\n{line}\n", "revops.yaml")
    with pytest.raises(Refused) as refused:
        read_project_file(project.root)
    [finding] = refused.value.findings

    assert (finding.code, finding.origin.line, finding.source) == ("RV118", 4, source)
    assert finding.summary.startswith(told)
