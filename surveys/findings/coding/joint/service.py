"""How two coders go on once both are through: decide, read again, or share the rest.

Functions add and flush; the view commits.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.constraints import add_or
from core.errors import Conflict, Invalid, NotFound
from surveys.findings.coding.agreement import Agreement, agreements, failing
from surveys.findings.coding.answers.queries import Reading, readings_now
from surveys.findings.coding.answers.service import lay_out, move, text_ids
from surveys.findings.coding.drawing import tasks_alone, tasks_for_both
from surveys.findings.coding.models import CodeEntry, Coding, CodingSet, JointDecision
from surveys.findings.coding.queries import codebook, own_seat
from surveys.findings.coding.service import record_coding
from surveys.findings.coding.stages import Outcome, SetState

TOGETHER = frozenset({SetState.JOINT, SetState.REVIEW})
"""When both coders are through, and see each other's codes."""

LONGEST_REASON = 1_000


def readings_together(session: Session, found: CodingSet) -> list[Reading]:
    """Return what was read by both, now that both are through.

    Raises:
        Conflict: one of them is not.
    """
    if found.state not in TOGETHER:
        raise Conflict("joint.not_both")
    return [each for each in readings_now(session, found) if len(each.codes) > 1]


def agreement_of(
    session: Session, found: CodingSet, read: Collection[Reading]
) -> Mapping[str, Agreement]:
    """Return the agreement on each code of the codebook over texts read by both."""
    pairs = [(each.codes[1], each.codes[2]) for each in read]
    return agreements(pairs, [each.key for each in codebook(session, found.id)])


def undecided(read: Collection[Reading]) -> list[Reading]:
    """Return the texts that were read differently and not talked about yet."""
    return [each for each in read if each.is_disputed and each.decision is None]


@dataclass(frozen=True)
class Together:
    """What both coders make of a text: how it ended, its codes, and why."""

    outcome: Outcome
    codes: tuple[str, ...] = ()
    reason: str = ""


def decide(
    session: Session,
    found: CodingSet,
    member_id: int,
    text_id: UUID,
    together: Together,
) -> None:
    """Keep what both coders made of a text that they had read differently.

    Raises:
        NotAllowed: the member is no coder of this set.
        NotFound: the text is not disputed.
        Conflict: one of them is not through, or the text was decided already.
        Invalid: a code is unknown, a reason lacks or is too long, or the codebook
            is said to have changed and did not.
    """
    own_seat(found, member_id)
    read = {each.text_id: each for each in readings_together(session, found)}
    if text_id not in read or not read[text_id].is_disputed:
        raise NotFound("coding.no_text")
    _check(session, found, together)
    both = together.outcome is Outcome.TWO_READINGS
    decided = JointDecision(
        coding_set_id=found.id,
        open_text_id=text_id,
        round=found.round,
        outcome=together.outcome,
        codes=[] if both else sorted(set(together.codes)),
        reason=together.reason,
    )
    add_or(session, decided, Conflict("joint.decided"))


def read_again(session: Session, found: CodingSet, *, role: str, actor_id: int) -> None:
    """Let both code the sample anew, by the codebook as it is now.

    Raises:
        Conflict: one of them is not through, or the sample is behind them.
    """
    move(session, found, {SetState.JOINT}, SetState.DOUBLE)
    session.execute(
        update(CodingSet)
        .where(CodingSet.id == found.id)
        .values(round=CodingSet.round + 1)
        .execution_options(synchronize_session=False)
    )
    session.refresh(found, ["round"])
    tasks = tasks_for_both(text_ids(session, found), found.salt, found.round)
    lay_out(session, found, tasks)
    record_coding(session, found, "coding.read_again", role=role, actor_id=actor_id)


def go_on(session: Session, found: CodingSet, *, role: str, actor_id: int) -> None:
    """Share out the rest after the sample, or be done after the rest.

    Raises:
        Conflict: texts are undecided; on some code the two agree too little, or it
            is newer than the sample: then the sample is read again first.
    """
    read = readings_together(session, found)
    if undecided(read):
        raise Conflict("joint.undecided")
    if found.state == SetState.REVIEW:
        move(session, found, {SetState.REVIEW}, SetState.CODED)
    else:
        _refuse_unless_reliable(session, found, read)
        tasks = tasks_alone(text_ids(session, found), found.salt)
        after = SetState.SINGLE if tasks else SetState.CODED
        move(session, found, {SetState.JOINT}, after)
        lay_out(session, found, tasks)
    record_coding(session, found, "coding.go_on", role=role, actor_id=actor_id)


def _refuse_unless_reliable(
    session: Session, found: CodingSet, read: Collection[Reading]
) -> None:
    if failing(agreement_of(session, found, read)):
        raise Conflict("joint.agree_too_little")
    firsts = (
        select(func.min(CodeEntry.version))
        .where(CodeEntry.coding_set_id == found.id)
        .group_by(CodeEntry.key)
    )
    newest = max(session.scalars(firsts), default=0)
    if newest > _coded_by(session, found):
        raise Conflict("joint.new_code")


def _coded_by(session: Session, found: CodingSet) -> int:
    """Return the version of the codebook that the sample was coded by."""
    oldest = select(func.min(Coding.codebook_version)).where(
        Coding.coding_set_id == found.id, Coding.round == found.round
    )
    return session.scalar(oldest) or 0


def _check(session: Session, found: CodingSet, together: Together) -> None:
    known = {each.key for each in codebook(session, found.id)}
    if not known.issuperset(together.codes):
        raise Invalid("coding.code_unknown")
    if len(together.reason) > LONGEST_REASON:
        raise Invalid("coding.too_long")
    if together.outcome is not Outcome.AGREED and not together.reason:
        raise Invalid("joint.reason_missing")
    is_same = found.codebook_version <= _coded_by(session, found)
    if together.outcome is Outcome.CODEBOOK_CHANGED and is_same:
        raise Invalid("joint.codebook_same")
