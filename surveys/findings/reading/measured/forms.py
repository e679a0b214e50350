"""All figures that stand beside the tables of a question."""

from collections.abc import Iterable, Iterator

from surveys.findings.figures.forms import measures_of
from surveys.findings.figures.table import Body
from surveys.findings.forms import default_language
from surveys.findings.models import FrozenResult, Release
from surveys.findings.showing.measures import Measures
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
