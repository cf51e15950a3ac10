"""An outline on a terminal, by rich; plain text where there is no terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

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


_Spans = Sequence[tuple[str, str]]
"""Texts, each with its style: rich draws them where there is a terminal, which takes ten times as long."""

_Part = Text | str
"""What stands on one line: styled on a terminal, plain elsewhere."""


def draw(outline: Outline, console: Console) -> None:
    """Title, sections, findings, summary, next step; where a screen is too short the summary leads, too."""
    _print([(outline.title, "bold")], console, 0)
    if console.is_terminal and sum(len(section.rows) for section in outline.sections) > _MANY:
        _print([(outline.summary, "")], console, 0)
    for section in outline.sections:
        console.print()
        _draw_section(section, console)
    for text in _gathered(outline.findings):
        console.print()
        _print(text, console, 0)
    console.print()
    _print([(outline.summary, "bold")], console, 0)
    if outline.next_step:
        console.print(Text(f"Next: {outline.next_step}", style="dim"), soft_wrap=True)


def _draw_section(section: Section, console: Console) -> None:
    console.print(Text(section.title, style="bold underline"))
    shared = _shared(section.rows)
    for pattern, reason in shared.items():
        _print([(f"{pattern}: {reason}", "dim")], console, 2)
    for row in section.rows[: len(section.rows) - section.listed]:
        _draw_row(row, console, obvious=row.obvious or _pattern(row) in shared)
    if section.listed:
        _print([(f"{section.listed} more: revops checklist (--full)", "dim")], console, 2)
    if section.more:
        _print([(f"{section.more} more (--full)", "dim")], console, 2)


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
    head = [(f"{row.glyph} {row.address}", _COLOURS.get(row.glyph, ""))]
    if row.ref:
        head.append((f"  [{row.ref}]", "dim"))
    if row.action == Action.MANUAL.value and row.subject.label:
        head.append((f"  {row.subject.label}", "default"))
    if row.asks:
        asks = f"  asks: {row.asks}"
        fits = cell_len(f"{_plain(head)}{asks}") <= _room(console, 4)
        head.append((asks if fits else f"\n    {asks.strip()}", "bold magenta"))
    if row.agreed:
        head.append((f"  agreed: {row.agreed}", "dim"))
    _print(head, console, 2)
    if row.reason and not obvious:
        _print([(row.reason, "dim")], console)
    if row.consequence:
        _print(_consequence(row.consequence), console)
    _draw_lines(row, console)
    for finding in row.findings:
        _print(_finding(finding), console)


def _consequence(found: Consequence) -> _Spans:
    """The numbers so that nobody overlooks them, and below how they come about."""
    told = (found.told, "bold yellow" if found.records != 0 else "")
    return [told, (f"\n{found.why}", "dim")] if found.why else [told]


def _room(console: Console, columns: int) -> int:
    """Columns that are left right of a margin; where there is no terminal nothing wraps."""
    return max(_NARROW, console.width - columns) if console.is_terminal else _ENDLESS


def _plain(spans: _Spans) -> str:
    return "".join(text for text, _ in spans)


def _print(spans: _Spans, console: Console, columns: int = _MARGIN) -> None:
    """Text with a margin; on a terminal long lines wrap, with the rest a little further to the right."""
    for parts in _laid(spans, console, _room(console, columns + 2)):
        for number, part in enumerate(parts):
            _say(" " * (columns + 2 * bool(number)), part, console)


def _say(lead: str, part: _Part, console: Console) -> None:
    if isinstance(part, Text):
        console.print(Text(lead) + part)
    else:
        console.file.write(f"{visible(lead + part)}\n")


def _laid(spans: _Spans, console: Console, room: int) -> Iterator[Sequence[_Part]]:
    """The lines, each in the parts that fit; where there is no terminal they are whole and plain."""
    if not console.is_terminal:
        yield from ([line.rstrip()] for line in _plain(spans).split("\n"))
        return
    for line in Text.assemble(*spans).split("\n", allow_blank=True):
        parts = line.wrap(console, room, overflow="fold") if cell_len(line.plain) > room else [line]
        for part in parts:
            part.rstrip()
        yield list(parts)


def _draw_lines(row: Row, console: Console) -> None:
    """Paths in one column, values in the next, or below their path where little room would be left."""
    if not row.lines:
        return
    room = _room(console, _MARGIN)
    widest = max(cell_len(line.path) for line in row.lines) + 2
    column = widest if room >= widest + _ENOUGH else 2
    for line in row.lines:
        value = [(line.compared, "")] if row.compares else _values(line, room - column)
        parts = [part for one in _laid(value, console, _left(room, column)) for part in one]
        if row.more and line is row.lines[-1]:
            told = f"… {many(row.more, 'more unit')} (--full)"
            parts = _ended(parts, told, console, _left(room, column))
        lead = line.path + " " * (column - cell_len(line.path))
        if column < widest:
            _print([(line.path, "")], console)
            lead = " " * column
        for part in parts:
            _say(" " * _MARGIN + lead, part, console)
            lead = " " * column
        if line.note:
            _print([(line.note, "dim")], console, _MARGIN + 2)


def _left(room: int, column: int) -> int:
    return room if room == _ENDLESS else room - column


def _ended(parts: list[_Part], rest: str, console: Console, room: int) -> list[_Part]:
    """What is left out, behind the last part, or below it where that has no room."""
    last = parts[-1]
    if cell_len(f"{last}  {rest}") > room:
        return [*parts, *(part for one in _laid([(rest, "dim")], console, room) for part in one)]
    ended = last + Text(f"  {rest}", style="dim") if isinstance(last, Text) else f"{last}  {rest}"
    return [*parts[:-1], ended]


def _values(line: Line, room: int) -> _Spans:
    """What is there and what it becomes, on one line where both fit."""
    if line.before and line.after:
        break_or_not = "\n" if cell_len(f"{line.before} -> {line.after}") > room else " "
        return [(line.before, "red"), (f"{break_or_not}-> ", "default"), (line.after, "green")]
    if line.after:
        return [(line.after, "green")]
    return [(f"{line.before} ", "red"), ("-> not there" if line.before else "", "dim")]


def draw_findings(findings: Iterable[Finding], console: Console) -> None:
    """Every finding with its place, its line and a caret under the column."""
    for finding in findings:
        console.print()
        _print(_finding(finding), console, 0)
        if finding.source:
            _print(_source(finding), console, 2)


def _gathered(findings: Iterable[Finding]) -> Iterator[_Spans]:
    """The worst first; what is said of several places has all of them, and these have all that is said."""
    said: dict[tuple[str, str, str], dict[str, _Spans]] = {}
    worst = list(_SEVERITIES)
    for finding in sorted(findings, key=lambda one: worst.index(one.severity)):
        head = _head(finding)
        said.setdefault((finding.code, finding.summary, finding.hint), {})[_plain(head)] = head
    gathered: dict[tuple[str, ...], list[str]] = {}
    for (_, summary, hint), heads in said.items():
        gathered.setdefault((hint, *heads), []).append(summary)
    styled = {plain: head for heads in said.values() for plain, head in heads.items()}
    for (hint, *places), summaries in gathered.items():
        yield _told([styled[place] for place in places], summaries, hint)


def _finding(finding: Finding) -> _Spans:
    return _told([_head(finding)], [finding.summary], finding.hint)


def _told(heads: Sequence[_Spans], summaries: Iterable[str], hint: str) -> _Spans:
    """Where it is, what it says, and what to do."""
    spans = [*heads[0], *(span for head in heads[1:] for span in (("\n", ""), *head))]
    spans += [(f"\n  {line}", "") for summary in summaries for line in summary.split("\n")]
    return [*spans, (f"\n  {hint}", "dim")] if hint else spans


def _head(finding: Finding) -> _Spans:
    spans = [(f"{finding.severity.value} {finding.code}", _SEVERITIES[finding.severity])]
    if finding.origin.file:
        spans.append((f"  {finding.origin}", "bold"))
    if finding.address:
        spans.append((f"  {finding.address}", "cyan"))
    return spans


def _source(finding: Finding) -> _Spans:
    """The line, or of a long one what stands around the place, and a caret."""
    column = max(0, finding.origin.column - 1)
    start = max(0, column - _AROUND)
    before = ("…" if start else "") + visible(finding.source[start:column])
    after = visible(finding.source[column : column + _AROUND])
    rest = "…" if len(finding.source) > column + _AROUND else ""
    return [(f"{before}{after}{rest}\n{' ' * cell_len(before)}^", "dim")]
