"""A published release in plain values, without a database."""

from dataclasses import replace
from datetime import UTC, datetime

from surveys.findings.method_statement import statement
from surveys.findings.packages.contents import PlainRelease
from surveys.findings.release import frozen_tables, summary_of
from surveys.instruments.questionnaire import Instrument
from tests.surveys.findings.factories import PLAN, plan, tabulated

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
