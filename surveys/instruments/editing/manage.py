"""The editor's desk: drafts, their questions in order, and the way to a version."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.guards import current_member_id, right_required
from accounts.rules import Right, Role
from core.db import db
from core.errors import Conflict, Invalid
from surveys.instruments.editing import queries, service
from surveys.instruments.editing.differences import Difference, differences, history
from surveys.instruments.editing.drafting import begun, move_item
from surveys.instruments.editing.forms import (
    CHANGE_WORDS,
    LACK_WORDS,
    WORDS,
    BeginForm,
    DraftForm,
    Unreadable,
    VersionForm,
)
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.editing.readiness import faults_of
from surveys.instruments.editing.remarks import advice_on
from surveys.instruments.faults.forms import reason_in_words
from surveys.instruments.forms import KIND_WORDS, remark_words
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating import queries as translations
from surveys.instruments.translating.states import joined

__all__ = ["STATELESS", "WORDS", "bp", "page_of_form", "page_of_removal"]

bp = Blueprint("desk_drafts", __name__, url_prefix="/desk/questions/drafts")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True

MOVES = {"up": -1, "down": 1}

Step = tuple[int, Instrument, Instrument | None, list[Difference]]
"""A version's number, its words, those of the one before, and what changed."""


@bp.get("/")
@right_required(Right.FIELD_WAVES)
def drafts() -> ResponseReturnValue:
    """Show all drafts, and the instruments that have versions but no draft."""
    found = queries.drafts(db.session())
    newest = queries.newest_numbers(db.session())
    return render_template(
        "drafts/index.html",
        drafts=[(each, queries.draft_instrument(each)) for each in found],
        newest=newest,
        others=sorted(newest.keys() - {each.slug for each in found}),
        form=FlaskForm(),
    )


