"""What people call a thing."""

from __future__ import annotations

import pytest

from revops.model.json import Json
from revops.model.label import title_of


@pytest.mark.parametrize(
    ("units", "title"),
    [
        ({"label": "Tier", "type": "enumeration"}, "Tier"),
        ({"labels.singular": "Contract", "labels.plural": "Contracts"}, "Contracts"),
        ({"name": "Step mails", "enabled": True}, "Step mails"),
        ({"title": "Install the tracking code"}, "Install the tracking code"),
        ({"label": "Owner", "name": "owner_of"}, "Owner"),
        ({"label": None, "name": "owner_of"}, "owner_of"),
        ({"name": 5}, ""),
        ({}, ""),
    ],
)
def test_the_title_is_the_text_that_people_see(units: dict[str, Json], title: str) -> None:
    """A label before a name; what is no text is no title."""
    assert title_of(units) == title
