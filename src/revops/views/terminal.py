"""An outline on a terminal, by rich; plain text where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from revops.model.finding import Finding, Severity
from revops.views.outline import Line, Outline, Row
from revops.views.visible import visible

_COLOURS = {
    "+": "green",
    "~": "yellow",
    "±": "magenta",
    "-": "red",
    "=": "cyan",
    "!": "bold yellow",
    "✗": "red",
}
_MARGIN, _NARROW, _ENOUGH, _ENDLESS = 6, 20, 28, 1_000_000
"""Columns: left of what belongs to a row; the least for text, for a value beside its path; no limit."""

_AROUND = 200
"""Characters of a source line that are shown before and after a place."""

_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def draw(outline: Outline, console: Console) -> None:
    """Title, sections, findings, summary, next step."""
    _print(Text(outline.title, style="bold"), console, 0)
    for section in outline.sections:
        console.print()
        console.print(Text(section.title, style="bold underline"))
        for row in section.rows:
            _draw_row(row, console)
        if section.more:
            _print(Text(f"{section.more} more (--full)", style="dim"), console, 2)
    draw_findings(outline.findings, console)
    console.print()
    _print(Text(outline.summary, style="bold"), console, 0)
    if outline.next_step:
        console.print(Text(f"Next: {outline.next_step}", style="dim"), soft_wrap=True)


def _draw_row(row: Row, console: Console) -> None:
    head = Text(f"{row.glyph} {row.address}", style=_COLOURS.get(row.glyph, ""))
    if row.ref:
        head.append(f"  [{row.ref}]", style="dim")
    if row.asks:
        asks = f"  asks: {row.asks}"
        fits = cell_len(f"{head.plain}{asks}") <= _room(console, 4)
        head.append(asks if fits else f"\n    {asks.strip()}", style="bold magenta")
    if row.agreed:
        head.append(f"  agreed: {row.agreed}", style="dim")
    _print(head, console, 2)
    if row.reason:
        _print(Text(row.reason, style="dim"), console)
    _draw_lines(row, console)
    if row.more and row.lines:
        units = "unit" if row.more == 1 else "units"
        _print(Text(f"{row.more} more {units} (--full)", style="dim"), console)
    for finding in row.findings:
        _print(_finding(finding), console)


def _room(console: Console, columns: int) -> int:
    """Columns that are left right of a margin; where there is no terminal nothing wraps."""
    return max(_NARROW, console.width - columns) if console.is_terminal else _ENDLESS


def _print(text: Text, console: Console, columns: int = _MARGIN) -> None:
    """Text with a margin; on a terminal long lines wrap, with the rest a little further to the right."""
    for line in text.split("\n"):
        for number, part in enumerate(_wrapped(line, console, _room(console, columns + 2))):
            _say(Text(" " * (columns + 2 * bool(number))) + part, console)


def _say(line: Text, console: Console) -> None:
    """One line; where there is no terminal there is nothing to style, which takes ten times as long."""
    if console.is_terminal:
        console.print(line)
    else:
        console.file.write(f"{visible(line.plain)}\n")


def _wrapped(text: Text, console: Console, width: int) -> list[Text]:
    parts = text.wrap(console, width, overflow="fold") if cell_len(text.plain) > width else [text]
    for part in parts:
        part.rstrip()
    return list(parts)


def _draw_lines(row: Row, console: Console) -> None:
    """Paths in one column, values in the next, or below their path where little room would be left."""
    room = _room(console, _MARGIN)
    widest = max((cell_len(line.path) for line in row.lines), default=0) + 2
    column = widest if room >= widest + _ENOUGH else 2
    for line in row.lines:
        value = Text(line.compared) if row.compares else _values(line, room - column)
        parts = [part for one in value.split("\n") for part in _wrapped(one, console, room - column)]
        lead = line.path + " " * (column - cell_len(line.path))
        if column < widest:
            _print(Text(line.path), console)
            lead = " " * column
        for part in parts:
            _say(Text(" " * _MARGIN + lead) + part, console)
            lead = " " * column
        if line.note:
            _print(Text(line.note, style="dim"), console, _MARGIN + 2)


def _values(line: Line, room: int) -> Text:
    """What is there and what it becomes, on one line where both fit."""
    if line.before and line.after:
        break_or_not = "\n" if cell_len(f"{line.before} -> {line.after}") > room else " "
        before = Text(line.before, style="red")
        return before.append(f"{break_or_not}-> ", style="default").append(line.after, style="green")
    if line.after:
        return Text(line.after, style="green")
    text = Text(f"{line.before} ", style="red")
    return text.append("-> not there" if line.before else "", style="dim")


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
    """The line, or of a long one what stands around the place, and a caret."""
    column = max(0, finding.origin.column - 1)
    start = max(0, column - _AROUND)
    before = ("…" if start else "") + visible(finding.source[start:column])
    after = visible(finding.source[column : column + _AROUND])
    rest = "…" if len(finding.source) > column + _AROUND else ""
    return Text(f"{before}{after}{rest}\n{' ' * cell_len(before)}^", style="dim")
