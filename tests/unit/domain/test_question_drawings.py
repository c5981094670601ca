"""A picture that fits a question, or somebody speaking."""

import pytest

from app.domain.question_drawings import ABOUT, SAY, drawing_for
from config import ROOT


@pytest.mark.parametrize(
    ("question", "drawing"),
    [
        ("What do you love about where you live?", "home"),
        ("What do you do to stay healthy?", "walking"),
        ("How do you feel about the buses?", "bus"),
        ("Do you feel that you belong?", "company"),
        ("What matters most to you?", SAY),
        ("Who is busy?", SAY),
    ],
)
def test_a_question_has_the_picture_of_what_it_is_about(question, drawing):
    assert drawing_for(question) == drawing


def test_every_drawing_is_there():
    for name in (SAY, *(drawing for drawing, _words in ABOUT)):
        assert (ROOT / "app" / "static" / "drawings" / f"{name}.svg").is_file()
