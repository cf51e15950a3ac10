"""Which answers are asked for again, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hub_helpers import FakeTime

from revops.hub.door import TOO_LARGE
from revops.hub.retry import LOST, TIMEOUT, TORN, Retry, policy, retry_after
from revops.model.call import Answer

OK = Answer(200, {})
Limited = Callable[[str], dict[str, str]]


def script(*answers: Answer) -> Callable[[], Answer]:
    """A sender that gives these answers in order, the last one for ever."""
    rest: Iterator[Answer] = iter(answers)
    last = answers[-1]
    return lambda: next(rest, last)


@pytest.fixture
def retry(fake_time: FakeTime) -> Retry:
    return Retry(sleep=fake_time.sleep)


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize(
    ("answer", "pause"),
    [
        (Answer(423), 2.0),
        (Answer(477), 10.0),
        (Answer(477, headers={"retry-after": "7"}), 7.0),
        (Answer(429, {"policyName": "TEN_SECONDLY_ROLLING"}), 10.0),
        (Answer(429, {"policyName": "TEN_SECONDLY_ROLLING"}, {"retry-after": "3"}), 3.0),
        (Answer(429, {"policyName": "SECONDLY"}), 1.0),
        (Answer(429, {"message": "You have reached your secondly limit."}), 1.0),
        (Answer(429, None), 1.0),
    ],
)
def test_not_carried_out_is_sent_again(
    retry: Retry, fake_time: FakeTime, answer: Answer, pause: float, read: bool
) -> None:
    """429, 423 and 477 say that nothing happened, so writes are sent again too (rule 6)."""
    assert retry(script(answer, OK), read=read) == OK
    assert fake_time.slept == [pause]


@pytest.mark.parametrize(
    "answer",
    [
        Answer(502),
        Answer(503),
        Answer(504),
        Answer(521),
        Answer(526),
        Answer(0, fault=TIMEOUT),
        Answer(0, fault=LOST),
        Answer(200, fault=TORN),
    ],
)
def test_only_reads_are_sent_again_when_it_is_uncertain(
    retry: Retry, fake_time: FakeTime, answer: Answer
) -> None:
    """A read is asked again; a write that may have happened is never sent twice (rule 6)."""
    assert retry(script(answer, OK), read=True) == OK
    assert fake_time.slept == [0.5]

    assert retry(script(answer, OK), read=False) == answer


@pytest.mark.parametrize("read", [True, False])
@pytest.mark.parametrize(
    "answer", [Answer(400), Answer(401), Answer(404), Answer(409), Answer(500), Answer(200, fault=TOO_LARGE)]
)
def test_final_answers(retry: Retry, fake_time: FakeTime, answer: Answer, read: bool) -> None:
    """What would be the same the next time is not asked again; a 500 is such a one (peers (f))."""
    assert retry(script(answer, OK), read=read) == answer
    assert fake_time.slept == []


@pytest.mark.parametrize("read", [True, False])
def test_the_daily_limit_is_final(retry: Retry, fake_time: FakeTime, limited: Limited, read: bool) -> None:
    """No waiting helps against DAILY, named or only worded."""
    named = Answer(429, limited("DAILY"))
    worded = Answer(429, {"message": "You have reached your daily limit."})

    assert retry(script(named, OK), read=read) == named
    assert retry(script(worded, OK), read=read) == worded
    assert fake_time.slept == []


def test_pauses_grow(retry: Retry, fake_time: FakeTime) -> None:
    """Transport trouble is given twice the time each time, 8 seconds at most, in eight attempts."""
    assert retry(script(Answer(503)), read=True) == Answer(503)
    assert fake_time.slept == [0.5, 1, 2, 4, 8, 8, 8]


def test_a_secondly_limit_waits_a_second_longer_each_time(fake_time: FakeTime) -> None:
    """As HubSpot's own client does: one second times the attempt."""
    Retry(attempts=4, sleep=fake_time.sleep)(script(Answer(429)), read=True)

    assert fake_time.slept == [1, 2, 3]


def test_gives_up_after_so_many_attempts(fake_time: FakeTime) -> None:
    """The last answer is the result, no exception."""
    sent: list[int] = []

    def send() -> Answer:
        sent.append(1)
        return Answer(423)

    assert Retry(attempts=3, sleep=fake_time.sleep)(send, read=False) == Answer(423)
    assert len(sent) == 3


def test_does_not_wait_for_ever(retry: Retry, fake_time: FakeTime) -> None:
    """A Retry-After beyond the time limit ends it at once instead of sleeping a day."""
    tomorrow = Answer(429, headers={"retry-after": "86400"})

    assert retry(script(tomorrow, OK), read=True) == tomorrow
    assert fake_time.slept == []


@pytest.mark.parametrize("text", ["", "soon", "-1", "1.5", "9" * 4000, "Wed, 99 Nov 2026 00:00:00 GMT"])
def test_unusable_retry_after(text: str) -> None:
    """What is no number of seconds and no date says nothing."""
    assert retry_after(text) is None


def test_retry_after_as_a_date() -> None:
    """HTTP allows a date; one in the past means now."""
    soon = datetime.now(UTC) + timedelta(seconds=60)

    assert retry_after(format_datetime(soon, usegmt=True)) == pytest.approx(60, abs=2)
    assert retry_after("Thu, 01 Jan 2026 00:00:00 GMT") == 0


@pytest.mark.parametrize("body", [None, [], "text", {"policyName": 5}, {"message": None}])
def test_policy_of_a_body_without_one(body: object) -> None:
    """A 429 need not be shaped as documented."""
    assert policy(Answer(429, body)) == ""
