"""Passes the counts of themes through disclosure control, and drafts beside drafts."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from core.disclosure_options import Ticking, protect_options
from core.suppression import DisclosureRule

IN_NONE = ""
"""The key of the answers that are in no theme."""


@dataclass(frozen=True)
class ThemeCounts:
    """Answers by theme, None where hidden; ``answers`` is how many there are in all.

    ``answers`` is None where even that would tell too much.
    """

    answers: int | None
    by_theme: Mapping[str, int | None]
    in_none: int | None


def protected(
    counted: Mapping[str, int],
    in_none: int,
    answers: int,
    *,
    rule: DisclosureRule,
    bases: Collection[int] = (),
) -> ThemeCounts:
    """Return what may be told of themes, each a tick over all answers.

    Args:
        counted: answers by theme.
        in_none: answers that are in no theme.
        answers: all answers in people's own words.
        rule: of the question.
        bases: published numbers of people of whom those who wrote are some, or who are
            some of those asked; beside one that differs by few nothing is shown.
    """
    apart = [abs(base - answers) for base in bases]
    ticks = {**counted, IN_NONE: in_none}
    table = protect_options(
        ticks, answers, rule=rule, ticking=Ticking(frozenset({IN_NONE})), apart=apart
    )
    if not table.columns:
        return ThemeCounts(table.total.base, dict.fromkeys(counted), None)
    shown = {
        column.key: people
        for column, people in zip(table.columns, table.total.counts, strict=True)
    }
    return ThemeCounts(answers, {key: shown[key] for key in counted}, shown[IN_NONE])


def led_on(body: Mapping[str, Any], options: Collection[str]) -> int | None:
    """Return how many a published table says gave one of some answers, if it does.

    Of a question in which each person gives one.
    """
    pairs = zip(body["columns"], body["rows"][0]["counts"], strict=True)
    found = [
        (column["members"], people)
        for column, people in pairs
        if options and set(column["members"]) <= set(options)
    ]
    known = [people for _members, people in found if people is not None]
    members = {code for codes, _people in found for code in codes}
    whole = members >= {code for code in options if code in _codes(body)}
    return sum(known) if found and whole and len(known) == len(found) else None


def _codes(body: Mapping[str, Any]) -> set[str]:
    return {code for column in body["columns"] for code in column["members"]}


Theme = tuple[frozenset[str], int | None]
"""The codes of a theme, and its published number."""


def themes_told(body: Mapping[str, Any]) -> list[Theme]:
    """Return the themes of a draft, and all of them as one.

    How many answers are in none of them tells how many are in some.
    """
    found = [(frozenset(each["codes"]), each["answers"]) for each in body["themes"]]
    whole = frozenset[str]().union(*(codes for codes, _number in found))
    answers, in_none = body["answers"], body["in_none"]
    if answers is not None and in_none is not None:
        found.append((whole, answers - in_none))
    return found


def tell_too_much(
    before: Collection[Theme], after: Collection[Theme], rule: DisclosureRule
) -> bool:
    """Tell whether a new draft beside an older one points at a few answers.

    That is so where one theme is part of another, or several make up one, and the
    numbers differ by few. Themes of one draft share no code, so that they need no
    such look.
    """
    pairs = ((before, after), (after, before))
    return any(
        _is_few(_parts_of(whole, parts), whole, rule)
        for wholes, parts in pairs
        for whole in wholes
    )


def _parts_of(whole: Theme, others: Collection[Theme]) -> list[Theme]:
    """Return the themes of another draft whose codes are all in this one."""
    return [each for each in others if each[0] < whole[0]]


def _is_few(parts: Collection[Theme], whole: Theme, rule: DisclosureRule) -> bool:
    if whole[1] is None or not parts:
        return False
    known = [number for _codes, number in parts if number is not None]
    apart = [whole[1] - number for number in known]
    made_up = frozenset[str]().union(*(codes for codes, _number in parts)) == whole[0]
    if made_up and len(known) == len(parts):
        apart.append(sum(known) - whole[1])  # answers that are in more than one
    return any(0 < number < rule.cell for number in apart)
