"""The folders that segments stand in, as one tree (dossier G1)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from revops.kinds.segment.spec import ROOT
from revops.model.call import Call
from revops.model.context import Names
from revops.model.json import Json
from revops.model.spec import Symbol

READ: Final = Call("lists", "GET", "/folders")
ROOT_ID: Final = "0"
SYMBOL: Final = "folder"
Node = Mapping[str, Json]


@dataclass(frozen=True)
class Folders:
    """Folder ids by path, and what the answers tell of the segments in them."""

    ids: Mapping[str, str]
    lists: Mapping[str, str]
    """Segment id -> path, as far as the folders told: HubSpot lists the segments of the folder that was
    asked for and leaves `childLists` of those below it empty (its API reference, "Retrieves a folder")."""

    @classmethod
    def read(cls, body: Json) -> Folders:
        """The tree of an answer about the root.

        Raises:
            KeyError: it is of another shape.
        """
        nodes = dict(_walk(body["folder"], ROOT))
        ids = {path: str(node["id"]) for path, node in nodes.items()}
        lists = {str(one): path for path, node in nodes.items() for one in node["childLists"]}
        return cls(ids, lists)

    @property
    def symbols(self) -> dict[Symbol, str]:
        """For rehearsals: what has not to be made."""
        return {Symbol(SYMBOL, path): folder_id for path, folder_id in self.ids.items()}

    def named(self, name: str) -> list[str]:
        """Paths of the folders of this name."""
        return [path for path in self.ids if path.rpartition("/")[2] == name and path != ROOT]

    def path_of(self, row: Node) -> str | None:
        """Where a segment is; None where several folders have the name that its search row tells."""
        told = self.lists.get(str(row["listId"]))
        name = (row.get("additionalProperties") or {}).get("hs_folder_name")
        if told or not name:
            return told or ROOT
        paths = self.named(name)
        return paths[0] if len(paths) == 1 else None

    def doubtful(self, row: Node) -> list[Call]:
        """Reads of the folders of which one holds the segment."""
        if self.path_of(row) is not None:
            return []
        paths = self.named(row["additionalProperties"]["hs_folder_name"])
        return [Call("lists", "GET", "/folders", query={"folderId": self.ids[path]}) for path in paths]

    def knowing(self, bodies: list[Json]) -> Folders:
        """With what was read of single folders."""
        paths = {folder_id: path for path, folder_id in self.ids.items()}
        found = {
            str(one): paths[str(body["folder"]["id"])]
            for body in bodies
            for one in body["folder"]["childLists"]
        }
        return Folders(self.ids, {**self.lists, **found})


def _walk(node: Node, path: str) -> Iterator[tuple[str, Node]]:
    yield path, node
    for child in node["childNodes"]:
        yield from _walk(child, below(path, str(child.get("name", ""))))


def below(path: str, name: str) -> str:
    """The path of a folder in another one."""
    return name if path == ROOT else f"{path}/{name}"


def steps(path: str) -> list[str]:
    """The folders on the way to a path, the outermost first."""
    parts = path.split("/")
    return ["/".join(parts[: count + 1]) for count in range(len(parts))] if path != ROOT else []


def parent(path: str) -> str:
    return path.rpartition("/")[0] or ROOT


def read_again(names: Names) -> Call:
    """The read before folders are made; a rehearsal takes those that were there when it was planned."""
    known = [
        (symbol.name, i) for symbol, i in names.ids.items() if symbol.kind == SYMBOL and symbol.name != ROOT
    ]
    nodes = [{"id": i, "name": path, "childNodes": [], "childLists": []} for path, i in sorted(known)]
    tree = {"id": ROOT_ID, "childNodes": nodes, "childLists": []}
    return replace(READ, rehearsal={"folder": tree})
