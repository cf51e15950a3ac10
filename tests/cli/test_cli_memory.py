"""The setting of the C library that keeps a large plan small."""

from __future__ import annotations

import ctypes

import pytest

from revops.cli.memory import share_one_heap


def test_the_c_library_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """One heap for all threads: M_ARENA_MAX is -8 in glibc's malloc.h."""
    told = []

    class Library:
        def mallopt(self, option: int, value: int) -> int:
            told.append((option, value))
            return 1

    monkeypatch.setattr(ctypes, "CDLL", lambda _name: Library())
    share_one_heap()

    assert told == [(-8, 1)]


@pytest.mark.parametrize("fault", [AttributeError, OSError, TypeError])
def test_another_c_library_is_left_alone(monkeypatch: pytest.MonkeyPatch, fault: type[Exception]) -> None:
    """Where there is no such setting nothing happens."""

    def missing(_name: None) -> None:
        raise fault

    monkeypatch.setattr(ctypes, "CDLL", missing)

    share_one_heap()
