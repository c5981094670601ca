"""Cards as they are printed speak one language, whatever the page around them speaks."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.domain.viewer import SYSTEM
from app.models.conversations import CardBlock
from app.operations import cards
from tests.factories_engagement import EventFactory, QuestionSetVersionFactory


def words(markup):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", markup)).split())


def slips_alone(markup):
    """What the cards say themselves: without our name, the words to type and the address."""
    cards_only = markup[markup.index(">") + 1 : markup.index("</main>")]
    cards_only = re.sub(r'<p class="gin-slip__code".*?</p>|<b translate="no">ginnel</b>', " ", cards_only)
    return words(cards_only).replace("localhost/ar/what-happened", "")


@pytest.mark.parametrize("kind", ["standard", "easy-read"])
def test_the_whole_card_is_in_its_language_and_the_page_around_it_in_the_readers(as_role, kind):
    asked = QuestionSetVersionFactory(keys="1 2")
    event = EventFactory(asks=asked, name="12")
    cards.print_block(event, 1, by=SYSTEM)
    db.session.commit()
    block = db.session.scalars(select(CardBlock)).one()
    officer = as_role(Role.ENGAGEMENT_OFFICER)
    page = officer.get(f"/events/{event.id}/cards/{block.id}?language=ar&kind={kind}").text
    around, _, slips = page.partition('<div class="gin-slips ')
    assert "Print these cards" in around
    assert re.findall(r"[A-Za-z]+", slips_alone(slips)) == []
