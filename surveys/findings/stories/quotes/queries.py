"""What is read for quotes: texts that may be quoted, one at a time, and quotes."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

from sqlalchemy import BindParameter, ColumnElement, bindparam, func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from core.facts import Facts, facts_of, mark_of, row_text
from surveys.findings.coding.answers.queries import readings
from surveys.findings.coding.drawing import drawn
from surveys.findings.coding.models import CodingSet, OpenText, Theme, ThemeReport
from surveys.findings.coding.stages import Stage
from surveys.findings.coding.themes.queries import of_wave
from surveys.findings.models import Release
from surveys.findings.queries import told_of_release
from surveys.findings.stories.models import Quote
from surveys.waves.models import Response

MOST_SHOWN = 3
"""Quotes beside a theme."""


@dataclass(frozen=True)
class Candidates:
    """How many texts of a theme may be quoted, and one of them."""

    count: int
    text: OpenText | None


def candidate(
    session: Session, found: CodingSet, theme: Theme, place: int
) -> Candidates:
    """Return one text of a theme that may be quoted, by its place in a random order.

    Only for the two coders, who have read it. 3 SELECTs.
    """
    codes = set(theme.codes)
    bearing = {
        each.text_id
        for each in readings(session, found, tuple(Stage))
        if not codes.isdisjoint(each.final)
    }
    with_consent = session.scalars(
        select(OpenText.id).where(
            OpenText.wave_id == found.wave_id,
            OpenText.item_key == found.item_key,
            OpenText.may_quote,
        )
    )
    order = drawn(bearing.intersection(with_consent), found.salt, "quotes")
    if not 1 <= place <= len(order):
        return Candidates(len(order), None)
    return Candidates(len(order), session.get(OpenText, order[place - 1]))


def quotes_of(session: Session, theme_id: int) -> list[Quote]:
    """Return the quotes of a theme, agreed or not: 1 SELECT."""
    return list(
        session.scalars(
            select(Quote).where(Quote.theme_id == theme_id).order_by(Quote.id)
        )
    )


def quote_of(session: Session, theme_id: int, quote_id: int) -> Quote:
    """Return a quote of a theme: 1 SELECT.

    Raises:
        NotFound: there is none.
    """
    found = session.scalar(
        select(Quote).where(Quote.theme_id == theme_id, Quote.id == quote_id)
    )
    if found is None:
        raise NotFound("quote.unknown")
    return found


def shown_quotes(
    session: Session, theme_ids: Collection[int]
) -> dict[int, list[Quote]]:
    """Return the quotes that everybody may read, by theme, at most three: 1 SELECT."""
    return _by_theme(
        session.scalars(
            select(Quote)
            .where(Quote.theme_id.in_(theme_ids), Quote.agreed_on.is_not(None))
            .order_by(Quote.id)
        )
    )


def reports_with_quotes(
    session: Session, wave_id: int
) -> tuple[list[ThemeReport], dict[int, list[Quote]]]:
    """Return ``public_reports`` of a wave, and ``shown_quotes`` of them: 1 SELECT."""
    rows = session.execute(
        of_wave(wave_id)
        .add_columns(Quote)
        .outerjoin(Quote, _is_of_set() & Quote.agreed_on.is_not(None))
        .order_by(Quote.id)
    ).all()
    reports = list(dict.fromkeys(report for report, _quote in rows))
    keys = {int(theme["key"]) for each in reports for theme in each.body["themes"]}
    quotes = dict.fromkeys(quote for _report, quote in rows if quote is not None)
    return reports, _by_theme(each for each in quotes if each.theme_id in keys)


def told_of_themes(session: Session, release: Release) -> str:
    """Return a mark of the themes of a release's wave and their quotes: 1 SELECT."""
    asked = {"release": release.id, "wave": release.wave_id}
    return mark_of(session, _facts_of_themes(), asked)


@cache
def _facts_of_themes() -> Facts:
    wave: BindParameter[int] = bindparam("wave")
    return facts_of(
        told_of_release(),
        row_text(ThemeReport).join(CodingSet).where(CodingSet.wave_id == wave),
        row_text(Quote)
        .join(Theme)
        .join(CodingSet, CodingSet.id == Theme.coding_set_id)
        .where(CodingSet.wave_id == wave),
    )


def _is_of_set() -> ColumnElement[bool]:
    """Hold for quotes of a theme of a report's set, joined."""
    themes = select(Theme.id).where(Theme.coding_set_id == CodingSet.id)
    return Quote.theme_id.in_(themes)


def _by_theme(quotes: Iterable[Quote]) -> dict[int, list[Quote]]:
    shown: dict[int, list[Quote]] = {}
    for quote in quotes:
        beside = shown.setdefault(quote.theme_id, [])
        if len(beside) < MOST_SHOWN:
            beside.append(quote)
    return shown


def people_behind(session: Session, found: CodingSet, language: str) -> tuple[int, int]:
    """Return how many people answered the wave, and in a language: 1 SELECT."""
    mine = Response.language == language
    row = session.execute(
        select(func.count(), func.count().filter(mine)).where(
            Response.wave_id == found.wave_id
        )
    ).one()
    return row[0], row[1]
