"""The cards of help now: what to do first, what each service is for, and what it is not for.

The words are the same in every place. Where to go and whom to ring there are facts of the place folder.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _
from markupsafe import Markup, escape

from app.domain.help_facts import HelpCard
from app.domain.in_english import WithEnglish
from app.web.catalogues import both
from app.web.filters import phone
from app.web.i18n import current_language, in_language
from app.web.place import place

C = HelpCard


@dataclass(frozen=True, slots=True)
class Card:
    key: HelpCard
    title: str
    do: str
    """What to do first, in one sentence."""
    use: tuple[str, ...] = ()
    not_for: tuple[str, ...] = ()
    how: tuple[str | Markup, ...] = ()
    ring: str = ""
    """The number to ring first, large."""
    lines: tuple[str, ...] = ()
    """Emergency numbers, by their keys."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wrong, and the card to go to."""

    wrong: str
    card: HelpCard
    title: str


def cards() -> list[Card]:
    """Every card in the reader's language, danger first."""
    return [*_danger(), *_ill(), *_tonight()]


def filled(words: str, /, **gaps: object) -> Markup:
    """Words with numbers or links in their gaps. The words are escaped, the gaps are not."""
    return Markup(escape(words)) % gaps  # noqa: S704 - escaped here


def alone(words: str) -> str:
    """Words without the English that stands beside them."""
    return words + "" if isinstance(words, WithEnglish) else words


def choices(shown: list[Card]) -> list[Choice]:
    """What is wrong, in the words of somebody who has it: where to go."""
    titles = {card.key: alone(card.title) for card in shown}
    wrong = (
        (_("Somebody may die, or is badly hurt"), C.LIFE),
        (_("Somebody hurts you, or you are afraid at home"), C.ABUSE),
        (_("You cannot go on, or you think of ending your life"), C.CRISIS),
        (_("Very ill, and getting worse fast"), C.EMERGENCY),
        (_("A cut, a burn, a sprain, perhaps a broken bone"), C.URGENT),
        (_("A cough, a cold, a rash, a sore throat"), C.PHARMACY),
        (_("Your medicine has run out"), C.PHARMACY),
        (_("A bad tooth, and no dentist"), C.UNSURE),
        (_("Something that does not go away"), C.GP),
        (_("Ill or hurt, and you do not know"), C.UNSURE),
        (_("Nowhere to sleep tonight"), C.SLEEP),
        (_("Nothing to eat today"), C.FOOD),
        (_("No heating, gas or light"), C.HEATING),
    )
    return [Choice(words, card, titles[card]) for words, card in wrong]


def _danger() -> list[Card]:
    return [
        Card(
            C.LIFE,
            both("A life is in danger"),
            both("Ring 999 for an ambulance, the police or the fire service."),
            use=(
                _("Somebody does not breathe, does not wake up, or has a fit that does not stop."),
                _("Pain in the chest that does not go away."),
                _("A face that droops, an arm that is weak, or words that come out wrong."),
                _("Blood that does not stop."),
                _("Somebody has hurt themselves to die, or is about to."),
                _("A fire, or somebody who is violent now."),
            ),
            not_for=(_("What can wait until you have talked to somebody on 111."),),
            how=(
                _(
                    "Cannot speak? On a mobile, stay on the line and press 55 when you are told to. "
                    "The police then know it is real."
                ),
                filled(
                    _("Deaf, or hard to understand on the phone? Use Relay UK: dial %(number)s."),
                    number=phone("18000"),
                ),
                _("Use British Sign Language? Make a video call through the 999 BSL app."),
            ),
            ring="999",
        ),
        Card(
            C.ABUSE,
            both("Somebody hurts or frightens you"),
            both("In danger now? Ring 999. Not in danger now? Talk to one of these lines."),
            use=(
                _("A partner, somebody in your family or a carer hits, threatens or controls you."),
                _("Somebody takes your money, your phone or your papers."),
                _("You are worried about a friend or a child."),
            ),
            how=(
                _("Ring from a phone that nobody else looks at."),
                filled(_("Not happening now? Tell the police on %(number)s."), number=phone("101")),
            ),
            lines=("domestic-abuse",),
        ),
        Card(
            C.CRISIS,
            both("You cannot go on"),
            both("Ring 111 and choose option 2, day or night. Somebody trained talks with you."),
            use=(
                _("You think of ending your life, or of hurting yourself."),
                _("You hear or see things that frighten you."),
                _("You are worried about somebody like this. You can ring for them."),
            ),
            not_for=(_("Somebody who has taken too much of something, or is hurt: ring 999."),),
            how=(_("You do not need to know what to say. They ask, and you can take your time."),),
            ring="111",
            lines=("samaritans", "shout", "childline", "silver-line"),
        ),
    ]


