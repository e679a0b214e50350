"""Says a question, its rules and the answers to it in the reader's language."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from babel.lists import format_list
from babel.numbers import format_decimal
from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from core.i18n import plain_text, text
from surveys.instruments.expressions.tree import items_in
from surveys.instruments.kinds import Kind
from surveys.instruments.numbering import numbered
from surveys.instruments.options import Label, Value
from surveys.instruments.own_words import may_tell
from surveys.instruments.piping import UNSAID, filled, key_beside, names_in
from surveys.instruments.questionnaire import Answers, Instrument, Item, Problem
from surveys.instruments.rules.rule import Rule
from surveys.waves.asking import controls
from surveys.waves.forms import page_words, problem_words
from surveys.waves.sheet import Sheet

Shown = dict[str, Any]
"""What ``waves/field.html`` shows of one question."""


class Voice:
    """Speaks an instrument's texts to somebody who gave these answers."""

    def __init__(self, instrument: Instrument, answers: Answers) -> None:
        """Know what was asked and what was said to it."""
        self.instrument, self.answers = instrument, answers

    def says(self, words: Label, item: Item | None = None) -> Markup:
        """Return a text for a page, with the answers that it names."""
        said = text(words, self.instrument.default_language)
        if not names_in(said):
            return said
        # What is filled in comes escaped, into what is escaped.
        return Markup(filled(said, lambda name: self._piped(name, item)))  # noqa: S704

    @cached_property
    def _said(self) -> dict[str, str]:
        return dict(self.instrument.scope(self.answers).answers)

    def _piped(self, name: str, item: Item | None) -> str:
        key = key_beside(self.instrument, name, item)
        words = escape(self._in_short(key) or UNSAID)
        return f'<bdi data-of="{escape(key)}">{words}</bdi>'

    def _in_short(self, key: str) -> str:
        if key not in self._said:
            return ""
        item = self.instrument.by_key[key]
        if item.kind is Kind.CALCULATE:
            return self._said[key]
        default = self.instrument.default_language
        return listed(
            each if isinstance(each, str) else plain_text(each, default)
            for each in in_words(item, self.answers[key])
        )


def listed(words: Iterable[str], style: str = "standard") -> str:
    """Return several words as the page's language lists them: with "and", or "or"."""
    return format_list(list(words), style=style, locale=get_locale())  # type: ignore[arg-type]  # one of Babel's


def in_words(item: Item, value: Value | None) -> list[Label | str]:
    """Return an answer in words, one for each option; none where there is none."""
    if value is None:
        return []
    if item.options and not isinstance(value, int | float):
        labels = {option.key: option.label for option in item.options}
        picked = [value] if isinstance(value, str) else value
        return [labels.get(key, key) for key in picked]
    return [plain_answer(item, value)]


def plain_answer(item: Item, value: Value) -> str:
    """Return an answer without options as people write it here."""
    if item.kind is Kind.ACKNOWLEDGE:
        return page_words()["read"]
    if isinstance(value, int | float):
        return format_decimal(value, locale=get_locale(), group_separator=False)
    if item.kind is Kind.DATE and isinstance(value, str):
        return _day_in_words(value)
    return str(value)


def _day_in_words(value: str) -> str:
    formats = {4: "yyyy", 7: "LLLL yyyy", 10: "long"}
    try:
        day = date.fromisoformat(f"{value}-01-01"[:10])
    except ValueError:
        return value
    return str(format_date(day, formats.get(len(value), "long")))


def shown(  # noqa: PLR0913  # what a question on a page depends on
    voice: Voice,
    sheet: Sheet,
    item: Item,
    *,
    seed: str,
    ident: str = "q",
    problem: Problem | None = None,
    filtered: bool = True,
) -> Shown:
    """Return what is shown of one question; ``ident`` begins the ids of its parts.

    ``seed`` decides a random order. Where all questions stand on one page, options
    cannot be ``filtered`` by answers that are not there yet.
    """
    instrument = voice.instrument
    offered = item.options
    if filtered and item.choice_filter is not None:
        offered = instrument.options_for(item, sheet.answers)
    options = controls.in_order(item, offered, seed)
    value = controls.shown_value(item, sheet)
    return {
        "item": item,
        "id": ident,
        "label": voice.says(item.label, item),
        "hint": hint(voice, item),
        "fault": fault(voice, item, problem),
        "above": above(voice, item),
        "box": "checkbox" if item.kind is Kind.SELECT_MULTIPLE else "radio",
        "options": options,
        "apart": controls.apart(options),
        "value": value,
        "chosen": controls.chosen(item, value),
        "parts": controls.date_parts(item, value) if item.kind is Kind.DATE else [],
        "places": controls.places(value) if item.kind is Kind.RANK else {},
        "tells": may_tell(item),
        "lowest": controls.lowest_place(item, options),
    }


