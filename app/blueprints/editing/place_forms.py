"""The forms about one place: its address, and what the building has."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, StringField, TextAreaField

from app.domain.listing import Answer, VenueFact
from app.domain.listing_document import Document
from app.web.forms import Form, choice
from app.web.labels import WORDS, label

TEXTS = ("name", "address_1", "address_2", "town", "postcode", "directions", "note")
FACTS = tuple(fact.value for fact in VenueFact)


class PlaceForm(Form):
    name = StringField(_l("Name of the place"), description=_l("Such as Chapel Hall."))
    address_1 = StringField(
        _l("Building and street"),
        render_kw={"autocomplete": "off"},
        description=_l("Such as 12 Chapel Lane."),
    )
    address_2 = StringField(_l("Second line of the address"))
    town = StringField(_l("Town or city"))
    postcode = StringField(_l("Postcode"), render_kw={"autocomplete": "off", "dir": "ltr"})
    directions = TextAreaField(
        _l("How do people find it?"),
        description=_l("Such as: the blue door beside the chemist. The 49 stops outside."),
        render_kw={"rows": 3},
    )
    note = StringField(_l("Which room or entrance?"))
    undisclosed = BooleanField(
        _l("Keep this address secret"),
        description=_l("For a refuge and the like. The address is then never shown, printed or given out."),
    )

    def values(self, held: Document | None) -> dict[str, Any]:
        """What is secret stays so: to open an address takes two people, and not this form."""
        was_secret = held is not None and held["undisclosed"]
        return {
            **{name: self[name].data or "" for name in TEXTS},
            "undisclosed": was_secret or bool(self.undisclosed.data),
        }


class AccessForm(Form):
    """A question and its detail for each fact."""

    def values(self) -> dict[str, dict[str, str]]:
        return {
            fact: {
                "answer": self[fact].data or Answer.UNKNOWN.value,
                "detail": self[f"{fact}-detail"].data or "",
            }
            for fact in FACTS
        }


for _fact in VenueFact:
    setattr(
        AccessForm,
        _fact.value,
        RadioField(
            WORDS[VenueFact][_fact],
            choices=[choice(one.value, WORDS[Answer][one]) for one in Answer],
        ),
    )
    setattr(AccessForm, f"{_fact.value}-detail", StringField())


def access_form(at: int, place: Document) -> AccessForm:
    """The form of the place at a position; its boxes carry the position in their names."""
    data: dict[str, str] = {}
    for fact in FACTS:
        said = place["access"].get(fact, {})
        data |= {
            fact: said.get("answer", Answer.UNKNOWN.value),
            f"{fact}-detail": said.get("detail", ""),
        }
    form = AccessForm(data=data, prefix=f"place{at}-")
    for fact in VenueFact:
        # Translators: the gap is what a building has, such as "Parking".
        form[f"{fact.value}-detail"].label.text = _("%(fact)s, in a few words", fact=label(fact))
    return form
