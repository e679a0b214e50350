"""What every step of coding has in common. Functions add and flush."""

from sqlalchemy.orm import Session

from core import audit
from surveys.findings.coding.models import CodingSet


def record_coding(
    session: Session,
    found: CodingSet,
    action: str,
    *,
    role: str,
    actor_id: int | None,
    **facts: object,
) -> None:
    """Note an act on the texts of a question in the public log, and nobody's words."""
    subject = f"coding_set:{found.id}"
    audit.record(session, action, subject, role=role, actor_id=actor_id, **facts)
