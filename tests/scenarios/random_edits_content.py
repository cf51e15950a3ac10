"""Edits of content by hand: segments, forms, marketing e-mails, campaigns, lead scores."""

from __future__ import annotations

from client_project import SCORES
from random_conditions import other_condition

LISTS = "/crm/lists/2026-09"
FORMS = "/marketing/forms/2026-09-beta"
EMAILS = "/marketing/emails/2026-09"
CAMPAIGNS = "/marketing/campaigns/2026-09"
PARTS = ("name", "objectTypeId", "allowedGroupTypes", "maxScorePerCategory", "groupConfigs")


def segment_name(page):
    """Set directly, as the request carries the name in its query."""
    body = page.table("lists")[page.id]
    page.emulator.put("lists", page.id, {**body, "name": page.text(body["name"])})


def segment_where(page):
    page.needs("where")
    body = page.table("lists")[page.id]
    other_condition(page, body["filterBranch"], body["objectTypeId"])
    page("PUT", f"{LISTS}/{page.id}/update-list-filters", {"filterBranch": body["filterBranch"]})


def _form(page, edit):
    path = f"{FORMS}/{page.id}"
    page("PATCH", path, edit(page("GET", path)))


def _fields(form):
    return {field["name"]: field for group in form["fieldGroups"] for field in group["fields"]}


def _asked(page, word):
    """Names of the fields of which the blueprint says this."""
    rows = [cell for row in page.entry["fields"] for cell in (row if isinstance(row, list) else [row])]
    return [cell["property"].partition(".")[2] for cell in rows if isinstance(cell, dict) and word in cell]


def form_name(page):
    _form(page, lambda form: {"name": page.text(form["name"])})


def form_field_label(page):
    def labelled(form):
        _fields(form)[page.one(_asked(page, "label"))]["label"] = page.text()
        return {"fieldGroups": form["fieldGroups"]}

    _form(page, labelled)


def form_field_optional(page):
    def optional(form):
        _fields(form)[page.one(_asked(page, "required"))]["required"] = False
        return {"fieldGroups": form["fieldGroups"]}

    _form(page, optional)


def form_field_removed(page):
    def fewer(form):
        groups = form["fieldGroups"]
        return {"fieldGroups": [group for group in groups if group is not page.one(groups[1:])]}

    _form(page, fewer)


def form_field_added(page):
    def more(form):
        wire = {"objectTypeId": "0-1", "name": "website", "label": "URL", "required": False, "hidden": False}
        field = {**wire, "fieldType": "single_line_text", "dependentFields": []}
        group = {"groupType": "default_group", "richTextType": "text", "fields": [field]}
        return {"fieldGroups": [*form["fieldGroups"], group]}

    _form(page, more)


def form_rows_moved(page):
    _form(page, lambda form: {"fieldGroups": [form["fieldGroups"][-1], *form["fieldGroups"][:-1]]})


def form_submit(page):
    page.needs("submit")
    _form(page, lambda form: {"displayOptions": {**form["displayOptions"], "submitButtonText": page.text()}})


def form_thanks(page):
    page.needs("then")
    thanks = {"type": "thank_you", "value": page.text()}
    _form(page, lambda form: {"configuration": {**form["configuration"], "postSubmitAction": thanks}})


def form_lifecycle(page):
    page.needs("lifecycle")
    stages = [{"objectTypeId": "0-1", "value": "subscriber"}, {"objectTypeId": "0-2", "value": "lead"}]
    _form(page, lambda form: {"configuration": {**form["configuration"], "lifecycleStages": stages}})


def _email(page, edit):
    """The draft is saved, then published; one that nobody published yet would be switched on by that."""
    page.needs("publish")
    path = f"{EMAILS}/{page.id}"
    page("PATCH", f"{path}/draft", edit(page("GET", path)))
    page("POST", f"{path}/publish")


def email_subject(page):
    _email(page, lambda email: {"subject": page.text(email["subject"])})


def email_sender(page):
    _email(page, lambda email: {"from": {**email["from"], "fromName": page.text()}})


def email_preview(page):
    def other(email):
        email["content"]["widgets"]["preview_text"]["body"]["value"] = page.text()
        return {"content": email["content"]}

    page.needs("preview")
    _email(page, other)


def email_body(page):
    def other(email):
        texts = [one for one in email["content"]["widgets"].values() if "html" in one["body"]]
        page.one(texts)["body"]["html"] = f"<p>{page.text()}</p>"
        return {"content": email["content"]}

    _email(page, other)


