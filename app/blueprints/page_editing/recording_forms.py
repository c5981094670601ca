"""What is asked about a film or a recording of a page."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import DataRequired, InputRequired, Length, ValidationError

from app import clock
from app.blueprints.page_editing.forms import TOO_LONG, lines, one_line
from app.domain.recordings import LONGEST_TRANSCRIPT, LONGEST_WHO, RecordingKind, Told
from app.web.forms import DayField, VersionedForm, choice
from app.web.language_names import language_name
from app.web.place import place

NOW = "now"
FIRST_DAY = dt.date(2000, 1, 1)
AGAIN = _l("Choose the file again. A browser forgets it when a page comes back.")


def past_day(form: VersionedForm, field: DayField) -> None:
    if field.data and not FIRST_DAY <= field.data <= clock.today():
        raise ValidationError(_("Write a day that is not in the future"))


class RecordingForm(VersionedForm):
    """What is said about one, besides its file."""

    transcript = wtforms.TextAreaField(
        _l("All that is said or signed, in writing"),
        description=_l("Everybody can read it below the player. Leave a blank line between paragraphs."),
        filters=[lines],
        validators=[
            DataRequired(_l("Write all that is said or signed")),
            Length(max=LONGEST_TRANSCRIPT, message=TOO_LONG),
        ],
        render_kw={"rows": 14},
    )
    transcript_language = wtforms.SelectField(_l("In which language did you write it?"))
    maker = wtforms.StringField(
        _l("Who made it?"),
        description=_l("Everybody reads this. Write a team or an organisation, never a person’s name."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write which team or organisation made it")),
            Length(max=LONGEST_WHO, message=TOO_LONG),
        ],
    )
    recorded_on = DayField(
        _l("On which day was it made?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026"),
        validators=[InputRequired(_l("Write the day it was made")), past_day],
    )
    has_sound = wtforms.BooleanField(_l("The film has sound too"))
    captions = wtforms.FileField(
        _l("Captions"),
        description=_l("A file that ends in .vtt. Without sound you need none."),
        render_kw={"accept": ".vtt,text/vtt"},
    )
    is_checked = wtforms.RadioField(
        _l("Has a Deaf person checked it?"),
        description=_l("Somebody who uses BSL, and did not make the film."),
        choices=[choice("yes", _l("Yes")), choice("no", _l("Not yet. The page says so."))],
        validators=[InputRequired(_l("Choose yes or not yet"))],
    )
    checked_by = wtforms.StringField(
        _l("From which organisation are they?"),
        description=_l("If somebody has checked it. Everybody reads this: no person’s name."),
        filters=[one_line],
        validators=[Length(max=LONGEST_WHO, message=TOO_LONG)],
    )
    checked_on = DayField(
        _l("On which day did they check it?"),
        format="%d %m %Y",
        description=_l("If somebody has checked it. For example 24 11 2026"),
        validators=[past_day],
    )

    def __init__(
        self, *arguments: Any, kind: RecordingKind, has_captions: bool = False, **settings: Any
    ) -> None:
        super().__init__(*arguments, **settings)
        self.kind, self.has_captions = kind, has_captions
        self.transcript_language.choices = [(one.code, language_name(one.code)) for one in place().languages]
        if kind is RecordingKind.AUDIO:
            for name in ("has_sound", "captions", "is_checked", "checked_by", "checked_on"):
                del self[name]

    def validate_captions(self, field: wtforms.FileField) -> None:
        if self.has_sound.data and not field.data and not self.has_captions:
            raise ValidationError(_("Choose a file of captions, as the film has sound"))

    def validate_checked_by(self, field: wtforms.StringField) -> None:
        if self.is_checked.data == "yes" and not field.data:
            raise ValidationError(_("Write from which organisation they are"))

    def validate_checked_on(self, field: DayField) -> None:
        if self.is_checked.data == "yes" and not field.data and not field.errors:
            raise ValidationError(_("Write the day they checked it"))

    @property
    def told(self) -> Told:
        assert self.recorded_on.data is not None
        is_film = self.kind is RecordingKind.BSL
        is_checked = is_film and self.is_checked.data == "yes"
        return Told(
            self.transcript.data or "",
            self.transcript_language.data,
            self.maker.data or "",
            self.recorded_on.data,
            has_sound=is_film and bool(self.has_sound.data),
            checked_by=self.checked_by.data or "" if is_checked else "",
            checked_on=self.checked_on.data if is_checked else None,
        )

    def ask_files_again(self) -> None:
        """Say of each file that was sent that it has to be chosen again."""
        for name in ("file", "captions"):
            if name in self and self[name].data and not self[name].errors:
                self[name].errors = [AGAIN]


class NewRecordingForm(RecordingForm):
    key = wtforms.HiddenField()
    file = wtforms.FileField(_l("The file"))
    made_from = wtforms.SelectField(_l("Which words of the page was it made from?"))

    def __init__(self, *arguments: Any, earlier: list[tuple[str, str]], **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.made_from.choices = [(NOW, _("As the page is now")), *earlier]
        film = self.kind is RecordingKind.BSL
        self.file.description = (
            _("An mp4 or webm film, at most 60 MB.")
            if film
            else _("An mp3, m4a, ogg or wav recording, at most 20 MB.")
        )
        self.file.render_kw = {"accept": "video/mp4,video/webm" if film else "audio/*,.m4a"}

    def validate_file(self, field: wtforms.FileField) -> None:
        if not field.data:
            raise ValidationError(_("Choose the file"))

    @property
    def id(self) -> uuid.UUID:
        """The id that this page was given, so that a double click keeps it once."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()
