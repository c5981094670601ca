"""GET from addresses that people typed, without letting them reach our own network.

Every address a name stands for is checked, and the connection goes to the very address that was checked,
so that a name cannot change its mind in between. No proxy of the environment is used. The standard
library's client does it in a few lines because the socket is ours to open; libraries with a pool choose
the address themselves. Source: OWASP, server-side request forgery prevention.
"""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from app.domain.feeds.sums import Why

REDIRECTS = 5
AGENT = "Ginnel importer"
LINK_AGENT = "Ginnel link check"
URL_MARKS = "%/:?#[]@!$&'()*+,;=~-._"
_EMBEDDED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))


class FetchError(Exception):
    """An address could not be read; `why` says it as data."""

    def __init__(self, why: Why, detail: str = "") -> None:
        super().__init__(why.value, detail)
        self.why = why
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    address: str
    """Where it came from in the end."""
    kind: str
    """Its media type, in small letters."""
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    """By their names in small letters."""


def fetch(
    address: str, *, most_bytes: int, seconds: float, loopback: bool = False, origin: str = ""
) -> Answer:
    """The answer of an address, redirects followed and checked like the first.

    `origin`: ask as a page of that site would.
    Raises: FetchError.
    """
    for _ in range(REDIRECTS + 1):
        parts = checked(address)
        connection = _connection(parts, seconds, loopback)
        try:
            with cut_after(connection.sock, 2 * seconds):
                answer = _ask(connection, parts, most_bytes, seconds, origin)
        except (OSError, http.client.HTTPException, zlib.error, ValueError) as error:
            raise FetchError(Why.NO_ANSWER, _reason(error)) from error
        finally:
            connection.close()
        if isinstance(answer, Answer):
            return answer
        address = _onward(address, answer)
    raise FetchError(Why.BAD_ANSWER, "sent on too many times")


def status_of(address: str, *, method: str, seconds: float, loopback: bool = False) -> int:
    """What a web address answers in the end, its redirects followed and checked; the body is not read.

    A site that sends on from https to http is asked there: a reader's browser would go too.
    Raises: FetchError.
    """
    for _ in range(REDIRECTS + 1):
        parts = checked(address)
        connection = _connection(parts, seconds, loopback)
        try:
            path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=URL_MARKS)
            headers = {"Host": parts.netloc, "User-Agent": LINK_AGENT, "Accept": "text/html, */*;q=0.5"}
            with cut_after(connection.sock, seconds):
                connection.request(method, path, headers={**headers, "Connection": "close"})
                response = connection.getresponse()
            onward = response.headers.get("Location")
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise FetchError(Why.NO_ANSWER, _reason(error)) from error
        finally:
            connection.close()
        if response.status not in {301, 302, 303, 307, 308} or not onward:
            return response.status
        try:
            address = urljoin(address, onward)
        except ValueError as error:
            raise FetchError(Why.NOT_ALLOWED, "sent on to what is not a web address") from error
    raise FetchError(Why.BAD_ANSWER, "sent on too many times")


@contextmanager
def cut_after(opened: socket.socket, seconds: float) -> Iterator[None]:
    """End a connection that still talks after that long: a trickle of letters never lets time run out.

    Raises: TimeoutError.
    """
    is_over = threading.Event()

    def cut() -> None:
        is_over.set()
        with suppress(OSError):
            opened.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
    if is_over.is_set():
        raise TimeoutError


def _onward(address: str, answer: str) -> str:
    """Where an address is sent on to; looked at like any other when it is asked.

    Raises: FetchError.
    """
    try:
        onward = urljoin(address, answer)
        schemes = urlsplit(address).scheme, urlsplit(onward).scheme
    except ValueError as error:
        raise FetchError(Why.NOT_ALLOWED, "sent on to what is not a web address") from error
    if schemes == ("https", "http"):
        raise FetchError(Why.NOT_ALLOWED, "sent on from a safe address to an unsafe one")
    return onward


def checked(address: str) -> SplitResult:
    """The parts of an http or https address with nothing odd in it.

    Raises: FetchError.
    """
    try:
        parts = urlsplit(address.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise FetchError(Why.NOT_ALLOWED, "not a web address") from error
    if parts.scheme not in {"http", "https"} or not host:
        raise FetchError(Why.NOT_ALLOWED, "not a web address")
    if parts.username is not None or parts.password is not None:
        raise FetchError(Why.NOT_ALLOWED, "it holds a user name")
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in address.strip()):
        raise FetchError(Why.NOT_ALLOWED, "not a web address")
    return parts


