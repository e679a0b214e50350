"""What a form to suggest a benchmark starts with, where another place has one."""

from typing import Any

from core.i18n import plain_text
from deliberation.benchmarks.forms import BETWEEN, DOWN, UP
from deliberation.benchmarks.outlines.outline import outline_of
from surveys.instruments.offers.models import Offer

WORDS = ("title", "harm_to_watch")


def filled_in(kept: Offer | None) -> dict[str, Any]:
    """Return the fields of a nomination by name, in the language of the page.

    Why, by whom, until when and what if not are this place's own to say; what its
    tables lack falls away.
    """
    if kept is None:
        return {}
    outline = outline_of(kept.body)
    groups = {
        "reference_group": outline.reference_group,
        "compared_group": outline.compared_group,
    }
    kind = f"{outline.breakdown}{BETWEEN}" if outline.breakdown else ""
    return {
        **{name: plain_text(getattr(outline, name)) for name in WORDS},
        **{name: f"{kind}{key}" for name, key in groups.items()},
        "right_served": outline.right_served.value,
        "kind": outline.kind.value,
        "numerator": list(outline.numerator),
        "denominator": outline.denominator.value,
        "direction": UP if outline.higher_is_better else DOWN,
    }
