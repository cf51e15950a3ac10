"""What the portal has under another name: pairs by label, type and options, best first, none twice."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest
from toys import ToyKind, toy

from revops.engine.likeness import Proposal, namesakes, proposals
from revops.engine.situation import Situation
from revops.model.address import Address, Origin
from revops.model.context import Context
from revops.model.spec import Observation, Observed

TEXT = {"type": "string", "fieldType": "text"}
MINE = toy("a", label="Lead source", **TEXT)
FILE = Origin("main.yaml", 7)


def theirs(name, portal_id="", /, *, scope="box", kind="toy", **facts):
    """A thing of the portal's; `units` holds what is not in TEXT."""
    units = {**TEXT, **facts.pop("units", {})}
    return Observed(Address(kind, scope, name), portal_id or f"id-{name}", units, **facts)


def situation(wanted, found, kinds=None):
    """One blueprint and one portal; everything lives in the place of its address."""
    places = {}
    for one in found:
        places.setdefault((one.address.kind, one.address.scope), []).append(one)
    for one in wanted:
        places.setdefault((one.address.kind, one.address.scope), [])
    seen = {place: Observation(tuple(ones)) for place, ones in places.items()}
    return Situation(kinds or {"toy": ToyKind()}, tuple(wanted), Context(), seen)


def proposed(wanted, found, kinds=None):
    return proposals(situation(wanted, found, kinds))


def names(pairs):
    return [(pair.name, pair.portal_id) for pair in pairs]


def with_options(**labels):
    return {"options.order": list(labels), **{f"options.{one}.label": text for one, text in labels.items()}}


def test_the_same_label_under_another_name():
    """Case, width and outer spaces are none of it; the type of the field speaks for it, too."""
    same = theirs("x", units={"label": " ＬＥＡＤ source"})
    (pair,) = proposed([MINE], [same])

    assert pair == Proposal(MINE, same, 1.0, same_label=True, same_type=True, portal_id="id-x")
    assert (pair.exact, pair.told) == (True, "same label, text")
    assert (pair.name, pair.labels) == ("toy.box.a", ("Lead source", " ＬＥＡＤ source"))


@pytest.mark.parametrize(
    ("label", "likeness"),
    [
        ("a" * 17 + "123", 0.85),  # 2 x 17 equal letters of 40
        ("a" * 16 + "1234", None),  # 2 x 16 of 40
        ("a" * 21, 40 / 41),
        ("A" * 20, 1.0),
    ],
)
def test_labels_are_alike_from_85_hundredths_on(label, likeness):
    """Twice the letters that both have in a row, of all letters of both."""
    found = proposed([toy("a", label="a" * 20, **TEXT)], [theirs("x", units={"label": label})])

    assert [pair.likeness for pair in found] == ([] if likeness is None else [pytest.approx(likeness)])
    assert [pair.same_label for pair in found] == ([] if likeness is None else [likeness == 1])


def test_what_differs_is_never_wholly_alike():
    """One letter of 151: 300 of 301, told as 99 of 100, so that nobody takes it for the same."""
    (pair,) = proposed([toy("a", label="a" * 150, **TEXT)], [theirs("x", units={"label": "a" * 151})])

    assert (pair.likeness, pair.same_label, pair.exact) == (0.99, False, False)
    assert pair.told == "label 99% alike, text"


@pytest.mark.parametrize("unit", ["label", "name", "labels.plural"])
def test_a_thing_is_called_by_its_label_name_or_plural(unit):
    """Whichever unit its kind has."""
    (pair,) = proposed(
        [toy("a", **{unit: "Lead source"})], [theirs("x", units={unit: "Lead source", "type": None})]
    )

    assert (pair.likeness, pair.labels) == (1.0, ("Lead source", "Lead source"))


def test_a_label_in_any_language_counts():
    """The people of the portal may have written another one than the target's locale has."""
    spec = SimpleNamespace(label={"ja": "リードソース", "en": "Lead source"})
    japanese = replace(toy("a", label="リードソース", **TEXT), spec=spec)

    for label in ("Lead source", "リードソース"):
        assert names(proposed([japanese], [theirs("x", units={"label": label})])) == [("toy.box.a", "id-x")]
    plain = replace(japanese, spec=SimpleNamespace(label="Lead source"))
    assert proposed([plain], [theirs("x", units={"label": "Lead source"})]) == []


def test_what_has_no_label_is_like_nothing():
    """Two nameless things are not the same thing."""
    assert proposed([toy("a", **TEXT)], [theirs("x")]) == []
    assert list(namesakes([toy("a", **TEXT)], situation([toy("a", **TEXT)], [theirs("x")]))) == []


SAME = {"label": "Lead source"}


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (MINE, theirs("x", units={**SAME, "type": "number"})),
        (MINE, theirs("x", units=SAME, shipped=True)),
        (MINE, theirs("a", units=SAME)),
        (MINE, theirs("x", units=SAME, scope="bin")),
        (replace(MINE, reference=True), theirs("x", units=SAME)),
    ],
    ids=["another type", "shipped", "there already", "elsewhere", "a reference"],
)
def test_what_is_never_proposed(wanted, found):
    """HubSpot changes no type and keeps its own; what is found by name or only referred to needs none."""
    assert proposed([wanted], [found]) == []


