"""Items of the checklist for people: the words for when one is due, and lines for the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rich.text import Text

from revops.model.item import Item
from revops.views.vocabulary import Words


def due(item: Item, words: Words) -> str:
    """The day, or how far it is from go-live; empty where nobody said."""
    if item.due is not None:
        return item.due.isoformat()
    if item.days is None:
        return ""
    sign = "on" if item.days == 0 else "before" if item.days < 0 else "after"
    return words(f"due.{sign}", days=abs(item.days))


def lines(item: Item, today: date, words: Words) -> Iterator[Text]:
    """Box, title, address and rows; of an open item also who, until when and how.

    Args:
        item: the item.
        today: what is due before is overdue.
        words: of the language in which the command speaks.
    """
    yield _head(item)
    told = list(_done(item)) if item.is_done else list(_facts(item, today, words))
    if told:
        yield Text(f"    {' · '.join(told)}", style="red" if item.is_overdue(today) else "dim")
    if not item.is_done:
        yield from (Text(f"    {line}") for line in _how(item))


def brief(item: Item, said: str = "") -> Text:
    """The same on one line, without the clicks: what is said of it, else who did it."""
    return _head(item).append(f"  {said or ' · '.join(_done(item))}", style="dim")


def _head(item: Item) -> Text:
    head = Text(f"{'☑' if item.is_done else '☐'} {item.title}", style="dim" if item.is_done else "bold")
    head.append(f"  {item.address}", style="cyan")
    if item.ref:
        head.append(f"  [{', '.join(item.ref)}]", style="dim")
    return head


def _how(item: Item) -> Iterator[str]:
    yield from (f"{number}. {step}" for number, step in enumerate(item.steps, 1))
    if item.link:
        yield item.link
    if item.evidence:
        yield f"evidence: {item.evidence}"


def _facts(item: Item, today: date, words: Words) -> Iterator[str]:
    if item.needs:
        yield f"needs an upgrade: {item.needs}"
    if item.role:
        yield f"{item.role_title} ({item.person or 'nobody yet'})"
    if until := due(item, words):
        yield f"due {until}{', overdue' if item.is_overdue(today) else ''}"
    if item.every:
        yield f"every {item.every}"
    if item.was_done:
        yield item.why_open


def _done(item: Item) -> Iterator[str]:
    yield " ".join(filter(None, ["done by", item.by, f"on {item.done_on}" if item.done_on else ""]))
    if item.proof:
        yield item.proof
