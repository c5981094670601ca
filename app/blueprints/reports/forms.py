"""The answer to what readers told us about a listing."""

from __future__ import annotations

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from app.domain.errors import StaleError
from app.domain.stewardship import ReportOutcome
from app.domain.typed_text import clean_lines
from app.operations.reports import MOST_WORDS
from app.web.forms import Form, choice
from app.web.labels import WORDS


class AnswerForm(Form):
    seen = HiddenField()
    """The newest report on the page: later ones are not answered by it."""
    outcome = RadioField(
        _l("What came of it?"),
        choices=[choice(outcome.value, WORDS[ReportOutcome][outcome]) for outcome in ReportOutcome],
        validators=[InputRequired(_l("Choose what came of it"))],
    )
    words = TextAreaField(
        _l("A few words for the people who told us. You can leave this empty"),
        description=_l("They get these words by e-mail. Do not name anybody."),
        filters=[lambda typed: typed and clean_lines(typed)],
        validators=[Length(max=MOST_WORDS, message=_l("Use 1,000 letters or fewer"))],
        render_kw={"maxlength": MOST_WORDS, "rows": 4},
    )
    checked = BooleanField(
        _l("I asked the people who run it. The whole page is right now"),
        description=_l("The page then says that it was checked today by the organiser."),
    )

    def seen_until(self) -> dt.datetime:
        """Raises: StaleError where the page did not come from us."""
        try:
            moment = dt.datetime.fromisoformat(self.seen.data or "")
        except ValueError as error:
            raise StaleError from error
        if moment.tzinfo is None:
            raise StaleError
        return moment