@bp.route("/new", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def begin() -> ResponseReturnValue:
    """Begin a draft with nothing in it."""
    form = BeginForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return render_template("drafts/begin.html", form=form), status
    made = begun(form.slug.data, form.title.data.strip(), form.language.data)
    service.start_draft(db.session(), made)
    db.session.commit()
    return redirect(url_for("desk_drafts.overview", slug=made.slug), 303)


@bp.post("/<slug>/take")
@right_required(Right.FIELD_WAVES)
def take(slug: str) -> ResponseReturnValue:
    """Begin a draft with the newest version of an instrument."""
    if not FlaskForm().validate_on_submit():
        raise Invalid("csrf")
    service.take_version(db.session(), slug)
    db.session.commit()
    return redirect(url_for("desk_drafts.overview", slug=slug), 303)


@bp.get("/<slug>")
@right_required(Right.FIELD_WAVES)
def overview(slug: str) -> ResponseReturnValue:
    """Show a draft: its questions in order, and what is still wrong with each."""
    return _overview(slug)


@bp.post("/<slug>")
@right_required(Right.FIELD_WAVES)
def move(slug: str) -> ResponseReturnValue:
    """Move one question up or down."""
    form, draft = DraftForm(), queries.draft(db.session(), slug)
    act = next((each for each in MOVES if each in request.form), "")
    if not act or not form.validate_on_submit():
        raise Invalid("csrf")
    key = request.form[act]
    moved = move_item(queries.draft_instrument(draft), key, MOVES[act])
    if stale := _stale(slug, service.save_draft, draft, moved, seen=form.seen):
        return stale
    return redirect(url_for("desk_drafts.overview", slug=slug, _anchor=f"q-{key}"), 303)


@bp.route("/<slug>/discard", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def discard(slug: str) -> ResponseReturnValue:
    """Ask once more, then throw a draft away; its versions stay."""
    draft = queries.draft(db.session(), slug)
    form = DraftForm(data={"revision": str(draft.revision)})
    if not form.validate_on_submit():
        return _discard_page(draft, form), 422 if form.is_submitted() else 200
    if stale := _stale(slug, service.discard_draft, draft, seen=form.seen):
        return stale
    flash(_("The draft is thrown away."))
    return redirect(url_for("desk_drafts.drafts"), 303)


@bp.get("/<slug>/version")
@right_required(Right.FIELD_WAVES)
def version(slug: str) -> ResponseReturnValue:
    """Show what the next version would change."""
    return _version_page(slug, VersionForm())


@bp.post("/<slug>/version")
@right_required(Right.FIELD_WAVES)
def make(slug: str) -> ResponseReturnValue:
    """Make the next version."""
    form = VersionForm()
    if not form.validate_on_submit():
        raise Invalid("csrf")
    try:
        number = _make(slug, form)
    except (Conflict, Invalid) as error:
        db.session.rollback()
        status = 409 if isinstance(error, Conflict) else 422
        return _version_page(slug, form, error.code), status
    db.session.commit()
    flash(_("Version %(number)s is made. Its words never change.", number=number))
    return redirect(url_for("desk_drafts.versions", slug=slug), 303)


@bp.get("/<slug>/versions")
@right_required(Right.FIELD_WAVES)
def versions(slug: str) -> ResponseReturnValue:
    """Show in words what each version changed, the newest first."""
    draft = queries.draft(db.session(), slug)
    found = queries.versions(db.session(), slug)
    steps: list[Step] = [
        (number, new, old, differences(old, new))
        for (_old_number, old), (number, new) in pairwise(found)
    ]
    first: list[Step] = [(number, new, None, []) for number, new in found[:1]]
    return render_template(
        "drafts/versions.html",
        draft=draft,
        steps=list(reversed(first + steps)),
        change_words=CHANGE_WORDS,
    )


def page_of_form(
    slug: str,
    form: DraftForm,
    change: Callable[[Instrument], Instrument],
    template: str,
    *,
    saved: Callable[[Instrument], dict[str, Any]] | None = None,
    onward: Callable[[Instrument], str] | None = None,
    **shown: Any,
) -> ResponseReturnValue:
    """Save what a form makes of a draft and go on; else show all that was typed.

    Args:
        slug: of the draft.
        form: as it came, or as it is shown first.
        change: from the draft as it is to the draft as it shall be.
        template: of the page.
        saved: what stands in the form's fields now, for somebody who was slower;
            left out where no field is kept in the draft.
        onward: where it leads; to the draft unless said.
        shown: what the page shows besides.
    """
    status, refusal = 422 if form.is_submitted() else 200, ""
    draft = queries.draft(db.session(), slug)
    if form.validate_on_submit():
        try:
            changed = change(queries.draft_instrument(draft))
            service.save_draft(db.session(), draft, changed, seen=form.seen)
            db.session.commit()
            return redirect((onward or _home)(changed), 303)
        except Unreadable as unreadable:
            form.blame(unreadable)
        except Conflict as conflict:
            db.session.rollback()
            status, refusal = 409, conflict.code
            draft = queries.draft(db.session(), slug)
    known = _beside(draft, form, saved, refusal)
    return render_template(template, form=form, **known, **shown), status


def page_of_removal(
    slug: str, remove: Callable[[Instrument], Instrument], template: str, **shown: Any
) -> ResponseReturnValue:
    """Ask once more, then take a part of a draft out; else as ``page_of_form``."""
    draft = queries.draft(db.session(), slug)
    form = DraftForm(data={"revision": str(draft.revision)})
    return page_of_form(slug, form, remove, template, **shown)


def _stale(
    slug: str, verb: Callable[..., None], *what: Any, seen: int
) -> ResponseReturnValue | None:
    """Do something to a draft and commit it; return the page where it is refused."""
    try:
        verb(db.session(), *what, seen=seen)
    except Conflict as conflict:
        db.session.rollback()
        return _overview(slug, refusal=conflict.code), 409
    db.session.commit()
    return None


def _beside(
    draft: InstrumentDraft,
    form: DraftForm,
    saved: Callable[[Instrument], dict[str, Any]] | None,
    refusal: str,
) -> dict[str, Any]:
    """Return what a form's page shows of the draft; a stale form is made fresh."""
    instrument, beside = queries.draft_instrument(draft), []
    form.written_in(instrument.default_language)
    if refusal == "draft.stale":
        beside = list(form.beside({} if saved is None else saved(instrument)))
        form.revision.data = str(draft.revision)
    return {
        "draft": draft,
        "instrument": instrument,
        "own": instrument.default_language,
        "refusal": WORDS[refusal] if refusal else "",
        "beside": beside,
    }


def _home(draft: Instrument) -> str:
    return url_for("desk_drafts.overview", slug=draft.slug)


def _discard_page(draft: InstrumentDraft, form: DraftForm) -> str:
    instrument = queries.draft_instrument(draft)
    return render_template(
        "drafts/discard.html",
        draft=draft,
        form=form,
        instrument=instrument,
        own=instrument.default_language,
    )


def _overview(slug: str, refusal: str = "") -> str:
    draft = queries.draft(db.session(), slug)
    instrument = queries.draft_instrument(draft)
    before = [each for _number, each in queries.versions(db.session(), slug)]
    whole = joined(instrument, translations.kept(db.session(), draft.id))
    faults, advice = faults_of(whole, history(before)), advice_on(whole)
    return render_template(
        "drafts/overview.html",
        draft=draft,
        instrument=instrument,
        own=instrument.default_language,
        form=DraftForm(formdata=None, data={"revision": str(draft.revision)}),
        faults={
            key: [each for each in faults if each.key == key]
            for key in {each.key for each in faults}
        },
        count=len(faults),
        remarks=advice.at,
        untried=advice.untried,
        remark_words=remark_words,
        has_versions=bool(before),
        refusal=WORDS[refusal] if refusal else "",
        kind_words=KIND_WORDS,
        lack_words=LACK_WORDS,
        reason_words=reason_in_words,
    )


def _make(slug: str, form: VersionForm) -> int:
    made = service.make_version(
        db.session(),
        queries.draft(db.session(), slug),
        broken=request.form.getlist("broken"),
        seen=form.seen,
        role=Role.FACILITATOR,
        actor_id=current_member_id(),
    )
    return made.number


def _version_page(slug: str, form: VersionForm, refusal: str = "") -> str:
    draft = queries.draft(db.session(), slug)
    own = queries.draft_instrument(draft)
    before = [each for _number, each in queries.versions(db.session(), slug)]
    whole = joined(own, translations.kept(db.session(), draft.id))
    form.revision.data = str(draft.revision)
    return render_template(
        "drafts/version.html",
        draft=draft,
        form=form,
        instrument=own,
        own=own.default_language,
        latest=before[-1] if before else None,
        changed=differences(before[-1], whole) if before else [],
        is_faulty=bool(faults_of(whole, history(before))),
        broken=request.form.getlist("broken"),
        refusal=WORDS[refusal] if refusal else "",
        change_words=CHANGE_WORDS,
    )
