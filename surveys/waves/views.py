"""Where people answer: no session, no cookie, no script, nothing kept before Send.

The frame of the page is rendered once a language; what is inside, each time.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import InternalServerError

from accounts.guards import anyone
from core.db import begin_writing, db
from core.errors import Conflict, DomainError, Invalid
from core.i18n import language, plain_text
from core.settings import LANGUAGES
from surveys.instruments.kinds import SILENT
from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers, Item, Kind, Problem
from surveys.instruments.translating.forms import reader_words
from surveys.waves import queries
from surveys.waves.anonymity import Anonymity
from surveys.waves.forms import (
    WORDS,
    Sent,
    also_carried,
    new_token,
    page_words,
    problem_words,
    read_sent,
    sending,
    sign_again,
    wants_to_send,
)
from surveys.waves.kept import what_is_kept
from surveys.waves.mode import HELPED
from surveys.waves.outreach.codes import read_code
from surveys.waves.outreach.queries import known_channel
from surveys.waves.paging import Step, first_page, is_first, progress, questions, turn
from surveys.waves.queries import Fielded
from surveys.waves.roll.jobs import refuse_unless_usable
from surveys.waves.sending.jobs import keep_answers
from surveys.waves.sheet import CHECK, Sheet, carried

__all__ = ["STATELESS", "WORDS", "bp"]

bp = Blueprint("waves", __name__, url_prefix="/s")

# The signed token in the page is the form's own guard (surveys.waves.forms).
STATELESS = True

Errors = Sequence[tuple[str, str]]
"""What the page has to say first: the id of what it is about, and the words."""

# What is the same for everybody is rendered once and kept, split where it differs.
_TITLE, _BODY, _TOKEN = "@@title@@", "@@body@@", "@@token@@"
_MOST_KEPT = 256
_frames: dict[tuple[object, ...], tuple[str, ...]] = {}
_starts: dict[tuple[object, ...], tuple[Fielded, list[str]]] = {}
_switchers: dict[str, Markup] = {}


@bp.get("/<slug>")
@anyone
def start(slug: str) -> ResponseReturnValue:
    """Say what this is and what is kept, and ask whether the person wants to."""
    wave = _fielded(slug)
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
    wave = _fielded(slug)
    queries.refuse_unless_open(wave)
    return following(wave, read_sent(request.form, wave.instrument, slug))


# Only Send takes the write lock, and takes it first.
answer.writes_late = True  # type: ignore[attr-defined]


@bp.get("/<slug>/thanks")
@anyone
def thanks(slug: str) -> ResponseReturnValue:
    """Give the receipt: what happens next, and when."""
    wave = queries.fielded(db.session(), slug)
    mode = request.args.get("by")
    by = mode if mode in HELPED else ""
    return _framed(wave, "thanks", _("Thank you"), links=True, by=by)


def following(wave: Fielded, sent: Sent) -> ResponseReturnValue:
    """Return the page that a page leads to. Nothing is kept."""
    errors = _before_start(wave, sent)
    if errors:
        return _start(wave, _token(sent, wave.slug), sent.sheet, errors=errors)
    sheet, problem = _turned(wave, sent)
    return _page(wave, sent, sheet, problem, status=422 if problem else 200)


def _send(slug: str) -> ResponseReturnValue:
    begin_writing(db.session)
    wave = _fielded(slug, lock=True)
    sent = read_sent(request.form, wave.instrument, slug)
    if sent.token is None:
        raise Invalid("response.stale")
    errors = _before_start(wave, sent)
    if errors:
        return _start(wave, sent.token, sent.sheet, errors=errors)
    wanted = sending(
        request.form,
        sent.token,
        channel=known_channel(db.session(), wave.id, sent.channel),
    )
    kept = keep_answers(wave, sent.sheet.answers, wanted)
    if wanted.wants_phrase:
        title = _("Thank you")
        return _framed(wave, "thanks", title, links=True, phrase=kept.phrase, asked=1)
    by = sent.mode if sent.mode in HELPED else None
    return redirect(url_for("waves.thanks", slug=slug, lang=language(), by=by), 303)


def _fielded(slug: str, *, lock: bool = False) -> Fielded:
    """Return a wave as it is put to whoever asks."""
    return queries.as_asked(queries.fielded(db.session(), slug, lock=lock), _channel())


def _channel() -> str:
    """Return the code of the channel that this person came by; empty for none."""
    return read_code(request.values.get("from", ""))


def reopened(wave: Fielded, answers: Answers, phrase: str) -> ResponseReturnValue:
    """Return the check of answers that somebody sent before, to change them."""
    agreed = str(wave.instrument.consent.version)
    sent = Sent(Sheet(answers), Step.STAY, CHECK, None, agreed)
    return _page(wave, sent, sent.sheet, also={"phrase": phrase})


@bp.errorhandler(Conflict)
@bp.errorhandler(Invalid)
def _refused(error: DomainError) -> ResponseReturnValue:
    """Give the page back with what was typed, and say why it was not sent."""
    status = 409 if isinstance(error, Conflict) else 422
    problems: dict[str, Problem] = error.facts.get("problems", {})  # type: ignore[assignment]
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
    status: int, words: str, problems: dict[str, Problem] | None = None
) -> ResponseReturnValue:
    """Return the posted page as it was, from memory where the database is away."""
    db.session.rollback()
    slug = (request.view_args or {}).get("slug", "")
    wave = queries.last_fielded(slug)
    if request.method != "POST" or wave is None:
        return render_template(f"errors/{status}.html", words=words), status
    wave = queries.as_asked(wave, _channel())
    sent = read_sent(request.form, wave.instrument, slug)
    for key, problem in (problems or {}).items():
        sheet = Sheet(sent.sheet.answers, key, returning=True)
        return _page(wave, sent, sheet, problem, status=status)
    return _page(wave, sent, sent.sheet, errors=[("main", words)], status=status)


def _turned(wave: Fielded, sent: Sent) -> tuple[Sheet, Problem | None]:
    """Return the sheet at the page that was asked for."""
    if sent.go in wave.instrument.by_key:
        return Sheet(sent.sheet.answers, sent.go, returning=True), None
    if sent.step is Step.START:
        return Sheet(sent.sheet.answers, first_page(wave.instrument).at), None
    return turn(wave.instrument, sent.sheet, sent.step)


def _token(sent: Sent, slug: str) -> str:
    return new_token(slug) if sent.token is None else sign_again(slug, sent.token)


def _first_page(wave: Fielded) -> list[str]:
    """Return the page before the first question, in two parts around the token."""
    key = (wave.slug, *_surroundings(links=True))
    kept = _starts.get(key)
    if kept is None or kept[0] != wave:
        if len(_starts) >= _MOST_KEPT:
            _starts.clear()
        page, _status = _start(wave, _TOKEN)
        kept = _starts[key] = (wave, page.split(_TOKEN))
    return kept[1]


def _before_start(wave: Fielded, sent: Sent) -> Errors:
    """Return what has to be right before the first question: consent, and a code."""
    form, errors = request.form, []
    starting = sent.step in {Step.START, Step.SEND}
    if wave.anonymity == Anonymity.CODED and starting and not form.get("phrase"):
        try:
            refuse_unless_usable(wave.slug, form.get("code", ""), sent.token or "")
        except (Conflict, Invalid) as error:
            errors.append(("code", str(WORDS[error.code])))
    if sent.agreed != str(wave.instrument.consent.version):
        errors.append(("agree", str(WORDS["response.consent"])))
    return errors


def _start(
    wave: Fielded, token: str, sheet: Sheet | None = None, *, errors: Errors = ()
) -> tuple[str, int]:
    consent = wave.instrument.consent
    default = wave.instrument.default_language
    count = len(consent.lines[default])
    lines = [
        {code: lines[number] for code, lines in consent.lines.items()}
        for number in range(count)
    ]
    page = _framed(
        wave,
        "start",
        plain_text(wave.title, default),
        links=sheet is None,
        token=token,
        consent=consent,
        lines=lines,
        total=sum(item.kind not in SILENT for item in wave.instrument.unrolled),
        carried=_carried(sheet.answers if sheet else {}),
        translation=reader_words(wave.instrument, language()),
        kept=what_is_kept(wave.anonymity),
        code=request.form.get("code", ""),
        errors=errors,
        faults=dict(errors),
    )
    return page, 422 if errors else 200


def _closed(wave: Fielded, reason: str) -> ResponseReturnValue:
    title = plain_text(wave.title, wave.instrument.default_language)
    return _framed(wave, "closed", title, links=True, reason=reason), 409


def _page(  # noqa: PLR0913  # what a page is made of
    wave: Fielded,
    sent: Sent,
    sheet: Sheet,
    problem: Problem | None = None,
    *,
    errors: Errors = (),
    also: Mapping[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page that a sheet is at: a question, or the check of all."""
    also = also_carried(request.form) if also is None else also
    fixed = {name: each for name, each in also.items() if name != "receipt"}
    known: dict[str, Any] = {
        "token": _token(sent, wave.slug),
        "agreed": wave.instrument.consent.version,
        "words": page_words(),
    }
    if sheet.at == CHECK:
        known["carried"] = [*_carried(sheet.answers), *fixed.items()]
        known["rows"] = _rows(wave, sheet)
        title = _("Check your answers")
        return _framed(wave, "check", title, also=also, errors=errors, **known), status
    known["carried"] = [*_carried(sheet.answers, but=sheet.at), *also.items()]
    item = wave.instrument.by_key[sheet.at]
    fault = problem_words(problem, item) if problem else ""
    shown = _question(wave, sheet, item)
    errors = [("q-0", fault)] if fault else errors
    title = shown["progress"] or plain_text(
        wave.title, wave.instrument.default_language
    )
    return _framed(
        wave, "question", title, errors=errors, fault=fault, **known, **shown
    ), status


