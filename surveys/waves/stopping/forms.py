"""What a page says of how far somebody came, and words for where people stopped."""

from collections.abc import Mapping

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from core.i18n import plain_text
from surveys.instruments.numbering import numbered
from surveys.instruments.questionnaire import Instrument
from surveys.waves.sheet import CHECK, WHOLE
from surveys.waves.stopping.bands import bands
from surveys.waves.stopping.pages import BEGINNING, SENT, pages_of

FIELD = "stops"
"""The box that somebody ticks who agrees; then the furthest page, hidden."""


def read_furthest(form: MultiDict[str, str], instrument: Instrument) -> str | None:
    """Return how far somebody came who agreed to be counted; None for all others.

    A script that fetches the page of all questions goes on alone from there and sends
    nothing before Send, so nobody who has it is counted.
    """
    said = None if form.get("outline") else form.get(FIELD)
    return said if said in {BEGINNING, *pages_of(instrument)} else None


def carried_furthest(furthest: str | None) -> list[tuple[str, str]]:
    """Return the hidden field that takes it to the next page, for those who agreed."""
    return [] if furthest is None else [(FIELD, furthest)]


def stop_rows(instrument: Instrument, counts: Mapping[str, int]) -> list[list[str]]:
    """Return the rows of the table: a page, and how many people stopped there."""
    shown = bands(counts)
    return [
        [_name(instrument, page), _("%(people)s or more", people=shown[page])]
        for page in pages_of(instrument)
        if page in shown
    ]


def _name(instrument: Instrument, page: str) -> str:
    item = instrument.by_key.get(page)
    if item is None:
        words = {
            WHOLE: _("All questions on one page"),
            CHECK: _("Check your answers"),
            SENT: _("Nowhere: they sent their answers"),
        }
        return str(words[page])
    label = plain_text(item.label, instrument.default_language)
    number = numbered(instrument).get(page)
    return label if number is None else f"{number}. {label}"
