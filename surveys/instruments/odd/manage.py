"""The facilitator's desk for questions that read oddly to somebody."""

from uuid import UUID

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from accounts.guards import right_required
from accounts.rules import Right
from core.db import db
from core.errors import NotFound
from surveys.instruments.odd import queries, service
from surveys.instruments.odd.forms import WORDS

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_odd", __name__, url_prefix="/desk/questions/odd")


@bp.get("/")
@right_required(Right.FIELD_WAVES)
def odd() -> ResponseReturnValue:
    """Show what people said, by question and language. Two statements."""
    return render_template(
        "questions/odd_desk.html", lines=queries.odd_lines(db.session())
    )


@bp.post("/seen")
@right_required(Right.FIELD_WAVES)
def seen() -> ResponseReturnValue:
    """Mark one as seen."""
    try:
        odd_id = UUID(request.form.get("odd", ""))
    except ValueError:
        raise NotFound("odd.unknown") from None
    service.mark_seen(db.session(), odd_id)
    db.session.commit()
    return redirect(url_for("desk_odd.odd"), 303)
