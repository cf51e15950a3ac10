"""Custom objects: names in blueprints and on the wire, one list, creates with properties, full PATCHes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, sent, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.group import GroupKind
from revops.kinds.object.kind import ObjectKind
from revops.kinds.objects import ObjectName, path_word, scope_of, shown_id, type_id
from revops.kinds.pipelines.pipeline import PipelineKind
from revops.kinds.properties.kind import PropertyKind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.change import Action, Change, Consent, UnitChange
from revops.model.context import Context, Names, Unresolved
from revops.model.json import MISSING
from revops.model.ledger import Entry, Ledger
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Need, Observation, Phase, Symbol, Unknown

KIND = ObjectKind()
CONTRACT = Address("object", "", "contract")
PORTAL = Context(portal=PortalFacts(123))
NAME = {"label": {"ja": "契約名", "en": "Name"}, "type": "string", "fieldType": "text", "groupName": "terms"}
SECTION = {
    "contract": {
        "ref": "CP01",
        "labels": {"singular": {"ja": "契約", "en": "Contract"}, "plural": {"ja": "契約", "en": "Contracts"}},
        "description": "A contract with a customer",
        "primaryDisplayProperty": "contract_name",
        "requiredProperties": ["contract_name"],
        "searchableProperties": ["hs_object_id", "contract_name"],
        "secondaryDisplayProperties": ["hs_object_id"],
        "associatedObjects": ["contacts", "companies"],
    }
}
PROPERTIES = {"contract": {"contract_name": NAME, "hs_object_id": {"existing": "number"}}}
GROUPS = {"contract": {"terms": {"label": "Terms"}}}
ROW = {
    "id": "7",
    "objectTypeId": "2-7",
    "name": "contract",
    "fullyQualifiedName": "p123_contract",
    "labels": {"singular": "Contract", "plural": "Contracts"},
    "description": "A contract with a customer",
    "primaryDisplayProperty": "contract_name",
    "requiredProperties": ["contract_name"],
    "searchableProperties": ["contract_name", "hs_object_id"],
    "secondaryDisplayProperties": ["hs_object_id"],
    "allowsSensitiveProperties": False,
    "archived": False,
    "updatedByUserId": 1002,
    "associations": [
        {"id": "1", "fromObjectTypeId": "2-7", "toObjectTypeId": "0-1"},
        {"id": "2", "fromObjectTypeId": "0-1", "toObjectTypeId": "2-7"},
        {"id": "3", "fromObjectTypeId": "0-2", "toObjectTypeId": "2-7"},
        {"id": "4", "fromObjectTypeId": "2-7", "toObjectTypeId": "0-46"},
    ],
}
LIST = Call("schemas", "GET", query={"includePropertyDefinitions": "false"})


def near(locale="en", properties=PROPERTIES, objects=SECTION, groups=GROUPS):
    return Near(locale, entries={"properties": properties, "objects": objects, "groups": groups})


def resource(**options):
    (one,) = expand(KIND, SECTION, near(**options))
    return one


def entry(**more):
    return {"contract": {**SECTION["contract"], **more}}


def codes(section, properties=PROPERTIES):
    told = near(properties=properties)
    expand(KIND, section, told)
    return told.codes


def observe(*answers, context=PORTAL, wanted=None):
    return talk(KIND.observe("", [resource()] if wanted is None else wanted, context), *answers)


def actual(**row):
    return found(observe([rows({**ROW, **row})])[1], "object.contract")


# Names


@pytest.mark.parametrize("name", ["contacts", "line_items", "contract", "2-7", "p123_car"])
def test_an_object_has_one_name(name):
    """HubSpot's plural, a declared name, and the id or full name of an object without a name."""
    adapter = TypeAdapter(ObjectName)

    assert adapter.validate_python(name, context={"objects": {"contract"}}) == name


@pytest.mark.parametrize("name", ["contact", "company", "contrat", "0-1", "Contacts", ""])
def test_every_other_name_is_refused(name):
    """Singulars, ids of named objects and what is not declared would be managed twice, or not at all."""
    with pytest.raises(ValidationError, match="is no object"):
        TypeAdapter(ObjectName).validate_python(name, context={"objects": {"contract"}})


def test_paths_name_a_declared_object_in_full():
    """The name with the portal's id is known before the object exists; others go as they are."""
    assert path_word("contacts", PORTAL) == "contacts"
    assert path_word("2-9", PORTAL) == "2-9"
    assert path_word("contract", PORTAL) == "p123_contract"


