"""Runs the terminal sessions in the documentation and puts in what really comes out.

In a page, each line of a `console` block that begins with `$ ` is run, all of a page in one shell and one
empty folder; a block whose fence names a file (```yaml blueprints/mine.yaml) is written there first.
"""

from __future__ import annotations

import os
import re
import shlex
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(?P<fence>console|\w+ [\w./-]+)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
PORT = "8123"
"""What pages write; a run takes a free one instead, so that two can run at once."""
MARK = "\x1e"
TIMEOUT = 240


def replayed(text: str) -> str:
    """The page with the outputs of its sessions as they are now.

    Raises:
        subprocess.TimeoutExpired: a command does not end.
    """
    blocks = [(match["fence"], match["body"]) for match in BLOCK.finditer(text)]
    if not any(fence == "console" for fence, _ in blocks):
        return text
    outputs = iter(_run([step for fence, body in blocks for step in _steps(fence, body)]))

    def renewed(match: re.Match[str]) -> str:
        if match["fence"] != "console":
            return match[0]
        told = "".join(f"{PROMPT}{command}\n{next(outputs)}" for command in _commands(match["body"]))
        return f"```console\n{told}```"

    return BLOCK.sub(renewed, text)


def _steps(fence: str, body: str) -> list[str]:
    """Shell code for one block; what is to be shown begins with a mark."""
    if fence == "console":
        return [f"printf '{MARK}'\n{command}" for command in _commands(body)]
    path = shlex.quote(fence.split()[1])
    return [f"mkdir -p $(dirname {path})\ncat > {path} <<'THE_END'\n{body}THE_END"]


def _commands(body: str) -> list[str]:
    return [line.removeprefix(PROMPT) for line in body.splitlines() if line.startswith(PROMPT)]


def _run(steps: list[str]) -> list[str]:
    port = _free_port()
    script = "\n".join(["trap 'kill $(jobs -p) 2>/dev/null' EXIT", *steps]).replace(PORT, port)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=folder,
            env=_environment(folder),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=TIMEOUT,
        )
    shown = done.stdout.replace(port, PORT).split(MARK)[1:]
    return ["".join(f"{line.rstrip()}\n" for line in output.splitlines()) for output in shown]


def _environment(folder: str) -> dict[str, str]:
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {"PATH": path, "HOME": folder, "LANG": "C.UTF-8", "COLUMNS": "100", "PYTHONWARNINGS": "ignore"}


def _free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])
