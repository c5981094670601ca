"""What a link worker types about somebody, besides contacts and plans."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TelField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from app import clock
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.emails import is_email
from app.domain.nhs_number import NhsNumberFault, digits_of, fault_of
from app.domain.reaching import (
    ContactMethodNeed,
    FormatNeed,
    ProfessionalNeed,
    SafeChannel,
    SupportNeed,
)
from app.domain.safeguarding import PersonTold, WorryKind
from app.operations.persons import phone_e164
from app.web.forms import DayField, Form, VersionedForm, choice
from app.web.labels import WORDS

LINE, PROSE = 200, 4000
DATE = "%d %m %Y"
EARLIEST = 1900
OnEnum = TypeVar("OnEnum", bound=StrEnum)


def choices(values: Iterable[OnEnum], *, unsaid: str = "") -> list[Any]:
    made = [choice(one.value, WORDS[type(one)][one]) for one in values]
    return [choice("", unsaid), *made] if unsaid else made


class DetailsForm(VersionedForm):
    given_name = StringField(
        _l("First name"), validators=[InputRequired(_l("Write their first name.")), Length(max=LINE)]
    )
    family_name = StringField(_l("Last name"), validators=[Length(max=LINE)])
    preferred_name = StringField(_l("What they like to be called"), validators=[Length(max=LINE)])
    pronouns = StringField(
        _l("Pronouns"), description=_l("Such as she and her."), validators=[Length(max=LINE)]
    )
    born_on = DayField(_l("Date of birth"), format=DATE, validators=[Optional()])
    nhs_number = StringField(
        _l("NHS number"),
        description=_l("Ten digits. Leave it empty to keep the one we have."),
        validators=[Length(max=LINE)],
        render_kw={"inputmode": "numeric", "dir": "ltr", "autocomplete": "off"},
    )
    home = RadioField(
        _l("Where they live"),
        choices=[
            choice("given", _l("At this address")),
            choice("no-fixed-abode", _l("No fixed address")),
            choice("withheld", _l("They would rather not say")),
        ],
        validators=[Optional()],
    )
    address = TextAreaField(_l("Building and street"), validators=[Length(max=PROSE)], render_kw={"rows": 2})
    postcode = StringField(_l("Postcode"), validators=[Length(max=12)], render_kw={"dir": "ltr"})
    phone = TelField(_l("Phone"), validators=[Length(max=40)])
    email = EmailField(_l("E-mail"), validators=[Length(max=254)])

    def hide_where(self) -> None:
        """Where they live is not the viewer's to see."""
        del self.home, self.address, self.postcode

    def check(self, *, training: bool) -> bool:
        """Marks what is wrong."""
        fine = bool(self.validate())
        born = self.born_on.data
        if born and (born > clock.today() or born.year < EARLIEST):
            self.born_on.errors = (_("Write a date of birth that is not in the future, and after 1899."),)
        if self.phone.data and phone_e164(self.phone.data) is None:
            self.phone.errors = (_("Write a phone number with its area code, in figures."),)
        if self.email.data and not is_email(self.email.data):
            self.email.errors = (_("Write an e-mail address such as name@place.org."),)
        if self.nhs_number.data and (fault := fault_of(self.nhs_number.data, training=training)):
            self.nhs_number.errors = (nhs_words(fault),)
        return fine and not any(field.errors for field in self)

    def details(self) -> dict[str, str]:
        """As the operation takes them. An empty NHS number changes nothing."""
        made = {field.name: str(field.data or "").strip() for field in self if field.name != "version"}
        made["born_on"] = self.born_on.data.isoformat() if self.born_on.data else ""
        made["nhs_number"] = digits_of(made["nhs_number"])
        if "postcode" in made:
            made["postcode"] = made["postcode"].upper()
        return {name: value for name, value in made.items() if value or name != "nhs_number"}


def nhs_words(fault: NhsNumberFault) -> str:
    return {
        NhsNumberFault.NOT_TEN_DIGITS: _(
            "An NHS number has ten digits. Leave it empty if you do not have it."
        ),
        NhsNumberFault.CHECK_DIGIT: _(
            "One digit is wrong, or two have changed places. Look at the letter again."
        ),
        NhsNumberFault.NOT_ISSUED: _("Nobody has this number. Leave it empty if you do not have theirs."),
    }[fault]


