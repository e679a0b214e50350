"""Table: questions that read oddly, and nothing of who said so."""

from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import UNORDERED, Base
from surveys.instruments.models import InstrumentVersion

LONGEST = 300
"""Characters that somebody may say about a question."""


class OddState(StrEnum):
    """Whether a facilitator has dealt with it."""

    NEW = "new"
    SEEN = "seen"


class OddQuestion(Base):
    """That a question reads oddly in a language; never who said so, nor when."""

    __tablename__ = "odd_question"
    __table_args__ = UNORDERED

    # Made with the form: a double tap says it once.
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    instrument_version_id: Mapped[int] = mapped_column(
        ForeignKey("instrument_version.id"), index=True
    )
    item_key: Mapped[str] = mapped_column(String(80))
    language: Mapped[str] = mapped_column(String(8))
    words: Mapped[str] = mapped_column(String(LONGEST))
    state: Mapped[str] = mapped_column(String(8), default=OddState.NEW)

    version: Mapped[InstrumentVersion] = relationship(lazy="raise")
