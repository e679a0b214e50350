"""Whole numbers in an address: taken if they can be meant, refused with the bounds."""

from core.errors import Invalid

MOST_DIGITS = 15


def whole_number(
    text: str | None, *, name: str, least: int, most: int, default: int | None = None
) -> int:
    """Return the number that a text says.

    Args:
        text: what the address has, or ``None`` where it has nothing.
        name: how the address calls it, for the refusal.
        least: the smallest number that makes sense.
        most: the largest.
        default: what nothing means; ``None`` where something has to be said.

    Raises:
        Invalid: ``log.number``, with the name and the bounds.
    """
    if text is None and default is not None:
        return default
    digits = text or ""
    if digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS:
        number = int(digits)
        if least <= number <= most:
            return number
    raise Invalid("log.number", name=name, least=least, most=most)
