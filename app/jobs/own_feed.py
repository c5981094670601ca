"""Our own open data, asked for as anybody would, but without a network between."""

from __future__ import annotations

import contextvars
from urllib.parse import urlsplit

from flask import current_app

from app import clock
from app.domain.feeds.sums import Why
from app.domain.openreferral import check_feed
from app.domain.openreferral.check_report import Report
from app.domain.openreferral.check_walk import Limits
from app.gateways.checked_feed import ORIGIN, ask_through
from app.gateways.checked_http import Answer, FetchError

STUBS = {"oruk": "/api/oruk/v3", "hsds": "/api/hsds/v3"}
"""Profile -> where it begins."""


def check(profile: str, limits: Limits) -> Report:
    """The report on one of our two feeds; undeclared fields count as errors in the strict one."""
    base = own_address() + STUBS[profile]
    return check_feed.check(
        base, ask_through(get, base), clock.today(), limits=limits, strict=profile == "oruk"
    )


def own_address() -> str:
    """The scheme and name under which we answer."""
    scheme = "https" if current_app.config["HTTPS"] else "http"
    hosts = current_app.config["TRUSTED_HOSTS"] or ["localhost"]
    return f"{scheme}://{hosts[0].lstrip('.')}"


def get(address: str) -> Answer:
    """The answer of our own application, in a context of its own so that nothing of ours is shared.

    Raises: FetchError (another site's address).
    """
    parts = urlsplit(address)
    if f"{parts.scheme}://{parts.netloc}" != own_address():
        raise FetchError(Why.NOT_ALLOWED, "not our own")
    client = current_app.test_client(use_cookies=False)
    answer = contextvars.Context().run(
        client.get,
        f"{parts.path}?{parts.query}" if parts.query else parts.path,
        base_url=own_address(),
        headers={"Origin": ORIGIN, "Accept": "application/json"},
    )
    headers = {name.lower(): value for name, value in answer.headers.items()}
    return Answer(answer.status_code, address, answer.mimetype or "", answer.get_data(), headers)
