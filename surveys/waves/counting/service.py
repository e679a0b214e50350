"""Adds people to counts; what they answered is kept nowhere."""

from typing import Any

from sqlalchemy.dialects.postgresql import insert as insert_postgresql
from sqlalchemy.dialects.sqlite import insert as insert_sqlite
from sqlalchemy.orm import Session

from surveys.instruments.questionnaire import Answers
from surveys.waves.counting.cells import Cell, cells_of
from surveys.waves.counting.queries import fielded_plan
from surveys.waves.mode import Mode
from surveys.waves.models import Counter, SpentToken
from surveys.waves.plan import Attribute
from surveys.waves.queries import Fielded, refuse_unless_open
from surveys.waves.secret_keys import answer_key
from surveys.waves.service import Receipt, standing


def count_answers(
    session: Session,
    fielded: Fielded,
    answers: Answers,
    *,
    token: str,
    language: str,
    mode: Mode,
) -> Receipt:
    """Add one person to the counts of a wave, once.

    Raises:
        Conflict: the wave is not open.
        Invalid: an answer does not stand (``problems`` by item key), or there is none.
    """
    refuse_unless_open(fielded)
    body = standing(fielded.instrument, answers)
    if not _is_first(session, fielded.id, answer_key(token)):
        return Receipt.REPEAT
    attributes = {str(Attribute.LANGUAGE): language, str(Attribute.MODE): str(mode)}
    plan = fielded_plan(session, fielded)
    for cell in cells_of(plan, body, attributes):
        _add_one(session, fielded.id, cell)
    return Receipt.NEW


def _is_first(session: Session, wave_id: int, key: str) -> bool:
    """Keep a token's hash; tell whether it was not there. The constraint decides."""
    insert = _insert(session)
    kept = session.execute(
        insert(SpentToken)
        .values(key=key, wave_id=wave_id)
        .on_conflict_do_nothing(index_elements=[SpentToken.key])
        .returning(SpentToken.key)
    )
    return kept.first() is not None


def _add_one(session: Session, wave_id: int, cell: Cell) -> None:
    insert = _insert(session)
    session.execute(
        insert(Counter)
        .values(
            wave_id=wave_id,
            item=cell.item,
            answer=cell.answer,
            people_of=cell.group,
            people=1,
        )
        .on_conflict_do_update(
            index_elements=["wave_id", "item", "answer", "people_of"],
            set_={"people": Counter.people + 1},
        )
    )


def _insert(session: Session) -> Any:
    on_postgresql = session.get_bind().dialect.name == "postgresql"
    return insert_postgresql if on_postgresql else insert_sqlite
