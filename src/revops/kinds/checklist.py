"""What HubSpot has no API for: items with exact steps, ticked by people, tracked like any other resource."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from typing import Any, Final

from pydantic import Field

from revops.kinds import rewrite
from revops.kinds.base import Refs, Settled, Surroundings, Text
from revops.kinds.links import link
from revops.kinds.plain import Plain
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.call import Answer, Call, Conversation
from revops.model.change import Change
from revops.model.context import Context
from revops.model.json import Json
from revops.model.spec import Observation, Observed, Resource, Spec

_PLACEHOLDER: Final = re.compile(r"\{[^{}]*\}")


class ItemSpec(Spec):
    """Something that a person does by hand. `link` is a path of HubSpot's pages or a URL."""

    ref: Refs = ""
    title: Text = Field(description="What is to be done, in a few words")
    role: str | None = Field(None, description="Who does it")
    link: str | None = Field(
        None, description="A path of HubSpot's pages or an https address; `{portal}` is the portal's id"
    )
    steps: list[Text] = Field(default_factory=list, description="How it is done, click by click")


class ChecklistKind(Plain):
    """Kind `checklist`: nothing is read and nothing is written; the ledger knows what is ticked."""

    name = "checklist"
    section = "checklist"
    section_type: Any = dict[str, ItemSpec]
    reads: tuple[str, ...] = ()
    writes: tuple[str, ...] = ()

    def expand(self, section: Mapping[str, ItemSpec], near: Surroundings) -> Iterator[Resource]:
        for name, spec in section.items():
            at = ("checklist", name)
            _check_link(spec, at, near)
            yield Resource(
                Address("checklist", "", name),
                dict(_units(spec, at, near)),
                spec,
                near.origin(*at),
                ref=refs(spec.ref),
            )

    def observe(self, scope: str, wanted: Sequence[Resource], context: Context) -> Conversation:
        yield from ()
        return Observation()

    def compile(self, changes: Sequence[Change], context: Context) -> Conversation:
        yield from ()

    def settle(self, call: Call, answer: Answer, context: Context) -> Iterable[Settled]:
        return ()

    def by_hand(self, change: Change, context: Context) -> str:
        """The item's steps, numbered, and its link."""
        units = change.resource.units if change.resource else {}
        lines = [f"{number}. {step}" for number, step in enumerate(units.get("steps", ()), 1)]
        if "link" in units:
            lines.append(_address(units["link"], context))
        return "\n".join(lines or [str(units.get("title", ""))])

    def describe(self, observed: Observed, context: Context) -> Mapping[str, Json]:
        return dict(observed.units)

    def rewrite(self, entry: MutableMapping[str, Any], path: str, value: Json, context: Context) -> None:
        rewrite.put_text(entry, path, value, context.locale)


def _units(spec: ItemSpec, at: tuple[str, str], near: Surroundings) -> Iterator[tuple[str, Json]]:
    yield "title", near.text(spec.title, *at, "title")
    if spec.steps:
        yield "steps", [near.text(step, *at, "steps", number) for number, step in enumerate(spec.steps)]
    if spec.link:
        yield "link", spec.link
    if spec.role:
        yield "role", spec.role


def _check_link(spec: ItemSpec, at: tuple[str, str], near: Surroundings) -> None:
    unknown = set(_PLACEHOLDER.findall(spec.link or "")) - {"{portal}"}
    if unknown:
        summary = f"{', '.join(sorted(unknown))} is nothing that a link can hold"
        near.report("RV261", summary, *at, "link", hint="`{portal}` stands for the portal's id")
    if spec.link and not spec.link.startswith(("/", "https://")):
        summary = f"{spec.link!r} is neither a path nor an https address"
        near.report("RV261", summary, *at, "link", hint="start with `/` for HubSpot's own pages")


def _address(text: str, context: Context) -> str:
    return link(context, text) if text.startswith("/") else text.replace("{portal}", str(context.portal.id))