@pytest.mark.parametrize(("bound", "word"), [("keiyaku", "p123_keiyaku"), ("2-9", "2-9")])
def test_a_bound_object_has_the_portals_name_in_paths(bound, word):
    """A target may bind the object to another name or to a type id."""
    assert path_word("contract", replace(PORTAL, bind={"object.contract": bound})) == word


def test_type_ids_are_hubspots_or_the_portals():
    """A declared object's id is learnt; before, it cannot be written, and people see its name."""
    names = Names({Symbol("object", "contract"): "2-7"})

    assert type_id("contacts", names) == "0-1"
    assert type_id("contract", names) == "2-7"
    assert shown_id("contract", Names()) == "contract"
    with pytest.raises(Unresolved):
        type_id("contract", Names())


def test_ids_read_back_as_the_blueprints_words():
    """An id is the name that somebody gave it, unless the blueprint itself says the id."""
    names = Names({Symbol("object", "contract"): "2-7"})

    assert scope_of("0-3", names) == "deals"
    assert scope_of("2-7", names) == "contract"
    assert scope_of("2-7", names, "2-7") == "2-7"
    assert scope_of("2-8", names) == "2-8"


# Blueprint


def test_an_object_becomes_a_resource_in_the_targets_language():
    """Labels and each association are units; required and searchable properties have no sequence."""
    one = resource(locale="ja")

    assert str(one.address) == "object.contract"
    assert one.ref == ("CP01",)
    assert one.units == {
        "labels.singular": "契約",
        "labels.plural": "契約",
        "description": "A contract with a customer",
        "primaryDisplayProperty": "contract_name",
        "requiredProperties": ["contract_name"],
        "searchableProperties": ["contract_name", "hs_object_id"],
        "secondaryDisplayProperties": ["hs_object_id"],
        "associatedObjects.contacts": True,
        "associatedObjects.companies": True,
    }


def test_an_object_that_is_only_referred_to_has_no_units():
    """`existing: true` is checked, never written."""
    (one,) = expand(KIND, {"contract": {"existing": True}}, near())

    assert (one.reference, one.units) == (True, {})


def test_an_object_needs_the_custom_objects_that_it_is_associated_with():
    """HubSpot's own are there; another declared one comes first."""
    (one,) = expand(KIND, entry(associatedObjects=["contacts", "asset"]), near())

    assert one.needs == {Need(Address("object", "", "asset"))}


@pytest.mark.parametrize("name", ["Contract", "1st", "contact", "company", "deals", "p1_x"])
def test_names_that_hubspot_cannot_tell_apart_are_refused(name):
    """Paths would read them as something else."""
    told = near(properties={name: PROPERTIES["contract"]})
    expand(KIND, {name: SECTION["contract"]}, told)

    assert told.codes == ["RV621"]


@pytest.mark.parametrize("lacking", ["labels", "primaryDisplayProperty"])
def test_what_hubspot_needs_to_make_one_is_demanded(lacking):
    """A create needs labels and a primary display property (peers (f))."""
    section = {"contract": {key: value for key, value in SECTION["contract"].items() if key != lacking}}

    assert codes(section) == ["RV622"]


@pytest.mark.parametrize(
    "described",
    [
        None,
        {"existing": "string"},
        {**NAME, "calculationFormula": "a + b"},
        {**NAME, "externalOptions": True},
        {**NAME, "dataSensitivity": "sensitive"},
    ],
)
def test_a_role_is_for_a_property_that_the_object_can_be_made_with(described):
    """One that is missing, only referred to, calculated, a list of users or sensitive is none."""
    properties = {"contract": {"contract_name": described, "hs_object_id": {"existing": "number"}}}

    assert set(codes(SECTION, properties)) == {"RV623"}


def test_a_reference_has_nothing_to_write():
    """`existing: true` beside labels is a contradiction."""
    assert codes({"contract": {"existing": True, "labels": {"singular": "A", "plural": "B"}}}) == ["RV624"]


@pytest.mark.parametrize(
    "more",
    [
        {"requiredProperties": ["contract_name", "contract_name"]},
        {"associatedObjects": ["contacts", "contacts"]},
        {"associatedObjects": ["contract"]},
    ],
)
def test_lists_name_nothing_twice_and_not_the_object_itself(more):
    """Each is told with its list."""
    assert codes(entry(**more)) == ["RV625"]


# Reading


def test_one_list_shows_all_objects_without_their_properties():
    """Single reads lag, the list is what everything is read from (peers (f))."""
    asked, _ = observe([rows(ROW)])

    assert asked == [[LIST]]


