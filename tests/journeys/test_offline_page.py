"""What somebody with a tablet meets: the next question, undo, languages, questions about names, practice."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests import accessibility
from tests.hall import Hall, Tablet, count, kept, save, signal_back, until, wait_for_count, write

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser

Tablets = Callable[..., Tablet]
PHONE = {"width": 360, "height": 740}
ALL_SENT = "async () => !(await ginnelOutbox.all('records')).length"
DRAFTED = "async () => (await ginnelOutbox.all('drafts')).length === 1"


def test_after_a_save_the_first_question_waits_and_the_last_can_be_undone(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet().join()
    save(page, "A slip of the hand")
    assert page.evaluate("document.activeElement.name") == "answer-love"
    page.get_by_text("All sent").wait_for()
    page.get_by_role("button", name="Undo the last one").click()
    assert page.locator("[name=answer-love]").input_value() == "A slip of the hand"
    save(page, "What they really said")
    until(page, ALL_SENT)
    assert hall.said() == ["What they really said"]
    assert {one.state.value for one in hall.conversations()} == {"kept", "replaced"}


def test_undone_before_it_was_sent_it_is_replaced_on_the_tablet_and_emptied_it_is_taken_back(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet().join()
    hall.line.is_cut = True
    save(page, "A slip of the hand")
    page.get_by_role("button", name="Undo the last one").click()
    save(page, "What they really said")
    wait_for_count(page, "waiting", 1)
    hall.line.is_cut = False
    signal_back(page)
    wait_for_count(page, "sent", 1)
    assert hall.said() == ["What they really said"]
    page.get_by_role("button", name="Undo the last one").click()
    write(page, "")
    save(page)
    page.get_by_text("Taken back").wait_for()
    until(page, ALL_SENT)
    assert {one.state.value for one in hall.conversations()} == {"replaced", "taken-back"}
    wait_for_count(page, "sent", 1)


def test_the_last_chat_is_taken_back_whole(hall: Hall, tablet: Tablets) -> None:
    page = tablet(viewport=PHONE).join()
    save(page, "Said, and then they thought better of it")
    until(page, ALL_SENT)
    page.get_by_role("button", name="Undo the last one").click()
    back = page.locator("[data-capture-notice]").get_by_role("button", name="Undo: take this chat back")
    back.wait_for()
    assert accessibility.violations(page) == []
    back.click()
    page.get_by_text("Taken back. That chat does not count any more.").wait_for()
    assert is_answered(page)
    assert page.locator("[name=answer-love]").input_value() == ""
    assert page.locator("[data-take-back]:visible, [data-undo]:visible").count() == 0
    until(page, ALL_SENT)
    assert hall.said() == []
    assert {one.state.value for one in hall.conversations()} == {"replaced", "taken-back"}


def test_chats_sent_are_counted_once_however_often_they_were_mended(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    save(page, "The first")
    save(page, "The second")
    until(page, ALL_SENT)
    page.get_by_role("button", name="Undo the last one").click()
    save(page, "The second, mended")
    until(page, ALL_SENT)
    wait_for_count(page, "sent", 2)


def test_what_is_wrong_is_brought_into_sight_on_a_phone(hall: Hall, tablet: Tablets) -> None:
    page = tablet(viewport=PHONE).join()
    page.get_by_role("button", name="Save this chat").click()
    page.get_by_text("Write down at least one thing they said").wait_for()
    assert is_answered(page)
    write(page, "Ring his daughter on 07700 900518")
    page.get_by_role("button", name="Save this chat").click()
    page.get_by_text("Look at the question below an answer").wait_for()
    assert is_answered(page)


def is_answered(page: Page) -> bool:
    """Does the message have the focus, whole in sight?"""
    return bool(
        page.evaluate(
            "() => { const box = document.activeElement, at = box.getBoundingClientRect();"
            " return box.matches('[data-capture-notice]') && at.top >= 0 && at.bottom <= innerHeight; }"
        )
    )


def test_help_stands_by_the_answer_and_stays_until_the_next_chat_begins(hall: Hall, tablet: Tablets) -> None:
    page = tablet(viewport=PHONE).join()
    help_lines = page.get_by_role("heading", name="If somebody is not safe")
    page.locator("[name=answer-better]").press_sequentially("She says she wants to kill herself")
    help_lines.wait_for()
    assert page.locator(".govuk-form-group:has([name=answer-better]) [data-help-lines]").count() == 1
    assert accessibility.violations(page) == []
    page.get_by_role("button", name="Save this chat").click()
    page.wait_for_function("() => document.querySelector('[name=answer-better]').value === ''")
    wait_for_count(page, "sent", 1)
    assert help_lines.is_visible()
    assert page.locator(".govuk-form-group:has([name=answer-love]) [data-help-lines]").count() == 1
    write(page, "The next one")
    help_lines.wait_for(state="hidden")


def test_what_is_left_lying_for_five_minutes_is_put_away_and_nobody_can_read_it(
    hall: Hall, tablet: Tablets
) -> None:
    one = tablet()
    one.context.clock.install()
    page = one.join()
    hall.line.is_cut = True
    write(page, "Begun, then the coach came")
    one.context.clock.fast_forward("05:30")
    page.get_by_text("Nobody typed for 5 minutes").wait_for()
    assert page.locator("[name=answer-love]").input_value() == ""
    wait_for_count(page, "unfinished", 1)
    hall.line.is_cut = False
    signal_back(page)
    wait_for_count(page, "waiting", 0)
    assert [one.is_unfinished for one in hall.conversations()] == [True]


def test_what_was_begun_is_not_lost_with_its_page(hall: Hall, tablet: Tablets) -> None:
    one = tablet()
    page = kept(one.join())
    hall.line.is_cut = True
    write(page, "Begun, and left")
    until(page, DRAFTED)
    page.goto("about:blank")
    other = one.tab()
    wait_for_count(other, "unfinished", 1)
    assert other.locator("[name=answer-love]").input_value() == ""


def test_the_language_is_changed_without_a_signal_and_keeps_what_is_typed(
    hall: Hall, tablet: Tablets
) -> None:
    page = kept(tablet(viewport={"width": 320, "height": 640}).join())
    hall.line.is_cut = True
    write(page, "Half a sentence")
    page.locator("[name=people][value='3']").check(force=True)
    page.locator("[data-language=ar]").click()
    page.wait_for_function("() => document.documentElement.dir === 'rtl'")
    assert page.url.endswith("/ar/capture/market-hall")
    assert page.locator("[name=answer-love]").input_value() == "Half a sentence"
    assert page.locator("[name=people]:checked").input_value() == "3"
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert accessibility.violations(page) == []
    page.locator("#capture-form button[value=keep]").click()
    wait_for_count(page, "waiting", 1)
    hall.line.is_cut = False
    signal_back(page)
    wait_for_count(page, "waiting", 0)
    assert [one.language for one in hall.conversations()] == ["ar"]


def test_it_asks_about_a_phone_number_and_shows_help_beside_words_of_harm(
    hall: Hall, tablet: Tablets
) -> None:
    page = tablet(viewport={"width": 360, "height": 740}).join()
    write(page, "Ring his daughter on 07700 900518, or 07700 900519.")
    page.get_by_role("button", name="Save this chat").click()
    page.get_by_text("Look at the question below an answer").wait_for()
    asked = page.get_by_text("This looks like a phone number:")
    assert asked.count() == 2
    assert page.get_by_role("heading", name="If somebody is not safe").is_hidden()
    assert accessibility.violations(page) == []
    page.get_by_role("button", name="Take it out").first.click()
    assert "900518" not in page.locator("[name=answer-love]").input_value()
    page.get_by_role("button", name="Keep it, it is not a phone number").click()
    assert asked.count() == 0
    write(page, "She says she wants to kill herself", "better")
    page.locator("[name=answer-matter]").focus()
    page.get_by_role("heading", name="If somebody is not safe").wait_for()
    page.get_by_role("button", name="Save this chat").click()
    wait_for_count(page, "sent", 1)
    assert hall.conversations()[0].points[0].doubts == ["phone"]


def test_practice_keeps_nothing_and_sends_nothing(hall: Hall, tablet: Tablets) -> None:
    page = tablet().join()
    page.get_by_role("link", name="Practise").click()
    page.get_by_role("heading", name="You are practising").wait_for()
    page.locator("[data-capture-panel]").wait_for()
    write(page, "Only trying")
    page.get_by_role("button", name="Practise saving").click()
    page.get_by_text("Practice: this would now be saved on the tablet").wait_for()
    assert count(page, "waiting") == count(page, "sent") == hall.line.came == 0