class NeedsForm(VersionedForm):
    channels = SelectMultipleField(
        _l("Ways that are safe and easy for them"),
        description=_l("We use no other."),
        choices=choices(SafeChannel),
    )
    leave_message = RadioField(
        _l("May we leave a message?"),
        choices=[choice("yes", _l("Yes")), choice("no", _l("No")), choice("", _l("We have not asked"))],
        validators=[Optional()],
    )
    others_may_answer = RadioField(
        _l("May somebody else answer?"),
        choices=[choice("yes", _l("Yes")), choice("no", _l("No")), choice("", _l("We have not asked"))],
        validators=[Optional()],
    )
    safe_times = StringField(_l("Safe times"), validators=[Length(max=LINE)])
    never = TextAreaField(
        _l("What must never be done"),
        description=_l("Such as: never ring the house. It stands first, in red, on every page."),
        validators=[Length(max=PROSE)],
        render_kw={"rows": 2},
    )
    trusted_name = StringField(_l("Somebody they trust: name"), validators=[Length(max=LINE)])
    trusted_relation = StringField(_l("Who that is to them"), validators=[Length(max=LINE)])
    trusted_phone = TelField(_l("Their number"), validators=[Length(max=40)])
    interpreter = StringField(
        _l("Interpreter"),
        description=_l("The language. Leave it empty if none is needed."),
        validators=[Length(max=LINE)],
    )
    methods = SelectMultipleField(_l("How they need to be contacted"), choices=choices(ContactMethodNeed))
    formats = SelectMultipleField(_l("How they need things written"), choices=choices(FormatNeed))
    font_size = IntegerField(
        _l("Size of print, in points"),
        validators=[Optional(), NumberRange(12, 48, _l("Write a number from 12 to 48."))],
    )
    professionals = SelectMultipleField(_l("Who needs to be there"), choices=choices(ProfessionalNeed))
    support = SelectMultipleField(_l("What helps when we meet"), choices=choices(SupportNeed))
    words = TextAreaField(
        _l("Anything else, in words"), validators=[Length(max=PROSE)], render_kw={"rows": 3}
    )
    review_on = DayField(
        _l("Look at it again by"),
        description=_l("Within a year."),
        format=DATE,
        validators=[InputRequired(_l("Choose a day within a year."))],
    )

    def reaching(self) -> dict[str, object]:
        said = {"yes": True, "no": False}
        lists = ("channels", "methods", "formats", "professionals", "support")
        return {
            **{name: list(self[name].data or ()) for name in lists},
            "leave_message": said.get(self.leave_message.data or ""),
            "others_may_answer": said.get(self.others_may_answer.data or ""),
            "safe_times": self.safe_times.data or "",
            "never": self.never.data or "",
            "trusted": {
                "name": self.trusted_name.data or "",
                "relation": self.trusted_relation.data or "",
                "phone": self.trusted_phone.data or "",
            },
            "interpreter": self.interpreter.data or "",
            "font_size": self.font_size.data,
            "words": self.words.data or "",
        }


class AroundForm(Form):
    mark = HiddenField()
    name = StringField(
        _l("Name"),
        validators=[InputRequired(_l("Write a name, or who it is: her sister.")), Length(max=LINE)],
    )
    relation = StringField(
        _l("Who they are to them"),
        description=_l("Such as sister, neighbour, son."),
        validators=[InputRequired(_l("Say who they are to them.")), Length(max=LINE)],
    )
    in_household = BooleanField(_l("Lives with them"))
    is_dependant = BooleanField(_l("Depends on them: a child, somebody they look after"))
    is_carer = BooleanField(_l("Looks after them"))
    is_emergency_contact = BooleanField(_l("To be rung in an emergency"))
    may_be_told = BooleanField(_l("We may talk with them: the person agrees"))
    agrees = BooleanField(_l("They themselves agree that we keep their details"))
    phone = TelField(_l("Phone"), description=_l("Only with their own yes."), validators=[Length(max=40)])
    own_words = TextAreaField(
        _l("In the carer’s own words"),
        description=_l("They stand as theirs, apart from the person’s."),
        validators=[Length(max=PROSE)],
        render_kw={"rows": 3},
    )
    note = TextAreaField(_l("Note"), validators=[Length(max=PROSE)], render_kw={"rows": 2})


