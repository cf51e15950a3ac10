"""A portal in which something stands behind every id that the descriptions ask for."""

from __future__ import annotations

import sqlite3
from typing import Any

from werkzeug.test import Client

from revops.emulator import DEFAULT_TOKEN, Emulator
from revops.emulator.surfaces.sequences import add_sequence

AUTHORIZED = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}
CONTACTS = "/crm/properties/2026-09/contacts"
LABELS = "/crm/associations/2026-09/contacts/companies/labels"
LIMITS = "/crm/associations/2026-09/definitions/configurations/contacts/companies/batch/create"
SCORES = "/marketing/lead-scoring/2026-09-beta/scores"
NPS = {"name": "nps", "label": "NPS", "type": "number", "fieldType": "number", "groupName": "survey"}
HALF = {"metadata": {"probability": "0.5"}}
RENEWAL = {
    "pipelineId": "renewal",
    "label": "Renewal",
    "displayOrder": 1,
    "stages": [
        {"stageId": "due", "label": "Due", "displayOrder": 0, **HALF},
        {"stageId": "renewed", "label": "Renewed", "displayOrder": 1, **HALF},
    ],
}
CAR = {
    "name": "car",
    "labels": {"singular": "Car", "plural": "Cars"},
    "properties": [{"name": "model", "label": "Model", "type": "string", "fieldType": "text"}],
    "primaryDisplayProperty": "model",
    "requiredProperties": ["model"],
    "searchableProperties": ["model"],
    "secondaryDisplayProperties": [],
    "associatedObjects": ["CONTACT"],
    "allowsSensitiveProperties": False,
}
WELCOME = {
    "type": "CONTACT_FLOW",
    "objectTypeId": "0-1",
    "flowType": "WORKFLOW",
    "name": "Welcome",
    "isEnabled": False,
    "actions": [],
    "timeWindows": [],
    "blockedDates": [],
    "dataSources": [],
    "suppressionListIds": [],
    "customProperties": {},
    "canEnrollFromSalesforce": False,
}
ENGAGEMENT = {
    "name": "Engagement",
    "objectTypeId": "0-1",
    "allowedGroupTypes": ["INTENT"],
    "maxScorePerCategory": 100,
    "groupConfigs": [],
}
EVERYBODY = {
    "filterBranchType": "OR",
    "filterBranchOperator": "OR",
    "filters": [],
    "filterBranches": [
        {"filterBranchType": "AND", "filterBranchOperator": "AND", "filters": [], "filterBranches": []}
    ],
}
LISTS = "/crm/lists/2026-09"
YUKI = {"properties": {"email": "yuki@example.com", "firstname": "Yuki"}}


