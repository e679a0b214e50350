"""Shares beside others, in words: said first, then drawn, then line by line."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from flask_babel import format_date, lazy_gettext
from flask_babel import gettext as _
from markupsafe import Markup

from core.charts import svg
from core.db import Document
from core.i18n import plain_text
from surveys.findings.equity.beside import TableGaps, gaps_beside
from surveys.findings.equity.forms import STANDING_WORDS, chance_words
from surveys.findings.figures.between_waves import changes_beside
from surveys.findings.figures.comparisons import Standing
from surveys.findings.figures.shown import ShownShare, reference_of, share_at
from surveys.findings.figures.side_by_side import (
    Compared,
    with_reference,
)
from surveys.findings.reading.forms import apart_words, gap_sentence
from surveys.findings.reading.pictures import (
    Wording,
    difference_picture,
    farthest_apart,
    wave_picture,
)
from surveys.findings.reading.queries import InWave
from surveys.findings.reading.said.forms import everybody_changed, group_changed
from surveys.findings.showing.forms import (
    name_of,
    points_words,
    share_words,
    wording,
)

MayBeChance = Callable[[Compared], bool]
"""Tells whether chance could explain a difference."""

CHANGE_WORDS = {
    Standing.DECLARED: lazy_gettext(
        "This question is asked in each survey to be compared. So these comparisons "
        "were planned, and are judged together: by Holm's rule hardly one of them "
        "looks sure by chance alone."
    ),
    Standing.EXPLORATORY: lazy_gettext(
        "Nobody had planned to compare these surveys by this question. So this is a "
        "search, a hint and not a proof. By the rule of Benjamini and Hochberg few of "
        "those that look sure do so by chance."
    ),
}


@dataclass(frozen=True)
class BesideLine:
    """One share beside another in words; ``None`` where it is not shown."""

    group: str
    beside: str | None
    share: str | None
    points: str | None
    chance: str


@dataclass(frozen=True)
class Beside:
    """Shares beside others, answer by answer.

    ``columns`` name what they are compared with, and what they are. Everybody
    together is one line, whose group has no name.
    """

    title: str
    sentence: str
    chart: Markup
    columns: tuple[str, str]
    answers: tuple[tuple[str, tuple[BesideLine, ...]], ...]
    note: str


@dataclass(frozen=True)
class Series:
    """Everybody's shares in all waves, with a column a wave."""

    chart: Markup
    waves: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str | None, ...]], ...]
    is_broken: bool

    @property
    def columns(self) -> list[tuple[str, str]]:
        """The columns of the table, as the component takes them."""
        return [(wave, "number") for wave in self.waves]


def beside_reference(body: Document, default: str) -> list[Beside]:
    """Return the groups of a table beside one of them; nothing where there are none."""
    compared, reference = with_reference(body), reference_of(body)
    if reference is None:
        return []
    words = wording(body, default)
    keys = (words.rows[reference], _("The group above the line"))
    gaps = gaps_beside(body)
    by_chance = _chance_of(body, gaps) if gaps else _by_range
    said = _beside(body, compared, words, keys, default, by_chance)
    judged = [str(STANDING_WORDS[gaps.standing])] if gaps else []
    return [
        replace(
            said,
            columns=(_name(body, reference, default), _("This group")),
            title=_("Groups beside each other"),
            sentence=gap_sentence(body, default),
            note=" ".join(filter(None, [said.note, *judged])),
        )
    ]


def beside_earlier(
    earlier: InWave, later: InWave, default: str, *, is_declared: bool
) -> Beside:
    """Return the shares of a wave beside those of an earlier one.

    ``is_declared`` tells whether the question is asked to be compared.
    """
    body = later.body or {}
    found = changes_beside(earlier.body or {}, body, is_declared=is_declared)
    compared, by_chance = found.compared, found.may_be_chance
    words = wording(body, default)
    keys = (plain_text(earlier.title, default), plain_text(later.title, default))
    said = _beside(body, compared, words, keys, default, by_chance)
    first, second = _short(earlier, default), _short(later, default)
    return replace(
        said,
        columns=keys if first == second else (first, second),
        title=_("Surveys beside each other"),
        sentence=_change_sentence(
            body, [each for each in compared if not by_chance(each)], words, default
        ),
        note=" ".join(filter(None, [said.note, str(CHANGE_WORDS[found.standing])])),
    )


