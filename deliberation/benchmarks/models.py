"""Tables: benchmarks, and what each frozen wave says of them."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from accounts.models import Authority
from core.clock import now
from core.db import Base, Document, Keys, Words
from deliberation.board.models import Board, Motion
from surveys.findings.models import FrozenResult


class BenchmarkState(StrEnum):
    """Where a benchmark is in its life."""

    NOMINATED = "nominated"
    ADOPTED = "adopted"
    RETIRED = "retired"


class Benchmark(Base):
    """An agreed standard: indicator, baseline, target, owner, consequence."""

    __tablename__ = "benchmark"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), index=True)
    title: Mapped[Words]
    why: Mapped[Words]
    # The right it serves: dignity, non_discrimination, participation, ...
    right_served: Mapped[str] = mapped_column(String(24))
    # A ``specification.BenchmarkKind``; an activity cannot be one.
    kind: Mapped[str] = mapped_column(String(12))
    state: Mapped[str] = mapped_column(String(12), default=BenchmarkState.NOMINATED)

    # The indicator: which options of which item, over which base.
    item_key: Mapped[str] = mapped_column(String(80))
    item_version: Mapped[int] = mapped_column(default=1)
    numerator: Mapped[Keys]
    # "everyone" asked in the wave, those "asked" the item, or who "answered" it.
    denominator: Mapped[str] = mapped_column(String(12))
    higher_is_better: Mapped[bool]
    # Where the gap is watched: a declared breakdown, its reference and its group.
    breakdown: Mapped[str] = mapped_column(String(80), default="")
    reference_group: Mapped[str] = mapped_column(String(80), default="")
    compared_group: Mapped[str] = mapped_column(String(80), default="")

    baseline_result_id: Mapped[int] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )
    # Shares from 0 to 1; None while the board has set no target.
    target: Mapped[float | None]
    target_method: Mapped[str] = mapped_column(String(32), default="")
    target_reason: Mapped[Words]
    target_date: Mapped[date | None]
    owner_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    consequence: Mapped[Words]
    harm_to_watch: Mapped[Words]
    motion_id: Mapped[int | None] = mapped_column(ForeignKey("motion.id"))
    adopted_at: Mapped[datetime | None]

    board: Mapped[Board] = relationship(lazy="raise")
    owner: Mapped[Authority] = relationship(lazy="raise")
    motion: Mapped[Motion | None] = relationship(lazy="raise")
    baseline_result: Mapped[FrozenResult] = relationship(lazy="raise")
    measures: Mapped[list["BenchmarkMeasure"]] = relationship(
        back_populates="benchmark", lazy="raise", order_by="BenchmarkMeasure.id"
    )

    @property
    def standing(self) -> list["BenchmarkMeasure"]:
        """The measures that stand; they are loaded with their releases."""
        return standing_of(self.measures)


class BenchmarkMeasure(Base):
    """What one frozen wave says of a benchmark: computed once, never edited."""

    __tablename__ = "benchmark_measure"
    __table_args__ = (UniqueConstraint("benchmark_id", "frozen_result_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    benchmark_id: Mapped[int] = mapped_column(ForeignKey("benchmark.id"))
    frozen_result_id: Mapped[int] = mapped_column(
        ForeignKey("frozen_result.id"), index=True
    )
    # None where the gate hides what the indicator needs.
    numerator: Mapped[int | None]
    denominator: Mapped[int | None]
    status: Mapped[str] = mapped_column(String(16))
    gap_label: Mapped[str] = mapped_column(String(24), default="")
    # z, progress, gap in points and its test, by the names methods.md gives them.
    figures: Mapped[Document]
    measured_at: Mapped[datetime] = mapped_column(default=now)
    note: Mapped[str] = mapped_column(Text, default="")

    benchmark: Mapped[Benchmark] = relationship(back_populates="measures", lazy="raise")
    frozen_result: Mapped[FrozenResult] = relationship(lazy="raise")


def standing_of(measures: Iterable[BenchmarkMeasure]) -> list[BenchmarkMeasure]:
    """Return of each wave what its newest measured release says, oldest wave first.

    After a correction a wave is measured once more. What was measured before stays
    on record, and is no later wave.
    """
    ordered = sorted(measures, key=lambda each: each.frozen_result.release.number)
    newest = {each.frozen_result.release.wave_id: each for each in ordered}
    return [newest[wave_id] for wave_id in sorted(newest)]
