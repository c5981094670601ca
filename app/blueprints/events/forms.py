"""What an officer types about an event."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    Field,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from app import clock
from app.domain.emails import is_email
from app.domain.engagement import EventKind
from app.domain.event_moves import EventAction
from app.domain.typed_hours import read_time
from app.domain.typed_text import clean_line, clean_lines
from app.operations.events import Planned
from app.web.forms import DayField, Form, VersionedForm, choice
from app.web.labels import label

LONGEST = dt.timedelta(days=366)
SHORT = Length(max=200, message=_l("Use 200 letters or fewer"))
PROSE = Length(max=2000, message=_l("Use 2,000 letters or fewer"))


def line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


def id_of(value: str | None) -> uuid.UUID | None:
    """An id as a list of choices holds it; None for the choice of nobody and nothing."""
    return uuid.UUID(value) if value else None


class KeyedForm(Form):
    """What is sent twice is kept once."""

    key = HiddenField()

    @property
    def own_key(self) -> uuid.UUID:
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return uuid.uuid4()


class EventForm(VersionedForm, KeyedForm):
    name = StringField(
        _l("What is it called?"),
        description=_l("As people there will read it, such as: Market hall, the big chat of 2026"),
        filters=[line],
        validators=[DataRequired(_l("Write what it is called")), SHORT],
    )
    about = TextAreaField(
        _l("What is it about?"),
        description=_l("You can leave this empty."),
        filters=[lines],
        validators=[PROSE],
        render_kw={"rows": 3},
    )
    kind = RadioField(
        _l("What kind of event is it?"), validators=[InputRequired(_l("Choose what kind it is"))]
    )
    series_id = SelectField(_l("Does it belong to a series?"), default="")
    version_id = SelectField(
        _l("Which questions are asked?"),
        description=_l("You cannot change them once the event is open."),
        validators=[InputRequired(_l("Choose the questions"))],
    )
    starts_on = DayField(
        _l("First day"), format="%d %m %Y", validators=[InputRequired(_l("Write the first day"))]
    )
    starts_time = StringField(
        _l("When does it start?"),
        description=_l("Such as 10am or 14:30"),
        validators=[DataRequired(_l("Write when it starts"))],
        render_kw={"maxlength": 20},
    )
    ends_on = DayField(
        _l("Last day"),
        format="%d %m %Y",
        description=_l("The same day, or a later one for an event that goes on."),
        validators=[InputRequired(_l("Write the last day"))],
    )
    ends_time = StringField(
        _l("When does it end?"),
        description=_l("Tablets can take down conversations for 12 hours more, and send them for 7 days."),
        validators=[DataRequired(_l("Write when it ends"))],
        render_kw={"maxlength": 20},
    )
    venue = StringField(_l("Where is it?"), filters=[line], validators=[SHORT])
    area_code = SelectField(
        _l("For which area is it?"),
        description=_l("A conversation can still say another one."),
        default="",
    )
    community = StringField(
        _l("With which community?"),
        description=_l("Such as: carers, or people who are deaf. You can leave this empty."),
        filters=[line],
        validators=[SHORT],
    )
    host = StringField(
        _l("Which group runs it?"),
        description=_l("Only where a community group runs it by itself."),
        filters=[line],
        validators=[SHORT],
    )
    languages = SelectMultipleField(_l("In which languages, besides English?"))
    is_online = BooleanField(
        _l("People can also answer online"),
        description=_l("On our page for everybody, from its first day to its last."),
    )
    words_under_13 = BooleanField(
        _l("Children under 13 may say things in their own words"),
        description=_l(
            "Leave it off, and we keep only the answers they choose from a list. Switch it on only where "
            "a grown-up they trust is with them and knows."
        ),
    )
    organiser_id = SelectField(_l("Who plans it?"), validators=[InputRequired(_l("Choose who plans it"))])
    alert_to_id = SelectField(
        _l("Who looks the same day when somebody says that they are not safe?"),
        description=_l("The event cannot open without this person."),
        default="",
    )
    facilitators = SelectMultipleField(_l("Who listens there?"))
    is_another = HiddenField()
    """Filled once somebody was told of an event with this name on this day."""
    is_running = False
    """Is it open now? Then somebody must be named for words of harm."""

    def offer(
        self,
        *,
        series: list[tuple[uuid.UUID, str]],
        versions: list[tuple[uuid.UUID, str]],
        areas: list[tuple[str, str]],
        languages: list[tuple[str, str]],
        officers: list[tuple[uuid.UUID, str]],
        listeners: list[tuple[uuid.UUID, str]],
    ) -> None:
        """What may be chosen."""
        self.kind.choices = [
            choice(one.value, label(one)) for one in EventKind if one is not EventKind.ELSEWHERE
        ]
        self.series_id.choices = [choice("", _("No, it stands alone")), *choices(series)]
        self.version_id.choices = [choice("", _("Choose one")), *choices(versions)]
        self.area_code.choices = [choice("", _("The whole place")), *(choice(*one) for one in areas)]
        self.languages.choices = [choice(*one) for one in languages]
        self.organiser_id.choices = [choice("", _("Choose one")), *choices(officers)]
        self.alert_to_id.choices = [choice("", _("Nobody yet")), *choices(officers)]
        self.facilitators.choices = choices(listeners)

    def validate_starts_time(self, field: Field) -> None:
        is_time(field)

    def validate_ends_time(self, field: Field) -> None:
        is_time(field)
        starts, ends = self.moments()
        if starts is None or ends is None:
            return
        if ends <= starts:
            raise ValidationError(_("It ends before it starts. Look at both days and times again"))
        if ends - starts > LONGEST:
            raise ValidationError(_("Choose an end within a year of the start"))

    def validate_alert_to_id(self, field: Field) -> None:
        if self.is_running and not field.data:
            raise ValidationError(_("The event is open. Say who looks the same day"))

    def validate_host(self, field: Field) -> None:
        if self.kind.data == EventKind.HOSTED and not field.data:
            raise ValidationError(_("Write which group runs it"))

    def moments(self) -> tuple[dt.datetime | None, dt.datetime | None]:
        return (
            moment_of(self.starts_on.data, self.starts_time.data),
            moment_of(self.ends_on.data, self.ends_time.data),
        )

    def planned(self) -> Planned:
        """What a form without a fault says."""
        starts, ends = self.moments()
        version_id = id_of(self.version_id.data)
        assert starts is not None
        assert ends is not None
        assert version_id is not None
        return Planned(
            name=self.name.data or "",
            about=self.about.data or "",
            kind=EventKind(self.kind.data),
            series_id=id_of(self.series_id.data),
            version_id=version_id,
            starts_at=starts,
            ends_at=ends,
            venue=self.venue.data or "",
            area_code=self.area_code.data or "",
            community=self.community.data or "",
            host=self.host.data or "",
            languages=tuple(self.languages.data or ()),
            is_online=bool(self.is_online.data),
            words_under_13=bool(self.words_under_13.data),
            organiser_id=id_of(self.organiser_id.data),
            alert_to_id=id_of(self.alert_to_id.data),
            facilitators=frozenset(uuid.UUID(one) for one in self.facilitators.data or ()),
        )


def choices(found: list[tuple[uuid.UUID, str]]) -> list[Any]:
    return [choice(str(one), words) for one, words in found]


def is_time(field: Field) -> None:
    if field.data and read_time(field.data) is None:
        raise ValidationError(_("Write a time, such as 10am or 14:30"))


def moment_of(day: dt.date | None, time: str | None) -> dt.datetime | None:
    read = read_time(time or "")
    if day is None or read is None:
        return None
    return dt.datetime.combine(day, read, clock.LONDON).astimezone(dt.UTC)


class MoveForm(VersionedForm):
    action = HiddenField()

    @property
    def asked(self) -> EventAction | None:
        return EventAction(self.action.data) if self.action.data in set(EventAction) else None


class SeriesForm(KeyedForm):
    name = StringField(
        _l("What is the series called?"),
        filters=[line],
        validators=[DataRequired(_l("Write what the series is called")), SHORT],
    )
    led_by = StringField(_l("Which board or group leads it?"), filters=[line], validators=[SHORT])
    about = TextAreaField(_l("What is it about?"), filters=[lines], validators=[PROSE], render_kw={"rows": 3})


class HostForm(Form):
    """Where the link for a host goes."""

    email = EmailField(
        _l("E-mail of the group"),
        description=_l("We send a link. It opens the pack, the count and, in the end, their results."),
        validators=[DataRequired(_l("Write an e-mail address"))],
    )
    language = SelectField(_l("Language of the e-mail"))

    def validate_email(self, field: Field) -> None:
        if field.data and not is_email(field.data.strip()):
            raise ValidationError(_("Write an e-mail address, such as name@example.org"))
