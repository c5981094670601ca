"""Puts our vocabulary into the tables of taxonomies, for listings and open data to point at."""

from __future__ import annotations

import uuid

from app.database import db
from app.domain.places import said
from app.domain.vocabulary import Vocabulary
from app.models.directory import Taxonomy, TaxonomyTerm

NAMESPACE = uuid.UUID("5b0f2c35-6a37-4c36-8f7c-0d6f5f1c2b9d")
"""Ids of terms are the same everywhere, so that published data of two places agree."""

VERSION = "1"


def published_ids(vocabulary: Vocabulary) -> dict[str, str]:
    """Every identifier by which our vocabulary is published: of a term its key, of a list nothing."""
    lists = {str(uuid.uuid5(NAMESPACE, group)): "" for group in vocabulary.groups}
    return lists | {str(uuid.uuid5(NAMESPACE, key)): key for key in vocabulary.terms}


def load(vocabulary: Vocabulary) -> None:
    """Add new terms and correct the words of known ones. Twice is the same as once."""
    for group, names in vocabulary.groups.items():
        taxonomy_id = uuid.uuid5(NAMESPACE, group)
        db.session.merge(
            Taxonomy(
                id=taxonomy_id,
                name=said(names, "en"),
                description=said(names, "en"),
                uri="",
                version=VERSION,
            )
        )
        for term in vocabulary.group(group):
            db.session.merge(
                TaxonomyTerm(
                    id=uuid.uuid5(NAMESPACE, term.key),
                    code=term.key,
                    name=said(term.label, "en"),
                    description=said(term.first_person or term.label, "en"),
                    taxonomy_id=taxonomy_id,
                    taxonomy=said(names, "en"),
                    language="en",
                    term_uri="",
                )
            )
    db.session.flush()
