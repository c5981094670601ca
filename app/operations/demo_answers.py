"""What an invented partnership published: frozen results, and statements with their answers."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain import demo_accounts
from app.domain.errors import NeedsMoreError
from app.domain.insight import AnswerStatus, OutsideKind, ReleaseStatus, SourceKind, StatementStatus, WayIn
from app.domain.outside_rows import Column, read_all
from app.domain.roles import Role
from app.domain.viewer import SYSTEM, Viewer
from app.models.answers import Answer, AnswerStep, Release, StatementSource, StatementTag
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Statement
from app.models.insight import Coding, PointCheck, QuoteMark
from app.operations import outside, releases, statement_quotes
from app.queries import accounts, codings
from app.queries.releases import themes_of

MOST_QUOTES = 2
OUTSIDE = "Letters and cards about going to clinics (made up)"
COLUMNS = {
    Column.TEXT: "Comment",
    Column.DAY: "Received",
    Column.SOURCE: "Channel",
    Column.MAY_QUOTE: "Permission",
    Column.AREA: "Ward",
}
SERIES = "The big chat of the year (made up)"
YEAR_OVER = 40
"""A year's results are published so many days after it ends."""


def is_there() -> bool:
    """Did anybody publish anything yet?"""
    return bool(db.session.scalar(select(func.count()).select_from(Release)))


def load(file: Mapping[str, Any], codes: Mapping[str, uuid.UUID]) -> tuple[int, int]:
    """How many results and statements were published. `codes`: theme -> code."""
    found = accounts.by_email(demo_accounts.email_of(Role.ENGAGEMENT_OFFICER))
    by = accounts.viewer_of(found) if found else SYSTEM
    published = publish_results(by)
    for row in file["statement"]:
        statement(row, codes[row["theme"]], by)
    db.session.flush()
    return published, len(file["statement"])


def bring_in(rows: Iterable[Mapping[str, str]], wards: Mapping[str, str]) -> int:
    """Invented letters and cards from elsewhere; how many came in."""
    read = read_all(enumerate(rows, 2), COLUMNS, wards, today=clock.today(), otherwise=None)
    columns = {heading: column.value for column, heading in COLUMNS.items()}
    made = outside.bring_in(
        read,
        name=OUTSIDE,
        kind=OutsideKind.COMPLAINTS,
        digest=hashlib.sha256(OUTSIDE.encode()).hexdigest(),
        columns=columns,
        by=SYSTEM,
    )
    if made is None:
        return 0
    db.session.get_one(Event, made.event_id).is_demo = True
    return made.kept


def publish_results(by: Viewer) -> int:
    """Of every event whose day of publishing has come, and of every year that is over."""
    many = 0
    held = db.session.scalars(
        select(Event).where(Event.published_at.is_not(None), Event.is_demo).order_by(Event.ends_at, Event.id)
    ).all()
    for event in held:
        day = event.published_at or clock.now()
        many += publish(lambda event=event: releases.freeze(event, by=SYSTEM), day, by)
    for year in sorted({clock.local_day(event.ends_at).year for event in held}):
        over = clock.midnight(dt.date(year + 1, 1, 1)) + dt.timedelta(days=YEAR_OVER)
        if over < clock.now():
            many += publish(lambda year=year: releases.freeze(year=year, by=SYSTEM), over, by)
    return many


def publish(freeze: Any, day: dt.datetime, by: Viewer) -> int:
    """Dated back, so that nobody is written to about it."""
    try:
        made: Release = freeze()
    except NeedsMoreError:
        return 0
    made.status, made.made_at, made.published_at = ReleaseStatus.PUBLISHED, day, day
    made.made_by = made.published_by = by.account_id
    return 1


def on(days: int) -> dt.date:
    return clock.today() + dt.timedelta(days=days)


