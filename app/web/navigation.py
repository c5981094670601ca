"""The four ways in, the same on every page and in the same order."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for
from flask_babel import lazy_gettext as _l

from app.web.i18n import ENGLISH, current_language


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    words: str
    endpoint: str
    path: str

    @property
    def url(self) -> str:
        return address(self.endpoint, self.path)


MENU = (
    # Translators: the first of four menu words; to find activities and help near you.
    Entry("find", _l("Find"), "directory.search", "/activities"),
    Entry("help", _l("Get help"), "pages.get_help", "/get-help"),
    Entry("say", _l("Have your say"), "pages.have_your_say", "/have-your-say"),
    Entry("list", _l("My list"), "my_list.show", "/my-list"),
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["menu"] = MENU
    app.jinja_env.globals["home_url"] = home_url
    app.jinja_env.globals["home_url_in"] = home_url_in
    app.jinja_env.globals["find_url"] = find_url


def home_url() -> str:
    return address("directory.home", "/")


def home_url_in(code: str) -> str:
    return "/" if code == ENGLISH else f"/{code}/"


def find_url() -> str:
    return MENU[0].url


def address(endpoint: str, path: str) -> str:
    """Where an endpoint lives; by its path where this installation has no such page."""
    if endpoint in current_app.view_functions:
        return url_for(endpoint)
    language = current_language()
    return path if language == ENGLISH else f"/{language}{path}"
