"""A part of `script/access` on every push: each template once, in one small window.

Each template is opened at 320 by 256 pixels and asked for its language, title, parts, errors, silence, room
and axe. Each public one is opened in Arabic too, and some of those for staff, for what English cannot show:
direction, numbers that read forwards, room. The keyboard walks through a few. Not opened here: what only a
filled-in form or a link of its own leads to (docs/access.md names it). The whole matrix takes hours;
good HTML is looked at on every page any test fetches (tests/pages.py).
"""

from __future__ import annotations

import pytest

from access.crawl import Crawl, each_once
from access.demonstration import Demonstration, Reader, number_from
from access.forms import answers_to_forms
from access.glance import Glance
from access.matrix import AT_A_GLANCE, IN_BROWSER
from app.database import db
from app.web.sessions import cookie_name
from tests import objects, walk

ARABIC = tuple(one for one in IN_BROWSER if one.key in ("lang", "glyphs", "reflow"))
KEYBOARD = tuple(one for one in IN_BROWSER if one.key == "keyboard")
PARTS = 3
"""So that two workers share the pages of those who sign in."""
EACH_BY_KEYBOARD, EACH_IN_ARABIC = 60, 5
ANYBODY = Reader("anonymous")


def shown(app, made=(), wanted=lambda endpoint: True):
    """Something of every kind is there to be opened."""
    with app.app_context():
        number_from(100_000)
        world = objects.world()
        steps = [one for one in walk.steps(app, world) if one.method == "GET" and one.case in ("", "own")]
        readers = [Reader(who, world.tokens.get(who, "")) for who in made]
        addresses = {one.endpoint: one.address for one in steps if wanted(one.endpoint)}
        name = cookie_name()
        db.session.remove()
    return Demonstration(app, name, (ANYBODY,), tuple(readers), tuple(addresses.items()))


def faults(glance, found, language, checks):
    return [
        f"{language} {one.name}: {check.key}: {fault}"
        for one in found
        for check, told in glance.looks(one, language, checks)
        for fault in told
    ]


def by_template(found):
    return list({one.template: one for one in reversed(each_once(found))}.values())


def told_of(browser, live, demonstration, english, arabic):
    whole = Glance(browser, live.url, demonstration.cookie_name)
    lean = Glance(browser, live.url, demonstration.cookie_name, with_axe=False)
    by_keyboard = [one for one in english if not one.answer_to_form][::EACH_BY_KEYBOARD]
    told = [
        *faults(whole, english, "en", AT_A_GLANCE),
        *faults(lean, arabic, "ar", ARABIC),
        *faults(lean, by_keyboard, "en", KEYBOARD),
    ]
    whole.close()
    lean.close()
    return told


@pytest.fixture
def quiet(monkeypatch):
    from app.extensions import limiter

    monkeypatch.setattr(limiter, "enabled", False)


@pytest.mark.browser
def test_everybody_gets_in_without_signing_in(browser, live, demo_ready, quiet, clock):
    demonstration = shown(demo_ready.app, made=("anonymous",))
    crawl = Crawl(demonstration, of_a_kind=1)
    found = by_template(crawl.everything(lambda who: True, lambda words: None))
    assert len(found) > 80
    arabic = [one for one in found if one.is_public]
    assert told_of(browser, live, demonstration, found, arabic) == []


@pytest.mark.browser
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_in_who_signs_in(browser, live, demo_ready, quiet, clock, part):
    blueprints = sorted(demo_ready.app.blueprints)[part::PARTS]
    demonstration = shown(
        demo_ready.app,
        made=[who for who in walk.WHO if who != "anonymous"],
        wanted=lambda endpoint: endpoint.partition(".")[0] in blueprints,
    )
    crawl = Crawl(demonstration)
    with crawl.watched():
        opened = [one for one in crawl.by_view(demonstration.made) if not one.is_public]
    found = by_template([*opened, *answers_to_forms(demonstration, each_once(opened))])
    assert len(found) > 50
    arabic = [one for one in found if not one.answer_to_form][::EACH_IN_ARABIC]
    assert told_of(browser, live, demonstration, found, arabic) == []
