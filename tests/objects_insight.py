"""Codes, results and statements for the walk. They are everybody's on the team: there is one of each."""

from __future__ import annotations

from collections.abc import Callable

from app.database import db
from app.models.code_frames import FrameVersion
from tests import factories_engagement, factories_insight
from tests.objects import NOBODY, World, makes
from tests.objects_engagement import event


def one(make: Callable[[World], object]) -> Callable[[World, str], object]:
    """`own`: the row, made once. `deleted`: an id of nothing."""

    def made(world: World, which: str) -> object:
        if which != "own":
            return NOBODY if which == "deleted" else None
        return make(world)

    return made


def once(world: World, name: str, make: Callable[[], object]) -> object:
    if ("insight", name) not in world.made:
        world.made["insight", name] = make()
        db.session.flush()
    return world.made["insight", name]


def version(world: World) -> FrameVersion:
    return once(world, "version", lambda: factories_insight.frame_with("Buses", "Company"))  # type: ignore[return-value]  # a drawer of all kinds


def point(world: World) -> object:
    def make() -> object:
        held = event(world, "own")
        return factories_engagement.ConversationFactory(event_id=held.id).points[0]

    return once(world, "point", make)


def statement(world: World) -> object:
    return once(world, "statement", factories_insight.StatementFactory)


def answer(world: World) -> object:
    return once(
        world,
        "answer",
        lambda: factories_insight.AnswerFactory(statement_id=statement(world).id),  # type: ignore[attr-defined]  # a row
    )


def release(world: World) -> object:
    return once(
        world,
        "release",
        lambda: factories_insight.ReleaseFactory(
            event_id=event(world, "own").id, frame_version_id=version(world).id
        ),
    )


def row(name: str, make: Callable[[World], object]) -> Callable[[World, str], object]:
    return one(lambda world: once(world, name, lambda: make(world)).id)  # type: ignore[attr-defined]  # a row


makes("point_id")(row("point", point))  # type: ignore[arg-type]  # a maker
makes("frame_id")(one(lambda world: version(world).frame.id))  # type: ignore[arg-type]  # a maker
makes("frame_version_id")(one(lambda world: version(world).id))  # type: ignore[arg-type]  # a maker
makes("code_id")(one(lambda world: version(world).entries[0].code_id))  # type: ignore[arg-type]  # a maker
makes("year")(one(lambda world: event(world, "own").starts_at.year))  # type: ignore[arg-type]  # a maker
makes("release_id")(row("release", release))  # type: ignore[arg-type]  # a maker
makes("statement_id")(row("statement", statement))  # type: ignore[arg-type]  # a maker
makes("statement")(one(lambda world: statement(world).slug))  # type: ignore[arg-type, attr-defined]  # a maker
makes("answer_id")(row("answer", answer))  # type: ignore[arg-type]  # a maker
makes("step_id")(  # type: ignore[arg-type]  # a maker
    row("step", lambda world: factories_insight.AnswerStepFactory(answer_id=answer(world).id))  # type: ignore[attr-defined]  # a row
)
makes("export_id")(row("export", lambda world: factories_insight.ExportFactory()))  # type: ignore[arg-type]  # a maker
makes("project_id")(row("project", lambda world: factories_insight.ExtractProjectFactory()))  # type: ignore[arg-type]  # a maker
makes("outside_id")(  # type: ignore[arg-type]  # a maker
    row("outside", lambda world: factories_insight.OutsideImportFactory(event_id=event(world, "own").id))
)
makes("round_id")(  # type: ignore[arg-type]  # a maker
    row(
        "round",
        lambda world: factories_insight.CodingRoundFactory(
            frame_version_id=version(world).id,
            event_id=event(world, "own").id,
            of=[point(world).id],  # type: ignore[attr-defined]  # a row
        ),
    )
)
makes("coding_id")(  # type: ignore[arg-type]  # a maker
    row(
        "coding",
        lambda world: factories_insight.CodingFactory(
            point_id=point(world).id,  # type: ignore[attr-defined]  # a row
            code_id=version(world).entries[0].code_id,
            version_id=version(world).id,
        ),
    )
)
makes("memo_id")(  # type: ignore[arg-type]  # a maker
    row("memo", lambda world: factories_insight.MemoFactory(about="point", of_id=point(world).id))  # type: ignore[attr-defined]  # a row
)
makes("redaction_id")(  # type: ignore[arg-type]  # a maker
    row("redaction", lambda world: factories_insight.RedactionFactory(point_id=point(world).id))  # type: ignore[attr-defined]  # a row
)
makes("findings_id")(  # type: ignore[arg-type]  # a maker
    row("report", lambda world: factories_insight.ReportFactory(release_id=release(world).id))  # type: ignore[attr-defined]  # a row
)
makes("findings")(  # type: ignore[arg-type]  # a maker
    one(
        lambda world: (
            once(
                world,
                "public report",
                lambda: factories_insight.ReportFactory(
                    release_id=release(world).id,  # type: ignore[attr-defined]  # a row
                    status="published",
                ),
            ).slug
        )  # type: ignore[attr-defined]  # a row
    )
)
