"""Organizations, contacts, phone numbers and the languages spoken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from app.domain.feeds import contact
from app.domain.feeds.annotations import annotated
from app.domain.feeds.fields import Raw, is_empty, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.languages import language
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Part

ORGANIZATION_ALIASES = {
    "url": "website",
    "web": "website",
    "identifiers": "organization_identifiers",
    "organisation_identifiers": "organization_identifiers",
    "phone": "phones",
    "telephone": "phones",
    "contact": "contacts",
    "title": "name",
    "email_address": "email",
}
CONTACT_ALIASES = {
    "phone": "phones",
    "telephone": "phones",
    "phone_number": "phones",
    "mobile": "phones",
    "email_address": "email",
    "e_mail": "email",
    "role": "title",
    "job_title": "title",
    "position": "title",
}
PHONE_ALIASES = {
    "phone": "number",
    "telephone": "number",
    "phone_number": "number",
    "value": "number",
    "language": "languages",
}


def organization(reader: Reader, raw: Raw, spare: list[str]) -> Part | None:
    """The organization of a listing; None where the feed names none."""
    value = raw.get("organization")
    if isinstance(value, list):
        value = next((one for one in value if not is_empty(one)), None)
    if isinstance(value, str):
        value = {"name": value}
    if not isinstance(value, Mapping):
        value = {}
    one = with_folded_names(value, ORGANIZATION_ALIASES)
    words: list[str] = []
    year = reader.whole(one, "year_incorporated", 1000, 2200)
    columns: dict[str, Any] = {
        "name": reader.line(one, "name", 500),
        "alternate_name": reader.line(one, "alternate_name", 500),
        "description": reader.words(one, "description"),
        "email": reader.email(one, "email", words),
        "website": reader.link(one, "website", words),
        "tax_status": reader.line(one, "tax_status"),
        "tax_id": reader.line(one, "tax_id"),
        "year_incorporated": year,
        "legal_status": reader.line(one, "legal_status"),
        "logo": reader.link(one, "logo", words),
        "uri": reader.line(one, "uri", 1000),
    }
    columns["description"] = "\n\n".join(filter(None, (columns["description"], *words)))
    published = published_id(one.get("id")) or published_id(raw.get("organization_id"))
    if not columns["name"] and not published and (name := _name_from_contact(raw)):
        columns["name"] = reader.line({"name": name}, "name", 500)
        reader.note(Healing.ORGANIZATION_MADE, "contact", columns["name"])
    if not columns["name"] and not published and not columns["description"]:
        reader.note(Healing.ORGANIZATION_MISSING)
        spare.extend(words)
        return None
    made = Part(columns, published, refers=published_id(one.get("parent_organization_id")))
    annotated(reader, one, made)
    for given in reader.objects(one, "organization_identifiers", as_words="identifier"):
        identifier = with_folded_names(given)
        text = reader.line(identifier, "identifier")
        if text:
            made.add(
                "organization_identifier",
                annotated(
                    reader,
                    identifier,
                    Part(
                        {
                            "identifier_scheme": reader.line(identifier, "identifier_scheme"),
                            "identifier_type": reader.line(identifier, "identifier_type"),
                            "identifier": text,
                        },
                        published_id(identifier.get("id")),
                    ),
                ),
            )
    add_people(made, phones(reader, one, spare), contacts(reader, one, spare))
    for given in reader.objects(one, "funding", as_words="source"):
        if text := reader.words(given, "source"):
            funded = Part({"source": text}, published_id(given.get("id")))
            made.add("funding", annotated(reader, given, funded))
    for given in reader.objects(one, "programs"):
        if (part := program(reader, given)) is not None:
            made.add("program", part)
    return made


def program(reader: Reader, given: Raw) -> Part | None:
    """A programme that services belong to."""
    raw = with_folded_names(given)
    columns: dict[str, Any] = {
        "name": reader.line(raw, "name", 500),
        "alternate_name": reader.line(raw, "alternate_name", 500),
        "description": reader.words(raw, "description"),
    }
    if not any(columns.values()):
        return None
    return annotated(reader, raw, Part(columns, published_id(raw.get("id"))))


def add_people(made: Part, numbers: Iterable[Part], people: Iterable[Part]) -> None:
    """Phone numbers and contacts on an organization, a place or a listing: each once, and whose is whose."""
    every = list(numbers)
    kept: dict[tuple[object, ...], int] = {}
    for one in people:
        own_numbers = one.parts.pop("phone", [])
        at: int | None = None
        if any(one.columns.values()):
            key = tuple(str(value).casefold() for value in one.columns.values())
            at = kept.get(key)
            if at is None:
                at = kept[key] = len(made.parts.get("contact", ()))
                made.add("contact", one)
        for number in own_numbers:
            number.contact, number.place = at, one.place
            every.append(number)
    for number in without_doubles(every):
        made.add("phone", number)


def _name_from_contact(raw: Raw) -> str:
    """The organization a contact says it is from. A person's name is never made into one."""
    given = raw.get("contacts")
    for one in given if isinstance(given, list) else [given]:
        if isinstance(one, Mapping):
            folded = with_folded_names(one)
            for name in ("organization", "organisation", "organization_name", "organisation_name", "company"):
                value = folded.get(name)
                if isinstance(value, Mapping):
                    value = value.get("name")
                if isinstance(value, str) and value.strip():
                    return value
    return ""


