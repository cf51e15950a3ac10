"""One seed: a journey that is disturbed, the runs that mend it, and what is found afterwards."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, field
from random import Random
from typing import Final

from disorder import checks
from disorder.edits import EDITS, Edit
from disorder.journeys import MOST_APPLIES, Journeys, Unfinished, Wanted, finish, ids
from disorder.portal import Hit
from disorder.project import Project
from disorder.troubles import LATER, Trouble, draw

JOURNEYS: Final = (
    ("", "First"),
    ("", "Second"),
    ("First", "Second"),
    ("First", "Second"),
    ("Second", "First"),
)
"""The edition that is applied before, and the one that is applied; the usual change comes more often."""

BROKEN: Final = ("Traceback", "RV412")
"""What the tool says where it does not know what happened to itself."""


@dataclass
class Found:
    """What became of one seed."""

    seed: int
    told: str
    edited: bool = False
    taken: bool = False
    unproven: int = 0
    """Resources that the ledger cannot prove to be the tool's own; it never deletes them."""
    applies: int = 0
    kills: int = 0
    requests: int = 0
    hits: list[Hit] = field(default_factory=list)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    """What does not hold, by the name of the check."""
    seconds: float = 0.0


@dataclass(frozen=True)
class Drawn:
    """What the dice of a seed say."""

    start: str
    edition: str
    edit: Edit | None
    edit_at: int
    """After how many disturbed runs a person makes the edit."""
    take: bool
    troubles: tuple[Trouble, ...]
    wanted: Wanted
    """What is to come out."""

    def __str__(self) -> str:
        by_hand = f", {self.edit.address} by hand after run {self.edit_at}" if self.edit else ""
        taken = ", taken back" if self.take else ""
        journey = f"{self.start or 'nothing'} -> {self.edition}"
        return f"{journey}: {', '.join(map(str, self.troubles))}{by_hand}{taken}"


def run(seed: int, journeys: Journeys) -> Found:
    """Disturb one journey and look at what comes out."""
    started, drawn = time.perf_counter(), _drawn(Random(seed), journeys)
    project = journeys.begin(drawn.start, drawn.edition)
    turn = Turn(drawn, project, journeys, Found(seed, str(drawn), bool(drawn.edit), drawn.take))
    turn.disturb()
    turn.mend()
    if not turn.found.wrong:
        turn.check()
    turn.found.hits, turn.found.requests = list(journeys.portal.hits), journeys.portal.asked
    turn.found.seconds = time.perf_counter() - started
    shutil.rmtree(project.folder)
    return turn.found


def _drawn(dice: Random, journeys: Journeys) -> Drawn:
    start, edition = dice.choice(JOURNEYS)
    edit = dice.choice(EDITS) if start == "First" and dice.random() < 0.4 else None
    usual = journeys.wanted(start, edition)
    troubles = tuple(draw(dice, usual.requests, usual.writes) for _ in range(dice.choice((1, 1, 2, 3))))
    take = edit is not None and dice.random() < 0.5
    wanted = usual if take else journeys.wanted(start, edition, edit)
    return Drawn(start, edition, edit, dice.randint(0, len(troubles)), take, troubles, wanted)


@dataclass
class Turn:
    """A seed that is under way."""

    drawn: Drawn
    project: Project
    journeys: Journeys
    found: Found

    def disturb(self) -> None:
        """Every trouble in a run of its own, and the person's edit before, between or after them."""
        edit, portal = self.drawn.edit, self.journeys.portal
        given = ids(self.project) if edit else {}
        for number, trouble in enumerate((*self.drawn.troubles, None)):
            if edit and number == self.drawn.edit_at:
                edit.make(portal, given)
            if trouble:
                self._apply(trouble)

    def _apply(self, trouble: Trouble) -> None:
        portal = self.journeys.portal
        portal.order(trouble, self.journeys.commands.kill)
        ran = self.project.apply()
        time.sleep(LATER)  # a kill that comes too late is to find nobody, not the next command
        portal.calm()
        self.found.applies += 1
        self.found.kills += ran.killed
        if any(word in ran.out + ran.err for word in BROKEN):
            self.found.wrong["broken"] = [(ran.out + ran.err)[-1500:]]

    def mend(self) -> None:
        """Undisturbed runs until nothing is left, at first without a side taken."""
        edit = self.drawn.edit
        try:
            self.found.applies += finish(self.project)
            if edit and not edit.stands(self.journeys.portal):
                self.found.wrong["overwritten"] = [edit.address]
            if edit and self.drawn.take:
                self.found.applies += finish(self.project, "--take", edit.address)
        except Unfinished as error:
            self.found.applies += MOST_APPLIES
            self.found.wrong["not done"] = [str(error)]

    def check(self) -> None:
        """Everything that must hold now."""
        wanted, portal = self.drawn.wanted, self.journeys.portal
        held = {self.drawn.edit.address} if self.drawn.edit and not self.drawn.take else set()
        copy = self.project.copy(self.journeys.new_folder(), remembering=False)
        found = {
            "duplicates": checks.duplicates(portal, wanted),
            "lost": checks.lost(portal, wanted),
            "planned": checks.planned(self.project, held),
            "ledger": checks.ledger(self.project, wanted, held),
            "forgotten": checks.forgotten(copy, held),
        }
        self.found.wrong |= {name: told for name, told in found.items() if told}
        self.found.unproven = checks.unproven(self.project, wanted)
        shutil.rmtree(copy.folder)
