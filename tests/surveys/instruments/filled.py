"""Fills in what a set of questions leaves for a community to fill in."""

from dataclasses import replace

from surveys.instruments.blanks import BLANK
from surveys.instruments.questionnaire import Instrument


def filled(instrument: Instrument) -> Instrument:
    """Return questions as a community fields them: nothing in brackets is left."""
    consent = instrument.consent
    lines = {
        language: tuple(BLANK.sub("Larkmoor", line) for line in said)
        for language, said in consent.lines.items()
    }
    agree = {
        code: BLANK.sub("Larkmoor", words) for code, words in consent.agree.items()
    }
    return replace(instrument, consent=replace(consent, lines=lines, agree=agree))
