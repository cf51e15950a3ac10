"""The runner of terminal sessions: what stands in the documentation really came out."""

from __future__ import annotations

import docs_pages  # noqa: F401 - puts scripts on the path

from sessions import replayed  # isort: skip


def test_outputs_are_put_in() -> None:
    """A command keeps its line, what stood below it is replaced."""
    page = "Look:\n\n```console\n$ echo new\nold\nold\n$ true\n```\n\nDone.\n"

    assert replayed(page) == "Look:\n\n```console\n$ echo new\nnew\n$ true\n```\n\nDone.\n"


def test_a_page_is_one_session() -> None:
    """Files, variables and named blocks last from block to block."""
    page = (
        "```yaml a/b.yaml\nx: 1\n```\n\n```console\n$ N=2\n```\n\n```console\n$ cat a/b.yaml; echo $N\n```\n"
    )

    assert replayed(page).endswith("$ cat a/b.yaml; echo $N\nx: 1\n2\n```\n")


def test_other_blocks_stay_as_they_are() -> None:
    """Only `console` blocks are run."""
    page = "```sh\n$ exit 3\n```\n"

    assert replayed(page) == page


def test_a_failing_command_is_shown_with_its_message() -> None:
    """Errors are output, too, and the session goes on."""
    page = "```console\n$ ls nothing-here 2>/dev/null; echo $?\n$ echo on\n```\n"

    assert replayed(page) == "```console\n$ ls nothing-here 2>/dev/null; echo $?\n2\n$ echo on\non\n```\n"
