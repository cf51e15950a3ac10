"""Wrong types everywhere, and shipped packs with bytes flipped: errors have their line, nothing crashes."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import jsonschema_rs
import pytest
from hostile_members import files

from revops.blueprint.load import load
from revops.blueprint.schema import blueprint_schema
from revops.kinds import KINDS
from revops.packs import shipped

SCHEMA = blueprint_schema(KINDS)
CHECKER = jsonschema_rs.validator_for(SCHEMA)
MAIN = "blueprints/main.yaml"
SEED = int(os.environ.get("TEST_SEED", "20261122"))
MUTATIONS = int(os.environ.get("TEST_EXAMPLES", "200"))
SCRAPS = [
    b":",
    b"- ",
    b"[",
    b"{",
    b"&a ",
    b"*a",
    b"!x ",
    b"\x00",
    b"\t",
    b"'",
    b'"',
    b"$",
    b"#",
    b"<<: ",
    b"\xff",
]


def loaded(folder, content):
    """The findings of one file, every one with its place; reading takes its time and no more."""
    path = folder / MAIN
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    started = time.process_time()
    blueprint = load(folder, ["blueprints"], KINDS)
    assert time.process_time() - started < 2
    for finding in blueprint.findings:
        assert finding.origin.line > 0, finding
        assert finding.origin.column > 0, finding
        assert len(finding.summary) + len(finding.hint) < 3_000, finding
    return blueprint


@pytest.mark.parametrize("section", [kind.section for kind in KINDS])
def test_a_member_of_a_wrong_type_is_refused_where_it_stands(section, tmp_path):
    """What the JSON Schema does not allow has an error on its line; all else is read without a crash."""
    entries = 0
    for text, documents in files(SCHEMA, section, 25):  # fewer errors than are told of one file
        blueprint = loaded(tmp_path, text)
        told = {finding.origin.line for finding in blueprint.errors}
        lines = text.splitlines()
        refused = [line for line, one in documents.items() if not CHECKER.is_valid(one)]
        silent = [lines[line - 1] for line in refused if line not in told]
        assert silent == []
        entries += len(documents)
    print(f"{section}: {entries} entries")  # noqa: T201 - the numbers are to be seen
    assert entries > 20


def mutated(content, chance):
    """Some bytes flipped, lines swapped, cut, doubled, or the end cut off."""
    for _ in range(chance.randint(1, 4)):
        lines = content.split(b"\n")
        at = chance.randrange(len(content))
        first, second = (chance.randrange(len(lines)) for _ in range(2))
        kind = chance.choice(["flip", "swap", "cut", "double", "insert", "truncate", "indent"])
        if kind == "flip":
            content = content[:at] + bytes([content[at] ^ 1 << chance.randrange(8)]) + content[at + 1 :]
        elif kind == "insert":
            scrap = chance.choice(SCRAPS)
            content = content[:at] + scrap + content[at:]
        elif kind == "truncate":
            content = content[: max(1, at)]
        else:
            if kind == "swap":
                lines[first], lines[second] = lines[second], lines[first]
            elif kind == "cut":
                del lines[first]
            elif kind == "double":
                lines.insert(second, lines[first])
            else:
                lines[first] = b"  " + lines[first]
            content = b"\n".join(lines) or b"\n"
    return content


PACKS = sorted(path for path in shipped().root.rglob("*.yaml") if path.name != "pack.yaml")


@pytest.mark.parametrize("path", PACKS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_a_pack_that_was_damaged(path, tmp_path):
    """Whatever is done to a shipped file: it loads, or every finding has its place."""
    seed = f"{SEED}-{path.parent.name}-{path.name}"
    print(f"seed {seed}")  # noqa: T201 - to repeat a failure
    chance = random.Random(seed)
    for number in range(MUTATIONS // len(PACKS)):
        content = mutated(Path(path).read_bytes(), chance)
        try:
            loaded(tmp_path, content)
        except Exception as error:
            raise AssertionError(f"mutation {number} of {seed}") from error
