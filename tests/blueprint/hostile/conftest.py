"""A process in which hostile input is read, so that its time and memory can be measured."""

from __future__ import annotations

import pytest
from hostile_case import Worker


@pytest.fixture(scope="module")
def worker():
    found = Worker()
    yield found
    found.close()
    print(f"at most {found.seconds:.2f} s and {found.megabytes:.0f} MB")  # noqa: T201 - the numbers are to be seen
