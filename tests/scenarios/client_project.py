"""A client's own blueprint with one of every kind, full of comments, and a person who edits it in HubSpot."""

from __future__ import annotations

BLUEPRINT = """\
# What the client agreed to in the kick-off.
revops: 1

groups:
  contacts:
    qualification: {label: {ja: 見極め, en: Qualification}}   # shown on every contact

properties:
  contacts:
    # How the contact found us.
    found_us:
      label: {ja: 流入経路, en: How they found us}   # asked on every form
      type: enumeration
      fieldType: select
      groupName: qualification
      options:
        web: {ja: ウェブ, en: Web}   # the company site
        # since the spring campaign
        event: {ja: イベント, en: Event}
        referral: {ja: 紹介, en: Referral}

lifecycle:
  # What marketing calls an MQL.
  marketingqualifiedlead: {label: {ja: MQL, en: MQL}}   # agreed with sales
  dormant: {create: true, after: customer, label: {ja: 休眠, en: Dormant}}   # no orders for a year

pipelines:
  deals:
    upsell:
      label: {ja: アップセル, en: Upsell}   # one deal per extension
      stages:
        # the first talk
        found: {label: {ja: 発見, en: Found}, probability: 0.2}
        offered: {label: {ja: 提案, en: Offered}, probability: 0.6}   # the offer is out
        won: {label: {ja: 成立, en: Won}, probability: 1}
        lost: {label: {ja: 不成立, en: Lost}, probability: 0}

scores:
  interest:
    object: contacts
    name: {ja: 関心度, en: Interest}
    category: INTENT
    max: 100
    thresholds: {hot: 70, warm: 30}   # warm ones get mails
    groups:
      mail:
        label: {ja: メール, en: Mail}
        max: 50
        rules:
          # opened at all
          opened: {event: email_opened, add: 2}
          clicked: {event: email_link_clicked, add: 10}   # counts more
    publish: true

workflows:
  follow_up:
    object: contacts
    name: {ja: フォロー, en: Follow up}
    enrol: {manual: true}
    enabled: true
    steps:
      # the first call
      - {id: call, task: {subject: {ja: 電話する, en: Call}, type: CALL}}   # same day
      - {id: pause, delay: {days: 3}}   # long enough
      - {id: remind, task: {subject: {ja: もう一度電話する, en: Call again}, type: CALL}}
"""

GROUP = "/crm/properties/2026-09/contacts/groups/qualification"
PROPERTY = "/crm/properties/2026-09/contacts/found_us"
LIFECYCLE = "/crm/pipelines/2026-09/contacts/contacts-lifecycle-pipeline"
PIPELINE = "/crm/pipelines/2026-09/deals/upsell"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
FLOWS = "/automation/2026-09-beta/flows"


class Person:
    """Somebody at HubSpot's screen: user 1002, whom the owners list calls pipeline-manager@example.com."""

    def __init__(self, emulator):
        self.emulator = emulator

    def __call__(self, method, path, body=None):
        """The body of the answer, which must be a success."""
        reply = self.emulator.edit(method, path, body)
        assert reply.status < 300, reply.body
        return reply.body

    def options(self, edit, path=PROPERTY):
        """Save the options that `edit` makes of the ones that are there."""
        fields = ("label", "value", "hidden")
        shown = [{field: option[field] for field in fields} for option in self("GET", path)["options"]]
        changed = [{**option, "displayOrder": place} for place, option in enumerate(edit(shown))]
        self("PATCH", path, {"options": changed})

    def stage(self, path, **changed):
        """Save a stage; its metadata is sent whole, as HubSpot demands (dossier D1)."""
        now = self("GET", path)["metadata"]
        metadata = {key: value for key, value in now.items() if key != "isClosed"}
        self("PATCH", path, {**changed, "metadata": {**metadata, **changed.pop("metadata", {})}})

    def lifecycle_stage(self, label):
        """The path of the stage that shows a label."""
        stages = self("GET", LIFECYCLE)["stages"]
        return f"{LIFECYCLE}/stages/{next(stage['id'] for stage in stages if stage['label'] == label)}"

    def score(self, edit):
        """Change the draft of the only score and publish it."""
        path = f"{SCORES}/{self('GET', SCORES)['results'][0]['id']}"
        draft = self("GET", f"{path}/draft")
        fields = ("name", "objectTypeId", "allowedGroupTypes", "maxScorePerCategory", "groupConfigs")
        body = {field: draft[field] for field in fields}
        edit(body)
        self("PUT", f"{path}/draft", body)
        self("POST", f"{path}/draft/publish")

    def flow_path(self, name=""):
        """The path of the first workflow, or of the one of this name."""
        listed = self("GET", FLOWS)["results"]
        return f"{FLOWS}/{next(flow['id'] for flow in listed if not name or flow['name'] == name)}"

    def flow(self, edit, name=""):
        """Save the first workflow, or the one of this name, after `edit` changed it (dossier F2)."""
        path = self.flow_path(name)
        answer = self("GET", path)
        ours = ("id", "createdAt", "updatedAt", "dataSources", "objectTypeId", "flowType")
        theirs = ("nextAvailableActionId", "crmObjectCreationStatus")
        body = {name: value for name, value in answer.items() if name not in (*ours, *theirs)}
        edit(body)
        self("PUT", path, body)


