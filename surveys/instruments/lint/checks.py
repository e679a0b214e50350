"""Reads an instrument and remarks on its wording, question by question."""

from collections.abc import Collection, Iterable, Iterator

from surveys.instruments.items import Item
from surveys.instruments.kinds import SELECTS, SILENT, Kind
from surveys.instruments.lint.grammar import joined_by, leading_words
from surveys.instruments.lint.house_words import HouseWords, hurting
from surveys.instruments.lint.identity import asks_who
from surveys.instruments.lint.measures import english, lengths
from surveys.instruments.lint.remark import Code, Remark
from surveys.instruments.lint.scales import MOST_POINTS, points, sides
from surveys.instruments.lint.texts import Text, frame_texts, item_texts
from surveys.instruments.questionnaire import Instrument

Asked = Collection[tuple[str, str]]
"""Questions and languages: (key, language)."""


def lint(
    instrument: Instrument, words: HouseWords, *, pretested: Asked | None = None
) -> list[Remark]:
    """Return what to look at again, in the order of the questions.

    Args:
        instrument: what is read; nothing of it is changed.
        words: the house words by language.
        pretested: what people tried out before; where it is left out, nothing is
            said about trying out.
    """
    found = list(_house_words(frame_texts(instrument), words))
    for item in instrument.items:
        found += _house_words(item_texts(item, instrument.languages), words)
        found += _structure(item, instrument.default_language)
        found += _identity(item, instrument)
        found += _asking(item, instrument)
        for language in instrument.languages:
            found += lengths(item, language)
            found += _translation(item, language, instrument.default_language)
        found += english(item)
        found += _trying_out(item, instrument.languages, pretested)
    return found


def _house_words(texts: Iterator[Text], words: HouseWords) -> Iterator[Remark]:
    for text in texts:
        for said, word in hurting(text.words, words.get(text.language, ())):
            facts = {"words": said, "reason": word.reason, "instead": word.instead}
            yield Remark(text.place, text.language, Code.HOUSE_WORD, facts)


def _structure(item: Item, language: str) -> Iterator[Remark]:
    """Yield what is wrong in every language at once; said of the default one."""
    offers_way_out = any(option.missing for option in item.options)
    if item.sensitive and item.kind in SELECTS and not offers_way_out:
        yield Remark(item.key, language, Code.NO_WAY_OUT)
    count = points(item, language)
    if count > MOST_POINTS:
        facts = {"count": count, "most": MOST_POINTS}
        yield Remark(item.key, language, Code.MANY_POINTS, facts)
    agree, disagree = sides(item, language)
    if agree != disagree and max(agree, disagree) > 1:
        facts = {"agree": agree, "disagree": disagree}
        yield Remark(item.key, language, Code.UNBALANCED, facts)


def _asking(item: Item, instrument: Instrument) -> Iterator[Remark]:
    """Yield what is wrong with how a question asks; once, where it began.

    What the default language does, its translations do too: there is one remark,
    and more only where a translation does it alone.
    """
    default = instrument.default_language
    first = list(_pushing(item, default)), list(_joining(item, default))
    yield from (remark for remarks in first for remark in remarks)
    for language in instrument.languages:
        if language != default:
            for before, check in zip(first, (_pushing, _joining), strict=True):
                yield from check(item, language) if not before else ()


def _identity(item: Item, instrument: Instrument) -> Iterator[Remark]:
    """Yield that a question asks for a name or an address, once."""
    found = asks_who(item, instrument.languages)
    if found is not None:
        language, said = found
        yield Remark(item.key, language, Code.IDENTITY, {"words": said})


def _pushing(item: Item, language: str) -> Iterator[Remark]:
    pushing = leading_words(_asked(item, language), language)
    if pushing is not None:
        yield Remark(item.key, language, Code.LEADING, {"words": pushing})


def _joining(item: Item, language: str) -> Iterator[Remark]:
    joined = joined_by(_asked(item, language), language)
    if joined is not None:
        word, is_or = joined
        rated = all(sides(item, language))
        minor = item.kind is Kind.TEXT or (is_or and not rated)
        yield Remark(item.key, language, Code.DOUBLE, {"words": word}, minor)


def _asked(item: Item, language: str) -> str:
    return "" if item.kind in SILENT else item.label.get(language, "")


def _translation(item: Item, language: str, default: str) -> Iterator[Remark]:
    if language == default:
        return
    labels = [item.label, *([item.hint] if item.hint else [])]
    labels += [option.label for option in item.options]
    missing = sum(not label.get(language) for label in labels)
    if missing:
        yield Remark(item.key, language, Code.UNTRANSLATED, {"count": missing})
    # A word or two may well be the same in two languages.
    words = item.label.get(language, "")
    if words == item.label[default] and len(words.split()) > 2:
        yield Remark(item.key, language, Code.SAME_WORDS)


def _trying_out(
    item: Item, languages: Iterable[str], pretested: Asked | None
) -> Iterator[Remark]:
    if pretested is None or item.kind in SILENT:
        return
    for language in languages:
        if (item.key, language) not in pretested:
            yield Remark(item.key, language, Code.UNPRETESTED, minor=True)
