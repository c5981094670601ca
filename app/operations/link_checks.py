"""Asks the websites of listings, once a night each, whether they still answer.

Runs without an open transaction while it waits for others, a few seconds at a time; each piece is kept, so
that the next one goes on where it stopped.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sqlalchemy import delete, func, or_, select, update

from app import clock
from app.database import begin_writing, db
from app.domain.feeds.sums import Why
from app.gateways import checked_http
from app.gateways.checked_http import FetchError
from app.models.directory import Organization, Service
from app.models.stewardship import LinkCheck
from app.queries.care import KEPT_UP

AT_A_TIME = 20.0
"""After so long a piece ends, so that other work gets its turn. Units: seconds."""
WAITS = 5.0
"""For one website. Units: seconds."""
BETWEEN = 1.0
"""Between two questions to the same host. Units: seconds."""
MOST_A_NIGHT = 5000
PIECE = 200
"""Rows read at a time."""
ENOUGH_TO_TELL = 4
"""Where so many hosts are asked and none of them answers, the fault is most likely ours."""

SOMEBODY_THERE = frozenset({401, 402, 403, 405, 406, 409, 415, 418, 421, 425, 428, 429, 451, 999})
"""Answers of sites that are there but will not talk to a program."""
HEAD_NOT_SPOKEN = frozenset({400, 404, 405, 406, 410, 500, 501, 503})
"""Some servers say these to a HEAD and answer a GET."""


class OfflineError(RuntimeError):
    """No website answers at all: most likely it is our own connection."""


@dataclass(frozen=True, slots=True)
class Found:
    """What became of asking one address."""

    answered: bool
    status: str
    """HTTP status, or the kind of failure."""


def keep_up() -> int:
    """A row for each listing's website, and none for those it no longer has; how many there are."""
    wanted = {
        (row.id, row.url)
        for row in db.session.execute(
            select(Service.id, func.coalesce(func.nullif(Service.url, ""), Organization.website).label("url"))
            .outerjoin(Organization, Organization.id == Service.organization_id)
            .where(Service.deleted_at.is_(None), Service.status.in_(KEPT_UP), ~Service.is_demo)
        )
        if row.url and row.url.lower().startswith(("http://", "https://"))
    }
    held = {
        (row.service_id, row.url): row.id
        for row in db.session.execute(select(LinkCheck.service_id, LinkCheck.url, LinkCheck.id))
    }
    db.session.rollback()
    begin_writing()
    gone = [held[one] for one in held.keys() - wanted]
    for start in range(0, len(gone), PIECE):
        db.session.execute(delete(LinkCheck).where(LinkCheck.id.in_(gone[start : start + PIECE])))
    db.session.add_all(LinkCheck(service_id=one, url=url) for one, url in sorted(wanted - held.keys()))
    db.session.commit()
    return len(wanted)


def ask_some(*, pause: float = BETWEEN, loopback: bool = False) -> bool:
    """Ask for a while; True while there is more to ask tonight. `loopback`: for tests, on this machine.

    Raises: OfflineError.
    """
    ends = time.monotonic() + AT_A_TIME
    asked: dict[str, Found] = {}
    host_at: dict[str, float] = {}
    host_down: dict[str, Found] = {}
    addresses = _not_asked_tonight()
    for address in addresses:
        if time.monotonic() > ends:
            break
        host = host_of(address)
        if host in host_down:
            asked[address] = host_down[host]
            continue
        if (wait := host_at.get(host, 0.0) + pause - time.monotonic()) > 0:
            time.sleep(min(wait, pause))
        asked[address] = ask(address, loopback=loopback)
        host_at[host] = time.monotonic()
        if asked[address].status == Why.NO_ANSWER:
            host_down[host] = asked[address]
    if len(host_down) >= ENOUGH_TO_TELL and not any(one.status != Why.NO_ANSWER for one in asked.values()):
        raise OfflineError
    _keep(asked)
    return bool(_not_asked_tonight())


def ask(address: str, *, loopback: bool = False) -> Found:
    """Does the website answer? A HEAD first, and a GET where a site does not speak it."""
    try:
        status = checked_http.status_of(address, method="HEAD", seconds=WAITS, loopback=loopback)
        if status in HEAD_NOT_SPOKEN:
            status = checked_http.status_of(address, method="GET", seconds=WAITS, loopback=loopback)
    except FetchError as error:
        return Found(False, error.why.value)
    return Found(status < 400 or status in SOMEBODY_THERE, str(status))


def host_of(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _not_asked_tonight() -> list[str]:
    """Web addresses whose turn it is, those asked longest ago first."""
    start = _start_of_today()
    tonight = db.session.scalar(select(func.count(LinkCheck.id)).where(LinkCheck.checked_at >= start)) or 0
    rows = db.session.scalars(
        select(LinkCheck.url)
        .where(or_(LinkCheck.checked_at.is_(None), LinkCheck.checked_at < start))
        .order_by(LinkCheck.checked_at.is_not(None), LinkCheck.checked_at, LinkCheck.id)
        .limit(max(0, min(PIECE, MOST_A_NIGHT - tonight)))
    ).all()
    db.session.rollback()
    return list(dict.fromkeys(rows))


def _keep(asked: Mapping[str, Found]) -> None:
    today = clock.today()
    begin_writing()
    for address, found in asked.items():
        rows = update(LinkCheck).where(
            LinkCheck.url == address,
            or_(LinkCheck.checked_at.is_(None), LinkCheck.checked_at < _start_of_today()),
        )
        said = {"answered": found.answered, "status": found.status, "checked_at": clock.now()}
        if found.answered:
            said |= {"failing_since": None, "times_failed": 0}
        else:
            said |= {
                "failing_since": func.coalesce(LinkCheck.failing_since, today),
                "times_failed": LinkCheck.times_failed + 1,
            }
        db.session.execute(rows.values(**said).execution_options(synchronize_session=False))
    db.session.commit()


def _start_of_today() -> dt.datetime:
    return clock.local_now().replace(hour=0, minute=0, second=0, microsecond=0)
