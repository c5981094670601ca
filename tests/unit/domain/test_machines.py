"""The machines and their clocks, walked at random against a model that was written by hand.

The model is the table of the note (referrals.md 4.2) as text, with the rows the note lacks, and clocks that
count day by day. `GINNEL_MACHINE_EXAMPLES=1000x50` walks further.
"""

from __future__ import annotations

import datetime as dt
import os
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from app.domain import case_moves, clocks, introduction_moves, referral_moves, transfer_moves
from app.domain.case import OPEN as CASE_OPEN
from app.domain.case import CaseAction, CaseStatus, TransferAction, TransferStatus
from app.domain.clocks import Clock
from app.domain.errors import NotAllowedError
from app.domain.introduction import IntroductionAction, IntroductionStatus
from app.domain.machine import Actor, Need, move_from, open_moves, table
from app.domain.referral import ReferralAction, ReferralStatus

EXAMPLES, STEPS = map(int, os.environ.get("GINNEL_MACHINE_EXAMPLES", "300x40").split("x"))
HOLIDAY = dt.date(2026, 12, 25)

# from, from ...: action > to: who: needs
REFERRAL = """
draft: send > received: person referrer: consent safe-contact risks
received: start-triage > in-triage: triager: worker
in-triage: ask > info-needed: triager: message
info-needed: answer > in-triage: person referrer triager: note
in-triage: accept > accepted: triager: priority match
in-triage: not-accept > not-accepted: triager lead: reason message
in-triage: propose-not-accept > awaiting-lead: triager: reason message
awaiting-lead: lead-agree > not-accepted: lead:
awaiting-lead: lead-send-back > in-triage: lead: note
in-triage: redirect > redirected: triager: link consent
received in-triage info-needed awaiting-lead: person-declines > declined-by-person: triager person: heard-offer
received in-triage info-needed: give-up-contact > could-not-contact: triager: attempts
received in-triage info-needed awaiting-lead: withdraw > withdrawn: person referrer triager: reason
received in-triage info-needed awaiting-lead: mark-duplicate > duplicate: triager: link
draft received in-triage info-needed awaiting-lead: record-death > person-died: triager link-worker lead system:
received in-triage info-needed awaiting-lead accepted not-accepted redirected declined-by-person could-not-contact withdrawn duplicate person-died: mark-error > in-error: lead: reason no-contact-yet
"""  # noqa: E501 - a row is a line
CASE = """
waiting: allocate > allocated: triager lead link-worker: worker capacity
allocated: give-back > waiting: link-worker lead: reason
allocated: start > active: link-worker lead: two-way-contact
waiting allocated: close-early > closed: link-worker triager lead: reason
active on-hold: hold > on-hold: link-worker lead: reason return-date
on-hold: return > active: link-worker lead system:
active on-hold: begin-closing > closing: link-worker lead:
closing awaiting-lead: back-to-active > active: link-worker lead: note
closing: ask-lead > awaiting-lead: link-worker: reason outcomes introductions-settled measure letter
closing: close > closed: link-worker lead: reason outcomes introductions-settled measure letter
awaiting-lead: close > closed: lead: reason outcomes introductions-settled measure letter
awaiting-lead: lead-send-back > closing: lead: note
waiting allocated active on-hold closing: hand-over > =: link-worker lead: handover
closed: reopen > active: link-worker lead: reason within-reopening
waiting allocated active on-hold closing awaiting-lead: record-death > closed: link-worker lead triager:
closed: record-death > closed: link-worker lead triager:
waiting allocated active on-hold closing awaiting-lead closed: mark-error > in-error: lead: reason
"""
INTRODUCTION = """
draft: send > sent: link-worker lead: consent
sent: see > seen: provider system:
sent seen: accept > accepted: provider link-worker lead:
sent seen: decline > declined: provider link-worker lead: reason
sent seen accepted: waitlist > waitlisted: provider link-worker lead: rough-wait
waitlisted: leave-waitlist > accepted: provider link-worker lead:
accepted waitlisted: start > started: provider person link-worker lead:
accepted waitlisted started: complete > completed: provider person link-worker lead: done
accepted waitlisted started: not-complete > not-completed: provider person link-worker lead: reason
draft sent seen accepted waitlisted started: cancel > cancelled: link-worker lead person system: reason
given draft sent seen accepted waitlisted started completed not-completed declined cancelled: mark-error > in-error: lead: reason
"""  # noqa: E501 - a row is a line
TRANSFER = """
requested: accept > accepted: link-worker lead:
requested: decline > declined: link-worker lead: note
requested: withdraw > withdrawn: link-worker lead system:
requested: expire > expired: system:
"""

