"""An invented people's panel with its draws, and stories, for the demonstration. The same every time."""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.panel import OFTEN, AccessNeed, Interest, PanelAnswer, PanelStatus, QuotaBy, drawn
from app.domain.story import StoryTeller, StoryUse
from app.domain.story_document import told_from
from app.domain.viewer import SYSTEM
from app.models.panel import PanelDraw, PanelInvitation, PanelMember
from app.models.places import Deprivation, Postcode
from app.operations import stories
from app.operations.demo import demo_id
from app.operations.panel_draws import report_of
from app.queries.accounts import email_hash
from app.queries.panel import FIFTHS, candidates

Toml = Mapping[str, Any]
SEED = 2019
MEMBERS = 90
WAYS = (["email"], ["email"], ["email", "text"], ["phone"], ["post"], ["text"])


def is_there() -> bool:
    return bool(db.session.scalar(select(func.count()).select_from(PanelMember)))


def load(file: Toml) -> tuple[int, int]:
    """How many members and stories were made up."""
    chance = random.Random(SEED)  # noqa: S311 - invented people
    homes = places_to_live(chance)
    for at in range(MEMBERS):
        db.session.add(member(at, file, homes[at % len(homes)] if homes else ("", None), chance))
    db.session.flush()
    for at, row in enumerate(file.get("draw", ())):
        add_draw(at, row, chance)
    for at, row in enumerate(file.get("story", ())):
        add_story(at, row)
    db.session.flush()
    return MEMBERS, len(file.get("story", ()))


def places_to_live(chance: random.Random) -> list[tuple[str, int | None]]:
    """Ward and decile of some neighbourhoods: everywhere, the well-off ones too often, as in life."""
    rows = db.session.execute(
        select(func.min(Postcode.ward_code), Deprivation.imd_decile)
        .join(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
        .where(Postcode.ward_code != "")
        .group_by(Postcode.lsoa21, Deprivation.imd_decile)
        .order_by(Postcode.lsoa21)
    ).all()
    found = [(row[0], row[1]) for row in rows]
    return chance.choices(found, [1 + (decile or 1) for _, decile in found], k=MEMBERS) if found else []


def member(at: int, file: Toml, home: tuple[str, int | None], chance: random.Random) -> PanelMember:
    name = f"{chance.choice(file['given'])} {chance.choice(file['family'])}"
    ways = WAYS[at % len(WAYS)]
    email = f"panel-{at}@demo.example" if "email" in ways else None
    status = (PanelStatus.PAUSED, PanelStatus.WAITING)[at % 2] if at % 15 == 0 else PanelStatus.ACTIVE
    today = clock.today()
    return PanelMember(
        id=demo_id("panel-member", str(at)),
        status=status,
        name=name,
        ways=ways,
        email=email,
        email_hash=email_hash(email) if email else None,
        phone=f"07700 900{at:03d}" if {"phone", "text"} & set(ways) else None,
        address=f"{at + 1} Lamplighter Row" if "post" in ways else None,
        language=("en", "en", "en", "pl", "ar")[at % 5] if at % 4 == 0 else "en",
        interests=sorted(one.value for one in chance.sample(list(Interest), 3)),
        needs={"values": [chance.choice(list(AccessNeed)).value] if at % 4 == 1 else [], "words": ""},
        spoken=[],
        ward_code=home[0],
        decile=home[1],
        most_a_year=chance.choice(OFTEN[:3]),
        paused_until=today + dt.timedelta(days=60) if status is PanelStatus.PAUSED else None,
        confirmed_at=None if status is PanelStatus.WAITING else clock.now(),
        is_demo=True,
    )


def add_draw(at: int, row: Toml, chance: random.Random) -> None:
    """One that was sent, with most answers in."""
    day = clock.today() - dt.timedelta(days=row["days_ago"])
    by = QuotaBy(row["by"]) if row["by"] else None
    quotas = dict.fromkeys(FIFTHS, row["wanted"] // len(FIFTHS)) if by else {}
    found = drawn(candidates(day), seed=row["seed"], wanted=row["wanted"], on=day, by=by, quotas=quotas)
    sent = clock.midnight(day) + dt.timedelta(hours=10)
    made = PanelDraw(
        id=demo_id("panel-draw", str(at)),
        about=row["about"],
        seed=row["seed"],
        wanted=row["wanted"],
        quota_by=row["by"],
        quotas=quotas,
        report=report_of(found),
        made_at=sent,
        sent_at=sent,
        is_demo=True,
    )
    db.session.add(made)
    for position, member_id in enumerate(found.chosen, 1):
        said = chance.choice((PanelAnswer.YES, PanelAnswer.YES, PanelAnswer.NO, None))
        made.invitations.append(
            PanelInvitation(
                id=uuid.uuid4(),
                member_id=member_id,
                position=position,
                asked_on=day,
                answer=said,
                answered_at=sent + dt.timedelta(days=1) if said else None,
            )
        )
    db.session.flush()


def add_story(at: int, row: Toml) -> None:
    kept = stories.tell(
        demo_id("story", str(at)),
        told_from(row),
        {use: use.value in row["uses"] for use in StoryUse},
        told_by=StoryTeller(row["told_by"]),
        by=SYSTEM,
        name=row.get("name", ""),
    )
    kept.story.is_demo = True
    db.session.flush()
