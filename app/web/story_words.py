"""The story of a case in words: what happened, what was said, when and by whom."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app import clock
from app.domain.case import CaseAction, Subject, TransferAction
from app.domain.contact_log import ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.introduction import IntroductionStatus
from app.domain.measures import AskedHow, MeasureKind, MeasureMoment
from app.domain.referral import ReferralSource, ReferralStatus
from app.domain.tasks import AppointmentKind
from app.models.cases import Case
from app.queries.case_story import Happened, Kind
from app.queries.cases import sees_address_of
from app.web.case_frame import address_of
from app.web.contact_words import day_and_time, needs_words, title
from app.web.filters import number
from app.web.labels import label
from app.web.task_words import concerns_line
from app.web.viewer import viewer

CASE: Mapping[str, str] = {
    "worry-raised": _l("A worry about safety was passed on"),
    "worry-ended": _l("A worry about safety came to an end"),
    CaseAction.OPEN: _l("The case began"),
    CaseAction.ALLOCATE: _l("Given to a link worker"),
    CaseAction.GIVE_BACK: _l("Given back to the waiting list"),
    CaseAction.HAND_OVER: _l("Handed over"),
    CaseAction.START: _l("In touch for the first time"),
    CaseAction.HOLD: _l("A break"),
    CaseAction.RETURN: _l("Back from the break"),
    CaseAction.BEGIN_CLOSING: _l("Coming to an end"),
    CaseAction.BACK_TO_ACTIVE: _l("Not at an end after all"),
    CaseAction.ASK_LEAD: _l("A lead was asked to agree to the end"),
    CaseAction.LEAD_SEND_BACK: _l("The lead asked for more before the end"),
    CaseAction.CLOSE: _lp("story", "The case closed"),
    CaseAction.CLOSE_EARLY: _l("Closed before it began"),
    CaseAction.REOPEN: _l("Opened again"),
    CaseAction.RECORD_DEATH: _l("We heard that they have died"),
    CaseAction.MARK_ERROR: _l("Marked as opened by mistake"),
    "contact-corrected": _l("A contact was put right"),
    "joined": _l("Another referral came and joined this case"),
}
TRANSFER: Mapping[str, str] = {
    TransferAction.REQUEST: _l("Somebody was asked to take this case"),
    TransferAction.ACCEPT: _l("They agreed to take this case"),
    TransferAction.DECLINE: _l("They could not take this case"),
    TransferAction.WITHDRAW: _l("The wish to hand over was taken back"),
    TransferAction.EXPIRE: _l("Nobody answered the wish to hand over"),
}
WITH_PLACE = frozenset({Kind.APPOINTMENT, Kind.FIRST_VISIT})
"""A place stands with them, which may be somebody's home: only for whoever may know where they live."""
WAITS = frozenset(
    {
        IntroductionStatus.SENT,
        IntroductionStatus.SEEN,
        IntroductionStatus.ACCEPTED,
        IntroductionStatus.WAITLISTED,
    }
)
"""An introduction that is on its way."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry. `step`: empty, `is-open` for what is on its way, `is-next` for what is to come."""

    id: str
    step: str
    title: str
    facts: str
    words: str
    is_quote: bool
    state: str
    shape: str
    soft: str
    url: str
    more: str
    """What the link says."""


def entry(one: Happened, case: Case) -> Entry:
    if one.kind in WITH_PLACE and not sees_address_of(viewer(), case):
        one = replace(one, words="") if one.kind is Kind.FIRST_VISIT else replace(one, more="")
    made = _WORDS[one.kind](one)
    facts, words = made.facts, made.words
    is_next = one.at > clock.now()
    endpoint, more = _PAGES.get(one.kind, ("", ""))
    url = address_of(endpoint, case) if endpoint else ""
    when = day_and_time(one.at)
    soft = _("%(when)s, %(who)s.", when=when, who=made.by or one.by) if made.by or one.by else f"{when}."
    return Entry(
        id=f"{one.kind}-{one.key}",
        step="is-next" if is_next else "is-open" if made.is_open else "",
        title=_("Next: %(what)s", what=made.title) if is_next else made.title,
        facts=facts,
        words=words,
        is_quote=made.is_quote,
        state=made.state,
        shape=made.shape,
        soft=soft,
        url=url,
        more=str(more) if url else "",
    )


@dataclass(frozen=True, slots=True)
class _Made:
    title: str
    facts: str = ""
    words: str = ""
    by: str = ""
    is_quote: bool = False
    is_open: bool = False
    state: str = ""
    shape: str = ""


