"""What the coders' desk reads: how far they are, the next text, where they differ."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, contains_eager

from surveys.findings.coding.final_codes import Decision, final_codes, is_disputed
from surveys.findings.coding.models import (
    Coding,
    CodingSet,
    JointDecision,
    OpenText,
    TextTranslation,
)
from surveys.findings.coding.stages import (
    CodingState,
    Outcome,
    Seat,
    SetState,
    Stage,
)

STAGES = {
    SetState.DOUBLE: (Stage.SAMPLE,),
    SetState.JOINT: (Stage.SAMPLE,),
    SetState.SINGLE: (Stage.REST, Stage.CHECK),
    SetState.REVIEW: (Stage.REST, Stage.CHECK),
}
"""Why texts are read, by how far a set is."""

LOCKED = select(CodingSet.id).with_for_update()
"""Makes others who save a text of the same set wait, where several can write."""


@dataclass(frozen=True)
class Progress:
    """How far one coder is: texts by state."""

    coded: int = 0
    passed: int = 0
    waiting: int = 0

    @property
    def texts(self) -> int:
        """All texts of this coder."""
        return self.coded + self.passed + self.waiting

    @property
    def is_through(self) -> bool:
        """Tell whether nothing waits for this coder, put off or not."""
        return self.coded == self.texts


@dataclass
class Reading:
    """One text as its coders read it: codes and notes by seat."""

    text_id: UUID
    codes: dict[int, tuple[str, ...]] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    decision: Decision | None = None

    @property
    def is_disputed(self) -> bool:
        """Tell whether the two read it differently."""
        return is_disputed(self.codes.values())

    @property
    def both(self) -> frozenset[str]:
        """The codes that are in every reading."""
        return final_codes(tuple(self.codes.values()))

    @property
    def final(self) -> frozenset[str]:
        """The codes that count."""
        return final_codes(tuple(self.codes.values()), self.decision)


def progress(session: Session, found: CodingSet) -> dict[Seat, Progress]:
    """Return how far each coder is in what is read now: 1 SELECT."""
    rows = session.execute(
        select(Coding.seat, Coding.state, func.count())
        .where(
            Coding.coding_set_id == found.id,
            Coding.round == found.round,
            Coding.stage.in_(_stages(found)),
        )
        .group_by(Coding.seat, Coding.state)
    )
    counted: dict[int, dict[str, int]] = {seat: {} for seat in Seat}
    for seat, state, texts in rows:
        counted[seat][state] = texts
    return {seat: Progress(**counted[seat]) for seat in Seat}


def coding_at(
    session: Session, found: CodingSet, seat: Seat, place: int
) -> Coding | None:
    """Return what a coder made of the text at a place in their own order: 1 SELECT."""
    return session.scalar(_own(found, seat).where(Coding.place == place))


def coding_of(
    session: Session, found: CodingSet, seat: Seat, text_id: UUID
) -> Coding | None:
    """Return what a coder made of a text, with the text: 1 SELECT."""
    return session.scalar(_own(found, seat).where(Coding.open_text_id == text_id))


def next_coding(session: Session, found: CodingSet, seat: Seat) -> Coding | None:
    """Return the coder's next text; those that were passed on come last: 1 SELECT."""
    last = case((Coding.state == CodingState.PASSED, 1), else_=0)
    return session.scalar(
        _own(found, seat)
        .where(Coding.state != CodingState.CODED)
        .order_by(last, Coding.place)
        .limit(1)
    )


def translations(session: Session, text_id: UUID) -> list[TextTranslation]:
    """Return the translations that coders made of a text: 1 SELECT."""
    return list(
        session.scalars(
            select(TextTranslation)
            .where(TextTranslation.open_text_id == text_id)
            .order_by(TextTranslation.language, TextTranslation.seat)
        )
    )


def open_text(session: Session, text_id: UUID) -> OpenText | None:
    """Return a text; whoever asks has made sure that it may be read: 1 SELECT."""
    return session.get(OpenText, text_id)


def readings(
    session: Session, found: CodingSet, stages: Iterable[Stage]
) -> list[Reading]:
    """Return finished readings of this round, by random key, with decisions: 2 SELECTs.

    Only for after both coders are through.
    """
    rows = session.execute(
        select(Coding.open_text_id, Coding.seat, Coding.codes, Coding.note)
        .where(
            Coding.coding_set_id == found.id,
            Coding.round == found.round,
            Coding.stage.in_(list(stages)),
            Coding.state == CodingState.CODED,
        )
        .order_by(Coding.open_text_id, Coding.seat)
    )
    read: dict[UUID, Reading] = {}
    for text_id, seat, codes, note in rows:
        one = read.setdefault(text_id, Reading(text_id))
        one.codes[seat], one.notes[seat] = tuple(codes), note
    for decided in session.scalars(
        select(JointDecision).where(
            JointDecision.coding_set_id == found.id, JointDecision.round == found.round
        )
    ):
        if decided.open_text_id in read:
            read[decided.open_text_id].decision = Decision(
                Outcome(decided.outcome), frozenset(decided.codes)
            )
    return list(read.values())


def readings_now(session: Session, found: CodingSet) -> list[Reading]:
    """Return the readings of what is read now: 2 SELECTs."""
    return readings(session, found, _stages(found))


def _stages(found: CodingSet) -> tuple[Stage, ...]:
    return STAGES.get(SetState(found.state), ())


def _own(found: CodingSet, seat: Seat) -> Select[Coding]:
    return (
        select(Coding)
        .join(Coding.open_text)
        .options(contains_eager(Coding.open_text))
        .where(
            Coding.coding_set_id == found.id,
            Coding.round == found.round,
            Coding.seat == seat,
            Coding.stage.in_(_stages(found)),
        )
    )
