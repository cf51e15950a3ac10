"""JUnit XML: one test case per change, well-formed whatever labels hold."""

from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from view_plans import CHANGES, HOSTILE, change, drift, held, hostile_changes, plan, run

from revops.model.change import Action
from revops.views.junit import junit
from revops.views.outline import FEW, outline_drift, outline_plan, outline_run


def suite_of(outline):
    """The one test suite, parsed."""
    root = ET.fromstring(junit(outline).encode("utf-8"))
    assert root.tag == "testsuites"
    (suite,) = root
    return suite


def results(suite):
    """What became of each address: the tags below its test case that tell."""
    told = {}
    for case in suite.iter("testcase"):
        tags = [child.tag for child in case if child.tag != "system-out"]
        told[case.get("name").split(" ")[0]] = tags[0] if tags else "passed"
    return told


def test_a_plan():
    """Held fails, blocked, waiting and by hand are skipped, the rest passes; an error of no change is one."""
    assert results(suite_of(outline_plan(plan()))) == {
        "property.contacts.lead_source": "passed",
        "pipeline.deals.default": "passed",
        "workflow.step_mails": "passed",
        "property.deals.dealtype": "passed",
        "property.deals.bant_need": "failure",
        "workflow.onboarding": "skipped",
        "score.contacts.fit": "skipped",
        "checklist.tracking_code": "skipped",
        "RV401": "error",
    }


def test_drift_is_red_wherever_the_command_is():
    """`drift` exits 2 for what is held and for what nobody applied; so do the test cases."""
    told = results(suite_of(outline_drift(drift())))
    assert told["property.deals.bant_need"] == "failure"
    assert told["property.contacts.lead_source"] == "failure"


def test_a_run():
    """Failed, ambiguous and unknown fail; left and blocked are skipped."""
    told = results(suite_of(outline_run(run())))
    assert told == {
        "property.contacts.lead_source": "passed",
        "pipeline.deals.default": "failure",
        "property.deals.dealtype": "failure",
        "workflow.step_mails": "skipped",
        "property.deals.bant_need": "failure",
        "score.contacts.fit": "skipped",
    }


@pytest.mark.parametrize("outline", [outline_plan(plan()), outline_drift(drift()), outline_run(run())])
def test_the_counts_are_those_of_the_cases(outline):
    """CI servers trust the attributes."""
    suite = suite_of(outline)
    for attribute, tag in (("failures", "failure"), ("skipped", "skipped"), ("errors", "error")):
        assert int(suite.get(attribute)) == len(suite.findall(f"testcase/{tag}"))
    assert int(suite.get("tests")) == len(suite.findall("testcase"))


def test_a_failure_says_why_and_what_to_do():
    """Reason as message, both values and the consent as text."""
    failure = suite_of(outline_plan(plan())).find("testcase/failure")
    assert failure.get("message").startswith("changed in HubSpot")
    assert 'label: HubSpot has "課題", the blueprint says "解決したい課題"' in failure.text
    assert "--take property.deals.bant_need" in failure.text


def test_names_tell_the_changes_of_a_plan_apart():
    """Two changes of one resource have two names."""
    names = [case.get("name") for case in suite_of(outline_plan(plan())).iter("testcase")]
    assert len(names) == len(set(names)) == len(CHANGES) + 1


def test_units_that_are_left_out_are_counted():
    """A create shows four of its five units, and says that one more is there; nothing where all are shown."""
    cases = {case.get("name").split(" ")[0]: case for case in suite_of(outline_plan(plan())).iter("testcase")}
    created = cases["property.contacts.lead_source"].findtext("system-out")
    assert created.splitlines()[-1] == "1 more unit; --html shows all"
    assert len(created.splitlines()) == FEW + 1
    assert "more unit" not in cases["pipeline.deals.default"].findtext("system-out")


def test_cases_that_are_left_out_are_counted():
    """Of seven that agree four are cases; the suite says how many more there are."""
    agreeing = [change(f"property.deals.p{number}", Action.ADOPT) for number in range(7)]
    suite = suite_of(outline_plan(plan(*agreeing, findings=())))
    assert len(suite.findall("testcase")) == FEW
    assert suite.findtext("system-out").endswith("3 more; --html shows all")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_labels_are_text(text):
    """No element comes of a label, and no character that XML forbids."""
    suite = suite_of(
        outline_plan(plan(held("property.deals.x", ("label", text, "b"), label=text, ref=(text,))))
    )
    assert {element.tag for element in suite.iter()} <= {
        "testsuite", "properties", "property", "testcase", "failure", "skipped", "error", "system-out",
    }  # fmt: skip


@given(st.text(st.characters(codec=None), max_size=40))
def test_any_text_is_well_formed(text):
    """Any text at all, halves of surrogate pairs and the last two of a plane included."""
    suite_of(outline_plan(plan(held("property.deals.x", ("label", text, "b")))))


def test_all_hostile_labels_at_once():
    """Everything in one document."""
    assert (
        len(list(suite_of(outline_plan(plan(*hostile_changes()))).iter("testcase"))) == 2 * len(HOSTILE) + 1
    )
