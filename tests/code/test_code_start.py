"""How little the command line loads before it knows what it is asked for."""

from __future__ import annotations

import subprocess
import sys

PROGRAM = """
import sys
import click
clicks = set(sys.modules)
from revops.cli import main
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print(*(name for name in set(sys.modules) - clicks if name.split(".")[0] not in sys.stdlib_module_names))
"""


def test_help_loads_click_and_nothing_else() -> None:
    """`revops --help` imports the command group, and no library besides click."""
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "--help"], capture_output=True, text=True, check=True, timeout=60
    )
    *shown, loaded = done.stdout.splitlines()

    assert "Commands:" in shown
    assert {name for name in loaded.split() if not name.startswith("click.")} == {"revops", "revops.cli"}
