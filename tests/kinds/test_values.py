"""Values that are ids of the portal, by the names that a blueprint gives them."""

import pytest

from revops.kinds.values import blueprint_value, portal_value
from revops.model.condition import PropertyRef
from revops.model.context import Names
from revops.model.spec import Symbol

NAMES = Names(
    {
        Symbol("lifecycle_stage", "churned"): "229001",
        Symbol("pipeline", "deals/renewal"): "77",
        Symbol("stage", "deals/renewal/due"): "501",
        Symbol("stage", "deals/renewal/lost"): "502",
        Symbol("stage", "deals/default/lost"): "closedlost",
        Symbol("stage", "tickets/0/due"): "9",
    }
)


@pytest.mark.parametrize(
    ("name", "written", "sent"),
    [
        ("lifecyclestage", "churned", "229001"),
        ("pipeline", "renewal", "77"),
        ("dealstage", "due", "501"),
        ("dealstage", "renewal/lost", "502"),
        ("dealstage", "default/lost", "closedlost"),
        ("dealstage", "closedwon", "closedwon"),
        ("hs_lead_status", "churned", "churned"),
    ],
)
def test_a_name_becomes_the_portals_id_and_back(name, written, sent):
    """Each portal's ids are resolved from names, and read back as the shortest name that is clear."""
    ref = PropertyRef("deals", name)

    assert portal_value(ref, written, NAMES) == sent
    assert blueprint_value(ref, sent, NAMES) == written


def test_a_stage_key_of_two_pipelines_is_not_guessed():
    """Where two pipelines have a stage of that name the bare key is no name."""
    assert portal_value(PropertyRef("deals", "dealstage"), "lost", NAMES) == "lost"
