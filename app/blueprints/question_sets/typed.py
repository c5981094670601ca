"""What the form about a question starts with."""

from __future__ import annotations

from flask import request

from app.blueprints.question_sets.forms import FIRST_ROWS, MORE_ROWS, QuestionForm, form_for, rows_of
from app.domain.engagement import QuestionKind
from app.domain.errors import NotThereError
from app.domain.question_sets import MOST_CHOICES
from app.models.engagement import Question, QuestionSetVersion
from app.web.place import place


def question_asked_for(version: QuestionSetVersion) -> Question | None:
    """The question named in the address; None for a new one. Raises: NotThereError."""
    key = request.values.get("key", "")
    if not key:
        return None
    found = next((one for one in version.questions if one.key == key), None)
    if found is None:
        raise NotThereError
    return found


def form_about(version: QuestionSetVersion, question: Question | None) -> QuestionForm:
    """Raises: NotThereError for no kind of question."""
    asked = question.kind.value if question else request.values.get("kind", "")
    if asked not in set(QuestionKind):
        raise NotThereError
    rows = max(len(question.choices) + 1, FIRST_ROWS) if question else FIRST_ROWS
    if request.method == "POST":
        rows = rows_of(request.form.get("rows"))
        if request.form.get("do") == "more":
            rows = min(rows + MORE_ROWS, MOST_CHOICES)
    made = form_for(QuestionKind(asked), place().languages, rows, typed_of(version, question))
    made.rows.data, made.kind.data = str(rows), asked
    made.key.data = question.key if question else ""
    return made


def typed_of(version: QuestionSetVersion, question: Question | None) -> dict[str, object]:
    typed: dict[str, object] = {"version": str(version.version)}
    if question is None:
        return {**typed, "lowest": 1, "highest": 5}
    typed |= {"key": question.key, "lowest": question.lowest, "highest": question.highest}
    for code, words in question.words.items():
        typed |= {f"text_{code}": words.get("text", ""), f"hint_{code}": words.get("hint", "")}
    for code, ends in question.ends.items():
        typed |= {f"{name}_{code}": words for name, words in ends.items()}
    for row, one in enumerate(question.choices):
        typed[f"choice_{row}_key"] = one["key"]
        said = one["words"]
        if isinstance(said, dict):
            typed |= {f"choice_{row}_{code}": words for code, words in said.items()}
    return typed
