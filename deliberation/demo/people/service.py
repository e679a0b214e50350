"""Gives the people of Larkmoor accounts, roles and seats."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy.orm import Session

from accounts.models import Authority
from accounts.phrase import new_phrase
from accounts.rules import Role
from accounts.service import Terms, create_member, grant_role
from deliberation.board.composition import SeatKind
from deliberation.board.service import SeatPlan, found_board
from deliberation.demo.cast import Cast, SignIn
from deliberation.demo.story import Story

# Appointed later, by a motion of the board.
BY_MOTION = frozenset({Role.AUDITOR})


def settle(session: Session, story: Story) -> tuple[Cast, list[SignIn]]:
    """Let everybody join, and found the board; return who is who and how to sign in."""
    bodies = _bodies(session, story)
    members: dict[str, int] = {}
    sign_ins = []
    for person in [*story.tables["people"], *story.tables["seats"]]:
        sign_in = SignIn(person["pseudonym"], new_phrase(), _roles(person))
        members[sign_in.pseudonym] = _join(session, person, sign_in, bodies)
        sign_ins.append(sign_in)
    board = found_board(
        session,
        story.tables["board"]["slug"],
        name=story.words("board.name"),
        purpose=story.words("board.purpose"),
        seats=_seats(story, members),
        role="operator",
    )
    return Cast(story, members, bodies, board.id), sign_ins


def appoint_auditor(session: Session, cast: Cast, *, motion: str) -> None:
    """Give the auditor's role to whom the board has chosen."""
    for person in cast.story.tables["people"]:
        if Role.AUDITOR in person.get("roles", ()):
            member_id = cast.members[person["pseudonym"]]
            terms = Terms(motion=motion)
            administrator = cast.members["Rosa"]
            grant_role(session, member_id, Role.AUDITOR, terms, by=administrator)


def _bodies(session: Session, story: Story) -> dict[str, int]:
    made = [
        Authority(slug=body["slug"], name=story.words(f"bodies.{body['slug']}.name"))
        for body in story.tables["bodies"]
    ]
    session.add_all(made)
    session.flush()
    return {body.slug: body.id for body in made}


def _roles(person: dict[str, Any]) -> tuple[str, ...]:
    if "kind" in person:
        chair = [Role.CHAIR] if person.get("chair") else []
        return (Role.BOARD_MEMBER, *chair)
    return tuple(person.get("roles", ())) or (Role.MEMBER,)


def _join(
    session: Session,
    person: dict[str, Any],
    sign_in: SignIn,
    bodies: dict[str, int],
) -> int:
    member = create_member(
        session,
        sign_in.pseudonym,
        sign_in.phrase,
        language=person.get("language", "en"),
    )
    terms = Terms(authority_id=bodies[person["body"]]) if "body" in person else None
    for role in map(Role, sign_in.roles):
        if role not in BY_MOTION | {Role.MEMBER}:
            grant_role(session, member.id, role, terms, by=None)
    return member.id


def _seats(story: Story, members: dict[str, int]) -> Iterator[SeatPlan]:
    for position, seat in enumerate(story.tables["seats"], 1):
        yield SeatPlan(
            kind=SeatKind(seat["kind"]),
            speaks_for=story.words(f"seats.{position}.speaks_for"),
            member_id=members[seat["pseudonym"]],
            is_chair=seat.get("chair", False),
        )
