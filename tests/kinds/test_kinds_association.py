"""Association labels and limits: requests and answers as literals from the dossier (H2, H3) and peers (f)."""

from __future__ import annotations

import pytest
from kind_talk import Near, compile_, create, delete, expand, found, rows, talk, update
from pydantic import TypeAdapter, ValidationError

from revops.kinds.association.kind import AssociationKind
from revops.model.address import Address
from revops.model.call import Answer
from revops.model.context import Context, Names
from revops.model.ledger import Entry, Ledger
from revops.model.pairs import objects_of, pair
from revops.model.plan import PortalFacts
from revops.model.spec import Absent, Present, Symbol, Unknown

KIND = AssociationKind()
SCOPE = "contacts-companies"
LABEL = {"label": {"ja": "決裁者", "en": "Decision maker"}}
PAIRED = {"label": "Manager", "inverseLabel": "Employee"}
PLAIN, PRIMARY = (
    {"category": "HUBSPOT_DEFINED", "typeId": 279, "label": None},
    {"category": "HUBSPOT_DEFINED", "typeId": 1, "label": "Primary"},
)
PLAIN_BACK = {"category": "HUBSPOT_DEFINED", "typeId": 280, "label": None}
UNREAD = Answer(403, {"message": "This app hasn't been granted all required scopes"})


def section(one="contacts", other="companies", /, **entries):
    return {one: {other: entries}}


def user(type_id, label):
    return {"category": "USER_DEFINED", "typeId": type_id, "label": label}


def limit(type_id, most, label=None, category="USER_DEFINED"):
    return {
        "category": category,
        "typeId": type_id,
        "label": label,
        "userEnforcedMaxToObjectIds": most,
    }


def named(one="0-1", other="0-2", /, **types):
    """A schema in which both types of a label have its name."""
    rows_ = []
    for name, (forward, inverse) in types.items():
        ends = {"fromObjectTypeId": one, "toObjectTypeId": other}
        rows_.append({**ends, "id": str(forward), "name": name})
        if inverse != forward:
            ends = {"fromObjectTypeId": other, "toObjectTypeId": one}
            rows_.append({**ends, "id": str(inverse), "name": name})
    return Answer(200, {"associations": rows_})


def knowing(name, forward, inverse, scope=SCOPE, **entry):
    """A context whose ledger holds the type ids of a label."""
    address = Address("association", scope, name)
    held = Entry(id=forward, keys={"inverse": inverse}, created=True, **entry)
    return Context(ledger=Ledger(1, {address: held}))


def observe(wanted, *rounds, scope=SCOPE, context=None):
    return talk(KIND.observe(scope, wanted, context or Context()), *rounds)


def paths(asked):
    return [[f"{call.surface} {call.path}" for call in calls] for calls in asked]


def manager(**more):
    return expand(KIND, section(manager={**PAIRED, **more}))


def actual_manager(*limits_, context=None, **more):
    """The manager label as it stands in the portal under the type ids 144 and 145."""
    wanted = manager(**more)
    lists = [rows(user(144, "Manager"), PLAIN), rows(user(145, "Employee"), PLAIN_BACK), *limits_]
    _, seen = observe(wanted, lists, context=context)
    return wanted[0], found(seen, f"association.{SCOPE}.manager")


# the blueprint


def test_an_entry_is_a_pair_of_labels_with_limits():
    """One resource per label pair; what is not written is no unit."""
    told = {"label": LABEL["label"], "limit": 1, "inverseLimit": "none", "ref": "SP20"}
    (resource,) = expand(KIND, section(decision_maker=told), Near("ja"))

    assert str(resource.address) == "association.contacts-companies.decision_maker"
    assert resource.units == {"label": "決裁者", "limit": 1, "inverseLimit": "none"}
    assert resource.ref == ("SP20",)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("contacts", "companies"),
        ("line_items", "2-7"),
        ("2-7", "deals"),
        ("2-7", "2-8"),
        ("0-999", "p12_car"),
        ("contract", "contract"),
    ],
)
def test_the_scope_of_an_address_tells_both_objects(one, other):
    """An address parses again, also with ids that hold hyphens of their own."""
    (resource,) = expand(KIND, section(one, other, owner=LABEL))

    assert Address.parse(str(resource.address)) == resource.address
    assert objects_of(resource.address.scope) == (one, other)


@pytest.mark.parametrize("scope", ["contacts", "2-7", "", "some-thing-else"])
def test_other_scopes_name_one_object_or_none(scope):
    """An id is no pair."""
    assert objects_of(scope) == ((scope,) if scope else ())


def test_a_label_waits_for_the_custom_objects_of_its_pair():
    """Both ends are needed; HubSpot's own objects are always there."""
    (resource,) = expand(KIND, section("contract", "car", owner=LABEL))
    assert {str(need.address) for need in resource.needs} == {"object.contract", "object.car"}
    assert not expand(KIND, section(owner=LABEL))[0].needs


@pytest.mark.parametrize("value", [0, 10_001, "one", True, 1.5, None])
def test_a_limit_is_a_whole_number_or_none(value):
    """From 1 to 10,000, which is what HubSpot lets people set."""
    entry = section(owner={**LABEL, "limit": value})
    if value is None:
        assert "limit" not in expand(KIND, entry)[0].units
        return
    with pytest.raises(ValidationError):
        TypeAdapter(KIND.section_type).validate_python(entry)


