"""How far a system leaves a number open, from both sides."""

from surveys.findings.audit.bounds import Wish, fulfil
from surveys.findings.audit.equations import Form, System

OUT_OF_REACH = -1e9
"""Fewer than there can be: to ask for it is to ask for the least."""


def span_of(system: System, form: Form) -> tuple[float, float]:
    """Return the least and the most that a form can come to.

    Raises:
        Contradiction: the system has no solution.
    """
    other = {place: -times for place, times in form.items()}
    [low], [high] = (
        fulfil(system, [Wish(each, OUT_OF_REACH)]) for each in (form, other)
    )
    return low.lowest, -high.lowest
