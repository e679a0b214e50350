"""What people do with their accounts. Functions add and flush; the view commits."""

import secrets
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts import pseudonym as names
from accounts import queries
from accounts.models import Authority, FirstInvite, Member, RoleGrant
from accounts.phrase import canonical
from accounts.rules import Role, may_hold_together
from core import audit, limits
from core.clock import today
from core.constraints import add_or
from core.errors import Conflict, Invalid, NotAllowed, NotFound

# The smallest costs that OWASP asks for: a phrase of 88 bits needs no more.
HASHER = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)

# What an unknown name is compared with, so that it takes as long as a known one.
NOBODYS_HASH = (
    "$argon2id$v=19$m=19456,t=2,p=1$KAF9s/tfyT2jgliwgveOJw"
    "$zZD7PdQhbwIXeVWxo6c8d0buE5Cim85Gz0h/9FAIa2g"
)

TRIES_OF_A_NAME = 10
TRIES_OF_ALL = 200
JOINS_OF_ALL = 200


@dataclass(frozen=True)
class Terms:
    """On what terms a role is held.

    Attributes:
        until: the last day; None while nobody ends it.
        authority_id: the public body that an authority's member speaks for.
        motion: the board's motion that appoints an auditor, as the log names it.
    """

    until: date | None = None
    authority_id: int | None = None
    motion: str = ""


def count_sign_in(session: Session, pseudonym: str) -> None:
    """Count a try to sign in, by name and by site, never by address.

    The windows are short: nobody can be locked out for long by somebody else's
    tries, and a phrase of 88 bits needs no more.

    Raises:
        TooMany: this name, or everybody together, tried too often.
    """
    name, minute = names.key(pseudonym), timedelta(minutes=1)
    limits.count_attempt(
        session, "sign_in.often", "*", most=TRIES_OF_ALL, within=minute
    )
    limits.count_attempt(
        session, "sign_in.often", name, most=TRIES_OF_A_NAME, within=5 * minute
    )


def count_join(session: Session) -> None:
    """Count a new account.

    Raises:
        TooMany: too many accounts were made within ten minutes.
    """
    limits.count_attempt(
        session, "join", "*", most=JOINS_OF_ALL, within=timedelta(minutes=10)
    )


def create_member(
    session: Session, pseudonym: str, phrase: str, *, language: str = "en"
) -> Member:
    """Make an account of a name and a phrase; only the phrase's hash is kept.

    Raises:
        Invalid: the name breaks a rule (``"pseudonym.too_short"`` and the like).
        Conflict: the name, or one that looks like it, is taken.
    """
    name = names.tidy(pseudonym)
    problem = names.problem(name)
    if problem is not None:
        raise Invalid(f"pseudonym.{problem}")
    member = Member(
        pseudonym=name,
        name_key=names.key(name),
        phrase_hash=HASHER.hash(canonical(phrase)),
        language=language,
    )
    add_or(session, member, Conflict("pseudonym.taken"))
    return member


def join(
    session: Session, pseudonym: str, phrase: str, *, language: str, invite: str = ""
) -> Member:
    """Make an account, once: the same form sent twice finds the account it made.

    Raises:
        Conflict: the name is somebody else's, or the invite was used.
    """
    try:
        member = create_member(session, pseudonym, phrase, language=language)
    except Conflict:
        already = member_by_phrase(session, pseudonym, phrase)
        if already is None:
            raise
        return already
    if invite:
        accept_invite(session, invite, member)
    return member


def member_by_phrase(session: Session, pseudonym: str, phrase: str) -> Member | None:
    """Return the member with this name and phrase; an unknown name takes as long."""
    member = queries.member_called(session, pseudonym)
    stored = NOBODYS_HASH if member is None else member.phrase_hash
    try:
        HASHER.verify(stored, canonical(phrase))
    except Argon2Error:
        return None
    return member


def change_phrase(session: Session, member_id: int, phrase: str) -> Member:
    """Give a member a new phrase; every session of theirs ends."""
    member = queries.member(session, member_id)
    member.phrase_hash = HASHER.hash(canonical(phrase))
    member.session_epoch += 1
    session.flush()
    return member


def end_sessions(session: Session, member_id: int) -> None:
    """Sign a member out everywhere."""
    queries.member(session, member_id).session_epoch += 1
    session.flush()


