"""Get help: one question a page, a draft behind a cookie, one referral of it."""

import pytest

from app.database import db
from app.domain.referral import ReferralSource, ReferralStatus
from app.extensions import limiter
from app.models.messages import Message
from app.models.persons import JourneyDraft
from app.models.referrals import Referral
from tests.letting_in import hidden


@pytest.fixture(autouse=True)
def fresh_limits(clock):
    limiter.reset()


def post(client, address, page=None, **values):
    token = hidden(client.get(page or address).text)["form_token"]
    return client.post(address, data={"form_token": token, **values})


def answer(client, step, **values):
    return post(client, f"/get-help/{step}", **values)


MINE = {
    "name": {"given": "Marek", "family": "Zielonka", "preferred": "Mark"},
    "born": {"born": ["4", "2", "1944"]},
    "home": {"home": "given", "postcode": "ls9 7uf"},
    "doctor": {"practice": "Beck Side Surgery", "nhs_number": "943 476 5919"},
    "ways": {"ways": ["text", "email"]},
    "details": {"phone": "07700 900417", "leave_message": "no", "email": "marek@people.example"},
    "matters": {"concerns": ["lonely"], "words": "I used to walk to the market."},
    "talk": {"english": "no", "interpreter": "Polish", "formats": ["large-print"], "font_size": "18"},
    "risks": {"risks": "none-known"},
    "agree": {"contact": "yes", "record": "yes", "feedback": "no"},
}


def begin(client, who="me"):
    return post(client, "/get-help", who=who)


def walk(client, who="me", **instead):
    """Answer everything somebody is asked who asks for themselves."""
    assert begin(client, who).status_code == 303
    for step, values in {**MINE, **instead}.items():
        given = answer(client, step, **values)
        assert given.status_code == 303, (step, given.text)


def test_walk_from_the_door_to_a_reference(client, clock):
    walk(client)
