"""NHS numbers: ten digits that add up and are given to people."""

import pytest

from app.domain.nhs_number import NhsNumberFault, check_digit, digits_of, fault_of, masked, spaced


@pytest.mark.parametrize("typed", ["943 476 5919", "9434765919", "943-476-5919", " 943\u00a0476\u00a05919 "])
def test_number_that_adds_up_is_right_however_it_is_spaced(typed):
    assert fault_of(typed) is None
    assert digits_of(typed) == "9434765919"


def test_digits_of_another_script_are_read():
    assert digits_of("٩٤٣ ٤٧٦ ٥٩١٩") == "9434765919"


@pytest.mark.parametrize("typed", ["", "943 476 591", "943 476 59190", "943 476 591X", "94\u00b2 476 5919"])
def test_anything_but_ten_digits_is_told(typed):
    assert fault_of(typed) is NhsNumberFault.NOT_TEN_DIGITS


def test_every_slip_of_one_digit_is_seen():
    right = "9434765919"
    slips = {
        right[:at] + digit + right[at + 1 :]
        for at in range(10)
        for digit in "0123456789"
        if digit != right[at]
    }
    assert {fault_of(slip) for slip in slips} == {NhsNumberFault.CHECK_DIGIT}


@pytest.mark.parametrize("digit", "0123456789")
def test_ten_equal_digits_are_nobody_even_where_they_add_up(digit):
    assert fault_of(digit * 10, training=True) is NhsNumberFault.NOT_ISSUED


@pytest.mark.parametrize("typed", ["9990000018", "999 000 0026"])
def test_numbers_for_training_are_for_training(typed):
    assert fault_of(typed) is NhsNumberFault.NOT_ISSUED
    assert fault_of(typed, training=True) is None


def test_nine_digits_without_a_tenth_are_never_right():
    (nine,) = [f"94347659{last}" for last in range(10) if check_digit(f"94347659{last}") == ""]
    assert {fault_of(nine + tenth) for tenth in "0123456789"} == {NhsNumberFault.CHECK_DIGIT}


def test_number_is_shown_whole_in_threes_or_by_its_end():
    assert spaced("9434765919") == "943 476 5919"
    assert masked("9434765919") == "••• ••• 5919"
    assert masked("") == ""