def over_waves(waves: Sequence[InWave], default: str) -> Series:
    """Return everybody's shares in all waves, the oldest first."""
    found = [(_short(each, default), each.body or {}) for each in waves]
    body = found[-1][1]
    words = wording(body, default)
    changed = _("The question changed here: before and after cannot be compared.")
    versions = {each.version for each in waves}
    return Series(
        svg(wave_picture(found, words, "waves", changed=changed)),
        tuple(name for name, _body in found),
        tuple(
            (
                words.columns[column],
                tuple(_share_of(each, head["key"]) for _name, each in found),
            )
            for column, head in enumerate(body["columns"])
            if head["missing"] is not True
        ),
        len(versions) > 1,
    )


def _beside(
    body: Document,
    compared: Sequence[Compared],
    words: Wording,
    keys: tuple[str, str],
    default: str,
    by_chance: MayBeChance,
) -> Beside:
    """Return a comparison without its title and its first sentence."""
    columns = farthest_apart(compared)
    all_columns = list(dict.fromkeys(each.column for each in compared))
    figure = difference_picture(compared, words, "beside", columns=columns, keys=keys)
    note = _("The picture shows the answers that differ most; the table has them all.")
    return Beside(
        title="",
        sentence="",
        chart=svg(figure),
        columns=keys,
        answers=tuple(
            (
                words.columns[column],
                tuple(
                    _line(each, body, default, by_chance)
                    for each in _of(compared, column)
                ),
            )
            for column in all_columns
        ),
        note=note if len(columns) < len(all_columns) else "",
    )


def _of(compared: Iterable[Compared], column: int) -> list[Compared]:
    return [each for each in compared if each.column == column]


def _chance_of(body: Document, gaps: TableGaps) -> MayBeChance:
    """Return the rule for groups beside each other, by their places in the table."""
    rows = body["rows"]
    return lambda each: gaps.may_be_chance(rows[each.row]["key"], each.column)


def _by_range(each: Compared) -> bool:
    return each.may_be_chance


def _line(
    each: Compared, body: Document, default: str, by_chance: MayBeChance
) -> BesideLine:
    chance = chance_words(is_detected=not by_chance(each))
    return BesideLine(
        _name(body, each.row, default) if each.row else "",
        _share(each.beside),
        _share(each.share),
        _signed(each),
        chance if each.apart else "",
    )


def _name(body: Document, row: int, default: str) -> str:
    return str(name_of(body["rows"][row], default, plain=True))


def _share(figure: ShownShare | None) -> str | None:
    return share_words(figure.share, figure.base) if figure else None


def _signed(each: Compared) -> str | None:
    if each.apart is None or each.share is None or each.beside is None:
        return None
    return points_words(each.apart.change, min(each.share.base, each.beside.base))


def _change_sentence(
    body: Document, sure: Sequence[Compared], words: Wording, default: str
) -> str:
    """Say what changed most of all that changed by more than chance could explain."""
    if not sure:
        return str(_("Nothing changed by more than chance could explain."))
    most = max(sure, key=lambda each: abs(each.apart.change if each.apart else 0))
    facts = {
        "group": _name(body, most.row, default),
        "answer": words.columns[most.column],
        "share": _share(most.share),
        "beside": _share(most.beside),
    }
    said = (group_changed if most.row else everybody_changed)(body, **facts)
    if not (most.apart and most.share and most.beside):
        return said
    return f"{said} {apart_words(most.apart, most.share, most.beside)}"


def _short(wave: InWave, default: str) -> str:
    """Return what fits under a point on a phone: the month that a wave closed in."""
    day = wave.closes_on
    if day is None:
        return plain_text(wave.title, default)
    return str(format_date(day, "MMM y"))


def _share_of(body: Document, answer: str) -> str | None:
    """Return everybody's share of an answer in words, where it is shown."""
    keys = [head["key"] for head in body["columns"]]
    if answer not in keys or not body["rows"]:
        return None
    return _share(share_at(body, 0, keys.index(answer)))
