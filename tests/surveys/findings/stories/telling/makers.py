"""Stories at each step."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from accounts.models import Member
from accounts.rules import Role
from surveys.findings.stories.models import Consent, Domain
from surveys.findings.stories.telling.service import (
    Ready,
    SentStory,
    prepare,
    publish,
    tell,
    vote,
)
from surveys.findings.stories.telling.story_parts import Check
from tests.factories import make_member
from tests.surveys.findings.stories.telling.test_story_parts import TOLD

REASON = "It shows what a phone call can do."
SHOWN = TOLD | {"helped": "[name removed] from the mill called me."}
CHECKS = frozenset(Check)
PHRASE = "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"


def make_told(session: Session, **changes: Any) -> UUID:
    """A story that waits for the panel."""
    parts = {"key": uuid4(), "phrase": PHRASE, "parts": TOLD, "language": "en"}
    choices = {"domain": Domain.CONFIDENCE, "consent": Consent.PUBLIC}
    told = SentStory(**parts | choices | changes)
    tell(session, told)
    session.commit()
    return told.key


def make_chosen(session: Session, **changes: Any) -> UUID:
    """A story that two of the panel chose."""
    story_id = make_told(session, **changes)
    for named in (True, False):
        member = make_member(session, Role.BOARD_MEMBER)
        vote(session, story_id, member.id, REASON, named=named)
    session.commit()
    return story_id


def make_prepared(session: Session, **changes: Any) -> tuple[UUID, Member, Member]:
    """A story that one moderator made ready, and a second one."""
    story_id = make_chosen(session, **changes)
    one, two = (make_member(session, Role.MODERATOR) for _ in range(2))
    ready = Ready(SHOWN, "Thank you.", CHECKS)
    prepare(session, story_id, ready, role="moderator", actor_id=one.id)
    session.commit()
    return story_id, one, two


def make_shown(session: Session, **changes: Any) -> UUID:
    """A story that everybody may read."""
    story_id, _one, two = make_prepared(session, **changes)
    by = {"role": "moderator", "actor_id": two.id}
    publish(session, story_id, SHOWN, CHECKS, **by)
    session.commit()
    return story_id
