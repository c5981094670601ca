"""The list of a call: looked over, then posted, e-mailed or texted. Only then is a list made."""

from __future__ import annotations

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.helpline import call
from app.blueprints.helpline.blueprint import bp, page
from app.blueprints.helpline.forms import EmailForm, LeavingForm, LetterForm
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.operations import call_lists
from app.web import list_lines
from app.web.access import requires
from app.web.i18n import current_language
from app.web.other_language import known, speaking
from app.web.qr import qr_code
from app.web.viewer import viewer

P = Permission


@bp.get("/helpline/list")
@requires(P.HELPLINE_USE)
def listed() -> ResponseReturnValue:
    return shown()


def shown(letter: LetterForm | None = None, email: EmailForm | None = None, *, status: int = 200) -> Response:
    """The list and the ways it can leave. A form that was sent comes back as it was typed."""
    view = call.as_list()
    forms: list[LeavingForm] = [
        letter or LetterForm(formdata=None, prefix="letter-"),
        email or EmailForm(formdata=None, prefix="email-"),
    ]
    for form in forms:
        form.offer()
        if not form.language.data:
            form.language.data = call.current().language or current_language()
    return page(
        "helpline/list.html",
        status=status,
        view=view,
        lines=list_lines.lines_of(view, lasting=True),
        letter=forms[0],
        email=forms[1],
        text=text_of(view.code) if view.code else "",
        is_full="full" in request.args,
        sent="sent" in request.args,
        here=url_for(".listed"),
        has_errors=status == 422,
    )


def made(language: str) -> str:
    """The code of the list as it is now, made once. Raises: NotAllowedError when it is empty."""
    now = call.current()
    if now.code:
        return now.code
    if not now.slugs:
        raise NotAllowedError
    code = call_lists.make(now.slugs, language=language, by=viewer())
    call.has_left(code, language)
    return code


@bp.post("/helpline/list/letter")
@requires(P.HELPLINE_USE)
def letter() -> ResponseReturnValue:
    """A letter to print at once. The name and the address stand on this sheet and nowhere else."""
    form = LetterForm(prefix="letter-")
    form.offer()
    if not form.validate():
        return shown(letter=form, status=422)
    language = known(form.language.data)
    made(language)
    with speaking(language):
        view = call.as_list()
        address = list_lines.short_address(view)
        sheet = render_template(
            "helpline/letter.html",
            size=form.size.data,
            envelope=form.lines,
            view=view,
            lines=list_lines.lines_of(view, lasting=True),
            back=url_for(".listed", lang=None),
            address=address,
            code=qr_code(address, label=view.title),
        )
    return make_response(sheet)


@bp.post("/helpline/list/email")
@requires(P.HELPLINE_USE)
def send() -> ResponseReturnValue:
    """The short address of the list, by e-mail, once."""
    form = EmailForm(prefix="email-")
    form.offer()
    if not form.validate():
        return shown(email=form, status=422)
    language = known(form.language.data)
    call_lists.send(made(language), (form.email.data or "").strip(), language=language, by=viewer())
    return redirect(url_for(".listed", sent=1, _anchor="email"), 303)


@bp.post("/helpline/list/text")
@requires(P.HELPLINE_USE)
def text() -> ResponseReturnValue:
    """A short address to say, to text or to read out."""
    made(current_language())
    return redirect(url_for(".listed", _anchor="text"), 303)


def text_of(code: str) -> str:
    """What to text: the address, and nothing about anybody."""
    view = call.as_list()
    # Translators: a text message. Keep it short.
    return _("The list you asked us for: %(address)s", address=list_lines.short_address(view))
