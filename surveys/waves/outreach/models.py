"""Table: outreach channels, each with a short address of its own."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.db import Base
from surveys.waves.models import Wave


class Channel(Base):
    """A partner or a place through which people hear of a wave."""

    __tablename__ = "channel"

    id: Mapped[int] = mapped_column(primary_key=True)
    wave_id: Mapped[int] = mapped_column(ForeignKey("wave.id"), index=True)
    code: Mapped[str] = mapped_column(String(12), unique=True)
    # The partner's name: for the desk and the partner, never on the poster.
    partner: Mapped[str] = mapped_column(String(120))

    wave: Mapped[Wave] = relationship(lazy="raise")
