"""What coders do: take a seat, read text by text, and go on together.

Functions add and flush; the view commits.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.db import rows_changed
from core.errors import Conflict, Invalid, NotFound
from surveys.findings.coding.answers import queries
from surveys.findings.coding.drawing import Task, tasks_for_both
from surveys.findings.coding.models import (
    Coding,
    CodingSet,
    OpenText,
    TextTranslation,
)
from surveys.findings.coding.queries import codebook, own_seat, seat_of
from surveys.findings.coding.service import record_coding
from surveys.findings.coding.stages import CodingState, Seat, SetState

LONGEST_NOTE, LONGEST_TRANSLATION = 1_000, 10_000
_NEXT = {SetState.DOUBLE: SetState.JOINT, SetState.SINGLE: SetState.REVIEW}


@dataclass(frozen=True)
class Typed:
    """What a coder says of a text; ``seen`` is the revision that the page showed."""

    text_id: UUID
    seen: int
    codes: tuple[str, ...] = ()
    note: str = ""
    translation: str = ""
    language: str = ""
    pass_on: bool = False


def take_seat(
    session: Session, found: CodingSet, member_id: int, *, role: str, actor_id: int
) -> Seat:
    """Make a member one of the two coders of a set.

    Raises:
        Conflict: both seats are taken, or this member sits on one.
    """
    if seat_of(found, member_id) is not None:
        raise Conflict("coding.seated")
    for seat, column in (
        (Seat.FIRST, CodingSet.first_coder_id),
        (Seat.SECOND, CodingSet.second_coder_id),
    ):
        taken = rows_changed(
            session,
            update(CodingSet)
            .where(CodingSet.id == found.id, column.is_(None))
            .values({column: member_id})
            .execution_options(synchronize_session=False),
        )
        if taken:
            session.refresh(found, ["first_coder_id", "second_coder_id"])
            record_coding(
                session, found, "coding.take_seat", role=role, actor_id=actor_id
            )
            return seat
    raise Conflict("coding.seats_taken")


def begin(session: Session, found: CodingSet, *, role: str, actor_id: int) -> None:
    """Let both coders read the same random sample, each in their own order.

    Raises:
        Conflict: it began already, or a coder or the codebook is missing.
    """
    if found.first_coder_id is None or found.second_coder_id is None:
        raise Conflict("coding.two_coders")
    if not codebook(session, found.id):
        raise Conflict("coding.no_codebook")
    move(session, found, {SetState.CODEBOOK}, SetState.DOUBLE)
    lay_out(
        session,
        found,
        tasks_for_both(text_ids(session, found), found.salt, found.round),
    )
    record_coding(session, found, "coding.begin", role=role, actor_id=actor_id)


def keep(session: Session, found: CodingSet, member_id: int, typed: Typed) -> None:
    """Keep what a coder says of a text, or put the text off with what was ticked.

    When nothing waits for either coder, the joint screen opens.

    Raises:
        NotAllowed: the member is no coder of this set.
        NotFound: the text does not wait for this coder.
        Conflict: nobody codes now, or another page of the coder was faster.
        Invalid: a code is not in the codebook, or a text is too long.
    """
    seat = own_seat(found, member_id)
    if found.state not in _NEXT:
        raise Conflict("coding.not_now")
    _check(session, found, typed)
    coding = queries.coding_of(session, found, seat, typed.text_id)
    if coding is None:
        raise NotFound("coding.no_text")
    state = CodingState.PASSED if typed.pass_on else CodingState.CODED
    _save(session, found, coding, typed, state)
    _keep_translation(session, seat, typed)
    # One after the other: of two last texts at once neither would see the other's.
    session.execute(queries.LOCKED.where(CodingSet.id == found.id))
    done = queries.progress(session, found).values()
    if all(each.is_through for each in done):
        move(session, found, {SetState(found.state)}, _NEXT[SetState(found.state)])


def move(
    session: Session, found: CodingSet, before: set[SetState], after: SetState
) -> None:
    """Bring a set further; of two who do so at once, one comes too late.

    Raises:
        Conflict: the set is elsewhere.
    """
    moved = rows_changed(
        session,
        update(CodingSet)
        .where(CodingSet.id == found.id, CodingSet.state.in_(before))
        .values(state=after)
        .execution_options(synchronize_session=False),
    )
    session.refresh(found, ["state"])
    if not moved:
        raise Conflict("coding.not_now")


def lay_out(session: Session, found: CodingSet, tasks: list[Task]) -> None:
    """Give each coder their texts, in the order of the tasks."""
    places, rows = dict.fromkeys(Seat, 0), []
    for text_id, seat, stage in tasks:
        places[seat] += 1
        task = {"open_text_id": text_id, "seat": seat, "stage": stage}
        common = {"coding_set_id": found.id, "round": found.round}
        rows.append(task | common | {"place": places[seat]})
    if rows:
        session.execute(insert(Coding), rows)


def text_ids(session: Session, found: CodingSet) -> list[UUID]:
    """Return the random keys of the texts of a set."""
    return list(
        session.scalars(
            select(OpenText.id).where(
                OpenText.wave_id == found.wave_id, OpenText.item_key == found.item_key
            )
        )
    )


def _check(session: Session, found: CodingSet, typed: Typed) -> None:
    known = {each.key for each in codebook(session, found.id)}
    if not known.issuperset(typed.codes):
        raise Invalid("coding.code_unknown")
    if len(typed.note) > LONGEST_NOTE or len(typed.translation) > LONGEST_TRANSLATION:
        raise Invalid("coding.too_long")


def _save(
    session: Session, found: CodingSet, coding: Coding, typed: Typed, state: CodingState
) -> None:
    """Save a reading if nobody did since its page was shown; twice the same is once."""
    values = {"codes": sorted(set(typed.codes)), "note": typed.note, "state": state}
    if all(getattr(coding, name) == value for name, value in values.items()):
        return
    saved = rows_changed(
        session,
        update(Coding)
        .where(Coding.id == coding.id, Coding.revision == typed.seen)
        .values(
            **values,
            revision=Coding.revision + 1,
            codebook_version=found.codebook_version,
        )
        .execution_options(synchronize_session=False),
    )
    session.refresh(coding)
    if not saved:
        raise Conflict("coding.other_page")


def _keep_translation(session: Session, seat: Seat, typed: Typed) -> None:
    """Keep a coder's own translation beside the text; an empty one is taken away."""
    key = {"open_text_id": typed.text_id, "language": typed.language, "seat": seat}
    kept = session.get(TextTranslation, key) if typed.language else None
    if kept is None:
        if typed.translation and typed.language:
            session.add(TextTranslation(**key, text=typed.translation))
    elif typed.translation:
        kept.text = typed.translation
    else:
        session.delete(kept)
    session.flush()
