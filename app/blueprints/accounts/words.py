"""What is said when a password or a code will not do."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain import passwords
from app.domain.passwords import Fault
from app.gateways import common_passwords
from app.web.filters import number
from app.web.place import place


def password_fault(password: str, *, about: tuple[str, ...]) -> str:
    """What is wrong with a new password, and what to do; empty where nothing is."""
    names = (*about, "Ginnel", *place().name.values())
    match passwords.fault_of(password, is_common=common_passwords.is_common, about=names):
        case Fault.TOO_SHORT:
            return _(
                "Make it longer: at least %(least)s letters. Three words with nothing in common do well.",
                least=number(passwords.SHORTEST),
            )
        case Fault.TOO_LONG:
            return _("Make it shorter: at most %(most)s letters.", most=number(passwords.LONGEST))
        case Fault.COMMON:
            return _("Many people use this password, so it is tried first. Choose another one.")
        case Fault.ABOUT_YOU:
            return _("There is little in it but your name, our name or the place. Choose another one.")
        case _:
            return ""


def wait_words(seconds: int) -> str:
    """How long to wait. Rounded up, so that it is true."""
    minutes = -(-seconds // 60)
    return (
        _("Wait one minute, then try again.")
        if minutes == 1
        else _("Wait %(minutes)s minutes, then try again.", minutes=number(minutes))
    )
