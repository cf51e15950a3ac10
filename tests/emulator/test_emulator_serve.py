"""The emulator on a real port: the same answers over a socket, and connections that are really dropped."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests

from revops.emulator.serve import serve

CONTACTS = "/crm/properties/2026-09/contacts"
NOTE = {
    "name": "note",
    "label": "Note",
    "type": "string",
    "fieldType": "text",
    "groupName": "contactinformation",
}


@pytest.fixture
def served(hubspot):
    """A running server and a session that carries its token."""
    server = serve(hubspot.emulator)
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {hubspot.token}"
        yield session, server.base_url
    server.stop()


def test_a_request_over_the_wire(served):
    """What is written over the socket is read over the socket."""
    session, url = served
    created = session.post(url + CONTACTS, json=NOTE, timeout=5)

    assert created.status_code == 201
    assert session.get(f"{url}{CONTACTS}/note", timeout=5).json() == created.json()
    assert url.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(("drop", "status"), [("before", 404), ("after", 200)])
def test_dropped_connection(served, drop, status):
    """The client sees a connection closed without an answer, and the next request finds out what was kept."""
    session, url = served
    session.post(
        f"{url}/_emulator/faults", json={"method": "POST", "path": CONTACTS, "drop": drop}, timeout=5
    )
    with pytest.raises(requests.exceptions.ConnectionError):
        session.post(url + CONTACTS, json=NOTE, timeout=5)

    assert session.get(f"{url}{CONTACTS}/note", timeout=5).status_code == status


def test_concurrent_requests(served):
    """Requests of several threads are answered one by one, none lost."""
    session, url = served
    statuses = []

    def create(name):
        statuses.append(
            requests.post(url + CONTACTS, json={**NOTE, "name": name}, timeout=5, headers=session.headers)
        )

    threads = [threading.Thread(target=create, args=(f"note_{place}",)) for place in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert [answer.status_code for answer in statuses] == [201] * 8


def test_requests_that_wait_for_a_thread_are_no_news(hubspot, monkeypatch, caplog):
    """They are answered a moment later, and nothing is written in between what a terminal shows."""
    monkeypatch.setattr("revops.emulator.serve._THREADS", 1)
    server = serve(hubspot.emulator)
    hubspot.control("POST", "faults", {"delay_ms": 300})
    headers = {"Authorization": f"Bearer {hubspot.token}"}
    with ThreadPoolExecutor(4) as pool:
        asked = [
            pool.submit(requests.get, server.base_url + CONTACTS, headers=headers, timeout=5) for _ in "four"
        ]
    server.stop()

    assert [one.result().status_code for one in asked] == [200] * 4
    assert caplog.messages == []


def test_a_stopped_server_is_gone(hubspot):
    """After `stop` nobody listens, and the emulator lives on."""
    server = serve(hubspot.emulator)
    server.stop()

    with pytest.raises(requests.exceptions.ConnectionError):
        requests.get(server.base_url, timeout=1)
    hubspot("GET", CONTACTS, status=200)


def test_a_wake_up_of_the_loop_while_the_server_stops(hubspot, monkeypatch):
    """An answer's own wake-up may start the closing before ours reached the trigger: nothing is raised."""
    server = serve(hubspot.emulator)
    trigger = server._server.trigger
    pull = trigger._physical_pull

    def woken_already():
        pull()
        server._thread.join(timeout=0.2)
        pull()

    monkeypatch.setattr(trigger, "_physical_pull", woken_already)
    server.stop()

    assert not server._thread.is_alive()
