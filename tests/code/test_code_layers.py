"""The arrows between rooms: who may import whom, and who may import which library."""

from __future__ import annotations

import pytest
from code_source import SRC, Module, modules, room_of

ARROWS: dict[str, set[str]] = {
    "model": set(),
    "kinds": {"model"},
    "packs": {"model"},
    "simulate": {"model"},
    "blueprint": {"model", "kinds", "packs"},
    "engine": {"model", "kinds"},
    "records": {"model", "kinds", "simulate", "engine"},
    "hub": {"model"},
    "state": {"model"},
    "views": {"model"},
    "emulator": set(),
    "targets": {"model", "blueprint"},
    "settings": {"model", "blueprint", "targets"},
    "cli": {
        "model",
        "kinds",
        "packs",
        "blueprint",
        "engine",
        "hub",
        "records",
        "state",
        "views",
        "emulator",
        "targets",
        "settings",
    },
    "codes": {"top", "model", "blueprint", "cli", "hub", "kinds", "records", "settings", "state"},
    "__main__": {"cli"},
    "top": set(),
}
"""Room -> rooms that it may import; so nobody but the CLI sees the emulator."""

TALKING = {"counting", "execute", "impact", "observe", "readback", "run", "sending", "survey"}
"""Modules of the engine that carry out conversations; all others are pure."""

IMPURE = {
    "io",
    "logging",
    "os",
    "pathlib",
    "random",
    "socket",
    "sqlite3",
    "subprocess",
    "time",
    "urllib.request",
}
"""Where a clock, a file or a network would come from."""

HUB_ONLY = {"hubspot", "requests", "tenacity", "pyrate_limiter"}
SETTINGS_MAY_READ = {"files", "names", "read", "validate"}
"""What of `blueprint` may serve revops.yaml, too."""


def _rooms(module: Module) -> set[str]:
    own = {name for name in module.imports if name.split(".")[0] == "revops"}
    return {room_of(name) for name in own if _is_module(name)} - {module.room}


def _is_module(name: str) -> bool:
    path = SRC.joinpath(*name.split("."))
    return path.with_suffix(".py").exists() or ((path / "__init__.py").exists() and name != "revops")


def _tops(module: Module) -> set[str]:
    return {name.split(".")[0] for name in module.imports}


def test_arrows_do_not_turn_back() -> None:
    """A room imports only the rooms that its line of the table names."""
    astray = {module.name: _rooms(module) - ARROWS[module.room] for module in modules()}

    assert {name: rooms for name, rooms in astray.items() if rooms} == {}


def test_the_table_has_no_room_that_is_gone() -> None:
    """Each line of the table is about a room that there is."""
    assert {module.room for module in modules()} == set(ARROWS)


@pytest.mark.parametrize("library", sorted(HUB_ONLY))
def test_only_the_hub_speaks_http(library: str) -> None:
    """The libraries behind the one door are imported by the hub, and by nobody else."""
    assert {module.room for module in modules() if library in _tops(module)} == {"hub"}


def test_settings_read_only_the_files_part_of_blueprint() -> None:
    """revops.yaml is read like a blueprint file, but knows nothing of what blueprints mean."""
    used = {
        name.split(".")[2]
        for module in modules()
        if module.room in ("settings", "targets")
        for name in module.imports
        if name.startswith("revops.blueprint.")
    }

    assert used <= SETTINGS_MAY_READ


def test_the_talking_part_of_the_engine_is_there() -> None:
    """A talking module that is renamed does not become pure unseen."""
    there = {module.path.stem for module in modules() if module.room == "engine"}

    assert there >= TALKING


def test_planning_is_pure() -> None:
    """Neither model nor kinds nor the planner sees a clock, a file, a network or the part that sends."""
    sending = {m.name for m in modules() if m.room == "engine" and m.path.stem in TALKING}
    pure = [m for m in modules() if m.room in ("model", "kinds", "engine") and m.name not in sending]
    forbidden = IMPURE | sending
    impure = {module.name: _under(module, forbidden) for module in pure}

    assert {name: found for name, found in impure.items() if found} == {}


def _under(module: Module, forbidden: set[str]) -> set[str]:
    return {name for name in module.imports if any(f"{name}.".startswith(f"{bad}.") for bad in forbidden)}
