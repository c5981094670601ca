"""The reading room: what there is, lists, one point, and coding it without a script."""

import uuid

import pytest

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.insight import CodingSource, QuotePermission, Taken
from app.domain.roles import Role
from app.domain.suggesting import Sureness
from app.models.audit import AuditEvent
from app.models.coding_rounds import SuggestionTaken
from app.models.insight import Coding, Memo, PointRead, PointTranslation, QuoteMark
from app.operations import point_words
from app.queries import suggested
from app.queries.suggested import Suggested
from tests.factories_engagement import ConversationFactory, EventFactory
from tests.factories_insight import CodingFactory, PointTranslationFactory, RedactionFactory, frame_with
from tests.people import post


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def event(app):
    return EventFactory(name="Big chat in the hall")


@pytest.fixture
def version(app):
    return frame_with("Buses", "Company", "Green places")


def said(event, words="A bus after six", key="love", **more):
    made = ConversationFactory(event_id=event.id, said={key: words}, **more).points[0]
    made.language = more.get("language", "en")
    db.session.flush()
    point_words.index([made])
    db.session.commit()
    return made


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.get_data(as_text=True)


def at(point, **asked):
    more = "&".join(f"{name}={value}" for name, value in asked.items())
    return f"/insight/points/{point.id}" + (f"?{more}" if more else "")


def code_of(version, name):
    return next(entry.code_id for entry in version.entries if entry.name == name)


def given(point):
    db.session.expire_all()
    return db.session.query(Coding).filter_by(point_id=point.id, ended_at=None).all()


def test_each_event_says_what_is_left_to_read(officer, event, version):
    coded = said(event)
    said(event, "Another")
    said(event, "Not counted", state=ConversationState.WAITING)
    CodingFactory(point_id=coded.id, code_id=code_of(version, "Buses"), version_id=version.id)
    page = text(officer, "/insight")
    assert "Big chat in the hall" in page and "2 points." in page
    assert "1 coded." in page and "1 left to read." in page
    assert "Another" not in page, "this page shows nobody's words"


def test_a_list_says_its_counts_and_its_look_is_traced_once(officer, event):
    said(event)
    said(event, "The allotments")
    page = text(officer, f"/insight/events/{event.id}")
    assert "A bus after six" in page and "The allotments" in page and "Points 1 to 2 of 2" in page
    traced = db.session.query(AuditEvent).filter_by(action="feedback.read").all()
    assert [row.object_id for row in traced] == [event.id]


def test_an_event_out_of_reach_is_not_there_and_the_try_is_traced(officer):
    assert officer.get(f"/insight/events/{uuid.uuid4()}").status_code == 404
    assert officer.get(f"/insight/points/{uuid.uuid4()}").status_code == 404
    assert db.session.query(AuditEvent).filter_by(action="feedback.refused").count() == 2


def test_words_are_found_and_hidden_ones_are_not(officer, event):
    kept = said(event, "Ring Margaret about the buses")
    said(event, "The allotments")
    RedactionFactory(point_id=kept.id, start=5, end=13)
    point_words.index([kept])
    found = text(officer, "/insight/points?q=Bus+ring")
    assert "about the buses" in found and "allotments" not in found and "Margaret" not in found
    assert "No point fits all of that." in text(officer, "/insight/points?q=margaret")


def test_a_translation_is_found_too(officer, event):
    foreign = said(event, "الحديقة مظلمة", language="ar")
    PointTranslationFactory(point_id=foreign.id, words="The park is dark")
    point_words.index([foreign])
    assert 'dir="rtl"' in text(officer, "/insight/points?q=park")


def test_each_filter_leaves_only_what_fits(officer, event, version):
    bus, green, left = said(event), said(event, "More trees", key="better"), said(event, "Nothing much")
    officer_code = CodingFactory(point_id=bus.id, code_id=code_of(version, "Buses"), version_id=version.id)
    db.session.add(PointRead(point_id=green.id, frame_id=version.frame_id, read_at=officer_code.coded_at))
    db.session.add(QuoteMark(point_id=green.id, marked_at=officer_code.coded_at))
    db.session.flush()
    shows = {
        "which=coded": bus,
        "which=open": left,
        "which=nothing": green,
        "good=1": green,
        "question=better": green,
        f"code={officer_code.code_id}": bus,
    }
    for asked, expected in shows.items():
        page = text(officer, f"/insight/events/{event.id}?{asked}")
        assert [one for one in (bus, green, left) if f'id="p-{one.id}"' in page] == [expected], asked