@pytest.mark.parametrize("name", ["1st", "decision-maker", "決裁者"])
def test_a_key_that_cannot_be_a_name_is_reported(name):
    """A name begins with a letter and holds letters, digits and underscores."""
    near = Near()
    expand(KIND, section(**{name: LABEL}), near)
    assert near.reports == [("RV640", ("associations", "contacts", "companies", name))]


@pytest.mark.parametrize(
    ("name", "entry", "where"),
    [
        ("owner", {"limit": 1}, ()),
        ("owner", {"label": " "}, ("label",)),
        ("owner", {"label": "Owner", "inverseLabel": ""}, ("inverseLabel",)),
        ("default", {"label": "Any", "limit": 1}, ("label",)),
        ("default", {"inverseLabel": "Any", "limit": 1}, ("inverseLabel",)),
    ],
)
def test_labels_stand_where_hubspot_has_one(name, entry, where):
    """Every label has a text; the association that HubSpot defines has none."""
    near = Near()
    expand(KIND, section(**{name: entry}), near)
    assert near.reports == [("RV641", ("associations", "contacts", "companies", name, *where))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({**PAIRED}, {"label": "Employee", "inverseLabel": "Manager"}),
        ({**PAIRED}, {"label": "Employee"}),
        ({"label": "Partner"}, {"label": "ＰＡＲＴＮＥＲ "}),
    ],
)
def test_a_label_described_from_both_sides_is_an_error(first, second):
    """The second entry is reported, with the place of the first one."""
    near = Near()
    both = {"contacts": {"companies": {"one": first}}, "companies": {"contacts": {"other": second}}}
    expand(KIND, both, near)
    assert near.reports == [("RV642", ("associations", "companies", "contacts", "other"))]


def test_two_labels_of_one_text_in_one_direction_are_an_error():
    """They could not be told apart; the same text in the other direction alone is another label's."""
    near = Near()
    expand(KIND, section(one={"label": "Boss"}, other={"label": "Boss", "inverseLabel": "X"}), near)
    assert near.codes == ["RV642"]
    near = Near()
    expand(KIND, section(one=PAIRED, other={"label": "Chief", "inverseLabel": "Employee"}), near)
    assert near.codes == []


def test_the_default_is_described_from_one_side_only():
    """Its two directions are one association, too."""
    near = Near()
    both = {
        "contacts": {"companies": {"default": {"limit": 1}}},
        "companies": {"contacts": {"default": {"limit": 2}}},
    }
    expand(KIND, both, near)
    assert near.codes == ["RV642"]


def test_a_key_names_one_label_in_the_whole_portal():
    """HubSpot refuses a name that another pair of objects has; `default` is no name."""
    near = Near()
    both = {
        "contacts": {"companies": {"owner": LABEL, "default": {"limit": 1}}},
        "deals": {"contacts": {"owner": LABEL, "default": {"limit": 1}}},
    }
    expand(KIND, both, near)
    assert near.reports == [("RV643", ("associations", "deals", "contacts", "owner"))]


@pytest.mark.parametrize(
    ("sections", "where"),
    [
        (section(default={"limit": 3}, owner={**LABEL, "limit": 4}), ("owner", "limit")),
        (section(default={"inverseLimit": 3}, owner={**LABEL, "inverseLimit": 4}), ("owner", "inverseLimit")),
        (section("contacts", "contacts", owner={**LABEL, "inverseLimit": 4}), ("owner", "inverseLimit")),
        (section(default={}), ("default",)),
    ],
)
def test_a_limit_that_cannot_hold_is_reported(sections, where):
    """Above that of the objects, on a side that there is not, or none at all."""
    near = Near()
    expand(KIND, sections, near)
    assert [(code, path[3:]) for code, path in near.reports] == [("RV644", where)]


def test_the_limit_of_the_objects_counts_from_either_side():
    """`limit` from there is `inverseLimit` from here."""
    near = Near()
    both = {
        **section(owner={**LABEL, "limit": 4}),
        "companies": {"contacts": {"default": {"inverseLimit": 3}}},
    }
    expand(KIND, both, near)
    assert near.codes == ["RV644"]
    near = Near()
    expand(KIND, section(default={"limit": 3}, owner={**LABEL, "limit": 3}), near)
    assert near.codes == []


# what the portal has


def test_there_is_one_list_for_each_direction():
    """A list shows one direction only; limits are read where one is managed, in its direction."""
    lists = [rows(user(144, "Manager")), rows(user(145, "Employee"))]
    asked, _ = observe(manager(), lists)
    assert paths(asked) == [
        ["association_labels /contacts/companies/labels", "association_labels /companies/contacts/labels"]
    ]
    asked, _ = observe(manager(inverseLimit=1), [*lists, rows()])
    assert paths(asked)[0][2:] == ["association_limits /companies/contacts"]
    asked, _ = observe(manager(limit=1), [*lists, rows()])
    assert paths(asked)[0][2:] == ["association_limits /contacts/companies"]


