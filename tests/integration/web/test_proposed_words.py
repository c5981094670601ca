"""Words that a translator tries are for that translator alone, also where sentences are remembered."""

from __future__ import annotations

from flask import g

from app.web import catalogues
from app.web.kept_words import kept_words


def test_a_sentence_with_words_that_are_tried_is_not_remembered(app):
    @kept_words(8)
    def sentence(day):
        return f"{day}, {g.get('proposed', 'as everybody says it')}"

    with app.test_request_context("/"):
        for _twice in range(2):
            g.proposed = "as one translator would"
            assert sentence("Tuesday") == "Tuesday, as one translator would"
            g.pop("proposed")
            assert sentence("Tuesday") == "Tuesday, as everybody says it"


def test_words_read_while_others_came_are_not_kept(app, monkeypatch):
    domain = app.extensions[catalogues.KEPT]
    read = catalogues.read

    def slowly(language):
        domain.forget()  # somebody brought words while these were read
        return read(language)

    monkeypatch.setattr(catalogues, "read", slowly)
    with app.test_request_context("/pl/languages"):
        domain.forget()
        domain.get_translations()
        assert domain.by_language == {}
