"""The queue of what readers say is wrong with pages, and the answer."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from contextlib import suppress

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.page_problems.blueprint import bp
from app.blueprints.page_problems.forms import AnswerForm, LineForm
from app.domain.page_problems import WAITING
from app.domain.roles import Permission
from app.models.page_problems import PageProblem
from app.operations import page_problems as operations
from app.queries import page_problems as queries
from app.web.access import requires
from app.web.labels import WORDS
from app.web.language_names import language_name
from app.web.moved_on import MovedOnError, words_of
from app.web.opening import opened
from app.web.page_address import link_to
from app.web.page_titles import titles_of
from app.web.paging import pages
from app.web.viewer import viewer

A_PAGE = 30


@bp.get("/page-problems")
@requires(Permission.PAGE_PROBLEM_ANSWER)
def queue() -> ResponseReturnValue:
    """By page; the one whose promise is oldest first."""
    found = queries.queue(viewer())
    last = max(1, -(-len(found) // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    every = [problem for group in found for problem in group.problems]
    done = queries.answered(viewer())
    return render_template(
        "page_problems/queue.html",
        groups=[(group, link_to(group.page)) for group in found[(page - 1) * A_PAGE : page * A_PAGE]],
        total=len(every),
        late=sum(problem.days_late > 0 for problem in every),
        done=done,
        titles=titles_of([*(group.page for group in found), *(one.page for one in done)]),
        pages=pages(page, last, lambda number: url_for(".queue", page=number if number > 1 else None)),
    )


@bp.route("/page-problems/<uuid:problem_id>", methods=["GET", "POST"])
@requires(Permission.PAGE_PROBLEM_ANSWER)
def answer(problem_id: uuid.UUID) -> ResponseReturnValue:
    """One problem, and others of its page that the same answer fits. Raises: NotThereError."""
    problem = opened_problem(problem_id)
    if problem.status not in WAITING and request.method == "GET":
        return page(problem, LineForm(data={"version": problem.version, "changed": problem.changed}))
    told = {"changed": problem.changed, "tells": bool(problem.changed)}
    form = AnswerForm(data={"version": problem.version, **told})
    form.also.choices = choices_of(problem)
    if request.method == "GET":
        return page(problem, form)
    if not form.is_right():
        return page(problem, form, 422)
    also = uuids(form.also.data or ())
    try:
        operations.answer(problem_id, form.written, also=also, version=form.opened_with, by=viewer())
    except MovedOnError as error:
        form.version.data = str(problem.version)
        return page(problem, form, 409, refused=words_of(error))
    return redirect(url_for(".queue", said="answered"), 303)


@bp.post("/page-problems/<uuid:problem_id>/line")
@requires(Permission.PAGE_PROBLEM_ANSWER)
def line(problem_id: uuid.UUID) -> ResponseReturnValue:
    """What everybody reads about it, put right or taken away. Raises: NotThereError."""
    problem, form = opened_problem(problem_id), LineForm()
    if not form.validate():
        return page(problem, form, 422)
    try:
        operations.change_line(problem_id, form.changed.data or "", version=form.opened_with, by=viewer())
    except MovedOnError as error:
        form.version.data = str(problem.version)
        return page(problem, form, 409, refused=words_of(error))
    return redirect(url_for(".queue", said="line"), 303)


def opened_problem(problem_id: uuid.UUID) -> PageProblem:
    return opened("page-problem", problem_id, lambda: queries.problem_for(viewer(), problem_id))


def choices_of(problem: PageProblem) -> list[tuple[str, str]]:
    """What else waits about the page, to tick."""
    return [
        (
            str(one.id),
            str(WORDS[type(one.reason)][one.reason]) + (f": {one.words[:120]}" if one.words else ""),
        )
        for one in queries.others(viewer(), problem)
    ]


def uuids(typed: Iterable[str]) -> list[uuid.UUID]:
    found = []
    for one in typed:
        with suppress(ValueError):
            found.append(uuid.UUID(one))
    return found


def page(
    problem: PageProblem, form: AnswerForm | LineForm, status: int = 200, *, refused: str = ""
) -> ResponseReturnValue:
    markup = render_template(
        "page_problems/answer.html",
        problem=problem,
        shown=queries.problem_of(problem),
        is_waiting=isinstance(form, AnswerForm),
        form=form,
        url=link_to(problem.page),
        titles=titles_of([problem.page]),
        refused=refused,
        language_name=language_name,
        has_errors=status == 422,
    )
    return make_response(markup, status)