class World:
    """An emulator that goes back to its first state whenever a test wants to."""

    def __init__(self) -> None:
        self.emulator = Emulator()
        self._http = Client(self.emulator)
        made = (self._properties(), self._pipelines(), self._associations(), self._objects())
        self.seeds: dict[str, Any] = {}
        for seeds in (
            *made,
            self._automation(),
            self._people(),
            self._governance(),
            self._segments(),
            self._marketing(),
        ):
            self.seeds.update(seeds)
        self._first_state = sqlite3.connect(":memory:", check_same_thread=False)
        self.emulator.store._db.backup(self._first_state)

    def restore(self) -> None:
        self._first_state.backup(self.emulator.store._db)

    def close(self) -> None:
        self._first_state.close()
        self.emulator.close()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        """The body of an answer, or the address that it tells."""
        response = self._http.open(path, method=method, json=body, headers=AUTHORIZED)
        assert response.status_code < 300, response.text
        return response.get_json() if response.data else response.headers.get("Location")

    def _listed(self, path: str) -> Any:
        """The id of the first of a list."""
        return self._call("GET", path)["results"][0]["id"]

    def _properties(self) -> dict[str, Any]:
        for name in ("survey", "unused"):
            self._call("POST", f"{CONTACTS}/groups", {"name": name, "label": name})
        self._call("POST", CONTACTS, NPS)
        rule = "/crm/property-validations/2026-09/0-1/nps/rule-type/MAX_NUMBER"
        self._call("PUT", rule, {"ruleArguments": ["10"]})
        names = {"property": "nps", "known property": "email"}
        return {"group": "survey", "empty group": "unused", **names}

    def _pipelines(self) -> dict[str, Any]:
        self._call("POST", "/crm/pipelines/2026-09/deals", RENEWAL)
        return {"pipeline": "renewal", "stage": "due"}

    def _governance(self) -> dict[str, Any]:
        off = {"enabledForAllStages": False, "pipelineStageIds": []}
        rules = {"noSkippingStagesRule": off, "noBackwardsMovementRule": off}
        approval = {"pipelineStageId": "renewed", "approverUserIds": ["1001"], "approvalMode": "ANY"}
        path = "/crm/pipelines-rules/2026-09-beta/0-3/renewal"
        every = {**rules, "objectCreationRule": {"pipelineStageIds": []}}
        self._call("PUT", path, {"governanceValidationRules": every, "approvalStage": approval})
        deal = {"dealname": "Acme", "pipeline": "renewal", "dealstage": "due"}
        made = self._call("POST", "/crm/objects/2026-09/deals", {"properties": deal})
        return {"deal number": int(made["id"])}

    def _associations(self) -> dict[str, Any]:
        limited, unlimited = self._label("manager"), self._label("advisor")
        limit = {"category": "USER_DEFINED", "typeId": limited, "maxToObjectIds": 5}
        self._call("POST", LIMITS, {"inputs": [limit]})
        return {"label": limited, "unlimited type": unlimited}

    def _label(self, name: str) -> int:
        self._call("POST", LABELS, {"name": name, "label": name, "inverseLabel": f"{name} of"})
        rows = self._call("GET", LABELS)["results"]
        return int(next(row["typeId"] for row in rows if row["label"] == name))

    def _objects(self) -> dict[str, Any]:
        made = self._call("POST", "/crm-object-schemas/2026-09/schemas", CAR)
        to_contacts = next(row["id"] for row in made["associations"] if row["toObjectTypeId"] == "0-1")
        ids = {"object": made["objectTypeId"], "object association": to_contacts}
        return {**ids, "object property": "model"}

    def _automation(self) -> dict[str, Any]:
        flow = self._call("POST", "/automation/2026-09-beta/flows", WELCOME)
        score = self._call("POST", SCORES, ENGAGEMENT)
        self._call("POST", f"{score}/draft/publish")
        ids = {"flow": flow["id"], "revision": flow["revisionId"]}
        return {**ids, "score": score.rpartition("/")[2]}

    def _segments(self) -> dict[str, Any]:
        everybody = {"processingType": "DYNAMIC", "filterBranch": EVERYBODY}
        active, gone = self._segment("Everybody", everybody), self._segment("Gone", everybody)
        self._call("DELETE", f"{LISTS}/{gone}")
        later = {"conversionType": "INACTIVITY", "offset": 1, "timeUnit": "MONTH"}
        self._call("PUT", f"{LISTS}/{active}/schedule-conversion", later)
        static = self._segment("Invited", {"processingType": "MANUAL"})
        self.emulator.put("legacy_lists", "7", {"listId": static})
        folder = self._call("POST", f"{LISTS}/folders", {"name": "Events"})["folder"]["id"]
        return {"list": static, "dynamic list": active, "deleted list": gone, "folder": folder}

    def _segment(self, name: str, body: dict[str, Any]) -> str:
        made = self._call("POST", LISTS, {"name": name, "objectTypeId": "0-1", **body})
        return str(made["list"]["listId"])

    def _marketing(self) -> dict[str, Any]:
        spring = self._call("POST", "/marketing/campaigns/2026-09", {"properties": {"hs_name": "Spring"}})
        form = self._listed("/marketing/forms/2026-09-beta")
        self._call("PUT", f"/marketing/campaigns/2026-09/{spring['id']}/assets/FORM/{form}")
        drafts = "/marketing/emails/2026-09?isPublished=false&type=AUTOMATED_EMAIL"
        types = self._listed("/communication-preferences/2026-09/definitions")
        user = self._listed("/settings/users/2026-03")
        sequence = self.emulator.within(lambda portal: add_sequence(portal, "Follow up", user, ["Call"]))
        ids = {"campaign": spring["id"], "sequence": sequence, "subscription type": int(types)}
        return {**ids, "draft email": self._listed(drafts)}

    def _people(self) -> dict[str, Any]:
        return {
            "token": DEFAULT_TOKEN,
            "record": self._call("POST", "/crm/objects/2026-09/contacts", YUKI)["id"],
            "owner": int(self._listed("/crm/owners/2026-09")),
            "user": self._listed("/settings/users/2026-03"),
            "team": self._listed("/settings/teams/2026-09-beta"),
            "form": self._listed("/marketing/forms/2026-09-beta"),
            "email": self._listed("/marketing/emails/2026-09"),
        }
