"""`revops impact`: who refers to something of the portal, and how many records hold it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import click

from revops.blueprint.names import meant, nearest_address
from revops.cli.around import around
from revops.cli.options import examples, json_option, project_option, target_option
from revops.cli.output import busy, console, print_json
from revops.cli.session import Session, open_session
from revops.cli.view import STDOUT, checked_place, put
from revops.engine.impact import Portal, impacts, read
from revops.engine.observe import Reader, observe
from revops.model.address import Address
from revops.model.exits import DONE, UNDECIDED, USAGE
from revops.model.finding import Finding, Refused, Severity
from revops.model.reference import Point, Thing
from revops.views.impact import draw, impact_document
from revops.views.impact_page import impact_page


@click.command(
    "impact",
    epilog=examples(
        "impact property.contacts.source",
        "impact property.contacts.source#options.web --html impact.html",
        "impact pipeline.deals.default#stages.closedwon segment.12",
    ),
)
@project_option
@target_option
@json_option
@click.option(
    "--html", metavar="FILE", callback=checked_place, help="Draw it into one HTML page that opens offline."
)
@click.argument("addresses", nargs=-1, required=True, metavar="ADDRESS...")
def command(
    *,
    project: Path,
    target: str | None,
    as_json: bool,
    html: str | None,
    addresses: tuple[str, ...],
) -> int:
    """Show what refers to ADDRESS in the portal, and how many records hold it. Sends no write.

    ADDRESS is KIND.OBJECT.NAME, or KIND.NAME where the kind belongs to no object; `#options.NAME` and
    `#stages.NAME` are a part of it. It may be anything that the portal has, whether a blueprint names it or
    not, and HubSpot's own id serves as the name.
    """
    if as_json and html == STDOUT:
        raise click.UsageError("stdout has room for one of --json and --html")
    asked = [_parsed(text) for text in addresses]
    with open_session(project, target) as session:
        portal = _read(session, asked)
        points = [_found(point, portal, session) for point in asked]
        with busy("counting records"):
            now = datetime.now(UTC)
            found = list(impacts(portal, points, now).values())
        if html:
            moment = f"{now:%Y-%m-%d %H:%M} UTC"
            put("html", html, impact_page(found, session.context.portal, moment))
    if as_json:
        print_json(impact_document(found))
    elif html != STDOUT:
        for one in found:
            draw(one, console())
    return DONE


def _parsed(text: str) -> Point:
    address, _, part = text.partition("#")
    try:
        return Point(Address.parse(address), part)
    except ValueError as error:
        raise click.UsageError(str(error)) from None


def _read(session: Session, asked: Iterable[Point]) -> Portal:
    with busy("reading the portal") as status:
        return read(
            around(asked, session.grants),
            session.kinds,
            session.context,
            Reader(session.hub),
            lambda place: status.update(f"read {' of '.join(filter(None, place))}") if status else None,
        )


def _found(point: Point, portal: Portal, session: Session) -> Point:
    """The point as the portal has it.

    Raises:
        Refused: it has nothing of that address (exit code 64), or nobody could look (4); no such part (64).
    """
    address = _address(point.address, portal, session)
    observed = portal.index.seen.get(address)
    if point.part and not (observed and f"{point.part}.label" in observed.units):
        told = f"{address} has no {point.part}"
        parts = (
            [path.removesuffix(".label") for path in observed.units if path.endswith(".label")]
            if observed
            else []
        )
        raise _refused("RV981", told, meant(point.part, parts), address)
    return Point(address, point.part)


def _address(address: Address, portal: Portal, session: Session) -> Address:
    index = portal.index
    if address in index.seen:
        return address
    by_id = index.points.get(Thing(*address))
    if by_id:
        return by_id.address
    twin = _by_blueprint(address, portal, session)
    if twin:
        return twin
    if address in index.by_target:
        return address
    place = portal.observations.get((address.kind, address.scope))
    if place and place.broken:
        raise _refused(
            "RV982", f"{address}: {place.broken}", "revops auth lists the scopes", address, UNDECIDED
        )
    near = nearest_address(address, index.seen)
    hint = (
        f"did you mean {near!r}?"
        if near
        else "write it as `revops plan` does, or with HubSpot's id as the name"
    )
    raise _refused("RV980", f"{address} is nothing that the portal has", hint, address)


def _by_blueprint(address: Address, portal: Portal, session: Session) -> Address | None:
    """What a plan takes for the resource, where no run has bound the two yet."""
    place = (address.kind, address.scope)
    wanted = [one for one in session.blueprint.resources if (one.address.kind, one.address.scope) == place]
    if not any(one.address == address for one in wanted):
        return None
    seen = observe({place: wanted}, session.kinds, portal.context, portal.reader)[place]
    found = seen.by_address.get(address)
    point = portal.index.points.get(Thing(*place, found.id)) if found else None
    return point.address if point else None


def _refused(code: str, told: str, hint: str, address: Address, exit_code: int = USAGE) -> Refused:
    return Refused([Finding(code, Severity.ERROR, told, hint, address)], exit_code)
