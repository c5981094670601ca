"""How to reach and talk with somebody, in words: the banner, the one line of lists, and what to be warned of.

Safety stands apart from need, and neither is ever folded away. Each takes `Person.reaching` as it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp

from app.domain.contact_log import ContactChannel
from app.domain.reaching import (
    ContactMethodNeed,
    FormatNeed,
    Outcome,
    ProfessionalNeed,
    Reaching,
    SafeChannel,
    SupportNeed,
    Why,
    clean_reaching,
    has_limits,
    judge,
)
from app.web.labels import label

ENGLISH = Locale("en", "GB")

WAYS: Mapping[SafeChannel, str] = {
    SafeChannel.PHONE: _lp("way, inside a sentence", "phone"),
    SafeChannel.TEXT: _lp("way, inside a sentence", "text"),
    SafeChannel.EMAIL: _lp("way, inside a sentence", "e-mail"),
    SafeChannel.LETTER: _lp("way, inside a sentence", "letter"),
    SafeChannel.IN_PERSON: _lp("way, inside a sentence", "in person"),
    SafeChannel.SOMEBODY: _lp("way, inside a sentence", "through somebody they trust"),
}

ASKS: Mapping[SupportNeed, str] = {
    SupportNeed.LONGER_MEETING: _l("Leave more time than usual."),
    SupportNeed.HEARING_LOOP: _l("Meet where there is a hearing loop."),
    SupportNeed.LIPREADS: _l("They lipread: face them, in good light."),
    SupportNeed.PASSPORT: _l("Read their communication passport first."),
    SupportNeed.QUIET_ROOM: _l("Meet in a quiet room."),
    SupportNeed.CHAPERONE: _l("A chaperone is there too."),
    SupportNeed.CARER_PRESENT: _l("Their carer is there too."),
    SupportNeed.STEP_FREE: _l("Meet where there are no steps or stairs."),
    SupportNeed.SLOW_CLEAR: _l("Speak slowly and clearly."),
}
"""What a need asks of whoever meets them."""

BEFORE_USE: Mapping[Why, str] = {
    Why.NO_PHONE: _l("Do not telephone: they need another way."),
    Why.NOT_CHOSEN: _l("This way is not safe for them. They did not choose it."),
    Why.NOT_AS_NEEDED: _l("They need another way of being reached."),
    Why.THROUGH_SOMEBODY: _l("Ring only whom they trust, not them."),
    Why.WITH_RELAY: _l("Ring only with the relay or the person they need."),
    Why.NOT_KNOWN: _l("Nobody has asked which ways are safe for them. Ask first."),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the banner: what to do first, in bold, and the rest."""

    strong: str
    rest: str = ""

    def __str__(self) -> str:
        return " ".join(part for part in (self.strong, self.rest) if part)


def lines(given: Mapping[str, object], language: str = "en") -> list[Line]:
    """How to talk with them, the most important first. `language`: the one they read our words in."""
    reaching = clean_reaching(given)
    made = [_ways(reaching), _methods(reaching), _interpreter(reaching), _professionals(reaching)]
    made += [_language(language), _formats(reaching)]
    asks = [str(ASKS[SupportNeed(value)]) for value in reaching["support"]]
    made.append(Line("", " ".join(asks)))
    if not has_limits(reaching):
        made += [Line("", words) for words in _times_and_trust(reaching)]
    made.append(Line("", reaching["words"]))
    return [line for line in made if str(line)]


def one_line(given: Mapping[str, object]) -> str:
    """For lists. Shape: `How to reach: text or letter. Leave no message.`"""
    reaching = clean_reaching(given)
    ways = _listed(reaching)
    parts = [
        _("How to reach: %(ways)s.", ways=ways)
        if ways
        else _("How to reach: nobody has asked them yet. Ask before you do.")
    ]
    if _no_phone(reaching):
        parts.append(_("Do not telephone."))
    if reaching["leave_message"] is False:
        parts.append(_("Leave no message."))
    if reaching["interpreter"]:
        parts.append(_("Interpreter: %(language)s.", language=reaching["interpreter"]))
    if reaching["never"]:
        parts.append(_("Read the safe contact note first."))
    return " ".join(parts)


