"""Paper cards on their pages: printed with numbers and words, typed in, typed twice, and settled."""

import re
import uuid
from html import unescape

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.conversation_document import document_from
from app.domain.engagement import ConversationState, EventKind, QuestionKind
from app.domain.roles import Role
from app.domain.viewer import SYSTEM, Grant, Viewer
from app.models.audit import AuditEvent
from app.models.conversations import CardBlock, Conversation, KeyedCard, TearOffCode
from app.models.engagement import Event
from app.operations import cards, keying
from app.queries import keyed_cards
from tests.factories_engagement import (
    EventFactory,
    EventMemberFactory,
    QuestionFactory,
    QuestionSetVersionFactory,
)
from tests.people import post

LIGHT = 600_000
"""Bytes of a page of 100 cards before it is packed."""


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def event(app) -> Event:
    asked = QuestionSetVersionFactory(keys="love better")
    QuestionFactory(
        in_version=asked,
        key="travel",
        position=2,
        kind=QuestionKind.CHOICE,
        words={"en": {"text": "How did you get here?"}},
        choices=[
            {"key": "foot", "words": {"en": "I walked"}},
            {"key": "bus", "words": {"en": "By bus"}},
        ],
    )
    QuestionFactory(
        in_version=asked,
        key="belong",
        position=3,
        kind=QuestionKind.SCALE,
        words={"en": {"text": "How much do you belong here?"}},
        lowest=1,
        highest=5,
        ends={"en": {"lowest": "not at all", "highest": "very much"}},
    )
    made = EventFactory(asks=asked)
    db.session.commit()
    return made


@pytest.fixture
def box(event) -> Event:
    """The event with 30 cards printed."""
    cards.print_block(event, 30, by=SYSTEM)
    db.session.commit()
    return event


def at(event, rest="keying"):
    return f"/events/{event.id}/{rest}"


def key(browser, event, number, love="The allotments", **more):
    return post(
        browser, at(event), **{"number": number, "language": "en", "answer-love": love, "people": "2", **more}
    )


def again(browser, event, number, love="The allotments", **more):
    return post(
        browser,
        at(event, f"keying/again?number={number}"),
        **{"language": "en", "answer-love": love, "people": "2", **more},
    )


