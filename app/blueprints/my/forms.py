"""What somebody types on their own page, and on the way to it."""

from __future__ import annotations

import uuid

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import EmailField, HiddenField, RadioField, StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.domain.emails import LONGEST, is_email
from app.domain.introduction import Helped
from app.domain.typed_text import clean_line, clean_lines
from app.web.forms import DayField, Form, choice
from app.web.labels import label

LONGEST_WORDS = 2_000
TOO_LONG = _l("Use 2,000 letters or fewer")
KEY_LETTERS = 32


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "").strip()


class LinkForm(Form):
    email = EmailField(
        _l("Your e-mail address"),
        description=_l("The one you gave us."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write your e-mail address.")),
            Length(
                max=LONGEST, message=_l("This is no whole e-mail address. It looks like name@example.com.")
            ),
        ],
        render_kw={"autocomplete": "email"},
    )

    def validate_email(self, field: EmailField) -> None:
        if not is_email(field.data or ""):
            raise ValidationError(_("This is no whole e-mail address. It looks like name@example.com."))


class CodeForm(Form):
    code = StringField(
        _l("The code from your letter"),
        description=_l("All its digits. Spaces do not matter."),
        filters=[one_line],
        validators=[
            DataRequired(_l("Write the code from your letter.")),
            Length(max=40, message=_l("This is too long. The code is in the middle of the letter.")),
        ],
        render_kw={"autocomplete": "off", "inputmode": "numeric", "dir": "ltr"},
    )
    born_on = DayField(
        _l("Your date of birth"),
        description=_l("For example, 2 5 1944"),
        format="%d %m %Y",
        validators=[InputRequired(_l("Write your date of birth."))],
    )


class KeyedForm(Form):
    """A form that is done once, however often it is sent."""

    key = HiddenField()

    @property
    def once(self) -> str:
        """The key of ours that it carries; a fresh one for junk."""
        typed = self.key.data or ""
        return typed if len(typed) == KEY_LETTERS and typed.isalnum() else uuid.uuid4().hex


def fresh() -> dict[str, str]:
    """What a new form begins with."""
    return {"key": uuid.uuid4().hex}


def words_field(heading: str, hint: str = "", *, missing: str = "", rows: int = 5) -> TextAreaField:
    """`missing`: what is said where they must write something."""
    return TextAreaField(
        heading,
        description=hint,
        filters=[lines],
        validators=[
            DataRequired(missing) if missing else Optional(),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
        render_kw={"rows": rows},
    )


class MessageForm(KeyedForm):
    words = words_field(
        _l("Your message"),
        _l("Your link worker reads it, or a colleague when they are away."),
        missing=_l("Write your message."),
    )


class PlanWordsForm(KeyedForm):
    words = words_field(
        _l("Add something to your plan"),
        _l("In your own words. Nobody else changes them."),
        missing=_l("Write what you want to add."),
    )


class NotRightForm(KeyedForm):
    words = words_field(
        _l("What is not right?"),
        _l("Say what it is about, and how it should be."),
        missing=_l("Write what is not right."),
    )


EVERYTHING = "everything"


class StopForm(KeyedForm):
    what = RadioField(
        _l("What do you want to stop?"), validators=[InputRequired(_l("Choose what you want to stop."))]
    )
    words = words_field(_l("Do you want to say why? You do not have to."), rows=3)

    def offer(self, running: list[tuple[str, str]]) -> None:
        """`running`: id and name of the introductions that go on."""
        self.what.choices = [
            choice(EVERYTHING, _("Everything: I do not want a link worker any more")),
            *(choice(id_, _("Only this: %(name)s", name=name)) for id_, name in running),
        ]


class HelpedForm(Form):
    helped = RadioField(_l("Did it help?"), validators=[InputRequired(_l("Choose one answer."))])
    words = words_field(_l("Do you want to say more? You do not have to."), rows=3)

    def offer(self) -> None:
        self.helped.choices = [choice(one.value, label(one)) for one in Helped]


class StoryForm(Form):
    agrees = RadioField(
        _l("May we share your story?"),
        choices=[choice("yes", _l("Yes, you may")), choice("no", _l("No, please do not"))],
        validators=[InputRequired(_l("Choose yes or no."))],
    )
    words = words_field(
        _l("Your story, in your own words"),
        _l("You can leave this empty. Your link worker can write it with you."),
    )


class GiveForm(Form):
    """Yes to one thing."""

    purpose = HiddenField()
    named = StringField(
        _l("Whom may we talk with?"),
        description=_l("Their name, and who they are to you."),
        filters=[one_line],
        validators=[Length(max=200, message=_l("Use 200 letters or fewer"))],
    )


class AgainForm(KeyedForm):
    words = words_field(_l("What would help now? You do not have to say."), rows=3)


class PaperForm(Form):
    """In which form a letter is printed."""

    size = RadioField(
        _l("How do they read best?"),
        choices=[
            choice("easy", _l("Easy Read")),
            choice("large", _l("Large print")),
            choice("a4", _l("A4")),
            choice("a5", _l("Small, A5")),
        ],
        validate_choice=False,
    )
