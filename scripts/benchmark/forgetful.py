"""`revops ARGUMENTS` without journal and history, to measure what these two cost; otherwise as `timed`.

`python -m benchmark.forgetful FILE COMMAND [ARGUMENTS]`
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from unittest.mock import Mock, patch

from benchmark import timed
from revops.engine.sending import Sending
from revops.model.journal import Intent, NoJournal
from revops.state.kept import Kept


@contextmanager
def without() -> Iterator[None]:
    """Neither journal nor history; what a request would be noted with is not worked out either."""
    nothing = patch.object(Sending, "_intent", lambda _, call: Intent(call.surface, call.method))
    with patch.object(Kept, "journal", NoJournal()), patch("revops.cli.apply.Memory", Mock()), nothing:
        yield


def main(file: str, *arguments: str) -> int:
    """Run the command; the exit code is its."""
    with without():
        return timed.main(file, *arguments)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
