"""What is said before each question in Easy Read: a drawing, and one idea in one short sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from app.blueprints.get_help.forms import for_another
from app.domain.journey import Answers

Lines = tuple[tuple[str, Any], ...]
"""Drawings with their words, lazy."""

YOU: Mapping[str, Lines] = {
    "name": (("say", _l("Tell us your name.")), ("lock", _l("We only show it to the people who help you."))),
    "caring": (
        ("carer", _l("Tell us who you look after.")),
        ("pen", _l("Do not write their name.")),
    ),
    "born": (
        ("calendar", _l("Your date of birth is the day you were born.")),
        ("question", _l("Some people have the same name as you. This tells us who you are.")),
    ),
    "home": (
        ("home", _l("Tell us where you live. Then we find help near you.")),
        ("letter", _l("A postcode is the letters and numbers at the end of your address.")),
        ("tick", _l("You do not have to tell us.")),
    ),
    "doctor": (
        ("surgery", _l("A surgery is where you see your doctor.")),
        ("question", _l("You do not know it? Leave it empty.")),
        ("letter", _l("Everybody has an NHS number. You can leave it empty.")),
    ),
    "ways": (
        ("phone", _l("We want to talk with you.")),
        ("lock", _l("Safe means: nobody else hears or reads it.")),
        ("tick", _l("Tick every way that is safe for you.")),
    ),
    "details": (
        ("phone", _l("Tell us how to reach you.")),
        ("clock", _l("Tell us a good time for you.")),
        ("stop", _l("Tell us what we must not do.")),
    ),
    "matters": (
        ("listen", _l("Tell us what you want help with.")),
        ("tick", _l("You can tick more than one.")),
        ("pen", _l("You can write it in your own words.")),
    ),
    "talk": (
        ("say", _l("Tell us what helps you to talk with us.")),
        ("company", _l("An interpreter says your words in English. You do not pay.")),
        ("listen", _l("Some people need help to read, hear or get about.")),
    ),
    "risks": (
        ("stop", _l("A risk is something that could hurt you or us.")),
        ("walking", _l("You may fall. You may think about hurting yourself.")),
        ("home", _l("Somebody at home may get angry. A dog may bite.")),
        ("tick", _l("Nothing like that? Choose “No”.")),
    ),
    "agree": (
        ("question", _l("To agree means to say yes.")),
        ("phone", _l("We need your yes to talk with you.")),
        ("tick", _l("You can say yes or no to each one.")),
        ("stop", _l("You can change your mind at any time.")),
    ),
    "more": (
        ("question", _l("These are more questions about you.")),
        ("stop", _l("You do not have to answer them.")),
        ("chart", _l("They show us if everybody gets help.")),
    ),
}
"""By the name of the page."""

ANOTHER: Mapping[str, Lines] = {
    "agrees": (
        ("say", _l("You ask for somebody else.")),
        ("question", _l("Ask them first. To agree means to say yes.")),
        ("stop", _l("We only ring people who say yes.")),
    ),
    "you": (
        ("say", _l("Tell us who you are.")),
        ("phone", _l("We may have a question for you.")),
    ),
    "name": (
        ("say", _l("Tell us the name of the person.")),
        ("lock", _l("We only show it to the people who help.")),
    ),
    "born": (
        ("calendar", _l("A date of birth is the day somebody was born.")),
        ("question", _l("Some people have the same name. This tells us who they are.")),
    ),
    "home": (
        ("home", _l("Tell us where they live. Then we find help near them.")),
        ("letter", _l("A postcode is the letters and numbers at the end of an address.")),
    ),
    "doctor": (
        ("surgery", _l("A surgery is where they see their doctor.")),
        ("question", _l("You do not know it? Leave it empty.")),
    ),
    "ways": (
        ("phone", _l("We want to talk with them.")),
        ("lock", _l("Safe means: nobody else hears or reads it.")),
        ("tick", _l("Tick every way that is safe for them.")),
    ),
    "details": (
        ("phone", _l("Tell us how to reach them.")),
        ("clock", _l("Tell us a good time for them.")),
        ("stop", _l("Tell us what we must not do.")),
    ),
    "matters": (
        ("listen", _l("Tell us what they want help with.")),
        ("tick", _l("You can tick more than one.")),
        ("pen", _l("You can write it in their words.")),
    ),
    "talk": (
        ("say", _l("Tell us what helps them to talk with us.")),
        ("company", _l("An interpreter says their words in English. They do not pay.")),
    ),
    "risks": (
        ("stop", _l("A risk is something that could hurt them or us.")),
        ("walking", _l("They may fall. They may think about hurting themselves.")),
        ("home", _l("Somebody at home may get angry. A dog may bite.")),
        ("tick", _l("Nothing like that? Choose “No”.")),
    ),
    "agree": (
        ("question", _l("To agree means to say yes.")),
        ("say", _l("Read each one to them. Ask: yes or no?")),
        ("stop", _l("They can change their mind at any time.")),
    ),
}


def easy_lines(answers: Answers) -> Mapping[str, Lines]:
    return ANOTHER if for_another(answers) else YOU
