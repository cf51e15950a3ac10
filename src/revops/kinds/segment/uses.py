"""What a segment's condition names."""

from __future__ import annotations

from collections.abc import Iterator

from revops.kinds.mentions import Walk
from revops.model.context import Context
from revops.model.reference import Mention
from revops.model.spec import Observed


def mentions(observed: Observed, context: Context) -> Iterator[Mention]:
    """Everything in the filters; those of a static segment are none."""
    walk = Walk(context.names, "filter")
    yield from walk.through(observed.raw.get("filterBranch"), str(observed.units.get("object", "")))
