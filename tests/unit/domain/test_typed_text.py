"""What somebody typed, as it is kept."""

from __future__ import annotations

from app.domain.typed_text import clean_line, clean_lines


def test_text_keeps_its_lines_and_loses_what_no_paper_shows() -> None:
    assert (
        clean_lines("  Ask for Bev \r\n\r\n\r\n\r\nBring\tthe\x00 letter\u202e \n")
        == "Ask for Bev\n\nBring the letter"
    )


def test_text_survives_half_a_letter() -> None:
    assert clean_lines("ask \ud83d for") == "ask  for"
    clean_lines("ask \ud83d for").encode("utf-8")


def test_a_line_is_one_line() -> None:
    assert clean_line(" For\nMum \u2028 and  me\x07") == "For Mum and me"


def test_joiners_of_other_scripts_stay() -> None:
    assert clean_lines("می‌روم") == "می‌روم"
