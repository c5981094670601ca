"""The tables of what people said, as they leave: what stands in each column, and what an empty cell means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum

from app.domain.exporting import Field, Kind, Table

TOO_FEW = "not known, or shared by fewer than five conversations."
CAP = 20_000
"""Of comments in files that a job makes."""


class ExportFile(StrEnum):
    """What may be taken away. The value is the file's name without its date."""

    TIDY = "tidy"
    """comments.csv and codings.csv"""
    WIDE = "wide"
    JSON = "json"
    WORKBOOK = "xlsx"
    CODEBOOK = "qdc"
    PROJECT = "qdpx"
    PROJECT_BY_QUESTION = "qdpx-questions"


STREAMED = frozenset({ExportFile.TIDY, ExportFile.WIDE, ExportFile.JSON})
"""Made while they are sent. The others are made behind the page."""

COMMENTS = Table(
    "comments",
    "What people said",
    "One row for each thing that people said to one question. Without what was hidden.",
    (
        Field(
            "comment_id", Kind.ID, "A made-up name for the comment. The same in every file of this export."
        ),
        Field("conversation_id", Kind.ID, "A made-up name for the conversation. Comments of one share it."),
        Field("event", Kind.TEXT, "The event at which it was said."),
        Field("month", Kind.MONTH, "The month in which the event began."),
        Field("question_key", Kind.ID, "The question, the same through all versions of its words."),
        Field(
            "question", Kind.TEXT, "The question in English.", "the question is not ours to know.", "", True
        ),
        Field("area", Kind.TEXT, "The ward or partnership area of the people.", TOO_FEW),
        Field("age", Kind.TEXT, "Their age band: under-13, 13-to-17, adult or not-asked.", TOO_FEW),
        Field("community", Kind.TEXT, "The community they speak from.", TOO_FEW),
        Field("people", Kind.WHOLE, "How many people were talking. 4 stands for four or more.", TOO_FEW),
        Field("language", Kind.TEXT, "The language of the words, as a code such as en or pl.", TOO_FEW),
        Field(
            "words",
            Kind.TEXT,
            "The words. What was hidden stands as […]; all of it where too few spoke the language.",
            "",
            "",
            True,
        ),
        Field("english", Kind.TEXT, "The words in English.", "nobody translated them.", "", True),
        Field("may_quote", Kind.TEXT, "May the words be shown to others? yes, no or not-asked."),
        Field("codes", Kind.WHOLE, "How many different codes the comment has."),
    ),
    ("comment_id",),
)
CODINGS = Table(
    "codings",
    "Which codes were given to which words",
    "One row for each code that counts: on the whole comment or on some of its words.",
    (
        Field("coding_id", Kind.ID, "A made-up name for the row."),
        Field("comment_id", Kind.ID, "The comment."),
        Field("code_id", Kind.ID, "The code, the same through all versions of the code frame."),
        Field("code", Kind.TEXT, "What the code is called."),
        Field("path", Kind.TEXT, "The code with those above it, from the top down."),
        Field("coder", Kind.ID, "Who gave it: a number in place of a name.", "the account is gone."),
        Field("layer", Kind.TEXT, "plain: one reading. reconciled: what several coders settled on."),
        Field("source", Kind.TEXT, "How it came: human, suggested-accepted, suggested-edited or recoded."),
        Field("text", Kind.TEXT, "Which column the span lies on: words or english."),
        Field(
            "start", Kind.WHOLE, "Where it starts: Unicode code points from 0.", "it is on the whole comment."
        ),
        Field("end", Kind.WHOLE, "Where it ends; not included itself.", "it is on the whole comment."),
    ),
    ("coding_id",),
    (("comment_id", "comments", "comment_id"),),
)


def wide(codes: Sequence[tuple[str, str]]) -> Table:
    """A column of 0 and 1 for each code, given as column name and what the code is called."""
    about = "1 where the comment has this code, else 0:"
    return Table(
        "wide",
        "Which comment has which codes",
        "One row for each comment, one column for each code, for programs such as SPSS and R.",
        (
            Field("comment_id", Kind.ID, "The comment."),
            *(Field(column, Kind.FLAG, f"{about} {name}", "", name) for column, name in codes),
        ),
        ("comment_id",),
        (("comment_id", "comments", "comment_id"),),
    )


def column_names(names: Sequence[str]) -> list[str]:
    """A name of plain small letters for each code, no two alike. Units: at most 32 letters, as SPSS takes."""
    taken: set[str] = set()
    made = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
        stem = "code_" + (re.sub("[^a-z0-9]+", "_", plain).strip("_")[:22] or "x")
        column, number = stem, 2
        while column in taken:
            column, number = f"{stem}_{number}", number + 1
        taken.add(column)
        made.append(column)
    return made
