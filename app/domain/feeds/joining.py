"""From many records to single listings: doubles joined, identifiers made stable and each used once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from app.domain.feeds.identity import beginning, digest, same
from app.domain.feeds.ledger import Healing, Notice
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import OF_LISTING, Listing, Part
from app.domain.feeds.venues import signature


@dataclass(frozen=True, slots=True)
class Joined:
    """One record that became part of another."""

    name: str
    source: str
    into: str
    places: int
    """How many places it added."""


def settled(
    reader: Reader, listings: list[Listing], known: Collection[str]
) -> tuple[list[Listing], list[Joined]]:
    """The listings, each with a `key` of its own; and what was joined into which.

    `known` are the keys the directory has from this feed: of several records that are one service,
    the one it already has stays.
    """
    groups: dict[object, list[Listing]] = {}
    for listing in listings:
        groups.setdefault(_same_service(listing), []).append(listing)
    kept: set[int] = set()
    joined: list[Joined] = []
    for group in groups.values():
        main = next((one for one in group if one.published and one.published in known), group[0])
        kept.add(id(main))
        for other in group:
            if other is not main:
                reader.ledger.where = main.where
                added = merge(main, other)
                joined.append(Joined(other.name, other.source, main.name, added))
    left = [listing for listing in listings if id(listing) in kept]
    _give_keys(reader, left)
    names: set[str] = set()
    for listing in left:
        folded = same(listing.name)
        if folded in names:
            reader.ledger.where = listing.where
            reader.ledger.note(Notice.SAME_NAME)
        names.add(folded)
    return left, joined


def _same_service(listing: Listing) -> object:
    """Records with the same of this are one service. A record without a name is only ever itself,
    unless the feed gives it twice with the same identifier."""
    columns = listing.columns
    organization = listing.organization
    owner = same(str(organization.columns["name"])) or organization.published if organization else ""
    begins = beginning(columns["description"])
    if columns["name"] == "Unnamed listing" or not (owner or begins):
        return (listing.published, columns["name"], begins) if listing.published else id(listing)
    return (
        owner,
        same(columns["name"]) or columns["name"],
        begins,
        columns["minimum_age"],
        columns["maximum_age"],
        columns["fees_description"][:200],
        columns["status"],
    )


def merge(main: Listing, other: Listing) -> int:
    """Put what the other record adds on the main one; how many places that are."""
    at: dict[int, int] = {}
    known = {signature(place): index for index, place in enumerate(main.places)}
    if len(main.places) == 1:
        _say_where(main)
    if len(other.places) == 1:
        _say_where(other)
    added = 0
    for index, place in enumerate(other.places):
        where = known.get(signature(place))
        if where is None:
            where = known[signature(place)] = len(main.places)
            main.places.append(place)
            added += 1
        at[index] = where
    contacts: dict[int, int] = {}
    for table in OF_LISTING:
        here = {_content(part): index for index, part in enumerate(main.every(table))}
        for index, part in enumerate(other.every(table)):
            here_now = at.get(part.place) if part.place is not None else None
            part.place = here_now
            part.contact = contacts.get(part.contact) if part.contact is not None else None
            found = here.get(_content(part))
            if found is None:
                found = here[_content(part)] = len(main.parts.get(table, ()))
                main.add(table, part)
            if table == "contact":
                contacts[index] = found
    for name, value in other.columns.items():
        if main.columns[name] in ("", None, False) and value not in ("", None, False):
            main.columns[name] = value
    main.terms |= other.terms
    terms = {(term.name, term.taxonomy) for term in main.published_terms}
    main.published_terms += [
        term for term in other.published_terms if (term.name, term.taxonomy) not in terms
    ]
    main.changes += [one for one in other.changes if one not in main.changes]
    main.organization = main.organization or other.organization
    return added


def _say_where(listing: Listing) -> None:
    """The times of a listing with one place are the times there."""
    for part in listing.every("schedule"):
        part.place = 0


def _content(part: Part) -> object:
    return (part.place, *part.columns.values())


def _give_keys(reader: Reader, listings: list[Listing]) -> None:
    """A key for every listing: its published identifier, else one from what it says; never the same twice."""
    used: set[str] = set()
    for listing in listings:
        reader.ledger.where = listing.where
        columns, organization = listing.columns, listing.organization
        owner = str(organization.columns["name"]) if organization else ""
        content = digest(same(columns["name"]), same(owner))
        if listing.published and listing.published not in used:
            key = listing.published
        else:
            if listing.published:
                reader.note(Healing.ID_DOUBLED, listing.published)
            else:
                reader.note(Healing.ID_MISSING)
            start = f"{listing.published}#" if listing.published else "content:"
            tries = (content, digest(content, beginning(columns["description"])))
            key = next((start + one for one in tries if start + one not in used), "")
            number = 2
            while not key or key in used:
                key = f"{start}{tries[1]}-{number}"
                number += 1
        used.add(key)
        listing.key = key
