"""How many answers have to wait before they are written anew together."""

FEWEST = 10
"""So many people stand behind any two states of the table that can be told apart."""

_PART = 20


def most_settled(*, waiting: int) -> int:
    """Return how many need to be counted: with more, the answer is the same."""
    return (waiting + 1) * _PART


def is_due(*, waiting: int, settled: int) -> bool:
    """Tell whether enough answers wait; the more there are, the longer they do.

    Each answer is so written anew about twenty times, however long the wave lasts.
    """
    return waiting >= max(FEWEST, settled // _PART)
