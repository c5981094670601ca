"""The Flask subclass that gives each request one gate and one transaction."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment

from app.operations import audit
from app.web import access, transaction
from app.web.short_way import ShortWay

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment


class OneSetOfGlobals(Environment):
    """Every template sees the environment's own globals, with no layer of its own over them: each import
    of a macro compares the two, name by name."""

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals


class QuietSessions(SecureCookieSessionInterface):
    """Says nothing in the answer while there is no session: no cookie, and no `Vary` that stops caches."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        if session or session.modified:
            super().save_session(app, session, response)


class Ginnel(Flask):
    """Access is decided, then the view runs, then its work is committed, all inside the dispatch,
    so that every error on the way reaches the typed error handlers."""

    session_interface = QuietSessions()
    jinja_environment = OneSetOfGlobals

    @cached_property
    def short_way(self) -> ShortWay:
        return ShortWay(self)

    def wsgi_app(self, environ: WSGIEnvironment, start_response: StartResponse) -> Any:
        """A new record of a tablet is kept at once; all else goes the whole way."""
        answer = self.short_way.answer(environ, start_response)
        return super().wsgi_app(environ, start_response) if answer is None else answer

    def dispatch_request(self) -> Response:
        access.admit()
        try:
            with transaction.around_request() as finish:
                access.decide()
                return finish(self.make_response(super().dispatch_request()))
        except access.RefusedError as refused:
            audit.refused(refused.by, f"refused.{refused.permission.replace(':', '-')}")
            transaction.undo()
            raise
