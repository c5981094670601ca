"""What staff say of the facts of Help now. Its newest version comes before the file of the place folder."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from sqlalchemy import Boolean, Date, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped

from app.database import JSONType, Model
from app.domain.help_facts import FactStep
from app.models.base import Id, Moment, one_of, open_, person


class HelpFactVersion(Model):
    """One fact as it stood from then on: checked, put right, or put back."""

    __tablename__ = "help_fact_version"

    id: Mapped[Id] = open_()
    key: Mapped[str] = open_(String(80))
    """Names the fact, as its file does."""
    number: Mapped[int] = open_(Integer)
    """1 for the first of this fact."""
    step: Mapped[FactStep] = open_(one_of(FactStep))
    words: Mapped[dict[str, Any]] = open_(JSONType, default=dict)
    """What it said then, whole: a check is of these words and of no others."""
    follows_file: Mapped[bool] = open_(Boolean)
    """They were the words of the file. Where the file says otherwise since, the file stands, unchecked."""
    checked_on: Mapped[dt.date | None] = open_(Date)
    """When one of us last rang or looked; nothing where the day of the file stands."""
    checked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    """Who did on that day. It stays with the day where the version is put back by somebody else."""
    put_back: Mapped[int | None] = open_(Integer)
    """Which version was put back; 0 for the words of the file."""
    made_at: Mapped[Moment] = open_()
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))

    __table_args__ = (UniqueConstraint("key", "number"),)
