"""Suggestions on real labelled comments, where they lie beside the checkout: half of them, one fold."""

from pathlib import Path

import pytest

from app.gateways.labelled_files import coded_in
from app.gateways.suggester_trial import held_out

COMMENTS = Path(__file__).resolve().parents[4] / "shared" / "feedback-corpus" / "fft_multilabel_tune.csv"


@pytest.mark.skipif(not COMMENTS.exists(), reason="the labelled comments are not beside the checkout")
def test_half_of_the_comments_teach_well_enough_to_suggest():
    points = coded_in(COMMENTS)
    trial, _ = held_out(points[:900:2], points[1:900:2])
    assert trial.scores.micro_f1 > 0.5 and trial.scores.top > 0.7
