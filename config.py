"""Settings, read once at the start. A required setting that is missing stops the start with its name."""

from __future__ import annotations

import ipaddress
import os
import secrets
from pathlib import Path

ROOT = Path(__file__).resolve().parent


class MissingSettingError(RuntimeError):
    """A required setting is not there, or is not what it must be; the message is its name."""


def whole(name: str, value: str) -> int:
    """The setting as a whole number. Raises: MissingSettingError."""
    if not value.isdecimal():
        raise MissingSettingError(f"{name} must be a whole number")
    return int(value)


class Config:
    """What every environment shares."""

    ROOT = ROOT
    ENVIRONMENT = "embedded"
    TESTING = False
    PREFERRED_URL_SCHEME = "http"
    MAX_CONTENT_LENGTH = 2 * 1024 * 1024
    MAX_FORM_MEMORY_SIZE = 1024 * 1024
    MAX_FORM_PARTS = 500
    SESSION_COOKIE_HTTPONLY = True
    SESSION_COOKIE_SAMESITE = "Lax"
    SESSION_COOKIE_NAME = "ginnel"
    BABEL_TRANSLATION_DIRECTORIES = str(ROOT / "translations")
    BABEL_DEFAULT_LOCALE = "en_GB"
    BABEL_DEFAULT_TIMEZONE = "Europe/London"
    WTF_CSRF_ENABLED = (
        False  # decisions.md 2: our own gate checks forms; Flask-WTF's would set a cookie on a GET
    )
    PROXIES = 0
    BUSY_SECONDS = 10.0
    """How long a change waits for another one on SQLite, before the page says to send it again."""
    JOBS_THREAD = True
    PASSWORD_MEMORY = 64 * 1024
    PASSWORD_TIMES = 3
    """What hashing a password costs, as argon2id counts it. Units: KiB; passes."""
    COMMON_PASSWORDS: Path | None = None
    """A file of passwords, one a line, that are refused besides those that come with us."""
    DEMO_ACCOUNTS = True
    """May the invented people of a demonstration sign in?"""
    DEMO_MFA = False
    """Do the accounts of a demonstration need a second factor?"""
    VIEWS_WRITTEN_EVERY = 5.0
    """Looks at listings are held in memory for so long. Units: seconds."""
    ORIGINALS_KEPT_DAYS = 365
    """So long after an event what is hidden in people's words can still be seen. Units: days."""
    SMTP_HOST = ""
    """The mail server; without one messages wait."""
    SMTP_PORT = 587
    """465 speaks TLS from the first byte; every other port may change to it with STARTTLS."""
    SMTP_USER = ""
    SMTP_PASSWORD = ""
    SMTP_STARTTLS = True
    MAIL_FROM = ""
    """Whom messages come from, such as `Ginnel <hello@ginnel.example>`."""
    DEMO_SENDS = False
    """Do messages of a demonstration leave, where there is a mail server? Else they are shown on a page."""
    FIRST_ANSWER_DAYS = 60
    """By when an answer to what people said is due, unless somebody writes another day. Units: days."""
    SEARCH_TRUSTED_FOR = 1.0
    """A worker asks this often whether listings have changed (decisions.md 24). Units: seconds."""

    def __init__(self) -> None:
        self.DATA = Path(os.environ.get("GINNEL_DATA") or ROOT / "var").resolve()
        self.PLACE = os.environ.get("GINNEL_PLACE") or "leeds"
        self.SQLALCHEMY_DATABASE_URI = database_url(self.DATA)
        self.TRUSTED_HOSTS = hosts()
        self.SECRET_KEY = self.secret("secret-key")
        self.FIELD_KEYS = self.secret("field-keys")
        """Pairs `id:secret`, parted by commas: the last one seals, all of them open."""
        self.INDEX_KEY = self.secret("index-key")
        self.AUDIT_KEY = self.secret("audit-key")
        given = os.environ.get("GINNEL_COMMON_PASSWORDS")
        self.COMMON_PASSWORDS = Path(given) if given else None
        self.DEMO_ACCOUNTS = self.demo_accounts()
        self.DEMO_MFA = os.environ.get("GINNEL_DEMO_MFA") == "1"
        self.PROXIES = whole("GINNEL_PROXIES", os.environ.get("GINNEL_PROXIES") or "0")
        self.HTTPS = self.PREFERRED_URL_SCHEME == "https"
        self.PUBLIC_ADDRESS = self.public_address()
        """Where links in messages lead. Never taken from a request."""
        self.SMTP_HOST = os.environ.get("GINNEL_SMTP_HOST") or ""
        self.SMTP_PORT = whole("GINNEL_SMTP_PORT", os.environ.get("GINNEL_SMTP_PORT") or "587")
        self.SMTP_USER = os.environ.get("GINNEL_SMTP_USER") or ""
        self.SMTP_PASSWORD = os.environ.get("GINNEL_SMTP_PASSWORD") or ""
        self.SMTP_STARTTLS = os.environ.get("GINNEL_SMTP_STARTTLS") != "0"
        self.MAIL_FROM = os.environ.get("GINNEL_MAIL_FROM") or ""
        self.DEMO_SENDS = os.environ.get("GINNEL_DEMO_SENDS") == "1"
        self.ORIGINALS_KEPT_DAYS = whole(
            "GINNEL_ORIGINALS_DAYS", os.environ.get("GINNEL_ORIGINALS_DAYS") or "365"
        )
        self.FIRST_ANSWER_DAYS = whole("GINNEL_ANSWER_DAYS", os.environ.get("GINNEL_ANSWER_DAYS") or "60")
        """By when an answer to what people said is due, unless somebody writes another day. Units: days."""
        self.SESSION_COOKIE_SECURE = self.HTTPS

    def demo_accounts(self) -> bool:
        """On this machine only, unless somebody says that the whole world may try."""
        return is_loopback(os.environ.get("HOST") or "127.0.0.1") or demo_anywhere()

    def public_address(self) -> str:
        given = os.environ.get("GINNEL_PUBLIC_ADDRESS", "").rstrip("/")
        return given or f"http://{os.environ.get('HOST') or '127.0.0.1'}:{os.environ.get('PORT') or '8000'}"

    def secret(self, name: str) -> str:
        """A secret kept in the data folder, made on the first start and readable by its owner only."""
        path = self.DATA / "secrets" / name
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            made = path.with_suffix(f".{os.getpid()}")
            made.touch(mode=0o600)
            made.write_text(secrets.token_urlsafe(48))
            try:
                os.link(made, path)  # the first of two starting at once wins
            except FileExistsError:
                pass
            finally:
                made.unlink()
        return path.read_text().strip()


