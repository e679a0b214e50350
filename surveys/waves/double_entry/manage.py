"""Where paper forms are typed, each by two people."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request
from flask import url_for as address
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, DomainError, Invalid
from surveys.instruments.questionnaire import Answers, Problem
from surveys.waves.asking.forms import in_words
from surveys.waves.double_entry import queries, service
from surveys.waves.double_entry.differences import Typing
from surveys.waves.double_entry.forms import (
    AGAIN,
    CHOICE,
    WORDS,
    Question,
    is_text,
    questions,
    read_typed,
)
from surveys.waves.double_entry.service import Outcome, Typed
from surveys.waves.forms import WORDS as WAVE_WORDS
from surveys.waves.forms import problem_words
from surveys.waves.queries import Fielded, fielded, refuse_unless_open
from surveys.waves.settling.jobs import settle_now
from surveys.waves.settling.queries import is_settling_due

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_paper", __name__, url_prefix="/desk/paper")

NOTHING = Typed(sheet="", language="", answers={})


@bp.get("/<slug>")
@right_required(Right.ASSIST)
def sheets(slug: str) -> ResponseReturnValue:
    """Show an empty form to type into, and how many wait for a second person."""
    wave = fielded(db.session(), slug)
    refuse_unless_open(wave)
    service.refuse_unless_typable(wave)
    return _page(wave, NOTHING)


@bp.post("/<slug>")
@right_required(Right.ASSIST)
def type_one(slug: str) -> ResponseReturnValue:
    """Take one typing of one sheet."""
    wave = fielded(db.session(), slug, lock=True)
    typed = read_typed(request.form, wave.instrument)
    if request.form.get("agreed") != "yes":
        return _page(wave, typed, [("agreed", str(WORDS["paper.consent"]))], 422)
    try:
        outcome = _taken(wave, typed)
    except (Conflict, Invalid) as error:
        db.session.rollback()
        return _refused(wave, typed, error)
    return _next(wave, typed, outcome)


type_one.takes_a_sheet = True  # type: ignore[attr-defined]


def _taken(wave: Fielded, typed: Typed) -> Outcome:
    return service.type_sheet(
        db.session(),
        wave,
        typed,
        member_id=current_member_id(),
        secret=current_app.config["SECRET_KEY"],
    )


def _next(wave: Fielded, typed: Typed, outcome: Outcome) -> ResponseReturnValue:
    """Ask about differences, or say what became of the sheet and show the next."""
    if outcome.open_keys:
        db.session.rollback()
        return _differences(wave, typed, outcome)
    due = outcome.kept and is_settling_due(db.session(), wave.id)
    db.session.commit()
    if due:
        settle_now(wave.id)
    if outcome.kept:
        flash(
            _("Form %(number)s is counted. You can lay it aside.", number=typed.sheet)
        )
    else:
        flash(
            _(
                "Form %(number)s is kept until somebody else types it too.",
                number=typed.sheet,
            )
        )
    return redirect(address("desk_paper.sheets", slug=wave.slug), 303)


def _refused(wave: Fielded, typed: Typed, error: DomainError) -> ResponseReturnValue:
    status = 409 if isinstance(error, Conflict) else 422
    said = WORDS.get(error.code) or WAVE_WORDS.get(error.code, "")
    errors = _errors(wave, error.facts.get("problems", {}))  # type: ignore[arg-type]
    return _page(wave, typed, errors or [("sheet", str(said))], status)


def _errors(wave: Fielded, problems: Mapping[str, Problem]) -> list[tuple[str, str]]:
    return [
        (f"q.{key}", problem_words(problem, wave.instrument.by_key[key]))
        for key, problem in problems.items()
    ]


def _differences(wave: Fielded, typed: Typed, outcome: Outcome) -> ResponseReturnValue:
    numbers = {each.item.key: each for each in questions(wave.instrument, {})}
    rows = [_row(numbers[key], outcome.first, typed) for key in outcome.open_keys]
    asked = {f"{name}{key}" for key in outcome.open_keys for name in (AGAIN, CHOICE)}
    sent = [pair for pair in request.form.items(multi=True) if pair[0] not in asked]
    return render_template(
        "waves/double_entry/differences.html",
        wave=wave,
        default=wave.instrument.default_language,
        rows=rows,
        sent=sent,
    )


def _row(
    question: Question, first: Answers, typed: Typed
) -> tuple[Question, list[tuple[Typing, list[Any]]]]:
    """Return a question and the two answers to choose from; none for a text."""
    item = question.item
    if is_text(item):
        return question, []
    pairs = ((Typing.FIRST, first), (Typing.SECOND, typed.answers))
    return question, [
        (typing, in_words(item, answers.get(item.key)) or [_("No answer")])
        for typing, answers in pairs
    ]


def _page(
    wave: Fielded,
    typed: Typed,
    errors: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    page = render_template(
        "waves/double_entry/type.html",
        wave=wave,
        default=wave.instrument.default_language,
        questions=questions(wave.instrument, typed.answers),
        waiting=queries.waiting(db.session(), wave.id),
        typed=typed,
        errors=errors or [],
        faults=dict(errors or []),
    )
    return page, status
