"""What a set of questions from elsewhere must be before anything here works with it.

Its types are right already (``surveys.instruments.strict_document``). Reasons are
those of ``structure.faults``, with a few that our own readers cannot get wrong.
"""

import re
from collections.abc import Iterator

from surveys.instruments.item_structure import Fault
from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.rounds import MOST_ROUNDS
from surveys.instruments.structure import faults
from surveys.instruments.translating.states import CHANGED, State
from surveys.instruments.translating.strings import relabelled, sources

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,8})?")
LONGEST_SLUG = 80
LONGEST_KEY = 200
"""Characters of a dotted key: a translation is kept under it."""

MOST_QUESTIONS = 2_000
"""Questions of one set, each round of a repeat counted for itself."""


def unfit(instrument: Instrument) -> list[Fault]:
    """Return what keeps a set of questions out, by dotted key; the plainest first."""
    # What makes no sense by itself would take the later checks too far.
    return [*_frame(instrument)] or [*_words(instrument)] or faults(instrument)


def _frame(instrument: Instrument) -> Iterator[Fault]:
    if len(instrument.slug) > LONGEST_SLUG:
        yield "slug", f"A slug has at most {LONGEST_SLUG} characters."
    for language in (*instrument.languages, instrument.default_language):
        if len(language) > 12 or not LANGUAGE.fullmatch(language):
            yield "languages", "A language is a code such as en or pt-BR."
    for repeat in instrument.repeats:
        if not 1 <= repeat.at_most <= MOST_ROUNDS:
            yield "repeats", f"A repeat has 1 to {MOST_ROUNDS} rounds."
    if _asked(instrument) > MOST_QUESTIONS:
        yield "items", f"There are more than {MOST_QUESTIONS} questions."
    versions = [item.version for item in instrument.items]
    if min([instrument.consent.version, *versions]) < 1:
        yield "consent.version", "Versions are counted from 1."


def _asked(instrument: Instrument) -> int:
    """Return how many questions there are with all rounds, none written out."""
    most = {repeat.key: repeat.at_most for repeat in instrument.repeats}
    return sum(most.get(item.repeat or "", 1) for item in instrument.items)


def _words(instrument: Instrument) -> Iterator[Fault]:
    """Yield words that are missing, or in a language that nobody named."""
    own, known = instrument.default_language, set(instrument.languages)
    for key, label in _labels(instrument).items():
        if own not in label:
            yield key, f"There are no words in {own}."
        if not known.issuperset(label):
            yield key, "There are words in a language that is not one of its own."
        if len(key) > LONGEST_KEY:
            yield key[:LONGEST_KEY], "This key is too long."
    yield from _consent(instrument, known)
    yield from _states(instrument, known)


def _labels(instrument: Instrument) -> dict[str, Label]:
    found: dict[str, Label] = {}

    def note(key: str, label: Label) -> Label:
        found[key] = label
        return label

    relabelled(instrument, note)
    return found


def _consent(instrument: Instrument, known: set[str]) -> Iterator[Fault]:
    lines = instrument.consent.lines
    own = lines.get(instrument.default_language, ())
    if not own:
        yield "consent.lines", "There is no consent text."
    if not known.issuperset(lines):
        yield "consent.lines", "There is a language that is not one of its own."
    if any(len(each) != len(own) for each in lines.values()):
        yield "consent.lines", "A language has all lines of the consent or none."


def _states(instrument: Instrument, known: set[str]) -> Iterator[Fault]:
    texts, states = sources(instrument), (*State, CHANGED)
    for language, by_key in instrument.translation_states.items():
        place = "translation_states"
        if language not in known - {instrument.default_language}:
            yield place, "There is a state in a language that nothing is in."
        if not texts.keys() >= by_key.keys() or not set(states).issuperset(
            by_key.values()
        ):
            yield place, f"A state says of a text: {', '.join(states)}."
