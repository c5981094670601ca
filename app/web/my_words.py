"""Where things stand, as the person themselves reads it: plain sentences, and who has looked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app import clock
from app.domain.case import CaseStatus
from app.domain.clocks import can_reopen
from app.domain.consent import WORDINGS, ConsentPurpose, newest
from app.domain.introduction import IntroductionStatus
from app.domain.referral import ReferralStatus
from app.domain.roles import Role
from app.domain.schedule import Calendar, Freq, Rule
from app.domain.tasks import AppointmentKind
from app.models.cases import Case
from app.queries.case_lookers import Look
from app.queries.my import Visit, first_name
from app.web.calendar_file import CalendarEntry, calendar_file
from app.web.filters import full_date
from app.web.labels import label
from app.web.labels_consent import TEXTS
from app.web.place import place

C, R, S = CaseStatus, ReferralStatus, IntroductionStatus

CASE: Mapping[CaseStatus, tuple[str, str]] = {
    C.WAITING: (
        _l("You are on the waiting list."),
        _l("When it is your turn, a link worker gets in touch in the way you chose."),
    ),
    C.ALLOCATED: (
        _l("You have a link worker."),
        _l("They get in touch with you soon, in the way you chose."),
    ),
    C.ACTIVE: (
        _l("You and your link worker are working together."),
        _l("You decide together what comes next. You can write to them here."),
    ),
    C.ON_HOLD: (
        _l("You are having a break."),
        _l("Your link worker asks how things are on the day you agreed. You can write to them before."),
    ),
    C.CLOSING: (
        _l("You and your link worker are coming to an end."),
        _l("Together you look back at what you reached. If it is too soon, write to them here."),
    ),
    C.AWAITING_LEAD: (
        _l("You and your link worker are coming to an end."),
        _l("Together you look back at what you reached. If it is too soon, write to them here."),
    ),
    C.CLOSED: (_l("Your time with your link worker has ended."), ""),
}
"""Status -> how it stands, and what happens next."""

REFERRAL: Mapping[ReferralStatus, tuple[str, str]] = {
    R.RECEIVED: (_l("We have your request for help."), _l("Somebody in the team reads it soon.")),
    R.IN_TRIAGE: (_l("Somebody in the team is reading your request for help."), _l("Then you hear from us.")),
    R.INFO_NEEDED: (
        _l("We need to know one more thing."),
        _l("We have asked whoever asked us to help you."),
    ),
    R.AWAITING_LEAD: (_l("Somebody has read your request for help."), _l("A lead of the team decides now.")),
    R.ACCEPTED: (_l("We said yes to your request for help."), _l("You hear from us soon.")),
    R.NOT_ACCEPTED: (
        _l("We could not say yes to your last request for help."),
        _l("Ring us: we tell you why, and what may help instead."),
    ),
    R.REDIRECTED: (_l("Another service can help you better."), _l("As we agreed, they know of you.")),
    R.DECLINED_BY_PERSON: (
        _l("You told us that you do not want a link worker now."),
        _l("You can ask again."),
    ),
    R.COULD_NOT_CONTACT: (_l("We tried to reach you, and could not."), _l("Ring us, or write to us.")),
    R.WITHDRAWN: (_l("Your last request for help was taken back."), _l("You can ask again.")),
    R.PERSON_DIED: (_l("This request goes no further."), ""),
}
"""Where a request stands that belongs to no case yet."""

INTRODUCTION: Mapping[IntroductionStatus, str] = {
    S.GIVEN: _l("Your link worker gave you the details. We told them nothing about you."),
    S.SENT: _l("We told them about you. They have not answered yet."),
    S.SEEN: _l("They have opened it, and have not answered yet."),
    S.ACCEPTED: _l("They said yes. They look forward to meeting you."),
    S.WAITLISTED: _l("You are on their waiting list."),
    S.STARTED: _l("You have started there."),
    S.COMPLETED: _l("It is done."),
    S.NOT_COMPLETED: _l("It did not work out."),
    S.DECLINED: _l("They cannot have you at the moment. Your link worker looks for something else with you."),
    S.CANCELLED: _l("It was called off. They see nothing about you any more."),
}
"""How it stands with somebody they were introduced to."""

KINDS: Mapping[str, str] = {
    AppointmentKind.MEETING: _l("You meet your link worker"),
    AppointmentKind.CALL: _l("Your link worker calls you"),
    AppointmentKind.GOING_ALONG: _l("Your link worker goes along with you"),
    AppointmentKind.OTHER: _l("An appointment with your link worker"),
    "": _l("Your first visit"),
}

PURPOSES: Mapping[ConsentPurpose, str] = {
    ConsentPurpose.CONTACT: _l("Getting in touch with you"),
    ConsentPurpose.RECORD: _l("Writing down what you tell us"),
    ConsentPurpose.TELL_REFERRER: _l("Telling whoever sent you"),
    ConsentPurpose.SHARE_WITH_PROVIDER: _l("Telling an organisation about you"),
    ConsentPurpose.TEAM_DISCUSSION: _l("Talking about you in the team"),
    ConsentPurpose.TALK_WITH_FAMILY: _l("Talking with people close to you"),
    ConsentPurpose.STORY: _l("Telling your story"),
    ConsentPurpose.FEEDBACK: _l("Asking you later how it was"),
}

PARTS: Mapping[str, str] = {
    "story": _lp("own page", "your story so far"),
    "what-matters": _lp("own page", "what matters to you"),
    "plan": _lp("own page", "your plan"),
    "plan-versions": _lp("own page", "your plan"),
    "plan-print": _lp("own page", "your plan"),
    "people": _lp("own page", "the people around you"),
    "introductions": _lp("own page", "who you were introduced to"),
    "introduce": _lp("own page", "who you were introduced to"),
    "give-details": _lp("own page", "who you were introduced to"),
    "find": _lp("own page", "what could help you"),
    "compare": _lp("own page", "what could help you"),
    "contacts": _lp("own page", "when we were in touch"),
    "messages": _lp("own page", "your messages"),
    "measures": _lp("own page", "your answers about how things are"),
    "documents": _lp("own page", "your documents"),
    "consent": _lp("own page", "what you agreed to"),
    "needs": _lp("own page", "how to talk with you"),
    "address": _lp("own page", "where you live"),
    "nhs-number": _lp("own page", "your NHS number"),
    "equality": _lp("own page", "your answers about equality"),
    "who-has-looked": _lp("own page", "who has looked"),
    "diary": _lp("own page", "when you meet"),
}
"""The part that somebody looked at, inside a sentence."""

KEPT_APART = ("safeguarding", "worries", "worry")
"""Is shown to nobody but named readers, and so is who read it."""
LOOKS = ("seen", "listed", "opened", "printed")


@dataclass(frozen=True, slots=True)
class Standing:
    state: str
    next: str
    is_closed: bool = False
    until: dt.date | None = None
    """Until when they can go on where they stopped."""


def standing(case: Case) -> Standing:
    state, following = CASE[case.status]
    if case.status is not C.CLOSED or case.closed_at is None:
        return Standing(str(state), str(following))
    closed_on = clock.local_day(case.closed_at)
    days = place().social_prescribing.reopen_days
    until = closed_on + dt.timedelta(days=days)
    if can_reopen(closed_on, clock.today(), days):
        words = _(
            "Until %(day)s you can go on where you stopped. After that it is a new start.",
            day=full_date(until),
        )
        return Standing(str(state), words, is_closed=True, until=until)
    return Standing(str(state), _("We are still here for you: it is only a new start."), is_closed=True)


def of_request(status: ReferralStatus) -> Standing:
    state, following = REFERRAL[status]
    return Standing(str(state), str(following))


def visit_words(one: Visit) -> str:
    """What it is, in a few words."""
    if one.service_name:
        # Translators: the gaps are such as "Your link worker goes along with you" and "Puff and Natter".
        return _("%(what)s: %(name)s", what=KINDS[one.kind], name=one.service_name)
    return str(KINDS[one.kind])


def visit_file(one: Visit) -> bytes:
    """For a calendar. It names nobody: others may see that calendar too."""
    starts = one.starts_at.astimezone(clock.LONDON)
    ends = starts + dt.timedelta(minutes=one.minutes)
    rule = Rule(freq=Freq.ONCE, dtstart=starts.date(), opens_at=f"{starts:%H:%M}", closes_at=f"{ends:%H:%M}")
    title = label(AppointmentKind(one.kind)) if one.kind else _("First visit")
    key = f"visit-{one.appointment_id or one.introduction_id}"
    return calendar_file([CalendarEntry(key=key, title=title, rules=(rule,), where=one.place)], Calendar())


def wording(purpose: ConsentPurpose) -> str:
    """The words they would agree to now."""
    key = next(name for name, one in WORDINGS.items() if one is purpose).partition("/")[0]
    return str(TEXTS[newest(key)])


@dataclass(frozen=True, slots=True)
class Looked:
    day: str
    who: str
    role: str
    what: str


def lookers(looks: Iterable[Look]) -> list[Looked]:
    """Who of us has looked, day by day, the newest first. A first name and what they do, and no more."""
    made = [
        Looked(full_date(clock.local_day(one.at)), looker(one), roles(one), what(one))
        for one in looks
        if one.actor in {"account", "link"} and not is_kept_apart(one) and not is_own(one)
    ]
    return list(dict.fromkeys(made))


def is_kept_apart(one: Look) -> bool:
    return any(word in text for word in KEPT_APART for text in (one.part, one.action))


def is_own(one: Look) -> bool:
    """Was it themselves, by their link?"""
    return one.actor == "link" and not one.action.startswith("referral.")


def looker(one: Look) -> str:
    if one.actor == "link":
        return _("Whoever asked us to help you, by a link")
    return first_name(one.name) or _("Somebody who works here no more")


def roles(one: Look) -> str:
    return ", ".join(label(Role(role)) for role in one.roles if role in set(Role))


def what(one: Look) -> str:
    if one.is_refused:
        return _("Tried to open it, and was not let in")
    if one.action.endswith(LOOKS):
        return (
            _("Looked at %(part)s", part=PARTS[one.part])
            if one.part in PARTS
            else _("Looked at your page with us")
        )
    return _("Wrote or changed something")
