"""How many people must have answered before anything is said of a benchmark."""

from surveys.findings.figures.shares import Share

FEWEST_PEOPLE = 10  # k: the smallest base that is ever shown
FEWEST_FOR_TEST = 30


def is_too_small(wave: Share, minimum: int = FEWEST_PEOPLE) -> bool:
    """Tell whether too few people answered for anything to be said."""
    return wave.base is not None and wave.base < max(minimum, FEWEST_FOR_TEST)
