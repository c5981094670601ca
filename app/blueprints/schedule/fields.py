"""Boxes for words of our own choosing: several of the same name, with what others wrote as suggestions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from wtforms import Field
from wtforms.validators import ValidationError

from app.domain.engagement import TagGroup
from app.domain.places import AreaFact, AreaKind, fold
from app.domain.typed_text import clean_line
from app.operations.activities import LONGEST_TAG
from app.web.place import place

BOXES, MOST_BOXES, SPARE = 3, 20, 1


class WordsField(Field):
    """Words or phrases, one in each box. A semicolon parts two in one box."""

    def __init__(self, *arguments: Any, suggestions: str = "", **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.suggestions = suggestions
        """The id of the list of suggestions on the page."""

    def process_formdata(self, valuelist: list[str]) -> None:
        pieces = (clean_line(piece) for typed in valuelist for piece in typed.split(";"))
        self.data = list(dict.fromkeys(piece for piece in pieces if piece))

    def pre_validate(self, form: object) -> None:
        if len(self.data or ()) > MOST_BOXES:
            raise ValidationError(_("Write %(most)s or fewer", most=MOST_BOXES))
        if any(len(words) > LONGEST_TAG for words in self.data or ()):
            raise ValidationError(_("Use 200 letters or fewer in each box"))

    @property
    def boxes(self) -> list[str]:
        """What stands in each box, with room for more."""
        held = list(self.data or ())
        return [*held, *[""] * max(SPARE, BOXES - len(held))][: max(MOST_BOXES, len(held))]


class AreasField(WordsField):
    """Areas of the place by name. `codes` are what is kept."""

    def pre_validate(self, form: object) -> None:
        super().pre_validate(form)
        for typed in self.data or ():
            if fold(typed) not in whole_place() and not area_code(typed):
                raise ValidationError(
                    _(
                        "We do not know the area “%(typed)s”. Choose one that the box suggests",
                        typed=typed[:60],
                    )
                )

    @property
    def codes(self) -> tuple[str, ...]:
        """None where the whole place is among them."""
        typed = self.data or ()
        if any(fold(one) in whole_place() for one in typed):
            return ()
        return tuple(dict.fromkeys(area_code(one) for one in typed))


def offered_areas() -> list[AreaFact]:
    """Areas to choose from, by name. The one council of a place is the whole of it, so it is none of them."""
    areas = place().areas
    councils = [area for area in areas if area.kind is AreaKind.COUNCIL]
    kept = (area for area in areas if len(councils) > 1 or area.kind is not AreaKind.COUNCIL)
    return sorted(kept, key=lambda area: area.name)


def whole_place() -> frozenset[str]:
    """What the whole of the place is called, folded: its own name, and that of its one council."""
    councils = [area for area in place().areas if area.kind is AreaKind.COUNCIL]
    ours = [word for area in councils for word in (area.name, area.code)] if len(councils) == 1 else []
    return frozenset(fold(word) for word in (*place().name.values(), *ours))


def area_code(typed: str) -> str:
    """The code of an area by its name, its code or the name of a neighbourhood in it; empty for none."""
    wanted = fold(typed)
    for area in offered_areas():
        if wanted in (fold(area.name), fold(area.code)):
            return area.code
    return next((one.ward for one in place().localities if wanted in one.keys), "")


def suggested(group: TagGroup, used: Sequence[str]) -> list[str]:
    """What others wrote before, and what the place's papers name."""
    listed = {TagGroup.COMMUNITY: ("groups",), TagGroup.PARTNER: ("partners", "boards")}.get(group, ())
    ours = [term.words.get("en", "") for name in listed for term in place().vocabularies.get(name, ())]
    if group is TagGroup.TOPIC:
        ours = [name for name, _others in place().same_words]
    return sorted(dict.fromkeys([*used, *ours]), key=str.casefold)
