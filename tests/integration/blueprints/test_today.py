"""The first page after signing in: what needs whom, and no link that leads nowhere."""

import datetime as dt
import re

import pytest

from app.blueprints.today.need_words import WORDS
from app.blueprints.today.needs import PAGES
from app.database import db
from app.domain.listing import ReportReason
from app.domain.roles import Role
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.models.directory import ListingReport
from app.models.stewardship import ListingCare, ListingChange
from app.queries import today as queries
from app.queries.today import COUNTS, Need
from tests.factories import OrganizationFactory, ServiceFactory
from tests.people import signed_in

pytestmark = pytest.mark.usefixtures("clock")


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.text))


def report(service):
    from app import clock

    db.session.add(
        ListingReport(
            service_id=service.id, reason=ReportReason.CLOSED, reported_at=clock.now(), language="en"
        )
    )


def due(service, days=0):
    from app import clock

    db.session.add(
        ListingCare(
            service_id=service.id,
            check_due_on=clock.today() - dt.timedelta(days=days),
            priority=max(days + 1.0, 0.0),
            local_fields=[],
        )
    )


@pytest.mark.parametrize("role", list(Role))
def test_everybody_has_a_first_page_and_every_link_on_it_works(client, role):
    signed_in(client, role)
    page = client.get("/today")
    assert "Good morning, Nadia." in words_of(page)
    assert "ut the kettle on." in words_of(page)
    main = page.text.partition("<main")[2].partition("</main>")[0]
    links = set(re.findall(r'href="(/[^"#]*)"', main))
    assert links
    assert {link: client.get(link).status_code for link in links} == dict.fromkeys(links, 200)


def test_every_entry_of_the_menu_opens(client):
    for role in Role:
        signed_in(client, role)
        menu = client.get("/today").text.partition('<nav class="gin-nav"')[2].partition("</nav>")[0]
        for link in re.findall(r'href="([^"]+)"', menu):
            assert client.get(link).status_code == 200, (role, link)


def test_editor_sees_how_much_waits(client):
    signed_in(client, Role.DIRECTORY_EDITOR)
    one, other = ServiceFactory(email="", organization__email=""), ServiceFactory()
    report(one)
    report(other)
    due(one)
    due(other, days=-1)
    waiting = queries.waiting(viewer_of(client))
    assert waiting == {Need.REPORTS: 2, Need.CHECKS: 1}


def viewer_of(client):
    from app import clock
    from app.queries import sessions
    from tests.signing_in import cookie_of

    return sessions.open_session(cookie_of(client), now=clock.now()).viewer


def test_provider_is_told_of_their_own_listings_only(client):
    mine, theirs = OrganizationFactory(), OrganizationFactory()
    signed_in(client, Role.PROVIDER, organization_id=mine.id)
    due(ServiceFactory(organization=mine))
    due(ServiceFactory(organization=theirs))
    assert queries.waiting(viewer_of(client)) == {Need.OWN_CHECKS: 1}


def test_question_about_ones_own_change_is_told(client):
    from app import clock

    account = signed_in(client, Role.PROVIDER)
    for made_by in (account.id, None):
        db.session.add(
            ListingChange(
                kind=ChangeKind.EDIT,
                source=ChangeSource.ORGANISER,
                status=ChangeStatus.ASKED,
                document={},
                fields=[],
                name="Tea",
                made_by=made_by,
                made_at=clock.now(),
                language="en",
            )
        )
    assert queries.waiting(viewer_of(client)) == {Need.QUESTIONS: 1}


def test_counting_takes_one_statement(client, count_statements):
    for role in Role:
        signed_in(client, role)
        viewer = viewer_of(client)
        with count_statements() as statements:
            queries.waiting(viewer)
        assert len(statements) <= 1, role


def test_every_need_has_a_count_a_page_and_words():
    assert set(COUNTS) == set(PAGES) == set(WORDS) == set(Need)
