"""What a typed paper form sends, and words for what cannot be taken."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from surveys.instruments.items import Item
from surveys.instruments.kinds import SILENT, Kind
from surveys.instruments.numbering import numbered
from surveys.instruments.options import Value
from surveys.instruments.questionnaire import Answers, Instrument
from surveys.waves.double_entry.differences import Decided
from surveys.waves.double_entry.service import Typed
from surveys.waves.sheet import PREFIX, read_answers

WORDS = {
    "paper.number": _l("Please type the number that is written on the paper."),
    "paper.consent": _l(
        "Please look at the box of agreement on the paper. If it is not ticked, "
        "do not type this form."
    ),
    "paper.not_here": _l(
        "This survey lets people in by codes, or keeps no answers. Its paper forms "
        "cannot be typed twice. “Help somebody to answer” does it."
    ),
    "paper.done": _l("This form was typed twice already. It is counted."),
    "paper.same_person": _l(
        "You typed this form the first time. Please let somebody else type it again."
    ),
    "paper.not_same": _l(
        "This does not look like the same form. Please compare the number on the paper."
    ),
    "paper.at_the_same_time": _l(
        "Somebody else has just typed this form. Please press the button once more."
    ),
}

CHOICE, AGAIN = "choose.", "again."


@dataclass(frozen=True)
class Question:
    """One question of the page: its number on paper, and what was typed."""

    item: Item
    number: int
    typed: tuple[str, ...]


def read_typed(form: MultiDict[str, str], instrument: Instrument) -> Typed:
    """Return what the page sent; answers that are not asked are left out."""
    language = form.get("language", "")
    known = language in instrument.languages
    return Typed(
        sheet=" ".join(form.get("sheet", "").split()).upper(),
        language=language if known else instrument.default_language,
        answers=_in_order(instrument, read_answers(instrument, dict(form.lists()))),
        decided=_decided(form, instrument),
    )


def questions(instrument: Instrument, answers: Answers) -> list[Question]:
    """Return all questions in order, each with its number on paper."""
    numbers = numbered(instrument)
    return [
        Question(item, numbers[item.key], _texts(answers, item))
        for item in instrument.unrolled
        if item.kind not in SILENT
    ]


def is_text(item: Item) -> bool:
    """Tell whether an answer is in somebody's own words, which nobody else is shown."""
    return item.kind is Kind.TEXT


def _decided(form: MultiDict[str, str], instrument: Instrument) -> Decided:
    """Return what was chosen, and the texts that were typed once more.

    A text that was there before and is now empty was forgotten, and is asked again.
    """
    texts = [item.key for item in instrument.unrolled if is_text(item)]
    sent = {f"{PREFIX}{key}": form.getlist(f"{AGAIN}{key}") for key in texts}
    again, before = (
        read_answers(instrument, fields) for fields in (sent, dict(form.lists()))
    )
    return Decided(
        choices={
            name.removeprefix(CHOICE): value
            for name, value in form.items()
            if name.startswith(CHOICE) and name.removeprefix(CHOICE) not in texts
        },
        again={
            key: again.get(key)
            for key in texts
            if sent[f"{PREFIX}{key}"] and (key in again or key not in before)
        },
    )


def _in_order(instrument: Instrument, answers: Answers) -> dict[str, Value]:
    """Return the answers that are asked; ticks in the order of the paper."""
    cleaned = instrument.clean(answers)
    for key, value in cleaned.items():
        item = instrument.by_key[key]
        if item.kind is Kind.SELECT_MULTIPLE and not isinstance(
            value, str | int | float
        ):
            places = {option: n for n, option in enumerate(item.option_keys)}
            cleaned[key] = sorted(value, key=lambda each: places.get(each, len(places)))
    return cleaned


def _texts(answers: Answers, item: Item) -> tuple[str, ...]:
    value = answers.get(item.key)
    if value is None:
        return ()
    return (str(value),) if isinstance(value, str | int | float) else tuple(value)
