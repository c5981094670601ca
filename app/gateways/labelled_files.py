"""Files of comments that people coded: CSV with the columns text, labels (parted by |), perhaps question."""

from __future__ import annotations

import csv
from pathlib import Path

from app.domain.suggesting import NOT_ASSIGNED, Coded, Said

TEXT, QUESTION = "text", "question"
LABELS = ("labels", "label")
BETWEEN = "|"
LONGEST_FIELD = 1_000_000


class LabelledFileError(Exception):
    """The file is not of that shape; the message says what to mend."""


def coded_in(path: Path) -> list[Coded]:
    """Every row with words. A row without labels, or with "Not assigned" alone, has no codes.

    Raises: LabelledFileError.
    """
    csv.field_size_limit(LONGEST_FIELD)
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, strict=True)
            names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
            labels = next((names[name] for name in LABELS if name in names), None)
            if TEXT not in names or labels is None:
                raise LabelledFileError(
                    "it needs the columns text and labels in its first row; "
                    f"it has {', '.join(name for name in names if name) or 'none'}"
                )
            question = names.get(QUESTION)
            found = [
                Coded(
                    Said(row[names[TEXT]] or "", (row[question] or "").strip() if question else ""),
                    codes_in(row[labels]),
                )
                for row in reader
                if (row[names[TEXT]] or "").strip()
            ]
    except FileNotFoundError:
        raise LabelledFileError("there is no such file") from None
    except UnicodeDecodeError:
        raise LabelledFileError("it is not written in UTF-8") from None
    except (OSError, csv.Error) as error:
        raise LabelledFileError(str(error)) from None
    if not found:
        raise LabelledFileError("it holds no comments")
    return found


def codes_in(field: str | None) -> frozenset[str]:
    """The labels of a field; "Not assigned" says that there is none."""
    given = {one.strip() for one in (field or "").split(BETWEEN)}
    return frozenset(given - {"", NOT_ASSIGNED})
