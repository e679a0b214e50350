"""What is told of where people stopped: tens of people, each page by itself.

No total stands beside them and each is rounded down by itself, so nothing can be
subtracted. A page where fewer than ten stopped is told from one of nobody by nothing.
"""

from collections.abc import Mapping

from surveys.waves.reach.representation import LEAST_TOTAL, MINIMUM


def bands(counts: Mapping[str, int]) -> dict[str, int]:
    """Return by page the tens of people who stopped there, where they were ten or more.

    Nothing where fewer than 30 were counted in all. A count below zero is of nobody:
    a form that was sent twice, or a move that was lost, makes such.
    """
    people = {page: max(0, number) for page, number in counts.items()}
    if sum(people.values()) < LEAST_TOTAL:
        return {}
    return {
        page: number - number % MINIMUM
        for page, number in people.items()
        if number >= MINIMUM
    }
