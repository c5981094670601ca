"""A file of many referrals: its columns, and one row of it as a referral with everything that is wrong."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.consent import ConsentHow
from app.domain.nhs_number import digits_of
from app.domain.reaching import SafeChannel
from app.domain.referral import Concern, RiskAnswer
from app.domain.referral_document import ReferralDocument, clean
from app.domain.referral_faults import Terms, Wrong, faults
from app.domain.referring import given, postcode, refused
from app.domain.typed_dates import read_date
from app.domain.typed_text import clean_line, clean_lines

COLUMNS: Mapping[str, str] = {
    "given_name": "First name",
    "family_name": "Last name",
    "born_on": "Date of birth",
    "nhs_number": "NHS number",
    "phone": "Phone",
    "email": "E-mail",
    "address": "Address",
    "postcode": "Postcode",
    "channels": "Safe ways to reach",
    "trusted": "Somebody they trust",
    "leave_message": "May we leave a message",
    "interpreter": "Interpreter",
    "practice": "Practice",
    "concerns": "Concerns",
    "reason": "Reason",
    "agreed": "Agreed",
    "why_not": "Why not agreed",
    "risks": "Risks",
    "is_urgent": "Urgent",
    "referrer_name": "Referrer name",
    "referrer_service": "Referrer organisation",
    "referrer_contact": "Referrer contact",
    "referred_on": "Referred on",
}
"""Field -> its heading in the file, in this order. The headings are a format: they are not translated."""
NEEDED = (
    "given_name",
    "family_name",
    "born_on",
    "postcode",
    "channels",
    "concerns",
    "reason",
    "agreed",
    "risks",
    "referrer_name",
    "referrer_contact",
    "referred_on",
)
"""A file without one of these columns is not read."""

YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0", ""})
NO_RISKS = frozenset({"none", "no", "no known risks", "none known", "none-known"})
NOT_AGREED = frozenset({"no", "not yet", "not asked"})
LONGEST_AGO = dt.timedelta(days=366)
"""An older date than that is a slip of the pen."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: what it says, and field -> what is wrong with it."""

    number: int
    """As a spreadsheet shows it."""
    document: ReferralDocument
    referrer: Mapping[str, str]
    referred_on: str
    is_urgent: bool
    wrong: Mapping[str, Wrong] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """By which the same row is known when it comes again: who it is, and when they were referred."""
        told = self.document
        who = told["nhs_number"] or "|".join(
            (folded(told["given_name"]), folded(told["family_name"]), told["born_on"], told["postcode"])
        )
        return f"{who}|{self.referred_on}"


def folded(text: str) -> str:
    return " ".join(text.casefold().split())


def columns_of(headings: list[str]) -> dict[str, str]:
    """Field -> the heading it stands under in this file, whatever its capitals and spaces."""
    there = {folded(one): one for one in headings}
    return {name: there[folded(words)] for name, words in COLUMNS.items() if folded(words) in there}


def lacking(columns: Mapping[str, str]) -> list[str]:
    """Headings the file must have and has not."""
    return [COLUMNS[name] for name in NEEDED if name not in columns]


def read(number: int, cells: Mapping[str, str], columns: Mapping[str, str], terms: Terms) -> Row:
    """One row of the file, read as far as it can be."""
    said = {name: clean_lines(cells.get(heading, "")) for name, heading in columns.items()}
    reader = Reader(said, terms.today)
    document = reader.document()
    referred_on = reader.referred_on()
    referrer = {name: clean_line(said.get(f"referrer_{name}", "")) for name in ("name", "service", "contact")}
    is_urgent = reader.one_of("is_urgent", {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)})
    for name in ("name", "contact"):
        if not referrer[name]:
            reader.wrong[f"referrer_{name}"] = Wrong.MISSING
    wrong = {**faults(document, terms), **reader.wrong}
    return Row(number, document, referrer, referred_on, bool(is_urgent), wrong)


