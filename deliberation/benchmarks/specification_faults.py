"""What a benchmark lacks before a board may be asked to adopt it."""

from collections.abc import Collection, Mapping
from datetime import date
from enum import StrEnum

from deliberation.benchmarks.indicator import Denominator
from deliberation.benchmarks.rights import RightServed
from deliberation.benchmarks.specification import BenchmarkKind, Known, Specification


class Fault(StrEnum):
    """Why a field of a specification does not stand."""

    MISSING = "missing"
    UNKNOWN = "unknown"
    ACTIVITY = "activity"
    EVERY_ANSWER = "every_answer"
    ONE_OPTION = "one_option"
    SAME_GROUP = "same_group"
    PAST = "past"


def faults(specification: Specification, known: Known) -> dict[str, Fault]:
    """Return what is wrong, by field; nothing when the specification stands."""
    found = {
        name: Fault.MISSING
        for name in ("title", "why", "consequence", "harm_to_watch")
        if not any(text.strip() for text in getattr(specification, name).values())
    }
    checks = {
        "right_served": _one_of(specification.right_served, RightServed),
        "kind": _kind(specification.kind),
        "numerator": _numerator(specification.numerator, known),
        "denominator": _one_of(specification.denominator, Denominator),
        "target_date": _date(specification.target_date, known.today),
        "owner_id": None if specification.owner_id else Fault.MISSING,
        **_groups(specification, known.groups),
    }
    return found | {name: fault for name, fault in checks.items() if fault}


def has_enough_better_off(kinds: Collection[str]) -> bool:
    """Tell whether at least half of these benchmarks say if people are better off."""
    better = sum(kind == BenchmarkKind.BETTER_OFF for kind in kinds)
    return 2 * better >= len(kinds)


def _one_of(value: str, members: type[StrEnum]) -> Fault | None:
    if not value:
        return Fault.MISSING
    return None if value in set(members) else Fault.UNKNOWN


def _kind(kind: str) -> Fault | None:
    if kind == BenchmarkKind.HOW_MUCH:
        return Fault.ACTIVITY
    return _one_of(kind, BenchmarkKind)


def _numerator(options: tuple[str, ...], known: Known) -> Fault | None:
    if not options:
        return Fault.MISSING
    if not set(options) <= set(known.options):
        return Fault.UNKNOWN
    if known.one_option:
        return Fault.ONE_OPTION if len(options) > 1 else None
    return Fault.EVERY_ANSWER if set(options) == set(known.options) else None


def _date(day: date | None, today: date) -> Fault | None:
    if day is None:
        return Fault.MISSING
    return Fault.PAST if day <= today else None


def _groups(
    specification: Specification, known: Mapping[str, Collection[str]]
) -> dict[str, Fault | None]:
    if not specification.breakdown:
        return {}
    groups = known.get(specification.breakdown, ())
    reference, compared = specification.reference_group, specification.compared_group
    same = Fault.SAME_GROUP if reference == compared else None
    return {
        "reference_group": None if reference in groups else Fault.UNKNOWN,
        "compared_group": same if compared in groups else Fault.UNKNOWN,
    }
