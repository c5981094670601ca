"""What the pages of the form are called, why they ask, and the words of what is missing or wrong."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.listing_faults import Wrong
from app.domain.listing_form import FormPage, Missing

TITLES: Mapping[FormPage, str] = {
    FormPage.WHAT: _l("What it is"),
    FormPage.WHEN: _l("When it happens"),
    FormPage.WHERE: _l("Where it is"),
    FormPage.COST: _l("What it costs"),
    FormPage.WHO: _l("Who it is for"),
    FormPage.CONTACT: _l("How to get in touch"),
    FormPage.ACCESS: _l("Getting in and around"),
    FormPage.ROOM: _l("Places left"),
    FormPage.STATE: _l("Is it still going?"),
}

WHY: Mapping[FormPage, str] = {
    FormPage.WHAT: _l("The first thing people read. Short words bring more people in."),
    FormPage.WHEN: _l(
        "People look for something on a day they have free. The dates are worked out from what you say."
    ),
    FormPage.WHERE: _l("With a postcode, people near you can find it."),
    FormPage.COST: _l("People who are short of money do not ask. If it is free, say so."),
    FormPage.WHO: _l("Somebody who is shy wants to know that they will fit in."),
    FormPage.CONTACT: _l("Give at least one way. A phone that somebody answers is the best."),
    FormPage.ACCESS: _l("“No” is a useful answer too: nobody comes in vain."),
    FormPage.ROOM: _l("So that nobody is sent to a full group. You can change it as often as you like."),
    FormPage.STATE: _l("If it has closed, even for a while, say so here."),
}

MISSING: Mapping[Missing, str] = {
    Missing.NAME: _l("the name"),
    Missing.SUMMARY: _l("a sentence that says what it is"),
    Missing.WHEN: _l("when it happens"),
    Missing.WHERE: _l("where it is"),
    Missing.COST: _l("what it costs"),
    Missing.FOR_WHOM: _l("who it is for"),
    Missing.TO_REACH: _l("a phone, an e-mail address or a website"),
    Missing.REFERRAL: _l("whether somebody has to be sent"),
    Missing.STEP_FREE: _l("whether there is a way in without steps"),
    Missing.ROOM: _l("whether there is room"),
}

WRONG: Mapping[Wrong, str] = {
    Wrong.REQUIRED: _l("Fill this in."),
    Wrong.NOT_EMAIL: _l("This is no e-mail address. One looks like name@place.org."),
    Wrong.NOT_WEB: _l("This is no web address. One looks like https://www.place.org."),
    Wrong.NOT_PHONE: _l("This is no phone number. Write it with the area code, such as 01632 960 123."),
    Wrong.NOT_POSTCODE: _l("This is no whole postcode. It has two parts, with a space between them."),
    Wrong.NOT_LANGUAGE: _l("We do not know this language."),
    Wrong.OUT_OF_RANGE: _l("This number cannot be right."),
    Wrong.WRONG_WAY_ROUND: _l("The second is lower than the first. Change them round."),
    Wrong.NO_FIRST_DATE: _l("The times need a first date."),
    Wrong.NOT_A_TIME: _l("We cannot read these times."),
    Wrong.NEEDS_PLACE: _l("It is in person, so people need to know where. Add a place."),
    Wrong.NEEDS_WAY_TO_JOIN: _l(
        "Say how people can join: a phone, an e-mail address, a website or a few words."
    ),
}

SPECIAL: Mapping[tuple[str, Wrong], str] = {
    ("name", Wrong.REQUIRED): _l("Write the name people use for it."),
    ("summary", Wrong.REQUIRED): _l("Say in a sentence what it is."),
    ("maximum_age", Wrong.WRONG_WAY_ROUND): _l(
        "The oldest age is lower than the youngest. Change them round."
    ),
}


def wrong_words(path: str, wrong: Wrong) -> str:
    return str(SPECIAL.get((path, wrong)) or WRONG[wrong])


def missing_words(gaps: tuple[Missing, ...]) -> str:
    """Shape: `Not said yet: who it is for`; empty when nothing is missing."""
    if not gaps:
        return ""
    return _("Not said yet: %(what)s", what=", ".join(str(MISSING[gap]) for gap in gaps))
