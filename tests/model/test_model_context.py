"""Names and ids of a portal."""

from __future__ import annotations

import pytest

from revops.model.context import Names, Unresolved
from revops.model.spec import Symbol

FORM = Symbol("form", "Download")


def test_a_name_has_an_id_or_says_that_it_has_none() -> None:
    """A rehearsal goes on with the name in brackets; a real run stops with the symbol."""
    known = Names({FORM: "7"})

    assert (known.id("form", "Download"), Names(rehearsal=True).id("form", "Download")) == (
        "7",
        "<form:Download>",
    )
    with pytest.raises(Unresolved) as error:
        known.id("email", "Download")
    assert error.value.symbol == Symbol("email", "Download")


def test_an_id_has_a_name_of_its_kind() -> None:
    """The same id may stand for something else of another kind."""
    known = Names({FORM: "7"}).having({Symbol("email", "Thanks"): "7"})

    assert [known.name(kind, "7") for kind in ("form", "email", "role")] == ["Download", "Thanks", None]
