"""The foot of every page: this very page read another way, each with an address of its own."""

import re

from app.web import reading
from tests.people import post


def offered(page):
    part = page.partition("Ways to read this")[2].partition("</ul>")[0]
    return dict(reversed(pair) for pair in re.findall(r'<a href="([^"]+)"[^>]*>([^<]+)</a>', part))


def test_each_way_at_the_foot_opens_this_page_in_it(client):
    ways = offered(client.get("/about?x=1").text)
    assert ways == {
        "Easy Read": "/about?x=1&amp;read=easy",
        "Bigger words": "/about?x=1&amp;read=large",
        "High contrast": "/about?x=1&amp;read=contrast",
        "Calm, no pictures": "/about?x=1&amp;read=calm",
        "All languages": "/languages",
    }
    assert "gin-large" in client.get("/about?x=1&read=large").text


def test_a_way_comes_beside_what_is_on(client):
    client.set_cookie(reading.COOKIE, "contrast")
    ways = offered(client.get("/about").text)
    assert ways["Bigger words"] == "/about?read=large-contrast"
    assert "High contrast" not in ways


def test_where_a_page_cannot_be_opened_again_one_link_asks(client):
    for page in (
        client.get("/no-such-page"),
        client.get("/come-back/a-key"),
        post(client, "/get-help", who="x"),
    ):
        assert offered(page.text) == {
            "How do you want to read this?": "/ways-to-read",
            "All languages": "/languages",
        }


def test_the_page_that_asks_leads_back_read_that_way(client):
    assert offered(client.get("/ways-to-read").text)["Calm, no pictures"] == "/ways-to-read?read=calm"
    back = client.get("/ar/ways-to-read?next=/about").text
    assert 'href="/ar/about?read=calm"' in back
