"""What somebody types about a frame, a code and a version."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, Length

from app.domain.coding import Node
from app.domain.typed_text import clean_line, clean_lines
from app.operations.frame_drafts import Written
from app.web.forms import Form, VersionedForm, choice

PROSE = Length(max=2000, message=_l("Use 2,000 letters or fewer"))
LONGEST_NAME = 120
MOST_EXAMPLES = 30
COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
COLOURS = {
    "": _l("None"),
    "#1d70b8": _l("Blue"),
    "#28a197": _l("Turquoise"),
    "#00703c": _l("Green"),
    "#b58840": _l("Ochre"),
    "#f47738": _l("Orange"),
    "#d4351c": _l("Red"),
    "#d53880": _l("Pink"),
    "#4c2c92": _l("Purple"),
    "#6f72af": _l("Lilac"),
    "#505a5f": _l("Grey"),
}


def line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


def rows_of(typed: str | None) -> list[str]:
    """What stands on each line, without the empty ones."""
    return [found for row in (typed or "").splitlines() if (found := clean_line(row))]


def id_of(value: str | None) -> uuid.UUID | None:
    try:
        return uuid.UUID(value or "")
    except ValueError:
        return None


class KeyedForm(Form):
    key = HiddenField()

    @property
    def own_key(self) -> uuid.UUID:
        """What is sent twice is kept once."""
        return id_of(self.key.data) or uuid.uuid4()


class FrameForm(KeyedForm):
    name = StringField(
        _l("What are they called?"),
        description=_l("For example: What people raise at our chats."),
        filters=[line],
        validators=[
            DataRequired(_l("Write what they are called")),
            Length(max=200, message=_l("Use 200 letters or fewer")),
        ],
    )
    about = TextAreaField(
        _l("What are they for?"), filters=[lines], validators=[PROSE], render_kw={"rows": 2}
    )


class NewFrameForm(FrameForm):
    start = RadioField(_l("What do you start with?"), validators=[DataRequired(_l("Choose one"))])

    def offer(self, ready: str, others: Iterable[tuple[uuid.UUID, str]]) -> None:
        offered = [choice("empty", _("Nothing. I write every code"))]
        if ready:
            offered.append(choice("ready", _("The ready codes of this place: %(name)s", name=ready)))
        offered += [choice(str(one), _("A copy of: %(name)s", name=name)) for one, name in others]
        self.start.choices = offered


class EventForm(Form):
    event = SelectField(_l("Event"), validators=[DataRequired(_l("Choose an event"))])
    frame = SelectField(_l("Its codes"))


class CodeForm(VersionedForm, KeyedForm):
    name = StringField(
        _l("Name"),
        description=_l("Short, as you would say it aloud."),
        filters=[line],
        validators=[
            DataRequired(_l("Write a name")),
            Length(max=LONGEST_NAME, message=_l("Use 120 letters or fewer")),
        ],
    )
    parent = SelectField(_l("Where does it stand?"))
    definition = TextAreaField(
        _l("What does it mean?"), filters=[lines], validators=[PROSE], render_kw={"rows": 2}
    )
    include = TextAreaField(
        _l("Give it to"),
        description=_l("What belongs here, above all where one may doubt."),
        filters=[lines],
        validators=[PROSE],
        render_kw={"rows": 2},
    )
    exclude = TextAreaField(
        _l("Do not give it to"),
        description=_l("What does not belong here, and which code to use instead."),
        filters=[lines],
        validators=[PROSE],
        render_kw={"rows": 2},
    )
    examples = TextAreaField(
        _l("Examples"),
        description=_l(
            "One on each line. Make them up or say them in other words, so that nobody is quoted here."
        ),
        filters=[lines],
        validators=[Length(max=6000, message=_l("Use 6,000 letters or fewer"))],
        render_kw={"rows": 5},
    )
    colour = SelectField(_l("Colour"), validate_choice=False)
    is_heading = BooleanField(_l("It is a heading: it only holds other codes, nobody gives it"))

    def offer(self, nodes: Sequence[Node], own: uuid.UUID | None) -> None:
        """Places to stand: the top, or under another code; not under itself."""
        self.parent.choices = [choice("", _("At the top"))] + [
            choice(str(node.code_id), indented(node)) for node in nodes if node.code_id != own
        ]
        known = str(self.colour.data or "")
        self.colour.choices = [choice(code, words) for code, words in COLOURS.items()]
        if known not in COLOURS and COLOUR.fullmatch(known):
            self.colour.choices.append(choice(known, known))

    def validate_examples(self, field: TextAreaField) -> None:
        if len(rows_of(field.data)) > MOST_EXAMPLES:
            raise ValidationError(_("Use 30 examples or fewer"))

    def validate_colour(self, field: SelectField) -> None:
        if field.data and not COLOUR.fullmatch(field.data):
            raise ValidationError(_("Choose a colour of the list"))

    def written(self) -> Written:
        return Written(
            name=self.name.data or "",
            definition=self.definition.data or "",
            include=self.include.data or "",
            exclude=self.exclude.data or "",
            examples=tuple(rows_of(self.examples.data)),
            colour=(self.colour.data or "").lower(),
            is_codable=not self.is_heading.data,
            parent_id=id_of(self.parent.data),
        )


class MergeForm(VersionedForm):
    into = SelectField(_l("Into which code?"), validators=[DataRequired(_l("Choose a code"))])

    def offer(self, nodes: Sequence[Node], own: uuid.UUID) -> None:
        self.into.choices = [choice("", _("Choose a code"))] + [
            choice(str(node.code_id), indented(node))
            for node in nodes
            if node.code_id != own and node.may_be_given
        ]


class SplitForm(VersionedForm):
    names = TextAreaField(
        _l("Names of the new codes"),
        description=_l("One on each line, from two to eight."),
        filters=[lines],
        validators=[DataRequired(_l("Write at least two names."))],
        render_kw={"rows": 4},
    )

    def validate_names(self, field: TextAreaField) -> None:
        if any(len(name) > LONGEST_NAME for name in rows_of(field.data)):
            raise ValidationError(_("Use 120 letters or fewer for each name"))


class RetireForm(VersionedForm):
    reason = TextAreaField(
        _l("Why should nobody give it any more?"),
        filters=[lines],
        validators=[DataRequired(_l("Write why")), PROSE],
        render_kw={"rows": 2},
    )


class PublishForm(VersionedForm):
    note = TextAreaField(
        _l("What changed, and why?"),
        description=_l("Whoever reads old numbers next year will be glad of it."),
        filters=[lines],
        validators=[DataRequired(_l("Write what changed, and why")), PROSE],
        render_kw={"rows": 3},
    )


class MemoForm(KeyedForm):
    words = TextAreaField(
        _l("Your memo"),
        description=_l("What you noticed about this code. Do not name people."),
        filters=[lines],
        validators=[
            DataRequired(_l("Write your memo")),
            Length(max=5000, message=_l("Use 5,000 letters or fewer")),
        ],
        render_kw={"rows": 3},
    )


def indented(node: Node) -> str:
    """Its name, with a dash for each level it stands down."""
    return f"{'– ' * node.depth}{node.name}"


def typed_of(node: Node, version: int) -> dict[str, Any]:
    """A code as it fills its form."""
    return {
        "version": str(version),
        "name": node.name,
        "parent": str(node.parent_id or ""),
        "definition": node.definition,
        "include": node.include,
        "exclude": node.exclude,
        "examples": "\n".join(node.examples),
        "colour": node.colour,
        "is_heading": not node.is_codable,
    }
