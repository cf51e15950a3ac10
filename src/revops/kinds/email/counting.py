"""What publishing an e-mail sets off: nothing at once, since only workflows send an automated one."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from typing import Final

from revops.kinds.email.expand import PUBLISHED
from revops.model.call import Answer, Call
from revops.model.change import Change
from revops.model.consequence import Act, Consequence
from revops.model.spec import Phase

_Weighing = Generator[Sequence[Call], Sequence[Answer], Consequence]

_SENDERS: Final = "workflows that are on send it to whom they enrol"


def weigh(change: Change) -> _Weighing | None:
    """Nobody gets an e-mail by its publishing, so nothing is asked; None for what is taken back.

    That holds for the automated type, the only one that the kind writes (HubSpot's guide to e-mails by API).
    """
    taken_back = change.after().get(PUBLISHED) is False
    return _weigh() if change.phase is Phase.PUBLISH and not taken_back else None


def _weigh() -> _Weighing:
    yield from ()
    return Consequence(0, why=_SENDERS, object="contacts", act=Act.SEND)
