"""The codebook: which questions and answers the tables are about, a line an answer."""

from collections.abc import Iterator

from surveys.findings.packages.contents import PlainRelease
from surveys.instruments.items import Item
from surveys.instruments.options import Label

COLUMNS = (
    "question_key",
    "question_version",
    "kind",
    "language",
    "question",
    "answer_key",
    "answer",
    "missing",
    "lowest",
    "highest",
    "above",
    "up_to",
    "score_of",
    "points",
)


def published_items(release: PlainRelease) -> list[Item]:
    """Return the questions that some table is about, in the plan's order."""
    known = {item.key: item for item in release.instrument.unrolled}
    return [known[key] for key in release.whole if key in known]


def codebook_rows(release: PlainRelease) -> Iterator[dict[str, object]]:
    """Yield a line for each answer of each published question in each language.

    A score stands among them with the questions that it is worked out of, and the
    answers to these from 1 point up.

    Without words where the licence of the questions keeps them; the keys stay.
    """
    for item in published_items(release):
        for language in release.instrument.languages:
            head = {
                "question_key": item.key,
                "question_version": item.version,
                "kind": item.kind.value,
                "language": language,
                "question": _said(release, item.label, language),
                "score_of": " ".join(item.score_of),
                "points": " ".join(item.points),
            }
            yield from (head | answer for answer in _answers(release, item, language))


def _answers(
    release: PlainRelease, item: Item, language: str
) -> Iterator[dict[str, object]]:
    for option in item.options:
        yield {
            "answer_key": option.key,
            "answer": _said(release, option.label, language),
            "missing": option.missing,
        }
    for band in item.bands:
        yield {
            "answer_key": band.key,
            "answer": _said(release, band.label, language),
            "missing": False,
            "lowest": band.lowest,
            "highest": band.highest,
            "above": band.above,
            "up_to": band.up_to,
        }
    if not (item.options or item.bands):
        yield {"answer_key": "", "answer": "", "missing": False}


def _said(release: PlainRelease, label: Label, language: str) -> str:
    return label.get(language, "") if release.has_wording else ""