def pairs(keys: str) -> list[tuple[str, str, str]]:
    """Id, colon and secret of each key."""
    return [pair.partition(":") for pair in keys.split(",")]


REQUIRED = (
    "GINNEL_DATABASE_URL",
    "GINNEL_HOSTS",
    "GINNEL_SECRET_KEY",
    "GINNEL_FIELD_KEYS",
    "GINNEL_INDEX_KEY",
    "GINNEL_AUDIT_KEY",
    "GINNEL_PROXIES",
    "GINNEL_PUBLIC_ADDRESS",
)
"""What production cannot start without."""


class ProductionConfig(Config):
    """Several workers on PostgreSQL behind a proxy that speaks HTTPS."""

    ENVIRONMENT = "production"
    PREFERRED_URL_SCHEME = "https"
    JOBS_THREAD = False

    def __init__(self) -> None:
        for name in REQUIRED:
            if not os.environ.get(name):
                raise MissingSettingError(name)
        if any(not name.strip() or not secret for name, _, secret in pairs(os.environ["GINNEL_FIELD_KEYS"])):
            raise MissingSettingError("GINNEL_FIELD_KEYS must be id:secret pairs, parted by commas")
        super().__init__()

    def demo_accounts(self) -> bool:
        return demo_anywhere()

    def secret(self, name: str) -> str:
        return os.environ["GINNEL_" + name.upper().replace("-", "_")]


class TestConfig(Config):
    """One throw-away database a test session."""

    __test__ = False
    ENVIRONMENT = "test"
    TESTING = True
    JOBS_THREAD = False
    SEARCH_TRUSTED_FOR = 0.0
    VIEWS_WRITTEN_EVERY = float("inf")
    PASSWORD_MEMORY = 64
    PASSWORD_TIMES = 1

    def __init__(self, database: str, data: Path, place: str = "leeds") -> None:
        self.SQLALCHEMY_DATABASE_URI = database
        self.DATA = data
        self.PLACE = place
        self.SECRET_KEY = "for tests only"  # noqa: S105
        self.FIELD_KEYS = "1:for tests only"
        self.INDEX_KEY = "for tests only"
        self.AUDIT_KEY = "for tests only"
        self.TRUSTED_HOSTS = ["localhost", "127.0.0.1"]
        self.HTTPS = False
        self.PUBLIC_ADDRESS = "http://localhost"


def database_url(data: Path) -> str:
    given = os.environ.get("GINNEL_DATABASE_URL")
    if not given:
        return f"sqlite:///{data / 'ginnel.sqlite'}"
    for prefix in ("postgresql://", "postgres://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def is_loopback(host: str) -> bool:
    """Does this address lead to nowhere but this machine?"""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def demo_anywhere() -> bool:
    return os.environ.get("GINNEL_DEMO_ANYWHERE") == "1"


def hosts() -> list[str]:
    """The host names we answer to; loopback when none are given."""
    given = os.environ.get("GINNEL_HOSTS")
    names = [name.strip() for name in given.split(",")] if given else ["localhost", "127.0.0.1", "[::1]"]
    bound = os.environ.get("HOST")
    return names if not bound or given or bound in names or bound == "0.0.0.0" else [*names, bound]  # noqa: S104


def settings() -> Config:
    """The settings `GINNEL_ENV` names: embedded (the default) or production."""
    return ProductionConfig() if os.environ.get("GINNEL_ENV") == "production" else Config()