@pytest.mark.parametrize(("removed", "searches"), [(frozenset(), 0), (frozenset({CONTRACT}), 1)])
def test_records_are_counted_of_what_is_to_be_removed(removed, searches):
    """What this tool made and a blueprint describes no more costs a search only under `removed:`."""
    ledger = Ledger(123, {CONTRACT: Entry("2-7", created=True)})
    context = replace(PORTAL, ledger=ledger, removed=removed)

    asked, seen = talk(
        KIND.observe("", [], context), [rows(ROW)], *[[Answer(200, {"total": 2, "results": []})]] * searches
    )

    assert len(asked) == 1 + searches
    assert bool(found(seen, "object.contract").locked) == bool(searches)


def test_a_row_reads_as_the_blueprint_says_it():
    """Type ids become names, both directions of an association are one, roles are sorted."""
    one = actual(searchableProperties=["hs_object_id", "contract_name"])

    assert (one.id, one.editor) == ("2-7", "1002")
    assert {path: one.units[path] for path in resource().units} == resource().units
    assert one.units["associatedObjects.notes"] is True


def test_an_empty_description_is_nobodys_work():
    """It may be filled on first contact."""
    assert actual(description=None).factory == {"description": ""}


def test_case_does_not_tell_names_apart():
    """An object `Contract` is the one that the blueprint calls `contract`."""
    assert actual(name="Contract").id == "2-7"


def test_what_is_not_listed_is_looked_for_among_the_archived():
    """An archived twin is told, because a create purges it (peers (f))."""
    asked, seen = observe([rows()], [rows({**ROW, "archived": True})])

    assert asked[1] == [Call("schemas", "GET", query={**LIST.query, "archived": "true"})]
    assert seen.presence(resource().address) == Absent(archived=True)


def test_a_refused_list_proves_nothing():
    """A 403 leaves the object unknown, never absent."""
    _, seen = observe([Answer(403, {"message": "no"})])

    assert isinstance(seen.presence(resource().address), Unknown)


@pytest.mark.parametrize("bound", ["keiyaku", "2-8"])
def test_a_bound_object_is_the_one_that_the_target_names(bound):
    """By name or by id; another object of the blueprint's name is not it."""
    context = replace(PORTAL, bind={"object.contract": bound})
    _, seen = observe([rows(ROW, {**ROW, "name": "keiyaku", "objectTypeId": "2-8"})], context=context)

    assert found(seen, "object.contract").id == "2-8"


def test_the_id_is_learnt_by_name():
    """Flows and scores on the object find their `objectTypeId` by it."""
    address = Address("object", "", "contract")

    assert KIND.learn(address, {"": "2-7"}) == {Symbol("object", "contract"): "2-7"}
    assert KIND.learn(address, {}) == {}


def test_an_object_that_is_there_needs_the_properties_of_its_roles():
    """They are made before it is told; a new object makes them itself."""
    seen = observe([rows(ROW)])[1]
    needed = Need(Address("property", "contract", "contract_name"))

    assert KIND.resolve(resource(), seen, PORTAL).needs == {needed}
    assert KIND.resolve(resource(), Observation(), PORTAL).needs == frozenset()


def test_a_new_object_needs_the_groups_that_nobody_describes():
    """It is made with their properties; one that is there has what it has, and HubSpot makes one group."""
    needed = Need(Address("group", "contract", "terms"))
    made = resource(groups=None)

    assert KIND.resolve(made, Observation(), PORTAL).needs == {needed}
    assert needed not in KIND.resolve(made, observe([rows(ROW)])[1], PORTAL).needs
    own = {
        "contract": {**PROPERTIES["contract"], "contract_name": {**NAME, "groupName": "contract_information"}}
    }
    assert KIND.resolve(resource(groups=None, properties=own), Observation(), PORTAL).needs == frozenset()


# Writing


def test_a_create_says_everything_and_brings_its_properties():
    """Every member that HubSpot demands is there; the property's group is not, it comes later."""
    ((method, path, body),) = compile_(KIND, create(resource()), context=PORTAL)

    assert (method, path) == ("POST", "")
    assert body == {
        "name": "contract",
        "labels": {"singular": "Contract", "plural": "Contracts"},
        "description": "A contract with a customer",
        "primaryDisplayProperty": "contract_name",
        "requiredProperties": ["contract_name"],
        "searchableProperties": ["contract_name", "hs_object_id"],
        "secondaryDisplayProperties": ["hs_object_id"],
        "allowsSensitiveProperties": False,
        "associatedObjects": ["0-1", "0-2"],
        "properties": [{"name": "contract_name", "label": "Name", "type": "string", "fieldType": "text"}],
    }


