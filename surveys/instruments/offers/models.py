"""Table: what came from another place for one of our questions."""

from datetime import date
from enum import StrEnum

from sqlalchemy import String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import today
from core.db import Base, Document


class OfferKind(StrEnum):
    """What is offered; its shape is that of the room that takes it up."""

    # surveys.findings.coding.offers.offer.Codebook
    CODEBOOK = "codebook"
    # deliberation.benchmarks.outlines.outline.Outline
    BENCHMARK = "benchmark"


class Offer(Base):
    """What came in a pack about a question, and is nothing here before it is taken."""

    __tablename__ = "offer"
    __table_args__ = (UniqueConstraint("kind", "checksum"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    # What is offered and by whom, so that the same file twice is the same as once.
    checksum: Mapped[str] = mapped_column(String(64))
    origin: Mapped[str] = mapped_column(String(120))
    instrument_slug: Mapped[str] = mapped_column(String(80))
    item_key: Mapped[str] = mapped_column(String(80))
    body: Mapped[Document]
    came_on: Mapped[date] = mapped_column(default=today)
