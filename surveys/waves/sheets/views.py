"""Shows the page that a sheet is at: before the first question, one, all, the check."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from core.i18n import language, plain_text
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.questionnaire import Problem
from surveys.instruments.translating.forms import reader_words
from surveys.waves.anonymity import Anonymity
from surveys.waves.asking.forms import Voice, faults, in_words, shown, whole
from surveys.waves.forms import Sent, also_carried, new_token, page_words, sign_again
from surveys.waves.framing.views import channel, framed, surroundings
from surveys.waves.kept import what_is_kept
from surveys.waves.paging import is_first, progress, questions
from surveys.waves.queries import Fielded
from surveys.waves.sheet import CHECK, PREFIX, WHOLE, Sheet, carried, shown_already
from surveys.waves.stopping.forms import carried_furthest
from surveys.waves.walking.forms import walked

Errors = Sequence[tuple[str, str]]
"""What the page has to say first: the id of what it is about, and the words."""

Problems = Mapping[str, Problem]
NONE: Problems = {}

# The first page is rendered once and kept, with marks where people's differ.
_TOKEN, _CODE = "@@token@@", "@@code@@"
_MOST_KEPT = 256
_starts: dict[tuple[object, ...], tuple[Fielded, str]] = {}


def token_of(sent: Sent, slug: str) -> str:
    """Return the token of a page for the next one; a new one where it had none."""
    return new_token(slug) if sent.token is None else sign_again(slug, sent.token)


def first_page_of(wave: Fielded, token: str) -> str:
    """Return the page before the first question, with a token of its own."""
    code = channel()
    key = (wave.slug, bool(code), *surroundings(links=True))
    kept = _starts.get(key)
    if kept is None or kept[0] != wave:
        if len(_starts) >= _MOST_KEPT:
            _starts.clear()
        page, _status = start_page(wave, _TOKEN, came_by=_CODE if code else "")
        kept = _starts[key] = (wave, page)
    return kept[1].replace(_TOKEN, token).replace(_CODE, code)


def start_page(
    wave: Fielded,
    token: str,
    sheet: Sheet | None = None,
    *,
    errors: Errors = (),
    came_by: str | None = None,
) -> tuple[str, int]:
    """Return the page before the first question, and its status.

    ``came_by`` stands for the code of the channel where the page is to be kept.
    """
    code = channel() if came_by is None else came_by
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
        carried=[*carried(sheet.answers if sheet else {}), *_came_by(code)],
        required=any(item.required for item in wave.instrument.unrolled),
        translation=reader_words(wave.instrument, language()),
        kept=what_is_kept(wave.anonymity, channel=bool(code)),
        came_by=code,
        code=request.form.get("code", ""),
        errors=errors,
        faults=dict(errors),
    )
    return page, 422 if errors else 200


def _came_by(code: str) -> list[tuple[str, str]]:
    """Return the hidden field that says where somebody heard of it, if they did."""
    return [("from", code)] if code else []


def closed_page(wave: Fielded, reason: str) -> ResponseReturnValue:
    """Return the page of a survey that takes no answers now."""
    title = plain_text(wave.title, wave.instrument.default_language)
    return framed(wave, "closed", title, links=True, reason=reason), 409


def unshown_page(status: int, words: str) -> ResponseReturnValue:
    """Return a page that carries what was sent, where its questions are not known."""
    fields = list(request.form.items(multi=True))
    typed = [
        text.splitlines()
        for name, text in fields
        if name.startswith(PREFIX) and " " in text.strip()
    ]
    page = render_template(
        "waves/unshown.html", status=status, words=words, fields=fields, typed=typed
    )
    return page, status


def page_of_sheet(  # noqa: PLR0913  # what a page depends on
    wave: Fielded,
    sent: Sent,
    sheet: Sheet,
    problems: Problems = NONE,
    *,
    errors: Errors = (),
    also: Mapping[str, str] | None = None,
    status: int = 200,
) -> ResponseReturnValue:
    """Return the page that a sheet is at: a question, all of them, or the check."""
    also = also_carried(request.form) if also is None else also
    # Where the wish for a phrase has a box of its own, it is not hidden too.
    hidden = {
        n: each for n, each in also.items() if n != "receipt" or not _has_box(sheet)
    }
    voice = Voice(wave.instrument, sheet.answers)
    known: dict[str, Any] = {
        "token": token_of(sent, wave.slug),
        "agreed": wave.instrument.consent.version,
        "carried": [
            *shown_already(sheet),
            *hidden.items(),
            *_came_by(channel()),
            *carried_furthest(sent.furthest),
        ],
        "words": page_words(),
        "errors": errors,
        "also": also,
        "may_have_phrase": _may_have_phrase(wave, sent, also),
    }
    if sheet.at == WHOLE:
        return _whole(wave, voice, sheet, problems, known), status
    known["carried"] += carried(sheet.answers, but=sheet.at)
    if sheet.at == CHECK:
        title, rows = _("Check your answers"), _rows(voice, sheet)
        return framed(wave, "check", title, rows=rows, **known), status
    return _question(wave, voice, sheet, problems, known), status


def _may_have_phrase(wave: Fielded, sent: Sent, also: Mapping[str, str]) -> bool:
    """Tell whether a receipt phrase is offered: to no helper, who would read it."""
    keeps_answers = wave.anonymity != Anonymity.COUNTERS
    return keeps_answers and not sent.is_helped and not also.get("phrase")


def _has_box(sheet: Sheet) -> bool:
    return sheet.at in {CHECK, WHOLE}


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
            in_words(item, sheet.answers.get(item.key)),
            item.kind is Kind.RANK,
        )
        for item in questions(voice.instrument, sheet.answers)
    ]
