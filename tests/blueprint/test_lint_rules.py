"""Every rule of the lint: a blueprint that it finds something in, with the line, and one that is fine."""

from __future__ import annotations

from pathlib import Path

import pytest

from revops.blueprint.lint.codes import CODES
from revops.blueprint.lint.rules import MORE, RULES, UNCLEAR, USELESS
from revops.blueprint.lint.run import linted
from revops.blueprint.load import load
from revops.kinds import KINDS
from revops.model.finding import Finding, Severity

HEAD = "revops: 1\n"


def lint(folder: Path, text: str) -> tuple[Finding, ...]:
    """What the lint says of one file, which must have no errors."""
    blueprints = folder / "blueprints"
    blueprints.mkdir(exist_ok=True)
    (blueprints / "main.yaml").write_text(text, encoding="utf-8")
    blueprint = load(folder, ["blueprints"], KINDS)
    assert blueprint.errors == ()
    return linted(blueprint)


def lines(found: tuple[Finding, ...], code: str) -> list[int]:
    return [finding.origin.line for finding in found if finding.code == code]


def _property(name: str = "tier", group: str = "contactinformation", **fields: str) -> str:
    told = {
        "label": f"Label of {name}",
        "type": "string",
        "fieldType": "text",
        "groupName": group,
        "description": "What it is.",
        "filledBy": "[sales]",
        **fields,
    }
    return f"    {name}: {{{', '.join(f'{key}: {value}' for key, value in told.items() if value)}}}\n"


def _properties(*entries: str) -> str:
    return f"{HEAD}properties:\n  contacts:\n{''.join(entries)}"


SCORE = f"""\
{HEAD}scores:
  engagement:
    object: contacts
    name: Engagement
    category: INTENT
    max: 100
    groups:
      web: {{{{max: {{most}}, rules: {{{{visit: {{{{event: page_visited, add: 5}}}}}}}}}}}}
"""
GREETING = f"""\
{HEAD}emails:
  hello:
    name: Hello
    subject: "Hi {{{{{{{{ contact.{{name}} }}}}}}}}"
"""


STAGED = f"""\
{HEAD}properties: {{{{contacts: {{{{lifecyclestage: {{{{existing: enumeration}}}}}}}}}}}}
workflows:
  back:
    object: contacts
    name: Back
    enrol: {{{{property: contacts.lifecyclestage, any_of: [customer]}}}}
    steps:
      - {{{{id: stage, set: {{{{contacts.lifecyclestage: {{stage}}}}}}}}}}
"""


def _options(options: str, name: str = "tier") -> str:
    return _properties(_property(name, type="enumeration", fieldType="select", options=f"{{{options}}}"))


def _deals(stages: str) -> str:
    return f"{HEAD}pipelines:\n  deals:\n    renewal:\n      label: Renewal\n      stages:\n{stages}"


SALES = "roles: {sales: {title: Sales}}\n"


def _workflow(steps: str) -> str:
    head = (
        "workflows:\n  greet:\n    object: contacts\n    name: Greet\n    enrol: {manual: true}\n    steps:\n"
    )
    return f"{HEAD}{head}{steps}"


WON = "        won: {label: Won, probability: 1}\n        lost: {label: Lost, probability: 0}\n"


def _segment(where: str, more: str = "") -> str:
    warm = "  warm: {object: contacts, name: {ja: 温, en: Warm leads}, type: static}\n"
    head = f"{HEAD}segments:\n{warm}{more}"
    return f"{head}  other:\n    object: contacts\n    name: {{ja: 他, en: Other}}\n    where: {where}\n"


ASKED = (
    HEAD + "properties: {deals: {dealstage: {existing: enumeration}, pipeline: {existing: enumeration}}}\n"
)


def _asked(test: str) -> str:
    return f"{ASKED}segments: {{a: {{object: deals, name: A, where:\n  {{{test}}}}}}}\n"


