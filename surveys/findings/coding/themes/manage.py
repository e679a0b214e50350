"""The desk for themes: written by coders, put before residents, then adopted."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from accounts.guards import acting, current_member_id, right_required
from accounts.rules import Right
from core.db import db
from core.errors import Conflict, DomainError, Invalid
from core.i18n import language
from core.web import number_sent
from surveys.findings.coding import queries
from surveys.findings.coding.models import CodingSet, Theme
from surveys.findings.coding.stages import ReportState
from surveys.findings.coding.themes import queries as read
from surveys.findings.coding.themes import service
from surveys.findings.coding.themes.forms import (
    AGREED_WORDS,
    PART_WORDS,
    WORDS,
    typed_theme,
)

__all__ = ["WORDS", "bp"]

bp = Blueprint("desk_themes", __name__, url_prefix="/desk/coding")


@bp.get("/<int:set_id>/themes")
@right_required(Right.CODE_TEXTS)
def themes(set_id: int) -> ResponseReturnValue:
    """Show the themes of a question, and a form for a new one."""
    return _themes_page(queries.coding_set(db.session(), set_id))


@bp.post("/<int:set_id>/themes")
@right_required(Right.CODE_TEXTS)
def add(set_id: int) -> ResponseReturnValue:
    """Write a new theme in the language of the page."""
    return _written(set_id, None)


@bp.get("/<int:set_id>/themes/<int:theme_id>")
@right_required(Right.CODE_TEXTS)
def theme(set_id: int, theme_id: int) -> ResponseReturnValue:
    """Show one theme, to be changed."""
    found = queries.coding_set(db.session(), set_id)
    return _themes_page(found, read.theme_of(db.session(), set_id, theme_id))


@bp.post("/<int:set_id>/themes/<int:theme_id>")
@right_required(Right.CODE_TEXTS)
def change(set_id: int, theme_id: int) -> ResponseReturnValue:
    """Change a theme, or take it away."""
    if request.form.get("act") != "drop":
        return _written(set_id, theme_id)
    found = queries.coding_set(db.session(), set_id)
    service.drop_theme(db.session(), found, theme_id)
    db.session.commit()
    return redirect(url_for("desk_themes.themes", set_id=set_id), 303)


@bp.get("/themes")
@right_required(Right.PUBLISH_RESULTS)
def waiting() -> ResponseReturnValue:
    """Show the questions whose themes can be put before residents or adopted."""
    rows = [
        (each, queries.question_of(each)) for each in queries.coding_sets(db.session())
    ]
    return render_template("coding/publish.html", rows=rows)


@bp.get("/<int:set_id>/themes/preview")
@right_required(Right.PUBLISH_RESULTS)
def preview(set_id: int) -> ResponseReturnValue:
    """Show the themes as residents would read them."""
    return _preview_page(queries.coding_set(db.session(), set_id))


@bp.post("/<int:set_id>/themes/open")
@right_required(Right.PUBLISH_RESULTS)
def put_forward(set_id: int) -> ResponseReturnValue:
    """Put the themes before residents, for at least 14 days."""
    found = queries.coding_set(db.session(), set_id)
    days = number_sent("days") or 0
    try:
        by = acting(Right.PUBLISH_RESULTS)
        service.open_draft(db.session(), found, days, **by)
    except Invalid as error:
        return _preview_page(found, error), 422
    return _public(found, _("Residents can read these themes and comment on them."))


@bp.post("/<int:set_id>/themes/adopt")
@right_required(Right.PUBLISH_RESULTS)
def adopt(set_id: int) -> ResponseReturnValue:
    """Adopt the draft, once residents had their days."""
    found = queries.coding_set(db.session(), set_id)
    service.adopt(db.session(), found, **acting(Right.PUBLISH_RESULTS))
    return _public(found, _("These themes are adopted."))


def _public(found: CodingSet, words: str) -> ResponseReturnValue:
    slug = found.wave.slug
    db.session.commit()
    flash(words)
    return redirect(url_for("themes.themes", slug=slug), 303)


def _written(set_id: int, theme_id: int | None) -> ResponseReturnValue:
    found, typed = queries.coding_set(db.session(), set_id), typed_theme(request)
    try:
        service.write_theme(db.session(), found, typed, theme_id)
    except Invalid as error:
        shown = read.theme_of(db.session(), set_id, theme_id) if theme_id else None
        return _themes_page(found, shown, typed, error), 422
    db.session.commit()
    flash(_("This is kept."))
    return redirect(url_for("desk_themes.themes", set_id=set_id), 303)


def _themes_page(
    found: CodingSet,
    shown: Theme | None = None,
    typed: service.Typed | None = None,
    error: DomainError | None = None,
) -> str:
    """Show all themes, or one, with the form of it."""
    words = dict(typed.words) if typed else {}
    if shown is not None and typed is None:
        words = {part: getattr(shown, part).get(language(), "") for part in PART_WORDS}
    ticked = typed.codes if typed else shown.codes if shown else ()
    return render_template(
        "coding/themes.html",
        found=found,
        question=queries.question_of(found),
        themes=read.themes_of(db.session(), found.id),
        entries=queries.codebook(db.session(), found.id),
        shown=shown,
        own=queries.seat_of(found, current_member_id()),
        words=words,
        ticked=ticked,
        **_faults(error),
    )


def _preview_page(found: CodingSet, error: DomainError | None = None) -> str:
    try:
        body, why = service.report_now(db.session(), found), ""
    except Conflict as conflict:
        body, why = None, str(WORDS[conflict.code])
    reports = read.reports_of(db.session(), found.id)
    draft = next((each for each in reports if each.state == ReportState.DRAFT), None)
    return render_template(
        "coding/preview.html",
        found=found,
        question=queries.question_of(found),
        body=body,
        why=why,
        draft=draft,
        fewest=service.FEWEST_DAYS,
        agreed_words=AGREED_WORDS,
        **_faults(error),
    )


def _faults(error: DomainError | None) -> dict[str, Any]:
    """Return what is wrong with a form, beside the control that it is about."""
    part = str(error.facts.get("part", "days")) if error else ""
    return {
        "errors": [(part, str(WORDS[error.code]))] if error else [],
        "part_words": PART_WORDS,
    }
