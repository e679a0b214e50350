"""What must hold for a score and the questions that it is worked out of."""

from collections.abc import Iterator
from itertools import pairwise

from surveys.instruments.item_structure import Fault, twice
from surveys.instruments.items import Item
from surveys.instruments.kinds import SINGLE
from surveys.instruments.questionnaire import Instrument

FEWEST_QUESTIONS, MOST_QUESTIONS = 2, 40
FEWEST_POINTS, MOST_POINTS = 2, 11


def score_faults(place: str, item: Item, instrument: Instrument) -> Iterator[Fault]:
    """Yield what is wrong with a score; nothing for any other item."""
    if not item.score_of:
        if item.points:
            yield f"{place}.points", "Only a score has points."
        return
    if item.repeat is not None:
        yield f"{place}.repeat", "A score stands in no repeat."
    yield from twice(f"{place}.score_of", item.score_of)
    yield from twice(f"{place}.points", item.points)
    yield from _sizes(place, item)
    for key in item.score_of:
        for reason in _reasons(item, key, instrument.by_key.get(key)):
            yield f"{place}.score_of", reason
    for key in _in_another(item, instrument):
        yield f"{place}.score_of", f"{key} is a part of another score."
    yield from _bands(place, item)


def _sizes(place: str, item: Item) -> Iterator[Fault]:
    if not FEWEST_QUESTIONS <= len(item.score_of) <= MOST_QUESTIONS:
        fewest, most = FEWEST_QUESTIONS, MOST_QUESTIONS
        yield f"{place}.score_of", f"A score is made of {fewest} to {most} questions."
    if not FEWEST_POINTS <= len(item.points) <= MOST_POINTS:
        fewest, most = FEWEST_POINTS, MOST_POINTS
        yield (
            f"{place}.points",
            f"A score has {fewest} to {most} points, the lowest first.",
        )


def _reasons(score: Item, key: str, question: Item | None) -> Iterator[str]:
    """Yield why a question cannot be a part of a score."""
    if question is None or question.kind not in SINGLE:
        yield f"{key} is no question with one answer."
        return
    if question.repeat is not None:
        yield f"{key} is asked again in a repeat."
    said = {option.key for option in question.options if not option.missing}
    if said != set(score.points):
        yield f"{key} has other answers than the points."
    same = (set(question.relevant), question.when) == (set(score.relevant), score.when)
    if not same:
        yield f"{key} is not asked of the same people as the score."
    if question.sensitive and not score.sensitive:
        yield f"{key} is sensitive, so the score is too."


def _in_another(score: Item, instrument: Instrument) -> Iterator[str]:
    """Yield the questions of another score too: of two that differ by little, few show.

    What a score and its questions tell of each other is known; of two scores it is not.
    """
    others = {
        key for item in instrument.items if item != score for key in item.score_of
    }
    yield from (key for key in score.score_of if key in others)


def _bands(place: str, item: Item) -> Iterator[Fault]:
    """Yield what is wrong with the bands: each score belongs into exactly one."""
    spot = f"{place}.bands"
    if len(item.bands) < FEWEST_POINTS:
        yield spot, "A score has at least two bands."
        return
    if any((band.lowest, band.highest) != (None, None) for band in item.bands):
        yield spot, "The bands of a score have above and up_to."
    cuts = [band.span[1] for band in item.bands[:-1]]
    touch = [one.span[1] == other.span[0] for one, other in pairwise(item.bands)]
    ends = (item.bands[0].span[0], item.bands[-1].span[1])
    known = [cut for cut in cuts if cut is not None and 1 <= cut < len(item.points)]
    if len(known) != len(cuts) or not all(touch) or ends != (None, None):
        yield spot, "Each band begins above the one before; the ends are open."
    elif any(one >= other for one, other in pairwise(known)):
        yield spot, "Bands go upward and do not overlap."
