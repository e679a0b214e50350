"""Table: the keys of waves, for answers that wait on a phone."""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class WaveKey(Base):
    """What answers to one wave are locked with; gone for good when it closes."""

    __tablename__ = "wave_key"

    wave_id: Mapped[int] = mapped_column(
        ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    public_key: Mapped[str] = mapped_column(String(100))
    private_key: Mapped[str] = mapped_column(String(100))
