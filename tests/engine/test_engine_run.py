"""Plan and execute against a toy portal: presence, phases, consent, uncertain writes, read-back."""

from dataclasses import replace

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, actions, statuses, toy

from revops.model.change import Action
from revops.model.ledger import Entry
from revops.model.outcome import Status
from revops.model.spec import Need, Phase


def test_apply_then_plan_is_empty_and_only_reads():
    """What was applied is not planned again."""
    bench = Bench()
    bench.apply(toy("a", label="A"), toy("b", label="B"))
    sent = len(bench.portal.writes)

    plan = bench.plan(toy("a", label="A"), toy("b", label="B"))

    assert plan.is_empty
    assert plan.changes == ()
    assert sent == 2
    assert len(bench.portal.writes) == sent


def test_plan_does_not_depend_on_the_order_of_its_inputs():
    """The digest is the same whichever way round the blueprint lists its resources."""
    wanted = [toy("a", label="A", needs=[Need(B)]), toy("b", label="B"), toy("c", label="C")]

    forward, backward = Bench().plan(*wanted), Bench().plan(*reversed(wanted))

    assert forward.digest == backward.digest
    assert actions(forward) == actions(backward)


def test_needs_are_written_first():
    """A resource is sent after what it needs, whatever their names."""
    bench = Bench()
    bench.apply(toy("a", label="A", needs=[Need(B)]), toy("b", label="B"))

    assert [call.path for call in bench.portal.writes] == ["/box/b", "/box/a"]


def test_first_contact_adopts_what_is_equal_and_holds_the_rest():
    """A hand-made label is never overwritten by a blueprint that meets it for the first time."""
    bench = Bench(ToyPortal({"box": {"a": {"label": "theirs", "colour": "red"}}}))

    plan = bench.plan(toy("a", label="ours", colour="red"))

    assert actions(plan) == [("toy.box.a", "define", "adopt"), ("toy.box.a", "define", "hold")]
    assert bench.portal.writes == []


def test_a_hand_edit_is_held_and_taken_by_address():
    """Drift stays until a person takes the blueprint's side; then exactly that unit is written."""
    bench = Bench()
    bench.apply(toy("a", label="A", colour="red"))
    bench.portal.things["box"]["a"]["label"] = "edited"

    held = bench.plan(toy("a", label="A", colour="red"))
    bench.apply(toy("a", label="A", colour="red"), take=["toy.box.a#label"])

    assert [change.action for change in held.changes] == [Action.HOLD]
    assert bench.portal.writes[-1].body == {"label": "A"}
    assert bench.plan(toy("a", label="A", colour="red")).changes == ()


def test_what_somebody_removed_is_not_made_again():
    """A resource that was applied and is gone is held, not re-created."""
    bench = Bench()
    bench.apply(toy("a", label="A"))
    del bench.portal.things["box"]["a"]

    plan = bench.plan(toy("a", label="A"))

    assert [change.action for change in plan.changes] == [Action.HOLD]


def test_existence_unknown_asks_before_a_create():
    """Where a list may omit things nothing is made without consent by address."""
    bench = Bench(None, ToyKind(unlisted=True))

    asked = bench.plan(toy("a", label="A"))
    bench.apply(toy("a", label="A"))
    before_consent = len(bench.portal.writes)
    for _ in range(5):
        bench.apply(toy("a", label="A"), create=["toy.*"])

    assert [(c.action, c.approved) for c in asked.changes] == [(Action.CREATE, False)]
    assert before_consent == 0
    assert [call.method for call in bench.portal.writes] == ["POST"]


def test_switching_on_is_a_phase_of_its_own_with_its_own_consent():
    """A thing is made switched off; `--enable` switches it on in a second request."""
    bench = Bench()

    plan = bench.plan(toy("a", label="A", on=True))
    bench.apply(toy("a", label="A", on=True))
    made = [call.body for call in bench.portal.writes]
    bench.apply(toy("a", label="A", on=True), enable=["toy.box.a"])

    assert actions(plan) == [("toy.box.a", "define", "create"), ("toy.box.a", "enable", "update")]
    assert [change.approved for change in plan.changes] == [True, False]
    assert made == [{"label": "A"}]
    assert bench.portal.writes[-1].body == {"on": True}
    assert bench.plan(toy("a", label="A", on=True)).changes == ()


def test_a_unit_that_lapses_is_put_back_in_its_phase():
    """Where an update switches a thing off, switching it on again is planned with it."""
    bench = Bench(None, ToyKind(lapses=True))
    bench.apply(toy("a", label="A", on=True), enable=["*"])

    plan = bench.plan(toy("a", label="B", on=True))

    assert actions(plan) == [("toy.box.a", "define", "update"), ("toy.box.a", "enable", "update")]


def test_what_needs_a_later_phase_waits():
    """A thing that needs another one switched on waits until that has happened."""
    bench = Bench()
    wanted = [toy("a", label="A", on=True), toy("b", label="B", needs=[Need(A, Phase.ENABLE)])]

    first = bench.plan(*wanted, enable=["*"])
    bench.apply(*wanted, enable=["*"])
    second = bench.plan(*wanted)

    assert ("toy.box.b", "define", "waiting") in actions(first)
    assert actions(second) == [("toy.box.b", "define", "create")]


def test_a_removal_needs_proof_and_consent():
    """`removed:` deletes only what this tool made here, and only when asked for by address."""
    bench = Bench(ToyPortal({"box": {"b": {"label": "theirs"}}}))
    bench.apply(toy("a", label="A"))

    blocked = bench.plan(removed=[B])
    bench.apply(removed=[A])
    unasked = dict(bench.portal.things["box"])
    outcomes = bench.apply(removed=[A, B], delete=["toy.box.*"])

    assert actions(blocked) == [("toy.box.b", "define", "blocked")]
    assert "a" in unasked
    assert statuses(outcomes) == [("a", Status.DONE)]
    assert list(bench.portal.things["box"]) == ["b"]
    assert bench.ledger.entry(A) is None


