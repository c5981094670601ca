"""The words of equality questions and their answers, as the census and the standards ask them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.equality import ITEMS, NOT_ASKED, NOT_SAID

QUESTIONS: Mapping[str, Any] = {
    "ethnicity": _l("What is your ethnic group?"),
    "sex": _l("What is your sex?"),
    "gender-same": _l("Is the gender you identify with the same as your sex registered at birth?"),
    "orientation": _l("Which of these best describes your sexual orientation?"),
    "condition": _l(
        "Do you have any physical or mental health conditions or illnesses "
        "lasting or expected to last for 12 months or more?"
    ),
    "condition-limits": _l(
        "Do any of your conditions or illnesses reduce your ability to carry out day-to-day activities?"
    ),
    "carer": _l(
        "Do you look after, or give any help or support to, anyone because they have any long-term physical "
        "or mental health conditions or illnesses, or problems related to old age?"
    ),
    "religion": _l("What is your religion?"),
}

OWN_WORDS: Mapping[str, Any] = {
    "ethnicity": _l("Your ethnic group in your own words"),
    "gender-same": _l("Your gender in your own words"),
    "orientation": _l("Your sexual orientation in your own words"),
    "religion": _l("Your religion in your own words"),
}

HEADINGS: Mapping[str, Any] = {
    "white": _lp("ethnic group", "White"),
    "mixed": _lp("ethnic group", "Mixed or Multiple ethnic groups"),
    "asian": _lp("ethnic group", "Asian or Asian British"),
    "black": _lp("ethnic group", "Black, Black British, Caribbean or African"),
    "other": _lp("ethnic group", "Other ethnic group"),
}

VALUES: Mapping[str, Mapping[str, Any]] = {
    "ethnicity": {
        "white-british": _l("English, Welsh, Scottish, Northern Irish or British"),
        "white-irish": _l("Irish"),
        "white-traveller": _l("Gypsy or Irish Traveller"),
        "white-roma": _l("Roma"),
        "white-other": _l("Any other White background"),
        "mixed-caribbean": _l("White and Black Caribbean"),
        "mixed-african": _l("White and Black African"),
        "mixed-asian": _l("White and Asian"),
        "mixed-other": _l("Any other Mixed or Multiple background"),
        "asian-indian": _l("Indian"),
        "asian-pakistani": _l("Pakistani"),
        "asian-bangladeshi": _l("Bangladeshi"),
        "asian-chinese": _l("Chinese"),
        "asian-other": _l("Any other Asian background"),
        "black-caribbean": _l("Caribbean"),
        "black-african": _l("African"),
        "black-other": _l("Any other Black, Black British or Caribbean background"),
        "other-arab": _l("Arab"),
        "other-other": _l("Any other ethnic group"),
    },
    "sex": {"female": _lp("sex", "Female"), "male": _lp("sex", "Male")},
    "gender-same": {"yes": _lp("gender", "Yes"), "no": _lp("gender", "No")},
    "orientation": {
        "straight": _l("Straight or heterosexual"),
        "gay-or-lesbian": _l("Gay or lesbian"),
        "bisexual": _l("Bisexual"),
        "other": _l("Other sexual orientation"),
    },
    "condition": {"yes": _lp("condition", "Yes"), "no": _lp("condition", "No")},
    "condition-limits": {
        "a-lot": _l("Yes, a lot"),
        "a-little": _l("Yes, a little"),
        "not-at-all": _l("Not at all"),
    },
    "carer": {
        "no": _lp("carer", "No"),
        "up-to-9": _l("Yes, 9 hours a week or less"),
        "10-to-19": _l("Yes, 10 to 19 hours a week"),
        "20-to-34": _l("Yes, 20 to 34 hours a week"),
        "35-to-49": _l("Yes, 35 to 49 hours a week"),
        "50-or-more": _l("Yes, 50 or more hours a week"),
    },
    "religion": {
        "none": _l("No religion"),
        "christian": _l("Christian (all denominations)"),
        "buddhist": _l("Buddhist"),
        "hindu": _l("Hindu"),
        "jewish": _l("Jewish"),
        "muslim": _l("Muslim"),
        "sikh": _l("Sikh"),
        "other": _l("Any other religion"),
    },
}

NO_ANSWER: Mapping[str, Any] = {NOT_SAID: _l("Prefer not to say"), NOT_ASKED: _l("Not asked")}


def answer_words(item: str, value: str) -> str:
    """An answer as people read it. Shape: `White: Irish`."""
    if value in NO_ANSWER:
        return str(NO_ANSWER[value])
    groups = ITEMS[item].groups
    heading = f"{HEADINGS[groups[value]]}: " if groups else ""
    return f"{heading}{VALUES[item][value]}"
