"""The codes of going back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV941": Code(
        "Something that a run added stays, or a value cannot be put back, whatever the files say.",
        "HubSpot has no way to it, or a blueprint has no words for the value from before.",
        "Put it right in HubSpot by hand where it matters.",
    ),
    "RV942": Code(
        "What a run deleted does not come back.",
        "HubSpot gives what is made anew another id, and the values that records had are gone.",
        "Describe it again and apply.",
    ),
    "RV943": Code(
        "Records that a run moved stay as they are.",
        "Nobody notes the value that each record had.",
        "HubSpot's history of each record tells it.",
    ),
    "RV944": Code(
        "What was set off by switching on stays.",
        "Mails are out, records are changed and scored.",
        "Look at what it did in HubSpot before you go on.",
    ),
    "RV945": Code(
        "A resource, or a value of it, cannot be put back with these files: the run still stands.",
        "The files do not describe it any more, do not take the old value, or have errors.",
        "Type `revops rollback RUN` over files of an earlier commit, or put it back by hand; `revops history"
        " RUN` shows what it was.",
    ),
    "RV946": Code(
        "There is no run to go back from.",
        "Nothing was applied with this state, or another state is in use.",
        "`revops history` lists the runs.",
    ),
    "RV947": Code(
        "A later run wrote what goes back.",
        "The run is not the last one that touched it.",
        "Go back step by step, beginning with the last run.",
    ),
    "RV948": Code(
        "The blueprint has errors, so that only a part of the way back can be planned.",
        "Values go back through the blueprint's words; what its files cannot be read for stays.",
        "Mend the errors, or put the files of an earlier commit in their place, and type `revops rollback"
        " RUN` with the run's number: it still stands.",
    ),
    "RV949": Code(
        "The run was taken back already.",
        "An earlier `revops rollback` of the same run came to its end.",
        "Nothing, where that is meant; without a number the last run that stands is taken back.",
    ),
    "RV979": Code(
        "What a run made, or was about to make, was made by a later run: it is not this run's to delete.",
        "The run failed or was cut off there, or what it had made was gone before the later run.",
        "Take the later run back where it must go; `revops history` lists the runs.",
    ),
}
"""Code -> meaning."""
