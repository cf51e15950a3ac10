"""`revops ARGUMENTS` without history, and without journal, to measure what these cost; otherwise as `timed`.

`python -m benchmark.forgetful journal|nothing FILE COMMAND [ARGUMENTS]`; the first word is what is kept.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from unittest.mock import Mock, patch

from benchmark import timed
from revops.engine.sending import Sending
from revops.model.journal import Intent, NoJournal
from revops.state.kept import Kept


@contextmanager
def without(*, journal: bool = False) -> Iterator[None]:
    """No history; and no journal, unless it is to stay: what it would note is not worked out either."""
    nothing = patch.object(Sending, "_intent", lambda _, call: Intent(call.surface, call.method))
    with ExitStack() as patches:
        patches.enter_context(patch("revops.cli.apply.Memory", Mock()))
        if not journal:
            patches.enter_context(patch.object(Kept, "journal", NoJournal()))
            patches.enter_context(nothing)
        yield


def main(kept: str, file: str, *arguments: str) -> int:
    """Run the command; the exit code is its."""
    with without(journal=kept == "journal"):
        return timed.main(file, *arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
