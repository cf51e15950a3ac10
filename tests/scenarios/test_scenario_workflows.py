"""Workflows with all that the language has: applied once, nothing is left to do, and pull says it again."""

from __future__ import annotations

import re
import shutil

import small_project
import yaml

from revops.model.context import Role

PROPERTIES = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
    company: {existing: string}
    hs_lead_status: {existing: enumeration}
    hubspot_owner_id: {existing: enumeration}
    createdate: {existing: datetime}
    visits: {label: Visits, type: number, fieldType: number, groupName: contactinformation}
    seen: {label: Seen, type: datetime, fieldType: date, groupName: contactinformation}
    topics:
      {label: Topics, type: enumeration, fieldType: checkbox, groupName: contactinformation, options: {a: A}}
  deals:
    dealstage: {existing: enumeration}
    closedate: {existing: datetime}
    amount: {existing: number}
"""
STEPS = """\
segments:
  nurture: {object: contacts, name: Nurture list, type: static}
workflows:
  next: {object: contacts, name: Next, enrol: {manual: true}, steps: [{id: hi, task: {subject: Hi}}]}
  care:
    object: contacts
    name: Care
    enrol: {joins: nurture}
    suppress: [nurture]
    enabled: true
    steps:
      - {id: hello, task: {subject: Hello}}
      - id: rank
        branch:
          boss:
            name: Bosses
            when: {property: contacts.jobtitle, equals: CEO}
            steps: [{id: call, task: {subject: Call}}, {id: w1, delay: {days: 1}}]
          other: {when: {property: contacts.jobtitle, equals: CFO}}
        else: [{id: mail, task: {subject: Write}}]
      - {id: pause, until: {property: contacts.createdate, before: {days: 5}, at: "09:00"}}
      - {id: tell, notify: {roles: ops, owner: contacts.hubspot_owner_id, subject: Hi, body: There}}
      - {id: share, rotate: {roles: ops, property: contacts.hubspot_owner_id}}
      - id: test
        split:
          a: {percentage: 40, steps: [{id: ta, set: {contacts.jobtitle: A}}]}
          b: {percentage: 60, steps: [{id: tb, set: {contacts.jobtitle: B}}]}
      - {id: wait, wait_for: {event: meeting_booked, at_most: {days: 3}}}
      - id: met
        happened: wait
        then: [{id: copied, copy: {from: contacts.jobtitle, to: contacts.company}}]
        else: [{id: counted, increment: {contacts.visits: 1}}]
      - {id: listed, append: {contacts.topics: a}}
      - {id: stamped, stamp: contacts.seen}
      - {id: marketed, marketing: true}
      - {id: again, wait_for: {changed: contacts.hs_lead_status, to: NEW, at_most: {hours: 3}}}
      - {id: added, add_to: nurture}
      - {id: taken, remove_from: nurture}
      - {id: called, webhook: {url: "https://example.com/x", query: {t: contacts.jobtitle}, secret: key}}
      - {id: ran, code: {runtime: NODE20X, source: "exports.main = 1", outputs: {o: [x, y]}}}
      - {id: sent_on, enrol_in: next}
      - {id: formatted, action: {type: 0-33, fields: {template: a, locale: b}}}
      - id: status
        by_value: contacts.hs_lead_status
        cases: {NEW: [{id: shown, in_app: {roles: ops, subject: a, body: b}}], OPEN: []}
"""
STARTS = {
    "by_event": "object: contacts, enrol: {event: meeting_booked}, unEnrol: {others: all}",
    "by_value": "object: contacts, enrol: {changed: contacts.hs_lead_status, to: [OPEN, NEW]}, reEnrol: true",
    "by_stage": "object: deals, enrol: {changed: deals.dealstage, to: closedwon, where: $amount}",
    "by_any": "object: deals, enrol: {changed: deals.amount}, suppress: $amount",
    "daily": 'object: deals, enrol: {every: day, at: "09:00", where: {property: deals.closedate, $soon}}',
    "weekly": 'object: contacts, enrol: {every: week, "on": [friday, monday], at: "09:00", where: $title}',
    "monthly": 'object: contacts, enrol: {every: month, "on": [15, 1], at: "09:00", where: $title}',
    "at_end": 'object: contacts, enrol: {every: month, "on": last_day, at: "09:00", where: $title}',
    "yearly": 'object: contacts, enrol: {every: year, "on": 04-01, at: "09:00", where: $title}',
    "on_day": 'object: deals, enrol: {date: deals.closedate, at: "09:00", yearly: true}',
    "filtered": "object: contacts, enrol: {all: [{event: meeting_booked}]}, reEnrol: true, goal: $title",
    "leaving": "object: contacts, enrol: $title, unEnrol: {unmet: true, others: [filtered]}, description: A",
    "in_hours": "object: contacts, enrol: {manual: true}, blockedDates: [2027-01-01, 12-31], "
    'hours: [{days: [tuesday, monday], from: "09:00", to: "18:00"}]',
}
WORDS = {
    "$amount": "{property: deals.amount, known: true}",
    "$title": "{property: contacts.jobtitle, known: true}",
    "$soon": "within_next_days: 90",
}


def starts():
    lines = ["workflows:"]
    for name, entry in STARTS.items():
        told = re.sub(r"\$\w+", lambda found: WORDS[found[0]], entry)
        lines.append(f"  {name}: {{{told}, name: {name}, steps: [{{id: hi, task: {{subject: Hi}}}}]}}")
    return "\n".join(lines) + "\n"


def project(text):
    return small_project.Project(text, roles={"ops": Role("ma-operator@example.com")})


def settled(made):
    """Nothing left to do, and nothing found that differs."""
    plan = made.plan()
    assert plan.is_empty, [(str(change.address), change.reason, change.units) for change in plan.changes]
    assert plan.undecided == ()


def test_every_step_goes_round():
    """All types of steps are made and switched on under HubSpot's rules, and read as they were written."""
    made = project(PROPERTIES + STEPS)
    run = made.apply()
    assert run.complete, [outcome.findings for outcome in run.outcomes if outcome.findings]
    settled(made)