CASES = [
    ("RV220", _segment("{in_segment: wram}"), [7]),
    ("RV220", _segment("{in_segment: Warm leads}"), [7]),
    ("RV220", _segment("{not: {in_segment: [warm, wram]}}"), [7]),
    ("RV220", _segment("{in_segment: warm}"), []),
    ("RV220", _segment("{in_segment: newsletter}"), []),
    (
        "RV220",
        _segment("{in_segment: wram}", "  wram: {existing: true, object: contacts, name: Wram}\n"),
        [],
    ),
    ("RV220", _segment("asked") + "conditions:\n  asked: {in_segment: wram}\n", [9]),
    ("RV220", _asked("property: deals.dealstage, any_of: [closedwon, closdwon]"), [4]),
    ("RV220", _asked("property: deals.dealstage, any_of: [default/closedwon, default/closdwon]"), [4]),
    ("RV220", _asked("property: deals.dealstage, any_of: [closedwon, '229001']"), []),
    ("RV220", _asked("property: deals.pipeline, any_of: [defalt]"), [4]),
    (
        "RV220",
        _workflow("      - {id: a, email: welcom}\n") + "emails: {welcome: {name: W, subject: W}}\n",
        [8],
    ),
    (
        "RV220",
        _workflow("      - {id: a, add_to: wram}\n")
        + "segments: {warm: {object: contacts, name: Warm, type: static}}\n",
        [8],
    ),
    ("RV220", HEAD + "teams:\n  sales: {name: Sales}\n  field: {name: Field, parent: sals}\n", [4]),
    (
        "RV220",
        HEAD
        + "teams: {sales: {name: Sales}}\nstagePermissions:\n  deals:\n    default:\n      stages:\n"
        + "        closedwon: {teams: [sals]}\n",
        [7],
    ),
    ("RV235", _segment("{in_segment: newsletter}"), [7]),
    ("RV235", _segment("{submitted: [Contact us]}"), [7]),
    (
        "RV235",
        _segment("{submitted: [Contact us]}")
        + "properties: {contacts: {email: {existing: string}}}\n"
        + "forms: {inquiry: {name: Contact form, submit: OK, fields: [contacts.email]}}\n",
        [7],
    ),
    ("RV235", _segment("{in_segment: wram}"), []),
    (
        "RV235",
        _segment("{in_segment: newsletter}", "  newsletter: {existing: true, object: contacts, name: N}\n"),
        [],
    ),
    ("RV235", _segment("{subscribed: News}"), []),
    (
        "RV235",
        HEAD
        + "properties: {contacts: {email: {existing: string}}}\nworkflows:\n  greet:\n    object: contacts\n"
        + "    name: Greet\n    newOnly: true\n    enrol: {property: contacts.email, known: true}\n"
        + "    steps: [{id: a, delay: {days: 1}}]\n",
        [],
    ),
    (
        "RV237",
        _properties(
            _property("a", label="{ja: 予算, en: Budget}"),
            _property("b", label="{ja: 要, en: Need, fr: Besoin}"),
            _property("c", label="{ja: 期, en: Time}"),
        ),
        [5],
    ),
    (
        "RV237",
        _properties(
            _property("a", label="{ja: 予算, en: Budget}"), _property("b", label="{en: Need}"), _property("c")
        ),
        [],
    ),
    (
        "RV723",
        _properties(
            _property("a", label="{ja: 予算, en: Budget}"),
            _property("b", label="{ja: 要, en: Need, fr: Besoin}"),
            _property("c", label="{ja: 期, en: Time}"),
        ),
        [],
    ),
    ("RV712", _properties(_property("big__tier")), [4]),
    ("RV712", _properties(_property("big_tier2")), []),
    ("RV712", HEAD + "groups: {contacts: {leadInfo: {label: Lead}}}\n", [2]),
    ("RV712", HEAD + "variables: {MqlScore: 1}\n", [2]),
    (
        "RV712",
        HEAD + "associations:\n  contacts:\n    companies:\n      DecisionMaker: {label: Decider}\n",
        [5],
    ),
    ("RV712", HEAD + "associations: {contacts: {companies: {default: {limit: 1}}}}\n", []),
    (
        "RV712",
        HEAD
        + "objects:\n  lease__car:\n    labels: {singular: Car, plural: Cars}\n"
        + "    primaryDisplayProperty: plate\nproperties:\n  lease__car:\n"
        + _property("plate", group="lease__car_information"),
        [3],
    ),
    ("RV712", HEAD + "pipelines:\n  deals:\n    new-deals:\n      label: D\n      stages:\n" + WON, [4]),
    ("RV712", HEAD + 'pipelines: {tickets: {"0": {label: Support}}}\n', []),
    ("RV713", _properties(*(_property(name) for name in ("bant_a", "bant_b", "bant_c", "need"))), [7]),
    ("RV713", _properties(*(_property(name) for name in ("bant_a", "bant_b", "need_c", "need_d"))), []),
    ("RV713", _properties(*(_property(name) for name in ("bant_a", "bant_b", "need"))), []),
    ("RV714", HEAD + "groups:\n  contacts:\n    hs_lead: {label: Lead}\n", [4]),
    ("RV714", HEAD + "groups:\n  contacts:\n    lead_hs_: {label: Lead}\n", []),
    ("RV715", _properties(_property(label="Ti\u0435r of it")), [4]),
    ("RV715", _options("gold: Gold, silv\u0435r: Silver"), [4]),
    ("RV715", _properties(_property(label="\u0422\u0438\u0440 tier")), []),
    ("RV716", _properties(_property(description="")), [4]),
    ("RV716", _properties("    tier: {existing: string}\n"), []),
    ("RV717", _properties(_property(filledBy="")), [4]),
    ("RV717", _properties(_property()), []),
    (
        "RV718",
        _properties(_property("a", label="Lead Source"), _property("b", label='"ＬＥＡＤ source "')),
        [5],
    ),
    ("RV718", _properties(_property("a", label="ユーザー数"), _property("b", label="ユーザ数")), [5]),
    ("RV718", _properties(_property("a", label="Lead-source"), _property("b", label="Lead source")), [5]),
    ("RV718", _properties(_property("a", label="受注理由"), _property("b", label="失注理由")), []),
    (
        "RV718",
        _properties(
            _property("a", label="{ja: 予算, en: Budget}"), _property("b", label="{ja: 予算, en: Cost}")
        ),
        [5],
    ),
    ("RV718", _options("a: Gold, b: GOLD"), [4]),
    ("RV718", HEAD + "groups: {contacts: {a: {label: Lead}}, deals: {b: {label: lead}}}\n", []),
    (
        "RV718",
        HEAD + "associations:\n  contacts:\n    companies:\n      a: {label: Owner}\n"
        "      b: {label: O-wner}\n",
        [6],
    ),
    (
        "RV718",
        HEAD + "associations: {contacts: {companies: {a: {label: Owner}}, deals: {b: {label: owner}}}}\n",
        [],
    ),
    ("RV719", _properties(_property("a", label="Contract"), _property("b", label="Contrakt")), [5]),
    ("RV719", _properties(_property("a", label="Contract"), _property("b", label="Contarct")), [5]),
    ("RV719", _properties(_property("a", label="Contract"), _property("b", label="Contracts")), [5]),
    ("RV719", _properties(_property("a", label="セグメント"), _property("b", label="セグメンド")), []),
    (
        "RV719",
        _properties(_property("a", label="顧客セグメント"), _property("b", label="顧客セグメンド")),
        [5],
    ),
    ("RV719", _properties(_property("a", label="契約開始日"), _property("b", label="契約終了日")), []),
    ("RV719", _properties(_property("a", label="Campaign A"), _property("b", label="Campaign B")), []),
    (
        "RV719",
        _properties(_property("a", label="Quarter 1 result"), _property("b", label="Quarter 2 result")),
        [],
    ),
    (
        "RV720",
        HEAD
        + "objects:\n  car:\n    labels:\n      singular: ＣＡＲ\n      plural: Cars　\n"
        + "    primaryDisplayProperty: plate\nproperties:\n  car:\n"
        + _property("plate", group="car_information"),
        [5, 6],
    ),
    (
        "RV720",
        HEAD
        + "associations:\n  contacts:\n    companies:\n      a:\n        label: Buyer\n"
        + "        inverseLabel: Ｓeller\n",
        [7],
    ),
    ("RV720", _properties(_property(label='"Tier "')), [4]),
    ("RV720", _properties(_property(label="ＭＱＬ")), [4]),
    ("RV720", _properties(_property(label="ﾘｰﾄﾞ")), [4]),
    ("RV720", _properties(_property(label="Two  blanks")), [4]),
    ("RV720", _properties(_property(label="契約期間（月）：必須！")), []),
    ("RV721", _properties(_property(label="x" * 81)), [4]),
    ("RV721", _properties(_property(label="あ" * 41)), [4]),
    ("RV721", _properties(_property(label="x" * 80)), []),
    ("RV722", _properties(_property(label="{ja: Budget, en: Budget}")), [4]),
    ("RV722", _properties(_property(label="{ja: 予算, en: Budget}")), []),
    (
        "RV723",
        _properties(_property("a", label="{ja: 予算, en: Budget}"), _property("b", label="{en: Need}")),
        [5],
    ),
    ("RV723", _properties(_property("a", label="{ja: 予算, en: Budget}"), _property("b", label="NPS")), []),
    ("RV724", _options("a: 1-10, c: 51-100, b: 11-50"), [4]),
    ("RV724", _options("a: 1-10, b: 11-50, c: 51-100"), []),
    ("RV724", _options('c: "1,000 and more", b: 100-999, a: 1-99'), []),
    ("RV724", _options("a: 3か月以内, b: 半年以内, c: 1年以内"), []),
    ("RV725", _options("a: Price, other: Other, b: Features"), [4]),
    ("RV725", _options("a: Price, x: その他, b: Features"), [4]),
    ("RV725", _options("a: Price, b: Features, other: Other"), []),
    ("RV726", _options(", ".join(f"o{n}: Option{n:04}" for n in range(101))), [4]),
    ("RV726", _options(", ".join(f"o{n}: Option{n:04}" for n in range(100))), []),
    ("RV727", _options("gold: Gold"), [4]),
    ("RV727", _options("gold: Gold, tin: Tin"), []),
    ("RV728", _options("gold: Gold, TIN: Tin"), [4]),
    ("RV728", _options("GOLD: Gold, TIN: Tin"), []),
    ("RV728", _options("gold: Gold, 金: Kin"), []),
    (
        "RV729",
        _deals("        a: {label: A, probability: 0.6}\n        b: {label: B, probability: 0.4}\n" + WON),
        [8],
    ),
    (
        "RV729",
        _deals("        a: {label: A, probability: 0.4}\n        b: {label: B, probability: 0.4}\n" + WON),
        [],
    ),
    ("RV730", _deals("        a: {label: A, probability: 0.6}\n"), [4]),
    ("RV730", _deals("        won: {label: Won, probability: 1}\n"), [4]),
    ("RV730", _deals(WON), []),
    ("RV730", HEAD + "pipelines:\n  deals:\n    default: {stages: {closedwon: {label: Won}}}\n", []),
    ("RV730", HEAD + "pipelines:\n  leads:\n    inbound: {label: In, stages: {a: {label: A}}}\n", []),
    ("RV730", HEAD + "pipelines:\n  orders:\n    shop: {label: In, stages: {a: {label: A}}}\n", [4]),
    ("RV731", HEAD + "lifecycle:\n  customer: {label: Customer}\n", []),
    (
        "RV731",
        HEAD
        + "properties: {contacts: {email: {existing: string}}}\n"
        + "conditions: {paid: {property: contacts.email, known: true}}\n"
        + "lifecycle: {customer: {label: Customer, enter: paid}}\n",
        [],
    ),
    (
        "RV731",
        _workflow("      - {id: a, set: {contacts.lifecyclestage: customer}}\n")
        + "properties: {contacts: {lifecyclestage: {existing: enumeration}}}\n"
        + "lifecycle: {customer: {label: Customer}, lead: {label: Lead}}\n",
        [10],
    ),
    ("RV732", HEAD + "groups:\n  contacts:\n    lead: {label: Lead}\n", [4]),
    (
        "RV732",
        HEAD
        + "groups: {contacts: {lead: {label: Lead}}}\nproperties:\n  contacts:\n"
        + _property(group="lead"),
        [],
    ),
    (
        "RV733",
        HEAD
        + "properties: {contacts: {email: {existing: string}}}\nconditions:\n"
        + "  known: {property: contacts.email, known: true}\n  again: known\n",
        [5],
    ),
    (
        "RV733",
        HEAD
        + "properties: {contacts: {email: {existing: string}}}\n"
        + "conditions: {known: {property: contacts.email, known: true}}\n"
        + "lifecycle: {lead: {label: Lead, enter: known}}\n",
        [],
    ),
    ("RV734", HEAD + "variables:\n  a: 5\n", [3]),
    ("RV734", HEAD + "variables: {a: Tier}\nproperties:\n  contacts:\n" + _property(label="$a"), []),
    (
        "RV735",
        _workflow("      - {id: a, set: {contacts.jobtitle: x}}\n      - {id: b, delay: {days: 1}}\n")
        + "properties: {contacts: {jobtitle: {existing: string}}}\n",
        [9],
    ),
    (
        "RV735",
        _workflow("      - {id: b, delay: {days: 1}}\n      - {id: a, set: {contacts.jobtitle: x}}\n")
        + "properties: {contacts: {jobtitle: {existing: string}}}\n",
        [],
    ),
    (
        "RV735",
        _workflow(
            "      - id: test\n        split:\n"
            "          a: {percentage: 40, steps: [{id: b, delay: {days: 1}}]}\n"
            "          c: {percentage: 60, steps: [{id: d, task: {subject: Call, role: sales}}]}\n"
        ),
        [10],
    ),
    (
        "RV736",
        _workflow(
            "      - id: test\n        split:\n"
            "          a: {percentage: 40, steps: [{id: b, task: {subject: Call}}]}\n"
            "          c: {percentage: 60, steps: [{id: d, task: {subject: Call, role: sales}}]}\n"
        ),
        [10],
    ),
    ("RV736", _workflow("      - {id: a, task: {subject: Call}}\n"), [8]),
    (
        "RV736",
        _workflow("      - id: a\n        email: thanks\n        else: {task: {subject: Call}}\n"),
        [10],
    ),
    ("RV736", _workflow("      - {id: a, task: {subject: Call, role: sales}}\n"), []),
    ("RV920", _workflow("      - {id: a, task: {subject: Call, role: sale}}\n") + SALES, [8]),
    ("RV920", HEAD + "checklist:\n  a: {title: A, role: sale}\n" + SALES, [3]),
    (
        "RV920",
        HEAD
        + "kpis:\n  a:\n    title: A\n    owner: sale\n    viewers:\n      - sales\n      - boss\n"
        + "rights: {a: {level: admin, roles: [cook]}}\ntraining: {a: {title: A, audience: [cook]}}\n"
        + SALES,
        [5, 8, 9, 10],
    ),
    ("RV920", _workflow("      - {id: a, task: {subject: Call, role: sales}}\n") + SALES, []),
    ("RV920", _workflow("      - {id: a, task: {subject: Call, role: sale}}\n"), []),
    (
        "RV920",
        _workflow(
            "      - {id: a, notify: {owner: contacts.hubspot_owner_id, subject: S, body: B}}\n"
            "      - {id: b, webhook: {url: https://example.com, query: {role: contacts.jobtitle}}}\n"
        )
        + "properties:\n  contacts:\n"
        + "    hubspot_owner_id: {existing: enumeration}\n    jobtitle: {existing: string}\n"
        + SALES,
        [],
    ),
    ("RV845", SCORE.format(most=200), [9]),
    ("RV845", SCORE.format(most=100), []),
    ("RV846", GREETING.format(name="frstname"), [5]),
    ("RV846", GREETING.format(name="firstname"), []),
    ("RV960", STAGED.format(stage="lead"), [9]),
    ("RV960", STAGED.format(stage="evangelist"), []),
]