def test_an_object_with_itself_has_one_list():
    """Both sides of a paired label stand in it, and the label is told once."""
    wanted = expand(KIND, section("contacts", "contacts", manager=PAIRED))
    answers = [rows(user(145, "Employee"), user(144, "Manager"))]
    schema = named("0-1", "0-1", manager=(144, 145))
    asked, seen = observe(wanted, answers, [schema], scope="contacts-contacts")

    assert paths(asked) == [["association_labels /contacts/contacts/labels"], ["schemas /contacts"]]
    (one,) = seen.found
    assert (one.id, one.keys, one.units) == ("144", {"inverse": "145"}, PAIRED)


def same_object(*answers, **entries):
    """What is seen of the labels 144 and 145 of contacts with contacts."""
    wanted = expand(KIND, section("contacts", "contacts", **entries))
    lists = [rows(user(145, "Report"), user(144, "Manager"))]
    return observe(wanted, lists, *answers, scope="contacts-contacts")[1]


def test_a_pair_between_records_of_one_object_is_not_two_labels_without_sides():
    """A rename of one side sends the text of the other, which a person wrote."""
    wanted = expand(KIND, section("contacts", "contacts", manager={"label": "Manager"}))
    seen = same_object([named("0-1", "0-1", manager=(144, 145))], manager={"label": "Manager"})
    (actual,) = seen.found
    assert (actual.id, actual.keys) == ("144", {"inverse": "145"})
    ((_, _, body),) = compile_(KIND, update(wanted[0], actual, label="Boss"))
    assert body == {"associationTypeId": 144, "label": "Boss", "inverseLabel": "Report"}


def test_labels_of_one_type_have_a_name_of_their_own():
    """Two names for two types are two labels; without any name nobody knows."""
    seen = same_object([named("0-1", "0-1", manager=(144, 144), report=(145, 145))], manager=PAIRED)
    assert {o.address.name: o.keys for o in seen.found} == {
        "manager": {"inverse": "144"},
        "report": {"inverse": "145"},
    }
    seen = same_object([named("0-1", "0-1")], manager=PAIRED)
    assert "inverseLabel" in found(seen, "association.contacts-contacts.manager").locked


def test_the_ledger_tells_both_sides_of_one_list():
    """One entry is enough for both types, so that no name is needed."""
    wanted = expand(KIND, section("contacts", "contacts", manager=PAIRED))
    lists = [rows(user(145, "Employee"), user(144, "Manager"), user(7, "Peer"), user(8, "Guide"))]
    context = knowing("manager", "144", "145", "contacts-contacts")
    asked, seen = observe(wanted, lists, scope="contacts-contacts", context=context)
    assert len(asked) == 1
    assert "Employee" not in [o.units["label"] for o in seen.found]


def test_a_label_without_sides_is_its_own_inverse():
    """Between records of one object it may be one type."""
    wanted = expand(KIND, section("contacts", "contacts", colleague={"label": "Colleague"}))
    _, seen = observe(wanted, [rows(user(9, "Colleague"))], scope="contacts-contacts")
    (one,) = seen.found
    assert (one.keys, one.locked) == ({"inverse": "9"}, {})


def test_a_label_is_found_by_its_text_with_both_type_ids():
    """HubSpot's own labels are none of the portal's."""
    resource, actual = actual_manager()
    assert resource.address == actual.address
    assert (actual.id, actual.keys) == ("144", {"inverse": "145"})
    assert actual.units == PAIRED
    _, seen = observe(
        expand(KIND, section(primary={"label": "Primary"})),
        [rows(PRIMARY, PLAIN), rows(PLAIN_BACK)],
        [rows()],
    )
    assert isinstance(seen.presence(Address("association", SCOPE, "primary")), Absent)


def test_hubspots_own_labels_are_there_to_be_refused():
    """Under `removed:` they are known to be HubSpot's; a blueprint's label of that name is its own."""
    _, seen = observe([], [rows(PRIMARY, PLAIN), rows(PLAIN_BACK), rows(), rows()])
    assert {o.address.name: (o.shipped, o.units.get("label")) for o in seen.found} == {
        "primary": (True, None),
        "default": (True, None),
    }
    (primary,) = [o for o in seen.found if o.address.name == "primary"]
    assert KIND.describe(primary, Context()) == {}


def test_a_label_made_from_the_other_side_is_found_from_this_one():
    """`companies: {contacts: …}` reads the same types the other way round."""
    wanted = expand(KIND, section("companies", "contacts", staff={"label": "Employee"}))
    lists = [rows(user(145, "Employee")), rows(user(144, "Manager"))]
    _, seen = observe(wanted, lists, scope="companies-contacts")
    actual = found(seen, "association.companies-contacts.staff")
    assert (actual.id, actual.keys) == ("145", {"inverse": "144"})


@pytest.mark.parametrize("theirs", ["Ｄｅｃｉｓｉｏｎ　ｍａｋｅｒ ", "decision maker", "決裁者"])
def test_a_label_is_recognised_as_people_read_it(theirs):
    """Widths, case, and the other language: a second one must not be made beside it."""
    wanted = expand(KIND, section(decision_maker=LABEL))
    _, seen = observe(wanted, [rows(user(7, theirs)), rows(user(8, theirs))])
    assert found(seen, f"association.{SCOPE}.decision_maker").units["label"] == theirs


