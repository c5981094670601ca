"""Plain pages behind the scenes: written, looked at, published, put back, translated, looked after."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from app.blueprints.page_editing.writing import a_year_after
from app.database import db
from app.domain.plain_pages import ENGLISH, PageVersionState
from app.domain.roles import Role
from app.models.audit import AuditEvent
from app.models.plain_pages import PageVersion, PlainPage
from tests.people import post

pytestmark = pytest.mark.usefixtures("clock")

WORDS = {
    "title": "What Ginnel is",
    "summary": "Who we are.",
    "body": "Ring {helpline}.\n\n## Where to begin\n\n[Find something](/activities) near you.",
    "version": "0",
    "do": "keep",
}
EDIT = "/pages/about/edit"


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


def versions(slug="about", language=ENGLISH):
    wanted = select(PageVersion).join(PlainPage).where(PlainPage.slug == slug)
    return list(
        db.session.scalars(wanted.where(PageVersion.language == language).order_by(PageVersion.number.desc()))
    )


def edition(slug="about", language=ENGLISH):
    return sum(one.version for one in versions(slug, language))


def write(client, **changed):
    sent = post(client, EDIT, **{**WORDS, "version": edition(), **changed})
    assert sent.status_code == 303, sent.text
    return versions()[0]


def publish(client, row):
    language = row.language
    sent = post(client, f"/pages/versions/{row.id}/publish", version=edition(row.page.slug, language))
    assert sent.status_code == 303, sent.text


def shown(client, body):
    publish(client, write(client, body=body))
    return versions()[0]


def actions():
    return sorted(one for one in db.session.scalars(select(AuditEvent.action)) if one.startswith("page."))


def test_every_page_stands_in_the_list_with_its_team_and_its_languages(officer):
    text = officer.get("/pages").text
    assert "What Ginnel is" in text
    assert "Privacy: what we keep and why" in text
    assert "Polish: " in text


def test_what_is_published_here_comes_before_the_file_and_taking_it_off_gives_the_file_back(officer, client):
    file = client.get("/about").text
    draft = write(officer, body="A new word: snicket.")
    assert "snicket" not in client.get("/about").text
    publish(officer, draft)
    page = client.get("/about").text
    assert "snicket" in page
    assert "Checked on 24 November 2026" in page
    sent = post(officer, "/pages/about/take-off/en", version=edition())
    assert sent.status_code == 303
    assert "snicket" not in client.get("/about").text
    assert client.get("/about").text.count("<h2") == file.count("<h2")
    assert actions() == ["page.published", "page.withdrawn", "page.written"]


def test_the_preview_is_the_page_everybody_will_read(officer):
    sent = post(officer, EDIT, **{**WORDS, "body": "A new word: snicket.", "do": "look"})
    preview = officer.get(sent.location).text
    assert "Nobody else can see it yet" in preview
    publish(officer, versions()[0])
    public = officer.get("/about").text

    def prose(text):
        return re.search(r'<div class="gin-prose">.*?</div>', text, re.DOTALL)[0]

    assert prose(preview) == prose(public)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Ring {help_line}.", "We do not know the gap {help_line}"),
        ("Ring {ring:nobody}.", "We do not know the gap {ring:nobody}"),
        ("[Go](/nowhere) on.", "There is no page of ours at “/nowhere”"),
        ("[Go](/guides/nowhere) on.", "There is no page of ours at “/guides/nowhere”"),
        ("[Go](activities) on.", "The link to “activities” leads nowhere"),
        ("[Go] (/activities) on.", "is broken"),
        ("# Big\n\nwords", "Begin the heading “Big” with ##"),
        ("## One\n\n#### Deep", "The heading “Deep” has too many #"),
        ("![A cat](/cat.svg)", "A picture cannot stand in the text"),
    ],
)
def test_what_cannot_be_shown_is_said_and_what_was_typed_stays(officer, body, said):
    answer = post(officer, EDIT, **{**WORDS, "body": body})
    assert answer.status_code == 422
    assert said in answer.text
    assert body.splitlines()[0].replace("&", "&amp;") in answer.text
    assert versions() == []


def test_checking_the_words_keeps_nothing_and_says_what_could_be_plainer(officer):
    long = "We endeavour to facilitate " + "and ensure that everybody understands everything " * 6
    text = post(officer, EDIT, **{**WORDS, "body": f"{long}.", "do": "check"}).text
    assert "people say “run”" in text
    assert "Reading grade" in text
    assert versions() == []


def test_a_form_opened_before_somebody_else_saved_keeps_its_words(officer):
    write(officer, body="First words.")
    late = post(officer, EDIT, **{**WORDS, "body": "Late words."})
    assert late.status_code == 409
    assert "Late words." in late.text
    assert [one.body for one in versions()] == ["First words."]
    again = re.search(r'name="version"[^>]*value="(\d+)"', late.text)[1]
    assert post(officer, EDIT, **{**WORDS, "body": "Late words.", "version": again}).status_code == 303


def test_sent_twice_is_kept_and_published_once(officer):
    same = {**WORDS, "body": "Twice."}
    assert [post(officer, EDIT, **same).status_code for _try in range(2)] == [303, 303]
    row = versions()[0]
    fields = {"version": edition()}
    address = f"/pages/versions/{row.id}/publish"
    assert [post(officer, address, **fields).status_code for _try in range(2)] == [303, 303]
    assert actions() == ["page.published", "page.written"]


def test_an_older_version_is_put_back_as_a_new_one(officer, client):
    first = shown(officer, "First words.")
    shown(officer, "Second words.")
    page = officer.get(f"/pages/versions/{first.id}").text
    assert "What putting it back would change" in page
    assert re.search(r"<del>.*?Second .*?</del>.*?<ins>.*?First .*?</ins>", page, re.DOTALL)
    address = f"/pages/versions/{first.id}/put-back"
    stale = post(officer, address, version=1)
    assert stale.status_code == 409
    fields = {"version": edition()}
    assert [post(officer, address, **fields).status_code for _try in range(2)] == [303, 303]
    assert "First words." in client.get("/about").text
    assert [(one.number, one.state.value, one.put_back) for one in versions()] == [
        (3, "published", 1),
        (2, "replaced", None),
        (1, "replaced", None),
    ]


def test_an_older_version_is_not_published_again_by_its_address(officer):
    first = shown(officer, "First words.")
    shown(officer, "Second words.")
    sent = post(officer, f"/pages/versions/{first.id}/publish", version=edition())
    assert sent.status_code == 409


def test_a_new_guide_is_a_draft_until_it_is_published(officer, client):
    new = {
        **WORDS,
        "title": "Choosing a brew",
        "group": "living-well",
        "key": "6f1c1f6e-0d63-4cf5-8a54-0d8a5f8c6a11",
    }
    assert [post(officer, "/pages/new", **new).status_code for _try in range(2)] == [303, 303]
    assert client.get("/guides/choosing-a-brew").status_code == 404
    assert "Choosing a brew" not in client.get("/guides").text
    publish(officer, versions("choosing-a-brew")[0])
    assert client.get("/guides/choosing-a-brew").status_code == 200
    assert "Choosing a brew" in client.get("/guides").text
    other = post(officer, "/pages/new", **{**new, "key": "6f1c1f6e-0d63-4cf5-8a54-0d8a5f8c6a12"})
    assert other.status_code == 422
    assert "There is a page with this name" in other.text


def test_a_guide_taken_off_keeps_its_name_and_its_words(officer):
    new = {**WORDS, "title": "Choosing a brew", "group": "living-well"}
    post(officer, "/pages/new", **new)
    publish(officer, versions("choosing-a-brew")[0])
    off = "/pages/choosing-a-brew/take-off/en"
    assert post(officer, off, version=edition("choosing-a-brew")).status_code == 303
    assert "Choosing a brew" in officer.get("/pages").text
    assert "Only a draft" not in officer.get("/pages").text
    assert "Where to begin" in officer.get("/pages/choosing-a-brew/edit").text


def test_a_guide_can_be_begun_on_the_29th_of_february():
    assert a_year_after(dt.date(2028, 2, 29)) == dt.date(2029, 2, 28)
    assert a_year_after(dt.date(2026, 11, 24)) == dt.date(2027, 11, 24)


def test_a_page_said_to_be_right_is_not_left_due(officer):
    fields = {"owner": "Directory team", "group": "about-us", "order": "10", "version": "0"}
    post(officer, "/pages/about/details", **fields, review_on=["24", "5", "2027"])
    page = db.session.scalar(select(PlainPage))
    page.review_on = page.created_at.date()
    db.session.commit()
    day = [str(part) for part in (page.review_on.day, page.review_on.month, page.review_on.year)]
    sent = {**fields, "version": str(page.version), "review_on": day}
    told = post(officer, "/pages/about/details", **sent, is_right="y")
    assert told.status_code == 422
    assert "Write a day that is still to come" in told.text
    assert post(officer, "/pages/about/details", **sent).status_code == 303


def test_who_looks_after_a_page_and_by_when_stands_on_it(officer, client):
    fields = {"owner": "Directory team", "group": "about-us", "order": "10", "version": "0"}
    day = {"review_on": ["24", "5", "2027"]}
    sent = post(officer, "/pages/about/details", **fields, **day, is_right="y")
    assert sent.status_code == 303
    text = client.get("/about").text
    assert "Checked on 24 November 2026 by: <bdi>Directory team</bdi>" in text
    assert "We look at this page again by 24 May 2027" in text
    stale = post(officer, "/pages/about/details", **{**fields, "owner": "Late team"}, **day)
    assert stale.status_code == 409
    assert "Late team" in stale.text
    past = post(officer, "/pages/about/details", **{**fields, "version": "1"}, review_on=["1", "1", "2020"])
    assert "Write a day that is still to come" in past.text


def test_a_page_whose_day_has_passed_says_so_to_staff_and_to_readers(officer, client, clock):
    fields = {"owner": "Directory team", "group": "about-us", "order": "10", "version": "0"}
    post(officer, "/pages/about/details", **fields, review_on=["25", "11", "2026"])
    db.session.scalar(select(PlainPage)).review_on = clock.today() if hasattr(clock, "today") else None
    page = db.session.scalar(select(PlainPage))
    page.review_on = page.created_at.date()
    db.session.commit()
    assert "1 page is due for a look" in officer.get("/pages").text
    assert "1 page is due for a look" in officer.get("/today").text
    assert "and have not yet" in client.get("/about").text


TRANSLATED = {
    "title": "Czym jest Ginnel",
    "summary": "",
    "body": "Zadzwoń: {helpline}.",
    "method": "person",
    "translator": "Ewa",
    "do": "keep",
}


def translate(client, **changed):
    fields = {"version": edition(language="pl"), "english_seen": edition(), **TRANSLATED, **changed}
    return post(client, "/pages/about/languages/pl", **fields)


def test_a_translation_says_when_the_english_has_changed_since(officer, client, as_role):
    shown(officer, "First words.")
    translator = as_role(Role.TRANSLATOR)
    assert translate(translator).status_code == 303
    publish(translator, versions(language="pl")[0])
    page = client.get("/pl/about").text
    assert "Zadzwoń" in page
    assert "has changed since" not in page
    shown(as_role(Role.ENGAGEMENT_OFFICER), "Second words.")
    assert "gin-state--part" in client.get("/pl/about").text
    beside = as_role(Role.TRANSLATOR).get("/pages/about/languages/pl").text
    assert "English changed since you translated" in beside
    assert "<del>" in beside


def test_a_translation_of_english_that_moved_meanwhile_is_not_kept(officer):
    seen = edition()
    shown(officer, "Second words.")
    late = translate(officer, english_seen=seen)
    assert late.status_code == 409
    assert "Zadzwoń" in late.text
    assert versions(language="pl") == []


def test_a_translation_read_by_somebody_no_longer_says_that_nobody_has(officer, client):
    assert "Read it in English" in client.get("/pl/about").text
    fields = {"who": "two readers at the Saturday school", "on": ["20", "11", "2026"], "version": "0"}
    assert post(officer, "/pages/about/languages/pl/read", **fields).status_code == 303
    text = client.get("/pl/about").text.partition("<main")[2]
    assert "Read it in English" not in text
    assert "two readers at the Saturday school, 20 listopada 2026" in text
    assert "Saturday school, 20 November 2026" in officer.get("/pages/about").text
    assert versions(language="pl")[0].state is PageVersionState.PUBLISHED


def test_a_translator_writes_no_english(as_role):
    translator = as_role(Role.TRANSLATOR)
    assert translator.get("/pages").status_code == 200
    assert translator.get(EDIT).status_code == 403
    assert post(translator, "/pages/about/take-off/en", version=0).status_code == 403
    assert post(translator, "/pages/new", **WORDS).status_code == 403


def test_a_draft_in_english_is_not_published_by_a_translator(officer, as_role):
    draft = write(officer)
    translator = as_role(Role.TRANSLATOR)
    assert post(translator, f"/pages/versions/{draft.id}/publish", version=edition()).status_code == 403


@pytest.mark.parametrize(
    "address",
    [
        "/pages/no-such-page",
        "/pages/versions/6f1c1f6e-0d63-4cf5-8a54-0d8a5f8c6a11",
        "/pages/about/languages/en",
        "/pages/about/languages/xx",
        "/pages/about/take-off/en",
    ],
)
def test_what_is_not_there_is_not_found(officer, address):
    assert officer.get(address).status_code == 404


def test_easy_read_says_that_it_is_a_draft(client):
    text = client.get("/guides/what-is-a-link-worker/easy").text
    assert "This Easy Read is a draft" in text
    assert "/assets/drawings/" in text.partition("gin-easy")[2]
    assert 'href="/guides/what-is-a-link-worker/easy"' in client.get("/guides/what-is-a-link-worker").text
    assert client.get("/guides/money-and-food/easy").status_code == 404


def test_a_page_that_is_not_translated_says_so_and_is_marked(officer, client):
    post(officer, "/pages/new", **{**WORDS, "title": "Choosing a brew", "group": "living-well"})
    publish(officer, versions("choosing-a-brew")[0])
    text = client.get("/ar/guides/choosing-a-brew").text.partition("<main")[2]
    assert '<div lang="en" dir="ltr">' in text


def test_each_fault_of_the_words_is_a_line_of_its_own_that_leads_to_the_box(officer):
    sent = post(officer, EDIT, **{**WORDS, "body": "# One\n\n{nonsense}\n\n[Here](/no-such-page)"})
    summary = sent.text.partition("data-error-summary")[2].partition("</ul>")[0]
    assert re.findall(r'<li><a href="#(\w+)">', summary) == ["body"] * 3
    at_the_box = sent.text.partition('id="body-error"')[2].partition("</div>")[0]
    assert at_the_box.count("<li>") == 3


def test_a_preview_speaks_to_whoever_looks_in_their_own_language(officer):
    answer = post(
        officer,
        "/pages/about/languages/pl",
        title="Czym jest Ginnel",
        body="Zadzwoń.",
        method="person",
        version="0",
        english_seen="0",
        do="look",
    )
    note = officer.get(answer.location).text.partition("gin-note--needs")[2].partition("</section>")[0]
    assert note.startswith('" role="note" lang="en" dir="ltr">')
    assert "Publish it in this language: Polish" in note
