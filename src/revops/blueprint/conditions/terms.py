"""What is no test of a property: forms, pages, events, e-mails, segments, associated records, raw JSON."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Final

from revops.blueprint.causes import shown
from revops.blueprint.compose import Trail
from revops.blueprint.conditions.refinements import Refinements
from revops.blueprint.conditions.tests import Tests
from revops.blueprint.names import meant
from revops.blueprint.sheet import Sheet
from revops.kinds.events import EVENT_NAMES, EVENTS
from revops.kinds.filters.members import CONSENTS, EMAIL_EVENTS, VIEWS
from revops.model.condition import (
    AnyOf,
    Associated,
    Condition,
    Consent,
    EmailEvent,
    Event,
    InSegment,
    Raw,
    Submitted,
    Subscribed,
    Test,
    Viewed,
)
from revops.model.json import Json
from revops.model.objects import TYPE_IDS, is_id
from revops.model.spelling import RAW_TYPES

Parse = Callable[[Json, Trail], Condition | None]

BESIDE: Final[Mapping[str, tuple[str, ...]]] = {
    "submitted": ("on_page", "times", "within"),
    "viewed_page": ("times", "within"),
    "event": ("where", "times", "within"),
    "email": ("within",),
    "subscribed": (),
    "unsubscribed": (),
    "consent": (),
    "in_segment": (),
    "associated": (),
    "raw": (),
}
"""Form -> what may stand beside its key."""
FORMS: Final = tuple(BESIDE)
_EVENT_ID: Final = re.compile(r"\d+-\d+")


@dataclass(frozen=True)
class Terms:
    """Errors go to the sheet; a faulty term is None."""

    sheet: Sheet
    parse: Parse
    tests: Tests

    def term(self, form: str, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        """A map that has one of FORMS among its keys."""
        for key in value:
            if key not in (form, *BESIDE[form]):
                summary, hint = f"`{key}` does not go with `{form}`", meant(key, BESIDE[form])
                self.sheet.error("RV211", summary, (*trail, key), hint if BESIDE[form] else "", value=False)
                return None
        parsers: Mapping[str, Callable[[Mapping[str, Json], Trail], Condition | None]] = {
            "submitted": self._submitted,
            "viewed_page": self._viewed,
            "event": self._event,
            "email": self._email,
            "subscribed": self._subscribed,
            "unsubscribed": self._subscribed,
            "consent": self._consent,
            "in_segment": self._in_segment,
            "associated": self._associated,
            "raw": self._raw,
        }
        return parsers[form](value, trail)

    @property
    def _refinements(self) -> Refinements:
        return Refinements(self.sheet)

    def _submitted(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        told, hint = value["submitted"], "Write `submitted: true` for any form."
        forms = [] if told is True else self._names(told, trail, "submitted", hint)
        page = self._name(value["on_page"], (*trail, "on_page")) if "on_page" in value else ""
        refine = self._refinements.read(value, trail)
        if forms is None or page is None or refine is None:
            return None
        return Submitted(tuple(forms), page, refine)

    def _viewed(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        at = (*trail, "viewed_page")
        told = self._one_of(value["viewed_page"], VIEWS, at)
        told = told if told and self._is_pattern(*told, at) else None
        refine = self._refinements.read(value, trail)
        return Viewed(*told, refine) if told and refine else None

    def _is_pattern(self, word: str, text: str, trail: Trail) -> bool:
        """Whether `matches` can be read as what it is; the other words take any text."""
        try:
            re.compile(text if word == "matches" else "")
        except (re.error, OverflowError, RecursionError) as fault:
            summary = f"{shown(text)} is no regular expression: {fault}"
            hint = (
                r"Write \ before a sign that stands for itself; what HubSpot alone can read stands in `raw:`."
            )
            self._error("RV207", summary, (*trail, word), hint)
            return False
        return True

    def _email(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        told = self._one_of(value["email"], EMAIL_EVENTS, (*trail, "email"))
        refine = self._refinements.read(value, trail)
        if told and refine and refine.last_days:
            hint = "Write `since:` and `until:`, or count the event, e.g. `event: email_opened`."
            summary = "HubSpot does not count days back for one e-mail"
            self._error("RV813", summary, (*trail, "within", "last_days"), hint)
            return None
        return EmailEvent(*told, refine) if told and refine else None

    def _event(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        name = value["event"]
        if not isinstance(name, str) or not (name in EVENTS or _EVENT_ID.fullmatch(name)):
            hint = f"{meant(str(name), EVENTS)} An event type's id, such as 4-96000, will do, too."
            self._error("RV286", f"{shown(name)} is no event", (*trail, "event"), hint)
            return None
        where = self._event_tests(value.get("where", []), (*trail, "where"))
        refine = self._refinements.read(value, trail)
        if where is None or refine is None:
            return None
        return Event(EVENT_NAMES.get(name, name), where, refine)

    def _event_tests(self, value: Json, trail: Trail) -> tuple[Test, ...] | None:
        """One test, or a list of which every one must hold."""
        if not isinstance(value, list):
            found = [self.tests.event_test(value, trail)]
        else:
            found = [self.tests.event_test(part, (*trail, at)) for at, part in enumerate(value)]
        whole = tuple(test for test in found if test is not None)
        return whole if len(whole) == len(found) else None

    def _subscribed(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        ((form, name),) = value.items()
        found = self._name(name, (*trail, form))
        return Subscribed(found, out=form == "unsubscribed") if found else None

    def _consent(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        word = value["consent"]
        if isinstance(word, str) and word in CONSENTS:
            return Consent(word)
        hint = meant(str(word), CONSENTS)
        self._error("RV206", f"{shown(word)} is no answer to the cookie banner", (*trail, "consent"), hint)
        return None

    def _in_segment(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        names = self._names(value["in_segment"], trail, "in_segment")
        if names is None:
            return None
        found = tuple(InSegment(name) for name in names)
        return found[0] if len(found) == 1 else AnyOf(found)

    def _associated(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        at, told = (*trail, "associated"), value["associated"]
        odd = set(told) - {"object", "label", "where"} if isinstance(told, dict) else {""}
        if not isinstance(told, dict) or odd or not self._is_object(told.get("object"), at):
            if odd:
                hint = "Write {object: deals, where: CONDITION}, and `label:` where it matters."
                self._error("RV211", f"{shown(told)} tells of no associated records", at, hint)
            return None
        label = self._label(told, at) if "label" in told else ""
        where = self.parse(told["where"], (*at, "where")) if "where" in told else None
        if label is None or ("where" in told and where is None):
            return None
        return Associated(told["object"], label, where)

    def _is_object(self, name: Json, trail: Trail) -> bool:
        known = [*TYPE_IDS, *(self.sheet.data.get("objects") or {})]
        if isinstance(name, str) and (name in known or is_id(name)):
            return True
        hint = meant(str(name), known)
        self._error("RV816", f"{shown(name)} is no object", (*trail, "object"), hint)
        return False

    def _label(self, told: Mapping[str, Json], trail: Trail) -> str | None:
        known = self._labels(told["object"])
        name = told["label"]
        if isinstance(name, str) and name in known:
            return name
        where = f"under `associations:` with {told['object']}"
        hint = meant(str(name), known) if known else f"Describe it {where}."
        summary = f"{shown(name)} is no association label {where}"
        self._error("RV817", summary, (*trail, "label"), hint)
        return None

    def _labels(self, other: str) -> Collection[str]:
        """The labels between this object and any."""
        section = self.sheet.data.get("associations")
        pairs = section.items() if isinstance(section, dict) else ()
        return {
            label
            for one, ends in pairs
            if isinstance(ends, dict)
            for end, labels in ends.items()
            if other in (one, end) and isinstance(labels, dict)
            for label in labels
        }

    def _raw(self, value: Mapping[str, Json], trail: Trail) -> Condition | None:
        body = value["raw"]
        types = [body.get(name) for name in RAW_TYPES if name in body] if isinstance(body, dict) else []
        if len(types) == 1 and isinstance(types[0], str) and types[0] != "RESTRICTED":
            return Raw(body)
        hint = "Write one as HubSpot's API shows it, with its filterType or filterBranchType."
        self._error("RV814", f"{shown(body)} is no filter and no branch of HubSpot's", (*trail, "raw"), hint)
        return None

    def _one_of(self, told: Json, words: Collection[str], trail: Trail) -> tuple[str, str] | None:
        """`{WORD: TEXT}` with one of the words."""
        pairs = list(told.items()) if isinstance(told, dict) else []
        if len(pairs) != 1:
            self._error("RV211", f"`{trail[-1]}` takes one of {', '.join(words)}", trail)
            return None
        ((word, text),) = pairs
        if word not in words:
            summary = f"there is no word {word!r} for `{trail[-1]}`"
            self.sheet.error("RV206", summary, (*trail, word), meant(word, words), value=False)
            return None
        found = self._name(text, (*trail, word))
        return (word, found) if found else None

    def _name(self, name: Json, trail: Trail) -> str | None:
        if isinstance(name, str) and name:
            return name
        self._error("RV207", f"`{trail[-1]}` takes a text, not {shown(name)}", trail)
        return None

    def _names(self, names: Json, trail: Trail, form: str, hint: str = "") -> list[str] | None:
        found = names if isinstance(names, list) else [names]
        if found and all(isinstance(name, str) and name for name in found):
            return found
        what = {"submitted": "the names of forms", "in_segment": "the names of segments"}[form]
        self._error("RV211", f"`{form}` takes {what}, not {shown(names)}", (*trail, form), hint)
        return None

    def _error(self, code: str, summary: str, trail: Trail, hint: str = "") -> None:
        self.sheet.error(code, summary, trail, hint)
