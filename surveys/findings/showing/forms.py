"""What a frozen table says in the reader's language: names, sentences, pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from babel.lists import format_list
from flask_babel import (
    format_decimal,
    get_locale,
    lazy_gettext,
    ngettext,
)
from flask_babel import gettext as _
from markupsafe import Markup, escape

from core.charts import figure_json, svg
from core.i18n import (
    Count,
    apart,
    as_said,
    direction,
    language,
    number_words,
    percent_words,
    plain_text,
    text,
)
from surveys.findings.frozen_body import REST
from surveys.findings.messages import message_of
from surveys.findings.models import FrozenResult
from surveys.findings.reading.pictures import Wording, picture
from surveys.findings.reading.scales import Side, sides_of
from surveys.instruments.questionnaire import Kind
from surveys.instruments.scoring import fewest_answered
from surveys.waves.plan import NO_GROUP

Part = Mapping[str, Any]
"""A column, a row, an item or a breakdown of a body."""

REASON_WORDS = {
    "group": lazy_gettext(
        "Too few people, or hidden so that a smaller group cannot be worked out."
    ),
    "answers": lazy_gettext(
        "Some answers are too few or too alike to be shown, or would give away "
        "those of another group."
    ),
    "rare": lazy_gettext(
        "Too few people, or hidden so that a rarer answer cannot be worked out."
    ),
    "nothing": lazy_gettext(
        "Nothing can be shown here without showing somebody: too few people, or "
        "answers that are too alike."
    ),
}

FEW = 100
"""People below whom a share is given in whole percent."""


@dataclass(frozen=True)
class Cell:
    """One number of a table, in words; ``None`` where it is not shown, and why."""

    people: str | None
    share: str | None
    span: str | None
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """One group of a table, or everybody: its name, its people, a cell a column."""

    key: str
    name: str | Markup
    base: str | None
    cells: tuple[Cell, ...]
    reason: str


@dataclass(frozen=True)
class Shown:
    """One frozen table as its page shows it."""

    result: FrozenResult
    title: Markup
    breakdown: str | Markup
    sentence: str
    columns: tuple[tuple[str, str | Markup], ...]
    lines: tuple[Line, ...]
    chart: Markup
    figure: Markup
    key: str
    note: str

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why numbers of this table are not shown, each reason once."""
        cells = (cell for line in self.lines for cell in line.cells)
        found = (cell.reason for cell in cells if cell.people is None)
        return tuple(dict.fromkeys(found))


def shown(
    result: FrozenResult, default: str, *, drawn: bool = True, before: str = ""
) -> Shown:
    """Return what a page needs of a result; ``default`` is its first language.

    Where it is not to be ``drawn``, there is neither picture nor figure. What
    stands ``before`` its key tells apart two tables of a question on one page.
    """
    body = result.body
    ident = (
        f"{result.item_key}-{result.breakdown}" if result.breakdown else result.item_key
    )
    signs = f"{before}{ident}"
    key = "".join(sign if sign.isalnum() and sign.isascii() else "-" for sign in signs)
    figure = picture(body, wording(body, default), key) if drawn else None
    return Shown(
        result,
        text(body["item"]["label"], default),
        text(body["breakdown"]["label"], default) if body["breakdown"] else "",
        sentence(body, default),
        tuple((column["key"], name_of(column, default)) for column in body["columns"]),
        _lines(body, default),
        svg(figure) if figure else Markup(),
        figure_json(figure) if figure else Markup(),
        key,
        share_note(body),
    )


def name_of(part: Part, default: str, *, plain: bool = False) -> str | Markup:
    """Return what a column or row is called; several codes are listed together."""
    if part.get("label"):
        return _said(part["label"], default, plain=plain)
    if part["key"] == REST:
        return str(_("All groups not shown, together"))
    labels = zip(part.get("members", ()), part.get("labels", ()), strict=False)
    names = [
        _said(label, default, plain=plain) if label else _unnamed(code, part)
        for code, label in labels
    ] or [_("Everybody")]
    if plain:
        return str(format_list(list(map(str, names)), locale=get_locale()))
    safe = [str(escape(name)) for name in names]
    return Markup(format_list(safe, locale=get_locale()))  # noqa: S704  # escaped above


