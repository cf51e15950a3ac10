"""What HubSpot has no API for: items with exact steps, ticked by people, tracked like any other resource."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from pydantic import Field

from revops.kinds.base import Refs, Surroundings, Text
from revops.kinds.due import Due
from revops.kinds.links import link
from revops.kinds.unwritten import Unwritten
from revops.kinds.wire import refs
from revops.model.address import Address
from revops.model.context import Context
from revops.model.hubs import HubName, Tier
from revops.model.json import Json
from revops.model.spec import Resource, Spec
from revops.model.tick import Every

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
    due: Due | None = Field(None, description="When it has to be done, counted from the target's go-live")
    evidence: Text | None = Field(
        None, description="What proves that it is done; who ticks it then says where the proof is"
    )
    hub: HubName | list[HubName] | None = Field(
        None, description="The hub that it takes, or several of which one will do"
    )
    tier: Tier | None = Field(
        None, description="The lowest tier that has it: `professional` where only `hub` is given"
    )
    every: Every | None = Field(None, description="It opens again in each such period")


class ChecklistKind(Unwritten):
    """Kind `checklist`: nothing is read and nothing is written; the ledger knows what is ticked."""

    name = "checklist"
    section = "checklist"
    section_type: Any = dict[str, ItemSpec]

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
                tier=spec.tier or ("professional" if spec.hub else ""),
                hubs=(spec.hub,) if isinstance(spec.hub, str) else tuple(spec.hub or ()),
            )


def _units(spec: ItemSpec, at: tuple[str, str], near: Surroundings) -> Iterator[tuple[str, Json]]:
    yield "title", near.text(spec.title, *at, "title")
    if spec.steps:
        yield "steps", [near.text(step, *at, "steps", number) for number, step in enumerate(spec.steps)]
    if spec.link:
        yield "link", spec.link
    if spec.role:
        yield "role", spec.role
    if spec.evidence is not None:
        yield "evidence", near.text(spec.evidence, *at, "evidence")
    if spec.every:
        yield "every", spec.every


def _check_link(spec: ItemSpec, at: tuple[str, str], near: Surroundings) -> None:
    unknown = set(_PLACEHOLDER.findall(spec.link or "")) - {"{portal}"}
    if unknown:
        summary = f"{', '.join(sorted(unknown))} is nothing that a link can hold"
        near.report("RV261", summary, *at, "link", hint="`{portal}` stands for the portal's id")
    if spec.link and not spec.link.startswith(("/", "https://")):
        summary = f"{spec.link!r} is neither a path nor an https address"
        near.report("RV261", summary, *at, "link", hint="start with `/` for HubSpot's own pages")


def deep_link(text: str, context: Context) -> str:
    """The link of an item in this portal."""
    return link(context, text) if text.startswith("/") else text.replace("{portal}", str(context.portal.id))