def _ill() -> list[Card]:
    return [
        Card(
            C.UNSURE,
            both("Ill or hurt, not sure where to go"),
            both("Ring 111 day or night. They tell you what to do and where to go."),
            use=(
                _("You need help soon, and you do not know from whom."),
                _("Your doctor's surgery is shut."),
                _("A bad tooth, and you have no dentist."),
            ),
            not_for=(_("A life in danger: ring 999."),),
            how=(
                filled(_("With Relay UK, dial %(number)s."), number=phone("18001 111")),
                _("They can book you in at a centre, and send an ambulance if you need one."),
                _("You can ask for an interpreter: say your language in English."),
            ),
            ring="111",
        ),
        Card(
            C.EMERGENCY,
            both("A&E, the emergency department"),
            both("Go there, or ring 999, when somebody is very ill or badly hurt."),
            use=(
                _("A bad burn, a deep cut, or a bone that sticks out."),
                _("A bad knock on the head."),
                _("Very hard to breathe."),
                _("Something swallowed that is poison."),
            ),
            not_for=(
                _("Sprains, small cuts, coughs and colds. You may wait for hours."),
                _("Seeing a doctor because the surgery is full: ring 111."),
            ),
            how=(
                _("It is open day and night. You need no letter."),
                _("Do not drive yourself if you are very ill: ring 999."),
            ),
        ),
        Card(
            C.URGENT,
            both("Urgent treatment centre"),
            both("Ring 111 first: they can book you in, so you wait less."),
            use=(
                _("Sprains, and bones that may be broken."),
                _("Cuts, grazes, small burns, bites and stings."),
                _("A small knock on the head, or something in the eye."),
                _("A high temperature, a rash, or pain when you pass water."),
            ),
            not_for=(
                _("A life in danger: ring 999."),
                _("Babies under 6 months, teeth, and anything to do with being pregnant."),
            ),
            how=(_("You can walk in too. They have an X-ray for part of the day."),),
        ),
        Card(
            C.MINOR,
            both("Minor injury unit"),
            both("Ring 111: they tell you the nearest one that is open."),
            use=(_("Small injuries only: cuts, sprains, small burns, bones that may be broken."),),
            not_for=(_("Illness, such as a cough or a stomach ache."),),
            how=(_("Many are now called urgent treatment centres. Then they see illness too."),),
        ),
        Card(
            C.WALK_IN,
            both("Walk-in centre"),
            both("Ring 111: they tell you the nearest one that is open."),
            use=(_("Small illnesses, seen by a nurse, when you cannot wait for your surgery."),),
            not_for=(_("Broken bones: most of them have no X-ray."),),
            how=(_("Many have shut. Ring before you set out."),),
        ),
        Card(
            C.PHARMACY,
            both("Pharmacy, or chemist"),
            both("Walk in. You need no appointment, and you can ask to talk where nobody hears."),
            use=(
                _("Coughs, colds, sore throats, earache, rashes, bites and tummy trouble."),
                _("Medicine that has run out: they may give you some to tide you over."),
                _("The morning-after pill, and questions about your medicine."),
            ),
            not_for=(_("Anything that gets worse fast: ring 111."),),
            how=(_("Some are open late and on Sundays. Ring 111 to hear which one is open now."),),
        ),
        Card(
            C.GP,
            both("Doctor's surgery, or GP"),
            both("Ring your own surgery when it opens, or ask on its website."),
            use=(
                _("Something that does not go away, or comes back."),
                _("Worries about your body or your mind."),
                _("A long illness, and medicine you take every day."),
            ),
            not_for=(_("A life in danger: ring 999. Small things: a pharmacy is quicker."),),
            how=(
                _("No surgery yet? Anybody in England can join one. You need no papers and no address."),
                _("When it is shut, ring 111."),
            ),
        ),
    ]


def _tonight() -> list[Card]:
    councils = ", ".join(council.full_name or council.name for council in place().councils)
    say = Markup('<span lang="en" dir="ltr">I have nowhere to sleep tonight</span>')
    credit = Markup('<span lang="en" dir="ltr">emergency credit</span>')
    food = Markup('<a class="govuk-link" href="{}">{}</a>').format(
        in_language(current_language(), "/activities?q=food"), _("See food near you")
    )
    return [
        Card(
            C.SLEEP,
            both("Nowhere to sleep tonight"),
            both("Ring your council. They must tell you what help there is."),
            use=(
                _("You have no bed tonight, or it is not safe to go home."),
                _("You see somebody who sleeps outside."),
            ),
            how=(
                filled(_("Say: “%(words)s.”"), words=say),
                filled(_("Your councils here: %(names)s."), names=escape(councils)),
            ),
        ),
        Card(
            C.FOOD,
            both("Nothing to eat"),
            both("Ring us, and we find out what is open today."),
            use=(_("You have no food today and no money for any."),),
            how=(
                filled(_("%(link)s: meals, pantries and food banks."), link=food),
                _("Some food banks want a letter or a voucher first. We can find out for you."),
            ),
            ring=place().help_line.number,
        ),
        Card(
            C.HEATING,
            both("No heating, gas or light"),
            both("Smell gas? Get out first, then ring."),
            use=(
                _("A smell of gas, or a power cut."),
                _("Your meter is about to run out."),
            ),
            how=(
                filled(
                    _(
                        "Meter about to run out? Ring the company on your bill. Ask for “%(words)s”. "
                        "You pay it back later."
                    ),
                    words=credit,
                ),
            ),
        ),
    ]
