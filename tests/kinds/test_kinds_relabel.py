"""The label of a retired option that makes way is one that HubSpot takes."""

from __future__ import annotations

import pytest

from revops.kinds.properties.relabel import relabelled
from revops.model.address import Address
from revops.model.spec import Observed, Resource

ADDRESS = Address("property", "contacts", "source")


def made_way(*values, label="Web"):
    """The labels that retired values get where a new one takes theirs."""
    shown = {f"options.{value}.label": label for value in values}
    wanted = Resource(ADDRESS, {"options.web.label": label}, retired=dict.fromkeys(values, "web"))
    return relabelled(wanted, Observed(ADDRESS, "source", shown))


def test_the_stored_value_tells_them_apart():
    """`Web (www)` is what people see."""
    assert made_way("www") == {"www": "Web (www)"}


@pytest.mark.parametrize("label", ["Web", "x" * 255])
def test_a_long_value_is_shortened(label):
    """A label has 255 characters at most (dossier B2), and two long values still get two labels."""
    one, other = "a" * 260, "a" * 260 + "b"

    labels = made_way(one, other, label=label)

    assert [len(told) <= 255 for told in labels.values()] == [True, True]
    assert len(set(labels.values())) == 2
    assert all(told.startswith(label[:3]) and "(aaa" in told for told in labels.values())