def test_a_label_made_by_hand_is_found_by_its_name():
    """HubSpot names it after its text, and a create of that name would be refused."""
    wanted = expand(KIND, section(key_contact={"label": "Main contact"}))
    _, seen = observe(wanted, [rows(user(7, "Key Contact")), rows(user(8, "Key Contact"))])
    assert found(seen, f"association.{SCOPE}.key_contact").units["label"] == "Key Contact"


def test_the_ledgers_type_id_comes_first():
    """A label that a person renamed is still this one, whoever has its old text now."""
    lists = [rows(user(144, "Boss"), user(150, "Manager")), rows(user(145, "Report"), user(151, "Employee"))]
    _, seen = observe(manager(), lists, context=knowing("manager", "144", "145"))
    actual = found(seen, f"association.{SCOPE}.manager")
    assert (actual.id, actual.units) == ("144", {"label": "Boss", "inverseLabel": "Report"})


def test_a_target_may_bind_a_label_by_its_type_id():
    """As `adopt` writes it, for a label of another text."""
    context = Context(bind={f"association.{SCOPE}.manager": "150"})
    lists = [rows(user(144, "Manager"), user(150, "Boss")), rows(user(145, "Employee"), user(151, "Report"))]
    _, seen = observe(manager(), lists, [named(manager=(144, 145), boss=(150, 151))], context=context)
    actual = found(seen, f"association.{SCOPE}.manager")
    assert (actual.id, actual.keys) == ("150", {"inverse": "151"})


def test_several_labels_of_the_text_are_left_to_a_person():
    """Nobody can tell which one is meant."""
    lists = [rows(user(1, "Manager"), user(2, "manager")), rows(user(3, "A"), user(4, "B"))]
    _, seen = observe(manager(), lists)
    assert "several labels" in found(seen, f"association.{SCOPE}.manager").unreadable


def test_the_last_label_of_either_direction_are_a_pair():
    """With every other one known, nothing else is left."""
    lists = [
        rows(user(144, "Manager"), user(7, "Partner")),
        rows(user(8, "Partner"), user(145, "Staff")),
    ]
    _, seen = observe(manager(), lists, [named(partner=(7, 8))])
    assert found(seen, f"association.{SCOPE}.manager").units["inverseLabel"] == "Staff"
    asked, seen = observe(manager(), [rows(user(144, "Manager")), rows(user(145, "Staff"))])
    assert found(seen, f"association.{SCOPE}.manager").units["inverseLabel"] == "Staff"
    assert len(asked) == 1


TWO = [
    rows(user(144, "Parent"), user(150, "Boss")),
    rows(user(145, "Child"), user(151, "Report")),
]
CROSSED = {"label": "Parent", "inverseLabel": "Report", "inverseLimit": 1}


def test_a_wanted_text_does_not_pair_a_label_with_another_ones_side():
    """The names tell; without them nothing of the other side is written."""
    wanted = expand(KIND, section(parent=CROSSED))
    _, seen = observe(wanted, [*TWO, rows()], [named(parent=(144, 145), boss=(150, 151))])
    actual = found(seen, f"association.{SCOPE}.parent")
    assert (actual.keys, actual.units["inverseLabel"]) == ({"inverse": "145"}, "Child")
    _, seen = observe(wanted, [*TWO, rows()], [named()])
    actual = found(seen, f"association.{SCOPE}.parent")
    assert actual.keys == {}
    assert actual.locked.keys() == {"label", "inverseLabel", "inverseLimit"}


@pytest.mark.parametrize(
    "texts",
    [
        (("Parent", "Child"), ("Child", "Parent")),
        (("Parent", "Boss"), ("Report", "Parent")),
        (("Partner", "Peer"), ("Partner", "Peer")),
    ],
)
def test_an_equal_text_without_a_name_may_be_another_labels_side(texts):
    """`Parent` to `Child` beside `Child` to `Parent`, or each alike on both sides: nobody can tell which."""
    there, back = ([user(10 * side + n, text) for n, text in enumerate(texts[side])] for side in (0, 1))
    wanted = expand(KIND, section(one={"label": texts[0][0], "inverseLabel": "Changed"}))

    _, seen = observe(wanted, [rows(*there), rows(*back)], [named()])

    actual = found(seen, f"association.{SCOPE}.one")
    assert (actual.keys, "inverseLabel" in actual.units) == ({}, False)
    assert "which label is its other side" in actual.locked["inverseLabel"]


def test_labels_that_this_tool_made_of_one_text_are_known_without_names():
    """Two of one run, whose names HubSpot shows minutes later: each was sent with one text for both sides."""
    wanted = expand(KIND, section(partner={"label": "Partner"}, peer={"label": "Peer"}))
    entries = {one.address: Entry(units=one.units, created=True) for one in wanted}
    lists = [rows(user(1, "Partner"), user(2, "Peer")), rows(user(3, "Partner"), user(4, "Peer"))]

    asked, seen = observe(wanted, lists, context=Context(ledger=Ledger(1, entries)))

    assert len(asked) == 1
    assert {o.address.name: o.keys for o in seen.found} == {
        "partner": {"inverse": "3"},
        "peer": {"inverse": "4"},
    }


