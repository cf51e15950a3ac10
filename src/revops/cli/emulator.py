"""`revops emulator`: a HubSpot that remembers, in the foreground."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from revops.cli.output import DONE

if TYPE_CHECKING:
    from revops.emulator.rate import Rate

_TIERS = ("free", "starter", "professional", "enterprise")


@click.command("emulator")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8123, show_default=True, help="0 picks a free one."
)
@click.option(
    "--state", type=click.Path(dir_okay=False, path_type=Path), help="File to remember in; else memory."
)
@click.option("--latency", type=click.IntRange(0), default=0, help="Milliseconds added to every answer.")
@click.option(
    "--rate", metavar="N/10s", help="Requests per ten seconds, e.g. 190/10s; unlimited where not given."
)
@click.option("--tier", type=click.Choice(_TIERS), default="enterprise", show_default=True)
@click.option("--scopes", help="Comma-separated scopes of the token; all where not given.")
@click.option("--service-key", is_flag=True, help="The token is a Service Key: it does not reach workflows.")
@click.option("--no-betas", is_flag=True, help="The portal has none of the betas.")
@click.option("--portal", "portal_id", type=int, help="Portal id.")
@click.option("--variant", multiple=True, help="An answer to an open question, e.g. server-stage-ids.")
def command(
    *,
    port: int,
    state: Path | None,
    latency: int,
    rate: str | None,
    tier: str,
    scopes: str | None,
    service_key: bool,
    no_betas: bool,
    portal_id: int | None,
    variant: tuple[str, ...],
) -> int:
    """Run the emulator on a loopback port until Ctrl-C; its control surface is under /_emulator/."""
    from revops.emulator import DEFAULT_PORTAL_ID, DEFAULT_TOKEN, Emulator, Traits  # noqa: PLC0415 - one command
    from revops.emulator.serve import serve  # noqa: PLC0415 - same

    chosen = portal_id or DEFAULT_PORTAL_ID
    token = DEFAULT_TOKEN if chosen == DEFAULT_PORTAL_ID else f"pat-emulator-{chosen}"
    traits = Traits(
        tier=tier,
        scopes=frozenset(scopes.split(",")) if scopes else None,
        service_key=service_key,
        betas=not no_betas,
        variants=frozenset(variant),
    )
    emulator = Emulator(
        state, traits=traits, portal_id=chosen, token=token, latency_ms=latency, rate=_rate(rate)
    )
    server = serve(emulator, port)
    click.echo(f"portal {chosen} at {server.base_url}, token {token}")
    click.echo(f"requests: {server.base_url}/_emulator/requests   state: {server.base_url}/_emulator/state")
    click.echo("Ctrl-C stops it.")
    try:
        server.wait()
    except KeyboardInterrupt:
        server.stop()
    return DONE


def _rate(text: str | None) -> Rate | None:
    from revops.emulator.rate import Rate  # noqa: PLC0415 - same

    try:
        return Rate.parse(text) if text else None
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--rate") from None
