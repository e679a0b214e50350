"""The translators' desk: each language beside the text it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import (
    Blueprint,
    Response,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from accounts.guards import current_member_id, right_required
from accounts.rules import Right
from core.db import begin_writing, db
from core.errors import Conflict, Invalid, NotFound
from core.web import page_asked
from surveys.instruments.editing import queries as editing
from surveys.instruments.editing.models import InstrumentDraft
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating import po_file, queries, service, xlsx_file
from surveys.instruments.translating.desk import Filter, Refusal, Row, Typed, is_clash
from surveys.instruments.translating.files import (
    MOST_BYTES,
    FileRow,
    Sorted,
    incoming,
    outgoing,
)
from surveys.instruments.translating.forms import (
    FILTER_WORDS,
    MOST_ON_A_PAGE,
    REFUSAL_WORDS,
    STATE_WORDS,
    WORDS,
    FileForm,
    Shown,
    as_it_stands,
    as_typed,
    states_in_words,
    typed_of,
)
from surveys.instruments.translating.queries import Where
from surveys.instruments.translating.states import progress
from surveys.instruments.translating.strings import sources
from surveys.instruments.xlsform.apart import TURN

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("desk_translations", __name__, url_prefix="/desk/questions/translations")

# Each form checks its own token, so that a stale one gives back what was typed.
STATELESS = True

PO = "text/x-gettext-translation"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/<slug>")
@right_required(Right.FIELD_WAVES)
def overview(slug: str) -> ResponseReturnValue:
    """Show how far each language of a draft is."""
    draft = editing.draft(db.session(), slug)
    instrument = editing.draft_instrument(draft)
    source, kept = sources(instrument), queries.kept(db.session(), draft.id)
    found = {code: progress(source, kept.get(code, {})) for code in _others(instrument)}
    rows = [
        (code, each, states_in_words(each.by_state)) for code, each in found.items()
    ]
    return render_template(
        "translations/overview.html",
        draft=draft,
        instrument=instrument,
        rows=rows,
        form=FlaskForm(),
    )


@bp.post("/<slug>")
@right_required(Right.FIELD_WAVES)
def ask_two(slug: str) -> ResponseReturnValue:
    """Choose the languages for which two independent drafts are wanted."""
    if not FlaskForm().validate_on_submit():
        raise Invalid("csrf")
    draft = editing.draft(db.session(), slug)
    wanted = set(request.form.getlist("two"))
    others = _others(editing.draft_instrument(draft))
    draft.two_drafts = [code for code in others if code in wanted]
    db.session.commit()
    return redirect(url_for("desk_translations.overview", slug=slug), 303)


@bp.get("/<slug>/<language>")
@right_required(Right.FIELD_WAVES)
def texts(slug: str, language: str) -> ResponseReturnValue:
    """Show the texts of one language beside those they come from."""
    draft, rows = _desk(slug, language)
    asked = request.args.get("show", "")
    shown = Filter(asked) if asked in set(Filter) else Filter.ALL
    found = [as_it_stands(row) for row in rows.values() if row.is_in(shown)]
    page = max(1, page_asked())
    first = (page - 1) * MOST_ON_A_PAGE
    return _page(
        draft,
        language,
        found[first : first + MOST_ON_A_PAGE],
        shown=shown,
        page=page,
        pages=max(1, -(-len(found) // MOST_ON_A_PAGE)),
    )


@bp.post("/<slug>/<language>")
@right_required(Right.FIELD_WAVES)
def save(slug: str, language: str) -> ResponseReturnValue:
    """Keep the texts of a page, all of them or none."""
    draft, rows = _desk(slug, language)
    typed = typed_of(request.form)
    if not FlaskForm().validate_on_submit():
        return _again(slug, language, typed, Invalid("csrf"))
    try:
        service.save_texts(
            db.session(),
            Where(draft.id, language),
            rows,
            typed,
            member_id=current_member_id(),
        )
    except (Conflict, Invalid) as error:
        return _again(slug, language, typed, error)
    db.session.commit()
    flash(_("Thank you. This is kept."))
    return redirect(request.full_path.rstrip("?"), 303)


@bp.get("/<slug>/<language>/po")
@right_required(Right.FIELD_WAVES)
def po(slug: str, language: str) -> ResponseReturnValue:
    """Give the texts of one language as a PO file for a translator."""
    _draft, rows = _desk(slug, language)
    content = po_file.written(outgoing(rows.values()), language, slug)
    return _download(content, PO, f"{slug}.{language}.po")


@bp.get("/<slug>/<language>/xlsx")
@right_required(Right.FIELD_WAVES)
def xlsx(slug: str, language: str) -> ResponseReturnValue:
    """Give the texts of one language as a spreadsheet for a translator."""
    _draft, rows = _desk(slug, language)
    content = xlsx_file.written(outgoing(rows.values()), language)
    return _download(content, XLSX, f"{slug}.{language}.xlsx")


@bp.route("/<slug>/<language>/file", methods=["GET", "POST"])
@right_required(Right.FIELD_WAVES)
def upload(slug: str, language: str) -> ResponseReturnValue:
    """Take a file that came back; say of each row that is not taken why."""
    _desk(slug, language)
    form, found, refusal = FileForm(), None, ""
    if form.validate_on_submit():
        db.session.rollback()  # nothing is held while the file is read
        try:
            found = _taken(slug, language, _brought(form))
            db.session.commit()
        except Invalid as error:
            refusal = str(WORDS[error.code] % error.facts)
    page = render_template(
        "translations/file.html",
        draft=editing.draft(db.session(), slug),
        code=language,
        form=form,
        found=found,
        refusal=refusal,
        refusal_words=REFUSAL_WORDS,
    )
    return page, 422 if form.is_submitted() and found is None else 200


# The file is read first, and only then does anybody have to wait.
upload.writes_late = True  # type: ignore[attr-defined]


def _brought(form: FileForm) -> list[FileRow]:
    """Return the rows of the file that was sent."""
    sent = form.file.data
    content, turn = sent.read(MOST_BYTES + 1), current_app.config["INSTANCE"] / TURN
    if sent.filename.lower().endswith(".xlsx"):
        return xlsx_file.read(content, turn=turn)
    return po_file.read(content, turn=turn)


def _taken(slug: str, language: str, brought: Sequence[FileRow]) -> Sorted:
    """Keep what a file brings, and return what it brought."""
    begin_writing(db.session)
    draft, rows = _desk(slug, language)
    found = incoming(brought, rows)
    service.save_texts(
        db.session(),
        Where(draft.id, language),
        rows,
        found.taken,
        member_id=current_member_id(),
    )
    return found


def _desk(slug: str, language: str) -> tuple[InstrumentDraft, dict[str, Row]]:
    """Return a draft, and its texts as the person who asks sees them."""
    draft = editing.draft(db.session(), slug)
    instrument = editing.draft_instrument(draft)
    if language not in _others(instrument):
        raise NotFound("translation.no_language")
    rows = queries.desk(
        db.session(),
        Where(draft.id, language),
        sources(instrument),
        two=language in draft.two_drafts,
        me=current_member_id(),
    )
    if draft.only_translations:
        rows = queries.with_bound(db.session(), draft, language, rows)
    return draft, rows


def _again(
    slug: str,
    language: str,
    typed: Sequence[Typed],
    error: Conflict | Invalid,
) -> ResponseReturnValue:
    """Return the texts of a page as they were typed, with what is wrong with each."""
    db.session.rollback()
    draft, rows = _desk(slug, language)
    reasons: Mapping[str, Refusal] = error.facts.get("reasons", {})  # type: ignore[assignment]
    found = [
        as_typed(
            rows[each.key],
            each,
            clashes=is_clash(rows[each.key], each),
            reason=reasons.get(each.key),
        )
        for each in typed
        if each.key in rows
    ]
    words = str(WORDS.get(error.code, _("Please press the button again.")))
    status = 409 if isinstance(error, Conflict) else 422
    return _page(draft, language, found, refusal=words), status


def _page(
    draft: InstrumentDraft, language: str, found: Sequence[Shown], **shown: Any
) -> str:
    instrument = editing.draft_instrument(draft)
    return render_template(
        "translations/texts.html",
        draft=draft,
        own=instrument.default_language,
        code=language,
        found=found,
        form=FlaskForm(formdata=None),
        filter_words=FILTER_WORDS,
        state_words=STATE_WORDS,
        **{"shown": Filter.ALL, "page": 1, "pages": 1, "refusal": "", **shown},
    )


def _download(content: bytes, mimetype: str, name: str) -> Response:
    named = f'attachment; filename="{name}"'
    return Response(content, mimetype=mimetype, headers={"Content-Disposition": named})


def _others(instrument: Instrument) -> list[str]:
    own = instrument.default_language
    return [code for code in instrument.languages if code != own]
