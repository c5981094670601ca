"""The one form of the plain pages."""

from __future__ import annotations

from typing import Any, cast

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectMultipleField

from app.web import shared_computer
from app.web.forms import Form, choice

PAGE, DEVICE = "page", "device"
FORGET = "forget"
"""The button of the small form that takes a remembered choice back."""

ONLY_THIS_PAGE = choice(PAGE, _l("No, only for this page"), _l("Nothing is kept on this device."))


class ReadingForm(Form):
    choices = SelectMultipleField(
        _l("How do you want to read this?"),
        choices=[
            choice("easy", _l("Easy Read"), _l("Short sentences with pictures, on pages that have them.")),
            choice("large", _l("Bigger words"), _l("A quarter larger on every page.")),
            choice("contrast", _l("High contrast"), _l("White and yellow words on black.")),
            choice("calm", _l("Calm"), _l("Softer colours and no pictures.")),
        ],
        description=_l("Choose what helps. You can choose more than one."),
        validate_choice=False,
    )
    remember = RadioField(
        _l("Remember this?"),
        choices=[
            ONLY_THIS_PAGE,
            choice(
                DEVICE,
                _l("Yes, on this device"),
                _l("For a year we keep one small note (a cookie) on this device. It says nothing about you."),
            ),
        ],
        default=PAGE,
        validate_choice=False,
    )
    next = HiddenField()

    def fit(self, *, is_kept: bool) -> None:
        """Nothing stays on a computer that others use next; and no hint says so while something is kept."""
        only, device = cast("list[Any]", self.remember.choices)
        if shared_computer.is_on():
            until_closed = _("One small note (a cookie), until you leave or close the window.")
            device = choice(DEVICE, _("Yes, until you leave"), until_closed)
        self.remember.choices = [choice(PAGE, _("No, only for this page")) if is_kept else only, device]

    @property
    def is_kept(self) -> bool:
        return bool(self.remember.data == DEVICE)
