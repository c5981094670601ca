"""The case of an invented person: contacts, plan, measures, introductions, and what needs somebody today."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from app.domain.case import CaseAction, CaseStatus, ClosureReason, HoldReason, Subject
from app.domain.case_moves import is_sampled
from app.domain.closing import Closing, LetterHow, empty_closing
from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.machine import Actor
from app.domain.measures import HOW_LONELY, HOW_OFTEN, MeasureKind, MeasureMoment
from app.domain.plan import clean as clean_plan
from app.domain.referral import RESTRICTED, Priority
from app.domain.tasks import AppointmentKind, AppointmentStatus, TaskKind
from app.models.case_papers import CaseMessage
from app.models.cases import Appointment, Case, CaseContact, CaseTask
from app.models.plans import Measure, Plan
from app.operations.demo_introductions import add_introductions
from app.operations.demo_lives import Life

S, A = CaseStatus, CaseAction
STARTED = frozenset({S.ACTIVE, S.ON_HOLD, S.CLOSING, S.AWAITING_LEAD, S.CLOSED})
TALKS = (ContactChannel.FACE_TO_FACE, ContactChannel.HOME_VISIT, ContactChannel.PHONE)
CLOSED_FOR = (
    ClosureReason.GOALS_MET,
    ClosureReason.GOALS_MET,
    ClosureReason.PARTLY_MET,
    ClosureReason.PARTLY_MET,
    ClosureReason.OTHER_SUPPORT,
    ClosureReason.STOPPED,
    ClosureReason.MOVED,
)


def add_case(life: Life, status: CaseStatus, worker: uuid.UUID | None, number: int) -> None:
    """The case, as far as it came, with everything that hangs on it."""
    dice = life.dice
    took = life.took or dice.randrange(2, 9)
    first_try, started = took + 1, took + dice.randrange(1, 5)
    ended = min(life.days_ago - 1, started + dice.randrange(60, 190)) if status is S.CLOSED else None
    is_started = status in STARTED
    contacts = add_contacts(life, first_try, started, ended, worker) if is_started and worker else []
    is_over = status in {S.AWAITING_LEAD, S.CLOSED}
    goals = add_plan(life, started, worker, is_over=is_over) if is_started and worker else (0, 0)
    concerns = list(life.story["concerns"])
    life.rows.add(
        Case,
        id=life.case_id,
        number=number,
        person_id=life.person_id,
        team_id=life.crew.team_id,
        worker_id=worker,
        status=status,
        priority=dice.choice([Priority.SOON, Priority.ROUTINE, Priority.ROUTINE]),
        waiting_since=life.at(0),
        opened_at=life.at(1),
        allocated_at=life.at(took) if worker else None,
        first_tried_at=life.at(first_try) if is_started else None,
        started_at=life.at(started) if is_started else None,
        first_met_at=life.at(started + 4) if is_started and life.since(started + 4) else None,
        last_contact_at=contacts[-1] if contacts else None,
        contacts=len(contacts),
        hold_reason=HoldReason.HOSPITAL if status is S.ON_HOLD else None,
        hold_until=life.stage.today + dt.timedelta(days=dice.randrange(3, 40))
        if status is S.ON_HOLD
        else None,
        is_high_risk=False,
        is_safeguarding_open=False,
        risks="No known risks",
        concerns=concerns,
        is_restricted=bool(RESTRICTED & set(concerns)),
        goals_set=goals[0],
        goals_met=goals[1],
        is_sampled=is_sampled(number) or status is S.AWAITING_LEAD,
        closing=for_lead(life) if status is S.AWAITING_LEAD else None,
        letter="sent" if status is S.CLOSED else "",
        closure_reason=dice.choice(CLOSED_FOR) if status is S.CLOSED else None,
        closed_at=life.at(ended) if ended is not None else None,
        reopened=0,
        is_demo=True,
        created_at=life.at(1),
        modified_at=life.at(1),
        version=1,
    )
    add_history(life, status, worker, took=took, started=started, ended=ended)
    if is_started and worker:
        end = life.days_ago - 2 if status is S.AWAITING_LEAD else ended
        add_measures(life, started, end, worker, is_closed=status is S.CLOSED)
        if not life.story.get("restricted") and status is not S.AWAITING_LEAD:
            add_introductions(life, started, worker)
        add_messages(life, started)


def for_lead(life: Life) -> Closing:
    """What was put together for the end, for a lead to read."""
    words = "Thank you for your trust. Ring us whenever you like."
    return {
        **empty_closing(),
        "summary": life.pick("helped"),
        "why_no_measure": f"{life.given} would rather not be asked.",
        "letter_how": LetterHow.BY_HAND.value,
        "letter": f"Dear {life.given},\n\n{words}\n\nWith all good wishes",
        "letter_given": True,
        "reason": ClosureReason.GOALS_MET.value,
    }


def add_history(
    life: Life, status: CaseStatus, worker: uuid.UUID | None, *, took: int, started: int, ended: int | None
) -> None:
    steps = [(A.OPEN, "", S.WAITING, life.at(1))]
    if worker is not None:
        steps.append((A.ALLOCATE, S.WAITING, S.ALLOCATED, life.at(took)))
    if status in STARTED:
        steps.append((A.START, S.ALLOCATED, S.ACTIVE, life.at(started)))
    last = life.days_ago - 2
    if status is S.ON_HOLD:
        steps.append((A.HOLD, S.ACTIVE, S.ON_HOLD, life.at(last)))
    if status in {S.CLOSING, S.AWAITING_LEAD, S.CLOSED}:
        end = ended if ended is not None else last
        steps.append((A.BEGIN_CLOSING, S.ACTIVE, S.CLOSING, life.at(end, 9)))
        if status is S.AWAITING_LEAD:
            steps.append((A.ASK_LEAD, S.CLOSING, S.AWAITING_LEAD, life.at(end, 15)))
        if status is S.CLOSED:
            steps.append((A.CLOSE, S.CLOSING, S.CLOSED, life.at(end, 16)))
    for action, start, end_state, at in steps:
        by_lead = action in {A.OPEN, A.ALLOCATE, A.CLOSE}
        life.event(
            Subject.CASE,
            life.case_id,
            (action, start, end_state),
            at=at,
            actor=Actor.LEAD if by_lead else Actor.LINK_WORKER,
            actor_id=life.crew.lead_id if by_lead else worker,
            reason=HoldReason.HOSPITAL if action is A.HOLD else "",
        )


def add_contacts(
    life: Life, first_try: int, started: int, ended: int | None, worker: uuid.UUID
) -> list[dt.datetime]:
    """A first try without an answer, the first talk, and then every two weeks or so."""
    dice = life.dice
    made: list[dt.datetime] = []
    day, notes = first_try, [note.replace("{name}", life.given) for note in life.story["notes"]]
    last = ended if ended is not None else life.days_ago - 1
    while day <= last and len(made) < 14:
        is_talk = day >= started
        channel = dice.choice(TALKS) if is_talk else ContactChannel.TEXT
        missed = is_talk and made and dice.random() < 0.08
        at = life.at(day)
        life.rows.add(
            CaseContact,
            case_id=life.case_id,
            person_id=life.person_id,
            direction=Direction.WE,
            channel=channel,
            happened_at=at,
            minutes=dice.choice([15, 30, 45, 55]) if is_talk else 5,
            attendance=Attendance.DID_NOT_ATTEND if missed else Attendance.ON_TIME if is_talk else None,
            result=ContactResult.NO_ANSWER
            if missed
            else ContactResult.TALKED
            if is_talk
            else ContactResult.SENT,
            interpreter="used" if life.reaching.get("interpreter") else "",
            note=None
            if missed
            else notes[min(len(made), len(notes) - 1)]
            if is_talk
            else "Sent a text to say who I am.",
            needs_met=NeedsMet.YES,
            made_by=worker,
            created_at=at,
            modified_at=at,
            version=1,
        )
        made.append(at)
        day = started if day < started else day + dice.randrange(9, 19)
    return made


def add_plan(life: Life, started: int, worker: uuid.UUID, *, is_over: bool) -> tuple[int, int]:
    """A plan, agreed a week or so after the first talk; how many goals were set and met."""
    if not life.since(started + 10):
        return 0, 0
    dice = life.dice
    goals = []
    for words, action in zip(life.story["goals"], life.story["actions"], strict=True):
        status = (
            dice.choice(["met", "met", "partly-met", "not-met"])
            if is_over
            else dice.choice(["under-way", "under-way", "not-started", "met"])
        )
        goals.append(
            {
                "id": uuid.UUID(int=dice.getrandbits(128)).hex[:8],
                "need": life.story["need"],
                "words": words,
                "importance": dice.randrange(6, 11),
                "status": status,
                "actions": [
                    {
                        "what": action,
                        "who": life.given,
                        "when": "Each week",
                        "confidence": dice.randrange(3, 10),
                    }
                ],
            }
        )
    at = life.at(started + 10)
    life.rows.add(
        Plan,
        case_id=life.case_id,
        person_id=life.person_id,
        number=1,
        document=dict(
            clean_plan(
                {
                    "strengths": dice.sample(life.story["strengths"], 3),
                    "about": {"important": life.pick("important"), "written_with": life.given},
                    "goals": goals,
                }
            )
        ),
        agreed_on=at.date(),
        agreed_how="spoken",
        review_on=next_review(at.date(), life.stage.today),
        made_by=worker,
        made_at=at,
        changed_at=at,
        version=1,
    )
    return len(goals), sum(goal["status"] == "met" for goal in goals)


def next_review(agreed: dt.date, today: dt.date) -> dt.date:
    """Every twelve weeks; the first that is still to come, as those before it were kept."""
    weeks = (max(0, (today - agreed).days) // 84 + 1) * 12
    return agreed + dt.timedelta(weeks=weeks)


def add_measures(life: Life, started: int, ended: int | None, worker: uuid.UUID, *, is_closed: bool) -> None:
    """At the start, every twelve weeks, at the end: mostly a little better, not always.

    Some would rather not be asked; of who is under way, that is written down each time.
    """
    is_asked = life.dice.random() >= 0.25
    if not is_asked and is_closed:
        return
    moments: list[tuple[MeasureMoment, int]] = [(MeasureMoment.START, started + 4)]
    for week in (12, 24):
        if life.since(started + 7 * week) and (ended is None or ended > started + 7 * week + 4):
            moments.append((MeasureMoment.REVIEW, started + 7 * week))
    if ended is not None:
        moments.append((MeasureMoment.END, ended))
    for step, (moment, day) in enumerate(one for one in moments if life.since(one[1])):
        for kind, answers in (
            (MeasureKind.ONS4, ons4(life, step)),
            (MeasureKind.LONELINESS, loneliness(life, step)),
        ):
            measure(life, kind, answers if is_asked else {}, moment=moment, day=day, worker=worker)
        if moment is MeasureMoment.END:
            said = life.dice.choices(["yes", "partly", "no"], [70, 22, 8])[0]
            answers = {"effective": said} if is_asked else {}
            measure(life, MeasureKind.SERVICE, answers, moment=moment, day=day, worker=worker)


def ons4(life: Life, step: int) -> dict[str, Any]:
    dice = life.dice
    up = {
        key: min(10, dice.randrange(2, 7) + step * dice.choice([0, 1, 1, 2]))
        for key in ("satisfied", "worthwhile", "happy")
    }
    return {**up, "anxious": max(0, dice.randrange(3, 9) - step * dice.choice([0, 1, 2]))}


def loneliness(life: Life, step: int) -> dict[str, Any]:
    dice = life.dice
    often = {
        key: HOW_OFTEN[max(0, dice.choice([1, 2, 2]) - step)]
        for key in ("companionship", "left-out", "isolated")
    }
    return {**often, "lonely": HOW_LONELY[min(len(HOW_LONELY) - 1, dice.choice([0, 1, 1]) + step)]}


def measure(
    life: Life,
    kind: MeasureKind,
    answers: dict[str, Any],
    *,
    moment: MeasureMoment,
    day: int,
    worker: uuid.UUID,
) -> None:
    at = life.at(day)
    life.rows.add(
        Measure,
        case_id=life.case_id,
        person_id=life.person_id,
        kind=kind,
        moment=moment,
        answers=answers,
        name="",
        licence="",
        how=life.dice.choice(["worker", "paper", "own-link"]),
        language="en",
        answered_on=at.date(),
        recorded_by=worker,
        recorded_at=at,
        why_not=None if answers else f"{life.given} would rather not be asked.",
    )


def add_messages(life: Life, started: int) -> None:
    for number, words in enumerate(life.story["message"]):
        day = started + 15 + 12 * number
        if life.dice.random() < 0.3 and life.since(day):
            life.rows.add(
                CaseMessage,
                case_id=life.case_id,
                from_person=True,
                words=words,
                sent_at=life.at(day),
                read_at=life.at(day, 16),
            )


def add_task(
    life: Life,
    kind: TaskKind,
    worker: uuid.UUID,
    due_in: int,
    *,
    words: str = "",
    about: uuid.UUID | None = None,
    for_lead: bool = False,
) -> None:
    """Something that needs somebody. `due_in`: days from today."""
    made = uuid.uuid4()
    life.rows.add(
        CaseTask,
        id=made,
        case_id=life.case_id,
        team_id=life.crew.team_id,
        worker_id=None if for_lead else worker,
        for_lead=for_lead,
        kind=kind,
        key=f"demo:{made}",
        due_on=life.stage.today + dt.timedelta(days=due_in),
        words=words or None,
        about_id=about,
        made_at=life.at(life.days_ago - 1),
    )


def add_appointment(life: Life, worker: uuid.UUID, *, day: int, hour: int, what: str, place: str) -> None:
    """`day`: from today."""
    on = life.stage.today + dt.timedelta(days=day)
    starts = dt.datetime.combine(on, dt.time(hour), life.at(0).tzinfo)
    life.rows.add(
        Appointment,
        worker_id=worker,
        case_id=life.case_id,
        kind=AppointmentKind.MEETING,
        status=AppointmentStatus.PLANNED,
        starts_at=starts,
        minutes=60,
        what=what,
        place=place,
        created_at=life.at(0),
        modified_at=life.at(0),
        version=1,
    )
