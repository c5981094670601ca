"""The person's own answer, by a link from an e-mail: did it help? A link that is opened only shows."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import HelpedForm
from app.domain.errors import GoneError
from app.domain.introduction import Helped
from app.domain.machine import Actor
from app.domain.people import LinkPurpose
from app.domain.viewer import Viewer
from app.extensions import limiter
from app.models.introductions import Introduction
from app.models.people import AccessLink
from app.operations import access_links, introductions
from app.queries.introductions import of_link
from app.web.access import public
from app.web.easy_versions import easy_here

MANY = "60 per hour; 200 per day"


@bp.route("/helped/<string:token>", methods=["GET", "POST"])
@public
@limiter.limit(MANY, methods=["POST"])
def helped(token: str) -> ResponseReturnValue:
    """Raises: NotThereError for a link nobody made."""
    try:
        link, one = opened(token)
    except GoneError:
        return render_template("introductions/link_over.html"), 410
    form = HelpedForm()
    form.offer()
    if form.validate_on_submit():
        access_links.use(link)
        introductions.say_helped(
            one.id,
            Helped(form.helped.data),
            form.words.data or "",
            by=Viewer(link_id=link.id),
            actor=Actor.PERSON,
        )
        return redirect(url_for(".helped_thanks"), 303)
    template = "introductions/helped_easy.html" if easy_here() else "introductions/helped.html"
    page = render_template(template, one=one, token=token, form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/helped/thank-you")
@public
def helped_thanks() -> ResponseReturnValue:
    return render_template("introductions/helped_thanks.html")


def opened(token: str) -> tuple[AccessLink, Introduction]:
    """Raises: NotThereError; GoneError once it is answered or over."""
    link = access_links.find(LinkPurpose.HELPED, token)
    return link, of_link(link)
