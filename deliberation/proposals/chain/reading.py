"""Reading figures out of what other rooms froze: results, rounds, benchmarks."""

from collections.abc import Mapping

from deliberation.proposals.evidence import Lead
from deliberation.proposals.figures import MAIN, Figure, FigureKind
from surveys.findings.frozen_body import Body
from surveys.findings.messages import message_of
from surveys.findings.release import checksum


def is_whole(body: Body, stored: str) -> bool:
    """Tell whether a frozen body is still the one that was frozen."""
    return checksum(body) == stored


def result_title(body: Body) -> Mapping[str, str]:
    """Return the wording of the question that a result is about."""
    label: Mapping[str, str] = body["item"]["label"]
    return label


def result_people(body: Body) -> int | None:
    """Return how many people stand behind a result's shares; ``None`` where hidden."""
    return _people(body["rows"][0])


def result_figures(body: Body) -> dict[str, Figure]:
    """Return the shares of a result by name, and its people.

    The share of everybody is named by its answer (``within_4``); that of a group
    by both (``rural.within_4``). Missing answers have no share of those who
    answered, and no name.
    """
    figures = {"people": Figure(FigureKind.PEOPLE, result_people(body))}
    for row in body["rows"]:
        prefix = f"{row['key']}." if row["key"] else ""
        for column, share in zip(body["columns"], row["shares"], strict=False):
            if column["key"] and not column["missing"]:
                name = f"{prefix}{column['key']}"
                figures[name] = Figure(FigureKind.SHARE, share, _people(row))
    return figures


def lead_of(body: Body) -> Lead | None:
    """Return the answer that most people gave, if one is shown by itself."""
    said = message_of(body)
    if said is None:
        return None
    column = body["columns"][said.column]
    label = column["label"] or (column["labels"][0] if column["labels"] else {})
    return Lead(column["key"], label) if label and len(column["members"]) == 1 else None


def _people(row: Body) -> int | None:
    people: int | None = row["base"] if row["answered"] is None else row["answered"]
    return people


def rating_figures(outcome: Body | None) -> dict[str, Figure]:
    """Return what a closed round said of one item; nothing of an open one.

    ``low`` and ``high`` count ratings of 1-3 and 7-9, hidden below eight raters.
    """
    if outcome is None:
        return {}
    return {
        MAIN: Figure(FigureKind.RATING, outcome["median"]),
        "low": Figure(FigureKind.PEOPLE, outcome.get("low")),
        "high": Figure(FigureKind.PEOPLE, outcome.get("high")),
        "people": Figure(FigureKind.PEOPLE, outcome["raters"]),
    }
