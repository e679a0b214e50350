"""A question as a whole in the reader's language: one test, and averages compared."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from flask_babel import format_decimal
from flask_babel import gettext as _

from core.i18n import apart as with_its_sign
from core.i18n import unbroken
from surveys.findings.equity.forms import STANDING_WORDS, chance_words
from surveys.findings.figures.comparisons import LEVEL
from surveys.findings.figures.differences import ChiSquared
from surveys.findings.figures.forms import number_words, span_words
from surveys.findings.figures.shown import reference_of
from surveys.findings.figures.table import NotGiven, row_of
from surveys.findings.frozen_body import Body
from surveys.findings.showing.forms import name_of
from surveys.findings.showing.measures import Measure, Measures
from surveys.findings.weighting.forms import p_words
from surveys.findings.whole.all_answers import AllAnswers, all_answers
from surveys.findings.whole.averages import (
    AverageBeside,
    averages_of_groups,
    averages_of_waves,
)


def whole_measures(
    body: Body, order: Sequence[str], summary: Mapping[str, Any], default: str
) -> Iterator[Measures]:
    """Yield the test of all answers of a table by groups, and its averages compared.

    Nothing where no test can be given: the gaps say why. Nor of two answers of two
    groups, for their one gap was tested.

    Args:
        body: a frozen table.
        order: codes of all answers in the order of the options.
        summary: of its release.
        default: the first language of the release.
    """
    if not body["breakdown"]:
        return
    tested = all_answers(body, summary)
    if not isinstance(tested, NotGiven) and not tested.is_one_gap:
        yield Measures(_("All answers together"), said=tuple(_test_words(tested)))
    place, found = reference_of(body), averages_of_groups(body, order)
    if found and place is not None:
        names = name_of(body["rows"][place], default, plain=True), _("This group")
        note = str(STANDING_WORDS[found[0].test.standing])
        yield _averages(body, found, names, note, default)


def average_changes(
    earlier: Body,
    body: Body,
    order: Sequence[str],
    names: tuple[str, str],
    default: str,
    *,
    is_declared: bool,
) -> Measures | None:
    """Return how averages changed between two waves; None where there are none.

    ``names`` are what the columns of both waves are called.
    """
    found = averages_of_waves(earlier, body, order, is_declared=is_declared)
    return _averages(body, found, names, "", default) if found else None


def _averages(
    body: Body,
    found: Sequence[AverageBeside],
    names: tuple[str, str],
    note: str,
    default: str,
) -> Measures:
    return Measures(
        _("Averages beside each other"),
        [_("Group"), *names, _("Difference"), _("Usual range"), _("Chance?")],
        tuple(_line(body, each, default) for each in found),
        notes=(note,) if note else (),
    )


def _line(body: Body, each: AverageBeside, default: str) -> Measure:
    apart = each.apart
    return Measure(
        name_of(row_of(body, each.group) or {}, default)
        if each.group
        else _("Everybody"),
        (
            number_words(each.beside.mean),
            number_words(each.mean.mean),
            _signed(apart.change),
            span_words(_signed(apart.low), _signed(apart.high)),
            chance_words(is_detected=not each.may_be_chance),
        ),
    )


def _signed(number: float) -> str:
    pattern = "#,##0.00"
    rounded = round(number, 2) + 0
    said = format_decimal(rounded, f"+{pattern};\N{MINUS SIGN}{pattern}")
    return with_its_sign(str(said))


def _test_words(found: AllAnswers) -> Iterator[str]:
    facts = {
        "chance": chance_words(is_detected=found.p < LEVEL),
        "p": p_words(found.p),
    }
    test = found.test
    if isinstance(test, ChiSquared):
        yield unbroken(
            _(
                "That the groups answer differently, all answers taken together: "
                "%(chance)s (Pearson's test: chi-squared = %(statistic)s, p %(p)s).",
                statistic=format_decimal(test.statistic, "#,##0.00"),
                **facts,
            )
        )
        if not test.is_fair:
            yield str(_("Some answers are so rare that this test is rough."))
        return
    yield unbroken(
        _(
            "That the groups answer differently, all answers taken together and "
            "weighted: %(chance)s (test of Rao and Scott: F = %(f)s, p %(p)s).",
            f=format_decimal(test.f, "#,##0.00"),
            **facts,
        )
    )