def _carried(answers: Answers, *, but: str = CHECK) -> list[tuple[str, str]]:
    """Return the hidden fields of a page: the answers, and where it was heard of."""
    channel = _channel()
    return carried(answers, but=but) + ([("from", channel)] if channel else [])


def _question(wave: Fielded, sheet: Sheet, item: Item) -> dict[str, Any]:
    """Return what the page of one question shows besides its words."""
    words, place = page_words(), progress(wave.instrument, sheet)
    number, total = place or (0, 0)
    groups = {group.key: group.label for group in wave.instrument.groups}
    several = item.kind is Kind.SELECT_MULTIPLE
    rule = words["several"] if several and item.hint is None else ""
    if item.at_most:
        rule = words["at_most"] % {"most": item.at_most}
    typed = sheet.answers.get(item.key, "")
    return {
        "item": item,
        "kind": "checkbox" if several else "radio",
        "value": [typed] if item.kind is Kind.SELECT_ONE else typed,
        "rule": rule,
        "group": groups.get(item.group or ""),
        "number": number,
        "total": total,
        "progress": words["progress"] % {"number": number, "total": total}
        if place
        else "",
        "first": is_first(wave.instrument, sheet),
        "returning": sheet.returning,
    }


def _rows(wave: Fielded, sheet: Sheet) -> list[tuple[Item, list[Any]]]:
    """Return each question asked with its answers in words."""
    return [
        (item, _in_words(item, sheet.answers.get(item.key)))
        for item in questions(wave.instrument, sheet.answers)
    ]


