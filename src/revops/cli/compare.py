"""`revops compare`: two portals, or the blueprint and one, by meaning and not by id."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import click

from revops.cli.options import examples, json_option, project_option
from revops.cli.output import console, print_json
from revops.cli.sides import BLUEPRINT, blueprint_and, portrait, require_two, stand, veiled
from revops.engine.differences import compared
from revops.model.comparison import Comparison
from revops.model.exits import CHANGES, DONE, ERROR
from revops.views.comparison import comparison_document, outline_comparison
from revops.views.terminal import draw


@click.command(
    "compare",
    epilog=examples(
        "compare sandbox production", "compare client.json.gz client", "compare blueprint client --full"
    ),
)
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@project_option
@json_option
@click.option("--full", is_flag=True, help="Show every unit that differs.")
def command(*, left: str, right: str, project: Path, as_json: bool, full: bool) -> int:
    """Compare A with B: each is a target, a file of `revops snapshot`, or the word `blueprint`.

    Things are the same where a blueprint would call them the same, whatever their ids. Against the blueprint
    only what it manages is compared.

    Exit code 0: both say the same. 2: they differ. 1: no difference, but something could not be read.
    """
    require_two(left, right)
    found, locale = _compared(project, left, right)
    if as_json:
        print_json(comparison_document(found))
    else:
        draw(outline_comparison(found, locale=locale, full=full), console())
    if not found.is_equal:
        return CHANGES
    return ERROR if found.unread or found.unreadable else DONE


def _compared(project: Path, left: str, right: str) -> tuple[Comparison, str]:
    """The comparison, and the language in which values are told."""
    with ExitStack() as closing:
        if BLUEPRINT in (left, right):
            standing = stand(project, right if left == BLUEPRINT else left, closing)
            wish, portal = blueprint_and(standing)
            if standing.is_copy:
                wish = veiled(wish, standing.people if standing.bare else None)
            sides = (wish, portal) if left == BLUEPRINT else (portal, wish)
            return compared(*sides), standing.context.locale
        both = [stand(project, name, closing) for name in (left, right)]
        seen = [portrait(one) for one in both]
        if any(one.is_copy for one in both):
            bare = any(one.bare for one in both)
            seen = [veiled(side, one.people if bare else None) for side, one in zip(seen, both, strict=True)]
        return compared(*seen), both[0].context.locale
