"""Waiting for somebody else who works on the portal: said once, and counted down where somebody watches."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from math import ceil

from rich.text import Text

from revops.cli.output import busy
from revops.model.history import Holder
from revops.state.lock import Told, locked
from revops.views.visible import Screen


@contextmanager
def patience(portal: int) -> Iterator[Told]:
    """What hears of each look at a lock that another run holds; it speaks on stderr alone."""
    heard: set[str] = set()
    with busy("opening the ledger") as status:
        screen = status.console if status else Screen(stderr=True, soft_wrap=True)

        def told(found: Holder, left: float) -> None:
            if found.run not in heard:
                heard.add(found.run)
                screen.print(Text(f"{locked(portal, found)}; waiting up to {ceil(left)} s for it"))
            if status:
                status.update(Text(f"waiting for {found.who}: {ceil(left)} s left"))

        yield told
