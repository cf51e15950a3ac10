"""A run that is stopped from within: nothing that was done is lost, and nothing is written blindly."""

import pytest
from toys import A, B, Bench, ToyKind, ToyPortal, statuses, toy

from revops.model.finding import Finding, Severity
from revops.model.outcome import Status
from revops.model.spec import Need


def codes(outcome):
    return [finding.code for finding in outcome.findings]


def test_a_request_that_may_not_be_sent_fails_alone():
    """The hub refuses one path; the others are carried out and written down."""
    bench = Bench(ToyPortal(script={1: "unsendable"}))

    outcomes = bench.apply(toy("a", label="A"), toy("b", label="B"))

    assert statuses(outcomes) == [("a", Status.FAILED), ("b", Status.DONE)]
    assert codes(outcomes[0]) == ["RV515"]
    assert outcomes[0].calls == 0
    assert bench.ledger.entry(A) is None
    assert bench.ledger.entry(B).created


def test_a_write_that_its_kind_bars_is_not_sent():
    """The conversation showed why; the others are carried out, and the next run tries again."""
    why = Finding("RV596", Severity.ERROR, "the revision is not known", "use another token")
    bench = Bench(ToyPortal(), ToyKind(bars={"a": why}))

    outcomes = bench.apply(toy("a", label="A"), toy("b", label="B"))

    assert statuses(outcomes) == [("a", Status.FAILED), ("b", Status.DONE)]
    assert [(one.code, one.hint) for one in outcomes[0].findings] == [("RV596", "use another token")]
    assert [call.path for call in bench.portal.writes] == ["/box/b"]
    assert bench.ledger.entry(A) is None


def test_nothing_is_written_upon_what_could_not_be_read():
    """A write that has to look first is not sent when looking fails."""
    bench = Bench(ToyPortal(blind_from=2), ToyKind(looks_first=True))

    (outcome,) = bench.apply(toy("a", label="A"))

    assert outcome.status is Status.FAILED
    assert codes(outcome) == ["RV501"]
    assert bench.portal.writes == []


def test_a_kind_that_stumbles_does_not_hide_what_became_of_the_others():
    """One place's fault is told by its own changes; the other place is done and in the ledger."""
    bench = Bench(None, ToyKind(), ToyKind(name="other", breaks="compile"))

    outcomes = bench.apply(toy("a", label="A"), toy("b", kind="other", label="B"))

    assert sorted(statuses(outcomes), key=str) == [("a", Status.DONE), ("b", Status.FAILED)]
    (failed,) = [outcome for outcome in outcomes if outcome.status is Status.FAILED]
    assert codes(failed) == ["RV412"]
    assert bench.ledger.entry(A).created


@pytest.mark.parametrize(("script", "breaks"), [({}, "settle"), ({1: "silent"}, "")])
def test_an_answer_that_nobody_understands_is_read_back(script, breaks):
    """HubSpot said 200 and something else; the portal itself shows that the change arrived."""
    bench = Bench(ToyPortal(script=script), ToyKind(breaks=breaks))

    (outcome,) = bench.apply(toy("a", label="A"))

    assert outcome.status is Status.DONE
    assert codes(outcome) == ["RV411"]
    assert bench.plan(toy("a", label="A")).changes == ()
    assert len(bench.portal.writes) == 1


def test_without_a_ledger_nothing_more_is_written():
    """The disk is full after the first write: the second is not sent, and both are told."""
    bench = Bench()
    bench.saves = 1

    outcomes = bench.apply(toy("a", label="A"), toy("b", label="B"), toy("c", label="C", needs=[Need(B)]))

    assert [call.path for call in bench.portal.writes] == ["/box/a", "/box/b"]
    assert [outcome.status for outcome in outcomes][-1] is Status.SKIPPED
    assert Status.DONE not in [outcome.status for outcome in outcomes if outcome.change.address == B]
    assert all("RV601" in codes(outcome) for outcome in outcomes if outcome.change.address != A)


def test_an_interrupted_run_writes_down_what_it_did():
    """Ctrl-C between two waves: the first is in the ledger, the second is left to the next run."""
    bench = Bench()
    wanted = [toy("a", label="A"), toy("b", label="B", needs=[Need(A)])]
    run = bench.start(*wanted)

    next(run)
    with pytest.raises(KeyboardInterrupt):
        run.throw(KeyboardInterrupt)

    assert [call.path for call in bench.portal.writes] == ["/box/a"]
    assert bench.ledger.entry(A).created
    assert statuses(bench.apply(*wanted)) == [("b", Status.DONE)]


def test_a_run_that_halts_ends_what_is_under_way_and_sends_no_more():
    """The change that is being sent is settled and recorded; what is still to be sent stays unsent."""
    bench = Bench(ToyPortal(), ToyKind(), ToyKind(name="other"))
    wanted = [toy("a", label="A"), *(toy(f"b{n}", kind="other", label="B") for n in range(3))]
    run, answer = bench.start(*wanted), bench.portal.send
    stop = Finding("RV421", Severity.WARNING, "stopped")

    def halting(call):
        if call.carries:
            bench.run.halted = stop
        return answer(call)

    bench.portal.send = halting
    outcomes = list(run)

    done = {o.change.address for o in outcomes if o.status is Status.DONE}
    assert {address for address, entry in bench.ledger.entries.items() if entry.created} == done
    assert 1 <= len(done) == len(bench.portal.writes) <= 2
    assert all(codes(o) == ["RV421"] for o in outcomes if o.status is not Status.DONE)
