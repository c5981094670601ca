"""Rows of codes, results, statements and answers. Everybody and everything is invented.

`frame_with("Buses", "Company")` is a published version of a frame with these codes.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import uuid

import factory
from sqlalchemy import update

from app import clock
from app.database import db
from app.domain.insight import (
    OutsideKind,
    ReleaseScope,
    ReleaseStatus,
    StatementStatus,
    VersionStatus,
)
from app.domain.results import Document, Theme, plain
from app.models.answers import (
    Answer,
    AnswerStep,
    Export,
    ExtractProject,
    Follower,
    Release,
    Report,
    StatementSource,
)
from app.models.code_frames import Code, CodeEntry, CodeFrame, FrameVersion
from app.models.coding_rounds import CodingRound, RoundCoder, RoundPoint
from app.models.engagement import Statement
from app.models.insight import Coding, Memo, OutsideImport, PointTranslation, Redaction
from tests.factories import InSession


class CodeFrameFactory(InSession):
    class Meta:
        model = CodeFrame

    key = factory.Sequence(lambda n: f"frame-{n}")
    name = factory.Sequence(lambda n: f"What people raise {n}")
    is_default = True


class FrameVersionFactory(InSession):
    class Meta:
        model = FrameVersion

    frame = factory.SubFactory(CodeFrameFactory)
    number = 1
    status = VersionStatus.PUBLISHED
    made_at = factory.LazyFunction(clock.now)
    published_at = factory.LazyFunction(clock.now)


class CodeEntryFactory(InSession):
    """A code in a version: `CodeEntryFactory(in_version=version, name="Buses")`."""

    class Meta:
        model = CodeEntry

    in_version = factory.SubFactory(FrameVersionFactory)
    code_id = factory.LazyAttribute(lambda made: new_code(made.in_version).id)
    position = factory.Sequence(int)
    name = factory.Sequence(lambda n: f"Code {n}")
    definition = factory.LazyAttribute(lambda made: f"About {made.name.lower()}.")
    examples = factory.LazyFunction(list)


def new_code(version: FrameVersion) -> Code:
    db.session.flush()
    code = Code(id=uuid.uuid4(), frame_id=version.frame_id or version.frame.id, since=version.number)
    db.session.add(code)
    db.session.flush()
    return code


def frame_with(*names: str, is_default: bool = True) -> FrameVersion:
    if is_default:  # there is one usual frame
        db.session.execute(update(CodeFrame).values(is_default=False))
    version: FrameVersion = FrameVersionFactory(frame__is_default=is_default)
    for at, name in enumerate(names):
        CodeEntryFactory(in_version=version, name=name, position=at)
    db.session.flush()
    return version


class CodingFactory(InSession):
    """`CodingFactory(point_id=..., code_id=..., version_id=...)`"""

    class Meta:
        model = Coding

    coded_at = factory.LazyFunction(clock.now)


class MemoFactory(InSession):
    class Meta:
        model = Memo

    words = "Look at this again"
    made_at = factory.LazyFunction(clock.now)


class RedactionFactory(InSession):
    class Meta:
        model = Redaction

    start = 0
    end = 3
    reason = "name"
    made_at = factory.LazyFunction(clock.now)


class PointTranslationFactory(InSession):
    class Meta:
        model = PointTranslation

    language = "en"
    words = "The allotments"
    made_at = factory.LazyFunction(clock.now)


class CodingRoundFactory(InSession):
    """`CodingRoundFactory(frame_version_id=..., event_id=..., among=[account ids], of=[point ids])`"""

    class Meta:
        model = CodingRound

    seed = 7
    drawn_from = 10
    made_at = factory.LazyFunction(clock.now)

    @factory.post_generation
    def among(self, create: bool, given: list[uuid.UUID] | None, **extra: object) -> None:
        self.coders.extend(RoundCoder(account_id=account) for account in given or [])

    @factory.post_generation
    def of(self, create: bool, given: list[uuid.UUID] | None, **extra: object) -> None:
        self.points.extend(
            RoundPoint(point_id=point, position=at, read_by=[]) for at, point in enumerate(given or [])
        )


class OutsideImportFactory(InSession):
    class Meta:
        model = OutsideImport

    kind = OutsideKind.SURVEY
    digest = factory.Sequence(lambda n: f"{n:064d}")
    columns = factory.LazyFunction(dict)
    refused = factory.LazyFunction(list)
    made_at = factory.LazyFunction(clock.now)


class ReleaseFactory(InSession):
    """`ReleaseFactory(event_id=..., frame_version_id=..., document={...})`"""

    class Meta:
        model = Release

    scope = ReleaseScope.EVENT
    status = ReleaseStatus.PUBLISHED
    year = 2026
    number = 1
    document = factory.LazyFunction(dict)
    digest = factory.Sequence(lambda n: f"{n:064d}")
    made_at = factory.LazyFunction(clock.now)
    published_at = factory.LazyFunction(clock.now)


class StatementFactory(InSession):
    class Meta:
        model = Statement

    number = factory.Sequence(lambda n: n + 100)
    slug = factory.Sequence(lambda n: f"benches-{n}")
    status = StatementStatus.PUBLISHED
    focus = "promoting-good-health"
    words = factory.Sequence(lambda n: f"It is hard to walk to the shops with nowhere to sit {n}.")
    source = "Big Chat"
    said_in = 2026
    topics = factory.LazyFunction(list)
    published_on = factory.LazyFunction(clock.today)


class StatementSourceFactory(InSession):
    class Meta:
        model = StatementSource

    kind = "past"
    name = "A letter from a carers' group"
    year = 2026


class AnswerFactory(InSession):
    """Asked, and not answered yet."""

    class Meta:
        model = Answer

    number = factory.Sequence(lambda n: n + 1)
    title = "Benches on the way to the shops"
    lead = "Invented Streets Team"
    owner_name = "Nadia Example"
    owner_email = "nadia@streets.example"
    asked_on = factory.LazyFunction(clock.today)
    due_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=60))
    changed_on = factory.LazyFunction(clock.today)


class AnswerStepFactory(InSession):
    class Meta:
        model = AnswerStep

    day = factory.LazyFunction(clock.today)
    words = "Eleven benches are back."
    written_at = factory.LazyFunction(clock.now)


class FollowerFactory(InSession):
    class Meta:
        model = Follower

    email = factory.Sequence(lambda n: f"follower{n}@home.example")
    email_hash = factory.Sequence(lambda n: f"{n:064d}")
    asked_at = factory.LazyFunction(clock.now)


class ExportFactory(InSession):
    class Meta:
        model = Export

    what = factory.LazyFunction(dict)
    purpose = "The yearly report"
    made_at = factory.LazyFunction(clock.now)


class ExtractProjectFactory(InSession):
    class Meta:
        model = ExtractProject

    name = "Loneliness and buses"
    purpose = "Do buses keep people in?"
    key = "00" * 32
    ends_on = factory.LazyFunction(lambda: clock.today() + dt.timedelta(days=90))
    made_at = factory.LazyFunction(clock.now)


class ReportFactory(InSession):
    """`ReportFactory(release_id=...)`"""

    class Meta:
        model = Report

    slug = factory.Sequence(lambda n: f"market-hall-{n}")
    title = "What people said in the Market Hall"
    parts = factory.LazyFunction(dict)


def release_document(**given: object) -> dict[str, object]:
    """What a release holds: `ReleaseFactory(..., document=release_document())`.

    `themes={"Buses": 45, "Company": None}` names themes with their counts. Others: domain/results.py.
    """
    themes = given.pop("themes", {"Buses": 45, "Company": 20, "Dentists": None})
    made = Document(
        name="Market Hall",
        year=2026,
        conversations=120,
        people=210,
        below=10,
        round_to=5,
        frame="What people raise",
        frame_version=1,
        coded=110,
        themes=tuple(
            Theme(str(uuid.uuid5(uuid.NAMESPACE_URL, name)), name, count)
            for name, count in themes.items()  # type: ignore[attr-defined]  # names and counts
        ),
    )
    return plain(dataclasses.replace(made, **given))  # type: ignore[arg-type]  # fields of it
