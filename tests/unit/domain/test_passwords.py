"""Which passwords are taken."""

import pytest

from app.domain.passwords import Fault, fault_of, one_spelling, repeated

COMMON = {"password", "sunshine", "1234567890", "qwertyuiop", "letmein", "iloveyou", "dragon"}
ABOUT = ("Jo Example-Ward", "jo.ward@beckside.example", "Ginnel", "Leeds")


def fault(password):
    return fault_of(password, is_common=COMMON.__contains__, about=ABOUT)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery staple",
        "            x   y z w",
        "zażółć gęślą jaźń",
        "كلمة مرور طويلة جدا",
        "🫖🐦🌧️ tea on the wall",
        "7219-4417-ab-9935",
        "dragon 8273-2231-9918",
        "the ginnel by the beck has 40 cats",
        "no capitals no digits",
        "a1b2c3d4e5f6",
        "ab" * 3 + "cdefgh" + "z" * 116,
    ],
)
def test_long_password_of_any_letters_is_taken(password):
    assert fault(password) is None


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("elevenchars", Fault.TOO_SHORT),
        ("e\u0301" * 6 + "abcde", Fault.TOO_SHORT),
        ("abcdefgh" * 16 + "!", Fault.TOO_LONG),
        ("passwordpassword", Fault.COMMON),
        ("PassWordPassWord", Fault.COMMON),
        ("sunshine2026!", Fault.COMMON),
        ("2026-sunshine", Fault.COMMON),
        ("!!iloveyouil!!", Fault.COMMON),
        ("123456789012", Fault.COMMON),
        ("aaaaaaaaaaaaaaaa", Fault.COMMON),
        ("abababababab", Fault.COMMON),
        ("qwertyuiopqw", Fault.COMMON),
        ("jo.ward@beckside.example", Fault.ABOUT_YOU),
        ("example-ward 12", Fault.ABOUT_YOU),
        ("ginnel-leeds-2026", Fault.ABOUT_YOU),
        ("WardGinnel1234", Fault.ABOUT_YOU),
    ],
)
def test_guessable_password_is_refused(password, why):
    assert fault(password) is why


def test_two_ways_of_writing_an_accent_are_one_password():
    assert one_spelling("cafe\u0301 by the beck") == "café by the beck"


@pytest.mark.parametrize(
    ("text", "unit"), [("aaaa", "a"), ("abcabcab", "abc"), ("abcd", "abcd"), ("12341", "1234")]
)
def test_what_is_said_again_is_found(text, unit):
    assert repeated(text) == unit
