"""What is hidden is hidden whole, and no other letter is lost, doubled or moved."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.domain.insight import RedactionReason as Why
from app.domain.redaction import BLOCK, Span, is_free, joined, overwritten, plain, shown

LETTERS = ["a", "\u0301", "\U0001f600", "\U0001f469\u200d\U0001f467", "\r\n", "م", "\u200f", " ", BLOCK, "ﬁ"]
TEXTS = st.lists(st.sampled_from(LETTERS), max_size=30).map("".join)
SPANS = st.lists(
    st.builds(Span, st.integers(-3, 40), st.integers(-3, 40), st.sampled_from(list(Why))), max_size=8
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, SPANS)
def test_pieces_follow_each_other_and_cover_the_text(text, spans):
    at = 0
    for piece in shown(text, spans):
        assert piece.start == at < piece.end
        assert piece.words == ("" if piece.is_hidden else text[piece.start : piece.end])
        at = piece.end
    assert at == len(text)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, SPANS)
def test_exactly_what_a_span_covers_is_hidden(text, spans):
    hidden = {at for piece in shown(text, spans) if piece.is_hidden for at in range(piece.start, piece.end)}
    assert hidden == {at for at in range(len(text)) if any(one.start <= at < one.end for one in spans)}


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(TEXTS, SPANS)
def test_overwriting_shifts_nothing_and_can_be_done_again(text, spans):
    after = overwritten(text, spans)
    assert len(after) == len(text)
    assert overwritten(after, spans) == after
    assert plain(shown(after, spans)) == plain(shown(text, spans))
    hidden = [piece for piece in shown(text, spans) if piece.is_hidden]
    assert all(after[piece.start : piece.end] == BLOCK * (piece.end - piece.start) for piece in hidden)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SPANS, st.permutations(range(8)))
def test_the_order_in_which_spans_come_changes_nothing(spans, order):
    mixed = [spans[at] for at in order if at < len(spans)]
    assert joined(mixed, 30) == joined(spans, 30)


def test_overlapping_spans_are_one_and_neighbours_stay_two():
    spans = [Span(0, 4, Why.NAME), Span(2, 6, Why.CONTACT), Span(6, 8, Why.PLACE)]
    assert joined(spans, 20) == [Span(0, 6, Why.NAME), Span(6, 8, Why.PLACE)]
    assert plain(shown("Dave at home ok", [Span(0, 4, Why.NAME)])) == "\u2026 at home ok"


def test_what_is_hidden_already_is_not_free():
    spans = [Span(0, 4, Why.NAME), Span(4, 6, Why.NAME)]
    assert not is_free(1, 6, spans)
    assert is_free(1, 7, spans)
