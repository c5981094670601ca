"""Every column says what it holds: open, person, special or secret. What is most private is sealed."""

import sqlalchemy as sa

import app.models  # noqa: F401 - registers every table
from app.database import Base
from app.models.base import OPEN_TABLES, classification_of
from app.models.sealed import Sealed, SealedJSON

CLASSES = {"open", "person", "special", "secret"}
TOLD_APART = {
    "password_hash",
    "token_hash",
    "code_hash",
    "key_hash",
    "form_key",
    "challenge",
    "credential_id",
    "code",
    "body_hash",
    "diary_hash",
    "join_hash",
    "sha256",
}
"""Secrets that are hashes, or are looked up: sealing them would hide nothing more."""

SEALED_BEFORE = {"capture_record.envelope"}
"""Comes to us sealed for its event, by the tablet."""


def unclassified(metadata):
    return [
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if classification_of(column) not in CLASSES
    ]


def unsealed(metadata):
    """Columns too private to stand in the file as they are."""
    return [
        str(column)
        for table in metadata.sorted_tables
        for column in table.columns
        if (
            classification_of(column) == "special"
            or (classification_of(column) == "secret" and column.name not in TOLD_APART)
        )
        and not isinstance(column.type, Sealed | SealedJSON)
        and str(column) not in SEALED_BEFORE
    ]


def test_a_column_nobody_classified_is_seen():
    made = sa.MetaData()
    sa.Table("diary", made, sa.Column("words", sa.Text))
    assert unclassified(made) == ["diary.words"]


def test_a_special_column_left_open_is_seen():
    made = sa.MetaData()
    sa.Table("diary", made, sa.Column("words", sa.Text, info={"classified": "special"}))
    assert unsealed(made) == ["diary.words"]


def test_every_column_is_classified():
    assert unclassified(Base.metadata) == []


def test_what_is_special_or_secret_is_sealed():
    assert unsealed(Base.metadata) == []


def test_every_open_table_exists():
    assert set(Base.metadata.tables) >= OPEN_TABLES


def test_every_sealed_column_says_where_it_stands():
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJSON):
                assert column.type.where == f"{table.name}.{column.name}"
