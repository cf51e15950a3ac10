"""Refuses what must not be committed: package indexes, paths of a machine, tokens, unfinished marks."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

FORBIDDEN = {
    r"--(extra-)?index-url|--trusted-host|index-url\s*=": "an index URL",
    r"https?://[^\s)\"'>]*(pypi|/simple/|npm|registry)[^\s)\"'>]*": "the host of a package registry",
    r"(?<![\w.$}])/(home|root|Users|work|tmp)/[\w.-]+": "a path of somebody's machine",
    # An id of zeros is a test's own; HubSpot's are random.
    r"\bpat-(na|eu|ap)\d-(?!0{8}-)[0-9a-f]{8}-": "something that looks like a HubSpot token",
    # HubSpot has a task type of the first name, which stands in quotes.
    r"(#|//|<!--)\s*(TODO|FIXME|XXX)\b|\b(TODO|FIXME|XXX)\s*:": "an unfinished mark",
}
EXEMPT = {"scripts/committed.py", "tests/code/test_code_committed.py"}
BARE_PRINT = re.compile(r"^\s*(print|breakpoint)\(")


def main() -> int:
    """Print every offence with file and line; the exit code is their presence."""
    command = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()
    found = [offence for name in listed if name not in EXEMPT for offence in _in_file(Path(name))]
    print("\n".join(found) or "nothing that must not be committed")
    return bool(found)


def _in_file(path: Path) -> Iterator[str]:
    if not path.is_file():
        return
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        yield f"{path}: a binary file"
        return
    for number, told, line in offences(text, source=path.parts[0] == "src"):
        yield f"{path}:{number}: {told}: {line.strip()[:80]}"


def offences(text: str, *, source: bool = False) -> Iterator[tuple[int, str, str]]:
    """Line number, what is wrong, and the line; in the tool's own source a bare print is wrong, too."""
    for number, line in enumerate(text.splitlines(), 1):
        for pattern, told in FORBIDDEN.items():
            if re.search(pattern, line):
                yield number, told, line
        if source and BARE_PRINT.match(line):
            yield number, "a bare print", line


if __name__ == "__main__":
    sys.exit(main())
