"""The chair's desk: rounds, motions, and who is present."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.forms import MemberForm
from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.clock import now
from core.db import db
from core.errors import Invalid
from core.i18n import language
from deliberation.board import queries
from deliberation.board.exercise_keys import keyed, rated_line, slug_of
from deliberation.board.forms import ExerciseForm, MotionForm, PressForm, RollForm
from deliberation.board.models import Board
from deliberation.board.motions import queries as motion_queries
from deliberation.board.motions import service as motion_service
from deliberation.board.ratings import queries as rating_queries
from deliberation.board.ratings import service as rating_service
from surveys.instruments.agreement.queries import undecided_lines

bp = Blueprint("board_desk", __name__, url_prefix="/desk/board")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True

MOTION_ACTS: dict[str, Callable[..., object]] = {
    "open": motion_service.open_motion,
    "close": motion_service.close_motion,
    "withdraw": motion_service.withdraw_motion,
}

FOLLOWERS = "motion_followers"
"""Key in ``app.extensions``: what higher rooms do when a motion is adopted."""


@bp.route("/")
@right_required(Right.CHAIR_BOARD)
def boards() -> ResponseReturnValue:
    """List the boards."""
    return render_template("board/desks.html", boards=queries.boards(db.session()))


@bp.route("/<slug>")
@right_required(Right.CHAIR_BOARD)
def desk(slug: str) -> ResponseReturnValue:
    """Show what the chair can do now."""
    found = _board(slug)
    return render_template(
        "board/desk.html",
        board=found,
        exercises=rating_queries.exercises(db.session(), found.id),
        motions=motion_queries.motions(db.session(), found.id),
        now=now(),
        form=PressForm(),
    )


@bp.route("/<slug>/ratings/new", methods=["GET", "POST"])
@right_required(Right.CHAIR_BOARD)
def new_exercise(slug: str) -> ResponseReturnValue:
    """Write down what is to be rated."""
    found, form = _board(slug), ExerciseForm()
    if form.validate_on_submit() and (plans := _plans(form)):
        rating_service.create_exercise(
            *(db.session(), found, slug_of(form.title.data, found.slug)),
            title={language(): form.title.data},
            items=plans,
            member_id=current_member_id(),
        )
        db.session.commit()
        return _back(found)
    return _asked("board/new_exercise.html", form, board=found)


@bp.route(
    "/<slug>/ratings/<exercise_slug>/<int:number>/<any(open, close):act>",
    methods=["POST"],
)
@right_required(Right.CHAIR_BOARD)
def act_on_round(
    slug: str, exercise_slug: str, number: int, act: str
) -> ResponseReturnValue:
    """Open or close a round."""
    found = _board(slug)
    rated = rating_queries.exercise(db.session(), found.id, exercise_slug)
    _check_token()
    verb = rating_service.open_round if act == "open" else rating_service.close_round
    verb(db.session(), rated, number, member_id=current_member_id())
    db.session.commit()
    opened = _("The round is open.")
    flash(
        opened
        if act == "open"
        else _("The round is closed. The ratings have no names any more.")
    )
    return _back(found)


@bp.route("/<slug>/motions/new", methods=["GET", "POST"])
@right_required(Right.CHAIR_BOARD)
def new_motion(slug: str) -> ResponseReturnValue:
    """Write down a motion."""
    found, offered = _board(slug), undecided_lines(db.session())
    form = MotionForm().offer(offered)
    if form.validate_on_submit():
        motion_service.propose_motion(
            *(db.session(), found),
            member_id=current_member_id(),
            title={language(): form.title.data},
            wording={language(): form.wording.data},
            instrument_version_id=form.version_id(),
        )
        db.session.commit()
        return _back(found)
    return _asked("board/new_motion.html", form, board=found, offered=offered)


@bp.route("/<slug>/motions/<number>/<any(open, close, withdraw):act>", methods=["POST"])
@right_required(Right.CHAIR_BOARD)
def act_on_motion(slug: str, number: str, act: str) -> ResponseReturnValue:
    """Open a ballot, close and count it, or take a draft back."""
    found = _board(slug)
    motion = motion_queries.motion(db.session(), found.id, number)
    _check_token()
    chair: dict[str, Any] = {"member_id": current_member_id()}
    if act == "close":
        chair["on_adopted"] = current_app.extensions.get(FOLLOWERS, ())
    MOTION_ACTS[act](db.session(), motion, **chair)
    db.session.commit()
    return redirect(url_for("board.motion", slug=slug, number=number), 303)


@bp.route("/<slug>/motions/<number>/roll", methods=["GET", "POST"])
@right_required(Right.CHAIR_BOARD)
def roll(slug: str, number: str) -> ResponseReturnValue:
    """Note who is present."""
    found = _board(slug)
    motion = motion_queries.motion(db.session(), found.id, number)
    present = motion_queries.present(db.session(), motion.id)
    form = RollForm(data={"present": sorted(present)})
    form.offer(queries.filled_seats(db.session(), found.id))
    if form.validate_on_submit():
        motion_service.take_roll(
            *(db.session(), motion),
            member_id=current_member_id(),
            present=form.present.data,
        )
        db.session.commit()
        return _back(found)
    return _asked("board/roll.html", form, board=found, motion=motion)


def _board(slug: str) -> Board:
    """Return a board whose chair is asking."""
    found = queries.board(db.session(), slug)
    queries.require_seat(db.session(), found.id, current_member_id(), chair=True)
    return found


def _check_token() -> None:
    """Refuse a press of a button whose token does not hold."""
    if not PressForm().validate_on_submit():
        raise Invalid("board.stale_page")


def _back(board: Board) -> ResponseReturnValue:
    return redirect(url_for("board_desk.desk", slug=board.slug), 303)


def _plans(form: ExerciseForm) -> list[rating_service.ItemPlan]:
    """Return the items with the results they rest on; none if one is not known."""
    plans = []
    for key, line in keyed(form.lines()):
        rated = rated_line(line)
        result = rating_queries.cited(db.session(), rated.wave, rated.item)
        if rated.wave and result is None:
            words = _("There is no published result here: %(line)s", line=line)
            form.items.errors = [*form.items.errors, words]
        plans.append(rating_service.ItemPlan(key, {language(): rated.title}, result))
    return [] if form.items.errors else plans


def _asked(template: str, form: MemberForm, **context: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, **context)
    return page, 422 if form.errors else 200
