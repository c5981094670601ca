"""What waits for somebody today, counted: one small count for each thing they may do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select

from app import clock
from app.database import db
from app.domain.engagement import UPLOAD_AFTER, AlertState, ConversationState
from app.domain.page_problems import ProblemStatus
from app.domain.roles import Permission
from app.domain.stewardship import ChangeStatus, PairStatus, PlanStatus, ReportStatus
from app.domain.story import StoryStatus
from app.domain.viewer import Viewer
from app.models.conversations import CaptureDevice, Conversation, HarmAlert
from app.models.directory import ListingReport, Service
from app.models.engagement import Event
from app.models.messages import Message
from app.models.page_problems import PageProblem
from app.models.panel import Story
from app.models.people import Approval, BreakGlass
from app.models.plain_pages import PlainPage
from app.models.stewardship import DuplicatePair, ImportPlan, ListingCare, ListingChange
from app.models.visibility import visible_to
from app.queries.checks import to_ring
from app.queries.stories import lets_be_read

APPROVAL_LASTS = dt.timedelta(days=14)


class Need(StrEnum):
    """Something that waits, the most urgent first."""

    WORRIES = "worries"
    """Words of harm were heard."""
    OVERRIDES = "overrides"
    APPROVALS = "approvals"
    REPORTS = "reports"
    CHANGES = "changes"
    QUESTIONS = "questions"
    """We asked about a change of theirs."""
    OWN_CHECKS = "own-checks"
    """Their own listings to look over."""
    CHECKS = "checks"
    IMPORTS = "imports"
    MESSAGES = "messages"
    DUPLICATES = "duplicates"
    ON_TABLETS = "on-tablets"
    """Conversations that lie on tablets after their event."""
    TO_READ = "to-read"
    """Came from the open internet, or came twice with other words."""
    STORIES = "stories"
    PAGE_PROBLEMS = "page-problems"
    """Readers say that something is wrong with a page of the website itself."""
    PAGES = "pages"
    """The day to look at a plain page again has passed."""


Count = Callable[[Viewer], Any]
P = Permission


def waiting(viewer: Viewer) -> dict[Need, int]:
    """How many of each wait for this viewer; what is nought is left out."""
    asked = {need: count(viewer) for need, (permission, count) in COUNTS.items() if viewer.may(permission)}
    if not asked:
        return {}
    row = db.session.execute(select(*(count.label(need.name) for need, count in asked.items()))).one()
    return {need: found for need, found in zip(asked, row, strict=True) if found}


def _count(model: type[Any], *wanted: ColumnElement[bool]) -> Any:
    return select(func.count()).select_from(model).where(*wanted).scalar_subquery()


def overrides(viewer: Viewer) -> Any:
    return _count(BreakGlass, BreakGlass.reviewed_at.is_(None))


def approvals(viewer: Viewer) -> Any:
    return _count(
        Approval,
        Approval.decided_at.is_(None),
        Approval.asked_at > clock.now() - APPROVAL_LASTS,
        Approval.asked_by != viewer.account_id,
        Approval.object_id != viewer.account_id,
    )


def reports(viewer: Viewer) -> Any:
    return _count(
        ListingReport,
        visible_to(ListingReport, viewer, P.LISTING_REVIEW),
        ListingReport.status == ReportStatus.OPEN,
    )


def changes(viewer: Viewer) -> Any:
    return _count(
        ListingChange,
        visible_to(ListingChange, viewer, P.LISTING_REVIEW),
        ListingChange.status == ChangeStatus.WAITING,
    )


def questions(viewer: Viewer) -> Any:
    return _count(
        ListingChange,
        visible_to(ListingChange, viewer, P.LISTING_EDIT),
        ListingChange.status == ChangeStatus.ASKED,
        ListingChange.made_by == viewer.account_id,
    )


def is_due() -> ColumnElement[bool]:
    return and_(
        Service.deleted_at.is_(None),
        or_(ListingCare.check_due_on <= clock.today(), ListingCare.unchecked_since.is_not(None)),
    )


def checks(viewer: Viewer) -> Any:
    """As many as the queue of checks says first."""
    return to_ring(viewer)


def own_checks(viewer: Viewer) -> Any:
    """Nothing for an editor, whose listings are everybody's: these are the checks."""
    if viewer.may(P.LISTING_REVIEW):
        return _due(Service.id.is_(None))
    return _due(visible_to(Service, viewer, P.LISTING_EDIT))