def name_said(part: Part, default: str) -> str:
    """Return what a column or row is called within a sentence of the page."""
    return as_said(str(name_of(part, default, plain=True)))


def _said(label: Mapping[str, str], default: str, *, plain: bool) -> str | Markup:
    return plain_text(label, default) if plain else text(label, default)


def _unnamed(code: str, part: Part) -> str:
    if code == NO_GROUP:
        return str(_("Not known"))
    if not code and part.get("of_score"):
        return str(_("No score: too few answers"))
    return code or str(_("No answer"))


def share_words(
    share: float | None, base: int | None, code: str | None = None
) -> str | None:
    """Return a share in words: whole percent of fewer than 100 people, else a tenth.

    ``code`` is the page's language, where it is known.
    """
    if share is None or base is None:
        return None
    return percent_words(share, 0 if base < FEW else 1, code)


def points_words(change: float, base: float) -> str:
    """Return a difference in points with its sign; whole ones where few answered."""
    pattern = "#,##0" if base < FEW else "#,##0.0"
    points = round(change * 100, 0 if base < FEW else 1)
    said = format_decimal(points + 0, f"+{pattern};\N{MINUS SIGN}{pattern}")
    return apart(str(said))


def sentence(body: Part, default: str) -> str:
    """Say a result: how many people stand behind it, and what most of them said.

    Of a labelled scale: how many are on each side of its middle.
    """
    sides = sides_of(body, 0)
    if sides:
        return _sides_words(body, sides, default)
    said = message_of(body)
    if said is None:
        return str(REASON_WORDS["nothing"]) if not body["columns"] else ""
    facts = {
        "answer": name_said(body["columns"][said.column], default),
        "share": share_words(said.share, said.base),
    }
    chosen = {
        Kind.SELECT_MULTIPLE: _("%(share)s ticked: %(answer)s.", **facts),
        Kind.RANK: _("%(share)s put first: %(answer)s.", **facts),
        Kind.CALCULATE: _("%(share)s have a score of: %(answer)s.", **facts),
    }
    other = _("%(share)s said: %(answer)s.", **facts)
    whole = _base_words(body, Count(said.base))
    return f"{whole} {chosen.get(body['item']['kind'], other)}"


def _base_words(body: Part, people: Count) -> str:
    """Say how many people the shares of a table are of."""
    several = body["item"]["kind"] == Kind.SELECT_MULTIPLE
    if several or body["share_of"] == "asked":
        words = ngettext("Asked: %(num)s person.", "Asked: %(num)s people.", people)
    elif is_score(body):
        words = ngettext(
            "%(num)s person has a score.", "%(num)s people have a score.", people
        )
    else:
        words = ngettext("%(num)s person answered.", "%(num)s people answered.", people)
    return str(words)


def _sides_words(body: Part, sides: tuple[Side, Side], default: str) -> str:
    """Say both sides of a scale, the larger one first."""
    said = [
        ngettext(
            "%(num)s person answered.",
            "%(num)s people answered.",
            Count(sides[0].base),
        )
    ]
    for side in sorted(sides, key=lambda each: -each.people):
        names = [name_said(body["columns"][place], default) for place in side.columns]
        answers = format_list(names, style="or", locale=get_locale())
        share = share_words(side.share, side.base)
        said.append(_("%(share)s said: %(answer)s.", share=share, answer=answers))
    return " ".join(said)


def is_score(body: Part) -> bool:
    """Tell whether nobody chose the answers of a table: they are of a score."""
    return bool(body["item"].get("score_of"))


def share_note(body: Part) -> str:
    """Say whom the shares of a table are of."""
    if body["item"]["kind"] == Kind.SELECT_MULTIPLE:
        return str(
            _("Shares are of everybody asked. People could tick several answers.")
        )
    if body["item"]["kind"] == Kind.RANK:
        return str(_("Counted is what people put first."))
    if is_score(body):
        return _score_note(body)
    if body["share_of"] == "asked":
        return str(_("Shares are of everybody asked."))
    return str(_("Shares are of those who answered."))


