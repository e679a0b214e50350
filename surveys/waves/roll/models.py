"""The roll's one table. It is no table of the site: a file of its own on SQLite."""

from sqlalchemy import MetaData, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from core.db import NAMES, UNORDERED


class RollBase(DeclarativeBase):
    """Base of what lies apart from the answers."""

    metadata = MetaData(naming_convention=NAMES)


class OnRoll(RollBase):
    """A one-time code that was given out: no name, no time, no answers."""

    __tablename__ = "roll"
    __table_args__ = UNORDERED

    code_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    wave: Mapped[str] = mapped_column(String(80), index=True)
    # By which page, as another hash of its token than the one beside the answers.
    spent_by: Mapped[str | None] = mapped_column(String(64))
