"""What a surface sees of a request, and the two things it can answer with: a `Reply` or a `Refusal`."""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from revops.emulator.portal import Portal

Json = Any

ORIGIN = "https://api.hubapi.com"
"""Where links and locations lead, wherever the emulator listens."""


@dataclass(frozen=True)
class Ask:
    """One request, after authentication and before the surface's own checks."""

    method: str
    path: str
    args: Mapping[str, str]
    """Variable parts of the path, by their names in the route."""
    query: Mapping[str, list[str]]
    body: Json
    portal: Portal
    version: str
    """The version segment of the path: `2026-09`, `v3`, `2026-09-beta`, ..."""

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean query parameter; anything but true/false is refused as HubSpot does."""
        values = self.query.get(name)
        if not values:
            return default
        if values[-1] not in ("true", "false"):
            raise Refusal(400, f"{name} must be true or false")
        return values[-1] == "true"

    def one(self, name: str, default: str = "") -> str:
        """The last value of a query parameter."""
        return (self.query.get(name) or [default])[-1]


@dataclass(frozen=True)
class Reply:
    """An answer of a surface. `body` None means no body at all."""

    status: int
    body: Json = None
    headers: Mapping[str, str] = field(default_factory=dict)

    def encoded(self) -> bytes:
        return b"" if self.body is None else json.dumps(self.body, ensure_ascii=False).encode()


def queried(text: str) -> dict[str, list[str]]:
    """The parameters of a query string; one without a value is there and empty."""
    return parse_qs(text, keep_blank_values=True)


def decoded(raw: bytes) -> Json:
    """The JSON of a body; 400 for what is none, also by a NaN, an endless number or half a character."""
    try:
        body = json.loads(raw, parse_constant=_no_number, parse_float=_finite)
        json.dumps(body, ensure_ascii=False).encode()
    except ValueError as wrong:
        raise Refusal(400, f"Invalid input JSON: {wrong}") from wrong
    return body


def _no_number(word: str) -> Json:
    raise ValueError(f"{word} is no JSON")


def _finite(spelling: str) -> float:
    number = float(spelling)
    if not math.isfinite(number):
        raise ValueError(f"{spelling} is too large")
    return number


class Refusal(Exception):  # noqa: N818 - it is an answer, not a fault of ours
    """HubSpot's error envelope (dossier, L2), raised by a surface."""

    def __init__(
        self,
        status: int,
        message: str,
        category: str = "VALIDATION_ERROR",
        sub_category: str = "",
        errors: list[dict[str, Json]] | None = None,
        context: Mapping[str, list[str]] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.headers = dict(headers or {})
        self.body: dict[str, Json] = {
            "status": "error",
            "message": message,
            "correlationId": str(uuid.uuid4()),
            "category": category,
        }
        if sub_category:
            self.body["subCategory"] = sub_category
        if errors:
            self.body["errors"] = errors
        if context:
            self.body["context"] = dict(context)

    def reply(self) -> Reply:
        return Reply(self.status, self.body, self.headers)


class ConnectionDropped(Exception):  # noqa: N818 - it is what the client sees, not a fault of ours
    """A fault asked for silence: nothing is answered, and whoever carries the request closes the connection.

    The server of `serve` closes the socket. Someone who calls the emulator as a WSGI application in-process
    gets this exception and turns it into whatever a lost connection is there.
    """


Handler = Callable[[Ask], Reply]
Scopes = Callable[[Ask], tuple[str, ...]] | tuple[str, ...]


@dataclass(frozen=True)
class Route:
    """One operation of a surface.

    `path` is a Werkzeug rule with the version left out, such as `/crm/properties/{version}/<object_type>`;
    it is served once per entry of `versions` (a twin with another shape, such as `/crm/v3/properties/...`,
    is a second `Route` with the same handler).
    """

    method: str
    path: str
    handler: Handler
    versions: tuple[str, ...]
    scopes: Scopes = ()
    """Any one of these suffices; a callable where they depend on the object type. Empty: any token."""
    beta: bool = False
    """Answers 404 in a portal without betas (`--no-betas`)."""
    tier: str = ""
    """Lowest tier that has it (`starter`, `professional`, `enterprise`); empty: all."""
    hubs: tuple[str, ...] = ()
    """With `tier`: the hubs of which one must have it; empty: any hub will do."""
    service_key: bool = True
    """False where Service Keys are refused (dossier, F1)."""
    write: bool = False
    """True for an operation that changes the portal."""
    search: bool = False
    """True where calls are counted per account and second, besides the rest, and no header tells (L1)."""
    bare: bool = False
    """True where the token stands in the body's `tokenKey` and no Authorization header is asked for."""


@dataclass(frozen=True)
class Handlers:
    """What answers for one table of things."""

    list: Handler
    create: Handler
    read: Handler
    update: Handler
    archive: Handler

    def routes(
        self, bases: Iterable[tuple[str, tuple[str, ...]]], each: str, read: Scopes, write: Scopes
    ) -> Iterator[Route]:
        """The five operations at each of the twins.

        Args:
            bases: path of the list and its versions.
            each: the part of the path that names one thing, e.g. `<name>`.
            read: scopes that reading takes.
            write: scopes that writing takes.
        """
        for base, versions in bases:
            one = f"{base}/{each}"
            yield Route("GET", base, self.list, versions, read)
            yield Route("POST", base, self.create, versions, write, write=True)
            yield Route("GET", one, self.read, versions, read)
            yield Route("PATCH", one, self.update, versions, write, write=True)
            yield Route("DELETE", one, self.archive, versions, write, write=True)
