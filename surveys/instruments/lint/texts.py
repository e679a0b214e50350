"""Every text of an instrument that somebody may read, with where it stands."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from surveys.instruments.options import Label
from surveys.instruments.questionnaire import Instrument, Item


@dataclass(frozen=True)
class Text:
    """Words in one language, and the key of the question or of the part around it."""

    place: str
    language: str
    words: str


def frame_texts(instrument: Instrument) -> Iterator[Text]:
    """Yield title, notice, headings and consent."""
    groups = [group.label for group in instrument.groups]
    yield from _texts("title", [instrument.title], instrument.languages)
    yield from _texts("notice", [instrument.notice or {}], instrument.languages)
    yield from _texts("groups", groups, instrument.languages)
    yield from _texts("consent", [instrument.consent.agree], instrument.languages)
    for language, lines in instrument.consent.lines.items():
        for line in lines:
            yield Text("consent", language, line)


def item_texts(item: Item, languages: Iterable[str]) -> Iterator[Text]:
    """Yield the question, its hint, its answers and what they are published as."""
    labels = [item.label, item.hint or {}]
    labels += [option.label for option in item.options]
    labels += [band.label for band in item.bands]
    labels += [merge.label for level in item.merges for merge in level]
    yield from _texts(item.key, labels, languages)


def _texts(
    place: str, labels: Iterable[Label], languages: Iterable[str]
) -> Iterator[Text]:
    for language in languages:
        for label in labels:
            if label.get(language):
                yield Text(place, language, label[language])
