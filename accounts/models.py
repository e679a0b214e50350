"""Tables: members, what they may do, and the public bodies that must answer."""

from datetime import date
from secrets import randbelow
from typing import Final

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.clock import today
from core.db import Base, Words

PSEUDONYM_LENGTH: Final = 30


class Authority(Base):
    """A public body that proposals are addressed to and that must answer."""

    __tablename__ = "authority"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    name: Mapped[Words]


class Member(Base):
    """A person with an account: a pseudonym and a recovery phrase, nothing else."""

    __tablename__ = "member"

    id: Mapped[int] = mapped_column(primary_key=True)
    pseudonym: Mapped[str] = mapped_column(String(PSEUDONYM_LENGTH))
    # The pseudonym folded, so that look-alikes are one name.
    name_key: Mapped[str] = mapped_column(String(120), unique=True)
    phrase_hash: Mapped[str]
    language: Mapped[str] = mapped_column(String(8), default="en")
    # Raised to end every session of this member at once. It begins at random: a key
    # is given out again after its member left, and their cookie must not fit.
    session_epoch: Mapped[int] = mapped_column(default=lambda: randbelow(2**30))

    grants: Mapped[list["RoleGrant"]] = relationship(
        back_populates="member", lazy="raise", passive_deletes=True
    )


class RoleGrant(Base):
    """A role that a member holds, from a day until a day."""

    __tablename__ = "role_grant"
    __table_args__ = (UniqueConstraint("member_id", "role"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(
        ForeignKey("member.id", ondelete="CASCADE"), index=True
    )
    role: Mapped[str] = mapped_column(String(20))
    # The public body that an authority's member speaks for.
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    since: Mapped[date] = mapped_column(default=today)
    until: Mapped[date | None]

    member: Mapped[Member] = relationship(back_populates="grants", lazy="raise")


class FirstInvite(Base):
    """A one-time link that makes the first administrator; only its hash is kept."""

    __tablename__ = "first_invite"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
