"""A published release in plain values, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

from surveys.findings.method_statement import statement
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.release import frozen_tables, summary_of
from surveys.instruments.questionnaire import Instrument
from tests.surveys.findings.factories import PLAN, plan, tabulated
from tests.surveys.instruments.scored import SCORED, SCORED_PLAN

TABULATION = tabulated()
SUMMARY = summary_of(TABULATION, plan())


def name(part):
    return part["label"].get("en") or "+".join(part.get("members", ())) or "nobody"


def published(**changes) -> PlainRelease:
    made = PlainRelease(
        slug="library",
        title=PLAN["title"],
        number=1,
        frozen_at=datetime(2026, 5, 1, 12, tzinfo=UTC),
        checksum="ab" * 32,
        method=statement(
            {item: {"en": text} for item, text in PLAN["method"].items()},
            opens_on=datetime(2026, 3, 1, tzinfo=UTC).date(),
            closes_on=datetime(2026, 4, 1, tzinfo=UTC).date(),
            summary=SUMMARY,
            instrument_checksum="cd" * 32,
        ),
        instrument=TABULATION.instrument,
        bodies=[each.body for each in frozen_tables(TABULATION, plan())],
        language="en",
        name=name,
    )
    return replace(made, **changes)


def with_licence(instrument: Instrument, **changes) -> Instrument:
    return replace(instrument, licence=replace(instrument.licence, **changes))


def with_label(instrument: Instrument, key: str, label: str) -> Instrument:
    """The same questions, one of them with another wording."""
    items = tuple(
        replace(item, label={**item.label, "en": label}) if item.key == key else item
        for item in instrument.items
    )
    return replace(instrument, items=items)


def scored() -> PlainRelease:
    """A release in which a score has a table, by town and for everybody."""
    answers = ["bad", "fair", "good", "does_not_apply", "good"]
    people = [
        (
            {
                "s1": answers[number % 5],
                "s2": answers[number % 3],
                "s3": answers[(number // 3) % 5],
                "town": "no"[number % 2],
            },
            "en",
        )
        for number in range(180)
    ]
    made, planned = tabulated(people, SCORED_PLAN, SCORED), plan(SCORED_PLAN, SCORED)
    return published(
        slug="scored",
        title=planned.title,
        instrument=SCORED,
        bodies=[each.body for each in frozen_tables(made, planned)],
        summary=summary_of(made, planned),
    )
