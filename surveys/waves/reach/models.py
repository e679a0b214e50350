"""Tables: how many people live here by group, and who was reached when last shown."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Document


class PopulationReference(Base):
    """How many people of a group live where a wave asks, from a named source."""

    __tablename__ = "population_reference"

    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), primary_key=True)
    # Keys of the wave's analysis plan.
    breakdown: Mapped[str] = mapped_column(String(80), primary_key=True)
    group_key: Mapped[str] = mapped_column(String(80), primary_key=True)
    people: Mapped[int]
    source: Mapped[str] = mapped_column(String(200))


class ReachShown(Base):
    """The table that the desk shows: made anew only when enough more people came."""

    __tablename__ = "reach_shown"

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id"), primary_key=True, autoincrement=False
    )
    people: Mapped[int]
    body: Mapped[Document]
