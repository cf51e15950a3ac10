"""What is told of state that teams share: the database, the lock, the journal, the history."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NoReturn

from revops.model.exits import UNDECIDED
from revops.model.finding import Code, Finding, Refused, Severity

CODES: Final[Mapping[str, Code]] = {
    "RV606": Code(
        "The database of the state cannot be used.",
        "Permissions, a full disk, a server that does not answer, or a password that is wrong.",
        "Do what the finding says, then run again; what was sent is found out about then.",
    ),
    "RV607": Code(
        "The database of the state is of a newer format.",
        "A newer version of the tool wrote it.",
        "Update `revops`.",
    ),
    "RV608": Code(
        "Somebody else works on this portal.",
        "Another `apply`, or another command that saves the ledger, holds the portal's lock.",
        "Wait for it with `--wait SECONDS`; `revops state show` names the holder.",
    ),
    "RV609": Code(
        "The portal's lock was taken away from this run.",
        "Somebody broke it with `revops state unlock`, or this computer slept for longer than the lease.",
        "Nothing more was sent. Run the same again once the other run has ended.",
    ),
    "RV616": Code(
        "A run was cut off, and nobody knows whether its last requests arrived.",
        "The process was killed, the computer stopped, or the state could not be written any more.",
        "Nothing: the portal tells what arrived. The same command again does the rest.",
    ),
    "RV617": Code(
        "The lock of a run that is gone was taken over.",
        "Its process does not live any more, or has not renewed its lease.",
        "Nothing; `revops history` tells whose it was.",
    ),
    "RV618": Code(
        "`REVOPS_STATE_URL` is no address of a database that the tool knows.",
        "A slip, or another kind of database.",
        "Write `postgresql://USER:PASSWORD@HOST/DATABASE`, or unset it to keep state in files.",
    ),
    "RV619": Code(
        "State on PostgreSQL needs libraries that are not installed.",
        "`revops` was installed without the extra `postgres`.",
        "Install `revops[postgres]`.",
    ),
    "RV628": Code(
        "The state holds what the tool did not write.",
        "A row of the database was edited by hand.",
        "Restore it from a backup, or rebuild the ledger with `revops state rebuild`.",
    ),
    "RV629": Code(
        "There is no such run.",
        "The number is misspelt, or there was no run yet with the target, so that nothing tells its portal.",
        "Take one of the numbers that `revops history` lists, or run `revops apply` first.",
    ),
    "RV984": Code(
        "It is not known whose lock is to be taken away.",
        "The target pins no portal, and runs with it were against several ones.",
        "Name the portal: `revops state unlock --portal ID`.",
    ),
}
"""Code -> meaning."""


def refuse(code: str, summary: str, hint: str, exit_code: int = UNDECIDED) -> NoReturn:
    """Stop with one finding.

    Raises:
        Refused: always.
    """
    raise Refused([Finding(code, Severity.ERROR, summary, hint)], exit_code) from None