def test_a_name_outweighs_an_equal_text():
    """Mirrored labels: `Parent` stands on both sides, but of two labels."""
    lists = [rows(user(1, "Parent"), user(2, "Child")), rows(user(3, "Parent"), user(4, "Child"))]
    wanted = expand(KIND, section(parent={"label": "Parent"}))
    _, seen = observe(wanted, lists, [named(parent=(1, 4), child=(2, 3))])
    assert found(seen, f"association.{SCOPE}.parent").keys == {"inverse": "4"}


def test_an_equal_text_counts_only_where_each_direction_has_it_once():
    """Of three that read alike, any could be the other side."""
    lists = [rows(user(1, "Partner"), user(2, "Guide")), rows(user(3, "Partner"), user(4, "partner"))]
    wanted = expand(KIND, section(partner={"label": "Partner"}))
    _, seen = observe(wanted, lists, [named()])
    assert found(seen, f"association.{SCOPE}.partner").keys == {}


def test_names_are_read_on_first_contact_only():
    """Labels of others stay unknown to the ledger, and are no reason to ask again."""
    wanted = expand(KIND, section(parent={"label": "Parent", "inverseLabel": "Child"}))
    more = [rows(*TWO[0].body["results"], user(7, "Peer")), rows(*TWO[1].body["results"], user(8, "Chum"))]
    asked, seen = observe(wanted, more, context=knowing("parent", "144", "145"))
    assert len(asked) == 1
    assert found(seen, f"association.{SCOPE}.parent").keys == {"inverse": "145"}


def test_a_label_made_anew_by_hand_does_not_get_the_ledgers_name():
    """The ledger proves that its own type was made by this tool, and says nothing of another one."""
    lists = [rows(user(200, "Manager")), rows(user(201, "Employee")), rows(), rows()]
    _, seen = observe([], lists, context=knowing("manager", "144", "145"))
    assert isinstance(seen.presence(Address("association", SCOPE, "manager")), Absent)
    (other,) = seen.found
    assert (other.address.name, other.id) == ("200", "200")


def test_the_default_of_a_custom_object_is_no_label():
    """It is the portal's own, and the ledger knows it once a limit is applied."""
    wanted = expand(KIND, section("2-7", "contacts", default={"limit": 2}))
    lists = [rows(user(50, None), user(60, "Owner")), rows(user(51, None), user(61, "Car")), rows()]
    scope = "2-7-contacts"
    _, seen = observe(wanted, lists, scope=scope, context=knowing("default", "50", "51", scope))
    assert {o.address.name: (o.id, o.shipped) for o in seen.found} == {
        "default": ("50", True),
        "owner": ("60", False),
    }


SIDES = [
    rows(user(144, "Manager"), user(7, "Sponsor")),
    rows(user(8, "Sponsored"), user(145, "Staff")),
]
SCHEMA = Answer(
    200,
    {
        "associations": [
            {"id": "144", "fromObjectTypeId": "0-1", "toObjectTypeId": "0-2", "name": "manager"},
            {"id": "145", "fromObjectTypeId": "0-2", "toObjectTypeId": "0-1", "name": "manager"},
            {"id": "8", "fromObjectTypeId": "0-2", "toObjectTypeId": "0-3", "name": "manager"},
            {"id": "7", "fromObjectTypeId": "0-1", "toObjectTypeId": "0-2", "name": "sponsor"},
            {"id": "8", "fromObjectTypeId": "0-2", "toObjectTypeId": "0-1", "name": "sponsor"},
        ]
    },
)


def test_names_of_the_schema_tell_the_other_side():
    """They are read where several could be; both directions of a label have one name."""
    asked, seen = observe(manager(), SIDES, [SCHEMA])
    assert paths(asked)[1] == ["schemas /contacts"]
    actual = found(seen, f"association.{SCOPE}.manager")
    assert (actual.keys, actual.units["inverseLabel"]) == ({"inverse": "145"}, "Staff")


@pytest.mark.parametrize("schema", [Answer(200, {"associations": []}), Answer(404), UNREAD])
def test_another_side_that_nobody_tells_is_not_guessed(schema):
    """A name shows up to five minutes late: until then neither label is written, and all else is."""
    _, seen = observe(manager(), SIDES, [schema])
    actual = found(seen, f"association.{SCOPE}.manager")
    assert "inverseLabel" not in actual.units
    assert actual.locked.keys() == {"label", "inverseLabel", "inverseLimit"}
    assert not seen.unknown


def test_limits_are_numbers_or_none_in_their_direction():
    """A type without a row, or without a number in it, has none; an equal id of HubSpot's is another type."""
    _, actual = actual_manager(
        rows(limit(144, 3), limit(279, 9, category="HUBSPOT_DEFINED")),
        rows(limit(145, None)),
        limit=3,
        inverseLimit=2,
    )
    assert (actual.units["limit"], actual.units["inverseLimit"]) == (3, "none")
    assert actual.factory == {"limit": "none", "inverseLimit": "none"}
    _, actual = actual_manager(rows(limit(144, 3, category="HUBSPOT_DEFINED")), limit=3)
    assert actual.units["limit"] == "none"
    assert "inverseLimit" not in actual.units


