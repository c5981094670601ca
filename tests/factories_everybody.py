"""Plain pages and problems with pages, for tests."""

from __future__ import annotations

import uuid

import factory

from app import clock
from app.domain import page_problems, plain_pages, recordings
from app.models.page_problems import PageProblem
from app.models.plain_pages import PageVersion, PlainPage
from app.models.recordings import PageRecording
from app.models.translations import BroughtFile
from tests.factories import InSession


class PlainPageFactory(InSession):
    class Meta:
        model = PlainPage

    slug = factory.Sequence(lambda n: f"page-{n}")
    group = plain_pages.PageGroup.HELP_FOR_YOU.value
    owner = "The help line"


class PageVersionFactory(InSession):
    class Meta:
        model = PageVersion

    page = factory.SubFactory(PlainPageFactory)
    language = "en"
    number = 1
    title = "Who can help"
    body = "Ring us on {helpline}."
    state = plain_pages.PageVersionState.DRAFT
    method = plain_pages.PageMethod.ORIGINAL
    made_at = factory.LazyFunction(clock.now)


class PageProblemFactory(InSession):
    class Meta:
        model = PageProblem

    id = factory.LazyFunction(uuid.uuid4)
    page = "/help-now"
    reason = page_problems.ProblemReason.WORDS
    words = "A word is missing."
    language = "en"
    reported_at = factory.LazyFunction(clock.now)
    due_on = factory.LazyFunction(clock.today)


class PageRecordingFactory(InSession):
    class Meta:
        model = PageRecording

    id = factory.LazyFunction(uuid.uuid4)
    slug = "what-is-a-link-worker"
    kind = recordings.RecordingKind.AUDIO
    language = "en"
    number = factory.Sequence(lambda n: n + 1)
    state = recordings.RecordingState.DRAFT
    media = recordings.MediaType.WAV
    sha256 = "0" * 64
    bytes = 1000
    transcript = "A link worker is somebody with time to listen."
    transcript_language = "en"
    maker = "The help line"
    recorded_on = factory.LazyFunction(clock.today)
    of_language = "en"
    of_words = "A link worker is somebody with time to listen."


class BroughtFileFactory(InSession):
    class Meta:
        model = BroughtFile

    language = "pl"
    many = 1
    brought_at = factory.LazyFunction(clock.now)
