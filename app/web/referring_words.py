"""What is wrong with a referral made for another, in words that say what to do; and how it is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.consent import ConsentHow
from app.domain.reaching import FormatNeed, ProfessionalNeed, SafeChannel, SupportNeed
from app.domain.referral_faults import Wrong
from app.web.labels import WORDS as WORDS_OF
from app.web.place import place

MISSING: Mapping[str, str] = {
    "given_name": _l("Write their first name."),
    "family_name": _l("Write their last name."),
    "born_on": _l("Write their date of birth."),
    "phone": _l("Write the phone number that is safe for them."),
    "email": _l("Write the e-mail address that is safe for them."),
    "address": _l("Write the address that letters may go to."),
    "trusted": _l("Write who it is that they trust, and how to reach them."),
    "postcode": _l("Write their postcode, or only its first part."),
    "concerns": _l("Choose at least one thing they would like help with."),
    "reason": _l("Say in a sentence why you are referring them."),
    "agreed": _l("Say whether they agree."),
    "risks": _l("Say whether there are risks. “No known risks” is an answer."),
    "referrer_name": _l("Write who referred them."),
    "referrer_contact": _l("Write how we can answer: an e-mail address or a phone number."),
    "referred_on": _l("Write the day on which they were referred."),
    "is_urgent": _l("Say whether it is urgent."),
}

WORDS: Mapping[Wrong, str] = {
    Wrong.NOT_A_DAY: _l("This is no real date. Write it as 24 11 1958: day, month, year."),
    Wrong.FUTURE: _l("This date of birth is in the future. Check the year."),
    Wrong.TOO_LONG_AGO: _l("This date of birth is before 1900. Check the year."),
    Wrong.NOT_EMAIL: _l("This is no whole e-mail address. It looks like name@example.com."),
    Wrong.LETTERS_IN_PHONE: _l("There are letters in this phone number. Write digits only."),
    Wrong.NOT_PHONE: _l(
        "This phone number has too few or too many digits. Begin with 0, or with + and the country."
    ),
    Wrong.NOT_POSTCODE: _l(
        "This is no postcode. Write it whole, with a space between its two parts, or only its first part."
    ),
    Wrong.NO_SAFE_WAY: _l("Choose at least one safe way for us to reach them."),
    Wrong.NHS_LENGTH: _l("An NHS number has ten digits. If you do not have it, leave this empty."),
    Wrong.NHS_SUM: _l("This is no NHS number: one of its digits is wrong. Check it, or leave this empty."),
    Wrong.NHS_NOT_ISSUED: _l("Nobody has this NHS number. Check it, or leave this empty."),
    Wrong.NOT_ON_LIST: _l("This is not on the list of what may stand here."),
    Wrong.NO_HOW: _l("Say how they agreed: spoken, written, or in their best interests."),
    Wrong.NO_WHY_NOT: _l("Say why they have not agreed. Without that we cannot get in touch."),
    Wrong.NO_RISK_WORDS: _l("Say what we should know before we meet them."),
    Wrong.FUTURE_DAY: _l("This day has not come yet. Check the date."),
    Wrong.OLD_DAY: _l("This is more than a year ago. Check the year, or ask them again first."),
    Wrong.TOO_LONG: _l("This is too long for us. Say it more briefly."),
}


def fault_words(field: str, wrong: Wrong) -> str:
    """A sentence that says what to do about it."""
    if wrong is Wrong.TOO_YOUNG:
        social, line = place().social_prescribing, place().help_line
        return _(
            "They are under %(age)s. Our link workers help from %(age)s on. Ring %(number)s: we know "
            "who helps younger people.",
            age=social.min_age,
            number=line.number,
        )
    if wrong is Wrong.MISSING:
        return str(MISSING.get(field) or _("Write something here."))
    return str(WORDS[wrong])


AGREED: Mapping[str, str] = {
    ConsentHow.SPOKEN.value: _l("Yes, they told me so"),
    ConsentHow.WRITTEN.value: _l("Yes, in writing"),
    ConsentHow.BEST_INTERESTS.value: _l("They cannot decide this. It was decided in their best interests"),
    "no": _l("No, or they have not been asked"),
}
"""Whether somebody agrees to be referred, and how they said so."""

YES_NO: Mapping[str, str] = {"no": _lp("answer", "No"), "yes": _lp("answer", "Yes")}

ASKED_BY: Mapping[str, str] = {
    "person": _l("The person themselves"),
    "other": _l("Somebody else, for them"),
}

COLUMN_HINTS: Mapping[str, str] = {
    "born_on": _l("Day, month and year, such as 24/11/1958."),
    "nhs_number": _l("Ten digits, or empty."),
    "phone": _l("Needed where a call or a text is safe."),
    "email": _l("Needed where e-mail is safe."),
    "address": _l("Needed where a letter is safe."),
    "postcode": _l("Whole, or only its first part."),
    "trusted": _l("Name and phone number. Needed where it is safe to go through somebody."),
    "channels": _l("One or several words of the first list below, with commas between them."),
    "leave_message": _l("yes, no, or empty."),
    "interpreter": _l("The language, or empty."),
    "concerns": _l("One or several words of the second list below, with commas between them."),
    "reason": _l("Why they are referred, in a sentence or two."),
    "agreed": _l("spoken, written, best-interests, or no."),
    "why_not": _l("Needed where they have not agreed."),
    "risks": _l("“none”, or what we should know."),
    "is_urgent": _l("yes, no, or empty for no."),
    "referrer_contact": _l("An e-mail address or a phone number to answer to."),
    "referred_on": _l("The day they were referred. It tells one referral from another."),
}

OF_THEM: Mapping[StrEnum, str] = {
    SafeChannel.SOMEBODY: _l("Through somebody they trust"),
    FormatNeed.OWN_SIZE: _l("Print in a size of their own"),
    ProfessionalNeed.ADVOCATE: _l("Advocate, who speaks up with them"),
    SupportNeed.LIPREADS: _l("To see your lips, because they lipread"),
    SupportNeed.PASSPORT: _l("That you read their communication passport"),
    SupportNeed.CHAPERONE: _l("A chaperone with them"),
    SupportNeed.CARER_PRESENT: _l("Their carer with them"),
}
"""Values whose words are those of the person themselves, as somebody else says them."""


def of_them(value: StrEnum) -> str:
    """The words of a value on a form about somebody else, lazy."""
    return OF_THEM.get(value) or WORDS_OF[type(value)][value]
