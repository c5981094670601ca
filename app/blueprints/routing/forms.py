"""What is asked of practices and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, StringField, TextAreaField, ValidationError
from wtforms.validators import InputRequired, Length, Regexp

from app.domain.places import AreaKind
from app.domain.routing import Node, NodeKind
from app.queries.routing import AreaRow
from app.web.forms import DayField, Form, choice

KINDS = {
    AreaKind.PRIMARY_CARE_NETWORK: _l("Network"),
    AreaKind.LOCAL_CARE_PARTNERSHIP: _l("Partnership"),
    AreaKind.WARD: _l("Ward"),
}
Pairs = Iterable[tuple[str, str]]


def node(value: str) -> Node:
    """The place a choice of the list stands for."""
    kind, _sep, key = value.partition(":")
    return Node(NodeKind(kind), key)


def area_choices(areas: Iterable[AreaRow], *kinds: AreaKind) -> list[tuple[str, str]]:
    return [(f"area:{one.code}", f"{KINDS[one.kind]}: {one.name}") for one in areas if one.kind in kinds]


class TryForm(Form):
    """Sent as a GET: a practice or a postcode, and nothing about anybody."""

    practice = SelectField(_l("Practice"), choices=[], default="")
    postcode = StringField(
        _l("Postcode"),
        description=_l("Of no person in particular"),
        render_kw={"dir": "ltr", "maxlength": 10},
    )
    day = DayField(_l("On which day?"), format="%d %m %Y")


class PracticeForm(Form):
    ods_code = StringField(
        _l("Code"),
        description=_l("The code of the Organisation Data Service, such as B86001"),
        validators=[
            InputRequired(_l("Write the code of the practice")),
            Regexp(r"^\s*[A-Za-z0-9]{3,10}\s*$", message=_l("A code has 3 to 10 letters and digits")),
        ],
        render_kw={"dir": "ltr", "maxlength": 12, "autocapitalize": "characters"},
    )
    name = StringField(
        _l("Name"),
        validators=[
            InputRequired(_l("Write the name of the practice")),
            Length(max=200, message=_l("Use 200 letters or fewer")),
        ],
    )


class RuleForm(Form):
    start = SelectField(_l("From"), choices=[], validators=[InputRequired(_l("Choose where it begins"))])
    end = SelectField(_l("To"), choices=[], validators=[InputRequired(_l("Choose where it leads"))])
    starts_on = DayField(
        _l("First day"), format="%d %m %Y", validators=[InputRequired(_l("Write the first day"))]
    )
    note = TextAreaField(
        _l("Why"),
        description=_l("For whoever wonders later"),
        validators=[Length(max=500, message=_l("Use 500 letters or fewer"))],
        render_kw={"rows": 2, "maxlength": 500},
    )

    def offer(self, practices: Pairs, areas: list[AreaRow], teams: Pairs) -> None:
        wards = area_choices(areas, AreaKind.WARD)
        way = area_choices(areas, AreaKind.PRIMARY_CARE_NETWORK, AreaKind.LOCAL_CARE_PARTNERSHIP)
        starts = [*((f"practice:{id_}", name) for id_, name in practices), *way, *wards]
        ends = [*((f"team:{id_}", _("Team: %(name)s", name=name)) for id_, name in teams), *way]
        for field, found in ((self.start, starts), (self.end, ends)):
            field.choices = [choice("", _("Choose one")), *(choice(value, words) for value, words in found)]

    def validate_end(self, field: SelectField) -> None:
        if field.data and field.data == self.start.data:
            raise ValidationError(_("A rule cannot lead back to where it begins"))


class ChangeRuleForm(Form):
    version = HiddenField()
    ends_on = DayField(
        _l("Last day"), description=_l("Leave it empty while the rule holds"), format="%d %m %Y"
    )
    note = TextAreaField(
        _l("Why"),
        validators=[Length(max=500, message=_l("Use 500 letters or fewer"))],
        render_kw={"rows": 2, "maxlength": 500},
    )
    starts_on: dt.date | None = None

    def validate_ends_on(self, field: DayField) -> None:
        if field.data and self.starts_on and field.data < self.starts_on:
            raise ValidationError(_("The last day cannot come before the first"))

    @property
    def seen(self) -> int:
        typed = str(self.version.data or "")
        return int(typed) if typed.isdecimal() and len(typed) < 10 else 0
