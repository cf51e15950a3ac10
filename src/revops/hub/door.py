"""The one door to HubSpot: every request of the tool leaves here, over one pooled session."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from json import JSONDecodeError
from threading import Lock
from typing import Any, Final
from urllib.parse import urlencode, urlsplit
from wsgiref.types import WSGIApplication

import requests
from hubspot import HubSpot
from hubspot.utils.requests.http_request_builder import Request
from requests.auth import AuthBase

from revops.hub import deadline
from revops.hub.errors import refusal
from revops.hub.retry import LOST, NO_JSON, SLOW, TIMEOUT, TORN
from revops.hub.wsgi import WsgiAdapter
from revops.model.call import Answer
from revops.model.envelope import clean
from revops.model.json import Json, parsed, shared

API: Final = "https://api.hubapi.com"
TIMEOUTS: Final = (5.0, 30.0)
"""Seconds to connect, and seconds of silence while waiting for the answer."""

MAX_BYTES: Final = 25_000_000
"""The largest answer that is read, after decompression; 20,000 properties have some 14 MB."""

TOO_LARGE: Final = f"the answer is larger than {MAX_BYTES // 1_000_000} MB"
CONNECTIONS: Final = 24
"""More than a plan of every pack reads side by side: a read that has to queue costs a round trip."""

_CHUNK = 1_048_576
_LARGE: Final = 1_000_000
"""Characters of an answer from which on texts that are said twice are kept once, which takes its time."""
_NO_CONTENT = 204
_QUOTED = 40
"""Characters of an answer that is no JSON that are shown."""

_SURROGATE: Final = re.compile(r"\\u[dD][89a-fA-F]")

_PARSING: Final = Lock()
"""One body at a time: threads gain nothing by parsing side by side, and large texts would add up."""

_ESCAPED: Final = "\\u00"
"""How the escape of any character of a token begins."""

_SHORTEST_SECRET = 16
"""Shorter ones are no tokens of HubSpot's, and blacking them out would maim answers."""


class Bearer(AuthBase):
    """Puts the token into the header. Being there at all also keeps a `.netrc` from replacing it."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        if self._token:
            request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class Sent:
    """The tokens that were sent. People paste one into what another one reads, e.g. a workflow's webhook."""

    def __init__(self) -> None:
        self._tokens: frozenset[str] = frozenset()

    def add(self, token: str) -> None:
        if len(token) >= _SHORTEST_SECRET:
            self._tokens |= {token}

    def without(self, text: str) -> str:
        """The text with them blacked out, should an answer ever quote one, in JSON within JSON as well."""
        for token in self._tokens:
            text = text.replace(token, "***")
            text = re.sub(_spelled(token), "***", text) if _ESCAPED in text else text
        return text


class Door(HubSpot):  # type: ignore[misc]  # the package has no types
    """HubSpot's client with its own transport replaced: raw dicts in and out, no redirects, no secrets kept.

    Args:
        base_url: origin of the API, https unless it is a loopback address.
        app: a WSGI application that answers instead of the network.

    Raises:
        Refused: the base URL is not such an origin.
    """

    def __init__(self, base_url: str = API, app: WSGIApplication | None = None) -> None:
        self.origin = checked_origin(base_url)
        super().__init__(host=self.origin, base_url=self.origin, user_agent="revops")
        self._sent = Sent()
        self._session = requests.Session()
        # Proxies of the environment are for HubSpot, not for an emulator on this machine.
        self._session.trust_env = not _is_loopback(self.origin)
        self._session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))
        self._session.adapters.clear()
        self._session.mount(f"{self.origin}/", WsgiAdapter(app) if app else _pool())

    def api_request(self, options: dict[str, Any]) -> requests.Response:
        """One request as the package describes them (`method`, `path`, `qs`, `body`), besides `auth`.

        Raises:
            requests.RequestException: no answer came.
        """
        request = Request(self.config, options)
        return self._session.request(
            request.get_method(),
            request.get_url(),
            auth=options.get("auth", Bearer("")),
            timeout=TIMEOUTS,
            allow_redirects=False,
            stream=True,
            **request.get_options_for_sending(),
        )

    def send(
        self, method: str, path: str, query: Mapping[str, str | tuple[str, ...]], body: Json, token: str
    ) -> Answer:
        """One request with a JSON body (None for no body); the answer never holds a token that was sent.

        Faults instead of exceptions: what went wrong on the way is in `Answer.fault`.
        """
        options: dict[str, Any] = {"method": method, "path": path, "qs": dict(query), "auth": Bearer(token)}
        if body is not None:
            options["body"] = body
        self._sent.add(token)
        return self._exchange(options)

    def send_form(self, path: str, fields: Mapping[str, str]) -> Answer:
        """One POST with a form body and no token, as the OAuth endpoints want it (dossier K)."""
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/json"}
        options = {"method": "POST", "path": path, "headers": headers, "default_json": False}
        return self._exchange({**options, "body": urlencode(fields)})

    def close(self) -> None:
        self._session.close()

    def _exchange(self, options: dict[str, Any]) -> Answer:
        try:
            with self.api_request(options) as response:
                return _answer(response, self._sent)
        except deadline.DeadlineError:
            return Answer(0, fault=SLOW)
        except requests.Timeout:
            return Answer(0, fault=TIMEOUT)
        except requests.RequestException:
            # The exception holds the request and with it the token; nothing of it is passed on.
            return Answer(0, fault=LOST)


