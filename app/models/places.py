"""Where things are: postcodes, the groups they fall in, areas, neighbourhoods' figures and place names.

All of it comes from published lists through `flask place load`; nothing here is about a person.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Boolean, CheckConstraint, Date, ForeignKey, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Model
from app.domain.places import AreaKind, GroupKind
from app.models.base import Id, Short, one_of


class Postcode(Model):
    """One unit postcode, in use or ended, with its point and the areas it is in."""

    __tablename__ = "postcode"

    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    """Capitals without a space, such as `LS97UF`."""
    lat_e5: Mapped[int] = mapped_column(Integer)
    """Latitude, WGS84. Units: hundred-thousandths of a degree (about a metre)."""
    lon_e5: Mapped[int] = mapped_column(Integer)
    """Longitude, WGS84. Units: hundred-thousandths of a degree."""
    council_code: Mapped[str] = mapped_column(String(9))
    """Local authority, as the Office for National Statistics codes it."""
    ward_code: Mapped[str] = mapped_column(String(9), default="")
    """Empty where no table of ours says."""
    lsoa21: Mapped[str] = mapped_column(String(9), default="")
    """Neighbourhood of the 2021 census (LSOA); empty where no table of ours says."""
    nearest: Mapped[bool] = mapped_column(Boolean, default=False)
    """Newer than our tables: its ward and neighbourhood are those of the nearest postcode they hold."""


class PostcodeGroup(Model):
    """The middle of a district (`LS9`) or a sector (`LS9 7`), worked out when postcodes are loaded."""

    __tablename__ = "postcode_group"

    key: Mapped[str] = mapped_column(String(8), primary_key=True)
    """`LS9` or `LS9 7`."""
    kind: Mapped[GroupKind] = mapped_column(one_of(GroupKind))
    lat_e5: Mapped[int] = mapped_column(Integer)
    """Mean latitude of its postcodes. Units: hundred-thousandths of a degree."""
    lon_e5: Mapped[int] = mapped_column(Integer)
    """Mean longitude of its postcodes. Units: hundred-thousandths of a degree."""
    postcodes: Mapped[int] = mapped_column(Integer)
    """How many postcodes it holds."""
    council_code: Mapped[str] = mapped_column(String(9))
    """The council area most of its postcodes are in."""
    council_share: Mapped[int] = mapped_column(Integer)
    """How many of its postcodes are in that council area."""
    inside: Mapped[int] = mapped_column(Integer)
    """How many of its postcodes are in the place's own council areas."""
    ward_code: Mapped[str] = mapped_column(String(9), default="")
    """The ward, where all of its postcodes with a known ward are in the same one."""

    __table_args__ = (CheckConstraint("postcodes > 0", name="not_empty"),)


class Area(Model):
    """A named area: a council's, a ward, a partnership of practices, a priority neighbourhood."""

    __tablename__ = "area"

    code: Mapped[str] = mapped_column(String(60), primary_key=True)
    """The published code where there is one, else our own short name."""
    kind: Mapped[AreaKind] = mapped_column(one_of(AreaKind), index=True)
    name: Mapped[str] = mapped_column(Text)
    lat_e5: Mapped[int | None] = mapped_column(Integer)
    """The middle, for sorting by distance. Units: hundred-thousandths of a degree."""
    lon_e5: Mapped[int | None] = mapped_column(Integer)
    """The middle. Units: hundred-thousandths of a degree."""
    source: Mapped[str] = mapped_column(Text)
    """The list or paper that says so."""
    source_date: Mapped[dt.date | None] = mapped_column(Date)
    """The date of that list or paper."""
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)
    """Last day it was so; empty while it is."""


class AreaMembership(Model):
    """An area lies in, or belongs to, another. An area may belong to several; each has its dates."""

    __tablename__ = "area_membership"

    id: Mapped[Id]
    member_code: Mapped[str] = mapped_column(ForeignKey("area.code", ondelete="CASCADE"), index=True)
    group_code: Mapped[str] = mapped_column(ForeignKey("area.code", ondelete="CASCADE"), index=True)
    source: Mapped[str] = mapped_column(Text)
    source_date: Mapped[dt.date | None] = mapped_column(Date)
    valid_from: Mapped[dt.date | None] = mapped_column(Date)
    valid_to: Mapped[dt.date | None] = mapped_column(Date)

    __table_args__ = (CheckConstraint("member_code <> group_code", name="not_in_itself"),)


class Deprivation(Model):
    """The Index of Multiple Deprivation of one small neighbourhood."""

    __tablename__ = "deprivation"

    lsoa21: Mapped[str] = mapped_column(String(9), primary_key=True)
    """Neighbourhood of the 2021 census (LSOA)."""
    name: Mapped[Short]
    """Its statistical name, such as `Leeds 064D`. Not a name people use."""
    imd_year: Mapped[int] = mapped_column(Integer)
    """Which index, such as 2025. Ranks of different years must not be compared."""
    imd_rank: Mapped[int] = mapped_column(Integer)
    """1 is the most deprived in England."""
    imd_decile: Mapped[int] = mapped_column(Integer)
    """1 is the most deprived tenth in England."""

    __table_args__ = (CheckConstraint("imd_decile BETWEEN 1 AND 10", name="decile"),)


class Locality(Model):
    """A neighbourhood or town by the name people give it, with a point in its middle."""

    __tablename__ = "locality"

    key: Mapped[str] = mapped_column(String(80), primary_key=True)
    """The name in small letters without marks, as `domain.places.fold` makes it."""
    name: Mapped[str] = mapped_column(Text)
    lat_e5: Mapped[int] = mapped_column(Integer)
    """Units: hundred-thousandths of a degree."""
    lon_e5: Mapped[int] = mapped_column(Integer)
    """Units: hundred-thousandths of a degree."""
    ward_code: Mapped[str] = mapped_column(String(9), default="")
    """The ward its middle is in; a neighbourhood may spread over more."""
    district: Mapped[str] = mapped_column(String(4), default="")
    """The postcode district its middle is in, such as `LS8`."""
    council_code: Mapped[str] = mapped_column(String(9), default="")
    """Local authority, as on its postcodes. A town next door has another than the place's own."""
    source: Mapped[Short]


class TermTime(Model):
    """The first and the last day of one stretch of school, as the council publishes it."""

    __tablename__ = "term_time"

    id: Mapped[Id]
    starts: Mapped[dt.date] = mapped_column(Date, unique=True)
    ends: Mapped[dt.date] = mapped_column(Date)
    """The last school day."""
    name: Mapped[Short]
    source: Mapped[str] = mapped_column(Text)
    source_date: Mapped[dt.date | None] = mapped_column(Date)
    is_demo: Mapped[bool] = mapped_column(Boolean, default=False)
    """Made up for the demonstration; never shown as true."""

    __table_args__ = (CheckConstraint("starts <= ends", name="in_order"),)