def _contact(one: Happened) -> _Made:
    direction, channel, result, met = one.codes
    facts = (
        ngettext("%(n)s minute.", "%(n)s minutes.", one.number, n=number(one.number)) if one.number else ""
    )
    if one.more:
        facts = " ".join(part for part in (facts, _("With: %(who)s.", who=one.more)) if part)
    state, shape = needs_words(NeedsMet(met), "")
    said = title(Direction(direction), ContactChannel(channel), ContactResult(result))
    return _Made(said, facts, one.words, state=state, shape=shape)


def _message(one: Happened) -> _Made:
    if one.number:
        return _Made(_("They wrote to us"), words=one.words, is_quote=True)
    return _Made(_("We wrote to them"), words=one.words, is_quote=True)


def _appointment(one: Happened) -> _Made:
    minutes = one.number or 0
    facts = ngettext("%(n)s minute.", "%(n)s minutes.", minutes, n=number(minutes)) if minutes else ""
    where = _("At: %(place)s.", place=one.more) if one.more else ""
    what = f"{label(AppointmentKind(one.codes[0]))}: {one.words}"
    return _Made(what, " ".join(part for part in (facts, where) if part))


def _first_visit(one: Happened) -> _Made:
    parts = (
        _("At: %(place)s.", place=one.words) if one.words else "",
        _("Going along: %(who)s.", who=one.more) if one.more else "",
    )
    return _Made(
        _("First visit to %(name)s", name=one.name), " ".join(part for part in parts if part), is_open=True
    )


def _history(one: Happened) -> _Made:
    subject, action, end, now = one.codes
    if subject == Subject.INTRODUCTION:
        said = f"{one.name}: {label(IntroductionStatus(end))}"
        is_open = end == now and IntroductionStatus(end) in WAITS
        answered = end in {
            IntroductionStatus.ACCEPTED,
            IntroductionStatus.DECLINED,
            IntroductionStatus.WAITLISTED,
        }
        words = one.words or (one.more if answered and end == now else "")
        return _Made(said, words=words, is_quote=answered and bool(words), is_open=is_open)
    if subject == Subject.REFERRAL:
        return _Made(_("Referral: %(state)s", state=label(ReferralStatus(end))), words=one.words)
    known = TRANSFER if subject == Subject.TRANSFER else CASE
    return _Made(str(known.get(action) or _("Noted")), words=one.words)


def _plan(one: Happened) -> _Made:
    return _Made(_("Plan, version %(number)s: agreed", number=number(one.number or 1)))


def _measure(one: Happened) -> _Made:
    kind, moment, how, _rest = one.codes
    what = one.name or label(MeasureKind(kind))
    return _Made(_("Asked: %(what)s", what=what), f"{label(MeasureMoment(moment))}. {label(AskedHow(how))}.")


def _document(one: Happened) -> _Made:
    return _Made(_("A document was added"))


def _referral(one: Happened) -> _Made:
    """How it all began: what they want help with, in their own words or in those of who referred them."""
    source, language, reference, _rest = one.codes
    document = json.loads(one.more) if one.more else {}
    own, reason = (str(document.get(key) or "") for key in ("words", "reason"))
    words = "\n\n".join(part for part in (own, reason) if part)
    facts = _("Reference %(reference)s.", reference=reference)
    if language and language != "en":
        facts += " " + _("In %(language)s.", language=language_name(language))
    facts = " ".join(part for part in (facts, concerns_line(document.get("concerns") or ())) if part)
    by = " ".join(part for part in (label(ReferralSource(source)), one.words) if part)
    return _Made(_("A referral came in"), facts, words, by=by, is_quote=bool(own) and not reason)


def language_name(code: str) -> str:
    try:
        return Locale.parse(code, sep="-").get_display_name(get_locale() or Locale("en")) or code
    except (UnknownLocaleError, ValueError):
        return code


_WORDS = {
    Kind.APPOINTMENT: _appointment,
    Kind.CONTACT: _contact,
    Kind.DOCUMENT: _document,
    Kind.FIRST_VISIT: _first_visit,
    Kind.HISTORY: _history,
    Kind.MEASURE: _measure,
    Kind.MESSAGE: _message,
    Kind.PLAN: _plan,
    Kind.REFERRAL: _referral,
}

_PAGES: Mapping[Kind, tuple[str, str]] = {
    Kind.CONTACT: ("cases.contacts", _l("All contacts")),
    Kind.DOCUMENT: ("papers.documents", _l("Documents")),
    Kind.FIRST_VISIT: ("introductions.listed", _l("Introductions")),
    Kind.MEASURE: ("measures.listed", _l("See the answers")),
    Kind.MESSAGE: ("cases.messages", _l("Read and answer")),
    Kind.PLAN: ("plans.plan", _l("Read the plan")),
}
"""Kind -> the page that shows more, and what the link to it says."""