def _campaign(page, field):
    now = page.table("campaigns")[page.id]["properties"]
    page("PATCH", f"{CAMPAIGNS}/{page.id}", {"properties": {field: page.text(now[field])}})


def campaign_name(page):
    _campaign(page, "hs_name")


def campaign_text(page):
    chosen = page.one(field for field in ("goal", "audience") if field in page.entry)
    _campaign(page, f"hs_{chosen}")


def campaign_owner(page):
    page.needs("owner")
    now = page.table("campaigns")[page.id]["properties"]["hs_owner"]
    other = page.one(page.table("owners").keys() - {now})
    page("PATCH", f"{CAMPAIGNS}/{page.id}", {"properties": {"hs_owner": other}})


def _score(page, edit):
    """The draft is changed and published."""
    path = f"{SCORES}/{page.id}"
    draft = page("GET", f"{path}/draft")
    body = {field: draft[field] for field in PARTS}
    edit(body, draft)
    page("PUT", f"{path}/draft", body)
    page("POST", f"{path}/draft/publish")


def _points(value):
    """Every part of a rule that holds points."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    if isinstance(value, dict) and isinstance(value.get("value"), int) and "operationType" not in value:
        yield value
    for part in parts:
        yield from _points(part)


def score_points(page):
    def other(body, _draft):
        points = page.one(_points([group["ruleConfigurations"] for group in body["groupConfigs"]]))
        points["value"] = page.number(points["value"])

    _score(page, other)


def score_rule_removed(page):
    def fewer(body, _draft):
        rules = page.one(group["ruleConfigurations"] for group in body["groupConfigs"])
        rules.remove(page.one(rules))

    _score(page, fewer)


def score_rule_off(page):
    def off(body, _draft):
        page.one(rule for group in body["groupConfigs"] for rule in group["ruleConfigurations"])[
            "enabled"
        ] = False

    _score(page, off)


def score_group_limit(page):
    def other(body, _draft):
        group = page.one(group for group in body["groupConfigs"] if "maxValue" in group)
        group["maxValue"] -= page.dice.randint(1, 5)

    _score(page, other)


def score_group_label(page):
    _score(page, lambda body, _draft: page.one(body["groupConfigs"]).update(groupName=page.text()))


def score_limit(page):
    page.needs("max")
    _score(page, lambda body, _draft: body.update(maxScorePerCategory=page.dice.randint(101, 150)))


def score_threshold(page):
    def other(body, draft):
        outputs = draft["outputConfiguration"]["outputs"]
        (tiers,) = (output["boundaries"] for output in outputs if output["outputType"] == "THRESHOLD")
        tier = page.one(tiers)
        tier["threshold"] = page.number(tier["threshold"])
        shown = ("id", "outputType", "boundaries")
        sent = [{field: output[field] for field in shown if field in output} for output in outputs]
        body["outputConfiguration"] = {"outputs": sent}

    page.needs("thresholds")
    _score(page, other)


def score_off(page):
    page.needs("publish")
    page("POST", f"{SCORES}/{page.id}/deactivate")


def score_name(page):
    _score(page, lambda body, _draft: body.update(name=page.text(body["name"])))


EDITS = {
    "segment name": ("segment", segment_name),
    "segment where": ("segment", segment_where),
    "form name": ("form", form_name),
    "form field label": ("form", form_field_label),
    "form field optional": ("form", form_field_optional),
    "form field removed": ("form", form_field_removed),
    "form field added": ("form", form_field_added),
    "form rows moved": ("form", form_rows_moved),
    "form submit": ("form", form_submit),
    "form thanks": ("form", form_thanks),
    "form lifecycle": ("form", form_lifecycle),
    "email subject": ("email", email_subject),
    "email sender": ("email", email_sender),
    "email preview": ("email", email_preview),
    "email body": ("email", email_body),
    "campaign name": ("campaign", campaign_name),
    "campaign text": ("campaign", campaign_text),
    "campaign owner": ("campaign", campaign_owner),
    "score points": ("score", score_points),
    "score rule removed": ("score", score_rule_removed),
    "score rule off": ("score", score_rule_off),
    "score group limit": ("score", score_group_limit),
    "score group label": ("score", score_group_label),
    "score limit": ("score", score_limit),
    "score threshold": ("score", score_threshold),
    "score off": ("score", score_off),
    "score name": ("score", score_name),
}
"""What is done -> the kind that it is done to, and how."""
