"""Words of themes: for their parts, how far two coders agreed, and refusals."""

from flask import Request
from flask_babel import lazy_gettext as _l

from core.i18n import language
from surveys.findings.coding.agreement import Label
from surveys.findings.coding.codebook.forms import WORDS as CODEBOOK_WORDS
from surveys.findings.coding.themes.service import PARTS, Typed

WORDS = {
    **CODEBOOK_WORDS,
    "themes.unknown": _l("There is no such theme."),
    "themes.not_coded": _l("Themes come when all answers are read."),
    "themes.texts_gone": _l(
        "What people wrote was deleted, so no new themes can be made of it."
    ),
    "themes.none": _l("There is no theme yet."),
    "themes.no_codes": _l("Please tick the codes that make up this theme."),
    "themes.code_taken": _l(
        "One of these codes belongs to another theme. A code is in one theme only."
    ),
    "themes.name_missing": _l("Please give the theme a name."),
    "themes.definition_missing": _l("Please say what the theme means."),
    "themes.missed_missing": _l("Please say what you may have missed."),
    "themes.days": _l("Residents need at least 14 days, and at most 90."),
    "themes.too_close": _l(
        "Beside an earlier draft these themes would point at a few people. Keep the "
        "themes of that draft, or change more than one code at a time."
    ),
    "themes.faster": _l("A colleague put these themes before residents just now."),
    "themes.no_draft": _l("There is no draft to adopt."),
    "themes.still_open": _l(
        "Residents can still comment. Themes are adopted when their days are over, "
        "and not before."
    ),
}
"""Words for the codes of this room, for its forms and for the error pages."""

PART_WORDS = {
    "name": _l("Name of the theme"),
    "definition": _l("What people said about it, in a sentence or two"),
    "missed": _l("What we may have missed"),
}

AGREED_WORDS = {
    Label.TALK.value: _l("They agreed little."),
    Label.MODERATE.value: _l("They agreed moderately."),
    Label.SUBSTANTIAL.value: _l("They agreed well."),
    Label.ALMOST_PERFECT.value: _l("They agreed almost always."),
    "": _l("It was too rare or too common for a figure that leaves out chance."),
}


def typed_theme(request: Request) -> Typed:
    """Return what was typed and ticked, in the language of the page."""
    words = {part: request.form.get(part, "").strip() for part in PARTS}
    return Typed(words, tuple(request.form.getlist("codes")), language())
