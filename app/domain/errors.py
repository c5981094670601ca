"""What can go wrong in the work itself. Sentences are given in web/; these carry facts only."""

from __future__ import annotations

from collections.abc import Iterable


class GinnelError(Exception):
    """The root of our own errors."""


class NotThereError(GinnelError):
    """No such thing, or not for this reader: the two look the same."""


class GoneError(GinnelError):
    """It was here and was taken away; `subject` says what."""

    def __init__(self, subject: object = None) -> None:
        super().__init__()
        self.subject = subject


class StaleError(GinnelError):
    """Somebody changed it since the form was opened."""


class NotAllowedError(GinnelError):
    """The state it is in does not allow this."""


class ExpiredFormError(GinnelError):
    """The form was open too long, or never carried our token."""


class PlaceFolderError(GinnelError):
    """A place folder, or a file for one, is not as it must be."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class PostcodeFileError(GinnelError):
    """A file of postcodes is none that we can read."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason


class NotRightError(GinnelError):
    """The password or the code is not right. Which of them, and whose, is not said."""


class TooManyTriesError(GinnelError):
    """It was tried too often. Units: `seconds` until the next turn."""

    def __init__(self, seconds: int) -> None:
        super().__init__()
        self.seconds = seconds


class NeedsMoreError(NotAllowedError):
    """The move would be right, but something it needs is not there; `missing` names it."""

    def __init__(self, missing: Iterable[str]) -> None:
        super().__init__()
        self.missing = frozenset(missing)
