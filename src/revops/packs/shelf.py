"""A folder of packs: what is there, in which version, and the digest of its content."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Final

import yaml
from pydantic import Field, TypeAdapter, ValidationError
from yamlcore import CoreLoader

from revops.model.json import Json, digest
from revops.model.spec import Spec

MANIFEST: Final = "pack.yaml"
_MOST_BYTES: Final = 20_000


class Unreadable(Exception):  # noqa: N818 - it says what the manifest is
    """A `pack.yaml` is missing or wrong; the message names the file and why."""


class Manifest(Spec):
    """What `pack.yaml` says about a pack."""

    name: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    version: Annotated[str, Field(pattern=r"^\d+\.\d+\.\d+$")]
    title: dict[str, str]
    description: str | dict[str, str] = ""
    needs: list[str] = Field(default_factory=list)
    """Packs that this one builds on, by name."""


@dataclass(frozen=True)
class Pack:
    """One pack on disk."""

    manifest: Manifest
    folder: Path

    @property
    def name(self) -> str:
        return self.manifest.name

    @property
    def label(self) -> str:
        """What findings show before the name of a file."""
        return f"{self.name}@{self.manifest.version}"

    @property
    def files(self) -> Mapping[str, Path]:
        """The blueprint files, by their name within the pack."""
        found = sorted(path for path in self.folder.rglob("*.yaml") if path.name != MANIFEST)
        return {path.relative_to(self.folder).as_posix(): path for path in found}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over manifest and files; the line ends of a checkout do not count."""
        files = {MANIFEST: self.folder / MANIFEST, **self.files}
        return digest({name: _content(path) for name, path in files.items()})

    def is_version(self, wanted: str) -> bool:
        """True where `wanted` is empty, the version, or a beginning of it (`1`, `1.0`)."""
        return not wanted or f"{self.manifest.version}.".startswith(f"{wanted}.")


@dataclass(frozen=True)
class Shelf:
    """All packs below one folder; the folder of a pack has its name."""

    root: Path

    def names(self) -> list[str]:
        """Names of all packs, sorted."""
        return list(self._names)

    @cached_property
    def _names(self) -> tuple[str, ...]:
        return tuple(sorted(path.parent.name for path in self.root.glob(f"*/{MANIFEST}")))

    def pack(self, name: str) -> Pack | None:
        """The pack of a name, or None where there is none.

        Raises:
            Unreadable: its `pack.yaml` is wrong.
        """
        if name in self._names and name not in self._read:
            self._read[name] = Pack(_manifest(self.root / name), self.root / name)
        return self._read.get(name)

    @cached_property
    def _read(self) -> dict[str, Pack]:
        """Packs that were asked for: several need the same one."""
        return {}


def shipped() -> Shelf:
    """The packs of this version of the tool: inside the wheel, or beside `src` in a checkout."""
    inside = Path(__file__).parent / "shipped"
    return Shelf(inside if inside.is_dir() else Path(__file__).parents[3] / "blueprints")


def _manifest(folder: Path) -> Manifest:
    try:
        manifest = TypeAdapter(Manifest).validate_python(_data(folder / MANIFEST))
    except (OSError, ValueError, RecursionError, yaml.YAMLError) as error:
        told = f"{MANIFEST} of the pack {folder.name!r} cannot be read: {_reason(error)}"
        raise Unreadable(told) from None
    if manifest.name != folder.name:
        raise Unreadable(f"the pack in the folder {folder.name!r} calls itself {manifest.name!r}")
    return manifest


def _data(path: Path) -> Json:
    """What the file holds, read in Python alone: the reader in C overflows on deep nesting."""
    with path.open("rb") as stream:
        content = stream.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise ValueError(f"it has more than {_MOST_BYTES:,} bytes")
    return yaml.load(content.decode(), CoreLoader)  # noqa: S506 - a loader of plain data


def _reason(error: Exception) -> str:
    """One line; never the content, which aliases may make endless."""
    if isinstance(error, ValidationError):
        first = error.errors(include_url=False, include_input=False, include_context=False)[0]
        return f"{'.'.join(str(part) for part in first['loc'])}: {first['msg'].lower()}"
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        return f"{error.problem} on line {error.problem_mark.line + 1}"
    if isinstance(error, OSError):
        return str(error.strerror)
    if isinstance(error, UnicodeDecodeError):
        return "it is not UTF-8"
    return "it is nested too deeply" if isinstance(error, RecursionError) else str(error)


def _content(path: Path) -> str:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()