Rows = dict[tuple[str, str], tuple[str, set[str], set[str]]]


AGREED: set[tuple[str, str]] = set()
"""Machine and state for which what is open was compared: the tables do not change as the walk goes on."""


@cache
def read(words: str) -> Rows:
    """(state, action) -> where to, who, what it needs."""
    rows: Rows = {}
    for line in words.strip().splitlines():
        starts, move, who, needs = (part.strip() for part in line.split(":"))
        action, end = (part.strip() for part in move.split(">"))
        for start in starts.split():
            rows[start, action] = (start if end == "=" else end, set(who.split()), set(needs.split()))
    return rows


class Walker:
    """One machine of the code beside its model."""

    def __init__(self, code: Any, statuses: Any, actions: Any, model: str, marked: dict[str, set[str]]):
        self.code, self.statuses, self.actions = code, statuses, list(actions)
        self.model = read(model)
        self.marked = marked
        """Action -> what it needs besides where the thing is marked."""
        self.status = str(code.FIRST)
        self.since: dict[str, dt.date] = {}

    def legal(self) -> list[str]:
        return [action for start, action in self.model if start == self.status]

    def act(self, action: str, actors: set[Actor], given: set[Need], is_marked: bool) -> bool:
        """Ask the code and the model; they must say the same. Was the move made?"""
        expected = self.model.get((self.status, action))
        status, wanted = self.statuses(self.status), type(self.actions[0])(action)
        if expected is None:
            with pytest.raises(NotAllowedError):
                move_from(self.code.TRANSITIONS, status, wanted)
            with pytest.raises(NotAllowedError):
                self.code.after(status, wanted)
            return False
        end, who, needs = expected
        move = move_from(self.code.TRANSITIONS, status, wanted)
        marked = {"is_marked": is_marked} if self.marked else {}
        missing = self.code.missing(move, given, **marked)
        wants = needs | (self.marked.get(action, set()) if is_marked else set())
        assert {need.value for need in missing} == wants - {need.value for need in given}
        assert bool(move.by & actors) == bool(who & {actor.value for actor in actors})
        assert self.code.after(status, wanted) == end
        if missing or not move.by & actors:
            return False
        self.status = end
        return True

    def agree_on_what_is_open(self) -> None:
        if (self.code.__name__, self.status) in AGREED:
            return
        for actor in Actor:
            there = {
                move.action.value
                for move in open_moves(self.code.TRANSITIONS, self.statuses(self.status), [actor])
            }
            said = {
                a for (s, a), (_, who, _n) in self.model.items() if s == self.status and actor.value in who
            }
            assert there == said
        AGREED.add((self.code.__name__, self.status))


def naive_day(day: dt.date, days: int, working: bool) -> dt.date:
    """Count on the fingers."""
    while days:
        day += dt.timedelta(days=1)
        if not working or (day.strftime("%a") not in {"Sat", "Sun"} and day != HOLIDAY):
            days -= 1
    return day


NAIVE: dict[Clock, list[tuple[int, bool]]] = {
    Clock.DRAFT: [(14, False)],
    Clock.TRIAGE: [(2, True)],
    Clock.QUESTION: [(3, False), (7, False)],
    Clock.FIRST_CONTACT: [(2, True)],
    Clock.RETURN: [(0, False)],
    Clock.PROVIDER: [(3, False), (7, False), (10, False), (14, False)],
    Clock.SHARE: [(30, False)],
    Clock.TRANSFER: [(10, False)],
    Clock.REOPENING: [(90, False)],
    Clock.WAIT: [],
}
RUNS = {
    "referral": {"draft": Clock.DRAFT, "received": Clock.TRIAGE, "info-needed": Clock.QUESTION},
    "case": {"allocated": Clock.FIRST_CONTACT, "on-hold": Clock.RETURN, "closed": Clock.REOPENING},
    "introduction": {
        **dict.fromkeys(("sent", "seen"), Clock.PROVIDER),
        **dict.fromkeys(("completed", "not-completed", "declined", "cancelled", "in-error"), Clock.SHARE),
    },
    "transfer": {"requested": Clock.TRANSFER},
}
EVERY_NEED = set(Need)


