"""`revops checklist --rows`: how far each row of the operating model has come with one target."""

from __future__ import annotations

import pytest

from revops.emulator.scopes import ALL
from revops.engine.coverage import Standing

BLUEPRINT = """\
revops: 1
properties:
  contacts:
    firstname: {ref: MP04, existing: string}
    jobtitle: {existing: string}
    nowhere: {ref: MP99, existing: string}
  deals:
    bant_budget:
      ref: [SP07, SP08]
      label: Budget
      type: number
      fieldType: number
      groupName: dealinformation
conditions: {boss: {property: contacts.jobtitle, equals: CEO}}
scores:
  fit:
    ref: MP24
    object: contacts
    name: Fit
    category: FIT
    max: 10
    fallback: computed
    publish: true
    groups: {who: {label: Who, max: 10, rules: {boss: {if: boss, add: 10}}}}
workflows:
  greet:
    ref: [MA04, SP07]
    object: contacts
    name: Greet
    enrol: {manual: true}
    steps: [{id: call, task: {subject: Call, role: nobody}}]
checklist:
  pixel: {ref: [MA01, MP04], title: Install the pixel}
departments:
  marketing: {ref: HB01, title: Marketing, hub: marketing}
  care: {ref: HB03, title: Care, hub: service}
kpis: {mqls: {ref: KS01, title: MQLs}}
"""


@pytest.fixture
def own(project):
    """A project whose target declares a subscription; `own.hubs(…)` writes another."""

    def hubs(declared: str = "{}") -> None:
        target = f"emulator: {{emulator: true, hubs: {declared}}}"
        project.write("revops.yaml", f"targets:\n  {target}\n")

    project.write("blueprints/portal.yaml", BLUEPRINT)
    hubs()
    project.hubs = hubs
    return project


def rows(project):
    """Standing and reason of every row."""
    told = project("checklist", "--rows", "--json", code=0).json
    return {row["row"]: (row["standing"], row["why"]) for row in told["rows"]}


def test_before_anything_is_applied_rows_wait_for_it(own):
    """What is to be made says how; what the portal has is applied; agreements need no portal."""
    found = rows(own)

    assert found["SP08"] == ("waiting", "to be applied")
    assert found["MA01"] == ("by hand (open)", "")
    assert found["KS01"] == found["HB01"] == found["HB03"] == ("agreed", "")
    assert found["MP99"][0] == "waiting"
    assert "does not have it" in found["MP99"][1]
    assert list(found) == sorted(found)


def test_after_the_run_a_row_is_applied_done_or_tells_what_it_waits_for(own):
    """The role that nobody has keeps the workflow waiting, and with it both of its rows."""
    own("apply", "--yes", code=4)
    assert rows(own)["MP24"] == ("waiting", "to be applied, asks for --publish")
    own("apply", "--yes", "--create", "workflow.*", "--publish", "*", code=4)
    own("checklist", "--tick", "checklist.pixel", code=0)
    found = rows(own)

    assert found["SP08"] == ("applied", "")
    assert found["MP24"] == ("applied", "")
    assert found["MA01"] == ("by hand (done)", "")
    assert found["MA04"] == found["SP07"]
    assert found["MA04"][0] == "waiting"
    assert "'nobody'" in found["MA04"][1]


def test_a_row_with_several_resources_shows_the_worst_and_names_the_others(own):
    """One line: the item that is open first, then the property that is there."""
    told = own("checklist", "--rows", code=0).out

    assert "MP04  by hand (open)    Install the pixel: checklist.pixel; applied: First Name\n" in told
    document = own("checklist", "--rows", "--json", code=0).json
    (row,) = [one for one in document["rows"] if one["row"] == "MP04"]
    assert [(one["address"], one["standing"]) for one in row["resources"]] == [
        ("checklist.pixel", "by hand (open)"),
        ("property.contacts.firstname", "applied"),
    ]


def test_what_the_subscription_lacks_needs_an_upgrade(own):
    """The hub and the tier are named; what stands in for the score does not hide it."""
    own.hubs("{marketing: starter}")
    found = rows(own)

    assert found["MP24"] == ("needs an upgrade", "Marketing Hub Professional or Sales Hub Professional")
    assert found["MA04"] == ("needs an upgrade", "a Professional subscription")
    assert found["HB01"] == ("agreed", "")
    assert found["HB03"] == ("needs an upgrade", "Service Hub")
    assert "Hubs: marketing starter\n" in own("checklist", "--rows", code=0).out


def test_a_higher_tier_takes_the_upgrade_away(own):
    """Sales Professional carries scores and workflows; Service is still not there."""
    own.hubs("{marketing: starter, sales: professional}")
    found = rows(own)

    assert [row for row, (standing, _) in found.items() if standing == "needs an upgrade"] == ["HB03"]


