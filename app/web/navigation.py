"""The four ways in, the same on every page and in the same order."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, url_for
from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    words: str
    endpoint: str

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


MENU = (
    # Translators: the first of four menu words; to find activities and help near you.
    Entry("find", _l("Find"), "directory.search"),
    Entry("help", _l("Get help"), "get_help.start"),
    Entry("say", _l("Have your say"), "have_your_say.home"),
    Entry("list", _l("My list"), "my_list.show"),
)


def init_app(app: Flask) -> None:
    app.jinja_env.globals["menu"] = MENU
    app.jinja_env.globals["home_url"] = home_url
    app.jinja_env.globals["home_url_in"] = home_url_in
    app.jinja_env.globals["find_url"] = find_url


def home_url() -> str:
    return url_for("directory.home")


def home_url_in(code: str) -> str:
    return url_for("directory.home", lang=code)


def find_url() -> str:
    return url_for("directory.search")
