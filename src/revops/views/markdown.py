"""An outline as Markdown, for a job summary or a pull-request comment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from revops.model.finding import Finding
from revops.views.outline import Line, Outline, Row

_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_{}[]<>#|~!"})


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; line breaks become spaces."""
    return " ".join(text.split()).translate(_SPECIAL)


def markdown(outline: Outline) -> str:
    """The whole outline; every value is escaped."""
    return "\n".join(_lines(outline)) + "\n"


def _lines(outline: Outline) -> Iterator[str]:
    yield f"## {escaped(outline.title)}"
    yield ""
    yield f"**{escaped(outline.summary)}**"
    for section in outline.sections:
        yield ""
        yield f"### {escaped(section.title)}"
        yield ""
        for row in section.rows:
            yield from _row(row)
    yield from _findings(outline.findings)
    if outline.next_step:
        yield ""
        yield f"Next: `{outline.next_step}`"


def _row(row: Row) -> Iterator[str]:
    ref = f" ({escaped(row.ref)})" if row.ref else ""
    asks = f", asks `{row.asks}`" if row.asks else f", agreed `{row.agreed}`" if row.agreed else ""
    reason = f": {escaped(row.reason)}" if row.reason else ""
    yield f"- {escaped(row.glyph)} **{escaped(row.address)}**{ref}{asks}{reason}"
    for line in row.lines:
        note = f" ({escaped(line.note)})" if line.note else ""
        yield f"    - {escaped(line.path)}: {_values(line)}{note}"
    if row.more:
        yield f"    - {row.more} more"
    for finding in row.findings:
        yield f"    - {finding.code}: {escaped(finding.summary)}"


def _values(line: Line) -> str:
    if line.before and line.after:
        return f"{escaped(line.before)} → {escaped(line.after)}"
    return escaped(line.after) or f"{escaped(line.before)} → not there"


def _findings(findings: Iterable[Finding]) -> Iterator[str]:
    found = list(findings)
    if found:
        yield ""
        yield "### Findings"
        yield ""
    for finding in found:
        where = f" ({escaped(str(finding.origin))})" if finding.origin.file else ""
        hint = f" — {escaped(finding.hint)}" if finding.hint else ""
        yield f"- {finding.severity.value} {finding.code}{where}: {escaped(finding.summary)}{hint}"