def test_a_beta_that_the_portal_lacks_is_an_upgrade(served):
    """Told from the answer, not from what the target declares."""
    project = served(betas=False)
    project.write("blueprints/deals.yaml", BLUEPRINT.replace("    fallback: computed\n", ""))
    document = project("checklist", "--rows", "--json", "--target", "client", code=0).json
    found = {row["row"]: row for row in document["rows"]}

    assert found["MP24"]["standing"] == "needs an upgrade"
    assert "beta" in found["MP24"]["why"]
    assert found["SP08"]["standing"] == "waiting"


def test_a_missing_scope_is_no_upgrade(served):
    """The row waits, and says which scope."""
    project = served(scopes=ALL - {"crm.schemas.deals.write"})
    project.write("blueprints/deals.yaml", BLUEPRINT)
    document = project("checklist", "--rows", "--json", "--target", "client", code=0).json
    (row,) = [one for one in document["rows"] if one["row"] == "SP08"]

    assert row["standing"] == "waiting"
    assert "crm.schemas.deals.write" in row["why"]


def test_what_something_else_stands_in_for_waits(served):
    """A token that sees no scores makes the property in place of one; the row tells both."""
    project = served(scopes=ALL - {"mh-lead-scoring-view", "mh-lead-scoring-edit"})
    project.write("blueprints/deals.yaml", BLUEPRINT)
    told = project("checklist", "--rows", "--target", "client", code=0).out
    (line,) = [one for one in told.splitlines() if one.startswith("MP24")]

    assert "score.contacts.fit（このトークンでは扱えません；代わりのものを使います）" in line
    assert "property.contacts.fit" in line


def test_rows_are_counted_by_their_standing(own):
    """Every row once; the sum is all of them."""
    document = own("checklist", "--rows", "--json", code=0).json
    counts = {word.value: document["summary"][word.value] for word in Standing}

    assert sum(counts.values()) == document["summary"]["rows"] == len(document["rows"]) == 10
    assert counts["agreed"] == 3
    last = own("checklist", "--rows", code=0).out.splitlines()[-1]
    assert last.startswith("10 rows: ")
    assert "3 agreed" in last


def test_a_line_names_as_many_as_a_person_reads(own):
    """Eight of those that share a reason; the document has all ten."""
    kpis = ", ".join(f"k{number}: {{ref: KS09, title: K{number}}}" for number in range(10))
    own.write("blueprints/portal.yaml", f"revops: 1\nkpis: {{{kpis}}}\n")
    (line,) = [one for one in own("checklist", "--rows", code=0).out.splitlines() if one.startswith("KS09")]
    (row,) = own("checklist", "--rows", "--json", code=0).json["rows"]

    assert line.endswith("kpi.k0, K1, K2, K3, K4, K5, K6, K7 and 2 more")
    assert len(row["resources"]) == 10


def test_a_blueprint_without_rows_says_so(small):
    """No table of nothing."""
    small.write("revops.yaml", "targets: {emulator: {emulator: true}}\n")
    small.write("blueprints/deals.yaml", "revops: 1\n")
    assert "no entry of the blueprint has a `ref:`" in small("checklist", "--rows", code=0).out


def test_rows_that_are_open(own):
    """What waits, is to be done by hand or needs an upgrade; what is agreed is not open."""
    own.write("blueprints/portal.yaml", "revops: 1\nkpis: {mqls: {ref: KS01, title: MQLs}}\n")
    assert "no row is open" in own("checklist", "--rows", "--open", code=0).out
    assert own("checklist", "--rows", code=0).out.splitlines()[-1] == "1 row: 1 agreed"
    own.write("blueprints/portal.yaml", BLUEPRINT)
    told = own("checklist", "--rows", "--open", "--json", code=0).json
    assert not {"KS01", "HB01", "HB03"} & {row["row"] for row in told["rows"]}
    assert {"MA01", "MP04", "SP08"} <= {row["row"] for row in told["rows"]}


def test_a_row_has_the_title_of_its_first_entry(own):
    """By address: the property of SP07 comes before the workflow; an agreement has its own."""
    told = own("checklist", "--rows", "--json", code=0).json
    titles = {row["row"]: row["title"] for row in told["rows"]}
    assert (titles["SP07"], titles["KS01"], titles["MP99"]) == ("Budget", "MQLs", "")


def test_rows_have_no_workbook_of_their_own(own):
    """64, and what has the rows instead."""
    told = own("checklist", "--rows", "--xlsx", "out.xlsx", code=64).err
    assert "first column" in told


