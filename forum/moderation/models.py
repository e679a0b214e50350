"""Table: what moderators decided, once a post."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Member
from core.clock import now
from core.db import Base
from forum.threads.models import Post


class Verdict(StrEnum):
    """What a moderator can decide about a waiting post."""

    PUBLISHED = "published"
    REFUSED = "refused"


class ModerationDecision(Base):
    """One decision. The UNIQUE post lets the database settle two moderators' race."""

    __tablename__ = "moderation_decision"

    id: Mapped[int] = mapped_column(primary_key=True)
    post_id: Mapped[int] = mapped_column(
        ForeignKey("post.id", ondelete="CASCADE"), unique=True
    )
    moderator_id: Mapped[int | None] = mapped_column(
        ForeignKey("member.id", ondelete="SET NULL")
    )
    verdict: Mapped[str] = mapped_column(String(10))
    # The rule that a refusal rests on, and the words to the author.
    rule: Mapped[str] = mapped_column(String(40), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    decided_at: Mapped[datetime] = mapped_column(default=now)

    post: Mapped[Post] = relationship(lazy="raise")
    moderator: Mapped[Member | None] = relationship(lazy="raise")
