"""What the pages of signing in share: the waiting session, the way on, and the marks a browser is given."""

from __future__ import annotations

import ipaddress
import uuid

from flask import Response, current_app, redirect, render_template, request, url_for

from app.blueprints.accounts.forms import MOST_TYPED
from app.blueprints.accounts.words import wait_words
from app.domain.errors import TooManyTriesError
from app.gateways.passkeys import Site
from app.models.people import Account
from app.operations import sign_in as signing_in
from app.operations.sign_in import Started, Step
from app.queries import accounts as queries
from app.queries.sessions import OpenSession
from app.web import known_browser, saving, sessions
from app.web.devices import device_words
from app.web.i18n import place_name

NEXT_PAGE = {Step.SHOW: ".code", Step.ENROL: ".enrol"}


def way_on() -> str:
    """The page that was asked for, if it is ours; else the first page after signing in."""
    return kept_next() or url_for("today.day")


def kept_next() -> str | None:
    """The page to go on to, to carry along; None where it is none of ours."""
    target = request.values.get("next", "")
    return target if saving.is_safe(target) else None


def waiting() -> OpenSession | None:
    """The session whose password was right and whose second factor is wanted."""
    held = sessions.opened()
    return held if held is not None and held.is_pending else None


def wanted_of(account_id: uuid.UUID) -> str:
    """The page of what is still wanted of somebody whose password was right."""
    return NEXT_PAGE[Step.SHOW if queries.factors_of(account_id).count else Step.ENROL]


def source() -> str:
    """Who asks, for counts only. The half of a long address that a household shares."""
    given = request.remote_addr or "unknown"
    try:
        address = ipaddress.ip_address(given)
    except ValueError:
        return given
    return str(ipaddress.ip_network((given, 64), strict=False)) if address.version == 6 else given


def device() -> str:
    return device_words(request.headers.get("User-Agent", ""))


def site() -> Site | None:
    """Where passkeys work; None where the address has no name, which they need."""
    host = request.host.rsplit(":", 1)[0] if not request.host.endswith("]") else request.host
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return Site(host=host, origin=request.host_url.rstrip("/"), name=f"Ginnel {place_name()}")
    return None


def account_of(email: str, password: str) -> Account:
    """The account this password opens. Raises: NotRightError, TooManyTriesError."""
    return signing_in.check_password(
        email,
        password[:MOST_TYPED],
        source=source(),
        browser=known_browser.known(),
        demo_too=bool(current_app.config["DEMO_ACCOUNTS"]),
    )


def begun(account: Account) -> Response:
    """Start a session for somebody whose password was right, in place of the one this browser had."""
    held = sessions.opened()
    made = signing_in.begin(
        account,
        device=device(),
        demo_needs_factor=bool(current_app.config["DEMO_MFA"]),
        instead=held.id if held else None,
    )
    return gone_on(made, account.email_hash)


def gone_on(made: Started, email_hash: str) -> Response:
    """The answer to a right password: on to what is wanted next, with the session's cookie."""
    if made.step is Step.DONE:
        return marked(to(way_on()), made.token, email_hash)
    return sessions.remember(to(url_for(NEXT_PAGE[made.step], next=kept_next())), made.token)


def marked(response: Response, token: str, email_hash: str) -> Response:
    """Give the browser of somebody who is in its session, and a mark to be known by."""
    return known_browser.mark(sessions.remember(response, token), email_hash)


def to(address: str) -> Response:
    return current_app.make_response(redirect(address, 303))


def too_many(error: TooManyTriesError) -> tuple[str, int, dict[str, str]]:
    """It was tried too often: how long to wait, and the way round."""
    page = render_template("accounts/wait.html", wait=wait_words(error.seconds))
    return page, 429, {"Retry-After": str(error.seconds)}
