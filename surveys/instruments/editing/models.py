"""Tables: questionnaires at work."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base, Document, Keys


class InstrumentDraft(Base):
    """The working copy of an instrument: one a slug, kept when a version is made."""

    __tablename__ = "instrument_draft"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    # As a version's, in the default language alone; it need not be finished.
    body: Mapped[Document]
    # Goes up with each save, so that nobody overwrites what they have not seen.
    revision: Mapped[int]
    # Its licence lets nobody change it: only translations may be added.
    only_translations: Mapped[bool]
    # The languages that two people translate without seeing each other's words.
    two_drafts: Mapped[Keys]
