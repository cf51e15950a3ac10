"""An outline on a terminal, by rich; plain text where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from revops.model.change import Action
from revops.model.consequence import Consequence
from revops.model.finding import Finding, Severity
from revops.views.closing import many
from revops.views.lines import Line
from revops.views.outline import Outline, Row, Section
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

_MANY = 30
"""Rows beyond which nobody sees the first and the last at once."""

_AROUND = 200
"""Characters of a source line that are shown before and after a place."""

_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.INFO: "dim"}


def draw(outline: Outline, console: Console) -> None:
    """Title, sections, findings, summary, next step; where a screen is too short the summary leads, too."""
    _print(Text(outline.title, style="bold"), console, 0)
    if console.is_terminal and sum(len(section.rows) for section in outline.sections) > _MANY:
        _print(Text(outline.summary), console, 0)
    for section in outline.sections:
        console.print()
        _draw_section(section, console)
    for text in _gathered(outline.findings):
        console.print()
        _print(text, console, 0)
    console.print()
    _print(Text(outline.summary, style="bold"), console, 0)
    if outline.next_step:
        console.print(Text(f"Next: {outline.next_step}", style="dim"), soft_wrap=True)


def _draw_section(section: Section, console: Console) -> None:
    console.print(Text(section.title, style="bold underline"))
    shared = _shared(section.rows)
    for pattern, reason in shared.items():
        _print(Text(f"{pattern}: {reason}", style="dim"), console, 2)
    for row in section.rows[: len(section.rows) - section.listed]:
        _draw_row(row, console, obvious=row.obvious or _pattern(row) in shared)
    if section.listed:
        _print(Text(f"{section.listed} more: revops checklist (--full)", style="dim"), console, 2)
    if section.more:
        _print(Text(f"{section.more} more (--full)", style="dim"), console, 2)


def _shared(rows: Iterable[Row]) -> Mapping[str, str]:
    """Reasons that all rows of a kind have in common, by a pattern of these: they are told once."""
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(_pattern(row), []).append("" if row.obvious else row.reason)
    return {
        pattern: reasons[0]
        for pattern, reasons in found.items()
        if len(reasons) > 1 and reasons[0] and len(set(reasons)) == 1
    }


def _pattern(row: Row) -> str:
    return f"{row.glyph} {row.address.partition('.')[0]}.*"


def _draw_row(row: Row, console: Console, *, obvious: bool) -> None:
    head = Text(f"{row.glyph} {row.address}", style=_COLOURS.get(row.glyph, ""))
    if row.ref:
        head.append(f"  [{row.ref}]", style="dim")
    if row.action == Action.MANUAL.value and row.subject.label:
        head.append(f"  {row.subject.label}", style="default")
    if row.asks:
        asks = f"  asks: {row.asks}"
        fits = cell_len(f"{head.plain}{asks}") <= _room(console, 4)
        head.append(asks if fits else f"\n    {asks.strip()}", style="bold magenta")
    if row.agreed:
        head.append(f"  agreed: {row.agreed}", style="dim")
    _print(head, console, 2)
    if row.reason and not obvious:
        _print(Text(row.reason, style="dim"), console)
    if row.consequence:
        _print(_consequence(row.consequence), console)
    _draw_lines(row, console)
    for finding in row.findings:
        _print(_finding(finding), console)


def _consequence(found: Consequence) -> Text:
    """The numbers so that nobody overlooks them, and below how they come about."""
    text = Text(found.told, style="bold yellow" if found.records != 0 else "")
    return text.append(f"\n{found.why}", style="dim not bold") if found.why else text


def _room(console: Console, columns: int) -> int:
    """Columns that are left right of a margin; where there is no terminal nothing wraps."""
    return max(_NARROW, console.width - columns) if console.is_terminal else _ENDLESS


def _print(text: Text, console: Console, columns: int = _MARGIN) -> None:
    """Text with a margin; on a terminal long lines wrap, with the rest a little further to the right."""
    room = _room(console, columns + 2)
    for line in text.split("\n") if "\n" in text.plain else [text]:
        for number, part in enumerate(_wrapped(line, console, room)):
            _say(" " * (columns + 2 * bool(number)), part, console)


def _say(lead: str, text: Text, console: Console) -> None:
    """One line; where there is no terminal there is nothing to style, which takes ten times as long."""
    if console.is_terminal:
        console.print(Text(lead) + text)
    else:
        console.file.write(f"{visible(lead + text.plain)}\n")


def _wrapped(text: Text, console: Console, width: int) -> list[Text]:
    if width == _ENDLESS:
        text.rstrip()
        return [text]
    parts = text.wrap(console, width, overflow="fold") if cell_len(text.plain) > width else [text]
    for part in parts:
        part.rstrip()
    return list(parts)


def _draw_lines(row: Row, console: Console) -> None:
    """Paths in one column, values in the next, or below their path where little room would be left."""
    if not row.lines:
        return
    room = _room(console, _MARGIN)
    widest = max((cell_len(line.path) for line in row.lines), default=0) + 2
    column = widest if room >= widest + _ENOUGH else 2
    for line in row.lines:
        value = Text(line.compared) if row.compares else _values(line, room - column)
        ones = value.split("\n") if "\n" in value.plain else [value]
        parts = [part for one in ones for part in _wrapped(one, console, _left(room, column))]
        if row.more and line is row.lines[-1]:
            told = f"… {many(row.more, 'more unit')} (--full)"
            parts = _ended(parts, told, console, _left(room, column))
        lead = line.path + " " * (column - cell_len(line.path))
        if column < widest:
            _print(Text(line.path), console)
            lead = " " * column
        for part in parts:
            _say(" " * _MARGIN + lead, part, console)
            lead = " " * column
        if line.note:
            _print(Text(line.note, style="dim"), console, _MARGIN + 2)


def _left(room: int, column: int) -> int:
    return room if room == _ENDLESS else room - column


def _ended(parts: list[Text], rest: str, console: Console, room: int) -> list[Text]:
    """What is left out, behind the last part, or below it where that has no room."""
    text = Text(rest, style="dim")
    if cell_len(f"{parts[-1].plain}  {rest}") <= room:
        return [*parts[:-1], parts[-1] + Text("  ") + text]
    return [*parts, *_wrapped(text, console, room)]


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


def _gathered(findings: Iterable[Finding]) -> Iterator[Text]:
    """The worst first; what is said of several places has all of them, and these have all that is said."""
    said: dict[tuple[str, str, str], dict[str, Text]] = {}
    worst = list(_SEVERITIES)
    for finding in sorted(findings, key=lambda one: worst.index(one.severity)):
        head = _head(finding)
        said.setdefault((finding.code, finding.summary, finding.hint), {})[head.plain] = head
    gathered: dict[tuple[str, ...], list[str]] = {}
    for (_, summary, hint), heads in said.items():
        gathered.setdefault((hint, *heads), []).append(summary)
    styled = {plain: head for heads in said.values() for plain, head in heads.items()}
    for (hint, *places), summaries in gathered.items():
        yield _told([styled[place] for place in places], summaries, hint)


def _finding(finding: Finding) -> Text:
    return _told([_head(finding)], [finding.summary], finding.hint)


def _told(heads: Iterable[Text], summaries: Iterable[str], hint: str) -> Text:
    """Where it is, what it says, and what to do."""
    text = Text("\n").join(heads)
    for line in (line for summary in summaries for line in summary.split("\n")):
        text.append(f"\n  {line}")
    if hint:
        text.append(f"\n  {hint}", style="dim")
    return text


def _head(finding: Finding) -> Text:
    text = Text(f"{finding.severity.value} {finding.code}", style=_SEVERITIES[finding.severity])
    if finding.origin.file:
        text.append(f"  {finding.origin}", style="bold")
    if finding.address:
        text.append(f"  {finding.address}", style="cyan")
    return text


def _source(finding: Finding) -> Text:
    """The line, or of a long one what stands around the place, and a caret."""
    column = max(0, finding.origin.column - 1)
    start = max(0, column - _AROUND)
    before = ("…" if start else "") + visible(finding.source[start:column])
    after = visible(finding.source[column : column + _AROUND])
    rest = "…" if len(finding.source) > column + _AROUND else ""
    return Text(f"{before}{after}{rest}\n{' ' * cell_len(before)}^", style="dim")
