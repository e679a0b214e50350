"""The benchmarks' desk: nominate, choose a target, ask the board, count a survey."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.forms import MemberForm
from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Invalid, NotAllowed
from core.i18n import language, percent, plain_text
from core.web import number_asked
from deliberation.benchmarks import queries, service
from deliberation.benchmarks.forms import (
    METHOD_WORDS,
    WORDS,
    MeasureForm,
    NominationForm,
    TargetForm,
    WordingForm,
)
from deliberation.benchmarks.models import Benchmark
from deliberation.benchmarks.outlines import queries as outlines
from deliberation.benchmarks.outlines.forms import filled_in
from deliberation.benchmarks.targets import TargetMethod
from deliberation.board.exercise_keys import slug_of
from deliberation.board.manage import FOLLOWERS
from deliberation.board.models import Board
from surveys.findings.models import FrozenResult
from surveys.instruments.offers.models import Offer

bp = Blueprint("benchmarks_desk", __name__, url_prefix="/desk/benchmarks")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.record
def _follow_motions(state: Any) -> None:
    """Let an adopted motion put into force what it was about."""
    state.app.extensions.setdefault(FOLLOWERS, []).append(service.follow_motion)


@bp.route("/")
@right_required(Right.SET_BENCHMARKS)
def desk() -> ResponseReturnValue:
    """List every benchmark with what can be done."""
    found = queries.listed(db.session())
    return render_template("benchmarks/desk.html", benchmarks=found)


@bp.route("/new")
@right_required(Right.SET_BENCHMARKS)
def choose_result() -> ResponseReturnValue:
    """List the results that a benchmark can start from."""
    results = queries.results_to_choose(db.session())
    return render_template(
        "benchmarks/choose_result.html",
        results=results,
        outlines=outlines.outlines_by_result(db.session(), results),
    )


@bp.route("/new/<int:result_id>", methods=["GET", "POST"])
@right_required(Right.SET_BENCHMARKS)
def nominate(result_id: int) -> ResponseReturnValue:
    """Ask for everything that a benchmark must say of itself."""
    result = queries.frozen_result(db.session(), result_id)
    outline = _outline(result)
    form = NominationForm(data=filled_in(outline)).offer(
        result,
        queries.tables_by_group(db.session(), result),
        queries.authorities(db.session()),
    )
    made = _nominated(form, result) if form.validate_on_submit() else None
    if made is not None:
        db.session.commit()
        return redirect(url_for("benchmarks_desk.target", slug=made.slug), 303)
    return _asked("benchmarks/nominate.html", form, result=result, outline=outline)


@bp.route("/<slug>/target", methods=["GET", "POST"])
@right_required(Right.SET_BENCHMARKS)
def target(slug: str) -> ResponseReturnValue:
    """Show the targets that can be computed, and take the one that is chosen."""
    found, form = queries.benchmark(db.session(), slug), TargetForm()
    if form.validate_on_submit() and _chosen(found, form):
        db.session.commit()
        flash(_("The target is kept."))
        return redirect(url_for("benchmarks.benchmark", slug=slug), 303)
    return _asked(
        *("benchmarks/target.html", form),
        benchmark=found,
        candidates=queries.target_candidates(db.session(), found),
        start=queries.baseline_count(db.session(), found, found.baseline_result),
        method_words=METHOD_WORDS,
    )


@bp.route("/<slug>/motion", methods=["GET", "POST"])
@right_required(Right.SET_BENCHMARKS)
def ask_the_board(slug: str) -> ResponseReturnValue:
    """Put a benchmark before its board."""
    found = queries.benchmark(db.session(), slug)
    form = WordingForm(data={"wording": _wording(found)})
    if form.validate_on_submit():
        motion = service.put_before_board(
            *(db.session(), found),
            wording={language(): form.wording.data},
            member_id=current_member_id(),
        )
        onward = url_for("board.motion", slug=found.board.slug, number=motion.number)
        db.session.commit()
        return redirect(onward, 303)
    return _asked("benchmarks/ask_the_board.html", form, benchmark=found)


@bp.route("/<slug>/waves")
@right_required(Right.SET_BENCHMARKS)
def waves(slug: str) -> ResponseReturnValue:
    """List later surveys, counted here or not."""
    found = queries.benchmark(db.session(), slug)
    return render_template(
        "benchmarks/waves.html",
        benchmark=found,
        results=queries.waves_to_measure(db.session(), found),
        measured={measure.frozen_result_id for measure in found.measures},
        form=MeasureForm(),
    )


@bp.route("/<slug>/waves/<int:result_id>", methods=["POST"])
@right_required(Right.SET_BENCHMARKS)
def measure(slug: str, result_id: int) -> ResponseReturnValue:
    """Let one frozen survey say how a benchmark is going."""
    if not MeasureForm().validate_on_submit():
        raise Invalid("benchmarks.stale_page")
    found = queries.benchmark(db.session(), slug)
    service.measure_wave(db.session(), found, result_id, member_id=current_member_id())
    db.session.commit()
    flash(_("This is kept."))
    return redirect(url_for("benchmarks.benchmark", slug=slug), 303)


def _nominated(form: NominationForm, result: FrozenResult) -> Benchmark | None:
    """Nominate what the form says; put what is wrong beside its control."""
    number = queries.next_number(db.session())
    try:
        return service.nominate(
            *(db.session(), _own_board(), result, form.specification()),
            slug=slug_of(f"{number} {form.title.data}", number.lower()),
            member_id=current_member_id(),
        )
    except Invalid as refusal:
        if refusal.code == "benchmarks.baseline_hidden":
            form.numerator.errors = [WORDS[refusal.code]]
        form.show(service.fault_of(refusal))
        return None


def _outline(result: FrozenResult) -> Offer | None:
    """Return the benchmark of another place that was chosen to start from, if any."""
    chosen = number_asked("outline")
    if chosen is None:
        return None
    return outlines.outline_for(db.session(), result, chosen)


def _chosen(found: Benchmark, form: TargetForm) -> bool:
    """Set the target that the form says; put a refusal beside its control."""
    try:
        service.choose_target(
            *(db.session(), found),
            value=form.share,
            method=TargetMethod(form.method.data),
            reason={language(): form.reason.data},
            member_id=current_member_id(),
        )
    except Invalid as refusal:
        form.value.errors = [WORDS[refusal.code]]
        return False
    return True


def _own_board() -> Board:
    """Return the board on which the member sits.

    Raises:
        NotAllowed: there is none.
    """
    found = queries.board_of(db.session(), current_member_id())
    if found is None:
        raise NotAllowed("benchmarks.no_board")
    return found


def _wording(found: Benchmark) -> str:
    if found.target is None:
        return ""
    words: str = _(
        "The board adopts the benchmark %(number)s, %(title)s, "
        "with the target %(target)s.",
        number=found.number,
        title=plain_text(found.title),
        target=percent(found.target, "#,##0.0%"),
    )
    return words


def _asked(template: str, form: MemberForm, **context: Any) -> ResponseReturnValue:
    page = render_template(template, form=form, **context)
    return page, 422 if form.errors else 200
