"""Lets somebody of Larkmoor tell what changed, and the panel choose it."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from accounts.rules import Role
from deliberation.demo.cast import Cast
from surveys.findings.stories.models import Consent, Domain
from surveys.findings.stories.telling.service import (
    Ready,
    SentStory,
    prepare,
    publish,
    tell,
    vote,
)
from surveys.findings.stories.telling.story_parts import PARTS, Check
from surveys.waves.receipts.phrase import new_phrase

LOOKED_FOR = frozenset(Check)


def tell_and_choose(session: Session, cast: Cast) -> None:
    """Let each story be told without an account, chosen with reasons, and shown."""
    for change in cast.story.tables["changes"]:
        _one(session, cast, change)


def _one(session: Session, cast: Cast, change: Mapping[str, Any]) -> None:
    key, told = uuid4(), {part: change[part] for part in PARTS}
    domain, language = Domain(change["domain"]), change["language"]
    # Its teller alone keeps the phrase; here nobody does.
    tell(session, SentStory(key, new_phrase(), told, domain, Consent.PUBLIC, language))
    for choice in change["chosen"]:
        member, named = cast.members[choice["by"]], choice["named"]
        vote(session, key, member, choice["reason"], named=named)
    shown = told | change["shown"]
    ready = Ready(shown, change["feedback"], LOOKED_FOR)
    first, second = (cast.members[name] for name in change["made_ready_by"])
    prepare(session, key, ready, role=Role.MODERATOR, actor_id=first)
    publish(session, key, shown, LOOKED_FOR, role=Role.MODERATOR, actor_id=second)