def test_the_default_is_the_unlabelled_type_and_shipped():
    """It is found without a text, and only its limits are units."""
    wanted = expand(KIND, section(default={"limit": 2, "inverseLimit": 1}))
    answers = [
        rows(PRIMARY, PLAIN),
        rows(PLAIN_BACK),
        rows(limit(279, 5, category="HUBSPOT_DEFINED")),
        rows(),
    ]
    _, seen = observe(wanted, answers)
    actual = found(seen, f"association.{SCOPE}.default")
    assert (actual.id, actual.keys, actual.shipped) == ("279", {"inverse": "280"}, True)
    assert actual.units == {"limit": 5, "inverseLimit": "none"}


def test_a_pair_without_an_association_has_no_default_to_limit():
    """It is blocked and never made; nobody looks for it where nobody wants it."""
    wanted = expand(KIND, section("projects", "leads", default={"limit": 2}))
    _, seen = observe(wanted, [rows(), rows(), rows()], scope="projects-leads")
    assert found(seen, "association.projects-leads.default").locked.keys() == {""}
    _, seen = observe([], [rows(), rows(), rows(), rows()], scope="projects-leads")
    assert seen.found == ()


def test_what_no_blueprint_names_has_hubspots_name_for_it():
    """The text in lower case with underscores, else the type id; both sides are one thing."""
    lists = [
        rows(user(7, "Key Contact"), user(9, "担当"), PLAIN),
        rows(user(8, "Key Contact"), user(10, "担当")),
    ]
    asked, seen = observe([], [*lists, rows(), rows()], [named()])
    assert paths(asked)[1] == ["schemas /contacts"]
    assert {observed.address.name for observed in seen.found} == {"key_contact", "9"}
    (key, tantou) = seen.found
    assert KIND.describe(key, Context()) == {"label": "Key Contact"}
    assert KIND.describe(tantou, Context()) == {"label": "担当"}


def test_a_pull_says_both_sides_and_the_limits_that_are_set():
    """`none` need not be said."""
    _, actual = actual_manager(rows(limit(144, 3)), rows(), limit=3, inverseLimit=2)
    assert KIND.describe(actual, Context()) == {**PAIRED, "limit": 3}


def test_a_refused_list_proves_nothing():
    """A 403 on either direction leaves the label unknown."""
    _, seen = observe(manager(), [rows(), UNREAD])
    assert isinstance(seen.presence(manager()[0].address), Unknown)


def test_nothing_is_asked_about_an_object_that_is_not_there_yet():
    """Its paths answer 400; so its labels are absent. Once it is there, its full name stands in the path."""
    wanted = expand(KIND, section("contract", "contacts", owner=LABEL))
    asked, seen = observe(wanted, scope="contract-contacts")
    assert (asked, seen.presence(wanted[0].address)) == ([], Absent())
    there = Context(names=Names({Symbol("object", "contract"): "2-7"}), portal=PortalFacts(5))
    asked, _ = observe(wanted, [rows(), rows()], [rows()], scope="contract-contacts", context=there)
    assert paths(asked)[0][0] == "association_labels /p5_contract/contacts/labels"


def room(usage, most=50):
    return rows({"limit": most, "usage": usage, "percentage": 0.0, "allLabels": []})


@pytest.mark.parametrize(
    ("answer", "blocked"),
    [(room(48), 0), (room(49), 1), (room(50), 2), (room(51), 2), (rows(), 0), (UNREAD, 0)],
)
def test_the_room_for_labels_is_looked_at_before_the_first_write(answer, blocked):
    """The first ones fit, the others are blocked; a pair without labels is not listed."""
    wanted = expand(KIND, section(one={"label": "One"}, other={"label": "Other"}))
    asked, seen = observe(wanted, [rows(), rows()], [answer])
    (call,) = asked[1]
    assert (call.surface, call.path) == ("limits", "/associations/labels")
    assert call.query == {"fromObjectTypeId": "0-1", "toObjectTypeId": "0-2"}
    locked = [r.address.name for r in wanted if isinstance(seen.presence(r.address), Present)]
    assert locked == ["one", "other"][2 - blocked :]
    assert not seen.unknown


# requests


def test_a_create_sends_the_key_as_name():
    """And the inverse label only where the blueprint has one."""
    (paired,), (single,) = manager(), expand(KIND, section(decision_maker=LABEL))
    assert compile_(KIND, create(paired), create(single)) == [
        ("POST", "/contacts/companies/labels", {"name": "manager", **PAIRED}),
        ("POST", "/contacts/companies/labels", {"name": "decision_maker", "label": "Decision maker"}),
    ]


