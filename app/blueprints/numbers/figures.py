"""The figures at the head of the page, each with what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from app import clock
from app.domain.disclosure import Guard, figure, is_small, protected, share
from app.domain.measures import GOAL_PREFIX
from app.domain.service_numbers import Counted, Outcome
from app.domain.spreadsheet_cells import Cell
from app.domain.viewer import Viewer
from app.domain.waits import Waits, nearest_rank
from app.queries import service_numbers as queries
from app.queries.measure_changes import Change, changes
from app.queries.service_numbers import CaseNumbers, IntroductionNumbers, Span
from app.web.filters import full_date, number
from app.web.place import place

FELT = {
    "satisfied": _l("how satisfied people are with life, of 10"),
    "worthwhile": _l("how worthwhile what they do feels, of 10"),
    "happy": _l("how happy they felt yesterday, of 10"),
    "anxious": _l("how anxious they felt yesterday, of 10"),
    "ucla": _l("how lonely they are, from 3 to 9"),
    GOAL_PREFIX: _l("how far they are with their goals, of 10"),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One number in words, what it is of, what stands beside it, and what it counts."""

    shown: str
    words: str
    beside: str
    means: str


@dataclass(frozen=True, slots=True)
class Group:
    heading: str
    figures: tuple[Figure, ...]


def all_of(viewer: Viewer, span: Span, counted: Sequence[Counted], guard: Guard) -> list[Group]:
    holidays = place().bank_holidays
    cases = queries.of_cases(viewer, span, today=clock.today(), holidays=holidays)
    sent = queries.of_introductions(viewer, span, now=clock.now())
    yes, answered = queries.said_effective(viewer, span)
    return [
        Group(_("Who asked, and what came of it"), tuple(asked_for(counted, guard))),
        Group(_("Who was helped"), tuple(helped(cases, (yes, answered), guard))),
        Group(_("How long people waited"), tuple(waited(cases, guard))),
        Group(_("Contacts and goals"), tuple(worked(cases, guard))),
        Group(_("Introductions"), tuple(introduced(sent, guard))),
        Group(_("How people feel, first and last time asked"), tuple(felt(changes(viewer, span), guard))),
    ]


def asked_for(counted: Sequence[Counted], guard: Guard) -> Iterator[Figure]:
    counts = Counter(("all", one.outcome) for one in counted)
    table = protected(counts, ["all"], Outcome, guard)

    def many(*outcomes: Outcome) -> str:
        """No more than the table says of everybody: what it hides cannot be worked out from here."""
        parts = [table.cell("all", outcome) for outcome in outcomes]
        return TOO_FEW() if None in parts else number(sum(part for part in parts if part is not None))

    yield Figure(
        figure_words(len(counted), guard),
        _("referrals came in"),
        "",
        _("Every referral received in these days, by whichever door. Mistakes and doubles are left out."),
    )
    yield Figure(
        many(Outcome.ACCEPTED, Outcome.DECLINED),
        _("people were offered a link worker"),
        "",
        _("They heard the offer: those who said yes, and those who heard it and said no."),
    )
    yield Figure(
        many(Outcome.ACCEPTED),
        _("were accepted"),
        "",
        _("A link worker's team took them on. They may still be waiting for their first talk."),
    )
    yield Figure(
        many(Outcome.DECLINED, Outcome.DECLINED_UNHEARD),
        _("said no"),
        "",
        _("The person said no, before or after they heard the offer."),
    )
    yield Figure(
        many(Outcome.NOT_ACCEPTED),
        _("were not accepted"),
        "",
        _("We said no, with a reason and what instead."),
    )
    yield Figure(
        many(Outcome.COULD_NOT_CONTACT),
        _("could not be reached"),
        "",
        _("At least three tries, in two ways, at two times of day, over ten working days. No answer came."),
    )


def helped(cases: CaseNumbers, effective: tuple[int, int], guard: Guard) -> Iterator[Figure]:
    yield Figure(
        figure_words(cases.supported, guard),
        _("people met a link worker"),
        ambition(),
        _("People whose first talk with a link worker was in these days. Each person counts once."),
    )
    yes, answered = effective
    part = share(yes, answered, guard)
    yield Figure(
        _("%(number)s in 100", number=part) if part is not None else TOO_FEW(),
        _("felt that social prescribing was effective for them"),
        of_whom(answered, guard),
        _("Of those who were asked and answered yes, partly or no: how many said yes."),
    )


def ambition() -> str:
    """What the whole place aims at in a year, where it has said so."""
    wanted = place().social_prescribing.ambition
    return (
        _("The ambition for the whole place is %(number)s a year.", number=number(wanted)) if wanted else ""
    )


def waited(cases: CaseNumbers, guard: Guard) -> Iterator[Figure]:
    yield wait(cases.to_first_try, _("until somebody first tried to reach them"), guard)
    yield wait(cases.to_first_talk, _("until the first talk"), guard)
    yield wait(cases.to_first_meeting, _("until the first meeting"), guard)
    longest = cases.waiting_longest
    yield Figure(
        figure_words(cases.waiting, guard),
        _("people wait for a link worker today"),
        _("The longest: %(days)s working days", days=longest)
        if longest is not None and not is_small(cases.waiting, guard)
        else "",
        _("On the waiting list now, whatever the days above. The wait counts from the day they asked."),
    )


