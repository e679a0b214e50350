"""What the pages about people read."""

from sqlalchemy import ColumnElement, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload

from accounts.models import Authority, Member, RoleGrant
from accounts.pseudonym import key
from accounts.rules import Role
from core.clock import today
from core.errors import NotFound


def member(session: Session, member_id: int) -> Member:
    """Return a member, or raise NotFound."""
    found = session.get(Member, member_id)
    if found is None:
        raise NotFound("member")
    return found


def member_called(session: Session, pseudonym: str) -> Member | None:
    """Return the member whose name this is, however it is spelled."""
    return session.scalar(select(Member).where(Member.name_key == key(pseudonym)))


def is_taken(session: Session, pseudonym: str) -> bool:
    """Tell whether a name, or one that looks like it, belongs to somebody."""
    taken = select(exists().where(Member.name_key == key(pseudonym)))
    return bool(session.scalar(taken))


def roles_of(session: Session, member_id: int) -> list[RoleGrant]:
    """Return a member's grants that hold today or later, by role."""
    return list(
        session.scalars(
            select(RoleGrant)
            .where(RoleGrant.member_id == member_id, _not_over())
            .order_by(RoleGrant.role)
        )
    )


def role_holders(session: Session) -> list[RoleGrant]:
    """Return all grants that hold today or later, with their members, by role."""
    return list(
        session.scalars(
            select(RoleGrant)
            .join(RoleGrant.member)
            .options(joinedload(RoleGrant.member))
            .where(_not_over())
            .order_by(RoleGrant.role, Member.pseudonym)
        )
    )


def grant(session: Session, grant_id: int) -> RoleGrant:
    """Return one grant that is not over, with its member, or raise NotFound."""
    found = session.scalar(
        select(RoleGrant)
        .options(joinedload(RoleGrant.member))
        .where(RoleGrant.id == grant_id, _not_over())
    )
    if found is None:
        raise NotFound("grant")
    return found


def count_of_role(session: Session, role: Role) -> int:
    """Return how many members hold a role today or later."""
    held = select(func.count()).where(RoleGrant.role == role, _not_over())
    return session.scalar(held) or 0


def authorities(session: Session) -> list[Authority]:
    """Return the public bodies, by slug."""
    return list(session.scalars(select(Authority).order_by(Authority.slug)))


def _not_over() -> ColumnElement[bool]:
    return or_(RoleGrant.until.is_(None), RoleGrant.until >= today())