@pytest.mark.parametrize(
    ("code", "text", "expected"), CASES, ids=[f"{c}-{n}" for n, (c, _, _) in enumerate(CASES)]
)
def test_each_rule_where_it_applies_and_where_not(
    tmp_path: Path, code: str, text: str, expected: list[int]
) -> None:
    """The lines of the file on which the rule finds something."""
    assert lines(lint(tmp_path, text), code) == expected


def test_every_rule_has_both_cases() -> None:
    """One that it finds and one that it does not; every code of the table is a rule's or a comment's."""
    found = {code for code, _, expected in CASES if expected}
    clean = {code for code, _, expected in CASES if not expected}

    assert found == clean == {rule.code for rule in RULES}
    assert set(CODES) == {*found, UNCLEAR, USELESS, MORE}


def test_a_finding_says_all_that_a_person_needs(tmp_path: Path) -> None:
    """Severity, address, place, source and a way out."""
    [finding] = lint(tmp_path, _properties(_property(label="ＭＱＬ")))

    assert finding.severity is Severity.WARNING
    assert str(finding.address) == "property.contacts.tier"
    assert finding.hint == "Write 'MQL'."
    assert finding.source.startswith("    tier:")
    assert finding.origin.column == finding.source.index("label") + 1


def test_a_blueprint_with_errors_is_not_judged(tmp_path: Path) -> None:
    """Its errors come first, alone."""
    (tmp_path / "blueprints").mkdir()
    text = HEAD + "groups: {contacts: {lead: {lable: Lead}}}\nvariables: {unused: 1}\n"
    (tmp_path / "blueprints" / "main.yaml").write_text(text, encoding="utf-8")
    blueprint = load(tmp_path, ["blueprints"], KINDS)

    assert linted(blueprint) == blueprint.findings
    assert {finding.code for finding in linted(blueprint)} == {"RV115"}