def safe_lines(given: Mapping[str, object]) -> list[str]:
    """What must not be done, for the banner `Stop: safe contact`; nothing where there is no such thing."""
    reaching = clean_reaching(given)
    if not has_limits(reaching):
        return []
    made = [reaching["never"]]
    if reaching["leave_message"] is False:
        made.append(_("Do not leave messages, with anybody or on a machine."))
    if reaching["others_may_answer"] is False:
        made.append(_("If somebody else answers, do not say who you are or what it is about."))
    return [words for words in [*made, *_times_and_trust(reaching)] if words]


def warning(given: Mapping[str, object], channel: ContactChannel) -> str | None:
    """Why this way is not a good one for them; None where it is."""
    reaching = clean_reaching(given)
    verdict = judge(reaching, channel)
    if verdict.outcome is Outcome.OK:
        return None
    ways = _listed(reaching)
    words = str(BEFORE_USE[verdict.why])
    safe = _("Safe: %(ways)s.", ways=ways) if ways else ""
    return f"{words} {safe}".strip()


def _ways(reaching: Reaching) -> Line:
    ways = _listed(reaching)
    strong = _sentence(ways) if ways else _("Nobody has asked which ways are safe. Ask before you use one.")
    return Line(strong, _("Do not telephone.") if _no_phone(reaching) else "")


def _listed(reaching: Reaching) -> str:
    return either([str(WAYS[SafeChannel(value)]) for value in reaching["channels"]])


def _no_phone(reaching: Reaching) -> bool:
    return ContactMethodNeed.NO_PHONE.value in reaching["methods"]


def _methods(reaching: Reaching) -> Line:
    chosen = [ContactMethodNeed(value) for value in reaching["methods"]]
    needed = [label(one) for one in chosen if one is not ContactMethodNeed.NO_PHONE]
    return Line(_("They need it this way:"), _sentence(either(needed))) if needed else Line("")


def _interpreter(reaching: Reaching) -> Line:
    language = reaching["interpreter"]
    return (
        Line(_("Interpreter: %(language)s.", language=language), _("Every time.")) if language else Line("")
    )


def _professionals(reaching: Reaching) -> Line:
    needed = [label(ProfessionalNeed(value)) for value in reaching["professionals"]]
    return Line(_sentence(", ".join(needed)), _("Book it for every meeting.")) if needed else Line("")


def _language(code: str) -> Line:
    if not code or code == "en":
        return Line("")
    try:
        name = Locale.parse(code, sep="-").get_display_name(get_locale() or ENGLISH)
    except (UnknownLocaleError, ValueError):
        return Line("")
    return Line(_("Write to them in %(language)s.", language=name or code))


def _formats(reaching: Reaching) -> Line:
    asked = [FormatNeed(value) for value in reaching["formats"]]
    said = [label(one) for one in asked if one is not FormatNeed.OWN_SIZE or not reaching["font_size"]]
    if reaching["font_size"]:
        said.append(_("%(number)s point", number=reaching["font_size"]))
    return Line(_sentence(", ".join(said))) if said else Line("")


def _times_and_trust(reaching: Reaching) -> list[str]:
    made = []
    if reaching["safe_times"]:
        made.append(_("When: %(times)s", times=reaching["safe_times"]))
    if who := [part for part in reaching["trusted"].values() if part]:
        made.append(_("You may go through somebody they trust: %(who)s", who=", ".join(map(str, who))))
    return made


def _sentence(words: str) -> str:
    """With a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}." if words else ""


def either(words: list[str]) -> str:
    """Shape: `text, letter or in person`, in the reader's language."""
    return format_list(words, style="or", locale=get_locale() or ENGLISH) if words else ""
