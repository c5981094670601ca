"""The invented panel: everybody plainly made up, nobody asked more often than they agreed to."""

import tomllib
from collections import Counter

from app.database import db
from app.models.panel import PanelDraw, PanelInvitation, PanelMember, Story
from app.operations import demo_panel
from app.queries.stories import uses_of
from config import ROOT

FILE = ROOT / "places" / "leeds" / "demo" / "panel" / "panel.toml"


def test_a_panel_is_made_up_once_and_follows_its_own_rules(app, clock):
    assert not demo_panel.is_there()
    members, stories = demo_panel.load(tomllib.loads(FILE.read_text(encoding="utf-8")))
    assert demo_panel.is_there()
    held = db.session.query(PanelMember).all()
    assert len(held) == members and all(one.is_demo for one in held)
    assert all((one.email or "@demo.example").endswith("@demo.example") for one in held)
    asked = Counter(one.member_id for one in db.session.query(PanelInvitation))
    assert asked and all(asked[one.id] <= one.most_a_year for one in held)
    assert db.session.query(PanelDraw).count() == 2
    told = db.session.query(Story).all()
    assert len(told) == stories and sum(not uses_of(one) for one in told) == 1
