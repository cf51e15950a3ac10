"""Which kinds of a form's fields can show a property."""

from __future__ import annotations

import pytest

from revops.kinds.form.shows import field_types


@pytest.mark.parametrize(
    ("name", "shown_as", "usual"),
    [
        ("phone", "phonenumber", "phone"),
        ("phone", "", "phone"),
        ("phone", "text", "single_line_text"),
        ("mobilephone", "phonenumber", "mobile_phone"),
        ("email", "text", "email"),
        ("company", "text", "single_line_text"),
    ],
)
def test_some_properties_of_contacts_have_a_field_of_their_own(name, shown_as, usual):
    """The e-mail always; a phone number unless the portal is so old that it is a text there."""
    assert field_types("contacts", name, "string", shown_as)[0] == usual


def test_they_are_properties_of_contacts():
    """A company's phone number is a phone number for its `fieldType` alone."""
    assert field_types("companies", "phone", "string", "text")[0] == "single_line_text"
