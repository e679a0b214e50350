"""Where people answer: no session, no cookie, no script, nothing kept before Send.

The frame of the page is rendered once a language; what is inside, each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import InternalServerError

from accounts.guards import anyone
from core.db import begin_writing, db
from core.errors import Conflict, DomainError, Invalid
from core.i18n import language, plain_text
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.questionnaire import Problem
from surveys.waves import queries, service
from surveys.waves.asking.forms import Voice, faults, shown, whole
from surveys.waves.forms import (
    WORDS,
    Sent,
    new_token,
    page_words,
    read_sent,
    sign_again,
    wants_to_send,
)
from surveys.waves.framing.views import framed, surroundings
from surveys.waves.paging import (
    Step,
    first_page,
    is_first,
    page_of,
    progress,
    questions,
    turn,
)
from surveys.waves.queries import Fielded
from surveys.waves.sealed.service import opened
from surveys.waves.sheet import CHECK, WHOLE, Sheet, carried, shown_already
from surveys.waves.walking.forms import walked

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("waves", __name__, url_prefix="/s")

# The signed token in the page is the form's own guard (surveys.waves.forms).
STATELESS = True

Errors = Sequence[tuple[str, str]]
"""What the page has to say first: the id of what it is about, and the words."""

Problems = Mapping[str, Problem]
NONE: Problems = {}

# The first page is rendered once and kept, split where the token stands.
_TOKEN = "@@token@@"  # noqa: S105  # a mark, no secret
_MOST_KEPT = 256
_starts: dict[tuple[object, ...], tuple[Fielded, list[str]]] = {}


@bp.get("/<slug>")
@anyone
def start(slug: str) -> ResponseReturnValue:
    """Say what this is and what is kept, and ask whether the person wants to."""
    wave = queries.fielded(db.session(), slug)
    try:
        queries.refuse_unless_open(wave)
    except Conflict as conflict:
        return _closed(wave, str(WORDS[conflict.code]))
    return new_token(slug).join(_first_page(wave))


@bp.post("/<slug>")
@anyone
def answer(slug: str) -> ResponseReturnValue:
    """Take one page and give the next; keep the answers on Send."""
    if wants_to_send(request.form):
        return _send(slug)
    wave = queries.fielded(db.session(), slug)
    queries.refuse_unless_open(wave)
    sent = read_sent(request.form, wave.instrument, slug)
    if sent.agreed != str(wave.instrument.consent.version):
        return _start(wave, _token(sent, slug), sent.sheet, ask=True)
    sheet, problem = _turned(wave, sent)
    problems = {sheet.at: problem} if problem else NONE
    return _page(wave, sent, sheet, problems, status=422 if problem else 200)


# Only Send takes the write lock, and takes it first.
answer.writes_late = True  # type: ignore[attr-defined]


@bp.get("/<slug>/thanks")
@anyone
def thanks(slug: str) -> ResponseReturnValue:
    """Give the receipt: what happens next, and when."""
    wave = queries.fielded(db.session(), slug)
    return framed(wave, "thanks", _("Thank you"), links=True)


@bp.get("/<slug>/sealed")
@anyone
def waiting(slug: str) -> ResponseReturnValue:
    """Say what waits on this phone; a script takes the words from here."""
    wave = queries.fielded(db.session(), slug)
    title = plain_text(wave.title, wave.instrument.default_language)
    return framed(wave, "waiting", title)


@bp.post("/<slug>/sealed")
@anyone
def sealed(slug: str) -> ResponseReturnValue:
    """Take answers that waited on a phone, as if they were sent now."""
    begin_writing(db.session)
    wave = queries.fielded(db.session(), slug, lock=True)
    queries.refuse_unless_open(wave)
    half, box = request.form.get("half", ""), request.form.get("box", "")
    fields = MultiDict(opened(db.session(), wave.id, half, box))
    sent = read_sent(fields, wave.instrument, slug)
    if sent.agreed != str(wave.instrument.consent.version):
        raise Invalid("response.consent")
    _keep(wave, sent)
    return "", 204


sealed.writes_late = True  # type: ignore[attr-defined]


def _send(slug: str) -> ResponseReturnValue:
    begin_writing(db.session)
    wave = queries.fielded(db.session(), slug, lock=True)
    sent = read_sent(request.form, wave.instrument, slug)
    if sent.agreed != str(wave.instrument.consent.version):
        return _start(wave, _token(sent, slug), sent.sheet, ask=True)
    _keep(wave, sent)
    return redirect(url_for("waves.thanks", slug=slug, lang=language()), 303)


def _keep(wave: Fielded, sent: Sent) -> None:
    if sent.token is None:
        raise Invalid("response.stale")
    service.submit_response(
        db.session(), wave, sent.sheet.answers, token=sent.token, language=language()
    )
    db.session.commit()


@bp.errorhandler(Conflict)
@bp.errorhandler(Invalid)
def _refused(error: DomainError) -> ResponseReturnValue:
    """Give the page back with what was typed, and say why it was not sent."""
    status = 409 if isinstance(error, Conflict) else 422
    problems: Problems = error.facts.get("problems", NONE)  # type: ignore[assignment]
    return _give_back(status, str(WORDS.get(error.code, "")), problems)


@bp.errorhandler(DBAPIError)
def _not_kept(error: DBAPIError) -> ResponseReturnValue:
    """Give the page back when the disk is full or the database away."""
    current_app.logger.error("database: %s", type(error.orig).__name__)
    return _give_back(503, str(WORDS["response.not_kept"]))


@bp.errorhandler(InternalServerError)
def _failed(_error: InternalServerError) -> ResponseReturnValue:
    """Give the page back when we made a mistake."""
    return _give_back(500, str(WORDS["response.not_kept"]))


def _give_back(
    status: int, words: str, problems: Problems = NONE
) -> ResponseReturnValue:
    """Return the posted page as it was, from memory where the database is away."""
    db.session.rollback()
    slug = (request.view_args or {}).get("slug", "")
    wave = queries.last_fielded(slug)
    if request.method != "POST" or wave is None:
        return render_template(f"errors/{status}.html", words=words), status
    sent = read_sent(request.form, wave.instrument, slug)
    sheet = sent.sheet
    if problems and sheet.at != WHOLE:
        sheet = replace(sheet, at=next(iter(problems)), returning=True)
    errors = () if problems else [("main", words)]
    return _page(wave, sent, sheet, problems, errors=errors, status=status)


def _turned(wave: Fielded, sent: Sent) -> tuple[Sheet, Problem | None]:
    """Return the sheet at the page that was asked for."""
    if sent.go:
        return page_of(wave.instrument, sent.sheet, sent.go), None
    if sent.step is Step.START:
        return first_page(wave.instrument, sent.sheet), None
    return turn(wave.instrument, sent.sheet, sent.step)


def _token(sent: Sent, slug: str) -> str:
    return new_token(slug) if sent.token is None else sign_again(slug, sent.token)


def _first_page(wave: Fielded) -> list[str]:
    """Return the page before the first question, in two parts around the token."""
    key = (wave.slug, *surroundings(links=True))
    kept = _starts.get(key)
    if kept is None or kept[0] != wave:
        if len(_starts) >= _MOST_KEPT:
            _starts.clear()
        page, _status = _start(wave, _TOKEN)
        kept = _starts[key] = (wave, page.split(_TOKEN))
    return kept[1]


def _start(
    wave: Fielded, token: str, sheet: Sheet | None = None, *, ask: bool = False
) -> tuple[str, int]:
    consent = wave.instrument.consent
    default = wave.instrument.default_language
    count = len(consent.lines[default])
    lines = [
        {code: lines[number] for code, lines in consent.lines.items()}
        for number in range(count)
    ]
    page = framed(
        wave,
        "start",
        plain_text(wave.title, default),
        links=sheet is None,
        token=token,
        consent=consent,
        lines=lines,
        total=sum(item.kind not in SILENT for item in wave.instrument.unrolled),
        carried=carried(sheet.answers) if sheet else [],
        errors=[("agree", str(WORDS["response.consent"]))] if ask else [],
    )
    return page, 422 if ask else 200


def _closed(wave: Fielded, reason: str) -> ResponseReturnValue:
    title = plain_text(wave.title, wave.instrument.default_language)
    return framed(wave, "closed", title, links=True, reason=reason), 409


def _page(  # what a page depends on
    wave: Fielded,
    sent: Sent,
    sheet: Sheet,
    problems: Problems = NONE,
    *,
    errors: Errors = (),
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page that a sheet is at: a question, all of them, or the check."""
    voice = Voice(wave.instrument, sheet.answers)
    known: dict[str, Any] = {
        "token": _token(sent, wave.slug),
        "agreed": wave.instrument.consent.version,
        "carried": shown_already(sheet),
        "words": page_words(),
        "errors": errors,
    }
    if sheet.at == WHOLE:
        return _whole(wave, voice, sheet, problems, known), status
    known["carried"] += carried(sheet.answers, but=sheet.at)
    if sheet.at == CHECK:
        title, rows = _("Check your answers"), _rows(voice, sheet)
        return framed(wave, "check", title, rows=rows, **known), status
    return _question(wave, voice, sheet, problems, known), status


