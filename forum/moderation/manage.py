"""The moderators' desk: the queue, and one decision at a time."""

from datetime import date

from flask import (
    Blueprint,
    current_app,
    flash,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict
from core.web import page_asked
from forum.moderation import queries, service
from forum.moderation.forms import RULE_WORDS, WORDS, DecisionForm
from forum.threads.forms import DETAIL_WORDS
from forum.threads.opening_day import opening_day

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("moderation_desk", __name__, url_prefix="/desk/moderation")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.route("/")
@right_required(Right.MODERATE)
def queue() -> ResponseReturnValue:
    """Show what waits, oldest first."""
    number = page_asked()
    total, pages, waiting = queries.queue(db.session(), number, current_member_id())
    return render_template(
        "moderation/queue.html",
        total=total,
        number=number,
        pages=pages,
        waiting=waiting,
    )


@bp.route("/<int:post_id>", methods=["GET", "POST"])
@right_required(Right.MODERATE)
def case(post_id: int) -> ResponseReturnValue:
    """Show one message and take the decision about it."""
    form = DecisionForm()
    if not form.validate_on_submit():
        return _case_page(post_id, form, 422 if form.errors else 200)
    by = current_member_id()
    day = _opening_day(queries.thread_of(db.session(), post_id))
    try:
        service.decide(db.session(), post_id, by, form.decision(), opens_on=day)
    except Conflict:
        db.session.rollback()
        return _case_page(post_id, form, 409)
    db.session.commit()
    flash(_("Your decision is kept, and the author can see it."))
    return redirect(url_for("moderation_desk.queue"), 303)


def _opening_day(thread_id: int) -> date | None:
    """Return the day before which a conversation may not be public, if there is one."""
    return opening_day(current_app.extensions, db.session(), thread_id)


def _case_page(post_id: int, form: DecisionForm, status: int) -> ResponseReturnValue:
    """Show a case; one that is decided shows what was decided instead of a form."""
    found = queries.case(db.session(), post_id, current_member_id())
    template = "case" if found.state == "waiting" else "decided"
    page = render_template(
        f"moderation/{template}.html",
        case=found,
        form=form,
        # What is public already has no day to wait for.
        opens_on=None if found.thread.is_public else _opening_day(found.thread.id),
        too_late=status == 409,
        rule_words=RULE_WORDS,
        detail_words=DETAIL_WORDS,
    )
    return page, status
