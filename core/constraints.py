"""What the database refuses decides between two who come at once: one gets its name."""

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.errors import DomainError


def flush_or(session: Session, refusal: DomainError) -> None:
    """Flush; what a constraint refuses is this.

    The transaction is lost then, and may only be rolled back.

    Raises:
        DomainError: ``refusal``, where a constraint does not hold.
    """
    try:
        session.flush()
    except IntegrityError as error:
        raise refusal from error


def add_once(session: Session, row: object) -> bool:
    """Add a row and flush, unless a constraint refuses it; tell if it is new.

    For what comes with the key of its form, so that sent twice it is there once.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def add_or(session: Session, row: object, refusal: DomainError) -> None:
    """Add a row and flush; what a constraint refuses is this, and only the row is lost.

    Raises:
        DomainError: ``refusal``, where a constraint does not hold.
    """
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError as error:
        raise refusal from error