def erase_member(session: Session, member_id: int) -> None:
    """Delete a member; the foreign keys do the rest. Roles end in the public log."""
    member = queries.member(session, member_id)
    for held in queries.roles_of(session, member_id):
        _log(session, "role.end", Role(held.role), by=None, member_left=True)
    session.execute(delete(Member).where(Member.id == member.id))
    session.expunge(member)


def grant_role(
    session: Session,
    member_id: int,
    role: Role,
    terms: Terms | None = None,
    *,
    by: int | None,
) -> RoleGrant:
    """Let a member hold a role from today on; ``by`` None is the operator.

    Raises:
        NotAllowed: somebody makes themselves an auditor.
        Conflict: an auditor would hold a second role.
        Invalid: no such role to grant, an auditor without a motion of the board,
            an authority's member without the authority, an end that has passed.
    """
    terms = terms or Terms()
    _check_terms(role, terms, by=by)
    if role is Role.AUDITOR and by == member_id:
        raise NotAllowed("role.own_auditor")
    # One decision about a member at a time: a second waits and sees the first.
    session.scalar(select(Member.id).where(Member.id == member_id).with_for_update())
    held = {Role(grant.role) for grant in queries.roles_of(session, member_id)}
    if not may_hold_together(held | {role}):
        raise Conflict("role.auditor_alone")
    body = terms.authority_id
    if body is not None and session.get(Authority, body) is None:
        raise NotFound("authority")
    granted = _grant_of(session, member_id, role)
    granted.since, granted.until, granted.authority_id = today(), terms.until, body
    session.flush()
    _log(session, "role.grant", role, by=by, motion=terms.motion)
    return granted


def end_role(
    session: Session, grant_id: int, *, by: int | None, motion: str = ""
) -> RoleGrant:
    """Let a role end now.

    Raises:
        Invalid: an auditor's role ends only by a motion of the board.
        Conflict: this is the last administrator.
    """
    held = queries.grant(session, grant_id)
    role = Role(held.role)
    if role is Role.AUDITOR and by is not None and not motion.strip():
        raise Invalid("role.motion_missing")
    if role is Role.ADMINISTRATOR and queries.count_of_role(session, role) == 1:
        raise Conflict("role.last_administrator")
    held.until = today() - timedelta(days=1)
    session.flush()
    _log(session, "role.end", role, by=by, motion=motion)
    return held


def make_invite(session: Session) -> str | None:
    """Return the token of a one-time link for the first administrator.

    An older link stops working; None where there is an administrator already.
    """
    if queries.count_of_role(session, Role.ADMINISTRATOR):
        return None
    token = secrets.token_urlsafe(24)
    session.execute(delete(FirstInvite))
    session.add(FirstInvite(token_hash=_hash_of(token)))
    session.flush()
    return token


def accept_invite(session: Session, token: str, member: Member) -> None:
    """Make a member the first administrator; the link works once.

    Raises:
        Conflict: the link was used, or replaced, or never was one.
    """
    used = session.execute(
        delete(FirstInvite)
        .where(FirstInvite.token_hash == _hash_of(token))
        .returning(FirstInvite.token_hash)
    ).first()
    if used is None:
        raise Conflict("invite.used")
    grant_role(session, member.id, Role.ADMINISTRATOR, by=None)


def _check_terms(role: Role, terms: Terms, *, by: int | None) -> None:
    if role is Role.MEMBER:
        raise Invalid("role.unknown")
    if role is Role.AUDITOR and by is not None and not terms.motion.strip():
        raise Invalid("role.motion_missing")
    if (role is Role.AUTHORITY) != (terms.authority_id is not None):
        raise Invalid("role.authority_missing")
    if terms.until is not None and terms.until < today():
        raise Invalid("role.until_past")


def _grant_of(session: Session, member_id: int, role: Role) -> RoleGrant:
    """Return the member's row for a role; a role held before has one already."""
    queries.member(session, member_id)
    held = session.scalar(
        select(RoleGrant).where(
            RoleGrant.member_id == member_id, RoleGrant.role == role
        )
    )
    if held is None:
        held = RoleGrant(member_id=member_id, role=role)
        session.add(held)
    return held


def _log(
    session: Session, action: str, role: Role, *, by: int | None, **facts: object
) -> None:
    """Record which role came or went; who, only beside the leaf for the auditor."""
    audit.record(
        session,
        action,
        f"role:{role}",
        role="operator" if by is None else Role.ADMINISTRATOR,
        actor_id=by,
        **{name: fact for name, fact in facts.items() if fact},
    )


def _hash_of(token: str) -> str:
    return sha256(token.encode()).hexdigest()
