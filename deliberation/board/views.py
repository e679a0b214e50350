"""Pages of the board: who sits on it, what it rated, what it decided."""

from collections.abc import Callable
from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.forms import MemberForm
from accounts.guards import anyone, current_member_id, right_required, visitor
from accounts.own_data import Holding, register
from accounts.rules import Right
from core.db import db
from core.errors import NotFound
from core.i18n import language, plain_text
from deliberation.board import queries
from deliberation.board.forms import (
    CHOICE_WORDS,
    WORDS,
    AnotherViewForm,
    BallotForm,
    ReasonForm,
    rating_form,
)
from deliberation.board.models import (
    Board,
    Motion,
    MotionState,
    RatingExercise,
    Recusal,
)
from deliberation.board.motions import queries as motion_queries
from deliberation.board.motions import service as motion_service
from deliberation.board.motions.quorum import (
    BallotChoice,
    lived_experience_quorum,
    quorum,
)
from deliberation.board.ratings import queries as rating_queries
from deliberation.board.ratings import service as rating_service
from surveys.instruments.agreement.queries import VersionLine, line_of

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("board", __name__, url_prefix="/board")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.record_once
def _hold(state: BlueprintSetupState) -> None:
    """Say what this room keeps of a member; the foreign keys let go of it."""
    words = _l("Votes, rating rounds and steps aside with your name")
    kept = Holding(words, queries.kept_of, lambda *_, **__: None)
    register(state.app.extensions, kept)


@bp.route("/")
@anyone
def boards() -> ResponseReturnValue:
    """List the boards. Two statements."""
    return render_template("board/boards.html", boards=queries.boards(db.session()))


@bp.route("/<slug>")
@anyone
def board(slug: str) -> ResponseReturnValue:
    """Show one board: seats, ratings and motions. Five statements."""
    found = queries.board(db.session(), slug)
    return render_template(
        "board/board.html",
        board=found,
        exercises=rating_queries.exercises(db.session(), found.id),
        motions=motion_queries.motions(db.session(), found.id),
        has_seat=_has_seat(found),
    )


@bp.route("/<slug>/ratings/<exercise_slug>")
@anyone
def exercise(slug: str, exercise_slug: str) -> ResponseReturnValue:
    """Show what the board rated, and what came out. Seven statements."""
    found, rated = _exercise(slug, exercise_slug)
    return render_template(
        "board/exercise.html",
        board=found,
        exercise=rated,
        open_round=rating_queries.open_round(rated),
        recusals=_recusals_by_key(rated),
        took_part=rating_queries.participants(
            db.session(), [r.id for r in rated.rounds]
        ),
        has_seat=_has_seat(found),
    )


@bp.route("/<slug>/ratings/<exercise_slug>/rate", methods=["GET", "POST"])
@right_required(Right.RATE)
def rate(slug: str, exercise_slug: str) -> ResponseReturnValue:
    """Ask a member for ratings, each item from 1 to 9."""
    found, rated = _exercise(slug, exercise_slug)
    queries.require_seat(db.session(), found.id, current_member_id())
    aside = _own_recusals(rated)
    form = rating_form(rated.priority_items, _own_ratings(rated), aside)
    if form.validate_on_submit():
        rating_service.rate(
            db.session(), rated, member_id=current_member_id(), values=form.values()
        )
        db.session.commit()
        flash(_("Your ratings are kept. You can change them until the round closes."))
        return redirect(_to_exercise(found, rated), 303)
    return _asked(
        *("board/rate.html", form),
        board=found,
        exercise=rated,
        open_round=rating_queries.open_round(rated),
        aside=aside,
    )


@bp.route("/<slug>/ratings/<exercise_slug>/<key>/aside", methods=["GET", "POST"])
@right_required(Right.RATE)
def step_aside_from_item(
    slug: str, exercise_slug: str, key: str
) -> ResponseReturnValue:
    """Let a member declare an interest in an item."""
    found, rated = _exercise(slug, exercise_slug)
    step = partial(rating_service.step_aside_from_item, db.session(), rated, key)
    matter = f"{key}. {_title_of(rated, key)}"
    return _aside(step, _to_exercise(found, rated), matter)


@bp.route("/<slug>/motions/<number>")
@anyone
def motion(slug: str, number: str) -> ResponseReturnValue:
    """Show a motion: its text, and after the close the count and the votes."""
    found, shown = _motion(slug, number)
    roll = motion_queries.roll(db.session(), shown)
    return render_template(
        "board/motion.html",
        board=found,
        motion=shown,
        quorums=[quorum(roll.attendance), lived_experience_quorum(roll.attendance)],
        recusals=[
            ("", *_who_and_why(each))
            for each in motion_queries.motion_recusals(db.session(), shown.id)
        ],
        votes=motion_queries.named_votes(db.session(), shown),
        choice_words=CHOICE_WORDS,
        questions=_questions(shown),
        has_seat=_has_seat(found),
        has_voted=_has_voted(found, shown),
    )


@bp.route("/about-questions/<int:version_id>")
@anyone
def about_questions(version_id: int) -> ResponseReturnValue:
    """Lead to the motion that agreed to a version of the questions."""
    slug, number = motion_queries.motion_that_adopted(db.session(), version_id)
    return redirect(url_for("board.motion", slug=slug, number=number))


