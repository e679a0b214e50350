"""What is read for quotes: texts that may be quoted, one at a time, and quotes."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.errors import NotFound
from surveys.findings.coding.answers.queries import readings
from surveys.findings.coding.drawing import drawn
from surveys.findings.coding.models import CodingSet, OpenText, Theme
from surveys.findings.coding.stages import Stage
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
    shown: dict[int, list[Quote]] = {}
    for quote in session.scalars(
        select(Quote)
        .where(Quote.theme_id.in_(theme_ids), Quote.agreed_on.is_not(None))
        .order_by(Quote.id)
    ):
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
