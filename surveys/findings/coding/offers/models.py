"""Tables: codebooks that came from another place."""

from datetime import date

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.clock import today
from core.db import Base, Document


class CodebookOffer(Base):
    """A codebook of another place for a question; nobody codes by it as it is."""

    __tablename__ = "codebook_offer"

    id: Mapped[int] = mapped_column(primary_key=True)
    # What is offered and by whom, so that the same file twice is the same as once.
    checksum: Mapped[str] = mapped_column(String(64), unique=True)
    origin: Mapped[str] = mapped_column(String(120))
    instrument_slug: Mapped[str] = mapped_column(String(80))
    item_key: Mapped[str] = mapped_column(String(80))
    # Shape: surveys.findings.coding.offers.offer.
    body: Mapped[Document]
    came_on: Mapped[date] = mapped_column(default=today)
