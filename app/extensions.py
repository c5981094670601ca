"""Extension instances and how they are tied to an application."""

from __future__ import annotations

from flask import Flask, request
from flask_limiter import Limiter
from flask_login import LoginManager
from flask_migrate import Migrate

from app.database import db, prepare_engine
from app.gateways import common_passwords, password_hashing, search_index
from app.models import sealed

migrate = Migrate()
login_manager = LoginManager()


def source() -> str:
    """Who asks, for throttles only: never logged, never stored outside memory."""
    return request.remote_addr or "unknown"


limiter = Limiter(source, storage_uri="memory://", headers_enabled=False, strategy="fixed-window")


def init_app(app: Flask) -> None:
    app.config["DATA"].mkdir(parents=True, exist_ok=True)
    sealed.use(sealed.keys_from(app.config["FIELD_KEYS"], app.config["INDEX_KEY"], app.config["AUDIT_KEY"]))
    password_hashing.use(
        password_hashing.Cost(memory=app.config["PASSWORD_MEMORY"], times=app.config["PASSWORD_TIMES"])
    )
    common_passwords.use(app.config["COMMON_PASSWORDS"], folder=app.config["DATA"])
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["ROOT"] / "migrations"), render_as_batch=True)
    login_manager.init_app(app, add_context_processor=False)
    login_manager.user_loader(nobody)  # the signed cookie of Flask's own sessions is never used
    limiter.init_app(app)
    with app.app_context():
        prepare_engine(db.engine, busy_seconds=app.config["BUSY_SECONDS"])
        search_index.trust(db.engine, app.config["SEARCH_TRUSTED_FOR"])


def nobody(identifier: str) -> None:
    """Who is signed in is told by web/sessions.py from the session, never from an identifier."""
