"""Table: at which page how many people stopped, of those who agreed to be counted."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import UNORDERED, Base


class StopCount(Base):
    """How many people came no further than a page: a number beside no answer.

    Batches may come in another order than people moved, so a count can be below zero
    in between; what is shown never is.
    """

    __tablename__ = "stop_count"
    __table_args__ = UNORDERED

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    # Of surveys.waves.stopping.pages: an item's key, or a sign for another page.
    page: Mapped[str] = mapped_column(String(80), primary_key=True)
    people: Mapped[int]
