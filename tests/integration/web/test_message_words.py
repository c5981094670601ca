"""Every message in every language, with links that open pages."""

import re
from email import message_from_bytes
from email.policy import default

import html5lib
import pytest
from markupsafe import Markup

from app.domain.messages import ASKS, MessageKind
from app.gateways import mail
from app.web.message_words import OPENS, Worded, put_into_words
from app.web.place import place
from tests import naughty

K = MessageKind
SENTINEL = "Pat Sykes <script>alert(1)</script>"
GIVEN: dict[MessageKind, dict[str, object]] = {
    K.INVITATION: {"token": "tok", "by": SENTINEL},
    K.NEW_PASSWORD: {"token": "tok"},
    K.MY_LINK: {"token": "tok"},
    K.ACCOUNT_CHANGED: {"what": "password"},
    K.CLAIM_CODE: {"token": "tok", "code": "123456"},
    K.CLAIM_MADE: {},
    K.CHECK_LISTING: {"token": "tok", "step": 1},
    K.CHANGE_DECIDED: {"called": SENTINEL, "outcome": "part", "reason": SENTINEL, "token": "tok"},
    K.CHANGE_QUESTION: {"called": SENTINEL, "question": SENTINEL, "token": "tok"},
    K.REPORT_RECEIVED: {"reason": "closed"},
    K.REPORT_ANSWERED: {"reason": "closed", "outcome": "put-right", "answer": SENTINEL},
    K.LISTING_REPORTED: {"reason": "time", "token": "tok"},
    K.BREAK_GLASS_OPENED: {"reference": "AB-12"},
    K.CASE_CLOSED: {"until": "2027-02-22"},
    K.TRANSFER_ASKED: {"reference": "1042"},
    K.APPROVAL_ASKED: {"approval": "1"},
    K.INTRODUCTION_SENT: {"token": "tok"},
    K.INTRODUCTION_REMINDER: {"token": "tok", "days": 7},
    K.PERSON_NEWS: {},
    K.INTRODUCTION_OVER: {},
    K.DID_IT_HELP: {"token": "tok"},
    K.AUDIT_HEAD: {"at": "2026-11-24T10:00+00:00", "seq": 12, "hash": "ab" * 32, "mac": "cd" * 32},
    K.JOURNEY_SAVED: {"token": "tok"},
    K.REFERRAL_RECEIVED: {"token": "tok", "reference": "K7M-4PQ", "by": "2026-11-26"},
    K.REFER_INVITED: {"token": "tok", "by": SENTINEL},
    K.REFERRAL_QUESTION: {"token": "tok", "reference": "K7M-4PQ"},
    K.REFERRAL_NEWS: {"token": "tok", "reference": "K7M-4PQ", "news": "accepted"},
    K.MEASURE_ASKED: {"token": "tok"},
    K.HARM_RAISED: {"event": "Big Leeds Chat, Kirkgate Market"},
    K.UNSENT_LEFT: {"event": "Big Leeds Chat, Kirkgate Market", "tablets": 2, "until": "2026-12-01"},
    K.HOST_INVITED: {"token": "tok", "event": "Tea and talk, Chapel Hall"},
    K.PANEL_LINK: {"token": "tok"},
    K.PANEL_ASKED: {"token": "tok", "about": "Buses after six in the evening"},
    K.STORY_LINK: {"token": "tok"},
    K.ANSWER_ASKED: {"token": "tok", "said": "Nowhere to sit.", "by": "2027-01-23"},
    K.ANSWER_REMINDER: {"token": "tok", "said": "Nowhere to sit.", "by": "2027-01-23", "days": 41},
    K.ANSWER_RETURNED: {"token": "tok", "said": "Nowhere to sit."},
    K.FOLLOW_ASKED: {"token": "tok", "said": "Nowhere to sit."},
    K.STATEMENT_CHANGED: {"token": "tok", "said": "Nowhere to sit.", "slug": "nowhere-to-sit-99"},
    K.LIST_SENT: {"code": "kmf37-hdwrt-nxyz"},
    K.WHAT_CAME_OF_IT: {"event": "Big Leeds Chat, Kirkgate Market", "slug": "kirkgate-market"},
    K.PAGE_PROBLEM_RECEIVED: {"by": "2026-12-01"},
    K.PAGE_PROBLEM_ANSWERED: {
        "path": "/activities",
        "outcome": "will-be-mended",
        "by": "2026-12-01",
        "answer": SENTINEL,
    },
    K.LEAD_NEEDED: {"what": "closing", "reference": "K7M-4PQ"},
}


def worded(kind: MessageKind, language: str = "en", **more: object) -> Worded:
    return put_into_words(kind, GIVEN[kind] | more, language=language, name=SENTINEL, listing=SENTINEL)


