"""Findings as one line each, the form that editors and CI jump to: FILE:LINE:COLUMN: severity CODE: text."""

from __future__ import annotations

from collections.abc import Iterable

from revops.model.finding import Finding
from revops.views.visible import visible


def problems(findings: Iterable[Finding]) -> str:
    """One line per finding; its summary and its way out are one text."""
    return "".join(f"{_problem(finding)}\n" for finding in findings)


def _problem(finding: Finding) -> str:
    origin = finding.origin
    place = f"{origin.file}:{origin.line or 1}:{origin.column or 1}: " if origin.file else ""
    told = f"{finding.summary}. {finding.hint}" if finding.hint else finding.summary
    return visible(f"{place}{finding.severity.value} {finding.code}: {' '.join(told.split())}")
