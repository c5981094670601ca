"""A part of `script/access` on every push: what a change breaks most often, where most people are.

The whole matrix takes hours. Of it run here, within a minute of processor time: axe on a phone and no
scrolling sideways at 320 pixels, on each third template for which nobody signs in and on some views of the
others; and on other public pages in Arabic what English cannot show: language, direction, no scrolling
sideways, numbers that read forwards. Good HTML, names and headings are looked at on every page any test
fetches (tests/pages.py), axe also in the other journeys.
"""

from __future__ import annotations

import pytest

from access.crawl import Crawl, each_once
from access.demonstration import Demonstration, Reader, number_from
from access.matrix import IN_BROWSER
from access.window import Windows
from app.database import db
from app.web.sessions import cookie_name
from tests import objects, walk

ENGLISH = tuple(one for one in IN_BROWSER if one.key in ("axe-360", "reflow"))
ARABIC = tuple(one for one in IN_BROWSER if one.key in ("lang", "glyphs", "reflow"))
EACH_PUBLIC, EACH_AT_WORK = 3, 25


def shown(app, readers=(), addresses=()):
    with app.app_context():
        return Demonstration(app, cookie_name(), (Reader("anonymous"),), tuple(readers), tuple(addresses))


def faults(windows, found, language, checks):
    return [
        f"{language} {one.name}: {check.key}: {fault}"
        for one in found
        for check, told in windows.looks(one, language, checks)
        for fault in told
    ]


def by_template(found):
    return list({one.template: one for one in reversed(each_once(found))}.values())


@pytest.fixture
def quiet(monkeypatch):
    from app.extensions import limiter

    monkeypatch.setattr(limiter, "enabled", False)


@pytest.mark.browser
def test_everybody_gets_in_without_signing_in(browser, live, demo_ready, quiet, clock):
    demonstration = shown(demo_ready.app)
    public = by_template(Crawl(demonstration, of_a_kind=1).everything(lambda who: True, lambda words: None))
    assert len(public) > 30
    english = public[::EACH_PUBLIC]
    arabic = [one for one in public[1::EACH_PUBLIC] if one.is_public]
    windows = Windows(browser, live.url, demonstration.cookie_name)
    assert faults(windows, english, "en", ENGLISH) == []
    assert faults(windows, arabic, "ar", ARABIC) == []
    windows.close()


@pytest.mark.browser
def test_everybody_gets_in_at_work(browser, live, demo_ready, quiet, clock):
    with demo_ready.app.app_context():
        number_from(100_000)
        world = objects.world()
        steps = list(walk.steps(demo_ready.app, world))
        db.session.remove()
    readers = [Reader(who, world.tokens[who]) for who in walk.WHO if who in world.tokens]
    demonstration = shown(
        demo_ready.app,
        readers,
        list({step.endpoint: step.address for step in steps if step.case in ("", "own")}.items())[
            ::EACH_AT_WORK
        ],
    )
    crawl = Crawl(demonstration)
    with crawl.watched():
        staff = [one for one in crawl.by_view(readers) if not one.is_public]
    assert len(staff) > 5
    windows = Windows(browser, live.url, demonstration.cookie_name)
    assert faults(windows, by_template(staff), "en", ENGLISH) == []
    windows.close()
