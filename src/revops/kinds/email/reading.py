"""One e-mail of the portal in the words of a blueprint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from revops.kinds.email import content
from revops.kinds.email.expand import FROM, PUBLISHED, SENDER, is_role
from revops.kinds.matching import filled
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Resource, Symbol

Row = Mapping[str, Json]
CONTENT: Final = "content"
PARTS: Final = ("name", "subject", "from", "subscriptionDetails", "language", "campaign", CONTENT)
"""Members that a blueprint speaks of."""


def is_automated(row: Row) -> bool:
    """Whether workflows send it: no newsletter, and no e-mail of a form, a test or HubSpot's own.

    A/B tests have subcategories of their own (HubSpot's description).
    """
    return row.get("subcategory", "automated") == "automated" and str(row.get("state")).startswith(
        "AUTOMATED"
    )


def is_published(row: Row) -> bool:
    """Whether workflows can send it; the state says so where the flag is left out."""
    told = row.get("isPublished")
    return told is True if told is not None else row.get("state") in ("AUTOMATED", "AUTOMATED_SENDING")


@dataclass(frozen=True)
class Reader:
    """Reads with the names of the portal, those that the entry itself uses first."""

    context: Context
    wanted: Resource | None = None

    def units(self, row: Row) -> dict[str, Json]:
        """An e-mail in the words of a blueprint."""
        sender = row.get("from") or {}
        found = {
            "name": row["name"],
            "subject": row.get("subject"),
            **{unit: sender.get(unit.partition(".")[2]) for unit in FROM.values()},
            "subscription": self._named(
                "subscription", (row.get("subscriptionDetails") or {}).get("subscriptionId")
            ),
            "language": row.get("language"),
            "campaign": self._named("campaign", row.get("campaign")),
            **content.units(row.get(CONTENT) or {}),
        }
        for unit in (FROM["reply_to"], FROM["custom_reply_to"]):
            found[unit] = self._sender(found[unit])
        return {**filled(found, self.wanted), PUBLISHED: is_published(row)}

    def _named(self, kind: str, portal_id: Json) -> Json:
        """`{raw: …}` for what has no name here; of what no entry is about it is left out."""
        if not portal_id:
            return None
        return self._own(kind, str(portal_id)) or ({"raw": str(portal_id)} if self.wanted else None)

    def _sender(self, address: Json) -> Json:
        """The role that the entry uses, else the address itself: a role may be another's address tomorrow."""
        if not address:
            return None
        roles = [s.name for s in self.wanted.uses if s.kind == SENDER] if self.wanted else []
        known = {
            name: self.context.names.ids.get(Symbol(SENDER, name), "") for name in roles if is_role(name)
        }
        return next((name for name, one in known.items() if one.lower() == str(address).lower()), address)

    def _own(self, kind: str, portal_id: str) -> str | None:
        names = self.context.names
        own = [symbol.name for symbol in self.wanted.uses if symbol.kind == kind] if self.wanted else []
        said = next((name for name in own if names.ids.get(Symbol(kind, name)) == portal_id), None)
        return said or names.name(kind, portal_id)
