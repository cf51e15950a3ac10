"""`revops doctor`: project, portal and tokens in one table, each line with its way out."""

from __future__ import annotations

import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from revops import __version__
from revops.blueprint.files import SETTINGS
from revops.blueprint.load import Blueprint
from revops.cli.headroom import association_labels, custom_objects, custom_properties
from revops.cli.needs import requirements
from revops.cli.options import json_option, project_option, target_option
from revops.cli.output import console, print_json, worst
from revops.cli.preflight import (
    BAD,
    OK,
    WARN,
    Check,
    credentials,
    identity,
    quota,
    reachable,
    scopes,
    table,
)
from revops.cli.session import Session, open_blueprint, open_session
from revops.hub.surfaces import SURFACES
from revops.model.call import Call
from revops.model.exits import DONE, INVALID, UNDECIDED
from revops.model.finding import Refused
from revops.settings import Target
from revops.views.closing import COMMIT

_BETAS: Final = {"scores": "/scores", "flows": "/flows"}
"""Surfaces that a portal may lack, with their lists."""


@click.command("doctor")
@project_option
@target_option
@json_option
def command(*, project: Path, target: str | None, as_json: bool) -> int:
    """Check project, portal and token in one table. Sends no write."""
    checks = [*_machine(), *_examine(project, target)]
    if as_json:
        well = all(check.status != BAD for check in checks)
        print_json({"checks": [check.document for check in checks], "ok": well})
    else:
        console().print(table(checks))
    return worst(DONE, *(_code(check) for check in checks if check.status == BAD))


def _code(check: Check) -> int:
    return INVALID if check.check in ("project", "blueprint") else UNDECIDED


def _machine() -> Iterator[Check]:
    yield Check("revops", OK, f"{__version__} on Python {platform.python_version()}")
    encoding = sys.stdout.encoding or ""
    if encoding.lower().replace("-", "") == "utf8":
        yield Check("output", OK, "UTF-8, so Japanese labels can be printed")
    else:
        told = f"{encoding or 'no encoding'}: Japanese labels may not be printed"
        yield Check("output", WARN, told, "set PYTHONUTF8=1")


def _examine(project: Path, name: str | None) -> Iterator[Check]:
    """The files first, then the portal; what cannot be opened ends it."""
    try:
        target, blueprint = open_blueprint(project, name)
    except Refused as refused:
        yield from _refused("project", refused)
        return
    yield from _files(project, target, blueprint)
    try:
        with open_session(project, name) as session:
            yield from _portal(session)
    except Refused as refused:
        yield from _refused("portal", refused)


def _refused(check: str, refused: Refused) -> Iterator[Check]:
    for finding in refused.findings:
        where = f"{finding.origin}: " if finding.origin.file else ""
        yield Check(check, BAD, f"{where}{finding.summary}", finding.hint)


def _files(project: Path, target: Target, blueprint: Blueprint) -> Iterator[Check]:
    if (project / SETTINGS).exists():
        yield Check("project", OK, f"{SETTINGS}, target {target.name}")
    else:
        yield Check("project", WARN, f"there is no {SETTINGS}; the defaults hold", "revops init")
    if blueprint.errors:
        first = blueprint.errors[0]
        told = f"{len(blueprint.errors)} errors, the first at {first.origin}: {first.summary}"
        yield Check("blueprint", BAD, told, "revops validate")
    else:
        packs = ", ".join(f"{name} {version}" for name, version in blueprint.packs.items())
        used = f"; packs {packs}" if packs else ""
        yield Check("blueprint", OK, f"{len(blueprint.resources)} resources{used}")


def _portal(session: Session) -> Iterator[Check]:
    """Everything that a session tells."""
    needs = requirements(session.blueprint, session.kinds)
    yield from identity(session)
    yield _ledger(session)
    yield credentials(session, needs)
    yield scopes(session, needs, session.probe)
    yield from _betas(session)
    yield _subscription(session.target)
    yield _roles(session)
    yield from (Check("limits", *told) for told in custom_objects(session))
    yield from (Check("limits", *told) for told in custom_properties(session))
    yield from (Check("limits", *told) for told in association_labels(session))
    yield quota(session)


def _ledger(session: Session) -> Check:
    known = len(session.context.ledger.entries)
    if known:
        return Check("ledger", OK, f"{known} resources were applied or adopted here")
    told = "nothing was applied here yet, so drift compares blueprint and portal only"
    return Check("ledger", WARN, told, f"revops apply{f', then {COMMIT}' if session.state.in_files else ''}")


def _betas(session: Session) -> Iterator[Check]:
    """A read of each beta; one that this blueprint does not use is no more than a warning."""
    used = {name for one in session.blueprint.resources for name in session.kinds[one.address.kind].reads}
    for name, path in _BETAS.items():
        call = Call(name, "GET", path, query={"limit": "1"})
        answer = session.hub.send(call)
        if answer.ok:
            yield reachable(session, Call(name, "GET", path))
        else:
            finding = session.hub.explain(answer, call)
            yield Check(name, BAD if name in used else WARN, finding.summary, finding.hint)


def _subscription(target: Target) -> Check:
    declared = ", ".join(f"{hub} {tier}" for hub, tier in target.entry.hubs.items())
    if declared:
        return Check("subscription", OK, f"declared: {declared}")
    told = "not declared; HubSpot's API does not tell it, so what it lacks shows only when HubSpot refuses"
    needing = sorted(name for name, surface in SURFACES.items() if surface.tier)
    way_out = f"hubs: {{marketing: professional, ...}} in {SETTINGS} ({', '.join(needing)} need it)"
    return Check("subscription", WARN, told, way_out)


def _roles(session: Session) -> Check:
    people = ("role", "recipient", "user")
    used = {s.name for one in session.blueprint.resources for s in one.uses if s.kind in people}
    unmapped = sorted(used - session.target.roles.keys())
    if not unmapped:
        return Check("roles", OK, f"{len(used)} used, each mapped to somebody")
    told = f"nobody has the role {', '.join(unmapped)}; workflows that use it wait"
    return Check("roles", WARN, told, f"roles: {{{unmapped[0]}: NAME@EXAMPLE.COM}} in {SETTINGS}")
