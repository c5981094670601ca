"""What is asked before anything leaves: of what, which files, and what for."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

import wtforms
from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired, Length, Optional

from app.domain.export_asked import MOST_LETTERS, ExportFault
from app.domain.export_tables import STREAMED, ExportFile
from app.domain.typed_text import clean_line, clean_lines
from app.queries.export_plan import Choice, ScopeKind
from app.web.forms import DayField, Form, choice
from app.web.labels import label
from app.web.labels_exports import FAULTS, FILE_HINTS


class ChooseForm(Form):
    """Of what, and which files. Its answers stand in the address, so that one can go back."""

    scope = wtforms.SelectField(_l("What people said at"), validate_choice=False)
    files = wtforms.SelectMultipleField(_l("Which files do you need?"), validate_choice=False)

    def offer(self, found: Sequence[Choice], *, only_streamed: bool = False) -> None:
        names = {ScopeKind.YEAR: _l("All of %(year)s"), ScopeKind.SERIES: _l("All events of: %(name)s")}
        self.scope.choices = [("", _l("Choose one"))] + [
            (one.scope.key, names[one.scope.kind] % {"year": one.name, "name": one.name})
            if one.scope.kind in names
            else (one.scope.key, one.name)
            for one in found
        ]
        self.files.choices = [
            choice(one.value, label(one), FILE_HINTS[one])
            for one in ExportFile
            if one in STREAMED or not only_streamed
        ]

    @property
    def chosen(self) -> frozenset[ExportFile]:
        known = {one.value for one in ExportFile}
        return frozenset(ExportFile(one) for one in self.files.data or () if one in known)


class TakeForm(Form):
    """What for."""

    export_id = wtforms.HiddenField()
    purpose = wtforms.TextAreaField(
        _l("What will you use it for?"),
        description=_l(
            "For example: a report to the board of the partnership. "
            "It is kept beside the export, with your name and the time."
        ),
        filters=[lambda typed: typed and clean_lines(typed)],
        render_kw={"rows": 3, "maxlength": MOST_LETTERS},
    )

    def mint(self) -> None:
        """A name for this export: sent twice, it is made once."""
        self.export_id.data = str(uuid.uuid4())

    @property
    def id(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.export_id.data or "")
        except ValueError:
            return uuid.uuid4()

    def refuse(self, fault: ExportFault) -> None:
        self.purpose.errors = [*self.purpose.errors, FAULTS[fault]]


class ProjectForm(Form):
    """A piece of analysis."""

    project_id = wtforms.HiddenField()
    name = wtforms.StringField(
        _l("What is it called?"),
        filters=[lambda typed: typed and clean_line(typed)],
        validators=[InputRequired(_l("Write what it is called")), Length(max=200)],
    )
    purpose = wtforms.TextAreaField(
        _l("What do you want to find out?"),
        filters=[lambda typed: typed and clean_lines(typed)],
        render_kw={"rows": 3, "maxlength": MOST_LETTERS},
    )
    ends_on = DayField(
        _l("When does it end?"),
        format="%d %m %Y",
        validators=[Optional()],
        description=_l("The key is destroyed on this day at the latest. You can end it before."),
    )

    def mint(self) -> None:
        self.project_id.data = str(uuid.uuid4())

    @property
    def id(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.project_id.data or "")
        except ValueError:
            return uuid.uuid4()