def wait(waits: Waits, words: str, guard: Guard) -> Figure:
    """The usual wait, and the one that nine in ten do not pass."""
    known = waits.median is not None and waits.many >= guard.below
    return Figure(
        days_words(waits.median) if known and waits.median is not None else TOO_FEW(),
        words,
        _(
            "One person in ten waited %(days)s working days or more. Counted: %(many)s.",
            days=waits.ninetieth,
            many=figure_words(waits.many, guard),
        )
        if known
        else "",
        _("Working days from the day they asked. Half of the people waited so long or less."),
    )


def worked(cases: CaseNumbers, guard: Guard) -> Iterator[Figure]:
    enough = cases.closed >= guard.below
    yield Figure(
        str(nearest_rank(cases.contacts, 50)) if enough else TOO_FEW(),
        _("contacts a case is usual"),
        _("Cases closed: %(number)s", number=figure_words(cases.closed, guard)),
        _("Of the cases closed in these days: half had so many contacts or fewer. We expect 6 to 12."),
    )
    met = share(cases.goals_met, cases.goals_set, guard) if enough else None
    yield Figure(
        _("%(number)s in 100", number=met) if met is not None else TOO_FEW(),
        _("goals were met"),
        of_goals(cases, guard) if enough else "",
        _("Goals in the plans of cases closed in these days, as the person and the link worker saw it."),
    )
    missed = share(cases.missed, cases.meetings, guard)
    yield Figure(
        _("%(number)s in 100", number=missed) if missed is not None else TOO_FEW(),
        _("meetings were missed"),
        "",
        _("Of the meetings planned: the person did not come and gave no word, or came too late to be seen."),
    )


def introduced(sent: IntroductionNumbers, guard: Guard) -> Iterator[Figure]:
    yield Figure(
        figure_words(sent.signposted, guard),
        _("times details were given"),
        "",
        _("Somebody was told of a place and went by themselves. Nothing about them was shared."),
    )
    yield Figure(
        figure_words(sent.introduced, guard),
        _("introductions were sent"),
        reply(sent, guard),
        _("A link worker told an organisation about somebody who had agreed to it."),
    )
    steps = (
        (
            sent.accepted,
            _("were accepted"),
            _("The organisation said yes, or put the person on its waiting list."),
        ),
        (sent.declined, _("were declined"), _("The organisation said no, with a reason.")),
        (
            sent.silent,
            _("have no answer after two weeks"),
            _("Silence is not a no: the link worker rings them."),
        ),
        (sent.started, _("started"), _("The person went at least once.")),
        (sent.completed, _("were completed"), _("The organisation said that it is done.")),
    )
    for many, words, means in steps:
        yield Figure(figure_words(many, guard), words, "", means)
    part = share(sent.helped, sent.asked, guard)
    yield Figure(
        _("%(number)s in 100", number=part) if part is not None else TOO_FEW(),
        _("say that it helped"),
        of_whom(sent.asked, guard),
        _("The person's own answer, kept apart from the organisation's: yes or partly."),
    )


def felt(found: Sequence[Change], guard: Guard) -> Iterator[Figure]:
    for change in found:
        enough = change.people >= guard.below
        yield Figure(
            moved(change.mean) if enough else TOO_FEW(),
            str(FELT[change.key]),
            of_whom(change.people, guard),
            _(
                "The change from the first answer to the last, of people who answered twice, on average. "
                "More is not always better: for feeling anxious or lonely, less is."
            ),
        )


def moved(value: float) -> str:
    """A change in words: a plus or a minus before a number is a formula to a spreadsheet."""
    size = number(round(abs(value), 1))
    if size == number(0):
        # Translators: the average did not change.
        return _("no change")
    return _("up %(number)s", number=size) if value > 0 else _("down %(number)s", number=size)


def of_goals(cases: CaseNumbers, guard: Guard) -> str:
    return _("Goals set: %(number)s", number=figure_words(cases.goals_set, guard))


def of_whom(answered: int, guard: Guard) -> str:
    return (
        _("Of %(number)s who answered", number=figure_words(answered, guard))
        if answered >= guard.below
        else ""
    )


def reply(sent: IntroductionNumbers, guard: Guard) -> str:
    if len(sent.reply_days) < guard.below:
        return ""
    return _("The usual answer takes %(days)s days.", days=nearest_rank(sent.reply_days, 50))


def figure_words(many: int, guard: Guard) -> str:
    shown = figure(many, guard)
    return TOO_FEW() if shown is None else number(shown)


def days_words(days: int) -> str:
    return ngettext("%(days)s day", "%(days)s days", days, days=number(days))


def TOO_FEW() -> str:  # noqa: N802 - a word that must be said in the reader's language
    return _("Too few to show")


def headings(span: Span) -> list[str]:
    days = f"{full_date(span.first)} – {full_date(span.last)}"
    return [_("Number"), days, _("Beside it"), _("What it counts")]


def as_rows(groups: Sequence[Group]) -> Iterator[Sequence[Cell]]:
    for group in groups:
        yield [group.heading]
        for one in group.figures:
            yield [one.words, one.shown, one.beside, one.means]
