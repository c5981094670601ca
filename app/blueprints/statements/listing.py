"""What waits for the team, drafts and what everybody can read; one statement with all that belongs to it."""

from __future__ import annotations

import uuid

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.statements.blueprint import bp, opened
from app.domain.insight import RightAnswer, StatementStatus
from app.domain.roles import Permission
from app.operations.statement_edits import needs
from app.queries import quotes_shown
from app.queries import statement_desk as desk
from app.queries import statements as queries
from app.web import statement_words as words
from app.web.access import requires
from app.web.forms import VersionedForm


@bp.get("/statements")
@requires(Permission.STATEMENT_EDIT)
def listed() -> ResponseReturnValue:
    published = desk.of_status(StatementStatus.PUBLISHED)
    return render_template(
        "statements/listed.html",
        waiting=desk.waiting(),
        drafts=desk.of_status(StatementStatus.DRAFT),
        late=[one for one in published if one[1].late],
        published=published,
        state=words.state_of_row,
    )


@bp.get("/statements/<uuid:statement_id>")
@requires(Permission.STATEMENT_EDIT)
def shown(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return page(statement_id, VersionedForm(formdata=None))


def page(statement_id: uuid.UUID, form: VersionedForm, *, refused: str = "") -> str:
    """Also after a button that was refused, with why."""
    statement = opened(statement_id)
    form.version.data = str(statement.version)
    tapped = desk.right_counts(statement.id)
    return render_template(
        "statements/shown.html",
        statement=statement,
        form=form,
        refused=refused,
        state_now=words.state_of_row(queries.row_of(statement)),
        needs=needs(statement),
        answers=queries.in_time(statement.answers),
        came=queries.came_from(statement.sources),
        tapped=[(one, tapped.get(one, 0)) for one in RightAnswer],
        words=words,
    )


@bp.get("/statements/<uuid:statement_id>/preview")
@requires(Permission.STATEMENT_EDIT)
def preview(statement_id: uuid.UUID) -> ResponseReturnValue:
    """As everybody will read it. Raises: NotThereError."""
    statement = opened(statement_id)
    row = queries.row_of(statement)
    return render_template(
        "statements/preview.html",
        statement=statement,
        state_now=words.state_of_row(row),
        changed_on=row.changed_on,
        is_old=statement.published_on is None,
        answers=queries.in_time(statement.answers),
        steps=queries.shown_steps,
        came=queries.came_from(statement.sources),
        in_own_words=quotes_shown.of_statement(statement),
        words=words,
    )
