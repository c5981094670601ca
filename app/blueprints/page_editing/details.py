"""Who looks after a page, by when somebody looks again, and where it stands among the guides."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.page_editing.blueprint import bp, opened_page
from app.blueprints.page_editing.forms import DetailsForm
from app.domain.errors import StaleError
from app.domain.roles import Permission
from app.operations import plain_pages
from app.queries.plain_pages_desk import HeldPage
from app.web.access import requires
from app.web.moved_on import words_of
from app.web.viewer import viewer


@bp.route("/pages/<string:slug>/details", methods=["GET", "POST"])
@requires(Permission.PAGE_EDIT)
def details(slug: str) -> ResponseReturnValue:
    """Raises: NotThereError."""
    held, refused = opened_page(slug), ""
    form = DetailsForm(obj=held.details, data={"version": str(version_of(held))})
    if form.validate_on_submit():
        try:
            plain_pages.set_details(
                held, form.details, is_right=form.is_right.data, by=viewer(), version=form.opened_with
            )
        except StaleError as error:
            refused, form.version.data = words_of(error), str(version_of(opened_page(slug)))
        else:
            return redirect(url_for(".shown", slug=slug, said="details"), 303)
    markup = render_template(
        "page_editing/details.html", held=held, form=form, refused=refused, has_errors=bool(form.errors)
    )
    return make_response(markup, 422 if form.errors else 409 if refused else 200)


def version_of(held: HeldPage) -> int:
    return held.page.version if held.page else 0