def words(answer):
    """What a page says, without its markup."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def counted(event):
    rows = db.session.scalars(
        select(Conversation).filter_by(event_id=event.id, state=ConversationState.KEPT)
    ).all()
    return {row.card: {point.question_key: point for point in row.points} for row in rows}


# Printing


def test_cards_are_printed_once_for_two_clicks(officer, event):
    sent = {"how_many": "12", "kind": "standard", "language": "en", "key": uuid.uuid4()}
    one, two = (post(officer, at(event, "cards"), **sent) for _ in range(2))
    assert one.status_code == two.status_code == 303 and one.location == two.location
    assert db.session.query(CardBlock).count() == 1 and db.session.query(TearOffCode).count() == 12


@pytest.mark.parametrize("how_many", ["", "none", "0", "201", "-4"])
def test_how_many_must_be_a_number_of_cards(officer, event, how_many):
    answer = post(officer, at(event, "cards"), how_many=how_many, kind="standard", language="en")
    assert answer.status_code == 422 and "Write how many, from 1 to 200" in answer.text


def test_each_card_carries_its_number_its_words_and_the_questions(officer, box):
    block = db.session.scalars(select(CardBlock)).one()
    page = officer.get(at(box, f"cards/{block.id}"))
    assert page.text.count("<article") == 30
    said = words(page)
    assert "Card 30" in said and "4. How much do you belong here?" in said and "not at all" in said
    for code in db.session.scalars(select(TearOffCode.words)):
        assert code in said


def test_a_hundred_cards_are_a_light_page(officer, box):
    block = db.session.scalars(select(CardBlock)).one()
    page = officer.get(at(box, f"cards/{block.id}"), headers={"Accept-Encoding": "identity"})
    assert len(page.data) * 100 / 30 < LIGHT


def test_a_card_in_arabic_marks_what_is_still_english(officer, box):
    block = db.session.scalars(select(CardBlock)).one()
    page = officer.get(at(box, f"cards/{block.id}?language=ar"))
    assert '<div class="gin-slips gin-slips--standard" lang="ar" dir="rtl">' in page.text
    assert "ماذا تقول؟ love" in page.text
    assert '<span lang="en" dir="ltr">How did you get here?</span>' in page.text
    assert "/ar/what-happened" in page.text


def test_an_easy_read_card_says_that_it_is_a_draft_and_shows_pictures(officer, box):
    block = db.session.scalars(select(CardBlock)).one()
    page = officer.get(at(box, f"cards/{block.id}?kind=easy-read"))
    assert "not yet been checked by people with learning disabilities" in page.text
    assert page.text.count('width="176" height="176"') == 30 * 4


def test_a_card_for_children_says_what_not_to_write(officer, event):
    event.kind = EventKind.CHILDREN
    block = cards.print_block(event, 1, by=SYSTEM)
    db.session.commit()
    said = words(officer.get(at(event, f"cards/{block.id}")))
    assert "How old are you?" in said and "Under 13? Only tick boxes." in said


def test_a_block_of_another_event_is_not_there(officer, box):
    block = db.session.scalars(select(CardBlock)).one()
    assert officer.get(at(EventFactory(), f"cards/{block.id}")).status_code == 404


# Typing in


def test_a_box_is_there_for_who_may_type_it_and_for_nobody_else(as_role, box):
    facilitator = as_role(Role.FACILITATOR)
    assert box.name not in facilitator.get("/cards").text
    assert facilitator.get(at(box)).status_code == 404
    EventMemberFactory(event=box, account_id=facilitator.account.id)
    assert box.name in facilitator.get("/cards").text
    assert facilitator.get(at(box)).status_code == 200


def test_a_card_is_saved_and_the_next_begins_in_the_same_language(officer, box):
    answer = key(
        officer, box, 7, language="pl", **{"answer-travel": "2", "answer-belong": "5", "community": "carers"}
    )
    assert answer.status_code == 303
    next_one = officer.get(answer.location)
    assert "Card 7 is saved." in next_one.text and '<option value="pl" selected>' in next_one.text
    points = counted(box)["7"]
    assert (points["love"].words, points["travel"].choice, points["belong"].scale) == (
        "The allotments",
        "bus",
        5,
    )
    made = db.session.scalars(select(Conversation)).one()
    assert (made.people, made.community, made.language) == (2, "carers", "pl")


def test_what_nobody_can_read_is_allowed(officer, box):
    unread = {"answer-travel": "?", "answer-better": "More [?] in the park", "community": "?"}
    key(officer, box, 7, love="?", **unread)
    points = counted(box)["7"]
    assert points["love"].words == "[?]" and points["better"].words == "More [?] in the park"
    assert "travel" not in points and not db.session.scalars(select(Conversation)).one().community


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"number": ""}, "Type the number of the card"),
        ({"number": "seven"}, "Type the number of the card"),
        ({"number": "31"}, "No card with this number was printed for this event."),
        ({"love": ""}, "Type at least one answer."),
        ({"answer-travel": "3"}, "Type a number from 1 to 2, or ? where you cannot tell"),
        ({"answer-belong": "0"}, "Type a number from 1 to 5, or ? where you cannot tell"),
        ({"people": "x"}, "Type a number from 1 to 4, or ? where you cannot tell"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(officer, box, typed, said):
    answer = (
        key(officer, box, **{"number": "7", "answer-better": "A bus after six", **typed})
        if ("love" not in typed)
        else key(officer, box, "7", **typed)
    )
    assert answer.status_code == 422 and said in answer.text
    assert "love" in typed or "A bus after six" in answer.text
    assert not counted(box)


def test_what_looks_like_a_phone_number_is_asked_about_first(officer, box):
    answer = key(officer, box, 7, love="Ring me on 07700 900518")
    assert answer.status_code == 200 and "This looks like a phone number" in answer.text and not counted(box)
    name, asked = (
        re.search(r'name="(keep_it-[^"]+)"', answer.text)[1],
        re.search(r'name="keep_it_asked" value="([^"]+)"', answer.text)[1],
    )
    key(officer, box, 7, love="Ring me on 07700 900518", keep_it_asked=asked, **{name: "out"})
    assert "07700" not in counted(box)["7"]["love"].words


def test_a_number_that_is_typed_in_shows_both_and_saves_nothing(officer, as_role, box):
    key(as_role(Role.ENGAGEMENT_OFFICER), box, 7)
    answer = key(officer, box, 7, love="The library")
    assert answer.status_code == 409
    assert "Card 7 is typed in already" in answer.text and "The library" in answer.text
    assert "differs:" in answer.text and counted(box)["7"]["love"].words == "The allotments"
    seen = db.session.scalars(select(AuditEvent).filter_by(action="event.seen")).all()
    assert [(one.object_id, one.scope) for one in seen] == [(box.id, "cards")]


def test_the_same_card_from_another_person_says_that_it_is_the_same(officer, as_role, box):
    key(as_role(Role.ENGAGEMENT_OFFICER), box, 7)
    answer = key(officer, box, 7)
    assert answer.status_code == 409 and "It says the same as what you typed." in answer.text


def test_a_card_is_mended(officer, box):
    key(officer, box, 7, love="The alotments", **{"answer-travel": "1"})
    page = officer.get(at(box, "keying/card?number=7"))
    assert "The alotments" in page.text and re.search(r'id="answer-travel"[^>]* value="1"', page.text)
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)[1]
    sent = {"language": "en", "answer-love": "The allotments", "people": "2", "seen": seen}
    assert post(officer, at(box, "keying/card?number=7"), **sent).status_code == 303
    assert counted(box)["7"]["love"].words == "The allotments"
    late = post(officer, at(box, "keying/card?number=7"), **{**sent, "answer-love": "Lettuce"})
    assert (
        late.status_code == 409 and "Somebody else changed this card" in late.text and "Lettuce" in late.text
    )


def test_a_card_is_taken_back_and_its_number_is_free(officer, box):
    key(officer, box, 7)
    seen = re.search(r'name="seen" value="([^"]+)"', officer.get(at(box, "keying/card?number=7")).text)[1]
    assert post(officer, at(box, "keying/take-back"), number=7, seen=seen).status_code == 303
    assert not counted(box) and officer.get(at(box, "keying/card?number=7")).status_code == 404


def test_the_form_of_a_childrens_event_asks_their_age_and_drops_their_words(officer, box):
    box.kind = EventKind.CHILDREN
    db.session.commit()
    key(officer, box, 7, age="1", **{"answer-travel": "2"})
    assert list(counted(box)["7"]) == ["travel"]
    assert "love" not in db.session.scalars(select(KeyedCard)).one().document["answers"]


# Typing twice


def test_the_second_person_sees_nothing_of_the_first(officer, as_role, box):
    other = as_role(Role.ENGAGEMENT_OFFICER)
    key(other, box, 7, love="The allotments by the beck")
    page = officer.get(at(box, "keying/again"))
    assert "Take card 7 out of the box" in page.text and "beck" not in page.text
    own = other.get(at(box, "keying/again"))
    assert "Take card 7 out of the box" in own.text and "You typed these cards the first time too" in own.text
    key(officer, box, 8)
    assert "Take card 8 out of the box" in other.get(at(box, "keying/again")).text
    assert other.get(at(box, "keying/again?number=7")).status_code == 404


def test_what_differs_is_shown_side_by_side_and_settled(officer, as_role, box):
    other = as_role(Role.ENGAGEMENT_OFFICER)
    key(officer, box, 7, love="The alotments by the beck", **{"answer-travel": "1", "answer-belong": "4"})
    told = again(
        other, box, 7, love="The allotments by the beck", **{"answer-travel": "2", "answer-belong": "4"}
    )
    assert told.status_code == 303 and "Boxes in which the two differ: 2." in other.get(told.location).text
    page = officer.get(at(box, "keying/differences/card?number=7"))
    said = words(page)
    assert "differs: The alotments" in said or "differs: alotments" in said
    assert "I walked" in said and "By bus" in said and "belong" not in said
    seen = re.search(r'name="seen" value="([^"]+)"', page.text)[1]
    sent = {
        "seen": seen,
        "pick-answer-love": "second",
        "pick-answer-travel": "neither",
        "answer-travel": "?",
    }
    missing = post(officer, at(box, "keying/differences/card?number=7"), seen=seen)
    assert missing.status_code == 422 and "Choose what the card says" in missing.text
    assert post(officer, at(box, "keying/differences/card?number=7"), **sent).status_code == 303
    points = counted(box)["7"]
    assert points["love"].words == "The allotments by the beck" and "travel" not in points
    assert points["belong"].scale == 4
    late = post(officer, at(box, "keying/differences/card?number=7"), **sent)
    assert late.status_code == 409 and "Somebody was quicker" in late.text


def test_the_page_of_a_box_says_how_well_it_is_typed(officer, as_role, box):
    other = as_role(Role.ENGAGEMENT_OFFICER)
    assert "We do not know yet" in officer.get(at(box, "keying/differences")).text
    key(officer, box, 7)
    again(other, box, 7)
    page = officer.get(at(box, "keying/differences")).text
    assert "That is too few to say" in page
    assert "No slip was found." not in page and "which is about" not in page


def test_a_card_typed_twice_is_not_typed_a_third_time(officer, as_role, box):
    key(officer, box, 7)
    again(as_role(Role.ENGAGEMENT_OFFICER), box, 7)
    third = again(as_role(Role.ENGAGEMENT_OFFICER), box, 7, love="The buses")
    assert third.status_code == 409 and "This card is typed twice already" in third.text


def test_twenty_slips_in_a_hundred_cards_are_all_shown(officer, as_role, event):
    cards.print_block(event, 100, by=SYSTEM)
    db.session.commit()
    slips = set(range(3, 103, 5))
    ann, ben = (
        Viewer(account_id=as_role(role).account.id, grants=(Grant(role),))
        for role in (Role.ENGAGEMENT_OFFICER, Role.ENGAGEMENT_OFFICER)
    )
    for number in range(1, 101):
        document = {
            "answers": {
                "love": {"text": f"The allotments, path {number}, and the people on it"},
                "travel": {"choice": "bus"},
                "belong": {"scale": 4},
            },
            "people": 2,
        }
        keying.key(
            event, number, document_from(slipped(document, number) if number in slips else document), by=ann
        )
        keying.key_again(event, number, document_from(document), by=ben)
    db.session.commit()
    assert set(keyed_cards.box_of(event).differing) == slips
    page = officer.get(at(event, "keying/differences"))
    assert set(map(int, re.findall(r"card\?number=(\d+)", page.text))) == slips


def slipped(document, number):
    """One slip, of a kind that fingers make."""
    answers = dict(document["answers"])
    kind = number // 5 % 5
    text = answers["love"]["text"]
    if kind == 0:
        answers["love"] = {"text": text.replace("people", "poeple")}
    elif kind == 1:
        answers["love"] = {"text": text.replace(" and", "")}
    elif kind == 2:
        answers["travel"] = {"choice": "foot"}
    elif kind == 3:
        answers["belong"] = {"scale": 3}
    else:
        return {**document, "people": 3}
    return {**document, "answers": answers}
