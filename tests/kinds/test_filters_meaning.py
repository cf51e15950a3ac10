"""Random conditions keep their meaning: as filters and back, in one spelling, and in two evaluations."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from revops.emulator import Emulator
from revops.emulator.filters import tree
from revops.emulator.filters.evaluation import accepts
from revops.emulator.filters.facts import Facts
from revops.emulator.portal import Portal
from revops.emulator.references import Subject
from revops.kinds import filters
from revops.kinds.filters.members import CONSENTS, EMAIL_EVENTS, VIEWS
from revops.model import condition as c
from revops.model.context import Context, Names
from revops.model.plan import PortalFacts
from revops.model.spec import Symbol
from revops.model.spelling import condition_of
from revops.model.words import EVENT_WORDS, PERIODS, WORDS, Shape
from revops.simulate.condition import holds
from revops.simulate.record import Clock, Happening, Link, Record, Version

TOKYO = ZoneInfo("Asia/Tokyo")
NOW = datetime(2026, 3, 31, 12, 30, tzinfo=UTC)
CLOCK = Clock(NOW, TOKYO)
KINDS = ("form", "page", "email", "subscription", "segment", "association")
NAMED = {"association": ("contacts-deals/boss",)}
IDS = {
    Symbol(kind, name): str(number)
    for number, (kind, name) in enumerate(
        ((kind, name) for kind in KINDS for name in NAMED.get(kind, ("a", "b"))), start=1
    )
}
CONTEXT = Context(portal=PortalFacts(1, time_zone="Asia/Tokyo"), names=Names(IDS))
PROPERTIES = {
    "contacts": {
        "firstname": "string",
        "lastname": "string",
        "num_notes": "number",
        "hs_email_optout": "bool",
        "lifecyclestage": "enumeration",
        "createdate": "datetime",
        "lastmodifieddate": "datetime",
    },
    "deals": {"dealname": "string", "amount": "number", "closedate": "datetime", "createdate": "datetime"},
}
DAYS = st.integers(-70, 70).map(lambda days: (NOW + timedelta(days=days)).date().isoformat())
MOMENTS = st.one_of(
    st.timedeltas(timedelta(days=-800), timedelta(days=800)).map(lambda far: NOW + far),
    st.timedeltas(timedelta(days=-9), timedelta(days=9)).map(lambda near: NOW + near),
    st.integers(-400, 400).map(lambda days: datetime(2026, 4, 1, tzinfo=TOKYO) + timedelta(days=days)),
)
TEXTS = st.sampled_from(("a", "A b", "ab", "b", "日本"))
OPTIONS = st.sampled_from(("lead", "customer", "other"))
COUNTS = st.integers(1, 4)


def values(shape: Shape, scope: str, kind: str) -> st.SearchStrategy[Any]:
    """What may stand after a word, as the blueprint's reader hands it over."""
    texts = OPTIONS if kind == "enumeration" else TEXTS
    fitting = [name for name, type_ in PROPERTIES.get(scope, {}).items() if type_ == kind] or ["firstname"]
    pairs = {Shape.RANGE: st.integers(0, 9), Shape.DATES: DAYS}
    if shape in pairs:
        return st.lists(pairs[shape], min_size=2, max_size=2).map(sorted)
    if shape is Shape.PERIODS:
        several = st.builds(lambda unit, count: {unit: count}, st.sampled_from(PERIODS), st.integers(2, 4))
        return st.one_of(st.sampled_from(PERIODS), several)
    found: dict[Shape, st.SearchStrategy[Any]] = {
        Shape.TEXT: TEXTS,
        Shape.TEXTS: st.lists(texts, min_size=1, max_size=3),
        Shape.NUMBER: st.one_of(st.integers(0, 5), st.sampled_from((0.5, 2.5))),
        Shape.BOOL: st.booleans(),
        Shape.DATE: DAYS,
        Shape.TRUE: st.just(value=True),
        Shape.PERIOD: st.sampled_from(PERIODS),
        Shape.PROPERTY: st.sampled_from(fitting).map(lambda name: f"{scope}.{name}"),
    }
    return found.get(shape, COUNTS)


