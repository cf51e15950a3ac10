"""An outline on a terminal, by rich; plain text where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from revops.model.finding import Finding, Severity
from revops.views.outline import Line, Outline, Row

_COLOURS = {
    "+": "green",
    "~": "yellow",
    "±": "magenta",
    "-": "red",
    "=": "cyan",
    "!": "bold yellow",
    "✗": "red",
}
_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def draw(outline: Outline, console: Console) -> None:
    """Title, sections, findings, summary, next step."""
    console.print(Text(outline.title, style="bold"))
    for section in outline.sections:
        console.print()
        console.print(Text(section.title, style="bold underline"))
        for row in section.rows:
            _draw_row(row, console)
    draw_findings(outline.findings, console)
    console.print()
    console.print(Text(outline.summary, style="bold"))
    if outline.next_step:
        console.print(Text(f"Next: {outline.next_step}", style="dim"))


def _draw_row(row: Row, console: Console) -> None:
    head = Text(f"{row.glyph} {row.address}", style=_COLOURS.get(row.glyph, ""))
    if row.ref:
        head.append(f"  [{row.ref}]", style="dim")
    if row.asks:
        head.append(f"  asks: {row.asks}", style="bold magenta")
    if row.agreed:
        head.append(f"  agreed: {row.agreed}", style="dim")
    _print(head, console, 2)
    if row.reason:
        _print(Text(row.reason, style="dim"), console)
    width = max((cell_len(line.path) for line in row.lines), default=0)
    for line in row.lines:
        _print(_line(line, width), console)
    if row.more:
        units = "unit" if row.more == 1 else "units"
        _print(Text(f"{row.more} more {units} (--full)", style="dim"), console)
    for finding in row.findings:
        _print(_finding(finding), console)


def _print(text: Text, console: Console, columns: int = 6) -> None:
    """Text with a margin; on a terminal long lines wrap, with the rest a little further to the right."""
    width = max(20, console.width - columns - 2) if console.is_terminal else max(1, cell_len(text.plain))
    for line in text.split("\n"):
        for number, part in enumerate(line.wrap(console, width, overflow="fold")):
            console.print(Text(" " * (columns + 2 * bool(number))) + part)


def _line(line: Line, width: int) -> Text:
    text = Text(line.path + " " * (width - cell_len(line.path) + 2))
    if line.before and line.after:
        text.append(line.before, style="red")
        text.append(" -> ")
        text.append(line.after, style="green")
    elif line.after:
        text.append(line.after, style="green")
    else:
        text.append(f"{line.before} ", style="red")
        text.append("-> not there" if line.before else "", style="dim")
    if line.note:
        text.append(f"\n  {line.note}", style="dim")
    return text


def draw_findings(findings: Iterable[Finding], console: Console) -> None:
    """Every finding with its place, its line and a caret under the column."""
    for finding in findings:
        console.print()
        _print(_finding(finding), console, 0)
        if finding.source:
            _print(_source(finding), console, 2)


def _finding(finding: Finding) -> Text:
    text = Text()
    text.append(f"{finding.severity.value} {finding.code}", style=_SEVERITIES[finding.severity])
    where = str(finding.origin) if finding.origin.file else ""
    if where:
        text.append(f"  {where}", style="bold")
    if finding.address:
        text.append(f"  {finding.address}", style="cyan")
    text.append(f"\n  {finding.summary}")
    if finding.hint:
        text.append(f"\n  {finding.hint}", style="dim")
    return text


def _source(finding: Finding) -> Text:
    before = finding.source[: max(0, finding.origin.column - 1)]
    caret = " " * cell_len(before) + "^"
    return Text(f"{finding.source}\n{caret}", style="dim")
