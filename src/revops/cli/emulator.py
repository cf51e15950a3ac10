"""`revops emulator`: a HubSpot that remembers, in the foreground."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from pathlib import Path

import click

from revops.cli.loading import document_of, fill, portal_of, require_fresh
from revops.cli.options import Named
from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator, Rate, Traits
from revops.emulator.http import Json
from revops.emulator.portal import VARIANTS
from revops.emulator.serve import Server, serve
from revops.emulator.tiers import TIERS, subscription
from revops.model.exits import DONE
from revops.model.finding import Refused


def _subscribed(_context: click.Context, option: click.Parameter, text: str) -> str:
    """The subscription as it was typed, if it is one."""
    try:
        subscription(text)
    except ValueError as error:
        raise click.BadParameter(str(error), param=option) from error
    return text


@click.command("emulator")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8123, show_default=True, help="0 picks a free one."
)
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="File to remember in; else memory."
)
@click.option(
    "--load",
    "snapshot",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A file of `revops snapshot`: serve a copy of that portal.",
)
@click.option("--latency", type=click.IntRange(0), default=0, help="Milliseconds added to every answer.")
@click.option(
    "--rate", metavar="N/10s", help="Requests per ten seconds, e.g. 190/10s; unlimited where not given."
)
@click.option(
    "--tier",
    default="enterprise",
    show_default=True,
    metavar="NAME|HUB=NAME,...",
    callback=_subscribed,
    help=f"{', '.join(TIERS)}; of all hubs, or of each: marketing=starter,sales=professional.",
)
@click.option("--scopes", help="Comma-separated scopes of the token; all where not given.")
@click.option("--service-key", is_flag=True, help="The token is a Service Key: it does not reach workflows.")
@click.option("--no-betas", is_flag=True, help="The portal has none of the betas.")
@click.option(
    "--portal", "portals", type=int, multiple=True, help="Portal id; repeated: several portals on one port."
)
@click.option(
    "--variant",
    multiple=True,
    metavar="NAME",
    type=Named(VARIANTS),
    help=f"An answer to an open question: {', '.join(VARIANTS)}.",
)
def command(
    *,
    port: int,
    state: Path | None,
    snapshot: Path | None,
    latency: int,
    rate: str | None,
    tier: str,
    scopes: str | None,
    service_key: bool,
    no_betas: bool,
    portals: tuple[int, ...],
    variant: tuple[str, ...],
) -> int:
    """Run the emulator on a loopback port until Ctrl-C; its control surface is under /_emulator/."""
    document = _document(snapshot, state)
    chosen = portals[0] if portals else (portal_of(document) if document else DEFAULT_PORTAL_ID)
    usual = chosen == DEFAULT_PORTAL_ID or not portals
    token = DEFAULT_TOKEN if usual else _token(chosen)
    traits = Traits(
        tier=tier,
        scopes=frozenset(scopes.split(",")) if scopes else None,
        service_key=service_key,
        betas=not no_betas,
        variants=frozenset(variant),
    )
    limits = _rate(rate)
    emulator = Emulator(state, traits=traits, portal_id=chosen, token=token, latency_ms=latency, rate=limits)
    if document and snapshot:
        _fill(emulator, document, snapshot, state)
    for other in portals[1:]:
        emulator.add_portal(other, _token(other), traits)
    server = _served(emulator, port)
    _tell(server.base_url, {chosen: token, **{other: _token(other) for other in portals[1:]}})
    _until_stopped(server)
    emulator.close()
    click.echo("Stopped.")
    return DONE


def _document(snapshot: Path | None, state: Path | None) -> dict[str, Json] | None:
    """The snapshot that is to be served, before anything is remembered."""
    if snapshot is None:
        return None
    require_fresh(state)
    return document_of(snapshot)


def _fill(emulator: Emulator, document: dict[str, Json], snapshot: Path, state: Path | None) -> None:
    """Load the snapshot; of one that is refused nothing is remembered."""
    try:
        fill(emulator, document, snapshot)
    except Refused:
        emulator.close()
        if state:
            state.unlink()
        raise


def _served(emulator: Emulator, port: int) -> Server:
    try:
        return serve(emulator, port)
    except OSError as error:
        emulator.close()
        told = f"{port}: {error.strerror}; 0 picks a free one"
        raise click.BadParameter(told, param_hint="--port") from None


def _until_stopped(server: Server) -> None:
    """Stay until Ctrl-C or SIGTERM."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        server.wait()
    except KeyboardInterrupt:
        server.stop()
    finally:
        signal.signal(signal.SIGTERM, before)


def _token(portal: int) -> str:
    return f"pat-emulator-{portal}"


def _tell(base_url: str, tokens: Mapping[int, str]) -> None:
    """How to reach it: with curl, with `revops` as the built-in target, and as a portal like any other."""
    for portal, token in tokens.items():
        click.echo(f"portal {portal} at {base_url}, token {token}")
    token = next(iter(tokens.values()))
    header = f"Authorization: Bearer {token}"
    click.echo("")
    click.echo(f"  curl -H '{header}' {base_url}/account-info/2026-09/details")
    click.echo(f"  curl {base_url}/_emulator/requests   # what it was asked; /_emulator/state: what it holds")
    if token == DEFAULT_TOKEN:
        click.echo(f"  REVOPS_BASE_URL={base_url} revops plan   # in a project whose target is the emulator")
    click.echo(f"  REVOPS_BASE_URL={base_url} HUBSPOT_ACCESS_TOKEN={token} revops init --target dev")
    click.echo("")
    click.echo("Ctrl-C stops it.")


def _rate(text: str | None) -> Rate | None:
    try:
        return Rate.parse(text) if text else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--rate") from None
