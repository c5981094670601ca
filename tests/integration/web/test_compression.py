import gzip

import brotli
import pytest

UNPACK = {"br": brotli.decompress, "gzip": gzip.decompress}


@pytest.mark.parametrize("way", ["br", "gzip"])
def test_page_is_packed_in_the_way_the_reader_understands(client, way):
    plain = client.get("/help-now").data
    answer = client.get("/help-now", headers={"Accept-Encoding": way})
    assert answer.headers["Content-Encoding"] == way
    assert "Accept-Encoding" in answer.headers["Vary"]
    assert len(answer.data) < len(plain) / 2
    assert UNPACK[way](answer.data)[:15] == plain[:15]


def test_page_is_sent_plain_to_a_reader_who_understands_nothing_else(client):
    answer = client.get("/help-now", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in answer.headers


def test_small_answers_stay_as_they_are(client):
    assert "Content-Encoding" not in client.get("/healthz", headers={"Accept-Encoding": "br"}).headers
