"""In which words the range beside a figure may be spoken of.

People who choose to answer are no sample drawn by chance. AAPOR calls a margin of
sampling error on such a survey misleading, and allows a measure of precision whose
assumption is told. So the range has one of three wordings, and never the forbidden one.
"""

from enum import StrEnum


class Wording(StrEnum):
    """What stands beside a range; the page has the words."""

    SAME_KIND = "same_kind"
    """If the same kind of people answered again, it would usually fall between."""
    IF_DRAWN = "if_drawn"
    """If those who answered were a random draw from this community; they were not."""
    DRAWN = "drawn"
    """They were drawn by chance: the range is that of a random sample."""


def wording_of(*, drawn_by_chance: bool, weighted: bool) -> Wording:
    """Return which words hold for a figure.

    Args:
        drawn_by_chance: whether the publisher states that everybody asked was drawn
            by chance from a list; an open link never is.
        weighted: whether the figure was weighted to population figures.
    """
    if drawn_by_chance:
        return Wording.DRAWN
    return Wording.IF_DRAWN if weighted else Wording.SAME_KIND
