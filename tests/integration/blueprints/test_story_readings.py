"""What should follow from a story, which team sees to it, and what came of it."""

import uuid

from app.database import db
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.models.insight import StoryReading
from app.operations import stories
from tests.factories_engagement import StoryFactory
from tests.people import post

DAY = ["24", "11", "2030"]


def asked(**more):
    return {
        "do": "recommend",
        "version": "0",
        "recommendation": "A bus after six",
        "owner": "Invented buses team",
        "due_on": DAY,
        **more,
    }


def test_what_should_follow_stands_in_the_list_with_its_team_and_day(as_role, app):
    officer, story = as_role(Role.ENGAGEMENT_OFFICER), StoryFactory()
    db.session.commit()
    address = f"/stories/{story.id}"
    missing = post(officer, address, **asked(owner=""))
    assert missing.status_code == 422 and "A bus after six" in missing.get_data(as_text=True)
    for _ in range(2):
        assert post(officer, address, **asked()).status_code == 303
    page = officer.get("/stories").get_data(as_text=True)
    assert "A bus after six" in page and "Invented buses team" in page and "24 November 2030" in page
    post(officer, address, **asked(version="1", outcome="It runs until nine"))
    assert db.session.get(StoryReading, story.id).done_at


def test_a_stale_form_is_shown_again_with_what_was_typed(as_role, app):
    officer, story = as_role(Role.ENGAGEMENT_OFFICER), StoryFactory()
    db.session.commit()
    post(officer, f"/stories/{story.id}", **asked())
    stale = post(officer, f"/stories/{story.id}", **asked(recommendation="Something else"))
    page = stale.get_data(as_text=True)
    assert stale.status_code == 409 and "Something else" in page and "A bus after six" in page
    assert post(officer, f"/stories/{uuid.uuid4()}", **asked()).status_code == 404


def test_with_a_story_that_is_taken_back_it_goes_too(as_role, app):
    officer, story = as_role(Role.ENGAGEMENT_OFFICER), StoryFactory()
    db.session.commit()
    post(officer, f"/stories/{story.id}", **asked())
    stories.take_back(story, by=SYSTEM)
    assert db.session.query(StoryReading).count() == 0
