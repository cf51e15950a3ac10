"""Who runs a command: person, host, process, and the CI job where it is one."""

from __future__ import annotations

import getpass
import os
import platform
import socket
import uuid
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from revops.model.history import Holder

CI: Final = (
    "GITHUB_ACTOR",
    "GITHUB_REPOSITORY",
    "GITHUB_WORKFLOW",
    "GITHUB_RUN_ID",
    "GITLAB_USER_LOGIN",
    "CI_PROJECT_PATH",
    "CI_PIPELINE_ID",
    "CI_JOB_ID",
)
"""Variables of GitHub Actions and GitLab CI that name a job; both document them, and none is a secret."""

_LONGEST: Final = 200


def user() -> str:
    """The name of whoever runs this; a container may have none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "somebody"


def holder(command: str) -> Holder:
    """This process, about to run a command."""
    return Holder(
        run=uuid.uuid4().hex[:12],
        who=f"{user()}@{socket.gethostname()}",
        machine=_machine(),
        pid=os.getpid(),
        command=command,
    )


def ci_job() -> Mapping[str, str]:
    """The CI job that this runs in; empty outside of one."""
    return {name: os.environ[name][:_LONGEST] for name in CI if os.environ.get(name)}


def is_gone(one: Holder) -> bool:
    """True where the process of a holder lived on this machine and lives no more."""
    if not one.machine or one.machine != _machine():
        return False
    try:
        os.kill(one.pid, 0)
    except ProcessLookupError:
        return True
    except OSError:
        return False
    return False


def _machine() -> str:
    """Where process numbers mean the same: one start of one kernel, and of it one container."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        space = Path("/proc/self/ns/pid").stat().st_ino
    except OSError:
        return f"{platform.node()}/{uuid.getnode():x}"
    return f"{boot}/{space}"
