"""A tablet in a hall without a signal: nothing that was saved is lost, and nothing arrives twice."""

from __future__ import annotations

import datetime as dt
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import update
from werkzeug.wrappers import Request, Response

from app import clock
from app.database import db
from app.domain import rescue_file
from app.models.conversations import CaptureDevice
from tests.hall import (
    JOIN,
    Hall,
    Tablet,
    count,
    heard_from,
    kept,
    lose,
    ready,
    save,
    signal_back,
    until,
    wait_for_count,
    write,
)

pytestmark = pytest.mark.browser

Tablets = Callable[..., Tablet]


def test_what_is_saved_without_a_signal_outlives_a_reload_and_arrives_once(
    hall: Hall, tablet: Tablets
) -> None:
    page = kept(tablet().join())
    hall.line.is_cut = True
    save(page, "The allotments")
    page.get_by_text("Saved on this tablet. Not sent yet: 1").wait_for()
    page.get_by_text("No signal since").wait_for()
    page.reload()
    wait_for_count(page, "waiting", 1)
    hall.line.is_cut = False
    signal_back(page)
    page.get_by_text("All sent").wait_for()
    assert len(hall.records()) == 1


def test_a_reply_that_is_lost_makes_no_second_conversation(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    heard_from(hall, page)  # a report whose reply is lost would hold the chat back
    hall.line.lost_replies = 1.0
    save(page, "The bus after six")
    page.get_by_text("No signal since").wait_for()
    assert len(hall.records()) == 1
    hall.line.lost_replies = 0.0
    signal_back(page)
    wait_for_count(page, "waiting", 0)
    assert hall.said() == ["The bus after six"]
    assert hall.line.came >= 2


def test_a_signal_that_comes_back_while_a_sending_fails_is_not_waited_out(
    hall: Hall, tablet: Tablets
) -> None:
    page = kept(tablet().join())
    heard_from(hall, page)
    hall.line.is_cut = True
    save(page, "The library")
    for _ in range(5):  # each failure doubles the wait
        page.get_by_role("button", name="Try to send now").click()
        until(page, "() => !ginnelSend.state.isSending")
    met, let = threading.Event(), threading.Event()

    def dies_late(request: Request) -> None:
        met.set()
        let.wait(10)
        lose(request.environ)

    hall.line.is_cut, hall.line.instead = False, dies_late
    page.get_by_role("button", name="Try to send now").click()
    assert met.wait(10)
    hall.line.instead = lambda request: None
    signal_back(page)
    let.set()
    wait_for_count(page, "waiting", 0)
    assert hall.said() == ["The library"]


def test_two_tabs_that_send_together_send_each_conversation_once(hall: Hall, tablet: Tablets) -> None:
    one = tablet()
    first = one.join()
    second = one.tab()
    hall.line.is_cut = True
    for number in range(4):
        save(first if number % 2 else second, f"Said {number}")
    wait_for_count(first, "waiting", 4)
    hall.line.is_cut, hall.line.came = False, 0
    for page in (first, second):
        signal_back(page)
    for page in (first, second):
        wait_for_count(page, "waiting", 0)
        wait_for_count(page, "sent", 4)
    assert hall.line.came == 4
    assert hall.said() == [f"Said {number}" for number in range(4)]


def test_a_tablet_whose_time_is_over_keeps_what_it_has_and_says_what_to_do(
    hall: Hall, tablet: Tablets, tmp_path: Path
) -> None:
    page = tablet().join()
    hall.line.is_cut = True
    save(page, "Kept for the organiser")
    hall.event.ends_at = clock.now() - dt.timedelta(days=8)
    db.session.commit()
    hall.line.is_cut = False
    signal_back(page)
    page.get_by_text("The time to send is over").wait_for()
    assert (count(page, "waiting"), count(page, "parked")) == (1, 1)
    with page.expect_download() as coming:
        page.get_by_role("button", name="Save a rescue file").click()
    coming.value.save_as(tmp_path / "rescue.json")
    file = rescue_file.read((tmp_path / "rescue.json").read_bytes())
    assert (file.event_id, len(file.records), file.unread) == (hall.event.id, 1, ())


def test_a_tablet_that_was_stopped_sends_again_after_it_joined_anew(hall: Hall, tablet: Tablets) -> None:
    one = tablet()
    page = one.join()
    heard_from(hall, page)  # else the first report is told so, and nothing can be saved any more
    db.session.execute(update(CaptureDevice).values(revoked_at=clock.now()))
    db.session.commit()
    save(page, "Before it was stopped")
    page.get_by_text("the organiser has stopped it").wait_for()
    wait_for_count(page, "parked", 1)
    assert hall.records() == []
    page = one.join()
    wait_for_count(page, "waiting", 0)
    assert hall.said() == ["Before it was stopped"]


def test_a_record_the_server_cannot_take_holds_up_none_behind_it(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    hall.line.is_cut = True
    for words in ("Bad one", "Good one", "Another good one"):
        save(page, words)
    kept = page.evaluate("() => ginnelOutbox.all('records')")
    first = min(kept, key=lambda one: one["at"])["submission"]
    hall.line.instead = lambda request: (
        Response('{"why": "not-an-envelope"}', 422) if first in request.get_data(as_text=True) else None
    )
    hall.line.is_cut = False
    signal_back(page)
    wait_for_count(page, "waiting", 1)
    page.get_by_text("Some need help before they can be sent: 1").wait_for()
    assert hall.said() == ["Another good one", "Good one"]
    hall.line.instead = lambda request: None
    page.get_by_role("button", name="Try to send now").click()
    wait_for_count(page, "waiting", 0)
    assert len(hall.records()) == 3


@pytest.mark.parametrize("answered", ["<p>Sign in to use our free Wi-Fi</p>", '{"digest": "of another"}'])
def test_only_an_answer_that_names_its_digest_lets_the_tablet_let_go(
    hall: Hall, tablet: Tablets, answered: str
) -> None:
    page = tablet().join()
    hall.line.instead = lambda request: Response(answered, 200) if request.path.endswith("/records") else None
    save(page, "Not in a café")
    page.get_by_text("The other end has trouble").wait_for()
    assert count(page, "waiting") == 1
    hall.line.instead = lambda request: None
    page.get_by_role("button", name="Try to send now").click()
    page.get_by_text("All sent").wait_for()
    assert hall.said() == ["Not in a café"]


def test_what_was_erased_on_request_leaves_the_tablet_too(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    hall.line.instead = lambda request: (
        Response('{"came": "erased"}', 410) if request.path.endswith("/records") else None
    )
    save(page, "Erased")
    until(page, "async () => !(await ginnelOutbox.all('records')).length && !ginnelSend.state.isSending")
    assert (count(page, "waiting"), count(page, "sent")) == (0, 0)


def test_a_server_in_trouble_is_left_alone_for_as_long_as_it_asks(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    hall.line.instead = lambda request: (
        Response("busy", 503, {"Retry-After": "600"}) if request.path.endswith("/records") else None
    )
    save(page, "Later")
    page.get_by_text("The other end has trouble").wait_for()
    came = hall.line.came
    for _ in range(3):
        signal_back(page)
    save(page, "Later still")
    wait_for_count(page, "waiting", 2)
    assert hall.line.came == came == 1
    hall.line.instead = lambda request: None
    page.get_by_role("button", name="Try to send now").click()
    page.get_by_text("All sent").wait_for()
    assert len(hall.records()) == 2


def test_other_words_under_one_id_are_kept_beside_the_first_for_somebody_to_choose(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet().join()
    save(page, "The first words")
    page.get_by_text("All sent").wait_for()
    submission = str(hall.records()[0].submission_id)
    page.evaluate(SAVED_AGAIN, submission)
    until(page, "async () => !(await ginnelOutbox.all('records')).length")
    assert sorted(one.number for one in hall.records()) == [1, 2]
    states = {one.state.value for one in hall.conversations()}
    assert states == {"kept", "other-version"}


SAVED_AGAIN = """async (submission) => {
  const settings = ginnelForm.settings();
  const key = await ginnelSeal.keyFrom(settings.key);
  const said = { v: 1, language: "en", answers: { love: { text: "Other words" } }, captured_at: "" };
  const sealed = await ginnelSeal.seal(key, `${settings.event}/${submission}`, said);
  const record = { ...sealed, event: settings.event, submission, unfinished: false, at: "2026" };
  await ginnelOutbox.save(record, "none");
  await ginnelSend.send({ isPressed: true });
}"""


FULL = """() => {
  IDBObjectStore.prototype.add = () => { throw new DOMException("full", "QuotaExceededError"); };
}"""
LITTLE_ROOM = "navigator.storage.estimate = async () => ({ quota: 100e6, usage: 81e6 });"


def test_a_full_tablet_leaves_the_words_on_the_screen_and_says_so(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    page.evaluate(FULL)
    write(page, "Still to be seen")
    page.get_by_role("button", name="Save this chat").click()
    page.get_by_text("This tablet is full").wait_for()
    assert page.locator("[name=answer-love]").input_value() == "Still to be seen"


def test_a_tablet_with_too_little_room_does_not_begin(hall: Hall, tablet: Tablets) -> None:
    one = tablet()
    one.context.add_init_script(LITTLE_ROOM)
    page = one.join()
    page.get_by_text("There is too little room on this tablet to begin").wait_for()
    assert page.locator("#capture-form").is_hidden()


def test_the_form_works_without_a_script_and_sent_twice_it_is_one_conversation(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet(java_script_enabled=False).page
    page.goto(f"{hall.url}/capture/join/{JOIN}")
    page.get_by_role("button", name="Start").click()
    write(page, "Typed without a script")
    page.get_by_role("button", name="Save this chat").dblclick()
    page.get_by_role("heading", name="Saved").wait_for()
    assert hall.said() == ["Typed without a script"]


def test_a_double_press_saves_once(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    write(page, "Pressed in a hurry")
    page.get_by_role("button", name="Save this chat").dblclick()
    wait_for_count(page, "sent", 1)
    assert hall.said() == ["Pressed in a hurry"]


def test_an_update_waits_for_whoever_is_typing(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    until(page, "() => !!navigator.serviceWorker.controller")
    write(page, "Half a sentence")
    hall.line.instead = newer_worker(hall)
    page.evaluate("async () => (await navigator.serviceWorker.ready).update()")
    page.get_by_text("There is a newer version of this page. Save this conversation first.").wait_for()
    use = page.get_by_role("button", name="Use the update now")
    assert use.is_hidden()
    assert page.locator("[name=answer-love]").input_value() == "Half a sentence"
    assert page.evaluate("async () => !!(await navigator.serviceWorker.ready).waiting")
    save(page)
    with page.expect_navigation():
        use.click()
    ready(page)
    until(page, "async () => (await caches.keys()).join() === 'ginnel-newer'")
    # Asked for anew by the page; the worker before may not have had it yet.
    until(page, "async () => !!(await caches.match('/ar/capture/market-hall'))")
    assert use.is_hidden()
    assert hall.said() == ["Half a sentence"]


def newer_worker(hall: Hall) -> Callable[[Request], Response | None]:
    text = hall.app.test_client().get("/sw.js").get_data(as_text=True)
    newer = re.sub(r'"version": "\w+"', '"version": "newer"', text)
    return lambda request: Response(newer, mimetype="text/javascript") if request.path == "/sw.js" else None