@bp.route("/<slug>/motions/<number>/ballot", methods=["GET", "POST"])
@right_required(Right.VOTE)
def ballot(slug: str, number: str) -> ResponseReturnValue:
    """Ask a member for a vote; until the close it can be changed."""
    found, shown = _motion(slug, number)
    form = _ballot_form(found, shown)
    if form.validate_on_submit():
        motion_service.cast_ballot(
            *(db.session(), shown),
            member_id=current_member_id(),
            choice=BallotChoice(form.choice.data),
            rationale=form.rationale.data or "",
        )
        db.session.commit()
        return redirect(_to_motion(found, shown), 303)
    return _asked("board/ballot.html", form, board=found, motion=shown)


@bp.route("/<slug>/motions/<number>/aside", methods=["GET", "POST"])
@right_required(Right.VOTE)
def step_aside_from_motion(slug: str, number: str) -> ResponseReturnValue:
    """Let a member declare an interest in a motion."""
    found, shown = _motion(slug, number)
    step = partial(motion_service.step_aside_from_motion, db.session(), shown)
    matter = f"{shown.number}. {plain_text(shown.title)}"
    return _aside(step, _to_motion(found, shown), matter)


@bp.route("/<slug>/motions/<number>/another-view", methods=["GET", "POST"])
@right_required(Right.VOTE)
def another_view(slug: str, number: str) -> ResponseReturnValue:
    """Take a minority statement, to be printed beside the decision."""
    found, shown = _motion(slug, number)
    form = AnotherViewForm()
    if form.validate_on_submit():
        motion_service.add_minority_statement(
            *(db.session(), shown),
            member_id=current_member_id(),
            words={language(): form.words.data},
        )
        db.session.commit()
        return redirect(_to_motion(found, shown), 303)
    return _asked("board/another_view.html", form, board=found, motion=shown)


def _exercise(slug: str, exercise_slug: str) -> tuple[Board, RatingExercise]:
    found = queries.board(db.session(), slug)
    return found, rating_queries.exercise(db.session(), found.id, exercise_slug)


def _motion(slug: str, number: str) -> tuple[Board, Motion]:
    found = queries.board(db.session(), slug)
    return found, motion_queries.motion(db.session(), found.id, number)


def _questions(shown: Motion) -> VersionLine | None:
    """Return the questions that a motion agrees to, if that is its matter."""
    version_id = shown.instrument_version_id
    return None if version_id is None else line_of(db.session(), version_id)


def _has_seat(board: Board) -> bool:
    member_id = visitor().member_id
    return member_id is not None and member_id in {s.member_id for s in board.seats}


def _has_voted(board: Board, shown: Motion) -> bool:
    """Tell a member whether their own vote is in; nobody else is told."""
    if shown.state != MotionState.OPEN or not _has_seat(board):
        return False
    member_id = current_member_id()
    return motion_queries.own_ballot(db.session(), shown.id, member_id) is not None


def _to_exercise(board: Board, rated: RatingExercise) -> str:
    return url_for("board.exercise", slug=board.slug, exercise_slug=rated.slug)


def _to_motion(board: Board, shown: Motion) -> str:
    return url_for("board.motion", slug=board.slug, number=shown.number)


def _recusals_by_key(rated: RatingExercise) -> list[tuple[str, str, str]]:
    """Return item key, who stepped aside, and why."""
    keys = {item.id: item.key for item in rated.priority_items}
    return [
        (keys.get(each.priority_item_id or 0, ""), *_who_and_why(each))
        for each in rating_queries.item_recusals(db.session(), keys)
    ]


def _who_and_why(recusal: Recusal) -> tuple[str, str]:
    member = recusal.member
    return member.pseudonym if member else _("A former member"), recusal.reason


def _own_recusals(rated: RatingExercise) -> dict[int, str]:
    """Return the reader's own reasons for stepping aside, by item id."""
    ids = [item.id for item in rated.priority_items]
    return {
        each.priority_item_id: each.reason
        for each in rating_queries.item_recusals(db.session(), ids)
        if each.member_id == current_member_id() and each.priority_item_id is not None
    }


def _own_ratings(rated: RatingExercise) -> dict[int, int]:
    opened = rating_queries.open_round(rated)
    if opened is None:
        return {}
    return rating_queries.own_ratings(db.session(), opened.id, current_member_id())


def _title_of(rated: RatingExercise, key: str) -> str:
    """Return an item's title in the reader's language.

    Raises:
        NotFound: there is no such item.
    """
    for item in rated.priority_items:
        if item.key == key:
            return plain_text(item.title)
    raise NotFound("board.unknown_item")


def _ballot_form(board: Board, shown: Motion) -> BallotForm:
    seat = queries.require_seat(db.session(), board.id, current_member_id())
    own = motion_queries.own_ballot(db.session(), shown.id, seat.member_id or 0)
    if own is None or shown.state != MotionState.OPEN:
        return BallotForm()
    return BallotForm(data={"choice": own.choice, "rationale": own.rationale})


def _aside(step: Callable[..., object], back: str, matter: str) -> ResponseReturnValue:
    """Take a member's reason to step aside from a matter; until then ask for it."""
    form = ReasonForm()
    if form.validate_on_submit():
        step(member_id=current_member_id(), reason=form.reason.data)
        db.session.commit()
        flash(_("You have stepped aside. Thank you for saying so."))
        return redirect(back, 303)
    return _asked("board/aside.html", form, back=back, matter=matter)


def _asked(template: str, form: MemberForm, **context: Any) -> ResponseReturnValue:
    """Show a form: new, or once more with what is wrong and what was typed."""
    page = render_template(template, form=form, **context)
    return page, 422 if form.errors else 200
