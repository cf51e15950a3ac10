"""The words that say what a step does, and how a step's model is told by its word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Final

from pydantic import Discriminator

from revops.model.spec import Spec

WORDS: Final = (
    *("email", "notify", "in_app", "delay", "until", "task", "set", "rotate", "add_to", "remove_from"),
    *(
        "wait_for",
        "copy",
        "increment",
        "append",
        "stamp",
        "marketing",
        "enrol_in",
        "webhook",
        "code",
        "action",
    ),
    *("clear", "slack", "sequence", "create", "associate", "note", "subscribe", "unsubscribe"),
    *("branch", "by_value", "split", "happened"),
)
"""Each says what a step does."""
_ALIKE: Final = 0.7
"""How much of a slip must be in the word."""


def chooser(*words: str) -> Discriminator:
    """Tells the models of a union apart by the words that are theirs."""
    told = f"write exactly one of: {', '.join(words)}"
    return Discriminator(_word, custom_error_type="workflow_step", custom_error_message=told)


def _word(value: object) -> str | None:
    """The word that says what a step does; None where there is none, or more than one."""
    keys = _keys(value)
    found = [word for word in WORDS if word in keys]
    return found[0] if len(found) == 1 else None if found else _meant(keys)


def _keys(value: object) -> list[str]:
    """The keys of a step as a file has them."""
    if isinstance(value, Mapping):
        return [key for key in value if isinstance(key, str)]
    fields = type(value).model_fields if isinstance(value, Spec) else {}
    return [field.alias or name for name, field in fields.items()]


def _meant(keys: Iterable[str]) -> str | None:
    """The word that a slip was meant to be: read as such, the step is told like any with a wrong key."""
    close = {match for key in keys for match in get_close_matches(key.lower(), WORDS, 1, _ALIKE)}
    return close.pop() if len(close) == 1 else None
