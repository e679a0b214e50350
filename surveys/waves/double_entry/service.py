"""Takes a paper form twice, from two people, and keeps one response."""

import hmac
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.constraints import flush_or
from core.errors import Conflict, Invalid
from surveys.instruments.questionnaire import Answers
from surveys.waves.anonymity import Anonymity
from surveys.waves.double_entry import queries
from surveys.waves.double_entry.differences import (
    NOTHING,
    Decided,
    compared,
    is_same_form,
    settled,
    undecided,
)
from surveys.waves.double_entry.models import PaperAgreement, PaperDone, PaperEntry
from surveys.waves.mode import Mode
from surveys.waves.queries import Fielded, refuse_unless_open
from surveys.waves.service import submit_response

LONGEST_NUMBER = 20


@dataclass(frozen=True)
class Typed:
    """One typing of a sheet, and what its typist decided where two typings differ."""

    sheet: str
    language: str
    answers: Answers
    decided: Decided = NOTHING


@dataclass(frozen=True)
class Outcome:
    """What became of a typing; ``first`` is shown where the two differ, but no text."""

    kept: bool = False
    held: bool = False
    first: Answers = field(default_factory=dict)
    open_keys: tuple[str, ...] = ()


def type_sheet(
    session: Session, wave: Fielded, typed: Typed, *, member_id: int, secret: str
) -> Outcome:
    """Hold a first typing; compare a second one, and keep what both agree on.

    Of the member only a hash stays, keyed with ``secret`` and the row, until the
    second typing is in.

    Raises:
        Conflict: the wave is not open, the sheet was typed twice before, the same
            person typed it first, or the two are hardly alike.
        Invalid: there is no number, or an answer does not stand (``problems``).
    """
    refuse_unless_open(wave)
    refuse_unless_typable(wave)
    _check(wave, typed)
    if queries.is_done(session, wave.id, typed.sheet):
        raise Conflict("paper.done")
    entry = queries.entry_of(session, wave.id, typed.sheet)
    if entry is None:
        _hold(session, wave, typed, member_id, secret)
        return Outcome(held=True)
    if hmac.compare_digest(entry.typist, _typist(secret, entry.id, member_id)):
        raise Conflict("paper.same_person")
    if not is_same_form(entry.answers, typed.answers):
        raise Conflict("paper.not_same")
    open_keys = undecided(entry.answers, typed.answers, typed.decided)
    if open_keys:
        return Outcome(first=entry.answers, open_keys=tuple(open_keys))
    _complete(session, wave, entry, typed)
    return Outcome(kept=True)


def refuse_unless_typable(wave: Fielded) -> None:
    """Pass only where answers are kept, and anybody may send them.

    Raises:
        Conflict: the wave needs a code of each person, or keeps counts only.
    """
    if wave.anonymity != Anonymity.OPEN:
        raise Conflict("paper.not_here")


def _check(wave: Fielded, typed: Typed) -> None:
    if not typed.sheet or len(typed.sheet) > LONGEST_NUMBER:
        raise Invalid("paper.number")
    problems = wave.instrument.check(wave.instrument.clean(typed.answers))
    if problems:
        raise Invalid("response.problems", problems=problems)
    if not typed.answers:
        raise Invalid("response.empty")


def _hold(
    session: Session, wave: Fielded, typed: Typed, member_id: int, secret: str
) -> None:
    key = uuid4()
    session.add(
        PaperEntry(
            id=key,
            wave_id=wave.id,
            sheet=typed.sheet,
            typist=_typist(secret, key, member_id),
            language=typed.language,
            answers=dict(typed.answers),
        )
    )
    flush_or(session, Conflict("paper.at_the_same_time"))


def _complete(session: Session, wave: Fielded, entry: PaperEntry, typed: Typed) -> None:
    """Keep one response and forget both typings."""
    submit_response(
        session,
        wave,
        settled(entry.answers, typed.answers, typed.decided),
        token=secrets.token_urlsafe(16),
        language=typed.language,
        mode=Mode.PAPER,
    )
    _count(session, wave.id, *compared(entry.answers, typed.answers))
    session.execute(delete(PaperEntry).where(PaperEntry.id == entry.id))
    session.add(PaperDone(wave_id=wave.id, sheet=typed.sheet))
    session.flush()


def _count(session: Session, wave_id: int, typed: int, alike: int) -> None:
    found = session.get(PaperAgreement, wave_id, with_for_update=True)
    if found is None:
        found = PaperAgreement(wave_id=wave_id, typed=0, alike=0)
        session.add(found)
    found.typed += typed
    found.alike += alike


def _typist(secret: str, entry_id: UUID, member_id: int) -> str:
    text = f"typist:{entry_id}:{member_id}".encode()
    return hmac.new(secret.encode(), text, sha256).hexdigest()
