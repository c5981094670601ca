"""What those who look after listings type in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TelField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length

from app.domain.bulk_edit import STATUSES, Bulk
from app.domain.listing import Status
from app.web.forms import Form, choice
from app.web.labels import WORDS

MOST = 1000

BULK_WORDS: Mapping[Bulk, str] = {
    Bulk.ADD_TOPIC: _l("Add a topic"),
    Bulk.REMOVE_TOPIC: _l("Take a topic away"),
    Bulk.ORGANISATION: _l("Say which organisation runs them"),
    Bulk.STATUS: _l("Say whether they are running"),
    Bulk.PHONE: _l("Give them another telephone number"),
}


class AcceptForm(Form):
    word = TextAreaField(
        _l("A word to them"),
        description=_l("It goes into the e-mail that tells them. Leave it empty if there is nothing to say."),
        validators=[Length(max=MOST)],
        render_kw={"rows": 2, "maxlength": MOST},
    )


class QuestionForm(Form):
    question = TextAreaField(
        _l("Your question"),
        description=_l("We send it by e-mail. They answer on a page, without a password."),
        validators=[DataRequired(_l("Write your question.")), Length(max=MOST)],
        render_kw={"rows": 3, "maxlength": MOST},
    )


class RefuseForm(Form):
    reason = TextAreaField(
        _l("Why not"),
        description=_l("We send it to them. Say what would have to be different."),
        validators=[DataRequired(_l("Say why, so that they know what to do.")), Length(max=MOST)],
        render_kw={"rows": 3, "maxlength": MOST},
    )


class BulkForm(Form):
    """What to do to the ticked listings. Which value counts follows from `what`."""

    what = RadioField(
        _l("What should be done to them?"),
        choices=[choice(one.value, BULK_WORDS[one]) for one in Bulk],
        validators=[InputRequired(_l("Choose what should be done."))],
    )
    topic = SelectField(_l("Which topic"), choices=[], validate_choice=False)
    organisation = StringField(
        _l("Which organisation"), description=_l("Its name, just as it is written in the directory.")
    )
    status = SelectField(
        _l("Is it running?"), choices=[choice(one.value, WORDS[Status][one]) for one in STATUSES]
    )
    phone = TelField(
        _l("Which telephone number"), description=_l("It takes the place of all numbers they have.")
    )

    def offer(self, topics: Sequence[tuple[str, str]]) -> BulkForm:
        self.topic.choices = [choice(key, words) for key, words in topics]
        return self