@st.composite
def property_tests(draw: st.DrawFn, scope: str = "contacts", *, said: bool = False) -> c.Test:
    """A test of a property; `said`: its negation has an operator."""
    name, kind = draw(st.sampled_from(sorted(PROPERTIES[scope].items())))
    legal = [word for word in WORDS.values() if kind in word.shapes and (word.opposite or not said)]
    word = draw(st.sampled_from(legal))
    value = draw(values(word.shapes[kind], scope, kind))
    return c.Test(c.PropertyRef(scope, name), kind, word.name, value)


@st.composite
def event_tests(draw: st.DrawFn) -> c.Test:
    kind = draw(st.sampled_from(("string", "number", "bool", "enumeration", "datetime")))
    word = draw(st.sampled_from(sorted(word for word in EVENT_WORDS if kind in WORDS[word].shapes)))
    return c.Test(c.PropertyRef("", kind), kind, word, draw(values(WORDS[word].shapes[kind], "", kind)))


@st.composite
def refinements(draw: st.DrawFn, kinds: tuple[str, ...] = ("ever", "times", "last", "days")) -> c.Refinement:
    match draw(st.sampled_from(kinds)):
        case "times":
            low = draw(COUNTS)
            return c.Refinement(low, draw(st.one_of(st.none(), st.integers(low, 5))))
        case "last":
            return c.Refinement(last_days=draw(st.integers(1, 40)))
        case "days":
            since, until = sorted((draw(DAYS), draw(DAYS)))
            return draw(st.sampled_from((c.Refinement(since=since, until=until), c.Refinement(since=since))))
        case _:
            return c.EVER


NAMES = st.sampled_from(("a", "b"))
CONTACTS_DO = st.one_of(
    st.builds(
        c.Submitted,
        st.lists(NAMES, max_size=2, unique=True).map(tuple),
        st.sampled_from(("", "a")),
        refinements(),
    ),
    st.builds(c.Viewed, st.sampled_from(sorted(VIEWS)), NAMES, refinements()),
    st.builds(c.EmailEvent, st.sampled_from(sorted(EMAIL_EVENTS)), NAMES, refinements(("ever", "days"))),
    st.builds(c.Subscribed, NAMES, st.booleans()),
    st.builds(c.Consent, st.sampled_from(sorted(CONSENTS))),
)
EVENTS = st.builds(
    c.Event,
    st.sampled_from(("meeting_booked", "4-1463224")),
    st.lists(event_tests(), max_size=2).map(tuple),
    refinements(),
)
SEGMENTS = st.builds(c.InSegment, NAMES)


def joined(terms: st.SearchStrategy[c.Condition]) -> st.SearchStrategy[c.Condition]:
    return st.recursive(
        terms,
        lambda parts: st.one_of(
            st.lists(parts, min_size=1, max_size=3).map(lambda several: c.All(tuple(several))),
            st.lists(parts, min_size=1, max_size=3).map(lambda several: c.AnyOf(tuple(several))),
            parts.map(c.Not),
        ),
        max_leaves=4,
    )


BELOW = joined(st.one_of(property_tests("deals", said=True), SEGMENTS))
ASSOCIATED = st.builds(c.Associated, st.just("deals"), st.sampled_from(("", "boss")), st.none() | BELOW)
KNOWN = joined(st.one_of(property_tests(), property_tests(), SEGMENTS))
"""What the emulator has the facts for, mostly."""
CONDITIONS = joined(st.one_of(property_tests(), property_tests(), CONTACTS_DO, EVENTS, SEGMENTS, ASSOCIATED))

STORED = {
    "string": TEXTS,
    "number": st.sampled_from(("0", "1", "2.5", "4", "60")),
    "bool": st.sampled_from(("true", "false")),
    "enumeration": st.lists(OPTIONS, min_size=1, max_size=2, unique=True).map(";".join),
    "datetime": MOMENTS.map(datetime.isoformat),
}


