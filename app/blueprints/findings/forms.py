"""What a team writes in a report, and what it shows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.validators import DataRequired, Length

from app.domain.findings import MOST_WORDS, Section, Written, sections
from app.domain.typed_text import clean_line, clean_lines
from app.queries.findings import Offered
from app.web.forms import VersionedForm, choice
from app.web.labels import label

LONG = Length(max=MOST_WORDS, message=_l("Use 6,000 letters or fewer"))


def is_id(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


class ReportForm(VersionedForm):
    title = StringField(
        _l("What is the report called?"),
        [DataRequired(_l("Say what it is called")), Length(max=200, message=_l("Use 200 letters or fewer"))],
    )
    summary = TextAreaField(
        _l("In short: what did you find?"),
        [LONG],
        description=_l("Three or four sentences. Most people read only this."),
        render_kw={"rows": 5},
    )
    method = TextAreaField(
        _l("How did you listen?"),
        [LONG],
        description=_l("Where, with whom, and how you read what people said."),
        render_kw={"rows": 5},
    )
    next = TextAreaField(
        _l("What happens next?"),
        [LONG],
        description=_l("Who does what, and by when people hear about it."),
        render_kw={"rows": 4},
    )
    shown = SelectMultipleField(_l("What stands in it, besides the themes?"), validate_choice=False)
    quotes = SelectMultipleField(_l("Quotes"), validate_choice=False)

    def offer(self, offered: Sequence[Offered], names: dict[uuid.UUID, str]) -> None:
        self.shown.choices = [choice(one.value, label(one)) for one in Section]
        self.offered = {one.quote.point_id for one in offered}
        self.quotes.choices = [
            choice(
                str(one.quote.point_id),
                one.quote.words,
                hint=", ".join(sorted(names[code] for code in one.codes if code in names)),
            )
            for one in offered
        ]

    @property
    def written(self) -> Written:
        return Written(
            title=clean_line(self.title.data or "").strip(),
            summary=clean_lines(self.summary.data or "").strip(),
            method=clean_lines(self.method.data or "").strip(),
            next=clean_lines(self.next.data or "").strip(),
            shown=sections(self.shown.data or []),
        )

    @property
    def points(self) -> set[uuid.UUID]:
        """Ids of the quotes that were chosen, of those offered."""
        return self.offered & {uuid.UUID(one) for one in self.quotes.data or [] if is_id(one)}