def checked_origin(url: str) -> str:
    """The origin of a base URL.

    Raises:
        Refused: it is not https (loopback may be http), or holds more than scheme, host and port.
    """
    try:
        parts = urlsplit(url)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        raise _bad_url() from None
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    origin = f"{parts.scheme}://{host}{port}"
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_loopback(origin))
    if not (safe and parts.hostname) or url.rstrip("/").lower() != origin:
        raise _bad_url()
    return origin


def _bad_url() -> Exception:
    # The URL itself is not shown: it may hold a password.
    hint = f"set REVOPS_BASE_URL to {API}, or to an emulator such as http://127.0.0.1:8080"
    return refusal("RV514", "the base URL of the API is no https origin and no loopback address", hint)


def _is_loopback(origin: str) -> bool:
    host = urlsplit(origin).hostname or ""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _pool() -> deadline.TimedAdapter:
    return deadline.TimedAdapter(pool_connections=1, pool_maxsize=CONNECTIONS, pool_block=True)


def _answer(response: requests.Response, sent: Sent) -> Answer:
    headers = {name.lower(): sent.without(value) for name, value in response.headers.items()}
    try:
        raw = _read(response)
        with _PARSING:
            text = sent.without(raw.decode())
            del raw  # a list of 5,000 properties has some megabytes, and its values need the room
            body = _parsed(text) if text.strip() else None
    except _Unread as unread:
        return Answer(response.status_code, None, headers, str(unread))
    except ValueError as error:
        # A refusal may come as HTML (dossier L2); a success that is no JSON says nothing.
        fault = _fault(error) if 200 <= response.status_code < 300 else ""
        return Answer(response.status_code, None, headers, fault)
    return Answer(response.status_code, body, headers)


def _fault(error: ValueError) -> str:
    """What is wrong with a body: it ends too early, or it is something else than JSON."""
    if isinstance(error, UnicodeDecodeError):
        return TORN if error.reason == "unexpected end of data" else f"{NO_JSON}: it is not UTF-8"
    if not isinstance(error, JSONDecodeError):
        return f"{NO_JSON} to work with: {clean(str(error))}"
    begins = error.doc.lstrip()[:_QUOTED]
    return TORN if begins.startswith(("{", "[")) else f"{NO_JSON}: it begins with {clean(begins)!r}"


def _parsed(text: str) -> Json:
    body = parsed(text, shared if len(text) > _LARGE else None)
    return _encodable(body) if _SURROGATE.search(text) else body


def _encodable(value: Json) -> Json:
    """Halves of characters replaced: a label that was cut inside an emoji could not be written down."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_encodable(name): _encodable(inner) for name, inner in value.items()}
    return [_encodable(inner) for inner in value] if isinstance(value, list) else value


class _Unread(Exception):  # noqa: N818 - it says what the answer is
    """A body is not read to its end."""


def _read(response: requests.Response) -> bytearray:
    """The whole body.

    Raises:
        _Unread: it is too large, or ended before it began.
    """
    content = bytearray()
    try:
        for part in response.iter_content(_CHUNK):
            content += part
            if len(content) > MAX_BYTES:
                raise _Unread(TOO_LARGE)
    except ValueError:
        raise _Unread(LOST) from None  # a size that is none
    if not (content or response.headers) and response.status_code != _NO_CONTENT:
        raise _Unread(LOST)  # a connection that ends after its first line looks like an empty answer
    return content


def _spelled(token: str) -> str:
    """A pattern for the token as JSON may spell it, nested or not: each character may be escaped.

    It begins where a run of backslashes does, or a long one would be read again from each of them.
    """
    spelled = "".join(rf"\\*(?:{re.escape(char)}|(?i:u{ord(char):04x}))" for char in token)
    return rf"(?<!\\){spelled}"