def contacts(reader: Reader, raw: Raw, spare: list[str]) -> list[Part]:
    """People or desks to get in touch with; their phone numbers are parts of them."""
    made: list[Part] = []
    for given in reader.objects(raw, "contacts"):
        one = with_folded_names(given, CONTACT_ALIASES)
        words: list[str] = []
        part = Part(
            {
                "name": reader.line(one, "name", 300),
                "title": reader.line(one, "title", 300),
                "department": reader.line(one, "department", 300),
                "email": reader.email(one, "email", words),
            },
            published_id(one.get("id")),
        )
        annotated(reader, one, part)
        for number in phones(reader, one, words):
            part.add("phone", number)
        spare.extend(words)
        if any(part.columns.values()) or part.parts:
            made.append(part)
    return made


def phones(reader: Reader, raw: Raw, spare: list[str]) -> list[Part]:
    """Numbers that ring. A field that holds only words goes to the spare words."""
    made: list[Part] = []
    for given in reader.objects(raw, "phones", as_words="number"):
        one = with_folded_names(given, PHONE_ALIASES)
        text = reader.line(one, "number", 500)
        if not text:
            continue
        if re.fullmatch(r"[1237]\d{9}", text):
            reader.note(Healing.PHONE, text, f"0{text}")
            text = f"0{text}"
        numbers = contact.phone_numbers(text)
        if not numbers:
            reader.note(Healing.PHONE_TO_WORDS, text)
            spare.append(text)
            continue
        if len(numbers) > 1 or numbers[0].number != text:
            reader.note(Healing.PHONE, text, " / ".join(number.number for number in numbers))
        description = reader.words(one, "description")
        for at, number in enumerate(numbers):
            part = Part(
                {
                    "number": number.number[:255],
                    "extension": number.extension or reader.line(one, "extension", 20),
                    "type": reader.line(one, "type", 60),
                    "description": "\n".join(filter(None, (description, number.words))),
                },
                published_id(one.get("id")) if at == 0 else "",
            )
            if at == 0:
                annotated(reader, one, part)
            for spoken in languages(reader, one):
                part.add("language", spoken)
            made.append(part)
    return made


def without_doubles(parts: Iterable[Part]) -> list[Part]:
    """Phone numbers of one listing, each once: a number given again only adds where and whose it is."""
    kept: dict[tuple[str, str], Part] = {}
    for part in parts:
        key = (contact.digits_of(part.columns["number"]), part.columns["extension"])
        known = kept.setdefault(key, part)
        if known is not part:
            known.place = part.place if known.place is None else known.place
            known.contact = part.contact if known.contact is None else known.contact
            for column in ("description", "type"):
                known.columns[column] = known.columns[column] or part.columns[column]
            known.published_terms += [one for one in part.published_terms if one not in known.published_terms]
            known.changes += [one for one in part.changes if one not in known.changes]
            if not known.parts:
                known.parts = part.parts
    return list(kept.values())


def languages(reader: Reader, raw: Raw) -> list[Part]:
    """Languages by name and code, from objects or from words such as `Urdu, Polish`."""
    made: dict[str, Part] = {}
    for given in reader.objects(raw, "languages"):
        one = with_folded_names(given, {"language": "name", "value": "name"})
        text = reader.line(one, "name") or reader.line(one, "code")
        pieces = re.split(r"\s*(?:[,;/&]|\band\b)\s*", text) if text else []
        for at, piece in enumerate(piece for piece in pieces if piece):
            name, code = language(piece)
            if not code and not is_empty(one.get("code")):
                code = language(str(one["code"]))[1] or reader.line(one, "code", 20)
            part = Part(
                {"name": name[:255], "code": code[:255], "note": reader.words(one, "note")},
                published_id(one.get("id")) if at == 0 else "",
            )
            made.setdefault(code or name.casefold(), annotated(reader, one, part) if at == 0 else part)
    return list(made.values())
