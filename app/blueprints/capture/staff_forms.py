"""Forms for staff of an event: the rescue file, and erasing a conversation."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l
from wtforms import FileField, StringField

from app.web.forms import Form


class RescueForm(Form):
    file = FileField(
        _l("The rescue file"),
        description=_l("Its name begins with “ginnel” and ends in .json. Up to 20 megabytes."),
        render_kw={"accept": ".json,.jsonl,.ndjson"},
    )


class EraseForm(Form):
    code = StringField(
        _l("Number of the chat"),
        description=_l(
            "It is on the page that said “Saved”. It has 8 letters and numbers, such as 3f2a9c1d."
        ),
        render_kw={"dir": "ltr", "autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
