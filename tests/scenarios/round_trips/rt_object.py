"""A custom object goes round, together with the property that stands for a record's name."""

from __future__ import annotations

from round_trip import RoundTrip

PATH = "/crm-object-schemas/2026-09/schemas/p90000001_contract"
ENTRY = """\
revops: 1
objects:
  contract:
    labels: {singular: {ja: 契約, en: Contract}, plural: {ja: 契約, en: Contracts}}
    description: {ja: 顧客との契約, en: A contract with a customer}
    primaryDisplayProperty: contract_name
    requiredProperties: [contract_name]
    associatedObjects: [contacts]
properties:
  contract:
    contract_name:
      label: {ja: 契約名, en: Name}
      type: string
      fieldType: text
      groupName: contract_information
"""

EXAMPLE = RoundTrip(
    kind="object",
    address="object.contract",
    entry=ENTRY,
    unit="labels.singular",
    edit=lambda person: person("PATCH", PATH, {"labels": {"singular": "ご契約"}, "clearDescription": False}),
    tier="enterprise",
)