def above(voice: Voice, item: Item) -> list[Markup | str]:
    """Return what stands above a question: its part, and which round this is."""
    groups = {group.key: group.label for group in voice.instrument.groups}
    found: list[Markup | str] = []
    if item.group in groups:
        found.append(voice.says(groups[item.group], item))
    if item.key in voice.instrument.round_of:
        repeat, number = voice.instrument.round_of[item.key]
        words = Markup(_("%(name)s %(number)s"))  # noqa: S704  # our own words
        found.append(words % {"name": voice.says(repeat.label, item), "number": number})
    return found


def hint(voice: Voice, item: Item) -> Markup:
    """Return the hint of a question and the rule of its kind."""
    parts = [voice.says(item.hint, item)] if item.hint else []
    if way(item):
        parts.append(escape(way(item)))
    return Markup(" ").join(parts)


def way(item: Item) -> str:
    """Return how a question with several answers is answered; empty for others."""
    words = page_words()
    # A hint of the author's says in its own way that several may be ticked.
    if item.hint is not None and not item.at_most and item.kind is not Kind.RANK:
        return ""
    if item.kind is Kind.RANK:
        most = item.at_most
        return words["rank_some"] % {"most": most} if most else words["rank_all"]
    if item.at_most:
        return words["at_most"] % {"most": item.at_most}
    return words["several"] if item.kind is Kind.SELECT_MULTIPLE else ""


def fault(voice: Voice, item: Item, problem: Problem | None) -> Markup | str:
    """Return what is wrong with an answer; the author's own words where there are."""
    if problem is None:
        return ""
    if problem is Problem.NOT_RIGHT and item.constraint_message:
        return voice.says(item.constraint_message, item)
    return problem_words(problem, item)


def whole(
    voice: Voice, sheet: Sheet, *, seed: str, problems: Mapping[str, Problem]
) -> list[Shown]:
    """Return what is shown of all questions where they stand on one page."""
    numbers = numbered(voice.instrument)
    return [
        shown(
            voice,
            sheet,
            item,
            seed=seed,
            ident=f"q-{item.key}",
            problem=problems.get(item.key),
            filtered=False,
        )
        | {
            "number": numbers.get(item.key),
            "conditions": conditions(voice.instrument, item),
        }
        for item in voice.instrument.unrolled
        if item.kind is not Kind.CALCULATE
    ]


def faults(questions: Iterable[Shown]) -> list[tuple[str, Markup]]:
    """Return what is wrong on a page of all questions: where, and the words."""
    said = Markup(_("Question %(number)s: %(problem)s"))  # noqa: S704  # our own words
    return [
        (f"{q['id']}-0", said % {"number": q["number"], "problem": q["fault"]})
        for q in questions
        if q["fault"]
    ]


def conditions(instrument: Instrument, item: Item) -> list[str]:
    """Return in words when a question is asked, where the reader has to know it.

    That is paper, and a page with all questions. A condition on single answers names
    them; any other names the questions that it looks at.
    """
    numbers, led = numbered(instrument), instrument.led[item.key]
    said = [_condition(instrument, rule, numbers) for rule in led.rules]
    if led.whole or item.when is None:
        return said
    others = sorted(numbers[key] for key in items_in(item.when) if key in numbers)
    if not others:
        only = _("Only for some people. If it does not fit you, leave it empty.")
        return [*said, str(only)]
    only = _(
        "Answer this only if it fits what you answered at: %(numbers)s",
        numbers=listed(map(str, others)),
    )
    return [*said, str(only)]


def _condition(instrument: Instrument, rule: Rule, numbers: Mapping[str, int]) -> str:
    earlier, own = instrument.by_key[rule.item], instrument.default_language
    number, codes = numbers.get(rule.item, ""), earlier.options or earlier.bands
    options = [
        _("“%(words)s”", words=plain_text(each.label, own))
        for each in codes
        if each.key in rule.options
    ]
    if len(options) == len(codes) and not rule.unless:
        return str(_("Only if you answered question %(number)s.", number=number))
    said = {"answers": listed(options, "or"), "number": number}
    if rule.unless:
        return str(_("Not if you answered %(answers)s to question %(number)s.", **said))
    return str(_("Only if you answered %(answers)s to question %(number)s.", **said))
