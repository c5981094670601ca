"""Plain pages, problems with pages and words of other languages for the walk: there is one of each."""

from __future__ import annotations

from app.domain.translating import digest
from tests import factories_everybody
from tests.objects import World, makes
from tests.objects_insight import one, row


def names(value: str) -> object:
    """`own`: that very name. Nothing else makes sense."""
    return one(lambda world: value)


def version(world: World) -> object:
    return factories_everybody.PageVersionFactory()


makes("page_editing.slug", "pages.slug")(names("what-is-a-link-worker"))  # type: ignore[arg-type]  # a maker
makes("page_editing.language", "translating.language")(names("pl"))  # type: ignore[arg-type]  # a maker
makes("string_digest")(names(digest("", "Help now")))  # type: ignore[arg-type]  # a maker
makes("page_version_id")(row("page version", version))  # type: ignore[arg-type]  # a maker
makes("problem_id")(  # type: ignore[arg-type]  # a maker
    row("page problem", lambda world: factories_everybody.PageProblemFactory())
)
makes("recording_id")(  # type: ignore[arg-type]  # a maker
    row("recording", lambda world: factories_everybody.PageRecordingFactory())
)
makes("brought_file_id")(  # type: ignore[arg-type]  # a maker
    row("brought file", lambda world: factories_everybody.BroughtFileFactory())
)
makes("fact_key")(names("shelter"))  # type: ignore[arg-type]  # a maker
