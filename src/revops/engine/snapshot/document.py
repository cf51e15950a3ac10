"""The document of a snapshot, line by line, so that no more than one answer is in memory as values."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from revops.engine.snapshot.people import StandIns
from revops.engine.snapshot.record import Record
from revops.model.json import Json
from revops.model.plan import PortalFacts

FORMAT_VERSION: Final = 1
_PEOPLE: Final = ("/crm/owners/", "/settings/users/")
"""Lists whose rows are people."""
_TEAMS: Final = "/teams"


@dataclass(frozen=True)
class Snapshot:
    """What was read of a portal, and when."""

    portal: PortalFacts
    taken: str
    record: Record
    people: StandIns | None
    """None: people are left as they are."""

    def lines(self) -> Iterator[str]:
        """The document's text, canonical: sorted paths, sorted members, one value a line."""
        people = self.people and self.people.with_people(self._rows())
        refused = self.record.refused
        portal = {
            "id": self.portal.id,
            "account_type": self.portal.account_type,
            "currency": self.portal.currency,
            "time_zone": self.portal.time_zone,
        }
        yield '{\n"answers": {\n'
        yield from _members(self._answers(people))
        yield "},\n"
        yield f'"format_version": {FORMAT_VERSION},\n'
        yield f'"people": {_spelled("replaced" if people else "kept")},\n'
        yield f'"portal": {_spelled(portal)},\n'
        yield f'"redacted": {_spelled(self.record.redacted)},\n'
        yield f'"refused": {_spelled(people.text(refused) if people else refused)},\n'
        yield f'"taken": {_spelled(self.taken)}\n}}\n'

    def _answers(self, people: StandIns | None) -> Iterator[tuple[str, Json]]:
        for path in sorted(self.record.answers):
            body = json.loads(self.record.answers[path])
            yield path, body if people is None else _redacted(path, body, people)

    def _rows(self) -> Iterator[Mapping[str, Json]]:
        for path, text in self.record.answers.items():
            if _is_people(path):
                yield from json.loads(text)["results"]


def _is_people(path: str) -> bool:
    return path.startswith(_PEOPLE) and not path.endswith(_TEAMS)


def _redacted(path: str, body: Json, people: StandIns) -> Json:
    if _is_people(path):
        return {**people.text(body), "results": [people.person(row) for row in body["results"]]}
    return people.text(body)


def _members(pairs: Iterator[tuple[str, Json]]) -> Iterator[str]:
    """Members of an object, each after a comma but the first."""
    before = ""
    for name, value in pairs:
        yield f"{before}{json.dumps(name)}: {_spelled(value)}"
        before = ",\n"
    yield "\n"


def _spelled(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, indent=1)