class Reader:
    """The cells of one row, and what could not be understood."""

    def __init__(self, said: Mapping[str, str], today: dt.date) -> None:
        self.said = said
        self.today = today
        self.wrong: dict[str, Wrong] = {}

    def text(self, name: str) -> str:
        return self.said.get(name, "")

    def document(self) -> ReferralDocument:
        born = self.day("born_on")
        return clean(
            {
                **{
                    name: self.text(name)
                    for name in ("given_name", "family_name", "phone", "email", "practice")
                },
                "address": self.text("address"),
                "reason": self.text("reason"),
                "born_on": born.isoformat() if born else "",
                "nhs_number": digits_of(self.text("nhs_number")) or ("0" if self.text("nhs_number") else ""),
                "postcode": postcode(self.text("postcode")),
                "home": "given" if self.text("postcode") else "",
                "reaching": {
                    "channels": self.several("channels", SafeChannel),
                    "leave_message": self.leave_message(),
                    "interpreter": self.text("interpreter"),
                    "trusted": {"name": self.text("trusted")},
                },
                "concerns": self.several("concerns", Concern),
                "risks": self.risks(),
                "consents": self.consents(),
            }
        )

    def day(self, name: str) -> dt.date | None:
        """A day with its year: one without might be any."""
        typed = self.text(name)
        if not typed:
            return None
        found = read_date(typed.split("T")[0].removesuffix(" 00:00:00"), self.today)
        if found is None or not any(part.isdecimal() and len(part) == 4 for part in digits_in(typed)):
            self.wrong[name] = Wrong.NOT_A_DAY
            return None
        return found

    def referred_on(self) -> str:
        day = self.day("referred_on")
        if day is None:
            self.wrong.setdefault("referred_on", Wrong.MISSING)
            return ""
        if day > self.today:
            self.wrong["referred_on"] = Wrong.FUTURE_DAY
        elif self.today - day > LONGEST_AGO:
            self.wrong["referred_on"] = Wrong.OLD_DAY
        return day.isoformat()

    def several(self, name: str, values: type[StrEnum]) -> list[str]:
        """Values of a list, parted by commas or semicolons."""
        typed = [folded(one).replace(" ", "-") for one in self.text(name).replace(";", ",").split(",")]
        given = [one for one in typed if one]
        known = {one.value for one in values}
        if any(one not in known for one in given):
            self.wrong[name] = Wrong.NOT_ON_LIST
        return [one for one in given if one in known]

    def one_of(self, name: str, values: Mapping[str, bool]) -> bool | None:
        typed = folded(self.text(name))
        if typed in values:
            return values[typed]
        self.wrong[name] = Wrong.NOT_ON_LIST
        return None

    def leave_message(self) -> bool | None:
        if not self.text("leave_message"):
            return None
        return self.one_of("leave_message", {**dict.fromkeys(YES, True), **dict.fromkeys(NO, False)})

    def risks(self) -> dict[str, str]:
        typed = self.text("risks")
        if not typed:
            return {}
        if folded(typed).rstrip(".") in NO_RISKS:
            return {"answer": RiskAnswer.NONE_KNOWN.value}
        return {"answer": RiskAnswer.SOME.value, "words": typed}

    def consents(self) -> dict[str, dict[str, object]]:
        typed = folded(self.text("agreed")).replace(" ", "-")
        if not typed:
            return {}
        if typed in {one.replace(" ", "-") for one in NOT_AGREED}:
            return refused(self.text("why_not"))
        if typed in {ConsentHow.SPOKEN, ConsentHow.WRITTEN, ConsentHow.BEST_INTERESTS}:
            return given(ConsentHow(typed))
        self.wrong["agreed"] = Wrong.NO_HOW
        return {}


def digits_in(typed: str) -> list[str]:
    return "".join(sign if sign.isdecimal() else " " for sign in typed).split()
