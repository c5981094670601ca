"""A referral in words: how it stands, what it says in the order one reads it, who it may be about."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from flask_babel import ngettext

from app import clock
from app.domain.ages import age_on
from app.domain.clocks import CLOCKS, Clock
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.contact_log import ContactChannel, ContactResult
from app.domain.referral import RESTRICTED, Concern, PopulationGroup, ReferralStatus, RiskAnswer
from app.domain.referral_document import Agreed, ReferralDocument, clean
from app.domain.referral_moves import OPEN
from app.domain.working_days import between
from app.models.referrals import Referral
from app.queries.matching import Candidate
from app.queries.referrals import sees_address_in
from app.queries.triage import QueueRow
from app.web import reaching_words
from app.web.filters import full_date
from app.web.labels import label, shape
from app.web.language_names import language_name
from app.web.place import place
from app.web.viewer import viewer

AIM = CLOCKS[Clock.TRIAGE][0].days
"""Units: working days until somebody should have begun to read."""

HOMES = {
    "no-fixed-abode": _l("They have no fixed address"),
    "withheld": _l("They would rather not say where they live"),
}
STEPS = {
    "send": _lp("happened", "It came in"),
    "start-triage": _lp("happened", "Somebody began to read it"),
    "ask": _lp("happened", "We asked the referrer"),
    "answer": _lp("happened", "The referrer answered"),
    "accept": _lp("happened", "Accepted"),
    "not-accept": _lp("happened", "Not accepted"),
    "propose-not-accept": _lp("happened", "Put to a lead: not to accept it"),
    "lead-agree": _lp("happened", "A lead agreed"),
    "lead-send-back": _lp("happened", "A lead sent it back"),
    "redirect": _lp("happened", "Sent on to another service"),
    "person-declines": _lp("happened", "The person said no"),
    "give-up-contact": _lp("happened", "We could not reach them"),
    "withdraw": _lp("happened", "Taken back"),
    "mark-duplicate": _lp("happened", "Goes on in another referral"),
    "record-death": _lp("happened", "The person has died"),
    "mark-error": _lp("happened", "Made by mistake"),
    "attempt": _lp("happened", "Somebody tried to reach them"),
    "routed": _lp("happened", "Given to a team"),
}


@dataclass(frozen=True, slots=True)
class Stand:
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    id: str
    heading: str
    lines: tuple[Line, ...]


def stand_of(row: QueueRow) -> Stand:
    """The most pressing thing about it."""
    if row.is_safeguarding and row.status in OPEN:
        return Stand("late", _("A worry about safety"))
    if row.is_urgent and row.status in OPEN:
        return Stand("late", _("Urgent"))
    late = days_waited(row.received_at) - AIM
    if row.status is ReferralStatus.RECEIVED and late > 0:
        return Stand("late", ngettext("%(num)s working day late", "%(num)s working days late", late))
    return Stand(shape(row.status), label(row.status))


def wait_of(received_at: dt.datetime | None) -> str:
    """Shape: `Waiting 3 working days. We aim to read each within 2.`"""
    if received_at is None:
        return ""
    days = days_waited(received_at)
    waited = (
        ngettext("Waiting %(num)s working day.", "Waiting %(num)s working days.", days)
        if days
        else _("It came today.")
    )
    aim = ngettext(
        "We aim to read each within %(num)s working day.",
        "We aim to read each within %(num)s working days.",
        AIM,
    )
    return f"{waited} {aim}"


def days_waited(received_at: dt.datetime | None) -> int:
    if received_at is None:
        return 0
    return between(clock.local_day(received_at), clock.today(), place().bank_holidays)


def about_of(row: QueueRow) -> str:
    """By which door it came, from which practice, and what it is about; nothing few people should see."""
    shown = [Concern(one) for one in row.concerns if one not in RESTRICTED]
    parts = [label(row.source), row.practice, *(label(one) for one in shown[:3])]
    return ". ".join(part for part in parts if part) + "."


def told(referral: Referral) -> ReferralDocument:
    """What it says, without where somebody lives who is protected from the viewer."""
    document = clean(referral.document)
    if not sees_address_in(viewer(), referral):
        document["address"] = _("Protected: only their link worker and one lead may see it")
        document["postcode"] = ""
    return document


def sections(document: ReferralDocument) -> list[Section]:
    """The whole referral, in the order one reads it. What nobody said is left out."""
    made = [
        Section("who", _("Who it is about"), tuple(who(document))),
        Section("matters", _("What matters or worries them"), tuple(matters(document))),
        Section("risks", _("Risks"), tuple(risks(document))),
        Section("consent", _("What they agreed to"), tuple(consents(document))),
        Section("behalf", _("Who asks for them"), tuple(on_behalf(document))),
    ]
    return [one for one in made if one.lines]


def said(*pairs: tuple[str, str]) -> Iterable[Line]:
    return (Line(term, text) for term, text in pairs if text)


def who(document: ReferralDocument) -> Iterable[Line]:
    born = dt.date.fromisoformat(document["born_on"]) if document["born_on"] else None
    number = document["nhs_number"]
    address = "\n".join(part for part in (document["address"], document["postcode"]) if part)
    return said(
        (_("Name"), " ".join(part for part in (document["given_name"], document["family_name"]) if part)),
        (_("Likes to be called"), document["preferred_name"]),
        (_("Pronouns"), document["pronouns"]),
        (
            _("Date of birth"),
            _("%(day)s, aged %(age)s", day=full_date(born), age=age_on(document["born_on"], clock.today()))
            if born
            else "",
        ),
        (_("NHS number"), _("Ends in %(digits)s", digits=number[-3:]) if number else ""),
        (_("Where they live"), address or str(HOMES.get(document["home"], ""))),
        (_("Phone"), document["phone"]),
        (_("E-mail"), document["email"]),
        (_("Reads in"), language_name(document["language"])),
        (_("Practice"), document["practice"]),
        (_("Groups"), ", ".join(label(PopulationGroup(one)) for one in document["groups"])),
    )


def who_short(referral: Referral) -> Iterable[Line]:
    """What is compared, for a triager to hold beside the people we know."""
    wanted = {_("Name"), _("Date of birth"), _("NHS number"), _("Where they live"), _("Phone"), _("E-mail")}
    return (line for line in who(told(referral)) if line.term in wanted)


def attempt(details: Mapping[str, object]) -> str:
    """Shape: `Phone, no answer`."""
    channel, result = details.get("channel"), details.get("result")
    return ", ".join((label(ContactChannel(str(channel))), label(ContactResult(str(result)))))


def day_words(iso: str) -> str:
    return full_date(dt.date.fromisoformat(iso)) if iso else ""


def matters(document: ReferralDocument) -> Iterable[Line]:
    return said(
        (_("They would like help with"), ", ".join(label(Concern(one)) for one in document["concerns"])),
        (_("In their own words"), document["words"]),
        (_("Whom they look after"), document["cares_for"]),
        (_("Why they are referred"), document["reason"]),
        (_("What has been tried"), document["tried"]),
    )


def risks(document: ReferralDocument) -> Iterable[Line]:
    answer = document["risks"]["answer"]
    return said(
        (_("Risks"), label(RiskAnswer(answer)) if answer else _("Nobody was asked")),
        (_("What we should know"), document["risks"]["words"]),
        (_("A worry about safety"), document["safeguarding"]),
    )


def consents(document: ReferralDocument) -> Iterable[Line]:
    return (
        Line(label(purpose), consent_words(document["consents"][purpose.value]))
        for purpose in ConsentPurpose
        if purpose.value in document["consents"]
    )


def consent_words(given: Agreed) -> str:
    if not given["given"]:
        return _("No. %(why)s", why=given["why_not"]) if given["why_not"] else _("No")
    how = label(ConsentHow(given["how"])) if given["how"] else ""
    return ". ".join(part for part in (_("Yes"), how, given["note"]) if part)


def on_behalf(document: ReferralDocument) -> Iterable[Line]:
    other = document["on_behalf"]
    if not other["name"]:
        return ()
    return said(
        (_("Name"), other["name"]),
        (_("Who they are to them"), other["relation"]),
        (_("Phone"), other["phone"]),
        (_("E-mail"), other["email"]),
        (
            _("Does the person know and agree?"),
            _("Yes") if other["person_agreed"] else _("They have not said so"),
        ),
    )


def step(action: str) -> str:
    return str(STEPS.get(action, action))


def called(one: Candidate) -> str:
    """Shape: `M. Z., born in 1944, phone ends in 417, lives in LS9`."""
    parts = [one.masked.initials or _("No name")]
    if one.masked.born_in:
        parts.append(_("born in %(year)s", year=one.masked.born_in))
    if one.masked.phone_ends:
        parts.append(_("phone ends in %(digits)s", digits=one.masked.phone_ends))
    if one.masked.district:
        parts.append(_("lives in %(district)s", district=one.masked.district))
    return ", ".join(parts)


def standing(one: Candidate) -> str:
    """What we do with them now, without saying more."""
    if one.has_died:
        return _("Our records say that this person has died.")
    if one.case_status is None:
        return _("They have no open case.")
    if one.team:
        return _("They have an open case with %(team)s. This referral would join it.", team=one.team)
    return _("They have an open case. This referral would join it.")


def status(value: ReferralStatus) -> str:
    return label(value)


def needs(document: ReferralDocument) -> list[reaching_words.Line]:
    return reaching_words.lines(document["reaching"], document["language"])


def safe(document: ReferralDocument) -> list[str]:
    return reaching_words.safe_lines(document["reaching"])