def group_label(person):
    person("PATCH", GROUP, {"label": "見極め情報"})


def property_label(person):
    person("PATCH", PROPERTY, {"label": "きっかけ"})


def property_group(person):
    person("PATCH", PROPERTY, {"groupName": "contactinformation"})


def option_label(person):
    def renamed(options):
        return [{**o, "label": "セミナー"} if o["value"] == "event" else o for o in options]

    person.options(renamed)


def option_removed(person):
    person.options(lambda options: [option for option in options if option["value"] != "event"])


def option_order(person):
    person.options(lambda options: [options[2], options[0], options[1]])


def lifecycle_label(person):
    person.stage(person.lifecycle_stage("MQL"), label="見込み客")


def lifecycle_order(person):
    person.stage(person.lifecycle_stage("休眠"), displayOrder=0)


def pipeline_label(person):
    person("PATCH", PIPELINE, {"label": "増額"})


def stage_label(person):
    person.stage(f"{PIPELINE}/stages/offered", label="見積")


def stage_probability(person):
    person.stage(f"{PIPELINE}/stages/offered", metadata={"probability": "0.7"})


def stage_order(person):
    top = max(stage["displayOrder"] for stage in person("GET", PIPELINE)["stages"])
    person.stage(f"{PIPELINE}/stages/found", displayOrder=top + 1)


def stage_removed(person):
    person("DELETE", f"{PIPELINE}/stages/offered")


def score_rule(person):
    def worth_less(body):
        rules = body["groupConfigs"][0]["ruleConfigurations"]
        counted = [rule["configuration"]["calculation"]["eventCalculators"][0] for rule in rules]
        next(one for one in counted if one["recordCalculation"]["value"] == 10)["recordCalculation"][
            "value"
        ] = 7

    person.score(worth_less)


def score_group(person):
    person.score(lambda body: body["groupConfigs"][0].update(groupName="メールの反応"))


def score_rule_removed(person):
    def without(body):
        rules = body["groupConfigs"][0]["ruleConfigurations"]
        points = [r["configuration"]["calculation"]["eventCalculators"][0] for r in rules]
        del rules[[one["recordCalculation"]["value"] for one in points].index(10)]

    person.score(without)


def score_off(person):
    person("POST", f"{SCORES}/{person('GET', SCORES)['results'][0]['id']}/deactivate")


def step(person):
    def longer(body):
        delay = next(action for action in body["actions"] if action["actionTypeId"] == "0-1")
        delay["fields"]["delta"] = "5"

    person.flow(longer)


def step_removed(person):
    def shorter(body):
        body["actions"] = [action for action in body["actions"] if action["actionId"] != "2"]
        body["actions"][0]["connection"]["nextActionId"] = "3"

    person.flow(shorter)


def step_order(person):
    def reversed_(body):
        actions = {action["actionId"]: action for action in body["actions"]}
        body["startActionId"] = "3"
        actions["3"]["connection"] = {"edgeType": "STANDARD", "nextActionId": "2"}
        actions["2"]["connection"] = {"edgeType": "STANDARD", "nextActionId": "1"}
        del actions["1"]["connection"]

    person.flow(reversed_)


def step_added(person):
    def longer(body):
        body["actions"][-1]["connection"] = {"edgeType": "STANDARD", "nextActionId": "4"}
        fields = {"delta": "2", "time_unit": "DAYS"}
        new = {"type": "SINGLE_CONNECTION", "actionId": "4", "actionTypeId": "0-1", "actionTypeVersion": 0}
        body["actions"].append({**new, "fields": fields})

    person.flow(longer)


def workflow_off(person):
    person.flow(lambda body: body.update(isEnabled=False))
