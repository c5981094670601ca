"""How to reach and talk with somebody, as a worker reads it."""

from __future__ import annotations

from flask import Flask
from flask_babel import force_locale

from app.domain.contact_log import ContactChannel
from app.web import reaching_words

MAREK: dict[str, object] = {
    "channels": ["text", "letter"],
    "methods": ["no-telephone-contact"],
    "interpreter": "Polish",
    "formats": ["large-print", "own-font-size"],
    "font_size": 18,
    "support": ["longer-meeting", "step-free"],
    "leave_message": False,
    "never": "Never use the landline.",
    "safe_times": "Not on Fridays",
    "words": "Deaf in one ear.",
}


def test_banner_says_first_what_to_do_first(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"):
        said = [str(line) for line in reaching_words.lines(MAREK, "pl")]
    assert said == [
        "Text or letter. Do not telephone.",
        "Interpreter: Polish. Every time.",
        "Write to them in Polish.",
        "Large print, 18 point.",
        "Leave more time than usual. Meet where there are no steps or stairs.",
        "Deaf in one ear.",
    ]


def test_stop_banner_stands_only_where_something_must_not_be_done(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"):
        assert reaching_words.safe_lines(MAREK) == [
            "Never use the landline.",
            "Do not leave messages, with anybody or on a machine.",
            "When: Not on Fridays",
        ]
        calm = {"channels": ["phone"], "safe_times": "Mornings"}
        assert reaching_words.safe_lines(calm) == []
        assert "When: Mornings" in [str(line) for line in reaching_words.lines(calm)]


def test_one_line_fits_a_list(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"):
        assert reaching_words.one_line(MAREK) == (
            "How to reach: text or letter. Do not telephone. Leave no message. Interpreter: Polish. "
            "Read the safe contact note first."
        )
        assert "nobody has asked" in reaching_words.one_line({})


def test_warning_says_why_and_what_is_safe(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"):
        assert reaching_words.warning(MAREK, ContactChannel.PHONE) == (
            "Do not telephone: they need another way. Safe: text or letter."
        )
        assert reaching_words.warning(MAREK, ContactChannel.TEXT) is None


def test_ways_are_joined_in_the_readers_language(bare_app: Flask) -> None:
    with bare_app.test_request_context("/"), force_locale("ar"):
        assert reaching_words.either(["a", "b"]) != "a or b"
