"""What sentences mean, as numbers: an optional extra, whose files are checked before they are read."""

import pytest

from app.gateways import sentence_vectors, suggester


def test_without_the_extra_nothing_is_asked_of_it(monkeypatch):
    monkeypatch.setattr(sentence_vectors, "is_there", lambda: False)
    assert not suggester.knows_meaning() and suggester.encoder(wanted=True) is None


def test_a_file_that_is_not_the_one_we_know_is_not_read(monkeypatch):
    monkeypatch.setitem(sentence_vectors.DIGESTS, "METADATA", "0" * 64)
    with pytest.raises(sentence_vectors.ModelChangedError):
        sentence_vectors.checked("scikit_learn", "METADATA")


@pytest.mark.skipif(not sentence_vectors.is_there(), reason="requirements/embeddings.txt is not installed")
def test_the_same_meaning_in_other_words_is_near():
    late, never, cake = sentence_vectors.vectors(["The bus is late", "Buses never on time", "I like cake"])
    assert late @ late == pytest.approx(1, abs=1e-5)
    assert late @ never > late @ cake + 0.2
