"""The little that is needed of small matrices: products, solutions, a trace.

A matrix is a sequence of rows. Nothing here is fit for more than some dozens of rows.
"""

from collections.abc import Sequence

Vector = Sequence[float]
Matrix = Sequence[Sequence[float]]


def transposed(rows: Matrix) -> list[list[float]]:
    """Return columns as rows."""
    return [list(column) for column in zip(*rows, strict=True)]


def product(left: Matrix, right: Matrix) -> list[list[float]]:
    """Return the product of two matrices."""
    columns = transposed(right)
    return [[dot(row, column) for column in columns] for row in left]


def dot(left: Vector, right: Vector) -> float:
    """Return the sum of the products of two vectors' parts."""
    return sum(a * b for a, b in zip(left, right, strict=True))


def trace(rows: Matrix) -> float:
    """Return the sum of the diagonal."""
    return sum(row[place] for place, row in enumerate(rows))


def solved(rows: Matrix, right: Matrix) -> list[list[float]]:
    """Return X of ``rows X = right``, by Gauss and Jordan with row pivots.

    Raises:
        ZeroDivisionError: the rows depend on each other.
    """
    size = len(rows)
    work = [[*row, *extra] for row, extra in zip(rows, right, strict=True)]
    for place in range(size):
        best = max(range(place, size), key=lambda each: abs(work[each][place]))
        work[place], work[best] = work[best], work[place]
        pivot = work[place][place]
        work[place] = [value / pivot for value in work[place]]
        for other in range(size):
            factor = work[other][place]
            if other != place and factor:
                work[other] = [
                    value - factor * own
                    for value, own in zip(work[other], work[place], strict=True)
                ]
    return [row[size:] for row in work]
