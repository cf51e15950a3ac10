"""The keys at the top of a blueprint file that belong to no kind."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final, Literal

from pydantic import Field

from revops.blueprint.names import meant
from revops.blueprint.read import Document
from revops.blueprint.validate import Checker
from revops.model.json import Json
from revops.model.spec import Spec

FORMAT: Final = 1
"""The format of blueprint files that this version reads."""


class Use(Spec):
    """A pack with its version and content pinned."""

    pack: str = Field(description="Name of the pack")
    version: str = Field("", description="1, 1.0 or 1.0.0; empty for the version that is there")
    digest: str = Field("", description="SHA-256 of the pack's content; anything else is refused")


class Header(Spec):
    """What a blueprint file may hold besides the sections of the kinds."""

    revops: Literal[1] = Field(description="The format of the file")
    uses: list[str | Use] = Field([], description="Packs, e.g. core, marketing@1")
    without: list[str] = Field([], description="Addresses of pack items to leave out; nothing is deleted")
    variables: dict[str, Any] = Field({}, description="Name and default; `$name` stands for the value")
    conditions: dict[str, str | dict[str, Any]] = Field(
        {}, description="Conditions by name, for use by others"
    )
    moved: dict[str, str] = Field(
        {},
        description="Old address and new one of what is called otherwise now; HubSpot keeps it as it is. "
        "A property gets a new one, the values are copied, and the old one is archived",
    )
    removed: list[str] = Field([], description="Addresses to delete from the portal, with consent")


HEADER: Final = frozenset(Header.model_fields)
_PROJECT_ONLY: Final = ("uses", "without")


def check_header(document: Document, sections: Collection[str]) -> None:
    """Report what is wrong at the top of a file, and leave in its data what can be worked with."""
    data = document.data
    document.data = {}
    if not isinstance(data, dict):
        _no_map(document, data)
        return
    _check_format(document, data)
    _check_keys(document, data, sections)
    _check_place(document, data)
    header = {key: value for key, value in data.items() if key in HEADER and key != "revops"}
    _, faults = Checker(Header).check({"revops": FORMAT, **header})
    for fault in faults:
        origin = document.origin(fault.trail, value=fault.at_value)
        document.error(fault.code, fault.summary, origin, fault.hint)
    broken = {fault.trail[0] for fault in faults if fault.trail}
    known = (HEADER | set(sections)) - broken
    document.data = {key: value for key, value in data.items() if key in known}


def _no_map(document: Document, data: Json) -> None:
    if document.has_errors:
        return
    if data is None:
        document.error("RV114", "the file is empty", document.origin(()), "Begin it with `revops: 1`.")
    else:
        document.error(
            "RV111", "the file is not a map of sections", document.origin(()), "Begin it with `revops: 1`."
        )


def _check_format(document: Document, data: dict[str, Json]) -> None:
    if "revops" not in data:
        document.error(
            "RV114", "the file does not say its format", document.origin(()), "Begin it with `revops: 1`."
        )
    elif data["revops"] is True or data["revops"] != FORMAT:
        summary = f"the format {data['revops']!r} is not known"
        document.error(
            "RV114", summary, document.origin(("revops",), value=True), "This version reads `revops: 1`."
        )


def _check_keys(document: Document, data: dict[str, Json], sections: Collection[str]) -> None:
    known = {*HEADER, *sections}
    for key in data:
        if key not in known:
            document.error(
                "RV115", f"there is no section {key!r}", document.origin((key,)), meant(key, known)
            )


def _check_place(document: Document, data: dict[str, Json]) -> None:
    in_pack = _PROJECT_ONLY if document.pack else ()
    barred = (*_PROJECT_ONLY, "moved", "removed") if document.overrides else in_pack
    for key in barred:
        if key in data:
            where = "overrides.yaml" if document.overrides else "a pack"
            origin = document.origin((key,))
            document.error(
                "RV120", f"`{key}:` may not stand in {where}", origin, "Write it into another file."
            )
            del data[key]
