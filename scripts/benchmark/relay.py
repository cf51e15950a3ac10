"""A way to a PostgreSQL server on which round trips are counted, as its protocol shows them."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Lock, Thread
from typing import Final
from urllib.parse import urlsplit, urlunsplit

_WAITING: Final = (b"Q", b"S")
"""Messages after which a client waits for the server: a simple query, and the end of an extended one."""
_HEADER: Final = 4
_CHUNK: Final = 65_536


@dataclass
class Relay:
    """Counts what goes by.

    Args:
        server: URL of the database.
    """

    server: str
    connections: int = 0
    round_trips: int = 0
    """Besides those of connecting."""
    url: str = ""
    """As clients have to write it; without encryption, which nobody could look into."""
    _lock: Lock = field(default_factory=Lock)

    def forget(self) -> None:
        self.connections = self.round_trips = 0

    def serve(self, listener: socket.socket) -> None:
        """Pass on every connection until the listener is closed."""
        with suppress(OSError):
            while True:
                client = listener.accept()[0]
                parts = urlsplit(self.server)
                server = socket.create_connection((parts.hostname or "127.0.0.1", parts.port or 5432))
                with self._lock:
                    self.connections += 1
                Thread(target=self._ask, args=(client, server), daemon=True).start()
                Thread(target=_pass_on, args=(server, client), daemon=True).start()

    def _ask(self, client: socket.socket, server: socket.socket) -> None:
        """From client to server: a first message without a type, then messages with one."""
        pending, head = b"", 0
        with suppress(OSError):
            while part := client.recv(_CHUNK):
                server.sendall(part)
                pending += part
                while len(pending) >= head + _HEADER:
                    whole = head + int.from_bytes(pending[head : head + _HEADER], "big")
                    if len(pending) < whole:
                        break
                    if head and pending[:1] in _WAITING:
                        with self._lock:
                            self.round_trips += 1
                    pending, head = pending[whole:], 1
        _close(server)


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while part := source.recv(_CHUNK):
            sink.sendall(part)
    _close(sink)


def _close(one: socket.socket) -> None:
    with suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
    one.close()


@contextmanager
def relayed(server: str) -> Iterator[Relay]:
    """A relay to a database on a free port of this machine."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        parts = urlsplit(server)
        user = parts.netloc.rpartition("@")[0]
        place = f"{user}@127.0.0.1:{listener.getsockname()[1]}"
        plain = urlunsplit((parts.scheme, place, parts.path, "sslmode=disable&gssencmode=disable", ""))
        relay = Relay(server, url=plain)
        Thread(target=relay.serve, args=(listener,), daemon=True).start()
        yield relay
