"""Invitations, plans and letters in Easy Read and every size: who gets which first, what is never printed."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable

import html5lib
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.messages import MessageKind
from app.domain.panel import PanelStatus
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.audit import AuditEvent
from app.models.cases import Case
from app.models.panel import PanelDraw, PanelInvitation, PanelMember
from app.operations import panel, plans
from app.web.message_words import put_into_words
from tests.factories_connect import CaseFactory, IntroductionFactory, reaching
from tests.people import post

DRAFT = "This Easy Read is a draft"
LONGEST = 15
"""Units: words in a sentence of Easy Read."""


@pytest.fixture
def worker(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.LINK_WORKER)


@pytest.fixture
def case(worker: FlaskClient) -> Case:
    made = CaseFactory(
        worker_id=worker.account.id,
        status=CaseStatus.ACTIVE,
        person__reaching=reaching(formats=["easy-read", "large-print"]),
        closing={"letter": "We met six times. You found the lunch club."},
    )
    by = Viewer(account_id=worker.account.id)
    plans.write(made, "strengths", ["Mends clocks"], by=by)
    plans.write(made, "about.important", "Being near the canal", by=by)
    db.session.commit()
    return made


def longest_sentence(page: str) -> int:
    """Words in the longest sentence of the Easy Read lines."""
    found = html5lib.parse(page, namespaceHTMLElements=False)
    easy = next(one for one in found.iter("div") if one.get("class") == "gin-easy")
    said = [" ".join("".join(p.itertext()).split()) for p in easy.iter("p")]
    return max(len(one.split()) for words in said for one in re.split(r"(?<=[.!?:])\s", words))


SHEETS = ["plan/print", "measures/sheet", "closing/letter/print", "compare/print"]


@pytest.mark.parametrize("rest", SHEETS)
def test_who_asked_for_easy_read_gets_it_first_and_the_worker_sees_that(worker, case, rest) -> None:
    page = worker.get(f"/cases/{case.id}/{rest}").text
    assert "gin-sheet--easy" in page and DRAFT in page
    assert "They asked us for Easy Read." in page and "Give them that one." not in page
    assert longest_sentence(page) <= LONGEST
    small = worker.get(f"/cases/{case.id}/{rest}?size=a5").text
    assert "gin-sheet--a5" in small and "gin-easy" not in small and "Give them that one." in small


def test_the_words_of_the_plan_stay_as_they_were_said_and_its_address_opens_nothing(worker, case) -> None:
    page = worker.get(f"/cases/{case.id}/plan/print").text
    assert "Mends clocks" in page and "Being near the canal" in page and "We did not change them." in page
    assert (
        re.search(r'class="gin-address">[^<]*/my</bdi>', page) and str(case.id) not in page.split("<main")[1]
    )


def test_the_letter_with_a_code_comes_in_easy_read_and_its_square_leads_to_no_code(worker, case) -> None:
    asked = worker.get(f"/cases/{case.id}/my-letter").text
    assert re.search(r'value="easy"[^>]*checked', asked)
    letter = post(worker, f"/cases/{case.id}/my-letter", size="easy").text
    assert "gin-sheet--easy" in letter and DRAFT in letter and "/my/code?" not in letter


def test_the_invitation_to_a_first_visit_is_printed_as_they_need_it(worker, case) -> None:
    one = IntroductionFactory(case=case, first_at=dt.datetime(2026, 12, 1, 13, 30, tzinfo=dt.UTC))
    one.goes_along = "Nadia"
    db.session.commit()
    page = worker.get(f"/cases/{case.id}/introductions/{one.id}/first-visit/print").text
    assert "1 December 2026, 1:30pm" in page and "Nadia" in page and DRAFT in page
    assert longest_sentence(page) <= LONGEST
    one.first_at = None
    db.session.commit()
    asked = worker.get(f"/cases/{case.id}/introductions/{one.id}/first-visit/print")
    assert asked.location.endswith("/first-visit")


@pytest.fixture
def member(app) -> PanelMember:
    made = PanelMember(
        id=uuid.uuid4(),
        name="Joan",
        language="en",
        status=PanelStatus.ACTIVE,
        ways=["post"],
        address="1 Beck Side",
        needs={"values": ["easy-read"], "words": ""},
        confirmed_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        interests=[],
        spoken=[],
        most_a_year=2,
        ward_code="",
    )
    db.session.add(made)
    db.session.flush()
    return made


def drawn(member: PanelMember) -> PanelDraw:
    made = PanelDraw(
        id=uuid.uuid4(),
        about="Talk about buses. Meet at the hall.",
        seed="lamplight",
        wanted=1,
        quotas={},
        report={"free": 1, "resting": 0, "chosen": 1, "filled": {}},
        made_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC),
        sent_at=dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
        invitations=[
            PanelInvitation(id=uuid.uuid4(), member_id=member.id, position=1, asked_on=dt.date(2026, 11, 2))
        ],
    )
    db.session.add(made)
    db.session.commit()
    return made


def test_an_invitation_opens_in_easy_read_and_an_answer_leads_back_to_it(client, member) -> None:
    draw = drawn(member)
    token = panel.link_for(member)
    db.session.commit()
    page = client.get(f"/panel/{token}")
    assert (
        DRAFT in page.text and "Your name was drawn by lot." in page.text and "Set-Cookie" not in page.headers
    )
    assert longest_sentence(page.text) <= LONGEST
    assert "What should we call you?" in client.get(f"/panel/{token}?read=usual").text
    sent = post(
        client,
        f"/panel/{token}?read=easy",
        do="answer",
        invitation=str(draw.invitations[0].id),
        answer="yes",
    )
    assert sent.location.endswith("said=kept&read=easy")


def parts_seen(draw: PanelDraw) -> list[str]:
    db.session.rollback()
    seen = AuditEvent.action == "panel_draw.seen", AuditEvent.object_id == draw.id
    return list(db.session.scalars(select(AuditEvent.scope).where(*seen).order_by(AuditEvent.seq)))


def test_a_member_who_chose_letters_gets_one_as_they_need_it_without_a_key(as_role, member) -> None:
    draw = drawn(member)
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    assert f"/panel/draws/{draw.id}/letters" in officer.get(f"/panel/draws/{draw.id}").text
    page = officer.get(f"/panel/draws/{draw.id}/letters").text
    assert "1 Beck Side" in page and DRAFT in page and "Meet at the hall." in page
    assert parts_seen(draw) == ["", "letters"], "addresses on one page leave a trace of their own"
    assert re.search(r'class="gin-address">[^<]*/panel</bdi>', page)
    member.needs = {"values": [], "words": ""}
    member.ways = ["phone"]
    db.session.commit()
    assert officer.get(f"/panel/draws/{draw.id}/letters").status_code == 404


@pytest.mark.parametrize(
    ("kind", "given"),
    [
        (MessageKind.PANEL_ASKED, {"token": "tok", "about": "Buses"}),
        (MessageKind.MEASURE_ASKED, {"token": "tok"}),
        (MessageKind.DID_IT_HELP, {"token": "tok"}),
        (MessageKind.CASE_CLOSED, {"until": "2027-02-22"}),
        (MessageKind.PERSON_NEWS, {}),
    ],
)
def test_an_e_mail_to_who_needs_it_is_in_short_sentences_and_opens_easy_read(app, kind, given) -> None:
    easy = put_into_words(kind, {**given, "easy": 1}, language="en", name="", listing="")
    usual = put_into_words(kind, given, language="en", name="", listing="")
    assert easy.text != usual.text
    said = [line for block in easy.blocks[:-1] for line in block.split("\n")]
    assert max(len(one.split()) for line in said for one in re.split(r"(?<=[.!?:])\s", line)) <= LONGEST
    assert ("?read=easy" in easy.text) is ("token" in given) and "read=easy" not in usual.text


def test_the_people_s_panel_and_what_helped_have_easy_read_by_a_link_without_a_cookie(client) -> None:
    usual, easy = client.get("/panel"), client.get("/panel?read=easy")
    assert "?read=easy" in usual.text and DRAFT in easy.text and "Set-Cookie" not in easy.headers
    assert longest_sentence(easy.text) <= LONGEST
