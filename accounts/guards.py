"""Who may pass. Every view wears exactly one guard."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypedDict, TypeVar

from flask import g, session
from sqlalchemy import select

from accounts.models import Member, RoleGrant
from accounts.rules import RIGHTS, Right, Role, may
from core.clock import today
from core.db import db
from core.errors import NotAllowed, NotSignedIn

P = ParamSpec("P")
R = TypeVar("R")


class By(TypedDict):
    """Who does something, for the log."""

    role: str
    actor_id: int


@dataclass(frozen=True)
class Visitor:
    """Whoever is asking: a member with roles, or nobody known."""

    member_id: int | None = None
    pseudonym: str = ""
    roles: frozenset[Role] = frozenset()
    authority_id: int | None = None

    def may(self, right: Right | str) -> bool:
        """Tell whether this visitor has a right."""
        return may(self.roles, Right(right))


NOBODY = Visitor()


def sign_in_session(member: Member) -> None:
    """Begin a fresh session for a member; nothing of an older one is kept."""
    session.clear()
    session["member"] = member.id
    session["epoch"] = member.session_epoch


def visitor() -> Visitor:
    """Return who is asking; looked up once a request, and only when asked for."""
    if "visitor" not in g:
        g.visitor = _look_up(session.get("member"), session.get("epoch"))
    found: Visitor = g.visitor
    return found


def current_member_id() -> int:
    """Return the signed-in member's id; not behind ``anyone``."""
    member_id = visitor().member_id
    if member_id is None:
        raise NotSignedIn("sign_in")
    return member_id


def acting(right: Right) -> By:
    """Return who acts, in which of their roles: for services that write a log."""
    return {
        "role": min(visitor().roles & RIGHTS[right]),
        "actor_id": current_member_id(),
    }


def anyone(view: Callable[P, R]) -> Callable[P, R]:
    """Let everybody in, and say so."""
    view.guard = "anyone"  # type: ignore[attr-defined]
    return view


def signed_in(view: Callable[P, R]) -> Callable[P, R]:
    """Let every signed-in member in."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        current_member_id()
        return view(*args, **kwargs)

    guarded.guard = "signed_in"  # type: ignore[attr-defined]
    return guarded


def right_required(right: Right) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Let those in whose roles have a right (``accounts.rules.RIGHTS``)."""

    def guard(view: Callable[P, R]) -> Callable[P, R]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
            current_member_id()
            if not visitor().may(right):
                raise NotAllowed("right", right=right)
            return view(*args, **kwargs)

        guarded.guard = right.value  # type: ignore[attr-defined]
        return guarded

    return guard


def _look_up(member_id: int | None, epoch: int | None) -> Visitor:
    """Return a visitor with the roles of today, in one SELECT."""
    if member_id is None:
        return NOBODY
    held = (RoleGrant.until.is_(None)) | (RoleGrant.until >= today())
    held &= (RoleGrant.member_id == Member.id) & (RoleGrant.since <= today())
    rows = db.session.execute(
        select(Member.pseudonym, RoleGrant.role, RoleGrant.authority_id)
        .outerjoin(RoleGrant, held)
        .where(Member.id == member_id, Member.session_epoch == epoch)
    ).all()
    if not rows:
        session.clear()
        return NOBODY
    roles = {Role(row.role) for row in rows if row.role} | {Role.MEMBER}
    bodies = [row.authority_id for row in rows if row.authority_id is not None]
    return Visitor(
        member_id, rows[0].pseudonym, frozenset(roles), bodies[0] if bodies else None
    )