class ConsentForm(Form):
    purpose = RadioField(
        _l("What about?"),
        choices=choices(one for one in ConsentPurpose if one is not ConsentPurpose.SHARE_WITH_PROVIDER),
        validators=[InputRequired(_l("Choose what it is about."))],
    )
    given = RadioField(
        _l("What did they say?"),
        choices=[choice("yes", _l("Yes")), choice("no", _l("No, or they could not be asked"))],
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    how = RadioField(
        _l("How?"),
        choices=choices(one for one in ConsentHow if one is not ConsentHow.ONLINE),
        validators=[Optional()],
    )
    given_by = RadioField(
        _l("Who said it?"),
        choices=[
            choice("person", _l("They themselves")),
            choice("carer", _l("A carer who may speak for them")),
            choice("attorney", _l("Somebody with power of attorney")),
            choice("decision-maker", _l("Whoever decides in their best interests")),
        ],
        validators=[InputRequired(_l("Choose who said it."))],
    )
    named = StringField(
        _l("About or with whom"),
        description=_l("Where it names somebody: her sister Ewa."),
        validators=[Length(max=LINE)],
    )
    ends_on = DayField(
        _l("Until"),
        description=_l("Leave it empty where no day was agreed."),
        format=DATE,
        validators=[Optional()],
    )
    note = TextAreaField(
        _l("Note"),
        description=_l("For a decision in their best interests: who decided it, and why."),
        validators=[Length(max=PROSE)],
        render_kw={"rows": 3},
    )
    why_not = TextAreaField(_l("If not, why"), validators=[Length(max=PROSE)], render_kw={"rows": 2})

    def say_missing(self, names: Iterable[object]) -> None:
        words = {
            "how": _("Say how they agreed."),
            "note": _("Write who decided it, and why it is best for them."),
            "why_not": _("Write why not, or why they could not be asked."),
        }
        for name in map(str, names):
            self[name].errors = (words[name],)


class WithdrawForm(Form):
    why = TextAreaField(_l("Why, if they said"), validators=[Length(max=PROSE)], render_kw={"rows": 2})


class DocumentForm(Form):
    key = HiddenField()
    file = FileField(
        _l("The file"),
        description=_l("A PDF, a picture, a Word or OpenDocument file, or plain text. At most 10 megabytes."),
    )
    title = StringField(
        _l("What it is"),
        description=_l("Such as: letter from the council, May."),
        validators=[InputRequired(_l("Say in a few words what it is.")), Length(max=LINE)],
    )

    @property
    def row_key(self) -> uuid.UUID:
        return key_of(self.key.data)


class ReasonForm(Form):
    reason = TextAreaField(
        _l("Why"), validators=[InputRequired(_l("Write why.")), Length(max=PROSE)], render_kw={"rows": 3}
    )


class ProtectForm(VersionedForm):
    lead = RadioField(_l("Which lead may see it too?"), validators=[InputRequired(_l("Choose one lead."))])


class WorryForm(Form):
    key = HiddenField()
    concern = RadioField(
        _l("What kind of worry?"),
        choices=choices(WorryKind),
        validators=[InputRequired(_l("Choose the kind that is nearest."))],
    )
    words = TextAreaField(
        _l("What you saw or heard"),
        description=_l("Their own words where you can. What you did. Who is in danger now."),
        validators=[InputRequired(_l("Write what you saw or heard.")), Length(max=20_000)],
        render_kw={"rows": 8},
    )
    person_told = RadioField(
        _l("Do they know that you pass it on?"),
        choices=choices(PersonTold),
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    lead = RadioField(_l("Which lead do you tell?"), validators=[InputRequired(_l("Choose a lead."))])

    @property
    def row_key(self) -> uuid.UUID:
        return key_of(self.key.data)


class AnswerForm(VersionedForm):
    words = TextAreaField(
        _l("What you ask for, or have done"),
        validators=[InputRequired(_l("Write what is to happen.")), Length(max=PROSE)],
        render_kw={"rows": 4},
    )


class ReaderForm(Form):
    account = SelectField(_l("Who else may read it?"), validators=[InputRequired(_l("Choose somebody."))])


class EndWorryForm(VersionedForm):
    outcome = TextAreaField(
        _l("What came of it"),
        validators=[InputRequired(_l("Write what came of it.")), Length(max=PROSE)],
        render_kw={"rows": 4},
    )


def key_of(typed: str | None) -> uuid.UUID:
    """The key a form carries; a new one where it was changed on the way."""
    try:
        return uuid.UUID(str(typed))
    except ValueError:
        return uuid.uuid4()


def in_half_a_year() -> dt.date:
    return clock.today() + dt.timedelta(days=182)
