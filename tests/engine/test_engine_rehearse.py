"""Holding every conversation with an obliging portal: requests in order, and their count by change."""

from toys import A, Bench, ToyKind, toy

from revops.engine.rehearse import by_place, oblige, rehearse, waves
from revops.model.call import Call
from revops.model.spec import Need


def test_an_obliging_portal_answers_what_was_sent_unless_the_kind_says_better():
    """The body goes back; a kind that needs an id from the answer brings its own body and headers."""
    plain = Call("toys", "POST", "/x", body={"a": 1})
    told = Call(
        "toys", "POST", "/x", body={"a": 1}, rehearsal={"id": "<x>"}, rehearsal_headers={"location": "/x"}
    )

    assert (oblige(plain).status, oblige(plain).body) == (200, {"a": 1})
    assert (oblige(told).body, oblige(told).headers) == ({"id": "<x>"}, {"location": "/x"})


def test_only_what_is_agreed_to_and_writes_is_rehearsed():
    """Waiting for consent, held and adopted changes send nothing."""
    bench = Bench(None, ToyKind(unlisted=True))
    situation = bench.situation(toy("a", label="A"))
    unasked, asked = bench.plan(toy("a", label="A")), bench.plan(toy("a", label="A"), create=["*"])

    assert rehearse(unasked.changes, situation).calls == ()
    assert [(phase, call.path) for phase, call in rehearse(asked.changes, situation).calls] == [
        ("define", "/box/a")
    ]


def test_requests_are_counted_by_phase_and_address():
    """A create in two requests and a switch: three writes, two of them the create's; reads are none."""
    bench = Bench(None, ToyKind(stepwise=True, looks_first=True))
    plan = bench.plan(toy("a", label="A", late_colour="red", on=True), enable=["*"])
    rehearsal = rehearse(plan.changes, bench.situation(toy("a")))

    assert rehearsal.writes == plan.writes == 3
    assert rehearsal.counts["define", A] == 2
    assert rehearsal.counts["enable", A] == 1
    assert len([call for _, call in rehearsal.calls if not call.carries]) == 2


def test_the_real_run_sends_what_was_rehearsed():
    """Same conversations, same requests, in the same order."""
    bench = Bench(None, ToyKind(stepwise=True))
    wanted = [toy("a", label="A", late_colour="red", on=True), toy("b", label="B", needs=[Need(A)])]
    plan = bench.plan(*wanted, enable=["*"])
    rehearsed = [call for _, call in rehearse(plan.changes, bench.situation(*wanted)).calls]
    bench.apply(*wanted, enable=["*"])

    assert bench.portal.writes == rehearsed


def test_waves_and_places_keep_what_may_run_side_by_side_apart_from_what_may_not():
    """Two scopes share a wave and are two places; what needs the other comes in the next wave."""
    bench = Bench()
    wanted = [toy("a", label="A"), toy("c", scope="bin", label="C"), toy("b", label="B", needs=[Need(A)])]
    situation = bench.situation(*wanted)
    found = list(waves(bench.plan(*wanted).changes, situation))

    assert [[change.address.name for change in wave] for _, wave in found] == [["c", "a"], ["b"]]
    assert list(by_place(found[0][1])) == [("toy", "bin"), ("toy", "box")]
