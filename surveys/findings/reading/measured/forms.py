"""All figures that stand beside the tables of a question."""

from collections.abc import Iterable, Iterator

from surveys.findings.equity.forms import gap_measures
from surveys.findings.figures.forms import measures_of
from surveys.findings.forms import default_language
from surveys.findings.frozen_body import Body
from surveys.findings.models import FrozenResult, Release
from surveys.findings.showing.measures import Measures
from surveys.findings.weighting.forms import weight_measures
from surveys.findings.whole.forms import whole_measures
from surveys.instruments.queries import instrument_of


def measured(
    release: Release, results: Iterable[FrozenResult]
) -> dict[str, list[Measures]]:
    """Return what stands beside each table of a question, by its breakdown."""
    return {
        each.breakdown: list(_beside(release, each.item_key, each.body))
        for each in results
    }


def _beside(release: Release, key: str, body: Body) -> Iterator[Measures]:
    default = default_language(release)
    item = instrument_of(release.wave.version).by_key.get(key)
    found = measures_of(body, item, default) if item else None
    if found:
        yield found
    yield from gap_measures(body, default)
    order = item.option_keys if item else ()
    yield from whole_measures(body, order, release.summary, default)
    weights = weight_measures(body, release.summary, default, order)
    if weights:
        yield weights


def weighted_beside(
    release: Release, results: Iterable[FrozenResult]
) -> dict[tuple[str, str], Measures]:
    """Return the weighted tables of a release, by question and breakdown."""
    default = default_language(release)
    items = instrument_of(release.wave.version).by_key
    found = {
        (each.item_key, each.breakdown): weight_measures(
            each.body,
            release.summary,
            default,
            items[each.item_key].option_keys if each.item_key in items else (),
        )
        for each in results
    }
    return {key: each for key, each in found.items() if each}
