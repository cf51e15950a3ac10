"""Asking the portal: one conversation per kind and scope, side by side, equal reads sent once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Protocol

from revops.engine.conversation import hold
from revops.engine.situation import Place
from revops.kinds.base import Kind
from revops.model.address import Address
from revops.model.call import Answer, Call
from revops.model.context import Context
from revops.model.envelope import clean
from revops.model.few import few
from revops.model.finding import Finding, Severity
from revops.model.json import canonical
from revops.model.spec import Observation, Resource

THREADS = 24

MISSHAPEN = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
"""What a kind raises over an answer that is not of the documented shape."""


class Sender(Protocol):
    """The hub, as far as the engine knows it."""

    def send(self, call: Call) -> Answer:
        """One request, with paging, pacing and retry behind it; never raises for an answer."""

    def explain(self, answer: Answer, call: Call) -> Finding:
        """An answer that is not ok, as a finding that names surface and request."""


@dataclass
class Reader:
    """Sends reads side by side and each distinct one once, also where some went out ahead."""

    sender: Sender
    _asked: dict[str, Future[Answer]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def ask(self, calls: Sequence[Call]) -> list[Answer]:
        """Answers in the order of the calls."""
        with ThreadPoolExecutor(max(1, min(THREADS, len(calls)))) as pool:
            return list(pool.map(self._once, calls))

    def ahead(self, calls: Sequence[Call], pool: Executor) -> None:
        """Send reads whose answers will be asked for, and go on at once."""
        for call in calls:
            pool.submit(self._once, call)

    def know(self, call: Call, answer: Answer) -> None:
        """Take an answer that is there already."""
        future: Future[Answer] = Future()
        future.set_result(answer)
        self._asked[_key(call)] = future

    def _once(self, call: Call) -> Answer:
        if not call.kept:
            return self.sender.send(call)
        key = _key(call)
        with self._lock:
            mine = key not in self._asked
            future = self._asked.setdefault(key, Future())
        if mine:
            try:
                future.set_result(self.sender.send(call))
            except BaseException as error:
                future.set_exception(error)
                raise
        return future.result()


def _key(call: Call) -> str:
    return canonical([call.surface, call.method, call.path, dict(call.query), call.body, call.pages])


def places(
    resources: Iterable[Resource], removed: Iterable[Address], kinds: Mapping[str, Kind]
) -> dict[Place, list[Resource]]:
    """What is to be looked at, with the resources wanted there; also where needs and removals live."""
    wanted: dict[Place, list[Resource]] = {}
    for resource in resources:
        wanted.setdefault((resource.address.kind, resource.address.scope), []).append(resource)
        for need in resource.needs:
            wanted.setdefault((need.address.kind, need.address.scope), [])
    for address in removed:
        wanted.setdefault((address.kind, address.scope), [])
    return {place: wanted[place] for place in sorted(wanted) if kinds[place[0]].reads}


def observe(
    wanted: Mapping[Place, Sequence[Resource]],
    kinds: Mapping[str, Kind],
    context: Context,
    reader: Reader,
    progress: Callable[[Place], None] = lambda _: None,
) -> dict[Place, Observation]:
    """One observation per place; an answer that went wrong breaks it, so nothing there is absent (rule 5)."""

    def look(place: Place) -> Observation:
        found = observe_place(place, wanted[place], kinds, context, reader)
        progress(place)
        return found

    with ThreadPoolExecutor(max(1, min(THREADS, len(wanted)))) as pool:
        return dict(zip(wanted, pool.map(look, wanted), strict=True))


def observe_place(
    place: Place, wanted: Sequence[Resource], kinds: Mapping[str, Kind], context: Context, reader: Reader
) -> Observation:
    """One conversation with the portal."""
    failed: list[Finding] = []
    noted: list[Finding] = []
    """What went wrong with reads that the kind can do without."""
    asked: list[Call] = []

    def ask(calls: Sequence[Call]) -> list[Answer]:
        asked[:] = calls
        answers = reader.ask(calls)
        for call, answer in zip(calls, answers, strict=True):
            if not answer.ok and not call.restates:
                failed.append(reader.sender.explain(answer, call))
            elif answer.fault:
                told = reader.sender.explain(answer, call)
                noted.append(replace(told, severity=Severity.WARNING))
        return answers

    try:
        seen: Observation = hold(kinds[place[0]].observe(place[1], wanted, context), ask)
    except MISSHAPEN as error:
        failed.append(_misshapen(place, asked, error))
        seen = Observation()
    if failed:
        seen = replace(seen, broken=failed[0].summary)
    return replace(seen, findings=(*seen.findings, *noted, *failed))


def _misshapen(place: Place, asked: Sequence[Call], error: Exception) -> Finding:
    """Names the requests whose answers were read last; one of them, or one before, is not as documented."""
    where = " of ".join(part for part in place if part)
    told = clean(repr(error))
    requests = few([call.request for call in asked])
    summary = f"{requests}: the portal's answer about {where} is not of the documented shape: {told}"
    return Finding("RV410", Severity.ERROR, summary, "report it with `revops doctor --json`")
