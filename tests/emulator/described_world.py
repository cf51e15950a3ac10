"""A portal in which something stands behind every id that the descriptions ask for."""

from __future__ import annotations

import sqlite3
from typing import Any

from werkzeug.test import Client

from revops.emulator import DEFAULT_TOKEN, Emulator

AUTHORIZED = {"Authorization": f"Bearer {DEFAULT_TOKEN}"}


class World:
    """An emulator that goes back to its seeded state whenever a test wants to."""

    def __init__(self) -> None:
        self.emulator = Emulator()
        self._http = Client(self.emulator)
        self.seeds = self._model() | self._automation() | self._people()
        self._kept = sqlite3.connect(":memory:", check_same_thread=False)
        self.emulator.store._db.backup(self._kept)

    def restore(self) -> None:
        self._kept.backup(self.emulator.store._db)

    def close(self) -> None:
        self._kept.close()
        self.emulator.close()

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        response = self._http.open(path, method=method, json=body, headers=AUTHORIZED)
        assert response.status_code < 300, response.text
        return response.get_json() if response.data else response.headers.get("Location")

    def _first(self, path: str) -> Any:
        return self._call("GET", path)["results"][0]

    def _model(self) -> dict[str, Any]:
        properties = "/crm/properties/2026-09/contacts"
        for name in ("survey", "unused"):
            self._call("POST", f"{properties}/groups", {"name": name, "label": name.title()})
        nps = {"label": "NPS", "type": "number", "fieldType": "number", "groupName": "survey"}
        self._call("POST", properties, {"name": "nps", **nps})
        rule = "/crm/property-validations/2026-09/0-1/nps/rule-type/MAX_NUMBER"
        self._call("PUT", rule, {"ruleArguments": ["10"]})
        stages = [
            {"stageId": name, "label": name.title(), "displayOrder": place, "metadata": {"probability": "0.5"}}
            for place, name in enumerate(("due", "renewed"))
        ]
        renewal = {"pipelineId": "renewal", "label": "Renewal", "displayOrder": 1, "stages": stages}
        self._call("POST", "/crm/pipelines/2026-09/deals", renewal)
        limited, unlimited = self._label("manager"), self._label("advisor")
        limits = "/crm/associations/2026-09/definitions/configurations/contacts/companies/batch/create"
        limit = {"category": "USER_DEFINED", "typeId": limited, "maxToObjectIds": 5}
        self._call("POST", limits, {"inputs": [limit]})
        return {
            "group": "survey",
            "empty group": "unused",
            "property": "nps",
            "known property": "email",
            "pipeline": "renewal",
            "stage": "due",
            "label": limited,
            "unlimited type": unlimited,
            **self._car(),
        }

    def _label(self, name: str) -> int:
        path = "/crm/associations/2026-09/contacts/companies/labels"
        self._call("POST", path, {"name": name, "label": name, "inverseLabel": f"{name} of"})
        rows = self._call("GET", path)["results"]
        return int(next(row["typeId"] for row in rows if row["label"] == name))

    def _car(self) -> dict[str, Any]:
        body = {
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
        made = self._call("POST", "/crm-object-schemas/2026-09/schemas", body)
        to_contacts = next(row["id"] for row in made["associations"] if row["toObjectTypeId"] == "0-1")
        ids = {"object": made["objectTypeId"], "object association": to_contacts}
        return {**ids, "object property": "model"}

    def _automation(self) -> dict[str, Any]:
        flow = {
            "type": "CONTACT_FLOW",
            "objectTypeId": "0-1",
            "flowType": "WORKFLOW",
            "name": "Welcome",
            "isEnabled": False,
            **dict.fromkeys(("actions", "timeWindows", "blockedDates", "dataSources", "suppressionListIds"), []),
            "customProperties": {},
            "canEnrollFromSalesforce": False,
        }
        made = self._call("POST", "/automation/2026-09-beta/flows", flow)
        scores = "/marketing/lead-scoring/2026-09-beta/scores"
        score = {"name": "Engagement", "objectTypeId": "0-1", "allowedGroupTypes": ["INTENT"]}
        path = self._call("POST", scores, {**score, "maxScorePerCategory": 100, "groupConfigs": []})
        self._call("POST", f"{path}/draft/publish")
        ids = {"flow": made["id"], "revision": made["revisionId"]}
        return {**ids, "score": path.rpartition("/")[2]}

    def _people(self) -> dict[str, Any]:
        contact = {"properties": {"email": "yuki@example.com", "firstname": "Yuki"}}
        return {
            "token": DEFAULT_TOKEN,
            "record": self._call("POST", "/crm/objects/2026-09/contacts", contact)["id"],
            "owner": int(self._first("/crm/owners/2026-09")["id"]),
            "user": self._first("/settings/users/2026-03")["id"],
            "team": self._first("/settings/teams/2026-09-beta")["id"],
            "form": self._first("/marketing/forms/2026-09-beta")["id"],
            "email": self._first("/marketing/emails/2026-09")["id"],
        }
