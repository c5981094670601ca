"""What looks like personal data is found where it stands, and what does not is left alone."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.personal_data import Found, PersonalData, apart, find, patterns, rules
from app.domain.personal_data_rules import RULES
from tests.invented_comments import invented, needs_comments, pieces, scored

K = PersonalData


def found(text):
    return [(one.kind, text[one.start : one.end]) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Tel 07700 900518, has to fetch him", K.PHONE, "07700 900518"),
        ("😀 0113 496 0123!", K.PHONE, "0113 496 0123"),
        ("+44 (0)7700 900 518", K.PHONE, "+44 (0)7700 900 518"),
        ("(0113) 496-0123", K.PHONE, "(0113) 496-0123"),
        ("7700 900518", K.PHONE, "7700 900518"),
        ("my mobile number is 496 0123", K.PHONE, "496 0123"),
        ("رقمي ٠٧٧٠٠ ٩٠٠٥١٨", K.PHONE, "٠٧٧٠٠ ٩٠٠٥١٨"),
        ("电话07700900518", K.PHONE, "07700900518"),
        ("Write to Jo.Sample+chat@Mail.Example.co.uk.", K.EMAIL, "Jo.Sample+chat@Mail.Example.co.uk"),
        ("it is jo.sample at gmail dot com", K.EMAIL, "jo.sample at gmail dot com"),
        ("I live near ls9 6nl", K.POSTCODE, "ls9 6nl"),
        ("LS13DA has no benches", K.POSTCODE, "LS13DA"),
        ("SW1A 1AA", K.POSTCODE, "SW1A 1AA"),
        ("it is 943 476 5919", K.NHS_NUMBER, "943 476 5919"),
        ("my NHS number is 943 476 5918", K.NHS_NUMBER, "943 476 5918"),
        ("born on 4th of June 1974", K.BIRTH_DATE, "4th of June 1974"),
        ("dob 4/6/74", K.BIRTH_DATE, "4/6/74"),
        ("ur. 07.06.1946", K.BIRTH_DATE, "07.06.1946"),
        ("urodzona 4 czerwca 1974", K.BIRTH_DATE, "4 czerwca 1974"),
        ("1974-06-04", K.BIRTH_DATE, "1974-06-04"),
        ("I live at 12a Harehills Lane now", K.ADDRESS, "12a Harehills Lane"),
        ("he lives at flat 3, 40 town street", K.ADDRESS, "flat 3, 40 town street"),
        ("My name is Precious Okafor and", K.NAME, "Precious Okafor"),
        ("It was Mrs O'Brien-Smith who", K.NAME, "Mrs O'Brien-Smith"),
        ("my neighbour, Agnieszka Wójcik, helps", K.NAME, "Agnieszka Wójcik"),
        ("thanks to imran hussain on reception", K.NAME, "imran hussain"),
        ("I go with Mohammed to the gym", K.NAME, "Mohammed"),
        ("Siobhan is lovely", K.NAME, "Siobhan"),
        ("my carer sandra comes late", K.NAME, "sandra"),
        ("I SPOKE TO DAVE TWICE", K.NAME, "DAVE"),
        ("nazywam się Zdzisława", K.NAME, "Zdzisława"),
        ("اسمي محمد وأنا أحب الحديقة", K.NAME, "محمد"),
    ],
)
def test_it_is_found_where_it_stands(text, kind, words):
    assert found(text) == [(kind, words)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The 49 bus takes 45 minutes to LGI, ring 111 or 999",
        "In 2021 about 500 people came, and 2,646 wrote to us",
        "I paid £120.50 on 24/11/2026 at 10:30",
        "between 9.30-16.30 and 17.00-19.00",
        "I spoke to the nurse, and thanks to the staff on reception",
        "My GP is good. Thank you to Leeds City Council",
        "Kirkgate Market, St James's and the Reginald Centre",
        "It is called Zest for Health",
        "My name is on the list. I will hope for better",
        "Number 943 476 5918 is not one that adds up, and 1111111111 is nobody's",
        "the A64, M621 and B6159",
        "Hope and patience. Will you mark it? Rose gardens in June, Holly and Ivy at Christmas",
        "Thomas Street, St Mary's, and St. Thomas where King Edward Street ends",
        "my neighbour helps, my carer comes late, I'm tired",
        "May and June were hard; call Monday",
        "@leeds and a@b",
        "أحب الحديقة والناس",
    ],
)
def test_what_is_nobodys_is_left_alone(text):
    assert found(text) == []


def test_the_stronger_kind_wins_and_places_do_not_overlap():
    text = "Dr Okafor, 0113 496 0123, LS9 6NL, dr.okafor@example.org"
    assert [kind for kind, _ in found(text)] == [K.NAME, K.PHONE, K.POSTCODE, K.EMAIL]


PIECES = st.sampled_from(pieces())


@given(st.lists(PIECES | st.text(max_size=4), max_size=14).map("".join))
def test_places_are_in_order_apart_and_inside_the_text(text):
    at = 0
    for one in find(text):
        assert at <= one.start < one.end <= len(text)
        at = one.end


def test_a_rule_uses_only_what_python_and_a_browser_read_alike():
    for rule, pattern in patterns():
        assert not re.search(r"\\[a-zA-Z]|\(\?<|\(\?[aiLmsux]|(?<!\[)[.$](?!\])", plain(rule.match)), (
            rule.match
        )
        assert pattern.groups == 1, rule.match


def plain(match):
    """The pattern without what stands in classes."""
    return re.sub(r"\[[^\]]*\]", "", match.replace("\\[", "").replace("\\]", ""))


def test_a_place_ends_where_its_match_ends():
    for text in (
        "thanks to kasia on reception",
        "Kasia from the food bank",
        "Dr Okafor. born 4/6/74; LS9 6NL",
    ):
        for _, pattern in patterns():
            for match in pattern.finditer(text):
                assert match.end(1) == match.end()


def test_the_browser_gets_every_rule():
    given_rules = rules()
    assert len(given_rules["rules"]) == len(RULES) and given_rules["order"][0] == "email"


@needs_comments
def test_on_invented_comments_little_is_missed_and_nothing_clean_is_touched():
    """The comments were made by the hand that wrote the first patterns: these figures flatter."""
    score = scored(invented())
    for kind in score.marked:
        assert score.recall(kind) >= (0.95 if kind is K.NAME else 1), kind
    assert (score.clean, score.touched, score.alarms.total()) == (14, 0, 0)


class Counted(int):
    """A number that knows how often numbers like it were compared."""

    times = 0

    def __le__(self, other):
        Counted.times += 1
        return int(self) <= other


def test_a_text_full_of_addresses_takes_no_longer_than_its_length():
    found = [Found(PersonalData.EMAIL, 7 * at, Counted(7 * at + 6)) for at in range(2000)]
    assert apart(found) == found and Counted.times < 3 * len(found)
    mixed = [Found(PersonalData.NAME, 5, 8), Found(PersonalData.PHONE, 0, 6), Found(PersonalData.NAME, 6, 9)]
    assert apart(mixed) == [mixed[1], mixed[2]]
