"""Terms on a listing: kept as published, and mapped to our own vocabulary where the meaning is plain."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.domain.feeds.fields import Raw, is_empty, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.labels import AUDIENCE_WORDS, plain
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, PublishedTaxonomy, PublishedTerm

AUDIENCE_FIELDS = ("target_audience", "target_audiences", "audience")
MOST_TERMS = 200


def add(reader: Reader, made: Listing, raw: Raw, people: list[str]) -> None:
    """Read every style of taxonomy on the listing; `people` are labels already found in its eligibility."""
    seen: set[tuple[str, str]] = set()
    for term in _published(reader, raw):
        if own := reader.own.get(term.published):
            made.terms.add(own)
            continue
        key = (plain(term.name), term.taxonomy.casefold())
        if key not in seen and len(made.published_terms) < MOST_TERMS:
            seen.add(key)
            made.published_terms.append(term)
    audience = [*people]
    subjects: list[str] = []
    for term in made.published_terms:
        about = f"{term.taxonomy} {term.link_type}".casefold()
        (audience if any(word in about for word in AUDIENCE_WORDS) else subjects).append(term.name)
    found = reader.dictionary.audience_terms(audience)
    for name in subjects:
        found |= reader.dictionary.subject_terms(name)
    for name in _labels(reader, raw.get("subjects")):
        found |= reader.dictionary.subject_terms(name) | reader.dictionary.audience_terms([name])
    if found - made.terms:
        reader.note(Healing.TERMS, ", ".join([*audience, *subjects]), ", ".join(sorted(found)))
    made.terms |= found


def _published(reader: Reader, raw: Raw) -> Iterator[PublishedTerm]:
    for given in reader.objects(raw, "attributes"):
        yield from _term(reader, given, "taxonomy_term")
    for given in reader.objects(raw, "service_taxonomys"):
        yield from _term(reader, given, "taxonomy")
    for given in reader.objects(raw, "link_taxonomies"):
        yield from _term(reader, given, "taxonomy")
    for given in reader.objects(raw, "eligibility", as_words="eligibility"):
        for inner in reader.objects(with_folded_names(given), "taxonomys"):
            yield from _term(reader, inner, "taxonomy", "eligibility")
    for name in AUDIENCE_FIELDS:
        for label in _labels(reader, raw.get(name)):
            yield PublishedTerm(label, "target audience")


def terms_on(reader: Reader, raw: Raw) -> list[PublishedTerm]:
    """The terms on any part of a listing, each once."""
    if is_empty(raw.get("attributes")):
        return []
    made: dict[tuple[str, str, str], PublishedTerm] = {}
    for given in reader.objects(raw, "attributes"):
        for term in _term(reader, given, "taxonomy_term"):
            if term.published in reader.own:
                continue
            made.setdefault((plain(term.name), term.taxonomy.casefold(), term.attribute), term)
    return list(made.values())[:MOST_TERMS]


def lone_term(reader: Reader, given: Raw) -> PublishedTerm | None:
    """A term that is published by itself."""
    return next(_term(reader, {"taxonomy_term": dict(given)}, "taxonomy_term"), None)


def taxonomy(reader: Reader, given: Raw) -> PublishedTaxonomy | None:
    """A taxonomy as it is published by itself or inside a term."""
    raw = with_folded_names(given)
    name = reader.line(raw, "name", 500)
    if not name:
        return None
    return PublishedTaxonomy(
        name=name,
        published=published_id(raw.get("id")),
        description=reader.words(raw, "description"),
        uri=reader.line(raw, "uri", 1000),
        version=reader.line(raw, "version"),
    )


def _term(reader: Reader, given: Raw, inside: str, link_type: str = "") -> Iterator[PublishedTerm]:
    """The terms of one attribute, whether the term is an object, a list, words, or the attribute itself."""
    attribute = with_folded_names(given)
    value: Any = attribute.get(inside)
    if is_empty(value):
        value = reader.terms.get(published_id(attribute.get(f"{inside}_id")))
    if is_empty(value) or not isinstance(value, Mapping | list):
        inner: list[Any] = [
            {**attribute, "name": value}
            if isinstance(value, str) and value and not attribute.get("name")
            else attribute
        ]
        own = True
    else:
        inner, own = (value if isinstance(value, list) else [value]), False
    for one in inner:
        if not isinstance(one, Mapping | str):
            continue
        term = with_folded_names({"name": one} if isinstance(one, str) else one)
        name = reader.label(reader.line(term, "name")) or reader.label(reader.line(term, "term"))
        if not name:
            continue
        yield PublishedTerm(
            name=name,
            taxonomy=_taxonomy_name(reader, term),
            published="" if own else published_id(term.get("id")),
            attribute=published_id(attribute.get("id")),
            code=reader.line(term, "code"),
            description=reader.words(term, "description"),
            uri=reader.line(term, "term_uri", 1000),
            language=reader.line(term, "language", 12),
            link_type=reader.line(attribute, "link_type") or link_type,
            link_entity=reader.line(attribute, "link_entity", 60),
            value=reader.words(attribute, "value"),
            parent=published_id(term.get("parent_id")),
            about=_about(reader, term),
        )


def _about(reader: Reader, term: Raw) -> PublishedTaxonomy | None:
    """What is said of the term's taxonomy: beside it, or where the feed publishes taxonomies."""
    for name in ("taxonomy_detail", "taxonomy", "vocabulary"):
        if isinstance(term.get(name), Mapping):
            return taxonomy(reader, term[name])
    id_ = published_id(term.get("taxonomy_id"))
    if not id_:
        return None
    known = reader.taxonomies.get(id_)
    return taxonomy(reader, known) if known else PublishedTaxonomy("", id_)


def _taxonomy_name(reader: Reader, term: Raw) -> str:
    for name in ("vocabulary", "taxonomy", "taxonomy_detail"):
        value = term.get(name)
        if isinstance(value, Mapping):
            value = value.get("name")
        if isinstance(value, str) and value.strip():
            return reader.clean(value)[:500]
    known = reader.taxonomies.get(published_id(term.get("taxonomy_id")))
    return reader.line(known, "name", 500) if known else ""


def _labels(reader: Reader, value: object) -> list[str]:
    """Labels from a list of words or objects, or from words parted by commas."""
    if is_empty(value):
        return []
    if isinstance(value, str):
        values: list[object] = list(value.replace(";", ",").replace("|", ",").split(","))
    else:
        values = list(value) if isinstance(value, list) else [value]
    texts = (reader.clean(reader.raw_text(one)) for one in values[:MOST_TERMS])
    return [text[:255] for text in texts if text]