def test_pages_do_not_jump_when_others_code_meanwhile(officer, event, version):
    for number in range(120):
        ConversationFactory(event_id=event.id, said={"love": f"Point number {number} here"})
    db.session.commit()
    address = f"/insight/events/{event.id}?which=open"
    first = text(officer, address)
    shown = ids_in(first)
    assert len(shown) == 50 and "Points 1 to 50 of 120" in first
    for point_id in shown[:10]:
        CodingFactory(point_id=point_id, code_id=code_of(version, "Buses"), version_id=version.id)
    second = text(officer, f"{address}&after={shown[-1]}&n=50")
    assert not set(ids_in(second)) & set(shown) and "Points 51 to 100 of" in second
    back = text(officer, f"{address}&before={ids_in(second)[0]}")
    assert ids_in(back) == shown[10:]


def ids_in(page):
    return [uuid.UUID(part[:36]) for part in page.split('<li id="p-')[1:]]


def test_a_list_takes_the_same_number_of_statements_however_long(officer, event, count_statements):
    address = f"/insight/events/{event.id}?which=open"
    said(event)
    officer.get(address)
    few = statements(officer, address, count_statements)
    for number in range(60):
        ConversationFactory(event_id=event.id, said={"love": f"Point {number}"})
    db.session.commit()
    assert statements(officer, address, count_statements) == few <= 28


def statements(officer, address, count_statements):
    with count_statements() as counted:
        officer.get(address)
    return len(counted)


def test_a_point_shows_its_question_its_codes_and_never_who_wrote_it_down(officer, event, version):
    point = said(event, chat_maker="Secretname", may_quote=QuotePermission.YES)
    CodingFactory(point_id=point.id, code_id=code_of(version, "Buses"), version_id=version.id, start=2, end=5)
    page = text(officer, at(point))
    assert "What do you say about love?" in page and "<mark>bus</mark>" in page
    assert "Secretname" not in page and "May these words be shown" in page


def test_words_in_another_script_turn_only_themselves(officer, event, version):
    page = text(officer, at(said(event, "الحديقة مظلمة", language="ar")))
    assert '<html lang="en-GB" dir="ltr"' in page and '<blockquote lang="ar" dir="rtl"' in page
    assert 'lang="ar" dir="rtl" class="govuk-template' in text(officer, "/ar" + at(said(event)))


def test_several_codes_in_one_form_then_the_next_point(officer, event, version):
    points = sorted((said(event), said(event, "Another")), key=lambda one: one.conversation_id)
    answer = post(
        officer,
        at(points[0], event=event.id, which="open"),
        take=[code_of(version, "Buses")],
        code=code_of(version, "Company"),
        find="green",
        do="next",
    )
    assert answer.status_code == 303 and str(points[1].id) in answer.location
    assert {one.code_id for one in given(points[0])} == {entry.code_id for entry in version.entries}
    assert db.session.query(PointRead).one().point_id == points[0].id
    last = post(officer, at(points[1], event=event.id, which="open"), do="nothing")
    assert f"/insight/events/{event.id}" in last.location and "said=end" in last.location


def test_a_double_click_codes_once_and_a_code_comes_off(officer, event, version):
    point = said(event)
    for _ in range(2):
        post(officer, at(point), give=code_of(version, "Buses"))
    (coding,) = given(point)
    assert "Coded." in text(officer, at(point, said="given"))
    post(officer, at(point), do=f"remove:{coding.id}")
    post(officer, at(point), do=f"remove:{coding.id}")
    assert given(point) == []
    actions = [row.action for row in db.session.query(AuditEvent) if row.action.startswith("coding.")]
    assert sorted(actions) == ["coding.given", "coding.taken-back"]


