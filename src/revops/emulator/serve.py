"""The emulator on a loopback port: in a thread for tests, or in the foreground for people."""

from __future__ import annotations

import logging
import socket
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from waitress.channel import ClientDisconnected
from waitress.server import create_server
from waitress.wasyncore import close_all

from revops.emulator.http import ConnectionDropped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from wsgiref.types import StartResponse, WSGIEnvironment

    from revops.emulator.app import Emulator

HOST = "127.0.0.1"
_THREADS = 32
"""Every answer that waits for its latency holds one; with fewer, a client's parallel reads would queue."""


@dataclass(frozen=True)
class Server:
    """A running server; `base_url` is what a client takes for `https://api.hubapi.com`."""

    base_url: str
    _server: Any
    _sockets: dict[int, Any]
    _thread: threading.Thread

    def wait(self) -> None:
        """Stay until the server ends; an interrupt is raised here."""
        self._thread.join()

    def stop(self) -> None:
        """Close the port and wait for the thread; the emulator itself stays open."""
        self._server.task_dispatcher.shutdown()
        pulled = threading.Event()

        def close() -> None:
            # An answer just given wakes the loop as well, perhaps before our own pull reached the trigger.
            pulled.wait()
            close_all(self._sockets)

        # Only the loop's own thread may close its sockets, kept-alive ones too, or it would never end.
        self._server.trigger.pull_trigger(close)
        pulled.set()
        self._thread.join()


def serve(emulator: Emulator, port: int = 0) -> Server:
    """Serve on 127.0.0.1 in a thread; port 0 takes a free one.

    Raises:
        OSError: the port is taken.
    """
    sockets: dict[int, Any] = {}
    server = _server(emulator, port, sockets)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    return Server(f"http://{HOST}:{server.effective_port}", server, sockets, thread)


def run(emulator: Emulator, port: int) -> None:
    """Serve on 127.0.0.1 in the foreground until interrupted."""
    server = _server(emulator, port, {})
    try:
        server.run()
    finally:
        server.close()
        emulator.close()


def _server(emulator: Emulator, port: int, sockets: dict[int, Any]) -> Any:
    def application(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        try:
            return emulator(environ, start_response)
        except ConnectionDropped as dropped:
            # Waitress closes the connection without a word on this one.
            raise ClientDisconnected from dropped

    # It warns of every request that waits a moment for a thread, in between what people read.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    # Bound here, because waitress leaves its own sockets open where the port is taken.
    return create_server(
        application,
        map=sockets,
        sockets=[socket.create_server((HOST, port))],
        threads=_THREADS,
        clear_untrusted_proxy_headers=True,
    )