@st.composite
def happenings(draw: st.DrawFn) -> Happening:
    happened: tuple[Literal["form", "page", "event", "email"], ...] = ("form", "page", "event", "email")
    kind = draw(st.sampled_from(happened))
    names = {"event": ("meeting_booked", "4-1463224"), "page": ("a", "ab")}.get(kind, ("a", "b"))
    told = {
        "form": {"page": draw(NAMES)},
        "event": draw(st.fixed_dictionaries({}, optional=STORED)),
        "email": {"event": draw(st.sampled_from(("sent", "delivered", "opened", "clicked", "replied")))},
    }
    return Happening(kind, draw(st.sampled_from(names)), draw(MOMENTS), told.get(kind, {}))


@st.composite
def records(draw: st.DrawFn, scope: str = "contacts") -> Record:
    stored = {name: STORED[kind] for name, kind in PROPERTIES[scope].items()}
    held = draw(st.fixed_dictionaries({}, optional=stored))
    past = {
        name: tuple(draw(st.lists(st.builds(Version, MOMENTS, stored[name]), max_size=2))) for name in held
    }
    links = draw(st.lists(records("deals"), max_size=2)) if scope == "contacts" else []
    return Record(
        scope,
        held,
        past,
        tuple(draw(st.lists(happenings(), max_size=4))) if scope == "contacts" else (),
        draw(st.frozensets(NAMES)),
        draw(st.dictionaries(NAMES, st.booleans())),
        draw(st.frozensets(st.sampled_from(sorted(CONSENTS)))),
        tuple(Link(one, draw(st.frozensets(st.just("boss")))) for one in links),
    )


def legal(condition: c.Condition) -> bool:
    """Joined conditions may take more filters than HubSpot allows."""
    return filters.problem(condition, "contacts") is None


FEW = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(CONDITIONS.filter(legal))
def test_what_is_written_is_read_as_the_same(condition: c.Condition) -> None:
    """Compiled and read back a condition is the canonical one, and so is its spelling."""
    canonical = filters.canonical(condition)

    assert filters.decompile(filters.compile(condition, CONTEXT), CONTEXT) == canonical
    assert filters.canonical(condition_of(filters.spell(condition))) == canonical
    assert filters.canonical(canonical) == canonical


@FEW
@given(CONDITIONS.filter(legal), st.lists(records(), min_size=3, max_size=3))
def test_one_spelling_holds_for_the_same_records(condition: c.Condition, some: list[Record]) -> None:
    """De Morgan, opposite words and written out alternatives change no answer."""
    read = filters.decompile(filters.compile(condition, CONTEXT), CONTEXT)

    assert read is not None
    for record in some:
        assert holds(read, record, CLOCK) is holds(condition, record, CLOCK)


@FEW
@given(KNOWN.filter(legal), st.lists(records(), min_size=3, max_size=3))
def test_two_evaluations_agree(condition: c.Condition, some: list[Record]) -> None:
    """The emulator's reading of the filters is that of the condition, wherever it has the facts."""
    compiled = filters.compile(condition, CONTEXT)
    ids = {symbol.name: number for symbol, number in IDS.items() if symbol.kind == "segment"}

    for record in some:
        inside = {ids[name] for name in record.segments}
        facts = Facts(record.values, PROPERTIES["contacts"], NOW, TOKYO, inside.__contains__)
        found = accepts(compiled, facts)
        event("untold" if found is None else "told")
        assert found is None or found is holds(condition, record, CLOCK)


@pytest.fixture(scope="module")
def faults() -> Iterator[Callable[[Any], set[str]]]:
    """Codes of what the emulator has against a tree about contacts."""
    emulator = Emulator()

    def found(body: Any) -> set[str]:
        def work(portal: Portal) -> set[str]:
            return {one["code"] for one in tree(Subject(portal, "0-1"), segments=True)(body, "tree")}

        return emulator.within(work)

    yield found
    emulator.close()


@FEW
@given(condition=CONDITIONS.filter(legal))
def test_filters_are_legal(faults: Callable[[Any], set[str]], condition: c.Condition) -> None:
    """The emulator, strict as HubSpot's documents read, has nothing against them but the ids of names."""
    assert faults(filters.compile(condition, CONTEXT)) <= {"UNKNOWN_REFERENCE"}
