"""Rules as HubSpot keeps them, and as units (dossier D5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from revops.kinds import filters
from revops.kinds.pipeline_rules.places import Stages
from revops.kinds.team.people import USER, named
from revops.model.address import Address
from revops.model.condition import Condition
from revops.model.context import Context
from revops.model.json import Json

OFF: Final[Mapping[str, Json]] = {
    "noSkipping": False,
    "noBackwards": False,
    "createIn": [],
    "approval": False,
}
"""What every pipeline has as long as nobody set a rule."""
_SEQUENCES: Final = {"noSkipping": "noSkippingStagesRule", "noBackwards": "noBackwardsMovementRule"}
_CREATION: Final = "objectCreationRule"


@dataclass(frozen=True)
class Rules:
    """The rules of one pipeline between the blueprint's words and the portal's ids."""

    address: Address
    context: Context
    wanted: Mapping[str, Json]
    """Units of the blueprint, whose names win where an id has several."""

    @property
    def _stages(self) -> Stages:
        return Stages(self.address, self.context.names)

    def units(self, document: Mapping[str, Json]) -> dict[str, Json]:
        """All of them. An empty document is a pipeline without rules; of one with some, all must be there."""
        rules = document["governanceValidationRules"] if document else {}
        found: dict[str, Json] = {
            unit: self._sequence(unit, rules.get(name) or {}) for unit, name in _SEQUENCES.items()
        }
        found["createIn"] = self._keys("createIn", rules.get(_CREATION) or {})
        found["approval"] = self._approval(document.get("approvalStage"))
        return found

    def _sequence(self, unit: str, rule: Mapping[str, Json]) -> Json:
        return True if rule.get("enabledForAllStages") else self._keys(unit, rule) or False

    def _keys(self, unit: str, rule: Mapping[str, Json]) -> list[str]:
        wanted = self.wanted.get(unit)
        ids = [str(one) for one in rule.get("pipelineStageIds") or ()]
        return self._stages.keys(ids, wanted if isinstance(wanted, list) else ())

    def _approval(self, rule: Mapping[str, Json] | None) -> Json:
        if not rule:
            return False
        wanted = self.wanted.get("approval") or {}
        people = [str(one) for one in rule["approverUserIds"]]
        found: dict[str, Json] = {
            "stage": self._stages.key(rule["pipelineStageId"], [wanted["stage"]] if wanted else ()),
            "approvers": named(people, USER, wanted.get("approvers", ()), self.context.names),
            "mode": str(rule["approvalMode"]).lower(),
        }
        if rule.get("approvalComment"):
            found["comment"] = rule["approvalComment"]
        branch = rule.get("conditionalApprovalFilterBranch")
        return {**found, "when": self._when(branch)} if branch else found

    def _when(self, branch: Mapping[str, Json]) -> Json:
        condition = filters.decompile(branch, self.context, self.address.scope)
        return filters.spell(filters.canonical(condition)) if condition else {"raw": branch}

    def partial(self, units: Mapping[str, Json], when: Condition | None) -> dict[str, Json]:
        """The body of a PATCH: what is sent is replaced, a null is for the approval alone."""
        body = {name: self._sent(units[unit]) for unit, name in _SEQUENCES.items() if unit in units}
        if "createIn" in units:
            body[_CREATION] = {"pipelineStageIds": self._ids(units["createIn"])}
        if "approval" in units:
            body["approvalStage"] = self._sent_approval(units["approval"], when)
        return body

    def whole(self, units: Mapping[str, Json], when: Condition | None) -> dict[str, Json]:
        """The body of a PUT: every rule, and the approval only where there is one."""
        body = self.partial({**OFF, **units}, when)
        approval = body.pop("approvalStage")
        told = {"approvalStage": approval} if approval else {}
        return {"governanceValidationRules": body, **told}

    def _sent(self, value: Json) -> dict[str, Json]:
        return {"enabledForAllStages": value is True, "pipelineStageIds": self._ids(value)}

    def _ids(self, value: Json) -> list[str]:
        keys: Sequence[str] = value if isinstance(value, list) else ()
        return [self._stages.id(key) for key in keys]

    def _sent_approval(self, value: Json, when: Condition | None) -> Json:
        if not value:
            return None
        names = self.context.names
        body: dict[str, Json] = {
            "pipelineStageId": self._stages.id(value["stage"]),
            "approverUserIds": list(dict.fromkeys(names.id(USER, role) for role in value["approvers"])),
            "approvalMode": value["mode"].upper(),
        }
        if "comment" in value:
            body["approvalComment"] = value["comment"]
        if when is not None:
            body["conditionalApprovalFilterBranch"] = filters.compile(when, self.context, self.address.scope)
        return body
