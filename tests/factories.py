"""Makers of test data: plain functions that know every default."""

from itertools import count
from typing import Any

from sqlalchemy.orm import Session

from accounts.models import Authority, Member, RoleGrant
from accounts.rules import Role

_number = count(1)


def make_member(session: Session, *roles: Role, **changes: Any) -> Member:
    """A member with these roles; everybody who is signed in is a member anyway."""
    name = f"Wren {next(_number)}"
    member = Member(
        **{"pseudonym": name, "name_key": name.lower(), "phrase_hash": "-", **changes}
    )
    session.add(member)
    session.flush()
    for role in roles:
        body = make_authority(session) if role is Role.AUTHORITY else None
        session.add(
            RoleGrant(
                member_id=member.id, role=role, authority_id=body.id if body else None
            )
        )
    session.commit()
    return member


def make_authority(session: Session, **changes: Any) -> Authority:
    """A public body."""
    slug = f"body-{next(_number)}"
    body = Authority(**{"slug": slug, "name": {"en": slug}, **changes})
    session.add(body)
    session.commit()
    return body
