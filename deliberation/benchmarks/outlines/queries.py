"""What is read of benchmarks to hand them on, and of those that came."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.errors import NotFound
from deliberation.benchmarks.indicator import Denominator
from deliberation.benchmarks.models import Benchmark, BenchmarkState
from deliberation.benchmarks.outlines.outline import Outline
from deliberation.benchmarks.rights import RightServed
from deliberation.benchmarks.specification import BenchmarkKind
from deliberation.benchmarks.targets import TargetMethod
from surveys.findings.models import FrozenResult
from surveys.findings.queries import questions_behind
from surveys.instruments.offers.models import Offer, OfferKind
from surveys.instruments.offers.queries import offer_about, offers_of


def outlines_to_hand_on(session: Session) -> list[Outline]:
    """Return the benchmarks in force here, without their figures: 2 SELECTs."""
    found = session.scalars(
        select(Benchmark)
        .where(Benchmark.state == BenchmarkState.ADOPTED)
        .order_by(Benchmark.id)
    ).all()
    slugs = questions_behind(session, {each.baseline_result_id for each in found})
    return [_outline(each, slugs[each.baseline_result_id]) for each in found]


def _outline(benchmark: Benchmark, instrument: str) -> Outline:
    method = benchmark.target_method
    return Outline(
        title=dict(benchmark.title),
        right_served=RightServed(benchmark.right_served),
        kind=BenchmarkKind(benchmark.kind),
        instrument=instrument,
        question=benchmark.item_key,
        question_version=benchmark.item_version,
        numerator=tuple(benchmark.numerator),
        denominator=Denominator(benchmark.denominator),
        higher_is_better=benchmark.higher_is_better,
        harm_to_watch=dict(benchmark.harm_to_watch),
        breakdown=benchmark.breakdown,
        reference_group=benchmark.reference_group,
        compared_group=benchmark.compared_group,
        target_method=TargetMethod(method) if method else None,
    )


def outlines_by_result(
    session: Session, results: Sequence[FrozenResult]
) -> dict[int, list[Offer]]:
    """Return those that each of these tables could be a start for: 1 or 2 SELECTs."""
    came = offers_of(session, OfferKind.BENCHMARK)
    if not came:
        return {}
    slugs = questions_behind(session, {each.id for each in results})
    return {
        result.id: [
            each
            for each in came
            if (each.instrument_slug, each.item_key)
            == (slugs[result.id], result.item_key)
        ]
        for result in results
    }


def outline_for(session: Session, result: FrozenResult, offer_id: int) -> Offer:
    """Return a benchmark of another place about the question of a table: 2 SELECTs.

    Raises:
        NotFound: there is none, or it is about another question.
    """
    about = questions_behind(session, {result.id})[result.id], result.item_key
    found = offer_about(session, OfferKind.BENCHMARK, about, offer_id)
    if found is None:
        raise NotFound("benchmarks.unknown")
    return found