@pytest.mark.parametrize("order", [(144, 145), (145, 144)])
def test_limits_of_a_new_label_go_to_the_ids_that_came_back(order):
    """Which is which is told by the texts, not by the order of the answer."""
    labels = {144: "Manager", 145: "Employee"}
    answer = Answer(200, {"results": [user(type_id, labels[type_id]) for type_id in order]})
    (resource,) = manager(limit=5, inverseLimit="none")
    asked, _ = talk(KIND.compile([create(resource)], Context()), [answer])
    (call,) = asked[1]
    assert (call.path, call.body) == (
        "/contacts/companies/batch/create",
        {"inputs": [{"category": "USER_DEFINED", "typeId": 144, "maxToObjectIds": 5}]},
    )
    assert asked[0][0].units == {"label", "inverseLabel"}


def test_limits_of_a_new_label_with_one_text_need_another_look():
    """The list of the first direction tells which of the two ids is its own."""
    (resource,) = expand(KIND, section(partner={"label": "Partner", "limit": 2, "inverseLimit": 1}))
    made = Answer(200, {"results": [user(21, "Partner"), user(20, "Partner")]})
    asked, _ = talk(KIND.compile([create(resource)], Context()), [made], [rows(user(20, "Partner"), PLAIN)])
    assert [call.path for call in asked[1]] == ["/contacts/companies/labels"]
    assert [(call.path, call.body["inputs"][0]["typeId"]) for call in asked[2]] == [
        ("/contacts/companies/batch/create", 20),
        ("/companies/contacts/batch/create", 21),
    ]


def test_a_create_that_was_refused_gets_no_limits():
    """There is no type to put them on; the others get theirs."""
    one, other = expand(
        KIND, section(one={**PAIRED, "limit": 1}, other={"label": "A", "inverseLabel": "B", "limit": 2})
    )
    made = Answer(200, {"results": [user(9, "B"), user(8, "A")]})
    asked, _ = talk(KIND.compile([create(one), create(other)], Context()), [Answer(437), made])
    (call,) = asked[1]
    assert call.carries == (other.address,)


@pytest.mark.parametrize(
    ("after", "sent"),
    [
        ({"label": "Boss"}, {"label": "Boss", "inverseLabel": "Employee"}),
        ({"inverseLabel": "Report"}, {"label": "Manager", "inverseLabel": "Report"}),
        ({"label": "Boss", "inverseLabel": "Report"}, {"label": "Boss", "inverseLabel": "Report"}),
    ],
)
def test_an_update_sends_both_labels(after, sent):
    """The one that stays is the portal's."""
    resource, actual = actual_manager()
    assert compile_(KIND, update(resource, actual, **after)) == [
        ("PUT", "/contacts/companies/labels", {"associationTypeId": 144, **sent})
    ]


def test_a_text_that_stood_on_both_sides_stays_one():
    """Where the blueprint says no other for the inverse side."""
    (resource,) = wanted = expand(KIND, section(partner={"label": "Partner"}))
    _, seen = observe(wanted, [rows(user(20, "Partner")), rows(user(21, "Partner"))])
    actual = found(seen, f"association.{SCOPE}.partner")
    ((_, _, body),) = compile_(KIND, update(resource, actual, label="Ally"))
    assert body == {"associationTypeId": 20, "label": "Ally", "inverseLabel": "Ally"}


def test_deleting_takes_one_side():
    """HubSpot removes the other one with it; a person is told first, and limits need no request."""
    _, actual = actual_manager(rows(limit(144, 3)), limit=3)
    assert compile_(KIND, delete(actual)) == [("DELETE", "/contacts/companies/labels/144", None)]
    (finding,) = KIND.hazards(delete(actual))
    assert finding.code == "RV650"
    assert not list(KIND.hazards(update(None, actual, label="Boss")))


@pytest.mark.parametrize(
    ("before", "after", "operation"),
    [(None, 5, "create"), (3, 5, "update"), (5, 3, "update"), (3, "none", "purge")],
)
def test_a_limit_is_made_changed_or_purged(before, after, operation):
    """By category and type id, in the path of its direction."""
    listed = rows(limit(145, before)) if before else rows()
    resource, actual = actual_manager(listed, inverseLimit=5)
    ((method, path, body),) = compile_(KIND, update(resource, actual, inverseLimit=after))
    assert (method, path) == ("POST", f"/companies/contacts/batch/{operation}")
    most = {} if after == "none" else {"maxToObjectIds": after}
    assert body == {"inputs": [{"category": "USER_DEFINED", "typeId": 145, **most}]}


def test_limits_of_one_direction_go_in_one_request():
    """However many labels there are."""
    one, other = wanted = expand(
        KIND, section(one={**PAIRED, "limit": 1}, other={"label": "A", "inverseLabel": "B", "limit": 1})
    )
    lists = [rows(user(1, "Manager"), user(3, "A")), rows(user(2, "Employee"), user(4, "B")), rows()]
    _, seen = observe(wanted, lists, [named(one=(1, 2), other=(3, 4))])
    changes = [update(r, found(seen, str(r.address)), limit=1) for r in (one, other)]
    ((_, path, body),) = compile_(KIND, *changes)
    assert path == "/contacts/companies/batch/create"
    assert [row["typeId"] for row in body["inputs"]] == [1, 3]


