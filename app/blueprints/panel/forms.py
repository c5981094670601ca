"""What is asked of members, and of whoever draws some of them."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from typing import TYPE_CHECKING

import wtforms
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Length, Optional

from app import clock
from app.domain.panel import OFTEN, AccessNeed, Interest, PanelAnswer, PanelWay, QuotaBy
from app.domain.panel_details import Details, PanelFault, faults_of, often_from
from app.domain.typed_text import clean_line, clean_lines
from app.queries.postcode_facts import facts_of
from app.web.forms import DayField, Form, choice
from app.web.labels import label

if TYPE_CHECKING:
    from app.models.panel import PanelMember

TOO_LONG = _l("That is longer than we can keep. Please shorten it.")
MOST_ASKED = 2000

FAULTS = {
    PanelFault.NAME: _l("Write what we should call you"),
    PanelFault.WAYS: _l("Choose at least one way for us to ask you"),
    PanelFault.EMAIL: _l("Write an address such as name@example.com"),
    PanelFault.PHONE: _l("Write a phone number, with its area code"),
    PanelFault.ADDRESS: _l("Write the address that letters should go to"),
}


class MemberForm(Form):
    """How to ask them, about what, how often, and what they need for it."""

    version = wtforms.HiddenField()
    name = wtforms.StringField(
        _l("What should we call you?"),
        validators=[Length(max=120, message=TOO_LONG)],
        render_kw={"autocomplete": "name"},
    )
    ways = wtforms.SelectMultipleField(_l("How may we ask you?"), validate_choice=False)
    email = wtforms.EmailField(
        _l("E-mail address"), validators=[Length(max=254)], render_kw={"autocomplete": "email"}
    )
    phone = wtforms.TelField(
        _l("Phone number"), validators=[Length(max=40)], render_kw={"autocomplete": "tel"}
    )
    address = wtforms.TextAreaField(
        _l("Address for letters"), validators=[Length(max=400, message=TOO_LONG)], render_kw={"rows": 3}
    )
    most_a_year = wtforms.RadioField(
        _l("How often in a year may we ask you?"), default="2", validate_choice=False
    )
    interests = wtforms.SelectMultipleField(
        _l("What would you like to be asked about?"), validate_choice=False
    )
    needs = wtforms.SelectMultipleField(_l("What do you need to take part?"), validate_choice=False)
    needs_words = wtforms.TextAreaField(
        _l("Anything else you need?"), validators=[Length(max=500, message=TOO_LONG)], render_kw={"rows": 2}
    )
    spoken = wtforms.StringField(
        _l("Languages you can take part in, besides English"), validators=[Length(max=120, message=TOO_LONG)]
    )

    def offer(self) -> None:
        self.ways.choices = [choice(one.value, label(one)) for one in PanelWay]
        self.most_a_year.choices = [choice(str(times), often_words(times)) for times in OFTEN]
        self.interests.choices = [choice(one.value, label(one)) for one in Interest]
        self.needs.choices = [choice(one.value, label(one)) for one in AccessNeed]

    def show(self, member: PanelMember) -> None:
        """Fill it with what we know."""
        self.version.data, self.name.data = str(member.version), member.name
        self.ways.data, self.interests.data = list(member.ways), list(member.interests)
        self.email.data, self.phone.data = member.email or "", member.phone or ""
        self.address.data, self.spoken.data = member.address or "", " ".join(member.spoken)
        self.most_a_year.data = str(member.most_a_year)
        needs = member.needs or {}
        held = needs.get("values")
        self.needs.data = list(held) if isinstance(held, list) else []
        self.needs_words.data = str(needs.get("words", ""))

    def details(self) -> Details:
        return Details(
            name=clean_line(self.name.data or ""),
            ways=tuple(one for one in PanelWay if one.value in (self.ways.data or [])),
            email=(self.email.data or "").strip(),
            phone=clean_line(self.phone.data or ""),
            address=clean_lines(self.address.data or ""),
            interests=tuple(one for one in Interest if one.value in (self.interests.data or [])),
            needs=tuple(one for one in AccessNeed if one.value in (self.needs.data or [])),
            needs_words=clean_lines(self.needs_words.data or ""),
            spoken=clean_line(self.spoken.data or ""),
            most_a_year=often_from(self.most_a_year.data),
        )

    def is_right(self) -> bool:
        is_right = bool(self.validate())
        for fault in faults_of(self.details()):
            self[fault.value].errors = (FAULTS[fault],)
            is_right = False
        return is_right


class JoinForm(MemberForm):
    """The same, with where they live: for drawing fairly, and not kept."""

    postcode = wtforms.StringField(
        _l("Your postcode, if you like"),
        description=_l(
            "It tells us your ward and how well off the area is, so that we ask all parts of the city. "
            "We do not keep it."
        ),
        validators=[Length(max=10)],
        render_kw={"autocomplete": "postal-code", "dir": "ltr"},
    )

    def is_right(self) -> bool:
        is_right = super().is_right()
        if (self.postcode.data or "").strip() and not facts_of(self.postcode.data or "").council_code:
            self.postcode.errors = (_("Write a whole postcode that we know, or leave it empty"),)
            return False
        return is_right


class LinkForm(Form):
    email = wtforms.EmailField(
        _l("Your e-mail address"), validators=[Length(max=254)], render_kw={"autocomplete": "email"}
    )

    def is_right(self) -> bool:
        if not bool(self.validate()) or "@" not in (self.email.data or ""):
            self.email.errors = (FAULTS[PanelFault.EMAIL],)
            return False
        return True


class RestForm(Form):
    until = DayField(_l("Ask me nothing before"), format="%d %m %Y", validators=[Optional()])

    def is_right(self) -> bool:
        is_right = bool(self.validate())
        if is_right and (self.until.data is None or not clock.today() < self.until.data <= longest_rest()):
            self.until.errors = (_("Write the day your break ends, in the next two years"),)
            return False
        return is_right


def longest_rest() -> dt.date:
    return clock.today() + dt.timedelta(days=730)


class DrawForm(Form):
    """Some members, by lot."""

    key = wtforms.HiddenField()
    about = wtforms.TextAreaField(
        _l("What do you ask them?"),
        description=_l(
            "It stands in the invitation, word for word. Say when, where and how long. "
            "Write at most 15 words in a sentence: some members get it in Easy Read."
        ),
        validators=[Length(max=MOST_ASKED, message=TOO_LONG)],
        render_kw={"rows": 4},
    )
    wanted = wtforms.IntegerField(_l("How many people?"), validators=[Optional()])
    interest = wtforms.SelectField(_l("Only people who would like to be asked about"), validate_choice=False)
    quota_by = wtforms.RadioField(_l("Keep places for"), default="", validate_choice=False)
    seed = wtforms.StringField(
        _l("The word of the draw"),
        description=_l(
            "With the same word, the same members are drawn. "
            "Keep ours, or let somebody from outside choose one."
        ),
        validators=[Length(max=60, message=TOO_LONG)],
    )

    def offer(self) -> None:
        self.interest.choices = [
            choice("", _("Anything: everybody on the panel")),
            *(choice(one.value, label(one)) for one in Interest),
        ]
        self.quota_by.choices = [
            choice("", _("Nobody in particular: all by lot")),
            choice(QuotaBy.DEPRIVATION.value, _("Each fifth of neighbourhoods, the poorest to the best off")),
            choice(QuotaBy.AREA.value, _("Each ward, as far as the places go")),
        ]

    def begin(self) -> None:
        self.key.data, self.seed.data = str(uuid.uuid4()), secrets.token_hex(4)

    @property
    def draw_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(str(self.key.data))
        except ValueError:
            return uuid.uuid4()

    def is_right(self) -> bool:
        is_right = bool(self.validate())
        if not clean_lines(self.about.data or ""):
            self.about.errors = (_("Write what they are asked"),)
            is_right = False
        if not isinstance(self.wanted.data, int) or not 0 < self.wanted.data <= 500:
            self.wanted.errors = (_("Write a number from 1 to 500"),)
            is_right = False
        if not clean_line(self.seed.data or ""):
            self.seed.errors = (_("Write a word, such as spring"),)
            is_right = False
        return is_right

    @property
    def about_what(self) -> str:
        return next((one.value for one in Interest if one.value == self.interest.data), "")

    @property
    def by(self) -> QuotaBy | None:
        return next((one for one in QuotaBy if one.value == self.quota_by.data), None)


class AnswerForm(Form):
    invitation = wtforms.HiddenField()
    answer = wtforms.HiddenField()

    @property
    def said(self) -> PanelAnswer | None:
        return next((one for one in PanelAnswer if one.value == self.answer.data), None)

    @property
    def invitation_id(self) -> uuid.UUID:
        try:
            return uuid.UUID(str(self.invitation.data))
        except ValueError:
            return uuid.UUID(int=0)


def often_words(times: int) -> str:
    """How often, in words."""
    return {
        1: _("Once"),
        2: _("Twice"),
        4: _("Up to 4 times"),
        6: _("Up to 6 times"),
        12: _("Up to 12 times"),
    }[times]
