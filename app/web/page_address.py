"""The address of a page as it may be told: what names somebody, or opens something of theirs, is blanked.

`/activities/tuesday-bench` stays as it is; `/cases/<uuid>` becomes `/cases/*`, and so does every page of
staff and every link with a key in it. Never with what was searched for, never with its language.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import Flask, current_app, request, url_for
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect, Rule

from app.domain.page_problems import BLANK, MOST_PAGE
from app.web.access import PUBLIC, declared

ARGUMENT = re.compile(r"<(?:[^:<>]*:)?(?P<name>\w+)>")
IN_A_LANGUAGE = "/<language:lang>"
NAMED = frozenset({"slug", "event", "statement", "findings", "step", "letter", "number"})
"""Arguments of public pages that name what everybody may read."""
KEPT = "ginnel_page_addresses"


def init_app(app: Flask) -> None:
    app.jinja_env.globals["problem_url"] = problem_url


def problem_url() -> str:
    """Where somebody tells us what is wrong with this very page."""
    return url_for("page_problems.tell", page=page_here() or None)


def page_here() -> str:
    """This page; empty where there is none."""
    return page_of(request.url_rule, request.view_args or {}) if request.url_rule else ""


def page_of(rule: Rule, arguments: Mapping[str, Any]) -> str:
    """The path of a rule with only what may be told filled in."""
    named = NAMED if is_public(rule) else frozenset()

    def filled(found: re.Match[str]) -> str:
        name = found["name"]
        return str(arguments.get(name, BLANK)) if name in named else BLANK

    return ARGUMENT.sub(filled, rule.rule.removeprefix(IN_A_LANGUAGE))[:MOST_PAGE]


def known_page(typed: str) -> str:
    """What an address that came from outside may be kept as; empty where no page of ours is there."""
    if typed in blanked():
        return typed
    found = matched(typed) if typed.isprintable() else None
    return page_of(*found) if found else ""


def link_to(page: str, *, for_everybody: bool = False) -> str:
    """Where the page is, for a link; empty where we cannot lead there."""
    found = matched(page, "GET") if page and BLANK not in page else None
    if found is None or (for_everybody and not is_public(found[0])):
        return ""
    endpoint, values = found[0].endpoint, {**found[1]}
    values.pop("lang", None)
    return url_for(str(endpoint), **values)


def is_public(rule: Rule) -> bool:
    return declared(current_app.view_functions[str(rule.endpoint)]) == PUBLIC


def matched(path: str, *methods: str) -> tuple[Rule, Mapping[str, Any]] | None:
    pages = current_app.url_map.bind("ours")
    for method in methods or ("GET", "POST"):
        try:
            rule, arguments = pages.match(path, method, return_rule=True, query_args="")
        except (HTTPException, RequestRedirect):
            continue
        return rule, arguments
    return None


def blanked() -> frozenset[str]:
    """Every address of ours with nothing filled in."""
    held: frozenset[str] | None = current_app.extensions.get(KEPT)
    if held is None:
        held = frozenset(
            ARGUMENT.sub(BLANK, rule.rule.removeprefix(IN_A_LANGUAGE))
            for rule in current_app.url_map.iter_rules()
            if not rule.rule.startswith(IN_A_LANGUAGE)
        )
        current_app.extensions[KEPT] = held
    return held
