"""E-mail addresses, links and phone numbers: what can be used, and what is only words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

LONGEST_LINK = 2000

_EMAIL_IN = re.compile(r"[\w.!#$%&'*+/=?^`{|}~-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER_IN = re.compile(r"(?:\+|\b00)?\(?\d[\d\s().\-]{1,24}\d|\b\d{3,6}\b")
_MOBILE = re.compile(r"(?<!\d)(?:\+44\s?(?:\(0\))?\s?|0)7\d{3}[\s-]?\d{3}[\s-]?\d{3}(?!\d)")
_EXTENSION = re.compile(r"\s*(?:ext(?:ension)?\.?|x)\s*:?\s*(\d{1,6})\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:[;/|,]|\bor\b|\band\b|&)\s*", re.IGNORECASE)
_HOST = re.compile(r"(?=.{1,253}\Z)(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_][\w-]{0,61}[^\W_]", re.UNICODE)
_BARE_LINK = re.compile(
    r"(?:www\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:uk|com|org|net|info|gov|eu|co|nhs|charity)\b)", re.IGNORECASE
)
_DANGEROUS = ("javascript:", "data:", "vbscript:", "file:")


@lru_cache(maxsize=8192)
def email(text: str) -> str:
    """The address, when it is one that could exist; else empty. Nothing is looked up."""
    try:
        found = validate_email(
            text, check_deliverability=False, test_environment=True, allow_quoted_local=False
        )
    except (EmailNotValidError, ValueError, UnicodeError):
        return ""
    return found.normalized if len(found.normalized) <= 254 else ""


@lru_cache(maxsize=8192)
def email_within(text: str) -> str:
    """The first good address in a longer text, such as `mailto:` links or `Name <a@b>`."""
    for found in _EMAIL_IN.findall(text[:2000]):
        if good := email(found.strip(".'")):
            return good
    return ""


@dataclass(frozen=True, slots=True)
class Link:
    address: str = ""
    is_dangerous: bool = False


@lru_cache(maxsize=8192)
def link(text: str) -> Link:
    """A web address somebody can open; mended where only the beginning is missing or misspelt."""
    bare = text.strip().strip("<>\"'").strip()
    if bare.lower().replace("\t", "").startswith(_DANGEROUS):
        return Link(is_dangerous=True)
    bare = re.sub(r"^(https?)(?:;|:)?/{1,3}(?=[^/])", r"\1://", bare, flags=re.IGNORECASE)
    bare = re.sub(r"^(?:https?://)+(https?://)", r"\1", bare, flags=re.IGNORECASE)
    bare = re.sub(
        r"^(?:h?ttps?|htp|htps|hhttps?)://",
        lambda m: "https://" if "s" in m[0].lower() else "http://",
        bare,
        flags=re.IGNORECASE,
    )
    if not re.match(r"https?://", bare, re.IGNORECASE):
        if not _BARE_LINK.match(bare):
            return Link()
        bare = f"https://{bare}"
    if " " in bare or len(bare) > LONGEST_LINK or any(ord(c) < 33 for c in bare):
        return Link()
    try:
        parts = urlsplit(bare)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return Link()
    if parts.username or not _HOST.fullmatch(host):
        return Link()
    scheme, _, rest = bare.partition("://")
    return Link(f"{scheme.lower()}://{rest}")


@dataclass(frozen=True, slots=True)
class Number:
    number: str
    extension: str = ""
    words: str = ""
    """What else stood beside it."""


@lru_cache(maxsize=8192)
def phone_numbers(text: str) -> tuple[Number, ...]:
    """Every number to ring in a phone field, with the words beside it; none when it is only words."""
    bare = " ".join(text.replace('"', "").replace("'", "").split())[:500]
    found: list[Number] = []
    for piece in _pieces(bare):
        extension = _EXTENSION.search(piece)
        body = piece[: extension.start()] + piece[extension.end() :] if extension else piece
        match = _NUMBER_IN.search(body)
        if not match or not _rings(match[0]):
            if found and piece:
                last = found[-1]
                found[-1] = Number(last.number, last.extension, f"{last.words} {piece}".strip())
            elif piece:
                found.append(Number("", words=piece))
            continue
        words = " ".join((body[: match.start()] + " " + body[match.end() :]).split()).strip(" :-–,.")
        words = (
            words.removeprefix("(").removesuffix(")") if words.count("(") == words.count(")") == 1 else words
        )
        words = (
            ""
            if words.lower() in {"tel", "phone", "telephone", "t", "call", "ring", "mobile", "mob", "("}
            else words
        )
        found.append(Number(" ".join(match[0].split()), extension[1] if extension else "", words))
    numbers = [one for one in found if one.number]
    before = " ".join(one.words for one in found if not one.number)
    if numbers and before:
        numbers[0] = Number(numbers[0].number, numbers[0].extension, f"{before} {numbers[0].words}".strip())
    return tuple(numbers)


def _pieces(text: str) -> list[str]:
    pieces = _BETWEEN.split(text)
    return pieces if sum(1 for piece in pieces if _NUMBER_IN.search(piece)) > 1 else [text]


def _rings(text: str) -> bool:
    digits = re.sub(r"\D", "", text)
    return (
        10 <= len(digits) <= 15 or (3 <= len(digits) <= 6 and digits[0] != "0") or (len(digits) in {7, 8, 9})
    )


def digits_of(number: str) -> str:
    """A number as it is compared: digits only, the United Kingdom's code taken off."""
    digits = re.sub(r"\D", "", number.replace("(0)", ""))
    for code in ("0044", "44"):
        if digits.startswith(code) and len(digits) - len(code) == 10:
            return "0" + digits.removeprefix(code)
    return digits


def mobile_in(text: str) -> bool:
    """Does the text hold somebody's mobile number?"""
    return bool(_MOBILE.search(text))
