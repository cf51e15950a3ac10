"""What was answered, by request path: the form that the emulator loads."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from urllib.parse import urlencode

from revops.engine.snapshot.secrets import without_secrets
from revops.kinds.wire import segment
from revops.model.call import Answer, Call
from revops.model.finding import Finding, Refused, Severity
from revops.model.json import Json, canonical

_TELLING: Final = ("archived", "dataSensitivity", "folderId", "includePropertyDefinitions", "userId")
"""Parts of a query that say which answer it is; the rest is about pages and members."""
_UNAUTHORIZED: Final = 401
_NOT_FOUND: Final = 404
_CHANGING: Final = frozenset({"size", "hs_list_size", "hs_list_reference_count", "correlationId"})
"""Members that differ from day to day without anybody's doing."""
_WAITING: Final = {"emails": "/draft", "lists": "/schedule-conversion"}
"""Ends of paths of what need not be there."""
_TIMES: Final = ("startedAt", "completedAt")
_LISTS: Final = Call("lists", "GET")
_CODE: Final = '"sourceCode":'
_USAGE: Final = "limits"
"""The surface that only tells what else to read."""


@dataclass
class Record:
    """Answers as texts, to be small, and refusals.

    Args:
        paths: every path that a call may be sent to, the one that answers first.
    """

    paths: Callable[[Call], list[str]]
    answers: dict[str, str] = field(default_factory=dict)
    refused: dict[str, Json] = field(default_factory=dict)
    redacted: dict[str, list[str]] = field(default_factory=dict)
    """What was replaced in an answer, as it may be a secret."""
    coded: list[str] = field(default_factory=list)
    """Paths of what holds custom code."""
    _found: dict[str, Json] = field(default_factory=dict)
    """Segments as the search told them, which alone tells their folders."""
    _segments: dict[str, Json] = field(default_factory=dict)

    def note(self, call: Call, answer: Answer, explain: Callable[[Answer, Call], Finding]) -> None:
        """Keep one answer.

        Raises:
            Refused: HubSpot did not answer, or not to this token at all; a snapshot with a hole that nobody
                decided on would be no copy (exit code 1).
        """
        if answer.ok:
            self._keep(call, answer)
        elif not answer.refused or answer.status == _UNAUTHORIZED:
            raise Refused([replace(explain(answer, call), severity=Severity.ERROR)])
        elif answer.status != _NOT_FOUND or not _may_lack(call):
            self._refuse(call, answer, explain(answer, call).summary)

    def _keep(self, call: Call, answer: Answer) -> None:
        if call.surface == "lists" and call.method == "POST":
            self._found.update({str(row["listId"]): row for row in answer.body["results"]})
        elif call.surface == "lists" and "listIds" in call.query:
            self._segments.update({str(row["listId"]): row for row in answer.body["lists"]})
        elif call.surface != _USAGE:
            for one, body in _parts(call, answer.body):
                self._put(self._key(one), _steady(_bare(body)))

    def _refuse(self, call: Call, answer: Answer, why: str) -> None:
        body = answer.body if isinstance(answer.body, Mapping) else {}
        told = without_secrets({"status": answer.status, "body": _steady(body), "why": why})
        call = _LISTS if call.surface == "lists" and call.method == "POST" else call
        tail = self._query(call)
        for path in self.paths(call)[: None if answer.status == _NOT_FOUND else 1]:
            self.refused[path + tail] = told

    def close(self) -> None:
        """Put the segments together, each with what search and read told of it."""
        if not self._found and any(path in self.refused for path in self.paths(_LISTS)):
            return
        rows = [
            _steady({**row, **self._segments[one]})
            for one, row in self._found.items()
            if one in self._segments
        ]
        self._put(self._key(_LISTS), {"lists": rows})

    def _put(self, path: str, body: Json) -> None:
        found: set[str] = set()
        self.answers[path] = canonical(without_secrets(body, found.add))
        if found:
            self.redacted[path] = sorted(found)
        if _CODE in self.answers[path]:
            self.coded.append(path)

    def _key(self, call: Call) -> str:
        return self.paths(call)[0] + self._query(call)

    @staticmethod
    def _query(call: Call) -> str:
        told = {name: call.query[name] for name in _TELLING if name in call.query}
        return f"?{urlencode(told)}" if told else ""


def _may_lack(call: Call) -> bool:
    """Whether a 404 only says that there is nothing of it: no rules, nothing published, no draft."""
    if call.surface == "scores":
        return call.path.startswith("/scores/") and not call.path.endswith("/draft")
    return call.surface == "pipeline_rules" or call.path.endswith(_WAITING.get(call.surface, call.path + "/"))


def _parts(call: Call, body: Json) -> Iterator[tuple[Call, Json]]:
    """A batch as if each part had been read by itself."""
    if call.surface == "flows" and call.method == "POST":
        for flow in body["results"]:
            yield Call("flows", "GET", f"/flows/{segment(str(flow['id']))}"), flow
        return
    yield call, body


def _bare(body: Json) -> Json:
    """Without the times of the request itself."""
    return {name: value for name, value in body.items() if name not in _TIMES} if "results" in body else body


def _steady(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {name: _steady(part) for name, part in value.items() if name not in _CHANGING}
    return [_steady(part) for part in value] if isinstance(value, list) else value
