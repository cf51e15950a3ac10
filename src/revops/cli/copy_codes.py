"""The codes of findings about snapshots, comparisons and promotions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from revops.model.finding import Code

CODES: Final[Mapping[str, Code]] = {
    "RV630": Code(
        "A file is no snapshot.",
        "It is another file, was cut off, was edited by hand, or is of another format.",
        "Take a new one with `revops snapshot --out FILE`.",
    ),
    "RV631": Code(
        "An answer in a snapshot is not of the documented shape, or none that the emulator takes.",
        "The file was edited by hand, or the portal answered what HubSpot does not describe.",
        "Take the snapshot again; report it where that does not help.",
    ),
    "RV632": Code(
        "A snapshot would be loaded into a file that remembers a portal already.",
        "`--state` names the file of an earlier run, which would be lost.",
        "Leave `--load` out to go on with it, or name another file.",
    ),
    "RV633": Code(
        "There is nothing to compare.",
        "Both sides of `revops compare` are the same.",
        "Name two of: a target, a file of `revops snapshot`, or `blueprint`.",
    ),
    "RV975": Code(
        "A sandbox is not promoted, because its plan is not empty.",
        "The blueprint was changed since it was last applied there, or somebody changed the sandbox by hand.",
        "Apply it to the sandbox first, and look at what it does.",
    ),
    "RV976": Code(
        "A sandbox is not promoted, because its checklist is not done.",
        "Something that people do by hand is open there.",
        "Do it and tick it with `revops checklist --tick ADDRESS`.",
    ),
    "RV977": Code(
        "Sandbox and production are one portal.",
        "Both targets of `revops.yaml` have the same portal id.",
        "Correct `portal:` of one of them.",
    ),
    "RV978": Code(
        "A side of a comparison is neither a target nor a file.",
        "The name is misspelt, the file is elsewhere, or the snapshot was not taken yet.",
        "Name a target of `revops.yaml`, a file of `revops snapshot`, or `blueprint`.",
    ),
}
"""Code -> meaning."""
