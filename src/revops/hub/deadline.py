"""Connections whose answers end in time as a whole: a server that drips is not waited for without end."""

from __future__ import annotations

from http.client import HTTPResponse
from io import BufferedReader, RawIOBase
from socket import socket
from time import monotonic
from typing import TYPE_CHECKING, Any, Final

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

SECONDS: Final = 120.0
"""From the request to the end of its answer; the largest one takes that long at 1.7 Mbit/s."""


class DeadlineError(Exception):
    """The time is over. It is no OSError: for those the package has names of its own."""


class _Timed(RawIOBase):
    """What comes out of a socket, until the time is over. A single silence ends as the socket has it."""

    def __init__(self, connection: socket, stream: RawIOBase) -> None:
        self._socket, self._stream = connection, stream
        self._silence = connection.gettimeout()
        self._until = monotonic() + SECONDS

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer) -> int | None:
        left = self._until - monotonic()
        if left <= 0:
            raise DeadlineError
        self._socket.settimeout(left if self._silence is None else min(left, self._silence))
        try:
            return self._stream.readinto(buffer)
        except TimeoutError:
            if monotonic() >= self._until:
                raise DeadlineError from None
            raise

    def close(self) -> None:
        self._stream.close()
        super().close()


class _Answer(HTTPResponse):
    def __init__(self, sock: socket, *args: Any, **options: Any) -> None:
        super().__init__(sock, *args, **options)
        self.fp = BufferedReader(_Timed(sock, self.fp.detach()))


class _Plain(HTTPConnection):
    response_class = _Answer


class _Secure(HTTPSConnection):
    response_class = _Answer


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _Secure


_POOLS: Final = {"http": _PlainPool, "https": _SecurePool}


class TimedAdapter(HTTPAdapter):
    """The pooled adapter of `requests` with such connections, behind a proxy, too."""

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = _POOLS

    def proxy_manager_for(self, *args: Any, **options: Any) -> ProxyManager:
        manager: ProxyManager = super().proxy_manager_for(*args, **options)
        manager.pool_classes_by_scheme = _POOLS
        return manager
