"""What is done with one-time codes. The session is the roll's, not the site's."""

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from core.db import empty_log_on_commit, rows_changed
from core.errors import Conflict, Invalid
from surveys.waves.rewriting.service import write_anew
from surveys.waves.roll.code import new_code
from surveys.waves.roll.models import OnRoll
from surveys.waves.secret_keys import code_key, spending_key


def issue_codes(session: Session, slug: str, count: int) -> list[str]:
    """Put new codes on the roll of a wave; return them, this once, in no order."""
    codes = [new_code() for _ in range(count)]
    rows = [{"code_key": code_key(slug, code), "wave": slug} for code in codes]
    session.execute(insert(OnRoll), sorted(rows, key=lambda row: row["code_key"]))
    rewrite_roll(session)
    return codes


def refuse_unless_usable(session: Session, slug: str, code: str, token: str) -> None:
    """Pass with a code that is not spent, or by this very page.

    Raises:
        Conflict: another page spent it.
        Invalid: there is no such code, or none was typed.
    """
    if not code.strip():
        raise Invalid("code.missing")
    found = session.execute(
        select(OnRoll.spent_by).where(OnRoll.code_key == code_key(slug, code))
    ).one_or_none()
    if found is None:
        raise Invalid("code.unknown")
    if found.spent_by not in {None, spending_key(token)}:
        raise Conflict("code.spent")


def spend_code(session: Session, slug: str, code: str, token: str) -> None:
    """Spend a code, once; the same page may do so again. The UPDATE decides.

    Raises:
        Conflict: another page spent it.
        Invalid: there is no such code, or none was typed.
    """
    key, by = code_key(slug, code), spending_key(token)
    spent = rows_changed(
        session,
        update(OnRoll)
        .where(OnRoll.code_key == key)
        .where(or_(OnRoll.spent_by.is_(None), OnRoll.spent_by == by))
        .values(spent_by=by)
        .execution_options(synchronize_session=False),
    )
    if not spent:
        refuse_unless_usable(session, slug, code, token)


def rewrite_roll(session: Session) -> None:
    """Write the roll anew, so that nothing tells in which order codes were spent."""
    write_anew(session, OnRoll.__tablename__, OnRoll.code_key.key)
    empty_log_on_commit(session)