def test_a_checklist_is_never_like_anything():
    """Its kind reads nothing, so the portal has nothing of it."""
    assert proposed([MINE], [theirs("x", units=SAME)], {"toy": ToyKind(reads=())}) == []


def test_what_stands_in_the_way_does_not_hide_the_rest():
    """One that is shipped, one of another type, then the one that fits."""
    shipped = theirs("w", units=SAME, shipped=True)
    found = [shipped, theirs("x", units={**SAME, "type": "date"}), theirs("y", units=SAME)]

    assert names(proposed([MINE], found)) == [("toy.box.a", "id-y")]
    assert names(proposed([replace(MINE, address=Address("toy", "box", "y")), MINE], found)) == []


@pytest.mark.parametrize(
    ("twin", "portal_id", "free"),
    [
        (toy("x", label="Lead source", **TEXT), "x", True),
        (toy("x", label="Lead source", **TEXT), "17", False),
        (replace(toy("x", label="Lead source", **TEXT), pack="core"), "x", False),
    ],
    ids=["a pulled entry", "an entry that has a name of its own", "a pack's entry"],
)
def test_an_entry_of_the_project_itself_may_give_way(twin, portal_id, free):
    """An entry that has the portal's own name, as `pull` writes it; not a pack's, which others use."""
    twin = replace(twin, origin=FILE)
    found = proposed([MINE, twin], [theirs("x", portal_id, units=SAME)])

    assert [(pair.twin, pair.exact) for pair in found] == ([(twin, False)] if free else [])
    assert [pair.told for pair in found] == (
        ["same label, text, described in main.yaml:7 as well"] if free else []
    )


def test_options_are_counted_and_compared():
    """Two of three are there; the third one's label stands for another value, which is a clash."""
    mine = toy("a", label="Tier", **TEXT, **with_options(one="1", two="2", three="Third"))
    there = theirs(
        "x", units={"label": "Tier", **with_options(one="1", two="zwei", drei="ＴＨＩＲＤ", four="4")}
    )
    (pair,) = proposed([mine], [there])

    assert (pair.options, pair.clashes, pair.exact) == ((2, 3), ("Third",), False)
    assert pair.told == "same label, text, 2 of 3 options, other values behind Third"


def test_an_option_that_is_there_never_clashes():
    """Its value is what counts, whatever label stands behind it or another one; nor does a new one."""
    mine = toy("a", label="Tier", **TEXT, **with_options(one="1", two="2"))
    swapped = theirs("x", units={"label": "Tier", **with_options(one="2", two="1")})
    fewer = theirs("x", units={"label": "Tier", **with_options(one="1")})
    none = theirs("x", units={"label": "Tier"})

    assert [pair.clashes for one in (swapped, fewer, none) for pair in proposed([mine], [one])] == [()] * 3
    assert [pair.exact for one in (swapped, fewer, none) for pair in proposed([mine], [one])] == [
        True,
        False,
        False,
    ]


def test_an_option_without_a_label_has_an_empty_one():
    """Two of them clash as two of the same label would."""
    mine = toy("a", label="Tier", **TEXT, **{"options.order": ["one"]})
    there = theirs("x", units={"label": "Tier", "options.order": ["eins"]})

    assert [pair.clashes for pair in proposed([mine], [there])] == [("",)]


def test_another_field_is_not_exact():
    """The type must be the same, the field may differ; a person looks at it."""
    (pair,) = proposed([MINE], [theirs("x", units={**SAME, "fieldType": "textarea"})])

    assert (pair.same_type, pair.exact, pair.told) == (False, False, "same label, textarea")


def test_the_best_pair_is_proposed_and_nothing_twice():
    """First what is exact, then by label, then by options; what loses its partner gets the next one."""
    wanted = [
        toy("a", label="Lead source", **TEXT),
        toy("b", label="Lead sources", **TEXT),
        toy("c", label="Tier", **TEXT, **with_options(one="1", two="2")),
    ]
    found = [
        theirs("x", units={"label": "Lead source"}),
        theirs("y", units={"label": "Lead source,;"}),
        theirs("z", units={"label": "Lead source,"}),
        theirs("v", units={"label": "Tier", **with_options(eins="1")}),
        theirs("w", units={"label": "Tier", **with_options(one="1")}),
    ]

    assert names(proposed(wanted, found)) == [
        ("toy.box.a", "id-x"),
        ("toy.box.b", "id-z"),
        ("toy.box.c", "id-w"),
    ]


def test_what_is_exact_goes_before_what_reads_the_same():
    """Two with the same label want one thing: the one whose field it has gets it, whatever its name."""
    wanted = [toy("a", label="Tier", type="string", fieldType="textarea"), toy("b", label="Tier", **TEXT)]

    assert names(proposed(wanted, [theirs("x", units={"label": "Tier"})])) == [("toy.box.b", "id-x")]