def test_a_patch_sends_all_fields_as_the_list_shows_them_now():
    """One that omits fields can put old values back (peers (f)), so the list is read again first."""
    change = update(resource(), actual(), labels__singular="Agreement")
    fresh = {**ROW, "description": "Edited meanwhile", "requiredProperties": []}

    asked, _ = talk(KIND.compile([change], PORTAL), [rows(fresh)])

    assert [(call.method, call.query) for call in asked[0]] == [("GET", LIST.query)]
    assert sent(asked) == [
        (
            "PATCH",
            "/2-7",
            {
                "labels": {"singular": "Agreement", "plural": "Contracts"},
                "description": "Edited meanwhile",
                "clearDescription": False,
                "primaryDisplayProperty": "contract_name",
                "requiredProperties": [],
                "searchableProperties": ["contract_name", "hs_object_id"],
                "secondaryDisplayProperties": ["hs_object_id"],
                "allowsSensitiveProperties": False,
            },
        )
    ]


def test_an_empty_description_is_cleared_by_its_flag():
    """HubSpot has a member of its own for that (dossier H1)."""
    ((_, _, body),) = compile_(KIND, update(resource(), actual(), description=""), context=PORTAL)

    assert body["clearDescription"] is True
    assert "description" not in body


def test_an_association_is_a_request_of_its_own():
    """From the object's id to the other's."""
    writes = compile_(KIND, update(resource(), actual(), associatedObjects__deals=True), context=PORTAL)

    assert writes == [("POST", "/2-7/associations", {"fromObjectTypeId": "2-7", "toObjectTypeId": "0-3"})]


def test_a_delete_is_one_request():
    """What stands on the object goes with it; where the id is not known the full name will do."""
    blind = Change(Address("object", "", "contract"), Phase.DEFINE, Action.DELETE)

    assert compile_(KIND, delete(actual()), context=PORTAL) == [("DELETE", "/2-7", None)]
    assert compile_(KIND, blind, context=PORTAL) == [("DELETE", "/p123_contract", None)]


def test_property_names_that_a_target_binds_go_out_as_the_portals():
    """Roles and inline properties have the portal's own names."""
    context = replace(PORTAL, bind={"property.contract.contract_name": "keiyakumei"})
    ((_, _, body),) = compile_(KIND, create(resource()), context=context)

    assert body["primaryDisplayProperty"] == "keiyakumei"
    assert body["properties"][0]["name"] == "keiyakumei"


def test_a_new_object_is_known_by_its_type_id():
    """The answer's `objectTypeId` is the id; that of an association is not."""
    address = resource().address
    made = Call("schemas", "POST", carries=(address,))
    linked = Call("schemas", "POST", "/2-7/associations", carries=(address,))

    assert [one.id for one in KIND.settle(made, Answer(201, ROW), PORTAL)] == ["2-7"]
    assert [one.id for one in KIND.settle(linked, Answer(201, {"id": "9"}), PORTAL)] == [""]


def test_a_refused_delete_says_what_stands_in_the_way():
    """HubSpot keeps an object while records of it exist (peers (f))."""
    call = Call("schemas", "DELETE", "/2-7", carries=(resource().address,))
    (one,) = KIND.settle(call, Answer(400, {"message": "it has records"}), PORTAL)

    assert not one.done
    assert "records" in one.finding.summary
    assert "records" in one.finding.hint


def test_hazards_of_deleting_and_of_making_anew():
    """Everything goes with the object; an archived twin is purged by a create that had to ask for it."""
    asking = replace(create(resource()), consent=Consent.CREATE)

    assert [finding.code for finding in KIND.hazards(delete(actual()))] == ["RV626"]
    assert [finding.code for finding in KIND.hazards(asking)] == ["RV627"]
    assert list(KIND.hazards(create(resource()))) == []


# Files