@pytest.mark.parametrize(
    ("before", "after", "order"), [((9, 9), (5, 5), [144, 279]), ((5, 5), (9, 9), [279, 144])]
)
def test_a_label_is_never_above_its_objects_on_the_way(before, after, order):
    """It goes down before them and up after them."""
    wanted = expand(KIND, section(default={"limit": 5}, manager={**PAIRED, "limit": 5}))
    limits_ = rows(limit(279, before[0], category="HUBSPOT_DEFINED"), limit(144, before[1]))
    lists = [rows(user(144, "Manager"), PLAIN), rows(user(145, "Employee"), PLAIN_BACK), limits_]
    _, seen = observe(wanted, lists)
    changes = [
        update(r, found(seen, str(r.address)), limit=value) for r, value in zip(wanted, after, strict=True)
    ]
    assert [body["inputs"][0]["typeId"] for _, _, body in compile_(KIND, *changes)] == order


def test_the_default_is_limited_by_hubspots_category():
    """Its type id is 279 in every portal."""
    wanted = expand(KIND, section(default={"limit": 5}))
    _, seen = observe(wanted, [rows(PLAIN), rows(PLAIN_BACK), rows()])
    ((_, _, body),) = compile_(KIND, update(wanted[0], found(seen, f"association.{SCOPE}.default"), limit=5))
    assert body == {"inputs": [{"category": "HUBSPOT_DEFINED", "typeId": 279, "maxToObjectIds": 5}]}


# answers


def made(resource, answer):
    (call,) = talk(KIND.compile([create(resource)], Context()))[0][0]
    return list(KIND.settle(call, answer, Context()))


def test_a_create_tells_both_type_ids():
    """Not by their order, and not at all where one text stands on both sides."""
    answer = Answer(200, {"results": [user(145, "Employee"), user(144, "Manager")]})
    (settled,) = made(manager()[0], answer)
    assert (settled.done, settled.id, settled.keys) == (True, "144", {"inverse": "145"})
    answer = Answer(200, {"results": [user(21, "Partner"), user(20, "Partner")]})
    (settled,) = made(expand(KIND, section(partner={"label": "Partner"}))[0], answer)
    assert (settled.done, settled.id, settled.keys) == (True, "", {})


def test_the_51st_label_is_told_with_a_way_out():
    """HubSpot answers 437."""
    words = "No more than 50 association types are allowed between CONTACT and COMPANY"
    (settled,) = made(manager()[0], Answer(437, {"message": words}))
    assert not settled.done
    assert words in settled.finding.summary
    assert "delete labels" in settled.finding.hint


def test_a_lost_answer_settles_nothing():
    """Whether the label is there is read back."""
    (settled,) = made(manager()[0], Answer(0, fault="timed out"))
    assert (settled.done, settled.doubtful) == (False, True)


@pytest.mark.parametrize(
    ("answer", "done"),
    [
        (Answer(204), [True, True]),
        (Answer(200, {"results": [limit(1, 1), limit(3, 1)]}), [True, True]),
        (Answer(207, {"results": [limit(1, 1)], "errors": [{"message": "too high"}]}), [True, False]),
        (Answer(200, {"results": [limit(3, 1)], "errors": [{"message": "too high"}]}), [False, True]),
        (Answer(400, {"message": "too high"}), [False, False]),
    ],
)
def test_a_batch_of_limits_may_fail_in_part(answer, done):
    """Also within a 200: what is not among the results while there are errors was refused."""
    one, other = wanted = expand(
        KIND, section(one={**PAIRED, "limit": 1}, other={"label": "A", "inverseLabel": "B", "limit": 1})
    )
    lists = [rows(user(1, "Manager"), user(3, "A")), rows(user(2, "Employee"), user(4, "B")), rows()]
    _, seen = observe(wanted, lists, [named(one=(1, 2), other=(3, 4))])
    changes = [update(r, found(seen, str(r.address)), limit=1) for r in (one, other)]
    (call,) = talk(KIND.compile(changes, Context()))[0][0]
    settled = list(KIND.settle(call, answer, Context()))
    assert [one.done for one in settled] == done
    assert all("too high" in one.finding.summary for one in settled if not one.done)


# writing back


def test_keeping_writes_the_portals_side_into_the_entry():
    """One language of a text, a number, `none`."""
    entry = {"label": {"ja": "上司", "en": "Manager"}, "limit": 3}
    KIND.rewrite(entry, "label", "Boss", Context(locale="en"))
    KIND.rewrite(entry, "inverseLabel", "Report", Context(locale="en"))
    KIND.rewrite(entry, "limit", "none", Context())
    assert entry == {"label": {"ja": "上司", "en": "Boss"}, "limit": "none", "inverseLabel": "Report"}


def test_the_surface_asks_for_scopes_of_the_pair_first():
    """Any record scope will do; for a pair that is not in the table, too."""
    from revops.hub.surfaces import SURFACES

    surface = SURFACES["association_labels"]
    assert surface.scopes(pair("deals", "contacts"), write=True)[:2] == (
        "crm.objects.deals.write",
        "crm.objects.contacts.write",
    )
    assert "crm.objects.tickets.read" in surface.scopes(pair("contract", "contacts"), write=False)
    assert set(surface.scopes(SCOPE, write=True)) == set(surface.scopes("", write=False))
