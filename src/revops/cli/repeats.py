"""Findings that say the same of many things: told once, with how many they are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from revops.model.few import few
from revops.model.finding import Finding

_ANY: Final = "ADDRESS"
"""Stands for the addresses in what is said of all of them."""


def told_once(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in their order; those that differ in their address alone are one, where the first was."""
    same: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        same.setdefault((finding.code, _general(finding, finding.summary)), []).append(finding)
    return [found[0] if len(found) == 1 else _joined(found) for found in same.values()]


def _joined(found: list[Finding]) -> Finding:
    first, summary = found[0], _general(found[0], found[0].summary).removeprefix(f"{_ANY}: ")
    told = f"{len(found)} of what goes back: {summary} ({few([one.address for one in found])})"
    return replace(first, summary=told, hint=_general(first, first.hint), address=None)


def _general(finding: Finding, text: str) -> str:
    return text.replace(str(finding.address), _ANY) if finding.address else text
