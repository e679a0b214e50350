"""The desks for stories: a panel chooses with reasons, two others make them public."""

from collections.abc import Callable, Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, DomainError, Invalid, NotAllowed
from core.web import page_asked
from surveys.findings.stories.quotes.forms import (
    kept_marks,
    marks_to_type,
    typed_marks,
)
from surveys.findings.stories.telling import queries, service
from surveys.findings.stories.telling.forms import (
    CHECK_WORDS,
    DOMAIN_WORDS,
    PART_WORDS,
    WORDS,
    parts_of,
    uuid_of,
)
from surveys.findings.stories.telling.story_parts import cleaned

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_stories", __name__, url_prefix="/desk/stories")


@bp.get("/")
@right_required(Right.CHOOSE_STORIES)
def choose() -> ResponseReturnValue:
    """Show the panel the stories that wait for their choice."""
    return _choose_page()


@bp.post("/")
@right_required(Right.CHOOSE_STORIES)
def vote() -> ResponseReturnValue:
    """Choose a story, and say why."""
    reason, key = cleaned(request.form.get("reason", "")), request.form.get("key", "")
    named = request.form.get("named") == "yes"
    try:
        chosen = (uuid_of(key), current_member_id(), reason)
        service.vote(db.session(), *chosen, named=named)
    except Invalid as error:
        return _choose_page(key, reason, error), 422
    db.session.commit()
    flash(_("Your choice and your reason are kept."))
    return redirect(url_for("desk_stories.choose"), 303)


@bp.get("/chosen")
@right_required(Right.MODERATE)
def chosen() -> ResponseReturnValue:
    """Show the stories that the panel chose."""
    stories = queries.chosen(db.session())
    return render_template(
        "stories/chosen.html", stories=stories, domain_words=DOMAIN_WORDS
    )


@bp.get("/<key>")
@right_required(Right.MODERATE)
def story(key: str) -> ResponseReturnValue:
    """Show one story that was chosen: to be made ready, or to be published."""
    return _story_page(key)


@bp.post("/<key>")
@right_required(Right.MODERATE)
def act(key: str) -> ResponseReturnValue:
    """Make a story ready, publish it, or show it to nobody."""
    try:
        _do(key, request.form.get("act", ""))
    except (Conflict, Invalid, NotAllowed) as error:
        db.session.rollback()
        return _story_page(key, error), 409 if isinstance(error, Conflict) else 422
    db.session.commit()
    flash(_("This is kept."))
    return redirect(url_for("desk_stories.chosen"), 303)


def _do(key: str, wanted: str) -> None:
    story_id, by = uuid_of(key), acting(Right.MODERATE)
    checks = frozenset(request.form.getlist("checks"))
    shown, feedback = (
        _parts(kept_marks, parts_of(request.form)),
        cleaned(request.form.get("feedback", "")),
    )
    if wanted == "publish":
        service.publish(db.session(), story_id, shown, checks, **by)
    elif wanted == "refuse":
        service.refuse(db.session(), story_id, feedback, **by)
    else:
        ready = service.Ready(shown, feedback, checks)
        service.prepare(db.session(), story_id, ready, **by)


def _choose_page(
    key: str = "", reason: str = "", error: DomainError | None = None
) -> str:
    number = page_asked()
    pages, stories = queries.to_choose(db.session(), current_member_id(), number)
    return render_template(
        "stories/choose.html",
        stories=stories,
        number=number,
        pages=pages,
        part_words=PART_WORDS,
        domain_words=DOMAIN_WORDS,
        key=key,
        reason=reason,
        problem=str(WORDS[error.code]) if error else "",
    )


def _story_page(key: str, error: DomainError | None = None) -> str:
    found = queries.story_of(db.session(), uuid_of(key))
    typed = found.shown or found.told
    if error:
        typed = parts_of(request.form)
    return render_template(
        "stories/ready.html",
        story=found,
        typed=_parts(typed_marks, typed),
        feedback=request.form.get("feedback", "") if error else found.feedback,
        reasons=queries.reasons_of(db.session(), found.id),
        is_own=found.prepared_by_id == current_member_id(),
        marks=marks_to_type(),
        part_words=PART_WORDS,
        check_words=CHECK_WORDS,
        problem=str(WORDS[error.code]) % error.facts if error else "",
    )


def _parts(change: Callable[[str], str], told: Mapping[str, str]) -> dict[str, str]:
    return {part: change(words) for part, words in told.items()}
