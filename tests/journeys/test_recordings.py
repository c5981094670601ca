"""Somebody at work puts a page read out on the page; a neighbour listens to it on a phone, and reads it."""

from __future__ import annotations

import io
import wave
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.database import begin_writing, db
from app.domain.roles import Role
from app.operations import sessions
from app.web.sessions import cookie_name
from tests.accessibility import violations
from tests.factories import AccountFactory

pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("clock")]

PHONE = {"width": 360, "height": 740}
SIDEWAYS = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
PLAYED = "async () => { const it = document.querySelector('audio'); await it.play(); return it.duration; }"


def second_of_silence() -> bytes:
    held = io.BytesIO()
    with wave.open(held, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(1)
        sound.setframerate(8000)
        sound.writeframes(b"\x80" * 8000)
    return held.getvalue()


def signed_in(app: Any, live: Any, page: Page) -> Page:
    with app.test_request_context():
        begin_writing()
        account = AccountFactory(role=Role.ENGAGEMENT_OFFICER).id
        token = sessions.start_for_account(
            account, roles=frozenset({Role.ENGAGEMENT_OFFICER}), device="Chromium"
        )
        db.session.commit()
        page.context.add_cookies([{"name": cookie_name(), "value": token, "url": live.url}])
    return page


def looked_at(page: Page) -> None:
    """Nobody is kept out, and nothing has to be moved sideways."""
    assert violations(page) == []
    assert page.evaluate(SIDEWAYS) == 0


def choose(page: Page, content: bytes) -> None:
    page.get_by_label("The file").set_input_files(
        {"name": "page.wav", "mimeType": "audio/wav", "buffer": content}
    )


def test_a_page_is_read_out_put_in_played_and_read(
    live: Any, demo_ready: Any, open_page: Callable[..., Page]
) -> None:
    desk = signed_in(demo_ready.app, live, open_page(viewport=PHONE, java_script_enabled=False))
    desk.goto(f"{live.url}/pages/about")
    desk.get_by_role("link", name="BSL and recordings of this page").click()
    desk.get_by_role("link", name="Recording in English").click()
    desk.get_by_label("All that is said or signed, in writing").fill("A ginnel is a way between houses.")
    desk.get_by_label("Who made it?").fill("Reading aloud group")
    for part, value in (("Day", "20"), ("Month", "11"), ("Year", "2026")):
        desk.get_by_label(part, exact=True).fill(value)
    choose(desk, b"<html>")
    desk.get_by_role("button", name="Keep it as a draft").click()
    expect(desk.get_by_text("This is not an mp3, m4a, ogg or wav recording.").first).to_be_visible()
    choose(desk, second_of_silence())
    desk.get_by_role("button", name="Keep it as a draft").click()
    desk.get_by_role("button", name="Publish it").click()
    expect(desk.get_by_text("It is on the page now.")).to_be_visible()
    reader, asked = open_page(viewport=PHONE), []
    reader.on("request", lambda request: asked.append(request.url))
    reader.goto(f"{live.url}/bsl-and-audio")
    looked_at(reader)
    reader.get_by_role("link", name="What Ginnel is", exact=True).first.click()
    reader.get_by_text("Read what is said").click()
    expect(reader.get_by_text("A ginnel is a way between houses.")).to_be_visible()
    assert not [url for url in asked if "/recordings/" in url]
    assert reader.evaluate(PLAYED) == 1
    looked_at(reader)