def test_some_words_only_in_the_original_or_in_its_translation(officer, event, version):
    point = said(event, "🚌 A  Bus after six, a bus at noon", language="pl")
    post(officer, at(point), words="“a bus after SIX”", give=code_of(version, "Buses"))
    (coding,) = given(point)
    assert (coding.start, coding.end, coding.translation_id) == (2, 18, None)
    translation = PointTranslationFactory(point_id=point.id, words="The neighbours")
    db.session.commit()
    post(officer, at(point), words="neighbours", give=code_of(version, "Company"))
    apart = next(one for one in given(point) if one.translation_id)
    assert (apart.start, apart.end, apart.translation_id) == (4, 14, translation.id)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"find": "trams"}, "No code is called that"),
        ({"find": "e"}, "That could be several"),
        ({"words": "a tram", "find": "buses"}, "These words are not in what was said"),
        ({"words": "a", "find": "buses"}, "there more than once"),
    ],
)
def test_what_cannot_be_is_said_and_kept(officer, event, version, typed, words):
    point = said(event)
    answer = post(officer, at(point), do="next", **typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422 and words in page and f'value="{typed["find"]}"' in page
    assert given(point) == []


def test_a_code_nobody_offers_is_refused_with_a_page(officer, event, version):
    answer = post(officer, at(said(event)), give=uuid.uuid4())
    assert answer.status_code == 409 and "A bus after six" in answer.get_data(as_text=True)


def test_a_good_quote_is_apart_from_permission(officer, event, version):
    point = said(event, may_quote=QuotePermission.NO)
    post(officer, at(point), do="quote")
    page = text(officer, at(point))
    assert "Good quote" in page and db.session.query(QuoteMark).one().point_id == point.id
    post(officer, at(point), do="unquote")
    assert db.session.query(QuoteMark).count() == 0


def test_a_memo_is_kept_once_and_taken_away(officer, event, version):
    point, key = said(event), uuid.uuid4()
    empty = post(officer, f"/insight/points/{point.id}/memo", key=key, memo=" ")
    assert empty.status_code == 422
    for _ in range(2):
        post(officer, f"/insight/points/{point.id}/memo", key=key, memo="Ask about Sundays")
    assert "Ask about Sundays" in text(officer, at(point)) and db.session.query(Memo).count() == 1
    post(officer, f"/insight/points/{point.id}/memo", remove=key)
    assert "Ask about Sundays" not in text(officer, at(point))


def test_a_translation_is_written_and_a_stale_one_is_not(officer, event, version):
    point = said(event, "Ciemny park", language="pl")
    address = f"/insight/points/{point.id}/translation"
    assert "Put it into English" in text(officer, at(point))
    assert post(officer, address, version=0, english="A dark park").status_code == 303
    stale = post(officer, address, version=0, english="A gloomy park")
    assert stale.status_code == 409 and "A gloomy park" in stale.get_data(as_text=True)
    assert db.session.query(PointTranslation).one().words == "A dark park"
    assert "A dark park" in text(officer, "/insight/points?q=dark")


def test_keys_are_switched_off_by_a_button_only(officer, event, version):
    point = said(event)
    assert "data-keys" in text(officer, at(point))
    post(officer, "/insight/keys", point=point.id, keys="off")
    assert "data-keys" not in text(officer, at(point))
    post(officer, "/insight/keys", point=point.id, keys="on")
    assert "data-keys" in text(officer, at(point))


def test_one_goes_on_where_one_stopped(officer, event, version):
    first, second = sorted((said(event), said(event, "Another")), key=lambda one: one.conversation_id)
    assert "Go on reading" not in text(officer, "/insight")
    post(officer, at(first), do="nothing")
    assert f"/insight/points/{second.id}" in text(officer, "/insight")


def test_what_is_done_with_each_suggestion_is_kept(officer, event, version, monkeypatch):
    bus, company, green = (
        Suggested(code_of(version, name), name, rank, Sureness.A_GUESS, ("bus",), 0.2, None)
        for rank, name in enumerate(("Buses", "Company", "Green places"), 1)
    )
    monkeypatch.setattr(suggested, "suggested_for", lambda *_: [bus, company, green])
    point = said(event)
    page = text(officer, at(point))
    assert "Suggested. You decide" in page and "Words that counted:" in page and "<kbd" in page
    shown = [f"{one.code_id}::{one.rank}:0.2" for one in (bus, company, green)]
    post(officer, at(point), give=company.code_id, words="six", shown=shown)
    post(officer, at(point), take=bus.code_id, do="next", shown=[shown[0], shown[2], "junk"])
    kept = {row.code_id: row.taken for row in db.session.query(SuggestionTaken)}
    assert kept == {
        bus.code_id: Taken.ACCEPTED,
        company.code_id: Taken.EDITED,
        green.code_id: Taken.REJECTED,
    }
    assert {one.source for one in given(point)} == {CodingSource.ACCEPTED, CodingSource.EDITED}


def test_without_suggestions_the_page_says_what_they_need(officer, event, version):
    assert "Suggestions begin when 100 more points are coded." in text(officer, at(said(event)))


def test_the_numbers_of_an_event_follow_what_is_coded(officer, event, version):
    point = said(event)
    said(event, "Another")
    address = f"/insight/events/{event.id}?which=open"
    assert "0 coded. Showing the 2 not yet coded." in text(officer, address)
    post(officer, at(point), give=code_of(version, "Buses"))
    assert "1 coded. Showing the 1 not yet coded." in text(officer, address)
    post(officer, at(point), do=f"remove:{given(point)[0].id}")
    assert "0 coded. Showing the 2 not yet coded." in text(officer, address)
