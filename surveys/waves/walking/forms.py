"""Gives a phone the rules of a questionnaire, and the words it cannot take from it.

``static/survey/walk.js`` reads it.
"""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from markupsafe import escape

from core.clock import today
from core.i18n import language
from surveys.instruments.outline import outline
from surveys.instruments.questionnaire import Item, Kind, Problem
from surveys.waves.asking.forms import Voice, fault
from surveys.waves.forms import page_words, problem_words
from surveys.waves.queries import Fielded

_ANYWHERE = (
    *(Problem.MISSING, Problem.NOT_AN_OPTION, Problem.NOT_ALONE, Problem.TOO_LONG),
    *(Problem.NOT_RIGHT, Problem.UNKNOWN),
)
_OF_KIND: Mapping[Kind, tuple[Problem, ...]] = {
    Kind.RANK: (Problem.NOT_RANKED,),
    Kind.INTEGER: (Problem.NOT_A_NUMBER,),
    Kind.DECIMAL: (Problem.NOT_A_NUMBER,),
    Kind.DATE: (Problem.NOT_A_DATE,),
}


def walked(wave: Fielded, voice: Voice) -> dict[str, Any]:
    """Return rules and words of a wave as JSON; what is in the page is not repeated."""
    words = page_words()
    return {
        **outline(wave.instrument, today()),
        "words": {
            "progress": words["progress"],
            "next": words["continue"],
            "skip": words["skip"],
            "back": words["back"],
            "check": _("Check your answers"),
            "unsent": _("Nothing was sent so far. You can still change every answer."),
            "change": _("Change"),
            "nothing": _("No answer"),
            "problems": _problems(voice),
        },
        "seal": _seal(wave),
    }


def _seal(wave: Fielded) -> dict[str, str] | None:
    if wave.public_key is None:
        return None
    here = language()
    return {
        "key": wave.public_key,
        "url": url_for("waves.sealed", slug=wave.slug, lang=here),
        "thanks": url_for("waves.thanks", slug=wave.slug, lang=here),
    }


def _problems(voice: Voice) -> dict[str, dict[str, str]]:
    """Return words by item key and problem, as HTML; under no key, for every item."""
    items = voice.instrument.unrolled
    said = {item.key: _of(voice, item) for item in items}
    anywhere = {
        problem.value: str(escape(problem_words(problem, items[0])))
        for problem in _ANYWHERE
    }
    return {"": anywhere} | {key: words for key, words in said.items() if words}


def _of(voice: Voice, item: Item) -> dict[str, str]:
    """Return the words for what can be wrong with this item in its own way."""
    own = {
        Problem.TOO_MANY: item.at_most and item.kind is Kind.SELECT_MULTIPLE,
        Problem.TOO_SMALL: item.minimum is not None,
        Problem.TOO_LARGE: item.maximum is not None and item.kind is not Kind.TEXT,
        Problem.NOT_RIGHT: item.constraint_message,
    }
    found = [*_OF_KIND.get(item.kind, ()), *(each for each, can in own.items() if can)]
    return {each.value: str(escape(fault(voice, item, each))) for each in found}
