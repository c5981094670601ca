"""Trials of the outbox: a bad line, many tablets, a browser killed, and what lies on the disk.

In CI a tenth of their size. All of it: `GINNEL_TRIALS=full pytest tests/journeys/test_offline_trials.py -s`.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import QUIET
from tests.hall import (
    TABLET,
    Hall,
    Tablet,
    kept,
    ready,
    save,
    until,
    wait_for_count,
    write,
)

Tablets = Callable[..., Tablet]
IS_FULL = os.environ.get("GINNEL_TRIALS") == "full"
WORDS = ("umbrella", "courgette", "tambourine", "lighthouse", "marmalade", "wheelbarrow", "gooseberry")
"""None of them stands in our pages, in the dictionary of a browser, or in anything else on its disk."""

SAVE_MANY = """async ([from, to]) => {
  const box = document.querySelector("[name=answer-love]");
  for (let number = from; number < to; number += 1) {
    box.value = `Said ${number}`;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.form.requestSubmit(box.form.querySelector("[value=keep]"));
    const until = Date.now() + 10000;
    while (box.value && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 2));
    await new Promise((resolve) => setTimeout(resolve));
  }
}"""
SEND_UNTIL_EMPTY = """async (most) => {
  for (const until = Date.now() + 30000 * most; Date.now() < until; ) {
    if (!(await ginnelOutbox.all("records")).length) return true;
    await ginnelSend.send({ isUrged: true });
  }
  return false;
}"""


def many(full: int) -> int:
    return full if IS_FULL else full // 10


# The one trial that runs on PostgreSQL too.
def test_half_of_all_requests_and_half_of_all_replies_lost_is_every_conversation_once(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet().join()
    page.set_default_timeout(600_000 if IS_FULL else 30_000)
    hall.line.lost_requests = hall.line.lost_replies = 0.5
    page.evaluate(SAVE_MANY, [0, many(500)])
    assert page.evaluate(SEND_UNTIL_EMPTY, 10 if IS_FULL else 1)
    assert sorted(hall.said()) == sorted(f"Said {number}" for number in range(many(500)))
    assert len(hall.records()) == many(500)


@pytest.mark.browser
def test_tablets_with_three_tabs_each_that_send_together_send_everything_once(
    hall: Hall, tablet: Tablets
) -> None:
    tablets = [tablet() for _ in range(5 if IS_FULL else 2)]
    tabs: list[Page] = []
    for one in tablets:
        tabs += [one.join(), one.tab(), one.tab()]
    hall.line.is_cut = True
    for at, page in enumerate(tabs):
        page.evaluate(SAVE_MANY, [at * 100, at * 100 + many(100)])
    hall.line.is_cut, hall.line.came = False, 0
    for page in tabs:
        page.evaluate("() => { dispatchEvent(new Event('online')) }")
    for page in tabs:
        wait_for_count(page, "waiting", 0, 120_000)
    wanted = [f"Said {at * 100 + number}" for at in range(len(tabs)) for number in range(many(100))]
    assert sorted(hall.said()) == sorted(wanted)
    assert hall.line.came == len(wanted), "one sender a tablet, whatever its tabs do"
    assert hall.devices() == len(tablets)


class OnDisk:
    """A browser whose memory is a folder: it can be killed, and begun again where it was."""

    def __init__(self, browser: Browser, hall: Hall, folder: Path, chromium: str) -> None:
        self.folder, self.hall = folder, hall
        self.open: Callable[[], Tablet] = lambda: Tablet(
            browser.browser_type.launch_persistent_context(
                folder, executable_path=chromium, args=QUIET, viewport=TABLET, locale="en-GB"
            ),
            hall,
        )

    def kill(self, tablet: Tablet) -> None:
        """`kill -9` on every process of this browser, and of no other."""
        for process in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):
                if str(self.folder).encode() in process.read_bytes():
                    os.kill(int(process.parent.name), signal.SIGKILL)
        with contextlib.suppress(Exception):
            tablet.context.close()


@pytest.fixture
def disk(browser: Browser, hall: Hall, tmp_path: Path, chromium: str) -> Iterator[OnDisk]:
    yield OnDisk(browser, hall, tmp_path / "tablet", chromium)
    hall.line.is_cut = False
    if hall.line.hold:
        hall.line.hold.set()


@pytest.mark.browser
def test_a_browser_killed_while_it_sends_loses_nothing_and_doubles_nothing(hall: Hall, disk: OnDisk) -> None:
    tablet = disk.open()
    page = kept(tablet.join())
    hall.line.is_cut = True
    page.evaluate(SAVE_MANY, [0, 6])
    write(page, "Begun, and never saved")
    until(page, "async () => (await ginnelOutbox.all('drafts')).length === 1")
    hall.line.hold = threading.Event()
    hall.line.is_cut = False
    page.evaluate("() => { dispatchEvent(new Event('online')) }")
    assert hall.line.held.wait(10)
    disk.kill(tablet)
    hall.line.hold.set()
    tablet = disk.open()
    tablet.page.goto(f"{hall.url}/capture/market-hall")
    wait_for_count(ready(tablet.page), "waiting", 0)
    assert hall.said() == ["Begun, and never saved", *(f"Said {number}" for number in range(6))]
    unfinished = [one for one in hall.conversations() if one.is_unfinished]
    assert len(unfinished) == 1
    tablet.context.close()


@pytest.mark.browser
def test_no_word_of_any_answer_lies_on_the_tablet(hall: Hall, disk: OnDisk) -> None:
    tablet = disk.open()
    page = kept(tablet.join())
    hall.line.is_cut = True
    for number in range(many(100)):
        save(page, f"{WORDS[number % 4]} {number}")
    page.get_by_role("button", name="Undo the last one").click()
    write(page, WORDS[4], "better")
    write(page, WORDS[5], "matter")
    until(page, "async () => (await ginnelOutbox.all('drafts')).length === 1")
    page.reload()
    wait_for_count(ready(page), "unfinished", 1)
    page.evaluate(IN_THE_CLEAR, WORDS[6])
    time.sleep(1 if not IS_FULL else 5)
    tablet.context.close()
    found = {word for word in WORDS if lies_in(disk.folder, word)}
    assert found == {WORDS[6]}, "only what was written in the clear on purpose, to see that the search sees"


IN_THE_CLEAR = """(word) => new Promise((resolve) => {
  const asked = indexedDB.open("in the clear", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore("words");
  asked.onsuccess = () => {
    const change = asked.result.transaction("words", "readwrite");
    change.objectStore("words").put(word, 1);
    change.oncomplete = resolve;
  };
})"""


def lies_in(folder: Path, word: str) -> bool:
    looked_for = [word.encode(), word.encode("utf-16-le"), word.encode("utf-16-be")]
    return any(
        needle in content
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink()
        for content in [path.read_bytes()]
        for needle in looked_for
    )


@pytest.mark.browser
def test_a_tablet_whose_clock_is_a_day_ahead_has_its_conversations_at_the_right_hour(
    hall: Hall, tablet: Tablets
) -> None:
    from app import clock
    from app.domain.engagement import to_the_hour

    one = tablet()
    one.context.clock.install(time=time.time() + 86_400)
    page = one.join()
    save(page, "Said today")
    wait_for_count(page, "sent", 1)
    now = clock.now()
    hours = {conversation.spoke_at for conversation in hall.conversations()}
    assert hours <= {to_the_hour(now), to_the_hour(now - (now - to_the_hour(now)) * 2)}