BY_DEALS = """\
  churn:
    ref: SP24
    object: deals
    name: Churn
    category: FIT
    max: 10
    fallback: computed
    publish: true
    groups: {who: {label: Who, max: 10, rules: {big: {if: {property: deals.amount, known: true}, add: 10}}}}
workflows:
"""
AMOUNT = "  deals:\n    amount: {existing: number}\n"
PROFESSIONAL = "Marketing Hub Professional or Sales Hub Professional"
ENTERPRISE = "Marketing Hub Enterprise or the add-on for transactional e-mail"
MAIL = """\
revops: 1
emails:
  hello:
    ref: MA05
    name: Hello
    subject: Hello
    from: {fromName: Sales, replyTo: sales@example.com}
    subscription: Marketing Information
    language: en
    body: Hello
    publish: true
"""


@pytest.mark.parametrize("applied", [False, True])
def test_a_beta_is_missed_alike_by_every_score_that_has_a_stand_in(served, applied):
    """Whatever else is looked at: each names the subscription that the beta takes, and the beta."""
    project = served(betas=False)
    blueprint = BLUEPRINT.replace("workflows:\n", BY_DEALS).replace("  deals:\n", AMOUNT)
    project.write("blueprints/deals.yaml", blueprint)
    if applied:
        project("apply", "--yes", "--target", "client", code=4)
    document = project("checklist", "--rows", "--json", "--target", "client", code=0).json
    found = {row["row"]: (row["standing"], row["why"]) for row in document["rows"]}

    assert found["MP24"] == found["SP24"]
    standing, why = found["SP24"]
    assert standing == "needs an upgrade"
    assert why == f"{PROFESSIONAL}; this portal does not have the scores API, which is a beta"


def mail_row(project):
    """Standing and reason of the one e-mail."""
    document = project("checklist", "--rows", "--json", "--target", "client", code=0).json
    (row,) = document["rows"]
    return row["standing"], row["why"]


def test_an_email_that_cannot_be_published_needs_an_upgrade(served):
    """Before the draft is made and after: HubSpot's refusal, with what the operation takes (dossier I)."""
    project = served(tier="starter")
    project.write("blueprints/deals.yaml", MAIL)
    before = mail_row(project)
    project("apply", "--yes", "--create", "*", "--target", "client")
    after = mail_row(project)

    assert [standing for standing, _ in (before, after)] == ["needs an upgrade"] * 2
    assert all(why.startswith(f"{ENTERPRISE}; HubSpot does not let this token") for _, why in (before, after))


@pytest.mark.parametrize(
    "traits", [{}, {"tier": "professional", "variants": frozenset({"transactional-add-on"})}]
)
def test_an_email_that_can_be_published_waits_for_the_consent(served, traits):
    """By the tier or by the add-on, which the declared tier does not tell."""
    project = served(**traits)
    project.write("blueprints/deals.yaml", MAIL)
    project("apply", "--yes", "--create", "*", "--target", "client")

    assert mail_row(project) == ("waiting", "to be applied, asks for --publish")


def test_an_email_whose_token_lacks_the_scope_needs_no_upgrade(served):
    """The subscription may be enough: what is missing is known by its name."""
    project = served(scopes=frozenset(ALL) - {"marketing-email", "transactional-email"})
    project.write("blueprints/deals.yaml", MAIL)

    assert mail_row(project)[0] == "waiting"


JAPANESE = """\
targets: {emulator: {emulator: true, locale: ja}}
"""


def test_rows_speak_the_targets_language(own):
    """Standings, reasons and the sum; things by their labels, of HubSpot's own by that of the portal."""
    own.write("revops.yaml", JAPANESE)
    lines = own("checklist", "--rows", code=0).out.splitlines()
    told = {line.split(" ")[0]: line for line in lines}

    assert lines[0] == "契約：未宣言（ターゲットの `hubs:`）"
    assert "手作業（未完了）  Install the pixel: checklist.pixel; 適用済み: First Name" in told["MP04"]
    assert told["SP08"].endswith("  Budget: property.deals.bant_budget（適用待ち）")
    assert "Greet" in told["SP07"]
    assert "workflow.greet" not in told["SP07"]
    assert lines[-1].startswith(f"{len(lines) - 2} 行：")
    assert "waiting" not in "".join(lines)


def test_those_that_are_not_named_are_counted_in_the_targets_language(own):
    """Eight are named, as in English."""
    kpis = ", ".join(f"k{number}: {{ref: KS09, title: K{number}}}" for number in range(10))
    own.write("revops.yaml", JAPANESE)
    own.write("blueprints/portal.yaml", f"revops: 1\nkpis: {{{kpis}}}\n")

    (line,) = [one for one in own("checklist", "--rows", code=0).out.splitlines() if one.startswith("KS09")]

    assert line.endswith("K6, K7 他 2 件")


def test_no_row_is_said_in_the_targets_language(project):
    """A blueprint without `ref:` has none."""
    project.write("revops.yaml", JAPANESE)
    project.write("blueprints/portal.yaml", "revops: 1\n")

    assert project("checklist", "--rows", code=0).out.endswith("ブループリントに `ref:` がありません\n")
