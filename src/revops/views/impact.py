"""What refers to what, for a terminal and as a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rich.console import Console
from rich.text import Text

from revops.model.address import Address
from revops.model.json import Json
from revops.model.reference import Impact, Reference, User
from revops.views.vocabulary import Words

_MORE, _LAST, _PAST, _NONE = "├── ", "└── ", "│   ", "    "
"""What stands before an entry, and before those below it."""


def draw(impact: Impact, console: Console) -> None:
    """The tree of everything that depends on it, the records, and what nobody could look into."""
    word = Words("en")
    _print(console, Text(str(impact.point), style="bold"), impact.names.get(impact.point.address, ""))
    for one in impact.held:
        console.print(Text(f"  records: {one.told}"))
    if impact.users:
        console.print(Text(f"  used by {len(impact.users)}, {len(impact.direct)} of them directly"))
        for line in _lines(impact, word):
            console.print(line, soft_wrap=True)
    else:
        console.print(Text(f"  {word('impact.nothing')}"))
    if impact.beside:
        told = word("impact.beside", count=impact.beside)
        console.print(Text(f"  {told}: revops impact {impact.point.address}", style="dim"))
    if impact.unseen:
        console.print(Text(f"  {word('impact.unseen')}:", style="yellow"))
    for unseen in impact.unseen:
        console.print(Text(f"    {unseen.what}: {unseen.why}", style="dim"))


def _print(console: Console, text: Text, name: str) -> None:
    console.print(text.append(f"  {name}", style="not bold") if name else text)


def _lines(impact: Impact, word: Words) -> Iterator[Text]:
    """Everybody once, below the nearest of those that they depend on."""
    below: dict[Address, list[User]] = {}
    for user in impact.users:
        below.setdefault(user.via, []).append(user)
    waiting = [(user, "  ", at == 0) for at, user in enumerate(reversed(below.get(impact.point.address, [])))]
    while waiting:
        user, margin, is_last = waiting.pop()
        line = Text(f"{margin}{_LAST if is_last else _MORE}", style="dim")
        yield line.append_text(_entry(user, impact, word))
        inner = margin + (_NONE if is_last else _PAST)
        waiting += [(one, inner, at == 0) for at, one in enumerate(reversed(below.get(user.address, [])))]


def _entry(user: User, impact: Impact, word: Words) -> Text:
    text = Text(str(user.address), style="bold" if user.depth == 1 else "default")
    name = impact.names.get(user.address, "")
    text.append(f"  {name}" if name else "", style="not bold")
    return text.append(f"  ({ways(user.references, word)})", style="dim not bold")


def ways(references: Iterable[Reference], word: Words) -> str:
    """How one refers to another: `filter: web, ads; set by step wait2`."""
    found: dict[str, list[str]] = {}
    for one in references:
        parts = found.setdefault(word.name("how", one.how).format(at=one.at), [])
        if one.to.part:
            parts.append(one.to.part.partition(".")[2])
    return "; ".join(
        f"{how}: {', '.join(dict.fromkeys(parts))}" if parts else how for how, parts in found.items()
    )


def impact_document(impacts: Sequence[Impact]) -> dict[str, Json]:
    """What `--json` prints."""
    return {"impacts": [_document(impact) for impact in impacts]}


def _document(impact: Impact) -> dict[str, Json]:
    return {
        "address": str(impact.point.address),
        "part": impact.point.part,
        "name": impact.names.get(impact.point.address, ""),
        "told": impact.told,
        "users": [_user(user, impact.names) for user in impact.users],
        "references": [{"by": str(one.by), **_way(one)} for one in impact.references],
        "beside": impact.beside,
        "records": [{"object": one.object, "count": one.records, "why": one.why} for one in impact.held],
        "unseen": [{"what": one.what, "why": one.why, "always": one.always} for one in impact.unseen],
    }


def _user(user: User, names: Mapping[Address, str]) -> dict[str, Json]:
    return {
        "address": str(user.address),
        "name": names.get(user.address, ""),
        "depth": user.depth,
        "via": str(user.via),
        "references": [_way(one) for one in user.references],
    }


def _way(reference: Reference) -> dict[str, Json]:
    return {"to": str(reference.to), "how": reference.how, "at": reference.at}
