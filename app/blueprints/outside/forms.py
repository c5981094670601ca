"""What an officer says about a file of feedback, and what its columns stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import FileField, HiddenField, RadioField, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length

from app import clock
from app.domain.insight import OutsideKind
from app.domain.outside_rows import Column, guessed
from app.web.forms import DayField, Form, choice
from app.web.labels import label

MOST_SHOWN = 60


class NewForm(Form):
    name = StringField(
        _l("What is it called?"),
        [DataRequired(_l("Say what it is called")), Length(max=200, message=_l("Use 200 letters or fewer"))],
        filters=[lambda text: " ".join((text or "").replace("\0", "").split())],
        description=_l("Such as: Complaints about hospital transport, 2025."),
    )
    kind = RadioField(_l("What is it?"), [InputRequired(_l("Choose what it is"))])
    day = DayField(
        _l("When was it said, if the file does not say?"),
        description=_l("Leave this empty if each row has its own day."),
        validators=[],
        format="%d %m %Y",
    )
    file = FileField(
        _l("The file"),
        description=_l("A spreadsheet (.xlsx or CSV) with one comment in each row, of up to 5 megabytes."),
        render_kw={"accept": ".xlsx,.csv,.tsv,.txt"},
    )

    def offer(self) -> None:
        self.kind.choices = [choice(one.value, label(one)) for one in OutsideKind]

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("Write a day that is over"))

    def validate_file(self, field: FileField) -> None:
        if not getattr(field.data, "filename", ""):
            raise ValidationError(_("Choose a file"))


class ColumnsForm(Form):
    """One choice for each thing a column can stand for; the first is needed."""

    token = HiddenField()
    text = SelectField(
        _l("What people said"), [InputRequired(_l("Choose the column that holds what people said"))]
    )
    question = SelectField(_l("The question they answered"))
    day = SelectField(_l("The day or the year"))
    source = SelectField(_l("Where it came from"))
    may_quote = SelectField(
        _l("May we show these words to others?"),
        description=_l("Its cells say yes or no. An empty cell is no yes."),
    )
    area = SelectField(
        _l("The area it is about"), description=_l("The name of a ward. Others are left empty.")
    )

    def offer(self, headings: Sequence[str], rows: Sequence[tuple[int, Mapping[str, str]]]) -> None:
        """Every heading of the file, with what its first rows hold."""
        offered = [choice("", _("No column")), *(choice(one, heading_words(one, rows)) for one in headings)]
        for column in Column:
            self.of(column).choices = offered

    def guess(self, headings: Sequence[str]) -> None:
        for column, heading in guessed(headings).items():
            self.of(column).data = heading

    def of(self, column: Column) -> SelectField:
        found: SelectField = self[column.value.replace("-", "_")]
        return found

    @property
    def columns(self) -> dict[Column, str]:
        return {column: self.of(column).data for column in Column if self.of(column).data}

    def validate(self, extra_validators: object = None) -> bool:
        good: bool = super().validate(extra_validators)
        seen: set[str] = set()
        for column, heading in self.columns.items():
            if heading in seen:
                self.of(column).errors = [_("You chose this column twice. A column stands for one thing.")]
                good = False
            seen.add(heading)
        return good


def heading_words(heading: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> str:
    """A heading with the first thing that stands under it."""
    first = next((cells[heading].strip() for _number, cells in rows if cells.get(heading, "").strip()), "")
    short = first if len(first) < MOST_SHOWN else f"{first[: MOST_SHOWN - 2]}…"
    return _("%(heading)s (such as: %(cell)s)", heading=heading, cell=short) if short else heading
