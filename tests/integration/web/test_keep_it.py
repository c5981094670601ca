"""A page without a script asks about what looks like personal data, once, and does what was said."""

import pytest
from flask import g, render_template_string, request
from werkzeug.datastructures import MultiDict
from wtforms import Form, TextAreaField

from app.domain.personal_data import PersonalData, find
from app.web import keep_it
from app.web.keep_it_words import taken_out

PHONE = "A bus after 6. His daughter, Tel 07700 900518, has to fetch him."
PAGE = '{% from "macros/keep_it.html" import keep_it %}<form>{{ keep_it(looked) }}</form>'


@pytest.fixture(autouse=True)
def page(app):
    with app.test_request_context("/"):
        yield


def posted(looked, *answers):
    """What the page posts back: what it carries, and a choice for each that is asked about."""
    form = MultiDict(looked.decided)
    form.setlist(keep_it.ASKED, [*looked.asked, *(doubt.key for doubt in looked.asking)])
    for doubt, answer in zip(looked.asking, answers, strict=False):
        form[doubt.name] = answer
    return form


def look(posted=None, **texts):
    return keep_it.look(texts, posted if posted is not None else MultiDict())


def test_words_without_anything_personal_pass(page):
    assert not look(love="The allotments", better="").is_asking


def test_it_asks_with_the_words_themselves():
    html = render_template_string(PAGE, looked=look(better=PHONE))
    assert "This looks like a phone number:" in html and "07700 900518" in html
    assert "Keep it, it is not a phone number" in html
    assert "Press it without choosing, and everything stays as it is." in html


def test_taken_out_it_is_replaced_by_a_word_that_says_so():
    again = look(posted(look(better=PHONE), "out"), better=PHONE)
    assert again.texts["better"] == (
        "A bus after 6. His daughter, Tel [phone number taken out], has to fetch him."
    )
    assert not again.is_asking and again.kept == ()


def test_kept_it_stays_and_its_kind_is_told():
    again = look(posted(look(better=PHONE), "keep"), better=PHONE)
    assert (again.texts["better"], again.is_asking, again.kept) == (PHONE, False, ("phone",))


def test_whoever_answers_nothing_is_not_asked_twice():
    again = look(posted(look(better=PHONE)), better=PHONE)
    assert (again.texts["better"], again.is_asking, again.kept) == (PHONE, False, ())


def test_the_same_words_in_two_places_are_one_question():
    looked = look(love=PHONE, better="Ring 07700  900518")
    assert len(looked.asking) == 1
    again = look(posted(looked, "out"), love=PHONE, better="Ring 07700  900518")
    assert "07700" not in "".join(again.texts.values())


def test_what_was_typed_in_between_is_asked_about_and_what_was_decided_holds():
    first = posted(look(better=PHONE), "keep")
    more = PHONE + " Or write to daughter@example.org."
    looked = look(first, better=more)
    assert [doubt.words for doubt in looked.asking] == ["daughter@example.org"]
    again = look(posted(looked, "out"), better=more)
    assert again.texts["better"].endswith("Or write to [e-mail address taken out].")
    assert not again.is_asking and again.kept == ("phone",)


def test_what_was_decided_about_words_that_are_gone_is_forgotten():
    first = posted(look(better=PHONE), "keep")
    looked = look(first, better="A bus after 6.")
    assert (looked.kept, looked.decided, looked.asked) == ((), (), ())


def test_however_often_it_is_sent_it_ends():
    text = " ".join(f"Ring 07700 9000{n:02}, ask for Kasia{'a' * (n % 4)} Nowak." for n in range(70))
    rounds, looked = 0, look(love=text)
    while looked.is_asking:
        rounds += 1
        looked = look(posted(looked, *["out", "keep"] * 5), love=looked.texts["love"])
    assert 1 < rounds < 8


@pytest.mark.parametrize("language", ["en", "pl", "ar"])
def test_what_stands_in_its_place_is_never_asked_about(app, language):
    with app.test_request_context("/"):
        g.lang = language
        for kind in PersonalData:
            for before in ("My name is", "Thanks to", "Dr", "born", "Tel", "I live at 12"):
                assert find(f"{before} {taken_out(kind)} from the food bank") == []


def test_the_fields_of_a_form_are_mended():
    class Said(Form):
        love = TextAreaField()
        better = TextAreaField()

    asked = keep_it.look_at(Said(data={"love": "Parks", "better": PHONE}), ["love", "better", "gone"])
    request.form = posted(asked, "out")
    form = Said(data={"love": "Parks", "better": PHONE})
    assert not keep_it.look_at(form, ["love", "better", "gone"]).is_asking
    assert (form.love.data, "[phone number taken out]" in form.better.data) == ("Parks", True)