def _score_note(body: Part) -> str:
    """Say how a score comes about, and whom its shares are of."""
    questions, points = body["item"]["score_of"], body["item"]["points"]
    rule = _(
        "A score is the average of what somebody answered to %(questions)s questions "
        "(%(keys)s), from 1 to %(points)s. Whoever answered fewer than %(fewest)s of "
        "them has none.",
        questions=format_decimal(len(questions)),
        keys=format_list(questions, locale=get_locale()),
        points=format_decimal(len(points)),
        fewest=format_decimal(fewest_answered(len(questions))),
    )
    # Not within a formatted text: nobody who looks for texts finds them there.
    scored, asked = (
        _("Shares are of those who have a score."),
        _("Shares are of everybody asked."),
    )
    return f"{rule} {asked if body['share_of'] == 'asked' else scored}"


def span_note() -> str:
    """Say what the range beside a share means, and what it does not."""
    return str(
        _(
            "Usual range: if the same kind of people answered again, the figure would "
            "usually fall there. Nobody was drawn by chance."
        )
    )


def _lines(body: Part, default: str) -> tuple[Line, ...]:
    # Asked once a table: a release has thousands of cells.
    code, between = language(), str(_("%(low)s to %(high)s"))
    return tuple(_line(body, row, default, code, between) for row in body["rows"])


def _line(body: Part, row: Part, default: str, code: str, between: str) -> Line:
    cells = zip(
        body["columns"], row["counts"], row["shares"], row["ranges"], strict=True
    )
    return Line(
        row["key"] or "all",
        name_of(row, default) if row["key"] else _("Everybody"),
        None if row["base"] is None else number_words(row["base"], code),
        tuple(
            Cell(
                None if people is None else number_words(people, code),
                share_words(share, base := _base(body, row, column), code),
                _span_words(span, base, code, between),
                _why(row, column) if people is None else "",
            )
            for column, people, share, span in cells
        ),
        str(REASON_WORDS.get(row["reason"], "")),
    )


def _span_words(
    span: Sequence[float] | None, base: int | None, code: str, between: str
) -> str | None:
    """Return a range in words; ``between`` has room for its two ends."""
    if not span:
        return None
    low, high = (share_words(end, base, code) for end in span)
    return between % {"low": low, "high": high}


def _why(row: Part, column: Part) -> str:
    """Say why a number is not shown: for the answer's sake, or for the group's."""
    code = column["reason"] or row["reason"]
    return str(REASON_WORDS.get(code, REASON_WORDS["group"]))


def _base(body: Part, row: Part, column: Part) -> int | None:
    """Return the people that a share is of; of those asked for a missing answer."""
    of_answers = body["share_of"] == "answered" and not column["missing"]
    base: int | None = row["answered"] if of_answers else row["base"]
    return base


def wording(body: Part, default: str) -> Wording:
    """Return what a picture of a table says, in the reader's language."""
    label = plain_text(body["item"]["label"], default)
    by = body["breakdown"] and plain_text(body["breakdown"]["label"], default)
    named = _("%(question)s By: %(group)s", question=label, group=by) if by else label
    return Wording(
        title=named,
        description=sentence(body, default),
        columns=[str(name_of(each, default, plain=True)) for each in body["columns"]],
        rows=[_with_people(row, default) for row in body["rows"]],
        share=share_words,
        hidden=_("not shown"),
        everybody=_("Everybody"),
        right_to_left=direction() == "rtl",
    )


def _with_people(row: Part, default: str) -> str:
    """Return what a row is called, with its people where their number is shown."""
    name = name_of(row, default, plain=True)
    if not row["key"] or row["base"] is None:
        return str(name)
    return str(
        ngettext(
            "%(group)s, %(num)s person",
            "%(group)s, %(num)s people",
            Count(row["base"]),
            group=name,
        )
    )