@pytest.mark.parametrize("kind", list(MessageKind))
def test_message_has_words_in_every_language_and_no_person_in_its_subject(app, kind) -> None:
    for language in ("en", "pl", "ro", "ur", "ar"):
        said = worded(kind, language)
        assert said.subject and "Sykes" not in said.subject
        assert "<script" not in said.html and "Sykes" in said.html
        assert "%(" not in said.text and "None" not in said.text
        assert (said.language, said.direction) == (language, "rtl" if language in {"ar", "ur"} else "ltr")
        html5lib.HTMLParser(strict=True).parse(said.html)


@pytest.mark.parametrize("kind", [kind for kind in MessageKind if ASKS[kind].purpose])
def test_link_of_a_message_opens_a_page_of_ours(app, kind) -> None:
    lines = [line for line in worded(kind, "ar").text.split("\n") if line.startswith("http")]
    assert all(line.startswith("http://localhost/ar/") for line in lines)
    (line,) = (line for line in lines if "tok" in line)
    path = line.removeprefix("http://localhost")
    endpoint, values = app.url_map.bind("localhost").match(path, "GET")
    assert endpoint == OPENS[ASKS[kind].purpose] and values["token"] == "tok"


@pytest.mark.parametrize(
    "what", ["password", "second-factor", "recovery-codes", "passkey", "email", "roles", "closed"]
)
def test_every_change_of_an_account_is_said(app, what) -> None:
    assert len(worded(K.ACCOUNT_CHANGED, what=what).blocks) >= 4


@pytest.mark.parametrize("outcome", ["put-right", "was-right", "closed", "could-not-tell"])
def test_every_answer_to_a_report_is_said(app, outcome) -> None:
    others = {
        worded(K.REPORT_ANSWERED, outcome=other).text
        for other in ("put-right", "was-right")
        if other != outcome
    }
    assert worded(K.REPORT_ANSWERED, outcome=outcome).text not in others


def test_reminder_about_several_listings_names_each(app) -> None:
    assert "- Kettle On\n- Beck Walk" in worded(K.CHECK_LISTING, names="Kettle On\nBeck Walk").text


def test_last_reminder_says_what_happens_without_an_answer(app) -> None:
    first, last = worded(K.CHECK_LISTING, step=1), worded(K.CHECK_LISTING, step=3)
    assert "not been able to check" in last.text and "not been able to check" not in first.text
    assert first.subject != last.subject


def test_address_somebody_typed_becomes_no_link(app) -> None:
    said = worded(K.REPORT_ANSWERED, answer="http://elsewhere.example/\njavascript:alert(1)")
    assert "href" not in said.html


def test_links_of_a_demonstration_lead_to_this_server(app) -> None:
    assert 'href="/invitation/tok"' in worded(K.INVITATION).markup("")


def test_paragraph_of_another_direction_runs_its_own_way(app) -> None:
    said = Worded("s", ("مرحبًا Ginnel", "Now at three."), "ar", "rtl")
    assert said.markup("") == Markup('<p>مرحبًا Ginnel</p>\n<p dir="auto">Now at three.</p>')


HEADERS = {
    *("from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted"),
    *("x-auto-response-suppress", "content-language", "content-type", "mime-version"),
}


def test_no_string_adds_a_header_or_acts_in_a_letter(app) -> None:
    server = mail.Server("h", 25, "", "", False, "Ginnel <a@b.example>", "c@d.example", "https://e.example")
    tried = 0
    for text in naughty.texts():
        said = put_into_words(
            K.CHANGE_DECIDED,
            {"called": text, "outcome": "part", "reason": text},
            language="ar",
            name=text,
            listing=text,
        )
        letter = mail.Letter("7d6e", "pat@b.example", said.subject + text, said.text, said.html, "ar")
        travelled = message_from_bytes(mail.compose(letter, server).as_bytes(), policy=default)
        assert {name.lower() for name in travelled.keys()} == HEADERS, repr(text)  # noqa: SIM118 - pairs
        assert not re.search(r"<(script|img|svg|iframe|a |style)", said.html), repr(text)
        tried += 1
    assert tried > 400


def test_no_string_is_an_address_that_adds_another(app) -> None:
    taken = []
    for text in naughty.texts():
        for typed in (text, f"{text}@b.example", f"pat@{text}", f"pat@b.example{text}"):
            try:
                taken.append(mail.ascii_address(typed))
            except ValueError:
                continue
    assert all(one.isascii() and one.isprintable() and one.count("@") == 1 for one in taken)
    assert not [one for one in taken if re.search(r"[\s,;<>\"()]", one)]


def test_message_says_how_to_reach_a_person(app) -> None:
    assert place().help_line.number in worded(K.REPORT_RECEIVED).text
