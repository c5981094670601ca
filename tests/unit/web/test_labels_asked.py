"""Every wording somebody agrees to, and every equality answer, has its words."""

import pytest

from app.domain.consent import WORDINGS, ConsentPurpose, newest
from app.domain.equality import ITEMS, NOT_ASKED, NOT_SAID
from app.web.labels_consent import TEXTS
from app.web.labels_equality import HEADINGS, NO_ANSWER, OWN_WORDS, QUESTIONS, VALUES, answer_words


def test_every_wording_has_its_text_and_no_text_is_of_none():
    assert set(TEXTS) == set(WORDINGS)


def test_newest_wording_is_shown(monkeypatch):
    assert newest("contact") == "contact/1"
    monkeypatch.setitem(WORDINGS, "contact/10", ConsentPurpose.CONTACT)
    monkeypatch.setitem(WORDINGS, "contact/9", ConsentPurpose.CONTACT)
    assert newest("contact") == "contact/10"
    with pytest.raises(ValueError, match="empty"):
        newest("shoes")


def test_every_equality_question_and_answer_has_words():
    assert set(QUESTIONS) == set(VALUES) == set(ITEMS)
    assert {item: set(words) for item, words in VALUES.items()} == {
        item: set(one.values) for item, one in ITEMS.items()
    }
    assert set(OWN_WORDS) == {item for item, one in ITEMS.items() if one.own_words}
    assert set(HEADINGS) == set((ITEMS["ethnicity"].groups or {}).values())
    assert set(NO_ANSWER) == {NOT_SAID, NOT_ASKED}


def test_answer_stands_under_its_heading(bare_app):
    with bare_app.test_request_context():
        assert answer_words("ethnicity", "white-irish") == "White: Irish"
        assert answer_words("sex", "female") == "Female"
        assert answer_words("sex", NOT_SAID) == "Prefer not to say"
