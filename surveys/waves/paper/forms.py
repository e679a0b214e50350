"""What stands on the paper, in words of one language: for the page and for the PDF.

A text is ``{"words", "lang", "dir"}``: where a translation is missing, it says its own
language. The same document goes to the page and to the typesetter.
"""

from typing import Any

from flask_babel import gettext as _

from core.i18n import direction, language, plain_text
from surveys.instruments.items import Item
from surveys.instruments.kinds import Kind, Precision
from surveys.instruments.numbering import numbered
from surveys.instruments.options import Label
from surveys.instruments.own_words import may_tell
from surveys.instruments.piping import without_answers
from surveys.instruments.questionnaire import Instrument
from surveys.waves.asking.forms import conditions, way
from surveys.waves.paper.skips import END, onward
from surveys.waves.queries import Fielded

Text = dict[str, str]


def paper_document(wave: Fielded, *, large: bool) -> dict[str, Any]:
    """Return all that stands on the paper, in its order."""
    instrument, default = wave.instrument, wave.instrument.default_language
    consent = instrument.consent
    lines = consent.lines.get(language()) or consent.lines[default]
    code = language() if consent.lines.get(language()) else default
    return {
        "lang": language(),
        "dir": direction(),
        "large": large,
        "title": plain_text(wave.title, default),
        "sponsor": _optional(wave.method.get("sponsor"), default),
        "return": _optional(wave.method.get("paper"), default),
        "lines": [_run(line, code) for line in lines],
        "agree": _text(consent.agree, default),
        "notice": _optional(instrument.notice, default),
        "questions": _questions(instrument),
        "fixed": _fixed(),
    }


def _fixed() -> dict[str, str]:
    return {
        "who": _("Who asks:"),
        "sheet": _("Number of this form (leave it empty)"),
        "how": _(
            "Put a cross in the box beside your answer. You can leave out any "
            "question. Please leave out names and places."
        ),
        "first": _("Before you begin"),
        "must": _("Without a cross in this box we cannot count your answers."),
        "unread": _("Nobody reads this in time to help today."),
        "end": _("This is the end. Thank you."),
    }


def _questions(instrument: Instrument) -> list[dict[str, Any]]:
    default, numbers = instrument.default_language, numbered(instrument)
    groups = {group.key: group.label for group in instrument.groups}
    found, before = [], None
    for item in instrument.unrolled:
        if item.kind is Kind.CALCULATE:
            continue
        group = groups.get(item.group or "") if item.group != before else None
        before = item.group
        found.append(
            {
                "number": numbers.get(item.key, 0),
                "space": _space(item),
                "tells": may_tell(item),
                "group": _optional(group, default),
                "round": _round(instrument, item),
                "label": _text(item.label, default),
                "hint": _optional(item.hint, default),
                "rules": _rules(instrument, item),
                "options": _options(instrument, item),
            }
        )
    return found


def _round(instrument: Instrument, item: Item) -> Text | None:
    """Return which round of a repeat this is, as it stands on the screen."""
    if item.key not in instrument.round_of:
        return None
    repeat, number = instrument.round_of[item.key]
    name = _text(repeat.label, instrument.default_language)
    said = _("%(name)s %(number)s", name=name["words"], number=number)
    return {**name, "words": str(said)}


def _space(item: Item) -> str:
    """Return what room there is for an answer; a note has none."""
    if item.kind is Kind.NOTE:
        return ""
    if item.options or item.kind is Kind.ACKNOWLEDGE:
        return "boxes"
    return "lines" if item.kind is Kind.TEXT and not item.short else "short"


def _rules(instrument: Instrument, item: Item) -> list[str]:
    """Return when to answer a question, and in what way."""
    return [*conditions(instrument, item), *filter(None, [way(item), _date(item)])]


def _date(item: Item) -> str:
    """Return how much of a date to write."""
    if item.kind is not Kind.DATE:
        return ""
    return {
        Precision.YEAR: str(_("Write the year only.")),
        Precision.MONTH: str(_("Write the year and the month.")),
        Precision.DAY: str(_("Write the year, the month and the day.")),
    }[item.precision]


def _options(instrument: Instrument, item: Item) -> list[dict[str, Any]]:
    places = onward(instrument, item)
    if item.kind is Kind.ACKNOWLEDGE:
        return [{"label": _run(_("Yes"), language()), "onward": "", "placed": False}]
    return [
        {
            "label": _text(option.label, instrument.default_language),
            "onward": _place(places[option.key]) if option.key in places else "",
            "placed": item.kind is Kind.RANK and option.key not in item.alone,
        }
        for option in item.options
    ]


def _place(number: int) -> str:
    if number == END:
        return str(_("Go to the end"))
    return str(_("Go to question %(number)s", number=number))


def _optional(label: Label | None, default: str) -> Text | None:
    return _text(label, default) if label else None


def _text(label: Label, default: str) -> Text:
    here = language()
    code = here if label.get(here) else default
    # Paper does not know what was answered before.
    return _run(plain_text(without_answers(label), default), code)


def _run(words: str, code: str) -> Text:
    return {"words": words, "lang": code, "dir": direction(code)}
