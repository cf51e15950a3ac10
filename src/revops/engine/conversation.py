"""Holding a kind's conversation: yield calls, send answers, until the kind returns what it learnt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from typing import Any

from revops.model.call import Answer, Call, Conversation

Ask = Callable[[Sequence[Call]], Sequence[Answer]]


def hold(conversation: Conversation, ask: Ask) -> Any:
    """Hold one conversation to its end and return what the kind returns."""
    with closing(conversation):
        try:
            calls = next(conversation)
            while True:
                calls = conversation.send(ask(calls))
        except StopIteration as end:
            return end.value
