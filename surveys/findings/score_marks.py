"""Who scored in which band, from who gave which answer: bitmaps in, bitmaps out.

Question by question people are parted by how many they answered and what that adds up
to. There are few such parts (over eight questions of five points 153 at the most), and
a million people are parted as fast as a hundred.
"""

from collections.abc import Mapping
from functools import reduce
from operator import or_

from surveys.instruments.items import Item
from surveys.instruments.scoring import band_of, mean_of

Bitmap = int


def score_marks(
    score: Item, codes: Mapping[str, Mapping[str, Bitmap]]
) -> dict[str, Bitmap]:
    """Return who has a score in which band; whoever has none is in no band.

    Args:
        score: an item that is a score.
        codes: for each of its questions the bitmaps by answer.
    """
    asked = [_by_point(score, codes.get(key, {})) for key in score.score_of]
    parts = {(0, 0): reduce(or_, (who for said in asked for who in said.values()), 0)}
    for said in asked:
        parts = _parted(parts, said)
    found = {band.key: 0 for band in score.bands}
    for (answered, total), who in parts.items():
        band = band_of(score, mean_of(total, answered, len(score.score_of)))
        if band is not None:
            found[band] |= who
    return found


def _by_point(score: Item, marks: Mapping[str, Bitmap]) -> dict[int, Bitmap]:
    return {place: marks.get(code, 0) for place, code in enumerate(score.points, 1)}


def _parted(
    parts: Mapping[tuple[int, int], Bitmap], said: Mapping[int, Bitmap]
) -> dict[tuple[int, int], Bitmap]:
    """Part people by what they said to one more question."""
    found: dict[tuple[int, int], Bitmap] = {}
    for (answered, total), who in parts.items():
        left = who
        for point, giving in said.items():
            _put(found, (answered + 1, total + point), who & giving)
            left &= ~giving
        _put(found, (answered, total), left)
    return found


def _put(
    parts: dict[tuple[int, int], Bitmap], place: tuple[int, int], who: Bitmap
) -> None:
    if who:
        parts[place] = parts.get(place, 0) | who