class Machines(RuleBasedStateMachine):
    """A referral, the case it opens, an introduction out of it and a hand-over, as days go by."""

    @initialize(
        day=st.dates(dt.date(2026, 11, 1), dt.date(2027, 1, 10)),
        stands=st.tuples(*[st.integers(0, 13)] * 4),
    )
    def begin(self, day: dt.date, stands: tuple[int, ...]) -> None:
        """Each anywhere, so that short walks too get to the far ends."""
        self.day = day
        self.of = {
            "referral": Walker(
                referral_moves, ReferralStatus, ReferralAction, REFERRAL, {"not-accept": {"lead"}}
            ),
            "case": Walker(
                case_moves, CaseStatus, CaseAction, CASE, {"close": {"lead"}, "close-early": {"lead"}}
            ),
            "introduction": Walker(
                introduction_moves, IntroductionStatus, IntroductionAction, INTRODUCTION, {}
            ),
            "transfer": Walker(transfer_moves, TransferStatus, TransferAction, TRANSFER, {}),
        }
        for walker, place in zip(self.of.values(), stands, strict=True):
            states = list(walker.statuses)
            walker.status = states[place % len(states)].value
        self.entered = dict.fromkeys(self.of, day)

    @rule(
        name=st.sampled_from(sorted(RUNS)),
        picks=st.lists(st.integers(0, 30), min_size=1, max_size=4),
        actors=st.sets(st.sampled_from(list(Actor)), max_size=3),
        lacking=st.sets(st.sampled_from(list(Need)), max_size=4),
        is_marked=st.booleans(),
    )
    def act(
        self, name: str, picks: list[int], actors: set[Actor], lacking: set[Need], is_marked: bool
    ) -> None:
        """Anything at all, legal or not, by anybody, with some needs forgotten; then what is legal."""
        walker = self.of[name]
        first = walker.actions[picks[0] % len(walker.actions)].value
        self.moved(name, walker.act(first, actors, EVERY_NEED - lacking, is_marked))
        for pick in picks[1:]:
            if legal := walker.legal():
                action = legal[pick % len(legal)]
                self.moved(name, walker.act(action, actors, EVERY_NEED - lacking, is_marked))
                self.moved(name, walker.act(action, set(Actor), EVERY_NEED, is_marked))

    def moved(self, name: str, was: bool) -> None:
        if was:
            self.entered[name] = self.day

    @rule(name=st.sampled_from(sorted(RUNS)))
    def begin_another(self, name: str) -> None:
        """One that has come to its end makes room for the next."""
        walker = self.of[name]
        if not walker.legal():
            walker.status = str(walker.code.FIRST)
            self.entered[name] = self.day

    @rule(days=st.sampled_from([1, 2, 3, 4, 7, 10, 14, 30, 90]))
    def wait(self, days: int) -> None:
        self.day += dt.timedelta(days=days)

    @invariant()
    def the_same_is_open_to_everybody(self) -> None:
        for walker in getattr(self, "of", {}).values():
            walker.agree_on_what_is_open()

    @invariant()
    def clocks_say_the_same(self) -> None:
        for name, walker in getattr(self, "of", {}).items():
            clock = walker.code.RUNNING.get(walker.statuses(walker.status))
            assert clock == RUNS[name].get(walker.status)
            if clock is None:
                continue
            since = self.entered[name]
            counted = [naive_day(since, days, working) <= self.day for days, working in NAIVE[clock]]
            assert clocks.reached(clock, since, self.day, [HOLIDAY]) == sum(counted)
            if clock is Clock.REOPENING:
                assert clocks.can_reopen(since, self.day) == ((self.day - since).days <= 90)


def test_the_machines_do_what_the_model_says() -> None:
    run_state_machine_as_test(
        Machines,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.parametrize(
    ("code", "model"),
    [
        (referral_moves, REFERRAL),
        (case_moves, CASE),
        (introduction_moves, INTRODUCTION),
        (transfer_moves, TRANSFER),
    ],
)
def test_the_table_has_the_rows_of_the_model_and_no_other(code: Any, model: str) -> None:
    assert {(str(start), str(action)) for start, action in code.TRANSITIONS} == set(read(model))


@pytest.mark.parametrize("status", sorted(CASE_OPEN))
def test_an_open_case_can_always_end(status: CaseStatus) -> None:
    ends = {move.end for move in open_moves(case_moves.TRANSITIONS, status, [Actor.LEAD])}
    assert {CaseStatus.CLOSED, CaseStatus.IN_ERROR} <= ends


def test_every_clock_counts_like_fingers() -> None:
    assert set(NAIVE) == set(Clock)
    found = {clock: [(step.days, step.working) for step in steps] for clock, steps in clocks.CLOCKS.items()}
    assert found == NAIVE


def test_two_rows_for_one_move_are_refused() -> None:
    rows = list(transfer_moves.TRANSITIONS.values())
    with pytest.raises(ValueError, match="twice"):
        table([*rows, rows[0]])
