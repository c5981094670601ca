"""What needs somebody first, and how it ends."""

import datetime as dt

from app.domain.tasks import (
    PRESSING,
    RANKS,
    Settled,
    TaskKind,
    can_be_ticked_off,
    days_late,
    latest_day,
    needs_reason,
    order,
    ways_to_settle,
)

TODAY = dt.date(2026, 11, 24)
YESTERDAY = dt.date(2026, 11, 23)


def ordered(*tasks):
    return sorted(tasks, key=lambda task: order(*task, TODAY))


def test_what_is_late_comes_first_then_the_more_pressing_kind_then_the_earlier_day():
    late, later = (TaskKind.MEASURE, YESTERDAY), (TaskKind.MEASURE, dt.date(2026, 11, 20))
    new, call = (TaskKind.NEW_TO_ME, TODAY), (TaskKind.FIRST_CONTACT, TODAY)
    assert ordered(call, late, new, later) == [later, late, new, call]


def test_a_worry_about_safety_stands_before_everything_also_on_its_first_day():
    worry = (TaskKind.SAFEGUARDING, TODAY)
    assert ordered((TaskKind.NEW_TO_ME, YESTERDAY), worry)[0] == worry


def test_every_kind_has_its_own_rank():
    assert sorted(RANKS.values()) == list(range(len(TaskKind))) and set(RANKS) == set(TaskKind)


def test_what_is_decided_elsewhere_has_no_tick():
    for kind in TaskKind:
        assert bool(ways_to_settle(kind)) == can_be_ticked_off(kind)
    assert not any(can_be_ticked_off(kind) for kind in PRESSING | {TaskKind.TRANSFER, TaskKind.LEAD_CONFIRM})


def test_booking_an_interpreter_can_end_in_none_to_be_had_and_says_why():
    assert Settled.NOT_AVAILABLE in ways_to_settle(TaskKind.BOOK_SUPPORT)
    assert needs_reason(Settled.NOT_AVAILABLE) and not needs_reason(Settled.BOOKED)


def test_days():
    days = (YESTERDAY, TODAY, latest_day(TODAY))
    assert [days_late(TaskKind.MEASURE, day, TODAY) for day in days] == [1, 0, 0]
    assert latest_day(TODAY) == dt.date(2026, 12, 8)


def test_what_has_no_day_is_never_late_and_stands_last():
    assert days_late(TaskKind.WORTH_A_WORD, YESTERDAY, TODAY) == 0
    word, plan = (TaskKind.WORTH_A_WORD, YESTERDAY), (TaskKind.PLAN_REVIEW, TODAY)
    assert ordered(word, plan) == [plan, word]
