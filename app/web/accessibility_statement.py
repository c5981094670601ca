"""The parts of the accessibility statement that are worked out: known issues, the last test, what we claim.

The statement's own words are a plain page, `accessibility`; these stand where it has gaps (web/prose.py).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import current_app, render_template
from markupsafe import Markup

from app.domain.accessibility import Compliance, Known, LastTest, Words, compliance
from app.gateways import access_results
from app.web.i18n import ENGLISH, current_language
from app.web.language_names import language_name

STATUS: Mapping[Compliance, str] = {
    Compliance.FULLY: "This website is fully compliant with the Web Content Accessibility Guidelines "
    "version 2.2 AA standard.",
    Compliance.PARTIALLY: "This website is partially compliant with the Web Content Accessibility Guidelines "
    "version 2.2 AA standard, due to the non-compliances listed below.",
    Compliance.NOT: "This website is not compliant with the Web Content Accessibility Guidelines version 2.2 "
    "AA standard. The non-compliances are listed below.",
}
"""Fixed sentences of the model statement: they stay as they are, in English. Source: frontend.md 2."""


def known() -> Known:
    return access_results.known(current_app.config["ROOT"])


def last_test() -> LastTest | None:
    return access_results.last_test(current_app.config["ROOT"])


def part(name: str) -> Callable[[], Markup]:
    def shown() -> Markup:
        held, test = known(), last_test()
        return Markup(  # noqa: S704 - a template escapes
            render_template(
                "pages/_statement.html",
                part=name,
                known=held,
                test=test,
                status=STATUS[compliance(held, test)],
                in_words=in_words,
                language_name=language_name,
            )
        )

    return shown


def in_words(words: Words) -> Markup:
    """The words in the reader's language; English ones are marked as such where there are no others."""
    language = current_language()
    if language == ENGLISH or language in words:
        return Markup("{}").format(words[language])
    return Markup('<span lang="en" dir="ltr">{}</span>').format(words[ENGLISH])


PARTS = {
    name: part(name)
    for name in ("known_issues", "compliance_status", "non_compliance", "last_test", "not_tested")
}
