"""Refuses what must not be committed: hosts of package indexes, paths of a machine, tokens, stray debugging."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FORBIDDEN = {
    r"--(extra-)?index-url|--trusted-host|index-url\s*=": "an index URL",
    r"https?://[^\s)\"'>]*(pypi|/simple/|npm|registry)[^\s)\"'>]*": "the host of a package registry",
    r"(?<![\w.$}])/(home|root|Users|work|tmp)/[\w.-]+/": "a path of somebody's machine",
    r"\bpat-(na|eu|ap)\d-[0-9a-f]{8}-": "something that looks like a HubSpot token",
    r"\bTODO\b|\bFIXME\b|\bXXX\b": "an unfinished mark",
}
EXEMPT = {"scripts/committed.py"}
BARE_PRINT = re.compile(r"^\s*(print|breakpoint)\(")


def main() -> int:
    """Print every offence with file and line; the exit code is their presence."""
    listed = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], capture_output=True, text=True, check=True)
    offences = [offence for name in listed.stdout.splitlines() for offence in _offences(Path(name))]
    print("\n".join(offences) or "nothing that must not be committed")
    return bool(offences)


def _offences(path: Path) -> list[str]:
    if str(path) in EXEMPT or not path.is_file():
        return []
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        return [f"{path}: a binary file"]
    found = [
        f"{path}:{number}: {told}: {line.strip()[:80]}"
        for number, line in enumerate(lines, 1)
        for pattern, told in FORBIDDEN.items()
        if re.search(pattern, line)
    ]
    if path.parts[0] == "src":
        prints = (n for n, line in enumerate(lines, 1) if BARE_PRINT.match(line))
        found += [f"{path}:{number}: a bare print" for number in prints]
    return found


if __name__ == "__main__":
    sys.exit(main())
