"""Notes and shadow reports: beside results, all of a survey, one's own, new ones."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from accounts.guards import anyone, current_member_id, signed_in, visitor
from accounts.own_data import Holding, register
from core.db import db
from core.web import number_asked, page_asked
from forum.notes import queries, service
from forum.notes.forms import KIND_WORDS, WORDS, NoteForm, ReportForm, WithdrawForm
from forum.notes.models import NoteKind
from forum.notes.queries import NoteAbove, NoteLine
from forum.threads import opening_day
from forum.threads.views import form_page, send
from surveys.findings.forms import is_early
from surveys.findings.guards import public, readable
from surveys.findings.reading.keeping.forms import page_of_facts

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("notes", __name__, url_prefix="/forum")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True


@bp.record_once
def _hold(state: BlueprintSetupState) -> None:
    """Say what this room keeps of a member, and when its notes may be public."""
    words = _l("Notes and reports you set beside results")
    kept = Holding(words, queries.count_notes_by, service.erase_notes)
    register(state.app.extensions, kept)
    opening_day.register(state.app.extensions, queries.opening_day)


@bp.app_template_global("notes_beside")
def _notes_beside(slug: str, number: int | None) -> tuple[int, list[NoteLine]]:
    """Give pages of results, in a room below, what stands beside them."""
    return queries.beside(db.session(), slug, number)


@bp.app_template_global("note_above")
def _note_above(thread_id: int) -> NoteAbove | None:
    """Give the page of a conversation the note that it is about."""
    return queries.above(db.session(), thread_id, visitor().member_id)


@bp.app_template_global("note_kind")
def _note_kind(kind: NoteKind) -> str:
    """Name a kind wherever a note is shown."""
    return str(KIND_WORDS[kind])


@bp.route("/notes/<slug>")
@anyone
def index(slug: str) -> ResponseReturnValue:
    """Show all notes and reports about a survey, the newest first: 2 statements."""
    release = public(slug)
    number = page_asked()
    total, pages, lines = queries.notes_of(db.session(), slug, number)
    title = tuple(release.wave.title.items())

    def make() -> str:
        return render_template(
            "notes/index.html",
            wave=release.wave,
            total=total,
            number=number,
            pages=pages,
            lines=lines,
        )

    return page_of_facts((title, total, pages, tuple(lines)), make, number)


@bp.route("/notes/<slug>/note", methods=["GET", "POST"])
@signed_in
def note(slug: str) -> ResponseReturnValue:
    """Take a note about a question, or about a survey as a whole."""
    return _written(slug, NoteForm(), number_asked("question") or 0)


@bp.route("/notes/<slug>/report", methods=["GET", "POST"])
@signed_in
def report(slug: str) -> ResponseReturnValue:
    """Take a shadow report about a survey."""
    return _written(slug, ReportForm(), 0)


@bp.route("/my-notes")
@signed_in
def mine() -> ResponseReturnValue:
    """Show members what they set beside results, how it stands, and a way back."""
    number = page_asked()
    pages, notes = queries.own_notes(db.session(), current_member_id(), number)
    form = WithdrawForm()
    return render_template(
        "notes/mine.html", notes=notes, number=number, pages=pages, form=form
    )


@bp.post("/my-notes/<int:note_id>/withdraw")
@signed_in
def withdraw(note_id: int) -> ResponseReturnValue:
    """Take back one's own note."""
    if WithdrawForm().validate():
        service.withdraw(db.session(), note_id, current_member_id())
        db.session.commit()
        flash(_("You have taken it back. It no longer stands beside the results."))
    else:
        flash(_("This page was open for a long time. Please send it once more."))
    return redirect(url_for("notes.mine"), 303)


def _written(
    slug: str, form: NoteForm | ReportForm, number: int
) -> ResponseReturnValue:
    """Show a form, or keep what it sends and lead to the new conversation."""
    session = db.session()
    release = readable(slug)
    matter = queries.matter(session, release, number)
    facts = {
        "slug": slug,
        "title": release.wave.title,
        "question": matter.question,
        "opens_on": release.embargo_until if is_early(release) else None,
    }
    if request.method == "POST":
        author = current_member_id()
        sent = send(
            form, lambda: service.write_note(session, author, matter, form.note())
        )
        if sent is not None:
            flash(_("Thank you. A moderator reads it before others can."))
            return redirect(url_for("threads.post", post_id=sent.id), 303)
    return form_page("notes/write.html", form, **facts)