@pytest.mark.parametrize(
    ("fault", "status", "there"),
    [
        ("lost after", Status.DONE, True),
        ("lost before", Status.FAILED, False),
        ("refused", Status.FAILED, False),
    ],
)
def test_an_uncertain_create_is_found_out_about_and_never_sent_again(fault, status, there):
    """After a lost answer the portal is read back; the next run completes without a second create."""
    bench = Bench(ToyPortal(script={1: fault}))

    outcomes = bench.apply(toy("a", label="A"))
    sent = len(bench.portal.writes)
    bench.apply(toy("a", label="A"))

    assert statuses(outcomes) == [("a", status)]
    assert sent == 1
    assert len(bench.portal.writes) == (1 if there else 2)
    assert bench.plan(toy("a", label="A")).changes == ()


def test_a_lost_create_that_cannot_be_found_is_unknown_and_held():
    """Where absence is never proven, a lost create stays in doubt and the ledger says so."""
    bench = Bench(ToyPortal(script={1: "lost after"}), ToyKind(unlisted=True))

    outcomes = bench.apply(toy("a", label="A"), create=["*"])
    plan = bench.plan(toy("a", label="A"))

    assert statuses(outcomes) == [("a", Status.UNKNOWN)]
    assert bench.ledger.entry(A) == Entry(units={"label": "A"}, maybe=True)
    assert [(change.action, change.approved) for change in plan.changes] == [(Action.CREATE, False)]


def test_what_depends_on_a_failure_is_skipped():
    """One failure does not stop the rest, but nothing is built upon it."""
    bench = Bench(ToyPortal(script={1: "refused"}))
    outcomes = bench.apply(toy("a"), toy("b", label="B", needs=[Need(A)]), toy("c", label="C"))

    assert sorted(statuses(outcomes)) == [
        ("a", Status.FAILED),
        ("b", Status.SKIPPED),
        ("c", Status.DONE),
    ]


def test_what_is_accepted_and_not_kept_is_a_finding_and_not_a_loop():
    """HubSpot's silent drops are told once and then held, never sent again and again."""
    bench = Bench(ToyPortal(drops=frozenset({"colour"})))
    (first,) = bench.apply(toy("a", label="A", colour="red"))
    sent = len(bench.portal.writes)
    plan = bench.plan(toy("a", label="A", colour="red"))
    bench.apply(toy("a", label="A", colour="red"))

    assert first.status is Status.DONE
    assert [finding.code for finding in first.findings] == ["RV430"]
    assert [change.action for change in plan.changes] == [Action.HOLD]
    assert len(bench.portal.writes) == sent


def test_a_portal_that_cannot_be_read_is_blocked_and_not_empty():
    """A 403 on the list never leads to a create."""
    bench = Bench(ToyPortal(broken=True))

    plan = bench.plan(toy("a", label="A"), create=["*"])

    assert [change.action for change in plan.changes] == [Action.BLOCKED]


def test_the_rehearsal_counts_the_writes_that_the_portal_sees():
    """The plan's number of writes is the number of requests of the run."""
    bench = Bench()
    wanted = [toy("a", label="A", on=True), toy("b", label="B")]
    plan = bench.plan(*wanted, enable=["*"])
    bench.apply(*wanted, enable=["*"])

    assert plan.writes == len(bench.portal.writes) == 3
    assert [change.calls for change in plan.changes] == [1, 1, 1]


def test_a_digest_binds_the_observed_values():
    """A plan made before a hand edit has another digest than one made after it."""
    bench = Bench()
    bench.apply(toy("a", label="A"))
    before = bench.plan(toy("a", label="B"))
    bench.portal.things["box"]["a"]["label"] = "edited"
    after = bench.plan(toy("a", label="B"))

    assert before.digest != after.digest
    assert replace(before, reads=99).digest == before.digest


def test_what_came_later_is_in_the_agreed_sequence():
    """A key that an update brings is noted with its place; when somebody moves it, that is held."""
    bench = Bench()
    bench.apply(toy("a", order=["x", "y"], x=1, y=1))
    wanted = toy("a", order=["x", "y", "z"], x=1, y=1, z=1)
    bench.portal.things["box"]["a"]["order"] = ["x", "y", "z"]
    bench.apply(wanted)
    settled = bench.plan(wanted)
    bench.portal.things["box"]["a"]["order"] = ["z", "x", "y"]
    held = bench.plan(wanted)

    assert settled.changes == ()
    assert [change.action for change in held.changes] == [Action.HOLD]


def test_a_consent_that_names_nothing_is_told():
    """A slip of the pen in an address does not pass in silence."""
    plan = Bench().plan(
        toy("a", label="A", on=True), enable=["toy.box.a", "toy.box.x"], take=["toy.box.a#label"]
    )

    assert [(f.code, f.summary) for f in plan.findings] == [
        ("RV404", "--enable toy.box.x names nothing in the blueprint")
    ]


def test_what_is_not_kept_as_agreed_is_not_switched_on():
    """An agreed switch belongs to what was agreed to, not to what HubSpot made of it."""
    bench = Bench(ToyPortal(drops=frozenset({"colour"})))

    outcomes = bench.apply(toy("a", label="A", colour="red", on=True), enable=["*"])

    assert [(o.change.phase.value, o.status) for o in outcomes] == [
        ("define", Status.DONE),
        ("enable", Status.SKIPPED),
    ]
    assert [call.body for call in bench.portal.writes] == [{"label": "A", "colour": "red"}]
