"""What is asked about a story: parts of the way, and what we may do with it."""

from __future__ import annotations

import uuid

import wtforms
from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms.validators import Email, Length, Optional

from app.domain.engagement import MOST_WORDS
from app.domain.story import StoryStage, StoryTeller, StoryUse
from app.domain.story_document import MOST_FIRST_NAME, MOST_PARTS, MOST_TITLE, Told, told_from
from app.web.catalogues import lazy_both
from app.web.forms import Form, choice
from app.web.labels import label

TOO_LONG = _l("That is longer than we can keep. Please shorten it.")
NO_EMAIL = _l("Write an address such as name@example.com")
PART = "part-words-"
STAGE = "part-stage-"


class StoryForm(Form):
    """The story itself. Its parts are numbered boxes: there are as many as somebody asks for."""

    key = wtforms.HiddenField()
    teller = wtforms.RadioField(
        _l("Who is typing?"),
        choices=[
            choice(StoryTeller.SELF.value, _l("It is my own story")),
            choice(StoryTeller.HELPER.value, _l("I am typing for somebody who is with me")),
        ],
        default=StoryTeller.SELF.value,
    )
    title = wtforms.StringField(
        _l("Give it a name, if you like"),
        validators=[Length(max=MOST_TITLE, message=TOO_LONG)],
        description=_l("Such as: “My mum and the four buses”"),
    )
    change = wtforms.TextAreaField(
        _l("What would have made it better?"),
        validators=[Length(max=MOST_WORDS, message=TOO_LONG)],
        render_kw={"rows": 4},
    )

    def typed(self) -> Told:
        parts = [
            {"stage": request.form.get(f"{STAGE}{at}"), "words": request.form.get(f"{PART}{at}", "")}
            for at in range(MOST_PARTS)
        ]
        return told_from({"title": self.title.data, "parts": parts, "change": self.change.data})

    def is_right(self) -> bool:
        """Is there something told, and none of it too long?"""
        is_right = bool(self.validate())
        if any(len(request.form.get(f"{PART}{at}", "")) > MOST_WORDS for at in range(MOST_PARTS)):
            self.form_errors.append(TOO_LONG)
        if self.typed().is_empty:
            self.change.errors = (_("Write down some of what happened, or what would have made it better"),)
        return is_right and not self.form_errors and not self.change.errors

    @property
    def story_id(self) -> uuid.UUID:
        """Follows from what came with the form, and never leads back to it; a new one where that is none.

        Who reads a story sees its id. Sending that with its words must not open its teller's door.
        """
        try:
            return uuid.uuid5(uuid.UUID(str(self.key.data)), "story")
        except ValueError:
            return uuid.uuid4()


class AgreeForm(Form):
    """What we may do with it, each with its own yes or no; neither is chosen for anybody."""

    inside = wtforms.RadioField(lazy_both("May people who plan services read it?"))
    quote = wtforms.RadioField(lazy_both("May we use some of its words in a report?"))
    publish = wtforms.RadioField(lazy_both("May we publish all of it?"))
    name = wtforms.RadioField(lazy_both("May your first name stand beside it?"))
    first_name = wtforms.StringField(
        _l("Your first name, if you said yes to that"),
        validators=[Length(max=MOST_FIRST_NAME, message=TOO_LONG)],
        render_kw={"autocomplete": "given-name"},
    )
    email = wtforms.EmailField(
        _l("Your e-mail address, if you want a link back to your story"),
        validators=[
            Optional(),
            Length(max=254),
            Email(message=_l("Write an address such as name@example.com")),
        ],
        description=_l("We use it for this and nothing else. Whoever reads the story does not see it."),
        render_kw={"autocomplete": "email"},
    )

    def offer(self, chosen: dict[StoryUse, bool] | None = None) -> None:
        for use, field in self.steps().items():
            field.choices = [choice("yes", _("Yes")), choice("no", _("No"))]
            if chosen is not None and not self.is_submitted():
                field.data = "yes" if chosen.get(use) else "no"

    def steps(self) -> dict[StoryUse, wtforms.RadioField]:
        return {
            StoryUse.INSIDE: self.inside,
            StoryUse.QUOTE: self.quote,
            StoryUse.PUBLISH: self.publish,
            StoryUse.NAME: self.name,
        }

    def is_right(self) -> bool:
        for field in self.steps().values():
            field.validators = [Optional()]
        is_right = bool(self.validate())
        for field in self.steps().values():
            if field.data not in {"yes", "no"}:
                field.errors = (_("Choose yes or no: %(question)s", question=field.label.text),)
                is_right = False
        if self.name.data == "yes" and not (self.first_name.data or "").strip():
            self.first_name.errors = (_("Write the first name, or choose no above"),)
            is_right = False
        return is_right

    def speak_of_them(self) -> None:
        """The worker reads it: the words are about somebody else."""
        self.name.label.text = _("May their first name stand beside it?")
        self.first_name.label.text = _("Their first name, if they said yes to that")
        self.email.label.text = _("Their e-mail address, if they want a link back to their story")

    def uses(self) -> dict[StoryUse, bool]:
        return {use: field.data == "yes" for use, field in self.steps().items()}


def stages() -> list[tuple[str, str]]:
    """Where on the way, in the reader's words."""
    return [(one.value, str(label(one))) for one in StoryStage]
