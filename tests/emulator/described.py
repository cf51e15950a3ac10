"""The API descriptions of `descriptions/`: OpenAPI written by hand; shared parts have files of their own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "descriptions"
SHARED = ("common.yaml", "filters.yaml")
EXISTS = "x-exists"
"""Marks a value that may name something that is there; alone in an example, it stands for its id."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
METHODS = ("get", "post", "put", "patch", "delete")


def names() -> list[str]:
    """The descriptions that have operations."""
    return sorted(path.name for path in FOLDER.glob("*.yaml") if path.name not in SHARED)


def operations() -> list[tuple[str, str, str]]:
    """File, method and path of every operation that is described."""
    return [
        (name, method, path)
        for name in names()
        for path, item in yaml.load((FOLDER / name).read_text(encoding="utf-8"), _LOADER)["paths"].items()
        for method in METHODS
        if method in item
    ]


def read(name: str, seeds: dict[str, Any]) -> dict[str, Any]:
    """One description with the shared parts in it, and with ids of things that are there."""
    texts = [(FOLDER / file).read_text(encoding="utf-8") for file in (*SHARED, name)]
    *shared, own = [yaml.load(re.sub(rf"({'|'.join(SHARED)})#", "#", text), _LOADER) for text in texts]
    parts = own.setdefault("components", {})
    for section in ("schemas", "responses", "securitySchemes"):
        for other in shared:
            parts[section] = {**other["components"].get(section, {}), **parts.get(section, {})}
    return _seeded(own, seeds)


def _seeded(node: Any, seeds: dict[str, Any]) -> Any:
    if isinstance(node, list):
        return [_seeded(entry, seeds) for entry in node]
    if not isinstance(node, dict):
        return node
    rest = {key: _seeded(value, seeds) for key, value in node.items() if key != EXISTS}
    if EXISTS not in node:
        return rest
    there = seeds[node[EXISTS]]
    return {"anyOf": [{"const": there}, rest]} if rest else there
