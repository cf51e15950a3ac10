"""A requests transport that calls a WSGI application instead of a socket, for the emulator in-process."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes, urlsplit
from wsgiref.types import WSGIApplication, WSGIEnvironment

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict


class WsgiAdapter(BaseAdapter):
    """Mounted on a session, it answers every request of an origin from the application."""

    def __init__(self, app: WSGIApplication) -> None:
        super().__init__()
        self._app = app

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: ARG002 - the adapter protocol; there is no socket to stream from
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,  # noqa: ARG002 - same
        verify: bool | str = True,  # noqa: ARG002 - same
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,  # noqa: ARG002 - same
        proxies: Mapping[str, str] | None = None,  # noqa: ARG002 - same
    ) -> requests.Response:
        """One request through the application.

        Raises:
            requests.ConnectionError: the application dropped the connection.
        """
        try:
            status, headers, body = _run(self._app, _environ(request))
        except Exception as error:
            # By name: the client shares no code with the emulator (design.md, rule 12).
            if any(base.__name__ == "ConnectionDropped" for base in type(error).__mro__):
                raise requests.ConnectionError(request=request) from None
            raise
        return _response(request, status, headers, body)

    def close(self) -> None:
        """Nothing is held open."""


def _environ(request: requests.PreparedRequest) -> WSGIEnvironment:
    """The request as PEP 3333 has it."""
    url = urlsplit(str(request.url))
    body = request.body.encode() if isinstance(request.body, str) else request.body or b""
    headers = {name.upper().replace("-", "_"): value for name, value in request.headers.items()}
    return {
        **{f"HTTP_{name}": value for name, value in headers.items() if not name.startswith("CONTENT_")},
        "CONTENT_TYPE": headers.get("CONTENT_TYPE", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REQUEST_METHOD": request.method or "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(str(url.path)).decode("latin-1"),
        "QUERY_STRING": str(url.query),
        "SERVER_NAME": str(url.hostname),
        "SERVER_PORT": str(url.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": str(url.netloc),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": str(url.scheme),
        "wsgi.input": BytesIO(body),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": False,
        "wsgi.run_once": False,
    }


def _run(app: WSGIApplication, environ: WSGIEnvironment) -> tuple[str, list[tuple[str, str]], bytes]:
    """Status, headers and the whole body."""
    told: list[tuple[str, list[tuple[str, str]]]] = []
    parts: list[bytes] = []

    def start(status: str, headers: list[tuple[str, str]], _failed: Any = None) -> Any:
        told.append((status, headers))
        return parts.append

    answer = app(environ, start)
    try:
        parts.extend(answer)
    finally:
        close = getattr(answer, "close", None)
        if close:
            close()
    return (*told[-1], b"".join(parts))


def _response(
    request: requests.PreparedRequest, status: str, headers: list[tuple[str, str]], body: bytes
) -> requests.Response:
    response = requests.Response()
    code, _, response.reason = status.partition(" ")
    response.status_code = int(code)
    response.headers = CaseInsensitiveDict(headers)
    response.raw = BytesIO(body)
    response.url = request.url or ""
    response.request = request
    return response
