"""What a person changes in HubSpot of the first edition, between two runs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, TypeAlias

if TYPE_CHECKING:
    from disorder.portal import UnrulyPortal

Ids: TypeAlias = Mapping[str, str]
_PROPERTIES: Final = "/crm/properties/2026-09"
_STAGE: Final = "/crm/pipelines/2026-09/deals/chaos_renewal/stages/chaos_due"


@dataclass(frozen=True)
class Edit:
    """One change by hand; `path` may hold the resource's id as `{id}`."""

    address: str
    method: str
    path: str
    body: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """The text that stands in the portal as long as nobody overwrites it."""
        return f"By hand {self.address}"

    def make(self, portal: UnrulyPortal, ids: Ids) -> None:
        """Change it; `ids` are the portal's, by address."""
        body = _told(self.body, self.mark)
        reply = portal.edit(self.method, self.path.format(id=ids.get(self.address, "")), body)
        if reply.status >= 300:
            raise ValueError(f"{self.address}: {reply.body}")

    def stands(self, portal: UnrulyPortal) -> bool:
        """Whether what the person wrote is in the portal."""
        return self.mark in str(portal.content())


def _told(body: Any, mark: str) -> Any:
    if isinstance(body, Mapping):
        return {key: _told(value, mark) for key, value in body.items()}
    return mark if body == "MARK" else body


EDITS: Final = (
    Edit("property.contacts.chaos_note", "PATCH", f"{_PROPERTIES}/contacts/chaos_note", {"label": "MARK"}),
    Edit(
        "property.contacts.chaos_points", "PATCH", f"{_PROPERTIES}/contacts/chaos_points", {"label": "MARK"}
    ),
    Edit(
        "property.contacts.chaos_source",
        "PATCH",
        f"{_PROPERTIES}/contacts/chaos_source",
        {"description": "MARK"},
    ),
    Edit("group.contacts.chaos", "PATCH", f"{_PROPERTIES}/contacts/groups/chaos", {"label": "MARK"}),
    Edit(
        "pipeline.deals.chaos_renewal", "PATCH", _STAGE, {"label": "MARK", "metadata": {"probability": "0.6"}}
    ),
    Edit(
        "campaign.chaos_campaign",
        "PATCH",
        "/marketing/campaigns/2026-09/{id}",
        {"properties": {"hs_goal": "MARK"}},
    ),
    Edit("form.chaos_form", "PATCH", "/marketing/forms/2026-09-beta/{id}", {"name": "MARK"}),
)
