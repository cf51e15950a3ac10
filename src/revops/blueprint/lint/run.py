"""Runs the rules over a blueprint and leaves out what its comments allow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from revops.blueprint.lint.allow import Allowance, allowances
from revops.blueprint.lint.codes import CODES
from revops.blueprint.lint.rules import MORE, RULES, TOGETHER, UNCLEAR, USELESS, Rule
from revops.blueprint.lint.subject import NOWHERE, Elsewhere, Hit, Subject
from revops.blueprint.load import Blueprint
from revops.blueprint.read import MOST_FINDINGS, Document
from revops.model.address import Origin
from revops.model.finding import Finding, Severity


def linted(blueprint: Blueprint, elsewhere: Elsewhere = NOWHERE) -> tuple[Finding, ...]:
    """All findings of a blueprint, in the order of files and lines: errors alone, else what could be better.

    Only the project's own files are judged: nobody can mend a pack where it is used. `elsewhere` is what
    the targets say about names.
    """
    if blueprint.errors:
        return blueprint.findings
    subject = Subject(blueprint, elsewhere)
    found = (*blueprint.sheet.collected(), *(one for rule in RULES for one in _found(rule, subject)))
    left: list[Finding] = [finding for finding in found if finding.origin.file not in _own(subject)]
    for document in _own(subject).values():
        judged = _judged(document, [one for one in found if one.origin.file == document.file])
        left += _first_ones(document, sorted(judged, key=_place))
    order = {document.file: number for number, document in enumerate(subject.documents)}
    return tuple(sorted(left, key=lambda one: (order.get(one.origin.file, -1), *_place(one))))


def _place(finding: Finding) -> tuple[int, int]:
    return finding.origin.line, finding.origin.column


def _first_ones(document: Document, found: list[Finding]) -> Iterator[Finding]:
    """As many as people read of one severity, and how many more there are."""
    for severity in Severity:
        alike = [finding for finding in found if finding.severity is severity]
        yield from alike[:MOST_FINDINGS]
        if len(alike) > MOST_FINDINGS:
            told = (
                f"{len(alike) - MOST_FINDINGS} more findings of the severity {severity.value} are not shown"
            )
            yield Finding(MORE, Severity.INFO, told, CODES[MORE].cure, origin=Origin(document.file, 1, 1))


def _own(subject: Subject) -> dict[str, Document]:
    return {document.file: document for document in subject.documents if not document.pack}


def _found(rule: Rule, subject: Subject) -> Iterator[Finding]:
    own = _own(subject)
    for hit in rule.check(subject):
        origin = subject.blueprint.sheet.origin(hit.trail, value=hit.value)
        if origin.file in own:
            yield _finding(rule, hit, origin, subject)


def _finding(rule: Rule, hit: Hit, origin: Origin, subject: Subject) -> Finding:
    source = subject.blueprint.sheet.document(origin.file).line(origin.line)
    hint = hit.hint or CODES[rule.code].cure
    return Finding(rule.code, rule.severity, hit.summary, hint, subject.address(hit.trail), origin, source)


def _judged(document: Document, found: list[Finding]) -> Iterator[Finding]:
    """What a file's comments do not allow, and comments that allow nothing."""
    told = list(allowances(document))
    allowed = {(one.code, one.line) for one in told}
    yield from _joined([one for one in found if (one.code, one.origin.line) not in allowed])
    used = {(one.code, one.origin.line) for one in found}
    for one in told:
        if (one.code, one.line) not in used:
            yield _comment(document, one)


def _joined(found: list[Finding]) -> Iterator[Finding]:
    """One note where two rules say nearly the same of a place; it names both, so that both can be allowed."""
    second = {one.origin: one for one in found if one.code == TOGETHER[1]}
    first = {one.origin for one in found if one.code == TOGETHER[0]}
    for one in found:
        other = second.get(one.origin)
        if one.code == TOGETHER[0] and other:
            summary = f"{one.summary}, and {other.summary} ({other.code})"
            yield replace(one, summary=summary, hint=f"{one.hint} {other.hint}")
        elif one.code != TOGETHER[1] or one.origin not in first:
            yield one


def _comment(document: Document, one: Allowance) -> Finding:
    code = USELESS if one.code else UNCLEAR
    summary = (
        f"there is no {one.code} on this line"
        if one.code
        else "the comment does not say what it allows, and why"
    )
    line, column = one.place
    origin, source = Origin(document.file, line, column), document.line(line)
    return Finding(code, Severity.WARNING, summary, CODES[code].cure, origin=origin, source=source)
