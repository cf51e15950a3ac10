"""The form in which default properties are written down."""

from __future__ import annotations

from dataclasses import dataclass

Options = tuple[tuple[str, str], ...]
"""Pairs of value and label, in order."""


@dataclass(frozen=True)
class Row:
    """One default property. HubSpot's definitions are read only (dossier B5) but for what is said here."""

    name: str
    label: str
    type: str
    field: str
    group: str
    options: Options = ()
    computed: bool = False
    """HubSpot sets the value: it is read only too."""
    open: bool = False
    """The options are the portal's to edit."""
    owner: bool = False
    """The options are the portal's users: `externalOptions`."""


def computed(name: str, label: str, type_: str, field: str, group: str, options: Options = ()) -> Row:
    """A property whose value HubSpot keeps."""
    return Row(name, label, type_, field, group, options, computed=True)


def owned(name: str, label: str, group: str) -> Row:
    """A property that holds a user of the portal."""
    return Row(name, label, "enumeration", "select", group, owner=True)


def activities(group: str) -> tuple[Row, ...]:
    """What HubSpot counts of the activities on a record (dossier N2, N4)."""
    return (
        computed("num_notes", "Number of Sales Activities", "number", "number", group),
        computed("num_contacted_notes", "Number of times contacted", "number", "number", group),
        computed("notes_last_updated", "Last Activity Date", "datetime", "date", group),
        computed("notes_last_contacted", "Last Contacted", "datetime", "date", group),
        computed("notes_next_activity_date", "Next Activity Date", "datetime", "date", group),
    )


def located(group: str) -> tuple[Row, ...]:
    """Where contacts and companies are found, on the web and in the world."""
    return (
        Row("website", "Website URL", "string", "text", group),
        Row("address", "Street Address", "string", "text", group),
        Row("city", "City", "string", "text", group),
        Row("state", "State/Region", "string", "text", group),
        Row("zip", "Postal Code", "string", "text", group),
        Row("country", "Country/Region", "string", "text", group),
    )


def system(group: str) -> tuple[Row, ...]:
    """What every record carries (dossier N2)."""
    return (
        computed("hs_object_id", "Record ID", "number", "number", group),
        computed("hs_object_source", "Record source", "string", "text", group),
        computed("hs_object_source_label", "Record source label", "string", "text", group),
    )