def is_allowed(text: str, *, loopback: bool = False) -> bool:
    """Is this a numeric address on the open internet?"""
    address = ipaddress.ip_address(text.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or (address.teredo or (None, None))[1]
        if inner is None and any(address in network for network in _EMBEDDED):
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_allowed(str(inner), loopback=loopback)
    if address.is_loopback:
        return loopback
    return address.is_global and not address.is_multicast and not address.is_reserved


def addresses_of(host: str, port: int, *, loopback: bool = False) -> list[str]:
    """Every numeric address of a host, all of them allowed.

    Raises: FetchError.
    """
    try:
        name = host.encode("idna").decode() if not host.isascii() else host
        found = socket.getaddrinfo(name, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise FetchError(Why.NO_ANSWER, "no such name") from error
    numeric = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not numeric or not all(is_allowed(one, loopback=loopback) for one in numeric):
        raise FetchError(Why.NOT_ALLOWED, "an address of a private network")
    return numeric


def _connection(parts: SplitResult, seconds: float, loopback: bool) -> http.client.HTTPConnection:
    """A connection whose socket already goes to a checked address."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    fault: OSError | None = None
    for numeric in addresses_of(host, port, loopback=loopback):
        try:
            opened = socket.create_connection((numeric, port), timeout=seconds)
        except OSError as error:
            fault = error
            continue
        try:
            if parts.scheme == "https":
                opened = ssl.create_default_context().wrap_socket(opened, server_hostname=host)
        except OSError as error:
            opened.close()
            raise FetchError(Why.NO_ANSWER, _reason(error)) from error
        connection = http.client.HTTPConnection(host, port, timeout=seconds)
        connection.sock = opened
        return connection
    raise FetchError(Why.NO_ANSWER, _reason(fault)) from fault


def _ask(
    connection: http.client.HTTPConnection,
    parts: SplitResult,
    most_bytes: int,
    seconds: float,
    origin: str,
) -> Answer | str:
    """The answer, or where it sends us."""
    path = parts.path or "/"
    connection.request(
        "GET",
        path + (f"?{parts.query}" if parts.query else ""),
        headers={
            "Host": parts.netloc,
            "User-Agent": AGENT,
            "Accept": "application/json, application/x-ndjson, text/csv;q=0.8, */*;q=0.5",
            "Accept-Encoding": "gzip",
            "Connection": "close",
            **({"Origin": origin} if origin else {}),
        },
    )
    response = connection.getresponse()
    if response.status in {301, 302, 303, 307, 308} and (onward := response.headers.get("Location")):
        return onward
    body = _body(response, most_bytes, seconds)
    kind = response.headers.get_content_type().lower()
    headers = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status, parts.geturl(), kind, body, headers)


def _body(response: http.client.HTTPResponse, most_bytes: int, seconds: float) -> bytes:
    """The body, unpacked; never more than the bound is held."""
    encoding = (response.headers.get("Content-Encoding") or "").strip().lower()
    if encoding not in {"", "identity", "gzip", "x-gzip"}:
        raise FetchError(Why.BAD_ANSWER, f"packed as {encoding[:20]}")
    unpack = zlib.decompressobj(31) if "gzip" in encoding else None
    length = response.length
    deadline = time.monotonic() + seconds
    parts: list[bytes] = []
    size = taken = 0
    while (length is None or taken < length) and (chunk := response.read1(65_536)):
        taken += len(chunk)
        parts.append(chunk if unpack is None else unpack.decompress(chunk, most_bytes + 1))
        size += len(parts[-1])
        if size > most_bytes or (unpack is not None and unpack.unconsumed_tail):
            raise FetchError(Why.TOO_BIG)
        if time.monotonic() > deadline:
            raise TimeoutError
    if length is not None and taken < length:
        raise http.client.IncompleteRead(b"", length - taken)
    return b"".join(parts)


def _reason(error: BaseException | None) -> str:
    match error:
        case TimeoutError():
            return "no answer in time"
        case ssl.SSLCertVerificationError():
            return "its certificate is not right"
        case ConnectionRefusedError():
            return "nobody answers there"
        case http.client.IncompleteRead():
            return "the answer broke off"
        case _:
            return "the connection failed"
