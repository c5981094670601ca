"""Easy Read in place of the usual words: plain pages, asking for a link worker, saying something online."""

import re

import pytest

from tests.people import post

DRAFT = "This Easy Read is a draft"


def easy(client, at):
    return client.get(f"{at}?read=easy").text


@pytest.mark.parametrize("at", ["/privacy", "/our-plan", "/help-now", "/guides/what-is-a-link-worker"])
def test_a_page_is_shown_in_easy_read_in_its_own_place(client, at):
    assert "Read it in Easy Read, with pictures" in client.get(at).text
    page = easy(client, at)
    assert "gin-easy" in page and DRAFT in page
    whole = re.search(r'href="([^"]+)" class="govuk-back-link"|class="govuk-back-link" href="([^"]+)"', page)
    address = whole[1] or whole[2]
    assert address == f"{at}?read=usual"
    client.set_cookie("reading", "easy")
    assert "gin-easy" not in client.get(address).text


def test_a_page_that_is_not_in_easy_read_says_so_and_leads_to_those_that_are(client):
    assert "not in Easy Read yet" not in client.get("/terms").text
    page = easy(client, "/terms")
    assert "This page is not in Easy Read yet." in page
    assert 'href="/ways-to-read#easy-read"' in page
    assert "/guides/what-is-a-link-worker/easy" in client.get("/ways-to-read").text
