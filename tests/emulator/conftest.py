"""Fixtures that drive the emulator over HTTP semantics, in-process."""

from __future__ import annotations

import pytest
from werkzeug.test import Client

from revops.emulator import DEFAULT_PORTAL_ID, Emulator, Traits


class Caller:
    """Calls one emulator with one token and gives back decoded bodies."""

    def __init__(self, emulator: Emulator, token: str, portal_id: int) -> None:
        self.emulator, self.token, self.portal_id = emulator, token, portal_id
        self._http = Client(emulator)

    def __call__(self, method, path, body=None, *, status=None):
        """The body of the answer; its status must be `status`, or any success."""
        response = self.send(method, path, body)
        assert response.status_code == status if status else response.status_code < 300, response.text
        return response.get_json(silent=True) if response.data else None

    def send(self, method, path, body=None, **more):
        """The whole response, whatever its status."""
        headers = {"Authorization": f"Bearer {self.token}", **more.pop("headers", {})}
        return self._http.open(path, method=method, json=body, headers=headers, **more)

    def control(self, method, name, body=None):
        """The response of the control surface."""
        return self._http.open(f"/_emulator/{name}", method=method, json=body)

    def load(self, bodies):
        self.emulator.load(bodies, portal_id=self.portal_id)

    def portal_table(self, table, documents):
        for key, document in documents.items():
            self.emulator.put(table, key, document, portal_id=self.portal_id)

    def in_portal(self, work):
        """What `work` makes of the portal, inside one transaction."""
        return self.emulator.within(work, portal_id=self.portal_id)


@pytest.fixture
def make_hubspot():
    """Makes callers of fresh emulators, given a portal id, traits and the emulator's own settings."""
    made = []

    def make(portal_id=DEFAULT_PORTAL_ID, rate=None, lag_ms=0, latency_ms=0, path=None, **traits):
        emulator = Emulator(
            path,
            portal_id=portal_id,
            token="pat-test",
            traits=Traits(**traits),
            rate=rate,
            lag_ms=lag_ms,
            latency_ms=latency_ms,
        )
        made.append(emulator)
        return Caller(emulator, "pat-test", portal_id)

    yield make
    for emulator in made:
        emulator.close()


@pytest.fixture
def hubspot(make_hubspot):
    """The caller of a fresh portal."""
    return make_hubspot()


@pytest.fixture
def client(hubspot):
    """The same under the name that says what it is."""
    return hubspot
