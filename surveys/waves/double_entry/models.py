"""Tables: paper forms that wait for their second typing, and how alike two were."""

from uuid import UUID, uuid4

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.db import HELD_BACK, UNORDERED, Base, Document


class PaperEntry(Base):
    """What one person typed from a sheet, until a second one has typed it too.

    Gone at the latest when the wave closes.
    """

    __tablename__ = "paper_entry"
    __table_args__ = (
        UniqueConstraint("wave_id", "sheet"),
        {**UNORDERED, "info": {HELD_BACK: True}},
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"))
    # The number that is written on the paper.
    sheet: Mapped[str] = mapped_column(String(20))
    # A keyed hash of this row and a member: it only tells the same person apart.
    typist: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    answers: Mapped[Document]


class PaperDone(Base):
    """The number of a sheet that was typed twice: it is not taken a second time."""

    __tablename__ = "paper_done"
    __table_args__ = UNORDERED

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    sheet: Mapped[str] = mapped_column(String(20), primary_key=True)


class PaperAgreement(Base):
    """How many answers of a wave were typed twice, and how many of them alike."""

    __tablename__ = "paper_agreement"

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id"), primary_key=True, autoincrement=False
    )
    typed: Mapped[int]
    alike: Mapped[int]
