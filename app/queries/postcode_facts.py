"""What our tables say of a postcode somebody lives at: its ward, its neighbourhood, how deprived that is."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models.places import Deprivation, Postcode


@dataclass(frozen=True, slots=True)
class PostcodeFacts:
    ward_code: str = ""
    lsoa21: str = ""
    imd_decile: int | None = None
    """1 is the most deprived tenth of England; None where we hold no figure."""
    council_code: str = ""


def facts_of(postcode: str) -> PostcodeFacts:
    """Nothing for a postcode that is not whole or not known."""
    row = db.session.execute(
        select(Postcode.ward_code, Postcode.lsoa21, Deprivation.imd_decile, Postcode.council_code)
        .outerjoin(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
        .where(Postcode.key == postcode.replace(" ", "").upper())
    ).one_or_none()
    return PostcodeFacts(*row) if row else PostcodeFacts()
