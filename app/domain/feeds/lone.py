"""What a feed publishes by itself, beside its listings: organizations, places, subjects, changes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.domain.feeds import people, taxonomies, venues
from app.domain.feeds.annotations import changed
from app.domain.feeds.fields import Raw, with_folded_names
from app.domain.feeds.identity import made_id, published_id, published_uuid
from app.domain.feeds.ledger import Ledger
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Part, Place, PublishedTaxonomy, PublishedTerm
from app.domain.feeds.shapes import Other

Found = tuple[Other, Any]


@dataclass
class Lone:
    """Things that no listing of the feed holds. What listings refer to is filled in from them."""

    organizations: list[Part] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    terms: list[PublishedTerm] = field(default_factory=list)
    taxonomies: list[PublishedTaxonomy] = field(default_factory=list)
    links: list[tuple[uuid.UUID, str, PublishedTerm]] = field(default_factory=list)
    """Terms on things we have not been given: on which, of what kind, which term."""
    changes: list[Part] = field(default_factory=list)
    tables: list[Part] = field(default_factory=list)


def keep(reader: Reader, found: Sequence[Found]) -> None:
    """Let the reader know of everything that listings may refer to by its identifier."""
    for kind, value in found:
        if not isinstance(value, Mapping):
            continue
        id_ = published_id(value.get("id"))
        match kind:
            case Other.LOCATION if id_:
                reader.places.setdefault(id_, value)
            case Other.TERM if id_:
                reader.terms.setdefault(id_, value)
            case Other.TAXONOMY:
                if id_:
                    reader.taxonomies.setdefault(id_, value)
                for term in _terms_of(value):
                    if term_id := published_id(term.get("id")):
                        reader.terms.setdefault(term_id, term)
            case _:
                pass


def read(reader: Reader, found: Sequence[Found]) -> Lone:
    """All of it as parts. Quietly: what is healed here is not said, since it stands in no listing."""
    quiet = Reader(Ledger(), reader.dictionary, reader.today)
    quiet.own = reader.own
    quiet.places, quiet.terms, quiet.taxonomies = reader.places, reader.terms, reader.taxonomies
    made = Lone()
    for kind, value in found:
        if isinstance(value, Mapping) and published_id(value.get("id")) not in reader.own:
            _add(quiet, made, kind, value)
    return made


def _add(reader: Reader, made: Lone, kind: Other, value: Raw) -> None:
    match kind:
        case Other.ORGANIZATION:
            if (one := people.organization(reader, {"organization": value}, [])) is not None:
                one.parts.update(venues.hosted(reader, value))
                made.organizations.append(one)
        case Other.LOCATION:
            if (place := venues.lone_place(reader, value)) is not None:
                made.places.append(place)
        case Other.TERM:
            made.terms.extend(filter(None, [taxonomies.lone_term(reader, value)]))
        case Other.TAXONOMY:
            made.taxonomies.extend(filter(None, [taxonomies.taxonomy(reader, value)]))
            inner = (taxonomies.lone_term(reader, term) for term in _terms_of(value))
            made.terms.extend(term for term in inner if term is not None and term.published not in reader.own)
        case Other.ATTRIBUTE:
            raw = with_folded_names(value)
            link = published_id(raw.get("link_id"))
            for term in taxonomies.terms_on(reader, {"attributes": [value]}) if link else ():
                made.links.append((published_uuid(link) or made_id(link), term.link_entity, term))
        case Other.CHANGE:
            made.changes.extend(filter(None, [changed(reader, value)]))
        case Other.TABLE:
            raw = with_folded_names(value)
            columns = {name: reader.line(raw, name) for name in ("name", "language", "character_set")}
            if any(columns.values()):
                made.tables.append(Part(columns, published_id(raw.get("id"))))
        case _:
            pass


def _terms_of(taxonomy: Raw) -> list[Raw]:
    """The terms inside a taxonomy, each told which taxonomy that is."""
    inner = taxonomy.get("taxonomy_terms")
    if not isinstance(inner, list):
        return []
    about = {name: value for name, value in taxonomy.items() if name != "taxonomy_terms"}
    return [{"taxonomy_detail": about, **one} for one in inner if isinstance(one, Mapping)]
