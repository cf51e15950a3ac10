"""A requests transport that calls a WSGI application instead of a socket, for the emulator in-process."""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from urllib.parse import urlsplit
from wsgiref.types import WSGIApplication, WSGIEnvironment

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from werkzeug.test import EnvironBuilder, run_wsgi_app


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
            parts, status, headers = run_wsgi_app(self._app, _environ(request), buffered=True)
        except Exception as error:
            # By name: the client shares no code with the emulator (design.md, rule 12).
            if any(base.__name__ == "ConnectionDropped" for base in type(error).__mro__):
                raise requests.ConnectionError(request=request) from None
            raise
        return _response(request, status, list(headers), b"".join(parts))

    def close(self) -> None:
        """Nothing is held open."""


def _environ(request: requests.PreparedRequest) -> WSGIEnvironment:
    url = urlsplit(request.url or "")
    body = request.body.encode() if isinstance(request.body, str) else request.body
    builder = EnvironBuilder(
        path=str(url.path),
        base_url=f"{url.scheme!s}://{url.netloc!s}",
        query_string=str(url.query),
        method=request.method or "GET",
        headers=list(request.headers.items()),
        data=body or b"",
    )
    try:
        return builder.get_environ()
    finally:
        builder.close()


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
