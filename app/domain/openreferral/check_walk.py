"""How a check asks: through what it is given, be it a server or our own app."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.openreferral.check import Fault, Found
from app.domain.openreferral.check_report import Report


@dataclass(frozen=True, slots=True)
class Request:
    """A path below the feed's address, or a whole address."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int = 0
    """0 where there was no answer."""
    kind: str = ""
    data: Any = None
    """What the JSON says; None where it is none."""
    is_json: bool = False
    allows: str = ""
    """Who may read it from another site's page."""
    seconds: float = 0.0
    problem: str = ""


AskAll = Callable[[Sequence[Request]], Iterator[Reply]]
"""The replies in the order of the requests."""


@dataclass(frozen=True, slots=True)
class Limits:
    per_page: int = 50
    pages: int = 400
    """Read of one list at most."""
    opened: int = 20
    """Records of one list opened by their own address, at most."""


@dataclass
class Walk:
    report: Report
    ask_all: AskAll
    is_over: Callable[[], bool]
    limits: Limits

    def add(self, endpoint: str, *found: Found) -> None:
        self.report.ledger.add(endpoint, found)

    def ask(self, path: str, **query: str) -> Reply:
        return next(self.asked([Request(path, query)]))

    def asked(self, requests: Sequence[Request]) -> Iterator[Reply]:
        for reply in self.ask_all(requests):
            self.report.asked += 1
            self.report.seconds += reply.seconds
            yield reply

    def good(self, reply: Reply, endpoint: str, where: str = "") -> bool:
        """Is it an answer that can be looked at? Says so when not."""
        if not reply.status:
            self.add(endpoint, Found(Fault.NO_ANSWER, value=reply.problem, where=where))
        elif reply.status != 200:
            self.add(endpoint, Found(Fault.WRONG_STATUS, value=reply.status, where=where))
        elif not reply.is_json:
            self.add(endpoint, Found(Fault.NOT_JSON, value=reply.kind, where=where))
        else:
            if reply.allows != "*":
                self.add(endpoint, Found(Fault.NO_CORS, where=where))
            return True
        return False
