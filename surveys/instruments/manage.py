"""The facilitator's desk for questions: the sets to start from."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from surveys.instruments import queries, service, shipped
from surveys.instruments.duration import minutes, questions
from surveys.instruments.forms import WORDS

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_questions", __name__, url_prefix="/desk/questions")


@bp.get("/templates")
@right_required(Right.FIELD_WAVES)
def templates() -> ResponseReturnValue:
    """Show the sets of questions that ship, and which of them are here already."""
    rows = [(each, len(questions(each)), minutes(each)) for each in shipped.templates()]
    taken = queries.kept_slugs(db.session(), shipped.template_names())
    return render_template("instruments/templates.html", rows=rows, taken=taken)


@bp.post("/templates/<name>")
@right_required(Right.FIELD_WAVES)
def take(name: str) -> ResponseReturnValue:
    """Make one of them a set of questions of this place."""
    service.take_template(
        db.session(),
        shipped.template(name),
        role=Role.FACILITATOR,
        actor_id=current_member_id(),
    )
    db.session.commit()
    flash(_("These questions are yours now. The ones that ship stay as they are."))
    return redirect(url_for("desk_questions.templates"), 303)
