"""An outline as JUnit XML, for CI: one test case per change."""

from __future__ import annotations

from collections import Counter
from typing import Final
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from revops.model.finding import Finding
from revops.views.closing import many
from revops.views.outline import Outline, Row
from revops.views.visible import visible

_FAILED: Final = frozenset({"hold", "failed", "ambiguous", "unknown"})
_SKIPPED: Final = frozenset({"blocked", "waiting", "manual", "skipped", "left"})
"""States by what a test report calls them; in a report on drift, what is not applied yet fails, too."""


def junit(outline: Outline) -> str:
    """A `testsuites` document; what no XML may hold is spelled out."""
    rows = [row for section in outline.sections for row in section.rows]
    loose = [finding for finding in outline.findings if finding.is_error]
    results = Counter(_result(row, outline) for row in rows)
    totals = {
        "tests": str(len(rows) + len(loose)),
        "failures": str(results["failure"]),
        "errors": str(len(loose)),
        "skipped": str(results["skipped"]),
    }
    document = Element("testsuites", {"name": "revops", **totals})
    suite = SubElement(document, "testsuite", {"name": f"revops {outline.about}", **totals})
    _properties(suite, outline)
    for row in rows:
        _case(suite, row, _result(row, outline))
    for finding in loose:
        _error(suite, finding)
    _left_out(suite, outline)
    indent(document)
    return tostring(document, encoding="unicode", xml_declaration=True) + "\n"


def _properties(suite: Element, outline: Outline) -> None:
    portal = outline.portal
    facts = {"portal": str(portal.id), "target": portal.target, "digest": outline.digest}
    listed = SubElement(suite, "properties")
    for name, value in facts.items():
        SubElement(listed, "property", {"name": name, "value": visible(value)})


def _result(row: Row, outline: Outline) -> str:
    """`failure`, `skipped`, or nothing where all is well."""
    if row.state in _SKIPPED:
        return "skipped"
    return "failure" if row.state in _FAILED or outline.about == "drift" else ""


def _case(suite: Element, row: Row, result: str) -> None:
    """A change; its phase tells two of one resource apart."""
    name = visible(f"{row.address} ({row.phase}, {row.state})")
    place = ".".join(filter(None, ("revops", row.subject.department, row.subject.object or "portal")))
    case = SubElement(suite, "testcase", {"name": name, "classname": visible(place)})
    told = visible(_told(row))
    if result:
        SubElement(case, result, {"message": visible(row.reason or row.state)}).text = told
    elif told:
        SubElement(case, "system-out").text = told


def _told(row: Row) -> str:
    """Units and findings, a line each."""
    units = [
        f"{line.path}: {line.compared if row.compares else f'{line.before} -> {line.after}'}"
        for line in row.lines
    ]
    if row.more:
        units.append(f"{many(row.more, 'more unit')}; --html shows all")
    findings = [f"{finding.code} {finding.summary} {finding.hint}".rstrip() for finding in row.findings]
    return "\n".join([*units, *([f"to agree: {row.asks}"] if row.asks else []), *findings])


def _left_out(suite: Element, outline: Outline) -> None:
    """What has no test case of its own, counted: the rest of what agrees anyway."""
    cut = [
        f"{section.title}: {section.more} more; --html shows all"
        for section in outline.sections
        if section.more
    ]
    if cut:
        SubElement(suite, "system-out").text = visible("\n".join(cut))


def _error(suite: Element, finding: Finding) -> None:
    """What went wrong with no change to show for it, e.g. a portal that could not be read."""
    named = visible(f"{finding.code} {finding.address or ''}".strip())
    case = SubElement(suite, "testcase", {"name": named, "classname": "revops.findings"})
    SubElement(case, "error", {"message": visible(finding.summary)}).text = visible(finding.hint)
