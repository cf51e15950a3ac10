"""What a target says in revops.yaml and no blueprint asks for: probably a slip of the pen."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

from revops.blueprint.compose import Trail
from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint
from revops.blueprint.names import nearest
from revops.blueprint.read import Document, read_file
from revops.model.finding import Finding, Severity

_TOLD: Final = {
    "RV125": "no blueprint declares the variable {!r}, so its value changes nothing",
    "RV126": "`roles:` of the blueprint does not describe {!r}",
}


def unasked(
    blueprint: Blueprint, project: Path, target: str, variables: Collection[str], roles: Collection[str]
) -> tuple[Finding, ...]:
    """Variables that nobody declares, and roles that `roles:` does not describe where there is that section.

    No line of revops.yaml is quoted: it may hold a token in the wrong place.

    Args:
        blueprint: what the files say.
        project: its folder, for the lines of revops.yaml.
        target: the target's name.
        variables: names to which the target gives a value.
        roles: names for which the target names somebody.
    """
    document = read_file(project / SETTINGS, SETTINGS)
    declared = {name for one in blueprint.sheet.documents for name in one.data.get("variables") or ()}
    described = set(blueprint.sheet.data.get("roles") or ())
    return (
        *_unknown(document, ("targets", target, "variables"), variables, declared, "RV125"),
        *(_unknown(document, ("targets", target, "roles"), roles, described, "RV126") if described else ()),
    )


def _unknown(
    document: Document, trail: Trail, given: Collection[str], known: Collection[str], code: str
) -> Iterator[Finding]:
    for name in given:
        if name not in known:
            near = nearest(name, known)
            severity = Severity.WARNING if near or code == "RV125" else Severity.INFO
            hint = f"Did you mean {near!r}?" if near else "Take the line out."
            origin = document.origin((*trail, name))
            yield Finding(code, severity, _TOLD[code].format(name), hint, origin=origin)
