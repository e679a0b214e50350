"""Tables: benchmarks that came from another place."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import today
from core.db import Base, Document


class BenchmarkOutline(Base):
    """What another place holds itself to; no benchmark here until a board says so."""

    __tablename__ = "benchmark_outline"

    id: Mapped[int] = mapped_column(primary_key=True)
    # What is said and by whom, so that the same file twice is the same as once.
    checksum: Mapped[str] = mapped_column(String(64), unique=True)
    origin: Mapped[str] = mapped_column(String(120))
    instrument_slug: Mapped[str] = mapped_column(String(80))
    item_key: Mapped[str] = mapped_column(String(80))
    # Shape: deliberation.benchmarks.outlines.outline.
    body: Mapped[Document]
    came_on: Mapped[date] = mapped_column(default=today)
