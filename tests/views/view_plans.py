"""Plans, runs and drifts to look at, with what portals and people put into labels."""

from __future__ import annotations

from revops.model.address import Address, Origin
from revops.model.change import Action, Change, Consent, MovedBy, UnitChange
from revops.model.consequence import Consequence
from revops.model.finding import Finding, Severity
from revops.model.json import MISSING
from revops.model.outcome import Outcome, Run, Status
from revops.model.plan import Drift, Plan, PortalFacts
from revops.model.spec import Observed, Phase, Resource

SCRIPT = "<script>window.hacked = 1</script><img src=x onerror='window.hacked = 2'>"

HOSTILE = (
    SCRIPT,
    "a | b ` c *d* _e_ [f](http://g.example) ![h](i) ~~j~~ $k$ <!-- l",
    "@octocat と営業@octocat #123 GH-7 :tada: www.example.com https://example.com",
    "one\ntwo\r\n- three\n# four\n```\nfive",
    "\x00\x07\x1b[31m\x7f\x9b\u202egnp.exe\u2028\ufeff\ufffe\ud800",
    "&lt;b&gt; &amp; ]]> --> \\",
    "あ" * 300,
    "x" * 300,
    "🧑‍💻 ﷽ 𝕏",
)


def change(address, action=Action.UPDATE, *units, **facts):
    """One change; units are (path, before, after)."""
    label = facts.pop("label", "")
    at = Address.parse(address)
    told = {"label": label} if label else {}
    resource = Resource(
        at, {**told, **facts.pop("wants", {})}, ref=facts.pop("ref", ()), pack=facts.pop("pack", "")
    )
    made = tuple(UnitChange(*unit) for unit in units)
    given = {"approved": facts.get("consent") is None, "resource": resource, **facts}
    return Change(at, facts.pop("phase", Phase.DEFINE), action, made, **_without_phase(given))


def _without_phase(facts):
    return {name: value for name, value in facts.items() if name != "phase"}


def held(address, *units, **facts):
    """A change that somebody made in HubSpot."""
    at = Address.parse(address)
    there = Observed(at, "1", {path: before for path, before, _ in units if before is not MISSING})
    return change(address, Action.HOLD, *units, reason=CHANGED, actual=there, approved=False, **facts)


CHANGED = "changed in HubSpot, or made there by hand, last by keiko@example.com"
CREATED = change(
    "property.contacts.lead_source",
    Action.CREATE,
    ("label", MISSING, "リードソース"),
    ("options.web.label", MISSING, "WEBサイト"),
    ("options.ads.label", MISSING, "広告"),
    ("options.order", MISSING, ["web", "ads"]),
    ("description", MISSING, "最初の接点の大分類。"),
    label="リードソース",
    reason="not in the portal",
    ref=("MP12",),
    pack="marketing",
)
UPDATED = change(
    "pipeline.deals.default",
    Action.UPDATE,
    ("label", "Sales Pipeline", "営業パイプライン"),
    ("stages.churned.label", MISSING, "解約"),
    label="営業パイプライン",
    ref=("SP03",),
)
MAILS = change(
    "workflow.step_mails",
    Action.CREATE,
    ("object", MISSING, "contacts"),
    ("enrol", MISSING, {"submitted": ["資料ダウンロード"]}),
    ("steps.day0", MISSING, {"email": "thanks"}),
    ("steps.wait1", MISSING, {"delay": {"days": 1}}),
    phase=Phase.DRAFT,
    wants={"name": "ステップメール", "object": "contacts"},
    reason="HubSpot's flow list is known to omit flows",
    consent=Consent.CREATE,
    consequence=Consequence(3, why="whoever fits today is counted", object="contacts"),
    pack="marketing",
)
HELD = held(
    "property.deals.bant_need", ("label", "課題", "解決したい課題"), label="解決したい課題", pack="sales"
)
WAITING = change("workflow.onboarding", Action.WAITING, reason="role onboarding has no user", ref=("CA01",))
BLOCKED = change("score.contacts.fit", Action.BLOCKED, reason="scores need marketing professional")
BY_HAND = change(
    "checklist.tracking_code",
    Action.MANUAL,
    wants={"title": "コードを設置する", "steps": ["設定を開く", "コードを貼る"]},
    reason="to be done by hand in HubSpot",
)
ADOPTED = change("property.deals.dealtype", Action.ADOPT, ("options.order", ["a", "b"], ["a", "b"]))
NOTE = Finding(
    "RV571",
    Severity.INFO,
    "the condition is not enforced",
    "make a workflow",
    Address.parse("pipeline.deals.default"),
    Origin("blueprints/deals.yaml", 12),
)
LOOSE = Finding("RV401", Severity.ERROR, "resources need each other in a ring", "break the ring")


def hostile_changes():
    """A create, a held change and a blocked one for everything hostile."""
    for number, text in enumerate(HOSTILE):
        yield change(
            f"property.contacts.made_{number}",
            Action.CREATE,
            ("label", MISSING, text),
            ("description", MISSING, text),
            label=text,
            reason=text,
        )
        yield held(f"property.deals.held_{number}", ("label", text, f"{text}!"), label=text)


NOTED = change(
    "lifecycle.contacts",
    Action.UPDATE,
    ("stages.mql.label", "MQL", "見込み客", MovedBy.BLUEPRINT, "enter: mql (not enforced: needs a workflow)"),
    label="ライフサイクル",
)
SHIP = change(
    "object.ship",
    Action.CREATE,
    ("labels.plural", MISSING, "船舶"),
    wants={"labels.plural": "船舶"},
    reason="not in the portal",
)
CARGO = change("association.ship-line_items.cargo", Action.CREATE, ("label", MISSING, "積荷"), label="積荷")


CHANGES = (CREATED, UPDATED, MAILS, HELD, WAITING, BLOCKED, BY_HAND, ADOPTED)


def plan(*changes, locale="ja", findings=(NOTE, LOOSE), **facts):
    """A plan of the changes, or of one of every action."""
    portal = PortalFacts(90000001, "DEVELOPER_TEST", target="client", locale=locale)
    return Plan(portal, changes or CHANGES, tuple(findings), digest="0123456789abcdef" * 4, **facts)


def run(locale="ja"):
    """A run in which every ending comes up."""
    failed = Finding("RV551", Severity.ERROR, "HubSpot refused it (400)", "correct the blueprint")
    outcomes = (
        Outcome(CREATED, Status.DONE),
        Outcome(UPDATED, Status.FAILED, (failed,)),
        Outcome(ADOPTED, Status.UNKNOWN),
    )
    return Run(plan(locale=locale), outcomes, writes=2, reads=3)


def drift(locale="ja"):
    """Held and pending changes, with a ledger."""
    return Drift(plan(locale=locale), two_way=False)