def _due(wanted: ColumnElement[bool]) -> Any:
    joined = select(func.count()).select_from(ListingCare).join(Service, Service.id == ListingCare.service_id)
    return joined.where(is_due(), wanted).scalar_subquery()


def imports(viewer: Viewer) -> Any:
    return _count(
        ImportPlan,
        visible_to(ImportPlan, viewer, P.IMPORT_RUN),
        ImportPlan.status.in_((PlanStatus.READY, PlanStatus.FAILED)),
    )


def messages(viewer: Viewer) -> Any:
    return _count(Message, visible_to(Message, viewer, P.MESSAGE_SEE), Message.failed_at.is_not(None))


def duplicates(viewer: Viewer) -> Any:
    return _count(
        DuplicatePair,
        visible_to(DuplicatePair, viewer, P.LISTING_MERGE),
        DuplicatePair.status == PairStatus.OPEN,
    )


def worries(viewer: Viewer) -> Any:
    return _count(
        HarmAlert,
        visible_to(HarmAlert, viewer, P.HARM_ALERT_ANSWER),
        HarmAlert.state != AlertState.DONE,
    )


def on_tablets(viewer: Viewer) -> Any:
    """Tablets, while they can still send."""
    over = select(Event.id).where(Event.ends_at < clock.now(), Event.ends_at > clock.now() - UPLOAD_AFTER)
    return _count(
        CaptureDevice,
        visible_to(CaptureDevice, viewer, P.EVENT_SEE),
        CaptureDevice.unsent > 0,
        CaptureDevice.event_id.in_(over),
    )


def to_read(viewer: Viewer) -> Any:
    return _count(
        Conversation,
        visible_to(Conversation, viewer, P.FEEDBACK_MODERATE),
        Conversation.state.in_((ConversationState.WAITING, ConversationState.OTHER_VERSION)),
    )


def stories(viewer: Viewer) -> Any:
    """Whose tellers let them be read."""
    return _count(
        Story, visible_to(Story, viewer, P.STORY_READ), Story.status == StoryStatus.NEW, lets_be_read()
    )


def page_problems(viewer: Viewer) -> Any:
    """What was never answered, and promises whose day has come."""
    is_due = or_(
        PageProblem.status == ProblemStatus.OPEN,
        and_(PageProblem.status == ProblemStatus.PROMISED, PageProblem.due_on <= clock.today()),
    )
    return _count(PageProblem, visible_to(PageProblem, viewer, P.PAGE_PROBLEM_ANSWER), is_due)


def pages(viewer: Viewer) -> Any:
    """Of those held here; `plain_pages_desk.late_files` counts the others."""
    return _count(PlainPage, PlainPage.review_on <= clock.today())


COUNTS: Mapping[Need, tuple[Permission, Count]] = {
    Need.WORRIES: (P.HARM_ALERT_ANSWER, worries),
    Need.OVERRIDES: (P.BREAK_GLASS_REVIEW, overrides),
    Need.APPROVALS: (P.APPROVAL_DECIDE, approvals),
    Need.REPORTS: (P.LISTING_REVIEW, reports),
    Need.CHANGES: (P.LISTING_REVIEW, changes),
    Need.QUESTIONS: (P.LISTING_EDIT, questions),
    Need.OWN_CHECKS: (P.LISTING_EDIT, own_checks),
    Need.CHECKS: (P.LISTING_REVIEW, checks),
    Need.IMPORTS: (P.IMPORT_RUN, imports),
    Need.MESSAGES: (P.MESSAGE_SEE, messages),
    Need.DUPLICATES: (P.LISTING_MERGE, duplicates),
    Need.ON_TABLETS: (P.EVENT_SEE, on_tablets),
    Need.TO_READ: (P.FEEDBACK_MODERATE, to_read),
    Need.STORIES: (P.STORY_READ, stories),
    Need.PAGE_PROBLEMS: (P.PAGE_PROBLEM_ANSWER, page_problems),
    Need.PAGES: (P.PAGE_EDIT, pages),
}