def statement(row: Mapping[str, Any], code_id: uuid.UUID, by: Viewer) -> None:
    year = clock.today().year + row["year"]
    number = 1 + (db.session.scalar(select(func.max(Statement.number))) or 0)
    made = Statement(
        id=uuid.uuid4(),
        number=number,
        slug=f"{row['theme']}-{number}",
        status=StatementStatus.PUBLISHED,
        focus=row["focus"],
        words=row["words"],
        about=row["about"],
        source="",
        said_in=year,
        topics=row["topics"],
        published_on=on(row["published"]),
        first_by=on(row["published"] + 60),
        edited_at=clock.now(),
        made_by=by.account_id,
        is_demo=True,
    )
    db.session.add(made)
    made.tags.extend(
        StatementTag(group=WayIn(way), value=key)
        for way, _, key in (one.partition("/") for one in row["ways"])
    )
    made.sources.extend(sources(row, code_id, year))
    made.source = made.sources[0].name[:255] if made.sources else ""
    made.answers.extend(answer(one, at) for at, one in enumerate(row.get("answer", ()), 1))
    db.session.flush()
    for point_id in quotable(code_id, year):
        try:
            statement_quotes.add(made, point_id, by=by)
        except NeedsMoreError:
            continue
        if len(made.quotes) == MOST_QUOTES:
            break


def sources(row: Mapping[str, Any], code_id: uuid.UUID, year: int) -> Iterable[StatementSource]:
    """The events in which enough people said so to show it, and what came before."""
    held = db.session.execute(
        select(Release, Event.name)
        .join(Event, Event.id == Release.event_id)
        .where(Release.status == ReleaseStatus.PUBLISHED, Release.year == year)
        .order_by(Event.ends_at.desc(), Event.id)
    ).all()
    shown = [
        (theme.count, release, name)
        for release, name in held
        for theme in themes_of(release)
        if theme.code_id == str(code_id) and theme.count
    ]
    for count, release, name in sorted(shown, key=lambda one: -one[0])[:3]:
        yield StatementSource(
            id=uuid.uuid4(),
            kind=SourceKind.EVENT,
            release_id=release.id,
            code_id=code_id,
            name=name,
            year=release.year,
            people=count,
        )
    for one in row.get("past", ()):
        yield StatementSource(
            id=uuid.uuid4(),
            kind=SourceKind.PAST,
            name=one["name"],
            year=clock.today().year + one["years"],
            people=one["people"],
        )
    if not shown and not row.get("past"):
        yield StatementSource(id=uuid.uuid4(), kind=SourceKind.PAST, name=SERIES, year=year)


def answer(row: Mapping[str, Any], number: int) -> Answer:
    status = AnswerStatus(row["status"]) if "status" in row else None
    steps = [
        AnswerStep(
            id=uuid.uuid4(),
            day=on(one["day"]),
            words=one["words"],
            status=AnswerStatus(one["status"]) if "status" in one else None,
            is_outcome=one.get("outcome", False),
            written_at=clock.midnight(on(one["day"])) + dt.timedelta(hours=10),
        )
        for one in row.get("steps", ())
    ]
    asked = on(row["asked"])
    answered = asked + dt.timedelta(days=21) if status else None
    return Answer(
        id=uuid.uuid4(),
        number=number,
        title=row["title"],
        status=status,
        words=row.get("words", ""),
        lead=row["lead"],
        belongs_to=row.get("belongs_to", ""),
        owner_name=row.get("owner_name"),
        owner_email=row.get("owner_email"),
        asked_on=asked,
        due_on=on(row["due"]) if "due" in row else asked + dt.timedelta(days=60),
        answered_on=answered,
        reminders=row.get("reminders", 0),
        reminded_on=on(-12) if row.get("reminders") else None,
        changed_on=max([one.day for one in steps] + [answered or asked]),
        is_demo=True,
        steps=steps,
    )


def quotable(code_id: uuid.UUID, year: int) -> list[uuid.UUID]:
    """Good quotes with this code that two people looked at, the newest first."""
    start, end = clock.midnight(dt.date(year, 1, 1)), clock.midnight(dt.date(year + 1, 1, 1))
    return list(
        db.session.scalars(
            select(QuoteMark.point_id)
            .join(PointCheck, PointCheck.point_id == QuoteMark.point_id)
            .join(Coding, Coding.point_id == QuoteMark.point_id)
            .join(Point, Point.id == QuoteMark.point_id)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .where(PointCheck.second_at.is_not(None), Coding.code_id == code_id, codings.counts())
            .where(Conversation.spoke_at >= start, Conversation.spoke_at < end, Conversation.language == "en")
            .order_by(Conversation.spoke_at.desc(), QuoteMark.point_id)
            .limit(20)
        )
    )
