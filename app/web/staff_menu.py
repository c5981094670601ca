"""The menu of staff pages: what each person may open, in the order of their day."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, url_for
from flask_babel import lazy_gettext as _l

from app.domain.roles import Permission
from app.web.viewer import viewer


@dataclass(frozen=True, slots=True)
class Entry:
    key: str
    words: str
    endpoint: str
    permission: Permission

    @property
    def url(self) -> str:
        return url_for(self.endpoint)


ENTRIES = (
    Entry("today", _l("Today"), "today.day", Permission.TODAY_SEE),
    Entry("helpline", _l("Helpline"), "helpline.desk", Permission.HELPLINE_USE),
    Entry("referrals", _l("Referrals"), "triage.queue", Permission.REFERRAL_TRIAGE),
    Entry("cases", _l("My cases"), "cases.listed", Permission.CASE_READ),
    Entry("team", _l("Team"), "team.shown", Permission.CASE_LEAD),
    Entry("waiting", _l("Waiting list"), "team.waiting", Permission.CASE_TAKE),
    Entry("refer", _l("My referrals"), "refer.own", Permission.REFERRAL_FOLLOW),
    Entry("typed", _l("Type in a referral"), "refer.typed", Permission.REFERRAL_TYPE),
    Entry("provider", _l("Introductions"), "provider.listed", Permission.INTRODUCTION_ANSWER),
    Entry("schedule", _l("Engagement"), "schedule.listed", Permission.ENGAGEMENT_SEE),
    Entry("events", _l("Events"), "events.listed", Permission.EVENT_SEE),
    Entry("cards", _l("Cards"), "cards.boxes", Permission.CARD_KEY),
    Entry("moderation", _l("Read first"), "moderation.queue", Permission.FEEDBACK_MODERATE),
    Entry("insight", _l("Reading room"), "insight.listed", Permission.FEEDBACK_READ),
    Entry("results", _l("Results"), "results.listed", Permission.RESULTS_SEE),
    Entry("statements", _l("You said"), "statements.listed", Permission.STATEMENT_EDIT),
    Entry("exports", _l("Exports"), "exports.listed", Permission.FEEDBACK_EXPORT),
    Entry("stories", _l("Stories"), "stories.listed", Permission.STORY_READ),
    Entry("panel", _l("Panel"), "panel.members", Permission.PANEL_RUN),
    Entry("alerts", _l("Worries heard"), "alerts.queue", Permission.HARM_ALERT_ANSWER),
    Entry("numbers", _l("Numbers"), "numbers.shown", Permission.NUMBERS_SEE),
    Entry("listings", _l("Listings"), "stewardship.listings", Permission.LISTING_EDIT),
    Entry("changes", _l("Changes"), "stewardship.changes", Permission.LISTING_REVIEW),
    Entry("checks", _l("Checks"), "freshness.queue", Permission.LISTING_REVIEW),
    Entry("reports", _l("Reports"), "reports.queue", Permission.LISTING_REVIEW),
    Entry("duplicates", _l("Duplicates"), "duplicates.queue", Permission.LISTING_MERGE),
    Entry("imports", _l("Imports"), "imports.feeds", Permission.IMPORT_RUN),
    Entry("pages", _l("Pages"), "page_editing.listed", Permission.PAGE_TRANSLATE),
    Entry("facts", _l("Facts of Help now"), "help_facts.listed", Permission.HELP_FACT_READ),
    Entry("problems", _l("Page problems"), "page_problems.queue", Permission.PAGE_PROBLEM_ANSWER),
    Entry("languages", _l("Languages"), "translating.listed", Permission.TRANSLATION_EDIT),
    Entry("words", _l("Words"), "stewardship.words", Permission.VOCABULARY_EDIT),
    Entry("users", _l("People"), "users.listed", Permission.USER_INVITE),
    Entry("messages", _l("Messages"), "messages.failures", Permission.MESSAGE_SEE),
    Entry("routing", _l("Routing"), "routing.shown", Permission.ROUTING_EDIT),
    Entry("agreements", _l("Agreements"), "agreements.listed", Permission.AGREEMENT_EDIT),
    Entry("approvals", _l("Approvals"), "trust.approvals", Permission.APPROVAL_DECIDE),
    Entry("audit", _l("Audit"), "trust.events", Permission.AUDIT_READ),
    Entry("overrides", _l("Overrides"), "trust.overrides", Permission.BREAK_GLASS_REVIEW),
)
"""Endpoint names are settled here; each blueprint keeps to them."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["staff_menu"] = entries
    app.jinja_env.globals["viewer"] = viewer


def entries() -> list[Entry]:
    """What this viewer may open."""
    views = current_app.view_functions
    return [entry for entry in ENTRIES if viewer().may(entry.permission) and entry.endpoint in views]
