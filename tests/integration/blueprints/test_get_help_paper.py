"""The paper form asks what the pages ask, by the same numbers."""

import re

import pytest

from tests.people import post


@pytest.fixture(autouse=True)
def stopped(clock):
    pass


def numbers_on_paper(client, address="/get-help/on-paper"):
    return re.findall(r'gin-asked__number">(\w+)<', client.get(address).text)


@pytest.mark.parametrize("address", ["/get-help/on-paper", "/ar/get-help/on-paper?size=large"])
def test_the_form_has_every_question_once(client, address):
    assert numbers_on_paper(client, address) == ["A", "B", "C", *(str(number) for number in range(1, 11))]


@pytest.mark.parametrize(
    ("who", "first", "said"), [("me", "name", "Question 1 of 10"), ("somebody", "agrees", "Question A<")]
)
def test_a_page_carries_the_number_of_the_paper(client, who, first, said):
    assert post(client, "/get-help", who=who).location == f"/get-help/{first}"
    page = client.get(f"/get-help/{first}").text
    assert said in page
    assert ("You are filling this in for somebody" in page) is (who == "somebody")
