"""The project's own source as the tests about it read it: modules, what they import, their functions."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src"


@dataclass(frozen=True)
class Module:
    """One file below src/revops."""

    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def name(self) -> str:
        """As it is imported: `revops.engine.planner`, `revops.engine` for the package."""
        parts = self.path.relative_to(SRC).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        return room_of(self.name)

    @property
    def imports(self) -> set[str]:
        """Full names of imported modules, wherever in the file they are imported."""
        return {name for node in ast.walk(self.tree) for name in _imported(node)}

    @property
    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (n for n in ast.walk(self.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef))


@cache
def modules() -> tuple[Module, ...]:
    return tuple(Module(path) for path in sorted((SRC / "revops").rglob("*.py")))


def room_of(name: str) -> str:
    """The first part below `revops`; `top` for the package itself."""
    parts = name.split(".")
    return parts[1] if len(parts) > 1 else "top"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"line {node.lineno}: a relative import hides which room it leads to"
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
