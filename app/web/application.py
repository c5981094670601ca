"""The Flask subclass that gives each request one gate and one transaction."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from flask.templating import Environment

from app.operations import audit
from app.web import access, headers, logging, transaction


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

    def full_dispatch_request(self) -> Response:
        """What a tablet sends takes a short way: no language, no throttle, nothing to pack."""
        if not access.is_by_device():
            return super().full_dispatch_request()
        logging.begin()
        try:
            response = self.make_response(self.dispatch_request())
        except Exception as error:
            response = self.make_response(self.handle_user_exception(error))
        return logging.write_line(headers.add_headers(response))

    def dispatch_request(self) -> Response:
        access.admit()
        if access.is_by_device():  # its views keep what they are sent by themselves
            return self.make_response(super().dispatch_request())
        try:
            with transaction.around_request() as finish:
                access.decide()
                return finish(self.make_response(super().dispatch_request()))
        except access.RefusedError as refused:
            audit.refused(refused.by, f"refused.{refused.permission.replace(':', '-')}")
            transaction.undo()
            raise