def test_no_file_brings_more_than_anybody_reads(tmp_path: Path) -> None:
    """A hundred of a severity; how many more there are is one note, and an allowed one is none of them."""
    entries = [_property(f"p{number}", description="") for number in range(103)]
    allowed = entries[0].replace("\n", "  # revops: allow RV716 because of it\n")
    found = lint(tmp_path, _properties(allowed, *entries[1:]))

    assert [finding.summary for finding in found if finding.code == MORE] == [
        "2 more findings of the severity info are not shown"
    ]
    assert lines(found, "RV716") == list(range(5, 105))


def test_a_property_that_lacks_both_texts_gives_one_note(tmp_path: Path) -> None:
    """It names both codes and both ways out, and counts once; two properties give two."""
    lacking = {"description": "", "filledBy": ""}
    found = lint(tmp_path, _properties(_property("a", **lacking), _property("b", **lacking)))

    assert [(one.code, one.origin.line) for one in found] == [("RV716", 4), ("RV716", 5)]
    assert "RV717" in found[0].summary
    assert all(CODES[code].cure in found[0].hint for code in ("RV716", "RV717"))


@pytest.mark.parametrize(
    ("codes", "left"),
    [("RV716", ["RV717"]), ("RV717", ["RV716"]), ("RV716, RV717", []), ("RV717 ,RV716", [])],
)
def test_one_of_two_notes_that_is_allowed_leaves_the_other(
    tmp_path: Path, codes: str, left: list[str]
) -> None:
    """Several codes stand with commas before one reason; none of them is said to allow nothing."""
    entry = _property(description="", filledBy="").replace("\n", f"  # revops: allow {codes} because x\n")
    found = lint(tmp_path, _properties(entry))

    assert [one.code for one in found] == left
    assert not [one for one in found if "RV717" in one.summary]
