"""What a list can be filtered by: the boxes of the form, and what of it is on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import url_for
from flask_babel import gettext as _

from app.domain.reading import Wanted, Which
from app.queries.reading import Standing
from app.queries.reading_choices import Choices, Scope
from app.web.language_names import language_name

INDENT = "\u2003"
"""Before a code that stands under another: a list to choose from has no other way to show it."""


@dataclass(frozen=True, slots=True)
class Box:
    """One list to choose from. Shape of options: (value, words)."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class On:
    """A filter that is on, and the address without it."""

    words: str
    url: str


def boxes(wanted: Wanted, scope: Scope, standing: Standing, choices: Choices) -> list[Box]:
    """Only those with something to choose from."""
    codes = tuple((str(node.code_id), INDENT * node.depth + node.name) for node in choices.codes)
    events = () if wanted.event else tuple((str(key), name) for key, name in scope.events)
    spoken = tuple((code, language_name(code)) for code in standing.languages)
    offered = [
        Box("which", _("How far it is read"), tuple(which_words().items()), wanted.which.value),
        Box("question", _("Question"), choices.questions, wanted.question),
        Box("event", _("Event"), events, ""),
        Box("area", _("Area"), choices.areas, wanted.area),
        Box("spoken", _("Language"), spoken if len(spoken) > 1 else (), wanted.lang),
        Box("code", _("Code"), codes, str(wanted.code or "")),
        Box("coder", _("Who coded it"), choices.coders, str(wanted.coder or "")),
    ]
    return [box for box in offered if box.options]


def which_words() -> dict[str, str]:
    return {
        Which.ALL.value: _("All"),
        Which.OPEN.value: _("Not coded yet"),
        Which.CODED.value: _("Coded"),
        Which.NOTHING.value: _("Read, nothing fits"),
        Which.DIFFER.value: _("Two coders differ"),
        Which.FOREIGN.value: _("Not translated"),
        Which.LIKELY.value: _("May tell who is speaking"),
    }


def filters_on(wanted: Wanted, choices: Choices) -> list[On]:
    """What is on, in words, each with the address that leaves it out."""
    codes = {node.code_id: node.name for node in choices.codes}
    said = [
        (wanted.q and _("Words: %(words)s", words=wanted.q), {"q": ""}),
        (
            wanted.which is not Which.ALL and which_words()[wanted.which.value],
            {"which": Which.ALL},
        ),
        (wanted.question and dict(choices.questions).get(wanted.question, wanted.question), {"question": ""}),
        (wanted.area and dict(choices.areas).get(wanted.area, wanted.area), {"area": ""}),
        (wanted.lang and language_name(wanted.lang), {"lang": ""}),
        (wanted.code and _("Code: %(name)s", name=codes.get(wanted.code, "?")), {"code": None}),
        (
            wanted.coder and _("Coded by %(name)s", name=dict(choices.coders).get(str(wanted.coder), "?")),
            {"coder": None},
        ),
        (wanted.good and _("Good quotes"), {"good": False}),
    ]
    return [
        On(str(words), address(replace(wanted, **without)))  # type: ignore[arg-type]  # each field its own kind
        for words, without in said
        if words
    ]


def address(wanted: Wanted, **more: object) -> str:
    """Where a list is found."""
    parameters = wanted.parameters()
    if wanted.event:
        event_id = parameters.pop("event")
        return url_for("insight.event", event_id=event_id, **parameters, **more)  # type: ignore[arg-type]  # any value goes into an address
    return url_for("insight.points", **parameters, **more)  # type: ignore[arg-type]  # as above
