"""The sections of the operating model: checked like the rest, and nothing of them reaches HubSpot."""

from __future__ import annotations

from pathlib import Path

import pytest
from kind_talk import talk

from revops.blueprint.load import load
from revops.kinds import KINDS
from revops.kinds.operating import OPERATING
from revops.model.context import Context
from revops.model.spec import Observation

SECTIONS = """\
revops: 1
properties: {contacts: {lifecyclestage: {existing: enumeration}}}
conditions: {mql: {property: contacts.lifecyclestage, any_of: [lead]}}
lifecycle: {churned: {create: true, after: customer, label: Churned}}
departments:
  marketing: {ref: HB01, title: {ja: マーケティング, en: Marketing}, mission: {ja: 創出, en: Win leads},
    hub: marketing, features: [{ja: メール, en: E-mail}, Forms]}
goals:
  sell_more: {ref: [DP01, KT02], title: Sell more, why: Too few deals, measured_by: [mqls]}
kpis:
  mqls: {ref: KS01, title: MQLs, definition: New MQLs, department: marketing, owner: crm_admin, unit: count,
    cadence: month, target: 12.5, report: MR01, viewers: [crm_admin]}
glossary:
  mql: {ref: DP02, term: MQL, definition: Ready for sales, condition: mql, stage: marketingqualifiedlead,
    property: contacts.lifecyclestage}
  lost: {term: Lost, definition: Gone, stage: churned}
roles:
  crm_admin: {ref: RO03, title: CRM administrator, department: marketing, duties: [{ja: 設計, en: Designs}]}
rights:
  administer: {ref: DP07, roles: [crm_admin], level: admin, of: [Properties]}
training:
  start: {ref: DP08, title: First day, audience: [crm_admin], outcome: Can log in, steps: [Log in],
    due: {days: 14}}
"""


def findings(folder: Path, text: str, locale: str = "en"):
    (folder / "blueprints").mkdir(exist_ok=True)
    (folder / "blueprints" / "main.yaml").write_text(text, encoding="utf-8")
    return load(folder, ["blueprints"], KINDS, locale=locale).findings


def test_every_section_is_read_and_makes_no_resource(tmp_path):
    """Of the whole model the property and the lifecycle stage alone are anything to HubSpot."""
    (tmp_path / "blueprints").mkdir()
    (tmp_path / "blueprints" / "main.yaml").write_text(SECTIONS, encoding="utf-8")
    blueprint = load(tmp_path, ["blueprints"], KINDS, locale="ja").checked()

    assert {one.address.kind for one in blueprint.resources} == {"property", "lifecycle"}
    assert "mql" in blueprint.asked
    assert blueprint.sheet.data["kpis"]["mqls"]["target"] == 12.5


@pytest.mark.parametrize("kind", OPERATING, ids=lambda kind: kind.name)
def test_nothing_is_asked_and_nothing_is_sent(kind):
    """No surface, no question, no write."""
    assert (kind.reads, kind.writes, kind.deletes) == ((), (), False)
    assert talk(kind.observe("", [], Context())) == ([], Observation())
    assert talk(kind.compile([], Context())) == ([], None)


@pytest.mark.parametrize(
    ("right", "wrong", "hint"),
    [
        ("measured_by: [mqls]", "measured_by: [mqlz]", "Did you mean 'mqls'?"),
        ("department: marketing, owner", "department: markting, owner", "Did you mean 'marketing'?"),
        ("department: marketing, duties", "department: cs, duties", "Known: marketing."),
        ("stage: churned", "stage: churnd", "Did you mean 'churned'?"),
        ("stage: marketingq", "stage: markettingq", "Did you mean 'marketingqualifiedlead'?"),
        (
            "property: contacts.lifecyclestage}\n  lost",
            "property: contacts.lifecyclestag}\n  lost",
            "Did you mean 'contacts.lifecyclestage'?",
        ),
        (
            "property: contacts.lifecyclestage}\n  lost",
            "property: tier}\n  lost",
            "Write `properties: {tier: {NAME: {existing: TYPE}}}` to declare it.",
        ),
    ],
)
def test_what_nobody_describes_is_told_with_the_nearest_name(tmp_path, right, wrong, hint):
    """One error at the reference, and the name that was probably meant, or those there are."""
    assert SECTIONS.count(right) == 1

    (found,) = findings(tmp_path, SECTIONS.replace(right, wrong))

    assert (found.code, found.hint) == ("RV921", hint)
    assert wrong.split(":")[1].strip(" []").split(",")[0].split("}")[0] in found.summary


def test_a_list_of_keys_points_at_the_one_that_is_wrong(tmp_path):
    """By its column, not at the list."""
    text = SECTIONS.replace("measured_by: [mqls]", "measured_by: [mqls, mqlz]")

    (found,) = findings(tmp_path, text)

    assert found.origin.column == found.source.index("mqlz") + 1


def test_a_condition_is_looked_for_like_everywhere_else(tmp_path):
    """The error that a workflow would give."""
    (found,) = findings(tmp_path, SECTIONS.replace("condition: mql", "condition: mql2"))

    assert (found.code, found.hint) == ("RV209", "Did you mean 'mql'?")


def test_a_section_that_is_missing_is_named(tmp_path):
    """There is nothing near, so the way out is to write it."""
    (found,) = findings(tmp_path, "revops: 1\nkpis: {a: {title: A, department: sales}}\n")

    assert (found.summary, found.hint) == (
        "there is no section `departments:`",
        "Write `departments: {sales: …}`.",
    )


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("departments: {a: {title: A, mission: {ja: あ}}}", "mission"),
        ("departments: {a: {title: A, features: [A, {ja: あ}]}}", "ja"),
        ("goals: {a: {title: {ja: あ}}}", "title"),
        ("kpis: {a: {title: A, definition: {ja: あ}}}", "definition"),
        ("glossary: {a: {term: {ja: あ}, definition: A}}", "term"),
        ("roles: {a: {title: A, duties: [{ja: あ}]}}", "ja"),
        ("rights: {a: {roles: [b], level: viewer, of: [{ja: あ}]}}", "ja"),
        ("training: {a: {title: A, outcome: {ja: あ}}}", "outcome"),
        ("training: {a: {title: A, steps: [{ja: あ}]}}", "ja"),
    ],
)
def test_every_text_speaks_the_targets_language(tmp_path, text, field):
    """A missing language is told at the text, for a target that speaks it and for no other."""
    (found,) = findings(tmp_path, f"revops: 1\n{text}\n")

    assert found.code == "RV204"
    assert found.source[found.origin.column - 1 :].lstrip("{").startswith(field)
    assert findings(tmp_path, f"revops: 1\n{text}\n", "ja") == ()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("kpis: {a: {title: A, unit: counts}}", "RV118"),
        ("kpis: {a: {title: A, cadence: day}}", "RV118"),
        ("kpis: {a: {title: A, goal: x}}", "RV115"),
        ("kpis: {a: {}}", "RV117"),
        ("departments: {a: {title: A, hub: crm}}", "RV118"),
        ("rights: {a: {roles: [b], level: owner}}", "RV118"),
        ("rights: {a: {roles: [], level: admin}}", "RV118"),
        ("training: {a: {title: A, due: {days: 1, weeks: 1}}}", "RV118"),
        ("training: {a: {title: A, due: {days: 9999}}}", "RV118"),
    ],
)
def test_fields_are_checked_like_those_of_any_section(tmp_path, text, code):
    """Unknown keys, missing ones, words that are none of the list, and days beyond reason."""
    assert [one.code for one in findings(tmp_path, f"revops: 1\n{text}\n")] == [code]
