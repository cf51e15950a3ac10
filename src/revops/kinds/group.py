"""Property groups: a name, a label, one list per object type (dossier B6)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.kinds.base import Text
from revops.kinds.rows import Member, RowKind, Table
from revops.model.objects import is_custom

SHIPPED: Final[Mapping[str, frozenset[str]]] = {
    "contacts": frozenset(
        {
            "contactinformation",
            "emailinformation",
            "analyticsinformation",
            "conversioninformation",
            "socialmediainformation",
            "sales_properties",
            "contact_activity",
            "contactlcs",
            "deal_information",
            "order_information",
            "smsinformation",
            "multiaccountmanagement",
        }
    ),
    "companies": frozenset(
        {
            "companyinformation",
            "analyticsinformation",
            "companylcs",
            "company_activity",
            "socialmediainformation",
            "targetaccountsinformation",
        }
    ),
    "deals": frozenset(
        {
            "dealinformation",
            "deal_activity",
            "deal_revenue",
            "analyticsinformation",
            "dealstages",
            "dealscripted",
        }
    ),
    "tickets": frozenset({"ticketinformation", "ticket_activity", "ticketstages"}),
}
"""Groups that HubSpot ships (dossier N1); the API does not mark them."""


def ships(scope: str, name: str) -> bool:
    """True for a group that HubSpot makes: those of the table, and the one of each custom object."""
    return name in SHIPPED.get(scope, ()) or (is_custom(scope) and name == own_group(scope))


def own_group(scope: str) -> str:
    """The group that a custom object comes with. That there is one was observed (peers (f)), its name not."""
    return f"{scope}_information"


TABLE: Final = Table(
    kind="group",
    section="groups",
    surface="properties",
    path="/groups",
    members=(Member("label", "label", Text, "What people read above the properties", required=True),),
    meaning="A property group.",
    in_use="archive or move the properties that are still in the group, then apply again",
)
"""`displayOrder` is no unit: HubSpot renumbers it as it likes (rule 14)."""


class GroupKind(RowKind):
    """Kind `group`."""

    def __init__(self) -> None:
        super().__init__(TABLE)

    def ships(self, scope: str, name: str) -> bool:
        return ships(scope, name)
