"""Codes of an app and codes on paper."""

import datetime as dt

import pytest

from app.domain import second_factor

MOMENT = dt.datetime(2026, 11, 24, 10, 0, 10, tzinfo=dt.UTC)
SECRET = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"


@pytest.mark.parametrize(
    ("seconds", "code"), [(59, "287082"), (1111111109, "081804"), (2000000000, "279037")]
)
def test_codes_are_those_of_the_standard(seconds, code):
    """Source: RFC 6238, appendix B, cut to six digits."""
    moment = dt.datetime.fromtimestamp(seconds, dt.UTC)
    assert second_factor.code_at(SECRET, second_factor.step_at(moment)) == code


@pytest.mark.parametrize(("late", "works"), [(-2, False), (-1, True), (0, True), (1, True), (2, False)])
def test_a_phone_may_be_half_a_minute_early_or_late(late, works):
    step = second_factor.step_at(MOMENT) + late
    found = second_factor.matching_step(SECRET, second_factor.code_at(SECRET, step), MOMENT)
    assert found == (step if works else None)


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "٠" * 6])
def test_what_is_no_code_matches_nothing(typed):
    assert second_factor.matching_step(SECRET, typed, MOMENT) is None


def test_a_code_may_be_typed_with_a_gap():
    code = second_factor.code_at(SECRET, second_factor.step_at(MOMENT))
    assert second_factor.matching_step(SECRET, f"{code[:3]} {code[3:]}", MOMENT)


def test_recovery_codes_are_ten_different_ones_and_forgive_how_they_are_typed():
    codes = second_factor.new_recovery_codes()
    assert len(set(codes)) == 10
    one = codes[0]
    assert second_factor.plain_recovery_code(f" {one.upper().replace('-', ' ')} ") == one.replace("-", "")
    assert second_factor.looks_like_recovery_code(one)
    assert not second_factor.looks_like_recovery_code("123456")


def test_the_secret_is_160_bits_in_groups_of_four():
    secret = second_factor.new_secret()
    assert [len(group) for group in second_factor.in_groups(secret)] == [4] * 8
    assert "".join(second_factor.in_groups(secret)) == secret


def test_the_square_code_names_the_person_and_us():
    address = second_factor.address_for_app(SECRET, name="jo@beckside.example", issuer="Ginnel Leeds")
    assert address.startswith("otpauth://totp/Ginnel%20Leeds:jo%40beckside.example?secret=")
