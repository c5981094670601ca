"""Which websites of listings no longer answer. A server on this machine plays them all."""

import datetime as dt
import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from app.database import db
from app.gateways import checked_http
from app.jobs import link_checks as job
from app.models.stewardship import LinkCheck
from app.models.work import Job
from app.operations import link_checks
from tests.factories import OrganizationFactory, ServiceFactory

ASKED = Counter()


class Site(BaseHTTPRequestHandler):
    """`/200` answers 200 and so on; `/no-head` only speaks GET; `/to/...` sends on."""

    def answer(self):
        ASKED[f"{self.command} {self.path}"] += 1
        status = 200
        if self.path[1:].isdecimal():
            status = int(self.path[1:])
        elif self.path == "/no-head":
            status = 501 if self.command == "HEAD" else 200
        elif self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path[3:])
            self.end_headers()
            return
        elif self.path == "/trickle":
            self.trickle()
            return
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_GET = do_HEAD = answer  # noqa: N815 - the library's names

    def trickle(self):
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            for _ in range(200):
                self.wfile.write(b"x")
                self.wfile.flush()
                threading.Event().wait(0.05)
        except OSError:
            pass

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    ASKED.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def asking(app, clock, monkeypatch):
    monkeypatch.setattr(link_checks, "BETWEEN", 0.0)
    return app


def night(*, loopback=True):
    db.session.commit()
    link_checks.keep_up()
    more = link_checks.ask_some(pause=0.0, loopback=loopback)
    db.session.expire_all()
    return more


def check(service):
    return db.session.scalar(select(LinkCheck).where(LinkCheck.service_id == service.id))


@pytest.mark.parametrize(
    "path", ["/200", "/no-head", "/to/200", "/403", "/429", "/405", "/caf%C3%A9", "/café"]
)
def test_a_site_that_is_there_answers(asking, site, path):
    service = ServiceFactory(url=site + path)
    night()
    assert check(service).answered and check(service).times_failed == 0


@pytest.mark.parametrize("path", ["/404", "/410", "/500", "/to/to/404"])
def test_a_page_that_is_gone_does_not(asking, site, path):
    service = ServiceFactory(url=site + path)
    night()
    assert (check(service).answered, check(service).times_failed) == (False, 1)
    assert check(service).failing_since == dt.date(2026, 11, 24)


def test_only_a_site_silent_for_three_nights_is_said_to_be(asking, site, clock):
    service = ServiceFactory(url=f"{site}/404")
    for day in (24, 24, 25, 26):
        clock.set(f"2026-11-{day}T03:00")
        night()
    assert check(service).times_failed == 3
    assert check(service).failing_since == dt.date(2026, 11, 24)
    service.url = f"{site}/200"
    clock.set("2026-11-27T03:00")
    night()
    assert (check(service).times_failed, check(service).failing_since) == (0, None)


def test_listings_with_the_same_website_ask_it_once(asking, site):
    organization = OrganizationFactory(website=f"{site}/200")
    for _ in range(5):
        ServiceFactory(url="", organization=organization)
    night()
    assert ASKED == {"HEAD /200": 1}
    assert len(db.session.scalars(select(LinkCheck).where(LinkCheck.answered)).all()) == 5


def test_our_own_network_is_never_asked(app, clock, site):
    service = ServiceFactory(url=f"{site}/200")
    night(loopback=False)
    assert ASKED == {}
    assert check(service).status == "not-allowed" and not check(service).answered


def test_a_redirect_into_our_own_network_is_not_followed(asking, site, monkeypatch):
    allowed = checked_http.is_allowed
    monkeypatch.setattr(
        checked_http, "is_allowed", lambda text, loopback=False: text == "127.0.0.1" or allowed(text)
    )
    service = ServiceFactory(url=f"{site}/to//169.254.169.254/latest")
    night()
    assert check(service).status == "not-allowed"


def test_a_site_that_trickles_is_cut_off(asking, site, monkeypatch):
    monkeypatch.setattr(link_checks, "WAITS", 0.4)
    service = ServiceFactory(url=f"{site}/trickle")
    night()
    assert not check(service).answered


def test_when_nothing_answers_at_all_nobody_is_blamed(asking, monkeypatch):
    def silent(*_, **__):
        raise checked_http.FetchError(link_checks.Why.NO_ANSWER)

    monkeypatch.setattr(checked_http, "status_of", silent)
    services = [ServiceFactory(url=f"https://site{n}.example/") for n in range(5)]
    with pytest.raises(link_checks.OfflineError):
        night()
    assert {check(service).times_failed for service in services} == {0}


def test_a_host_that_is_down_is_asked_once_for_all_its_pages(asking, monkeypatch):
    asked = []

    def silent(address, **_):
        asked.append(address)
        raise checked_http.FetchError(link_checks.Why.NO_ANSWER)

    monkeypatch.setattr(checked_http, "status_of", silent)
    services = [ServiceFactory(url=f"https://down.example/{n}") for n in range(3)]
    night()
    assert len(asked) == 1
    assert {check(service).times_failed for service in services} == {1}


def test_it_goes_on_where_it_stopped_and_ends_at_the_nights_bound(asking, site, monkeypatch):
    monkeypatch.setattr(link_checks, "PIECE", 2)
    monkeypatch.setattr(link_checks, "MOST_A_NIGHT", 3)
    for number in range(4):
        ServiceFactory(url=f"{site}/20{number}")
    assert night() is True
    assert night() is False
    assert ASKED.total() == 3


def test_the_job_puts_the_next_piece_in(asking, site, monkeypatch):
    monkeypatch.setattr(link_checks, "PIECE", 1)
    ServiceFactory(url=f"{site}/200")
    ServiceFactory(url=f"{site}/201")
    db.session.commit()
    job.run({})
    (following,) = db.session.scalars(select(Job).where(Job.kind == job.KIND))
    assert following.arguments == {"goes_on": True}
    job.run(following.arguments)
    assert len(db.session.scalars(select(Job).where(Job.kind == job.KIND)).all()) == 1


def test_demo_listings_and_odd_addresses_are_left_alone(asking):
    ServiceFactory(url="https://warm-hub.example/", is_demo=True)
    ServiceFactory(url="ftp://files.example/", organization=None)
    ServiceFactory(url="javascript:alert(1)", organization=None)
    db.session.commit()
    assert link_checks.keep_up() == 0
