"""Credentials: a token that stays as it is, or an OAuth app that refreshes its own."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING, Final, Protocol

from revops.hub.errors import explain, refusal
from revops.hub.retry import Retry
from revops.hub.surfaces import OAUTH_TOKEN

if TYPE_CHECKING:
    from revops.hub.door import Door

_MARGIN: Final = 60.0
"""Seconds before its end at which an access token is no longer used."""


class Credential(Protocol):
    """What the hub asks of a credential. The token goes from here to the request and nowhere else."""

    def token(self, door: Door) -> str:
        """The access token for the next request."""

    def renew(self, door: Door, stale: str) -> bool:
        """After a 401: whether there is another token than the one that was refused."""


class StaticToken:
    """A Service Key, a private app's token or a static-token app's (dossier K).

    Raises:
        Refused: the token holds characters that no token has, e.g. a line break from copying.
    """

    def __init__(self, token: str) -> None:
        self._token = token.strip()
        if not (self._token.isascii() and self._token.isprintable() and " " not in self._token):
            hint = "copy the token again, without blanks, line breaks or quotes"
            raise refusal("RV502", "the token holds characters that no token has", hint)

    def __repr__(self) -> str:
        return "StaticToken(***)"

    def token(self, door: Door) -> str:  # noqa: ARG002 - the protocol; a static token asks nobody
        return self._token

    def renew(self, door: Door, stale: str) -> bool:  # noqa: ARG002 - same
        return False


class OAuthApp:
    """An installed OAuth app: the access token lasts about 30 minutes and is refreshed (dossier K).

    Args:
        client_id: of the app.
        client_secret: of the app.
        refresh_token: of this portal's installation.
        retry: how a refresh that did not get through is asked for again.
        clock: seconds that only go forward.
    """

    def __init__(
        self,
        client_id: str,
        client_secret: str,
        refresh_token: str,
        retry: Retry | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._fields = {
            "grant_type": "refresh_token",
            "client_id": client_id,
            "client_secret": client_secret,
            "refresh_token": refresh_token,
        }
        self._retry = retry or Retry()
        self._clock = clock
        self._lock = Lock()
        self._token = ""
        self._ends = 0.0

    def __repr__(self) -> str:
        return f"OAuthApp(client_id={self._fields['client_id']!r}, ***)"

    def token(self, door: Door) -> str:
        """The access token, fetched first where there is none or it ends soon.

        Raises:
            Refused: HubSpot does not give one.
        """
        with self._lock:
            if not self._token or self._clock() > self._ends - _MARGIN:
                self._refresh(door)
            return self._token

    def renew(self, door: Door, stale: str) -> bool:
        """Fetch a new token, unless another thread already did.

        Raises:
            Refused: HubSpot does not give one.
        """
        with self._lock:
            if self._token == stale:
                self._refresh(door)
            return True

    def _refresh(self, door: Door) -> None:
        # A refresh may be repeated like a read: it makes nothing but another token.
        answer = self._retry(lambda: door.send_form(OAUTH_TOKEN, self._fields), read=True)
        body = answer.body if isinstance(answer.body, dict) else {}
        token, seconds = body.get("access_token"), body.get("expires_in")
        if not (answer.ok and isinstance(token, str) and token):
            why = "the answer holds no token" if answer.ok else self._masked(explain(answer).summary)
            hint = "check client id, client secret and refresh token, or install the app again"
            raise refusal("RV516", f"the OAuth app got no access token: {why}", hint)
        self._fields["refresh_token"] = str(body.get("refresh_token") or self._fields["refresh_token"])
        self._token = token
        self._ends = self._clock() + (seconds if isinstance(seconds, int | float) else 0.0)

    def _masked(self, text: str) -> str:
        for name in ("client_secret", "refresh_token"):
            text = text.replace(self._fields[name], "***")
        return text
