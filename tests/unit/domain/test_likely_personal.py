"""Staff are shown what likely tells who speaks, and are left alone with names of places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.english_word import is_english
from app.domain.likely_personal import Likely, likely
from tests.invented_comments import pieces

K = Likely
PLACES = frozenset(["harehills", "seacroft", "chapel", "allerton", "kirkstall", "roundhay", "leeds"])


def found(text, people=()):
    return [(one.kind, text[one.start : one.end]) for one in likely(text, places=PLACES, people=people)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("cheers to zubeida mirza in the office", "zubeida mirza"),
        ("imran hussain was kind to me", "imran hussain"),
        ("please thank Nkechi Obiora", "Nkechi Obiora"),
        ("the nurse called oyelaran sat with me", "oyelaran"),
        ("My husband Yonatan drives a bus", "Yonatan"),
        ("Comfort Asante runs it", "Comfort Asante"),
        ("I saw Nurse Patience on Monday", "Nurse Patience"),
        ("dr okonkwo listened", "dr okonkwo"),
        ("Thistlethwaite the dentist said no", "Thistlethwaite"),
        ("Rajwinder's cooking class is full", "Rajwinder"),
        ("MY CARER GURPREET NEVER COMES", "GURPREET"),
        ("I would be lost without Rukhsana", "Rukhsana"),
        ("thx shaz you saved me", "shaz"),
        ("my best mate gaz helped me", "gaz"),
        ("Zdenka told me about the group", "Zdenka"),
        ("I'm deepak, I drive a taxi", "deepak"),
        ("it was giorgos who fixed it", "giorgos"),
    ],
)
def test_a_name_is_found_without_being_known(text, name):
    assert found(text) == [(K.NAME, name)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("look at https://example.org/me?a=1.", K.LINK, "https://example.org/me?a=1"),
        ("find me on facebook.com/ana.pop", K.LINK, "facebook.com/ana.pop"),
        ("I post as @ana_pop72 now", K.HANDLE, "@ana_pop72"),
        ("my insta is ana_pop72", K.HANDLE, "ana_pop72"),
        ("the van was AB12 CDE again", K.NUMBER_PLATE, "AB12 CDE"),
        ("my case number is H/2024-118", K.REFERENCE, "H/2024-118"),
        ("NI is QQ 12 34 56 C", K.REFERENCE, None),
        ("complaint ref: 448812", K.REFERENCE, "448812"),
        ("we live on Bayswater Mount", K.ADDRESS, "Bayswater Mount"),
        ("it is 5b Woodhouse Cliff", K.ADDRESS, "5b Woodhouse Cliff"),
        ("I work at Hollybush Bakery", K.WORK_OR_SCHOOL, "Hollybush Bakery"),
        ("I am 87 and live in Seacroft", K.AGE, "87"),
        ("she is 94 years old", K.AGE, "94 years old"),
    ],
)
def test_other_signs_of_a_person_are_found(text, kind, words):
    assert found(text) == ([(kind, words)] if words else [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Kirkstall Abbey, Roundhay Park and St George's Crypt are lovely",
        "Thanks to everyone on reception, you were brilliant",
        "We want more faith groups in Harehills",
        "I will go to Bradford by train in April",
        "my mum passed away and my GP was kind",
        "Universal Credit makes me ill. Grace is needed, and patience",
        "I told the council in 2021, about 500 people came",
        "Call 111. The 49 bus takes 45 minutes, 120 pounds for a taxi",
        "I'm 9 weeks pregnant and he is 5 years old",
        "Can't wait, I've been, don't stop",
        "in case 12 people come, on page 3",
    ],
)
def test_what_tells_nobody_is_left_alone(text):
    assert found(text) == []


def test_a_model_adds_people_but_no_places():
    text = "Quillfeather Bromby at Kirkstall Abbey"
    assert found(text, people=[(0, 19), (23, 38)]) == [(K.NAME, "Quillfeather Bromby")]


def test_a_longer_name_takes_in_a_shorter():
    text = "I go with Mohammed Quillfeather"
    assert found(text, people=[(10, 31)]) == [(K.NAME, "Mohammed Quillfeather")]


def test_words_made_from_english_words_are_english():
    assert all(is_english(word) for word in ("stopped", "workers", "belongings", "happily", "busier"))
    assert not is_english("okonkwo")


@given(st.lists(st.sampled_from(pieces()), max_size=12).map("".join))
def test_places_lie_in_the_text_and_apart(text):
    end = 0
    for one in likely(text):
        assert end <= one.start < one.end <= len(text)
        end = one.end