def _in_words(item: Item, value: Value | None) -> list[Any]:
    if value is None:
        return []
    if isinstance(value, str | int) and not item.options:
        return [value]
    picked = item.categories(value)
    labels = {option.key: option.label for option in item.options}
    return [labels.get(key, key) for key in picked]


def _framed(
    wave: Fielded, name: str, title: str, *, links: bool = False, **shown: Any
) -> str:
    """Return a whole page: the part ``waves/<name>.html`` inside the frame."""
    here = language()
    environment = current_app.jinja_env
    shown |= {
        "wave": wave,
        "instrument": wave.instrument,
        "default": wave.instrument.default_language,
        "here": here,
        "keep": f"?lang={here}",
        "names": LANGUAGES,
        "closes_on": format_date(wave.closes_on, "long") if wave.closes_on else "",
    }
    if "words" in shown:
        shown["languages"] = _switcher(shown)
    body = environment.get_template(f"waves/{name}.html").render(shown)
    before, between, after = _frame(links=links)
    return "".join((before, escape(title), between, body, after))


def _switcher(shown: dict[str, Any]) -> Markup:
    """Return the languages as buttons of the form."""
    here = shown["here"]
    if here not in _switchers:
        template = current_app.jinja_env.get_template("waves/languages.html")
        _switchers[here] = Markup(template.render(shown))  # noqa: S704  # our own
    return _switchers[here]


def _surroundings(*, links: bool) -> tuple[object, ...]:
    """Return all that a frame depends on."""
    site: dict[str, Any] = {}
    current_app.update_template_context(site)
    kept = bool(request.values.get("lang"))
    here = (language(), links, kept, site.get("site_name"), site.get("is_demo"))
    return (*here, _channel())


def _frame(*, links: bool) -> tuple[str, ...]:
    """Return what stands before the title, after it, and after the body."""
    key = _surroundings(links=links)
    if key not in _frames:
        if len(_frames) >= _MOST_KEPT:
            _frames.clear()
        # A frame is for everybody: nothing of anybody's session goes into it.
        page = render_template(
            "waves/frame.html",
            title=_TITLE,
            body=_BODY,
            links=links,
            along=f"from={_channel()}&" if _channel() else "",
            get_flashed_messages=lambda **_knobs: [],
        )
        before, _t, rest = page.partition(_TITLE)
        between, _b, after = rest.partition(_BODY)
        _frames[key] = (before, between, after)
    return _frames[key]
