"""Property groups: one list, single writes, and HubSpot's nested refusal."""

from __future__ import annotations

from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update

from revops.kinds.group import GroupKind
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.spec import Absent, Unknown

KIND = GroupKind()
SECTION = {
    "contacts": {"lead_management": {"label": {"ja": "リード管理", "en": "Lead management"}, "ref": "DP04"}}
}
ROW = {"name": "lead_management", "label": "Leads", "displayOrder": 8, "archived": False}
BOUND = Context(bind={"group.contacts.lead_management": "lm_2019"})


def observe(*answers, context=None):
    return talk(KIND.observe("contacts", expand(KIND, SECTION), context or Context()), answers)


def test_a_group_becomes_a_resource_in_the_targets_language():
    """The label is the only unit, in the language of the target."""
    (resource,) = expand(KIND, SECTION, Near("ja"))

    assert str(resource.address) == "group.contacts.lead_management"
    assert resource.units == {"label": "リード管理"}
    assert resource.ref == ("DP04",)


def test_one_list_shows_every_group_of_an_object():
    """Groups are read with one request, and their numbers in the list are no units."""
    asked, seen = observe(rows(ROW, {"name": "contactinformation", "label": "Contact information"}))

    assert [(c.method, c.path) for calls in asked for c in calls] == [("GET", "/contacts/groups")]
    assert found(seen, "group.contacts.lead_management").units == {"label": "Leads"}
    assert found(seen, "group.contacts.contactinformation").shipped
    assert not found(seen, "group.contacts.lead_management").shipped


def test_a_refused_list_proves_nothing():
    """A 403 leaves the group unknown, never absent."""
    _, seen = observe(Answer(403, {"message": "This app hasn't been granted all required scopes"}))
    (resource,) = expand(KIND, SECTION)

    assert isinstance(seen.presence(resource.address), Unknown)
    assert "required scopes" in seen.unknown


def test_an_archived_group_is_not_there():
    """A group that the list marks as archived counts as absent."""
    _, seen = observe(rows({**ROW, "archived": True}))

    assert seen.presence(expand(KIND, SECTION)[0].address) == Absent()


def test_writes_are_single_requests():
    """Create, relabel and delete are one request each; names go into the path escaped."""
    (resource,) = expand(KIND, SECTION)
    actual = found(observe(rows(ROW))[1], "group.contacts.lead_management")

    assert compile_(
        KIND, create(resource), update(resource, actual, label="Lead management"), delete(actual)
    ) == [
        ("POST", "/contacts/groups", {"name": "lead_management", "label": "Lead management"}),
        ("PATCH", "/contacts/groups/lead_management", {"label": "Lead management"}),
        ("DELETE", "/contacts/groups/lead_management", None),
    ]


def test_a_bound_group_has_the_portals_name_on_the_wire():
    """A target that binds the address to another name reads and writes that one."""
    _, seen = observe(rows({**ROW, "name": "lm_2019"}, ROW), context=BOUND)

    assert found(seen, "group.contacts.lead_management").id == "lm_2019"
    assert len(seen.found) == 1
    actual = found(seen, "group.contacts.lead_management")
    assert compile_(KIND, update(None, actual, label="L"), context=BOUND)[0][1] == "/contacts/groups/lm_2019"


def verdict(method, answer):
    resource = expand(KIND, SECTION)[0]
    call = Call("properties", method, "/contacts/groups", carries=(resource.address,))
    (settled,) = KIND.settle(call, answer, Context())
    return settled


def test_a_group_made_meanwhile_is_told_apart_from_other_refusals():
    """A 409 says that the name is taken, and to plan again."""
    settled = verdict("POST", Answer(409, {"category": "CONFLICT", "message": "exists"}))

    assert not settled.done
    assert settled.finding.code == "RV552"
    assert "revops plan" in settled.finding.hint


def test_a_group_with_properties_is_not_deleted():
    """HubSpot nests the refusal as JSON text inside the message; people see the inner words."""
    nested = '{"status":"error","message":"Cannot delete a group with active properties",'
    nested += '"subCategory":"PropertyGroupError.GROUP_WITH_ACTIVE_PROPERTIES"}'
    settled = verdict("DELETE", Answer(400, {"message": nested, "category": "VALIDATION_ERROR"}))

    assert settled.finding.code == "RV553"
    assert "Cannot delete a group with active properties" in settled.finding.summary
    assert "status" not in settled.finding.summary


def test_deleting_what_is_gone_is_done():
    """A 404 on a delete is what was wanted, on an update it is not; a lost answer settles nothing."""
    assert verdict("DELETE", Answer(404, {"message": "no"})).done
    assert not verdict("PATCH", Answer(404, {"message": "no"})).done
    lost = verdict("POST", Answer(502, None))
    assert not lost.done
    assert lost.doubtful
    assert lost.finding is None


def test_keeping_the_portals_label_changes_one_language():
    """`--keep` writes the portal's label into the target's language and leaves the other alone."""
    entry = {"label": {"ja": "リード管理", "en": "Lead management"}}

    KIND.rewrite(entry, "label", "リード", Context(locale="ja"))

    assert entry == {"label": {"ja": "リード", "en": "Lead management"}}
