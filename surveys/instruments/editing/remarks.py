"""Advice on the wording of a draft, question by question."""

from dataclasses import dataclass

from surveys.instruments.lint.checks import lint
from surveys.instruments.lint.house_words import house_words
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.questionnaire import Instrument
from surveys.instruments.translating.states import State


@dataclass(frozen=True)
class Advice:
    """What to look at again by question, and what nobody has tried out.

    Attributes:
        at: remarks by key; "" has what is said of the frame.
        untried: languages by key. On a fresh template that is every question, which
            would hide the remarks that tell questions apart.
    """

    at: dict[str, list[Remark]]
    untried: dict[str, list[str]]


def advice_on(whole: Instrument) -> Advice:
    """Return what to look at again.

    What is not translated is not among it: the translators' desk counts that. Who
    tried out the default language is not kept, so only the others are asked about.
    """
    keys = {item.key for item in whole.items}
    found = Advice({}, {})
    for each in lint(whole, house_words(), pretested=_pretested(whole)):
        if each.code is Code.UNPRETESTED:
            found.untried.setdefault(each.place, []).append(each.language)
        elif each.code is not Code.UNTRANSLATED:
            place = each.place if each.place in keys else ""
            found.at.setdefault(place, []).append(each)
    return found


def _pretested(whole: Instrument) -> set[tuple[str, str]]:
    own, states = whole.default_language, whole.translation_states
    return {
        (item.key, language)
        for item in whole.items
        for language in whole.languages
        if language == own
        or states.get(language, {}).get(f"items.{item.key}.label") == State.PRETESTED
    }