def test_pull_writes_what_a_blueprint_needs():
    """Without activities, which HubSpot associates itself, and without what goes without saying."""
    assert KIND.describe(actual(requiredProperties=[]), PORTAL) == {
        "labels": {"singular": "Contract", "plural": "Contracts"},
        "description": "A contract with a customer",
        "primaryDisplayProperty": "contract_name",
        "searchableProperties": ["contract_name", "hs_object_id"],
        "secondaryDisplayProperties": ["hs_object_id"],
        "associatedObjects": ["contacts", "companies"],
    }


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (
            "labels.plural",
            "約",
            {"labels": {"plural": {"ja": "契", "en": "C"}}},
            {"labels": {"plural": {"ja": "約", "en": "C"}}},
        ),
        (
            "description",
            "文",
            {"description": {"ja": "字", "en": "D"}},
            {"description": {"ja": "文", "en": "D"}},
        ),
        ("requiredProperties", ["a"], {"requiredProperties": ["b"]}, {"requiredProperties": ["a"]}),
        (
            "associatedObjects.deals",
            True,
            {"associatedObjects": ["contacts"]},
            {"associatedObjects": ["contacts", "deals"]},
        ),
        ("associatedObjects.deals", MISSING, {"associatedObjects": ["deals"]}, {"associatedObjects": []}),
    ],
)
def test_keeping_the_portals_side_changes_the_entry_in_place(path, value, before, after):
    """Texts change in the target's language, lists as a whole, associations one by one."""
    KIND.rewrite(before, path, value, replace(PORTAL, locale="ja"))

    assert before == after


def test_the_clicks_name_the_page_and_the_edit():
    """For what a person does by hand."""
    clicks = KIND.by_hand(update(resource(), actual(), description="New"), PORTAL)

    assert "Custom objects" in clicks
    assert "description to 'New'" in clicks


# What stands on an object


@pytest.mark.parametrize(
    ("kind", "path"),
    [
        (GroupKind(), "/p123_contract/groups"),
        (PropertyKind(), "/p123_contract"),
        (PipelineKind(), "/p123_contract"),
    ],
)
def test_kinds_read_a_custom_object_under_its_full_name(kind, path):
    """Groups, properties and pipelines have the same word in their paths."""
    asked, _ = talk(kind.observe("contract", [], PORTAL), [rows()])

    assert asked[0][0].path == path


def property_change(name="contract_name", **more):
    (one,) = expand(PropertyKind(), {"contract": {name: {**NAME, **more}}}, near())
    return create(one)


def with_needs(change):
    return replace(change, needs=change.resource.needs)


def test_a_property_with_a_role_is_completed_and_not_made_again():
    """The object made it without its group; only what differs is sent."""
    changes = [with_needs(property_change()), with_needs(property_change("amount"))]
    there = {
        "name": "contract_name",
        "label": "Name",
        "type": "string",
        "fieldType": "text",
        "groupName": "x",
    }

    asked, _ = talk(PropertyKind().compile(changes, PORTAL), [rows(there)])

    assert [call.path for call in asked[0]] == ["/p123_contract"]
    batch, patch = sent(asked)
    assert batch[1] == "/p123_contract/batch/create"
    assert [one["name"] for one in batch[2]["inputs"]] == ["amount"]
    assert patch == ("PATCH", "/p123_contract/contract_name", {"groupName": "terms"})


def test_a_property_with_a_role_is_made_where_the_object_lacks_it():
    """On an object that was there before it is like any other."""
    change = property_change()

    writes = compile_(PropertyKind(), change, context=PORTAL)

    assert [one[1] for one in writes] == ["/p123_contract/batch/create"]


def test_the_rehearsal_counts_the_requests_of_the_run():
    """A portal that obliges has the property in the object's group, so one PATCH is counted."""
    writes = compile_(PropertyKind(), with_needs(property_change()), context=PORTAL)

    assert writes == [("PATCH", "/p123_contract/contract_name", {"groupName": "terms"})]


def test_the_group_of_the_object_may_be_left_on_first_contact():
    """A property in the group that the object came with was not put anywhere by anybody."""
    row = {
        "name": "amount",
        "type": "number",
        "label": "A",
        "fieldType": "number",
        "groupName": "contract_information",
    }
    _, seen = talk(PropertyKind().observe("contract", [], PORTAL), [rows(row)])

    assert found(seen, "property.contract.amount").factory["groupName"] == "contract_information"


def test_changed_units_are_told_with_their_names():
    """A unit that a change sets and HubSpot has no member for would be lost silently."""
    units = tuple(UnitChange(path, MISSING, value) for path, value in resource().units.items())
    change = Change(resource().address, Phase.DEFINE, Action.CREATE, units, resource=resource())
    ((_, _, body),) = compile_(KIND, change, context=PORTAL)

    assert {path.partition(".")[0] for path in resource().units} <= body.keys()
