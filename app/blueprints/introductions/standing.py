"""Where an introduction stands, in words."""

from __future__ import annotations

from typing import Any, NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import clock
from app.domain.choices import goal_id
from app.domain.introduction import (
    ENDED,
    DeclineReason,
    Helped,
    IntroductionAction,
    IntroductionKind,
    IntroductionStatus,
    NotCompletedReason,
)
from app.domain.introduction_moves import open_actions
from app.domain.machine import Actor
from app.domain.roles import Permission
from app.domain.sharing import Share, read
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.introductions import Introduction
from app.models.referrals import HistoryEvent
from app.queries import introductions as queries
from app.queries import plans
from app.queries.cases import sees_address_of
from app.web.filters import full_date, moment
from app.web.labels import label, shape
from app.web.provider_answers import offered

A, S = IntroductionAction, IntroductionStatus
SAYS_OTHERWISE = frozenset({Helped.NO, Helped.DID_NOT_GO})

STEPS: dict[str, Any] = {
    "begin": _l("Begun"),
    A.SEND.value: _l("Sent"),
    A.SEE.value: _l("They opened it"),
    A.ACCEPT.value: _l("They said yes"),
    A.DECLINE.value: _l("They said no"),
    A.WAITLIST.value: _l("On their waiting list"),
    A.LEAVE_WAITLIST.value: _l("There is room now"),
    A.START.value: _l("Came for the first time"),
    A.COMPLETE.value: _l("Done"),
    A.NOT_COMPLETE.value: _l("Did not work out"),
    A.CANCEL.value: _l("Called off"),
    A.MARK_ERROR.value: _l("Marked as made by mistake"),
    "say-helped": _l("The person said whether it helped"),
}


class Row(NamedTuple):
    """One line of the list."""

    one: Introduction
    shape: str
    words: str
    since: str
    helped: str
    differs: bool


class Step(NamedTuple):
    """One move of its story."""

    what: str
    why: str
    note: str
    when: str
    who: str


def row(one: Introduction) -> Row:
    return Row(one, shape(one.status), label(one.status), since(one), helped_words(one), differs(one))


def context(case: Case, one: Introduction, by: Viewer) -> dict[str, Any]:
    """What the page of one shows."""
    goals = {goal_id(key): words for key, words in plans.goal_words(case.id).items()}
    may_work = by.may(Permission.CASE_WORK)
    moves = open_actions(one.status, (Actor.LINK_WORKER,))
    is_sent = one.sent_at is not None
    return {
        "one": one,
        "shape": shape(one.status),
        "words": label(one.status),
        "since": since(one),
        "is_signpost": one.kind is IntroductionKind.SIGNPOST,
        "is_draft": one.status is S.DRAFT,
        "is_over": one.status in ENDED,
        "shared": read(one.shared) if one.shared is not None and is_sent else None,
        "shared_names": [label(Share(name)) for name in one.shared_fields if name in set(Share)],
        "first_place": one.first_place if sees_address_of(by, case) else "",
        "goal": goals.get(one.goal_id, "") if one.goal_id else "",
        "days": queries.days_of(one),
        "steps": [step(event) for event in queries.history_of(one)],
        "helped": helped_words(one),
        "helped_shape": shape(one.helped) if one.helped else "",
        "differs": differs(one),
        "answers": offered(one, (Actor.LINK_WORKER,)) if may_work and is_sent else [],
        "may_cancel": may_work and A.CANCEL in moves,
        "may_plan": may_work and is_sent and one.status not in ENDED,
        "may_say_helped": may_work and one.status not in {S.DRAFT, S.CANCELLED, S.IN_ERROR},
        "may_mark": by.may(Permission.CASE_LEAD) and one.status is not S.IN_ERROR,
        "to_read": may_work and queries.is_unread(one),
        "is_equality": one.decline_reason is DeclineReason.ACCESS_NEED,
    }


def since(one: Introduction) -> str:
    """What is behind the state, in a sentence."""
    said = ""
    if one.status in {S.SENT, S.SEEN} and one.sent_at:
        days = (clock.today() - clock.local_day(one.sent_at)).days
        said = ngettext("Sent %(num)s day ago.", "Sent %(num)s days ago.", days) if days else _("Sent today.")
    elif one.status is S.WAITLISTED and one.rough_wait_weeks:
        said = ngettext("For about %(num)s week.", "For about %(num)s weeks.", one.rough_wait_weeks)
    elif one.status is S.DECLINED and one.decline_reason:
        said = f"{label(one.decline_reason)}."
    elif one.status is S.NOT_COMPLETED and one.not_completed:
        said = f"{label(one.not_completed)}."
    elif one.status is S.STARTED and one.started_at:
        said = _("Since %(day)s.", day=full_date(clock.local_day(one.started_at)))
    return str(said)


def helped_words(one: Introduction) -> str:
    return label(one.helped) if one.helped else ""


def differs(one: Introduction) -> bool:
    """The provider says that it is done, and the person that it did not help or that they never went."""
    return one.status is S.COMPLETED and one.helped in SAYS_OTHERWISE


def step(event: HistoryEvent) -> Step:
    return Step(
        str(STEPS.get(event.action, event.action)),
        reason_words(event),
        event.note or "",
        moment(event.recorded_at),
        who(event),
    )


def reason_words(event: HistoryEvent) -> str:
    for action, kind in ((A.DECLINE, DeclineReason), (A.NOT_COMPLETE, NotCompletedReason)):
        if event.action == action.value and event.reason in set(kind):
            return label(kind(event.reason))
    if event.action == "say-helped" and event.reason in set(Helped):
        return label(Helped(event.reason))
    return ""


def who(event: HistoryEvent) -> str:
    if event.on_behalf_of:
        return _("Written down for %(name)s, who said it on the phone", name=event.on_behalf_of)
    return {
        Actor.PROVIDER.value: _("The organiser"),
        Actor.PERSON.value: _("The person"),
        Actor.SYSTEM.value: _("Ginnel"),
        Actor.LEAD.value: _("A team lead"),
    }.get(event.actor, _("A link worker"))
