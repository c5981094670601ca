"""What a member of the panel tells us about themselves: cleaned, and what is missing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.emails import is_email
from app.domain.panel import OFTEN, AccessNeed, Interest, PanelWay
from app.domain.phones import e164


class PanelFault(StrEnum):
    """What is missing or wrong; the value names the field."""

    NAME = "name"
    WAYS = "ways"
    EMAIL = "email"
    PHONE = "phone"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Details:
    """How to ask them, about what, how often, and what they need for it."""

    name: str = ""
    ways: tuple[PanelWay, ...] = ()
    email: str = ""
    phone: str = ""
    address: str = ""
    interests: tuple[Interest, ...] = ()
    needs: tuple[AccessNeed, ...] = ()
    needs_words: str = ""
    spoken: str = ""
    most_a_year: int = 2


NEEDED: Mapping[PanelWay, PanelFault] = {
    PanelWay.EMAIL: PanelFault.EMAIL,
    PanelWay.PHONE: PanelFault.PHONE,
    PanelWay.TEXT: PanelFault.PHONE,
    PanelWay.POST: PanelFault.ADDRESS,
}
"""What each way of asking needs."""


def faults_of(details: Details) -> list[PanelFault]:
    """In the order of the form; none when all is well."""
    right = {
        PanelFault.EMAIL: is_email(details.email),
        PanelFault.PHONE: bool(e164(details.phone)),
        PanelFault.ADDRESS: bool(details.address),
    }
    missing = {NEEDED[way] for way in details.ways if not right[NEEDED[way]]}
    if not details.name:
        missing.add(PanelFault.NAME)
    if not details.ways:
        missing.add(PanelFault.WAYS)
    if details.email and not right[PanelFault.EMAIL]:
        missing.add(PanelFault.EMAIL)
    return [fault for fault in PanelFault if fault in missing]


def often_from(value: object) -> int:
    """How many invitations a year: a number of the list, else the fewest."""
    return next((times for times in OFTEN if str(times) == str(value)), OFTEN[0])