def test_of_two_that_are_equal_the_first_by_name_is_proposed():
    """The same proposal every time, in whatever order the portal and the blueprint list them."""
    wanted, found = (
        [toy("b", label="A", **TEXT), toy("a", label="A", **TEXT)],
        [theirs("y", units={"label": "A"})],
    )

    assert names(proposed(wanted, found)) == [("toy.box.a", "id-y")]
    assert names(proposed([MINE], [theirs("y", units=SAME), theirs("x", units=SAME)])) == [
        ("toy.box.a", "id-x")
    ]


def test_proposals_stand_in_the_order_of_the_kinds():
    """Groups before properties, as they would be adopted; within a kind by name."""
    kinds = {"zoo": ToyKind(name="zoo"), "toy": ToyKind()}
    wanted = [
        toy(name, kind=kind, label=f"{kind} {name}", **TEXT) for kind in ("toy", "zoo") for name in "ba"
    ]
    found = [theirs(f"{one.address.name}2", kind=one.address.kind, units=dict(one.units)) for one in wanted]

    assert [pair.name for pair in proposed(wanted, found, kinds)] == [
        "zoo.box.a",
        "zoo.box.b",
        "toy.box.a",
        "toy.box.b",
    ]


PIPELINE = toy("p", **{"label": "Sales", "stages.won.label": "Won", "stages.lost.label": "Lost or gone"})
THERE = Observed(
    Address("toy", "box", "p"),
    "1",
    {
        "label": "Sales",
        "stages.s1.label": "ＷＯＮ",
        "stages.s2.label": "Lost or gone.",
        "stages.s3.label": "Open",
    },
    keys={"stages.s1": "71", "stages.s2": "72", "stages.s3": "73", "other": "9"},
)


def test_stages_that_the_portal_calls_otherwise():
    """Of a pipeline that is there: the same label, and one that is alike (24 of 25 letters)."""
    lost, won = proposed([PIPELINE], [THERE])

    assert won == Proposal(
        PIPELINE, THERE, 1.0, same_label=True, same_type=True, part="stages.won", portal_id="71"
    )
    assert (won.name, won.labels, won.exact) == ("toy.box.p#stages.won", ("Won", "ＷＯＮ"), True)
    assert (lost.name, lost.portal_id, lost.likeness) == ("toy.box.p#stages.lost", "72", 24 / 25)
    assert (lost.same_label, lost.same_type, lost.exact) == (False, True, False)


def test_a_stage_that_is_bound_or_named_is_not_proposed():
    """Neither what the blueprint names by its key, nor what the portal has under the same one."""
    bound = replace(THERE, keys={"stages.won": "71", "stages.s2": "72"})
    named = toy("p", **{**PIPELINE.units, "stages.s2.label": "Lost or gone."})
    inner = toy("p", **{"label": "Sales", "stages.won.probability": 1, "parts.won.label": "Won"})

    assert names(proposed([PIPELINE], [bound])) == [("toy.box.p#stages.lost", "72")]
    assert names(proposed([named], [THERE])) == [("toy.box.p#stages.won", "71")]
    assert proposed([inner], [THERE]) == []
    assert proposed([PIPELINE], [replace(THERE, keys={"other": "9"})]) == []


def test_stages_are_as_alike_as_things():
    """From 85 hundredths on: 2 x 17 equal letters of 40. What has no label is like no word."""
    there = Observed(Address("toy", "box", "p"), "1", {"stages.s.label": "a" * 20}, keys={"stages.s": "7"})
    close, far = (toy("p", **{"stages.x.label": "a" * same + "1" * (20 - same)}) for same in (17, 16))

    assert [pair.likeness for pair in proposed([close], [there])] == [0.85]
    assert proposed([far], [there]) == []
    for word in ("None", "XXXX"):
        assert proposed([toy("p", **{"stages.x.label": word})], [replace(there, units={})]) == []


def test_stages_of_what_is_not_there_are_not_proposed():
    """Its pipeline comes first."""
    assert proposed([PIPELINE], [replace(THERE, address=Address("toy", "box", "x"), units={})]) == []


def test_a_namesake_of_what_is_to_be_made():
    """The same label and type under a name that nobody claims; not what HubSpot ships."""
    wanted = [
        MINE,
        toy("b", label="Tier", **TEXT),
        toy("c", label="Region", **TEXT),
        toy("d", label="Size", **TEXT),
    ]
    found = [
        theirs("x", units={"label": "LEAD source "}),
        theirs("b", units={"label": "Region"}),
        theirs("y", units={"label": "Tier"}, shipped=True),
        theirs("z", units={"label": "Size", "type": "number"}),
        theirs("x", units={"label": "Region"}, scope="bin"),
    ]

    assert list(namesakes(wanted, situation(wanted, found))) == [(MINE, found[0])]


def test_namesakes_live_in_one_place():
    """Each scope has labels of its own."""
    wanted = [MINE, toy("b", scope="bin", label="Tier", **TEXT)]
    found = [theirs("x", units={"label": "Tier"}), theirs("y", units={"label": "Tier"}, scope="bin")]

    assert list(namesakes(wanted, situation(wanted, found))) == [(wanted[1], found[1])]
