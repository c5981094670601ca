"""The check of every page really runs on what a test client fetches, packed or not."""

import pytest

from tests.pages import BadPageError


def bad(**values):
    return "<!doctype html><html lang='en' dir='ltr'><title>Bad</title><p id=a><p id=a>" + "x" * 2000


bad.access = "public"


@pytest.mark.parametrize("way", ["identity", "gzip", "br"])
def test_a_bad_page_fails_the_test_that_fetches_it(app, client, monkeypatch, way):
    monkeypatch.setitem(app.view_functions, "pages.help_now", bad)
    with pytest.raises(BadPageError, match="h1"):
        client.get("/help-now", headers={"Accept-Encoding": way})
