"""HubSpot's error body: its words, its categories, and the real body where it stands inside of another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from revops.model.json import Json, parsed

_LONGEST: Final = 600
_DEEPEST: Final = 3
_MOST_DETAILS: Final = 5


def envelope(body: Json, depth: int = 0) -> Mapping[str, Json]:
    """The members of an error; some bodies hold the real one as JSON text in `message` (dossier B6, L2)."""
    if not isinstance(body, dict):
        return {}
    inner = _nested(body.get("message"))
    if inner is None or depth >= _DEEPEST:
        return body
    return {**body, **envelope(inner, depth + 1)}


def message(body: Json) -> str:
    """HubSpot's words with their details, on one line; empty where it gives none."""
    found = envelope(body)
    texts = [clean(found.get("message")), *details(found)]
    return "; ".join(dict.fromkeys(text for text in texts if text))


def details(found: Mapping[str, Json]) -> list[str]:
    """What the single errors of an envelope say, as far as its message does not say it."""
    whole = clean(found.get("message"))
    texts = dict.fromkeys(clean(one.get("message")) for one in errors(found))
    return [text for text in texts if text and text not in whole][:_MOST_DETAILS]


def errors(found: Mapping[str, Json]) -> Iterator[Mapping[str, Json]]:
    """The single errors of an envelope."""
    yield from rows(found, "errors")


def rows(body: Json, name: str) -> list[Mapping[str, Json]]:
    """The objects of a list in a body, e.g. `results`; none where it has no such list."""
    listed = body.get(name) if isinstance(body, Mapping) else None
    return [row for row in listed if isinstance(row, Mapping)] if isinstance(listed, list) else []


def left_out(body: Json, sent: Sequence[str]) -> list[str]:
    """Those records of a batch that its answer does not show as written, in their order.

    One error may stand for several records: HubSpot's description of an error has `context` as names with
    lists of texts; of records it is `ids`. Records that were merged are left out without an error.

    Args:
        body: of the answer to a batch that was carried out (200, or 207 with errors).
        sent: ids of the records.
    """
    contexts = [error.get("context") for error in rows(body, "errors")]
    listed = [context.get("ids") for context in contexts if isinstance(context, Mapping)]
    named = {str(one) for ids in listed if isinstance(ids, list) for one in ids}
    shown = {str(row.get("id")) for row in rows(body, "results")}
    return [one for one in sent if one in named or one not in shown]


def categories(found: Mapping[str, Json]) -> Iterator[str]:
    """Every category, sub-category and code that an envelope names."""
    for part in (found, *errors(found)):
        words = (part.get(name) for name in ("category", "subCategory", "code"))
        yield from (word for word in words if isinstance(word, str))


def clean(text: Json) -> str:
    """Text of a stranger on one line: no control characters, no endless length."""
    if not isinstance(text, str):
        return ""
    line = "".join(char if char.isprintable() else " " for char in text[: 2 * _LONGEST])
    short = " ".join(line.split())
    return short if len(short) <= _LONGEST else f"{short[:_LONGEST]}…"


def _nested(text: Json) -> dict[str, Json] | None:
    """The body inside of a message, which may have words before it."""
    start = text.find("{") if isinstance(text, str) else -1
    if start < 0:
        return None
    try:
        inner = parsed(text[start:])
    except ValueError:
        return None
    return inner if isinstance(inner, dict) and isinstance(inner.get("message"), str) else None
