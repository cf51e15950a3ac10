"""What mutmut left alive, against the list of mutants that change nothing: `survivors.py FOLDER`.

FOLDER is where mutmut ran. A survivor that is not in `tests/code/mutation_survivors.txt` is a missing test or
an entry to be written with its reason; an entry that no longer survives is to be taken out. Either fails.
"""

from __future__ import annotations

import ast
import io
import json
import sys
import tokenize
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import unified_diff
from pathlib import Path
from typing import Final, NamedTuple

LIST: Final = Path(__file__).parent.parent / "tests" / "code" / "mutation_survivors.txt"
STATES: Final[Mapping[int | None, str]] = {
    0: "survived",
    33: "survived",
    None: "not tried",
    36: "killed",
    24: "killed",
}
"""By mutmut's exit codes; 33 is a mutant that no test reaches, and every other code is a test that failed."""
_LAYOUT: Final = (tokenize.NEWLINE, tokenize.NL, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)


class Mutant(NamedTuple):
    """A changed function, and the lines that differ."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"{self.function}\n- {self.before}\n+ {self.after}"

    @property
    def is_wording(self) -> bool:
        """True where only a sentence is another one: how something is told is no behaviour."""
        pairs = list(zip(_tokens(self.before), _tokens(self.after), strict=False))
        changed = [one for one, other in pairs if one != other]
        return bool(changed) and all(text.startswith(('"', "'", 'f"')) and " " in text for text in changed)


def _tokens(line: str) -> list[str]:
    try:
        read = list(tokenize.generate_tokens(io.StringIO(line).readline))
    except (tokenize.TokenError, IndentationError):
        return [line]
    return [token.string for token in read if token.type not in _LAYOUT]


def results(folder: Path) -> Iterator[tuple[str, Mutant, str]]:
    """Module, mutant and state of every mutant that was made."""
    source = folder / "mutants" / "src"
    for meta in sorted(source.rglob("*.py.meta")):
        codes = json.loads(meta.read_text(encoding="utf-8"))["exit_code_by_key"]
        if codes:
            module = ".".join(meta.relative_to(source).with_suffix("").with_suffix("").parts)
            functions = _functions(meta.with_suffix(""))
            for key, code in codes.items():
                yield module, _mutant(module, functions, key), STATES.get(code, "killed")


def _functions(path: Path) -> dict[str, list[str]]:
    """The lines of every function of a mutated module by its name, which is taken out of them."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    found = (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef))
    return {
        node.name: [line.replace(node.name, "") for line in lines[node.lineno - 1 : node.end_lineno]]
        for node in found
    }


def _mutant(module: str, functions: Mapping[str, list[str]], key: str) -> Mutant:
    name = key.rpartition(".")[2]
    original = name.rpartition("__mutmut_")[0]
    changed = list(unified_diff(functions[f"{original}__mutmut_orig"], functions[name], n=0, lineterm=""))[2:]
    before, after = (" ".join(line[1:].strip() for line in changed if line.startswith(sign)) for sign in "-+")
    function = original.removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    return Mutant(f"{module}.{function}", before, after)


def known() -> dict[Mutant, str]:
    """The mutants that change nothing, with the reason of each."""
    blocks = LIST.read_text(encoding="utf-8").split("\n\n")
    found = [block.strip().splitlines() for block in blocks if not block.startswith("#")]
    return {
        Mutant(lines[0], lines[1][1:].strip(), lines[2][1:].strip()): " ".join(lines[3:])
        for lines in found
        if lines
    }


def main(folder: Path) -> int:
    made = list(results(folder))
    listed = known()
    left = {mutant for _, mutant, state in made if state == "survived" and not mutant.is_wording}
    modules = tuple({f"{module}." for module, _, _ in made})
    stale = [one for one in listed if one.function.startswith(modules) and one not in left]
    untried = sum(state == "not tried" for _, _, state in made)
    _print(made, listed)
    for title, mutants in (("NOT IN THE LIST", left - listed.keys()), ("NO SURVIVOR ANY MORE", stale)):
        for mutant in sorted(mutants):
            print(f"\n{title}: {mutant}")
    if untried:
        print(f"\n{untried} mutants were not tried")
    return 1 if untried or stale or left - listed.keys() else 0


def _print(made: list[tuple[str, Mutant, str]], listed: Mapping[Mutant, str]) -> None:
    """One line per module."""
    print(f"{'module':32}{'mutants':>9}{'killed':>9}{'wording':>9}{'listed':>9}{'new':>9}")
    for module in sorted({module for module, _, _ in made}):
        mine = [(mutant, state) for where, mutant, state in made if where == module]
        counts = Counter(_column(mutant, state, listed) for mutant, state in mine)
        columns = "".join(f"{counts[name]:9}" for name in ("killed", "wording", "listed", "new"))
        print(f"{module:32}{len(mine):9}{columns}")


def _column(mutant: Mutant, state: str, listed: Mapping[Mutant, str]) -> str:
    if state != "survived":
        return state
    if mutant.is_wording:
        return "wording"
    return "listed" if mutant in listed else "new"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
