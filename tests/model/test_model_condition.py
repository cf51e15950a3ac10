"""How properties are named in conditions."""

from __future__ import annotations

import pytest

from revops.model.condition import PropertyRef


def test_a_property_is_named_with_its_object() -> None:
    """A name may hold a dot itself; a property of an event stands alone."""
    assert PropertyRef.parse("contacts.tier") == PropertyRef("contacts", "tier")
    assert PropertyRef.parse("contacts.a.b") == PropertyRef("contacts", "a.b")
    assert [str(PropertyRef("contacts", "tier")), str(PropertyRef("", "outcome"))] == [
        "contacts.tier",
        "outcome",
    ]


@pytest.mark.parametrize("text", ["tier", ".tier", "contacts.", ".", ""])
def test_half_a_name_is_none(text: str) -> None:
    """Neither part may be left out."""
    with pytest.raises(
        ValueError, match=f"^'{text}' is no property: write OBJECT.PROPERTY, e.g. contacts.email$"
    ):
        PropertyRef.parse(text)