def _question(
    wave: Fielded,
    voice: Voice,
    sheet: Sheet,
    problems: Problems,
    known: dict[str, Any],
) -> str:
    item = wave.instrument.by_key[sheet.at]
    known["carried"] += shown_already(Sheet({}), item)
    question = shown(
        voice, sheet, item, seed=known["token"], problem=problems.get(item.key)
    )
    if question["fault"]:
        known["errors"] = [("q-0", question["fault"])]
    around = _around(wave, sheet)
    title = around["progress"] or plain_text(
        wave.title, wave.instrument.default_language
    )
    return framed(wave, "question", title, q=question, **known, **around)


def _whole(
    wave: Fielded,
    voice: Voice,
    sheet: Sheet,
    problems: Problems,
    known: dict[str, Any],
) -> str:
    instrument = wave.instrument
    known["carried"] += shown_already(Sheet({}), *instrument.unrolled)
    questions = whole(voice, sheet, seed=known["token"], problems=problems)
    known["errors"] = faults(questions) or known["errors"]
    title = plain_text(wave.title, instrument.default_language)
    if request.form.get("outline"):
        known["outline"] = walked(wave, voice)
    return framed(wave, "whole", title, questions=questions, **known)


def _around(wave: Fielded, sheet: Sheet) -> dict[str, Any]:
    """Return what the page of one question shows besides the question."""
    place = progress(wave.instrument, sheet)
    number, total = place or (0, 0)
    return {
        "number": number,
        "total": total,
        "progress": page_words()["progress"] % {"number": number, "total": total}
        if place
        else "",
        "first": is_first(wave.instrument, sheet),
        "returning": sheet.returning,
    }


def _rows(voice: Voice, sheet: Sheet) -> list[tuple[str, Markup, list[Any], bool]]:
    """Return each question asked: key, words, its answers in words, if in order."""
    return [
        (
            item.key,
            voice.says(item.label, item),
            voice.answer(item, sheet.answers.get(item.key)),
            item.kind is Kind.RANK,
        )
        for item in questions(voice.instrument, sheet.answers)
    ]
