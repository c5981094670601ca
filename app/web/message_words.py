"""Messages in words: subject, text and simple HTML in the recipient's language, with no request around.

Jobs know nothing of the web, and a message is put into words by a job. So the web leaves its function in
`app.extensions`, and the job that sends finds it there.
"""

from __future__ import annotations

import contextvars
import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app, g
from markupsafe import Markup, escape

from app.domain.listing import ReportReason
from app.domain.messages import ASKS, MessageKind
from app.domain.people import LinkPurpose
from app.domain.typed_text import clean_line, clean_lines
from app.web.i18n import ENGLISH, direction, place_name
from app.web.labels import WORDS
from app.web.place import place
from app.web.reading import ASKED, EASY

FINDS_WORDS = "message_words"
"""Where the function is in `app.extensions`."""

OPENS: dict[LinkPurpose, str] = {
    LinkPurpose.INVITATION: "accounts.invitation",
    LinkPurpose.NEW_PASSWORD: "accounts.new_password",
    LinkPurpose.CLAIM: "claim.code",
    LinkPurpose.STILL_RIGHT: "freshness.still_right",
    LinkPurpose.SUGGESTION: "suggest.suggestion",
    LinkPurpose.MEASURE: "measures.own",
    LinkPurpose.REFER: "refer.by_link",
    LinkPurpose.REFERRAL: "refer.door",
    LinkPurpose.INTRODUCTION: "provider.introduction",
    LinkPurpose.HELPED: "introductions.helped",
    LinkPurpose.JOURNEY: "get_help.come_back_by_link",
    LinkPurpose.MY: "my.door",
    LinkPurpose.STORY: "stories.door",
    LinkPurpose.PANEL: "panel.door",
    LinkPurpose.HOST: "events.host",
    LinkPurpose.ANSWER: "you_said.owner_door",
    LinkPurpose.FOLLOW: "you_said.follow_door",
}
"""What a link is for -> the endpoint it opens, which takes `token`."""

BLANK_LINES = re.compile(r"\n\s*\n")
HTML = Markup(
    '<!doctype html>\n<html lang="{lang}" dir="{direction}"><head><meta charset="utf-8">'
    "<title>{subject}</title></head><body>\n{body}\n</body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Worded:
    """A message as somebody reads it."""

    subject: str
    blocks: tuple[str, ...]
    """Its paragraphs; a line that is an address of ours is a link."""
    language: str
    direction: str

    @property
    def text(self) -> str:
        return "\n\n".join(self.blocks) + "\n"

    @property
    def html(self) -> str:
        return HTML.format(
            lang=self.language,
            direction=self.direction,
            subject=self.subject,
            body=self.markup(current_app.config["PUBLIC_ADDRESS"]),
        )

    def markup(self, leads_to: str, classes: str = "") -> Markup:
        """The paragraphs as HTML. Our own addresses become links to the same pages at `leads_to`."""
        styled = Markup(' class="{}"').format(classes) if classes else Markup()
        return Markup("\n").join(
            Markup("<p{}{}>{}</p>").format(
                styled,
                Markup() if self._runs_our_way(block) else Markup(' dir="auto"'),
                Markup("<br>").join(_line(line, leads_to) for line in block.split("\n")),
            )
            for block in self.blocks
        )

    def _runs_our_way(self, block: str) -> bool:
        """Does any letter of a paragraph run as the message does? A name in it may run the other way."""
        ours = {"R", "AL"} if self.direction == "rtl" else {"L"}
        return any(unicodedata.bidirectional(letter) in ours for letter in block)


def _line(line: str, leads_to: str) -> Markup:
    ours = current_app.config["PUBLIC_ADDRESS"] + "/"
    if not line.startswith(ours) or " " in line:
        return escape(line)
    address = f"{leads_to}/{line.removeprefix(ours)}"
    return Markup('<a class="govuk-link" href="{}"><bdi dir="ltr">{}</bdi></a>').format(address, line)


def init_app(app: Flask) -> None:
    app.extensions[FINDS_WORDS] = put_into_words


def put_into_words(
    kind: MessageKind, parameters: Mapping[str, object], *, language: str, name: str, listing: str
) -> Worded:
    """The message in its own language, whoever is asking and in whatever language they read."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # a proxy does not cross contexts

    def alone() -> Worded:
        with app.app_context():
            g.lang = language
            said = app.jinja_env.get_template(f"emails/{kind}.txt").render(
                typed(kind, parameters)
                | {
                    "name": clean_line(name),
                    "listing": clean_line(listing),
                    "link": link(kind, parameters),
                    "page": address,
                    "ltr": ltr,
                    "place": place(),
                    "place_name": place_name(),
                    "lang": language,
                }
            )
            subject, *blocks = (_trimmed(block) for block in BLANK_LINES.split(said) if block.strip())
            return Worded(" ".join(subject.split()), tuple(blocks), language, direction())

    return contextvars.Context().run(alone)


def _trimmed(block: str) -> str:
    return "\n".join(line.strip() for line in block.strip().split("\n"))


BY_A_DAY = {
    MessageKind.REFERRAL_RECEIVED,
    MessageKind.ANSWER_ASKED,
    MessageKind.ANSWER_REMINDER,
    MessageKind.PAGE_PROBLEM_RECEIVED,
    MessageKind.PAGE_PROBLEM_ANSWERED,
}
REPORTS = {MessageKind.REPORT_RECEIVED, MessageKind.REPORT_ANSWERED, MessageKind.LISTING_REPORTED}


def typed(kind: MessageKind, parameters: Mapping[str, object]) -> dict[str, Any]:
    """Parameters as templates use them: clean text, moments, a reason in the words of its button."""
    values: dict[str, Any] = {
        name: clean_lines(value) if isinstance(value, str) else value for name, value in parameters.items()
    }
    if "at" in values:
        values["at"] = dt.datetime.fromisoformat(str(values["at"]))
    if kind in BY_A_DAY and "by" in values:
        values["by"] = dt.date.fromisoformat(str(values["by"]))
    if "until" in values:
        values["until"] = dt.date.fromisoformat(str(values["until"]))
    if kind in REPORTS:
        values["reason"] = WORDS[ReportReason][ReportReason(values["reason"])]
    return values


def link(kind: MessageKind, parameters: Mapping[str, object]) -> str:
    """The page that the message's token opens; empty where it has none."""
    purpose, token = ASKS[kind].purpose, parameters.get("token")
    found = address(OPENS[purpose], token=str(token)) if purpose and token else ""
    return f"{found}?{ASKED}={EASY}" if found and parameters.get("easy") else found


def address(endpoint: str, **values: str) -> str:
    """A page's full address in the language of the message. The host is ours, never a request's."""
    rules = current_app.url_map
    if g.lang != ENGLISH and rules.is_endpoint_expecting(endpoint, "lang"):
        values["lang"] = g.lang
    path = rules.bind("ours").build(endpoint, values)
    return str(current_app.config["PUBLIC_ADDRESS"]) + path


def ltr(value: object) -> str:
    """Numbers and codes that an Arabic sentence cannot turn round: isolated, where it would."""
    return f"\u2066{value}\u2069" if direction() == "rtl" else str(value)