def test_every_start_goes_round():
    """All triggers, schedules, times and ways out."""
    made = project(PROPERTIES + starts())
    run = made.apply()
    assert run.complete, [outcome.findings for outcome in run.outcomes if outcome.findings]
    settled(made)


def flow_of(made, name):
    flows = made.tables()["flows"]
    return next(flow for flow in flows.values() if flow["name"] == name)


def edit(made, flow, **changed):
    """A person saves the flow in HubSpot's editor."""
    dropped = ("id", "createdAt", "updatedAt", "dataSources", "flowType", "objectTypeId")
    body = {name: part for name, part in flow.items() if name not in dropped}
    body = {
        name: part
        for name, part in body.items()
        if name not in ("nextAvailableActionId", "crmObjectCreationStatus")
    }
    made.emulator.edit("PUT", f"/automation/v4/flows/{flow['id']}", {**body, **changed})


AGAIN = """\
revops: 1
properties:
  contacts:
    visits: {label: Visits, type: number, fieldType: number, groupName: contactinformation}
workflows:
  again:
    object: contacts
    name: Again
    reEnrol: false
    enrol: {all: [{property: contacts.visits, at_least: 2}, {submitted: true}]}
    steps: [{id: hi, task: {subject: Hi}}]
"""


def test_only_re_enrolment_is_switched_on(make_project):
    """The condition stays as HubSpot has it: its property and its form are what enrols again."""
    made = make_project(blueprint=AGAIN, locale="en")
    made.apply()
    path = made.folder / "blueprints" / "portal.yaml"
    path.write_text(AGAIN.replace("reEnrol: false", "reEnrol: true"), encoding="utf-8")
    made.apply()
    criteria = flow_of(made, "Again")["enrollmentCriteria"]
    changed, submitted = criteria["reEnrollmentTriggersFilterBranches"]
    assert criteria["shouldReEnroll"] is True
    assert changed["filters"][0]["operation"]["value"] == "visits"
    assert [one["operator"] for one in submitted["filters"]] == ["FILLED_OUT"]
    assert made.plan()["changes"] == []


TEXT = """\
revops: 1
properties:
  contacts:
    jobtitle: {existing: string}
workflows:
  # who is called
  calls:
    object: contacts
    name: Calls
    enrol: {manual: true}
    steps:
      - id: rank
        branch:
          boss:   # the boss
            when: {property: contacts.jobtitle, equals: CEO}
            steps:
              - {id: call, delay: {days: 1}}   # a day later
        else:
          - {id: rest, delay: {days: 2}}
      - {id: end, task: {subject: End}}
"""


def test_a_step_on_a_path_is_held_and_kept(make_project):
    """What somebody changed on a path is one unit of drift, and `--keep` writes it where it stands."""
    made = make_project(blueprint=TEXT, locale="en", packs=("core",))
    made.apply()
    flow = flow_of(made, "Calls")
    (step,) = (one for one in flow["actions"] if one.get("fields", {}).get("delta") == "1")
    step["fields"]["delta"] = "5"
    edit(made, flow)
    held = [change for change in made.plan()["changes"] if change["action"] == "hold"]
    assert [[unit["path"] for unit in change["units"]] for change in held] == [["steps.call"]]
    made.run("drift", "--keep", "workflow.calls", code=0)
    text = (made.folder / "blueprints" / "portal.yaml").read_text(encoding="utf-8")
    assert "{id: call, delay: {days: 5}}   # a day later" in text
    assert made.plan()["summary"]["empty"]


def test_branches_are_pulled(make_project):
    """`pull` writes a flow with branches as steps with paths, which leave nothing to plan."""
    made = make_project(blueprint=TEXT, locale="en", packs=("core",))
    made.apply()
    for folder in ("blueprints", ".revops/ledger"):
        shutil.rmtree(made.folder / folder, ignore_errors=True)
    (made.folder / "blueprints").mkdir()
    (made.folder / "blueprints" / "main.yaml").write_text("revops: 1\n", encoding="utf-8")
    made.run("pull", code=0)
    told = [yaml.safe_load(path.read_text("utf-8")) for path in (made.folder / "blueprints").rglob("*.yaml")]
    flows = {name: flow for document in told for name, flow in (document.get("workflows") or {}).items()}
    fork, _ = flows["calls"]["steps"]
    assert [len(path["steps"]) for path in fork["branch"].values()] == [1]
    plan = made.plan()
    assert plan["summary"]["empty"], plan["changes"]
