"""The facilitator's desk for versions: how far each is agreed, opening comments."""

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from core.errors import Invalid
from surveys.instruments.agreement import queries
from surveys.instruments.agreement.forms import WORDS, CommentsForm
from surveys.instruments.queries import instrument_of, version_called
from surveys.instruments.service import open_comments

if TYPE_CHECKING:
    from surveys.instruments.models import InstrumentVersion

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_agreement", __name__, url_prefix="/desk/questions")


@bp.get("/agreement")
@right_required(Right.FIELD_WAVES)
def versions() -> ResponseReturnValue:
    """List every version with how far it is agreed. Two statements."""
    lines = queries.all_lines(db.session())
    return render_template("questions/desk.html", versions=lines)


@bp.route("/<slug>/<int:number>/comments", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def comments(slug: str, number: int) -> ResponseReturnValue:
    """Ask until when residents may comment, and open a version for it."""
    version, form = version_called(db.session(), slug, number), CommentsForm()
    if form.validate_on_submit() and _opened(version, form):
        flash(_("Residents can comment now. Tell them where."))
        return redirect(url_for("desk_agreement.versions"), 303)
    page = render_template(
        "questions/comments.html",
        form=form,
        version=version,
        instrument=instrument_of(version),
    )
    return page, 422 if form.errors else 200


def _opened(version: "InstrumentVersion", form: CommentsForm) -> bool:
    """Open a version for comment, or leave the reason beside the day."""
    try:
        open_comments(
            *(db.session(), version, form.until.data),
            role=Role.FACILITATOR,
            actor_id=current_member_id(),
        )
    except Invalid as refusal:
        form.until.errors = [WORDS[refusal.code]]
        return False
    db.session.commit()
    return True
