"""What happens to a benchmark. Functions add and flush; the view commits.

A benchmark is nominated by a member of a board, gets a target by a named method, is
put before the board as a motion, and is in force once the motion is adopted. From
then on each frozen wave says once how it is going.
"""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.rules import Role
from core import audit
from core.clock import now
from core.constraints import flush_or
from core.db import Words
from core.errors import Conflict, DomainError, Invalid, NotFound
from deliberation.benchmarks import queries
from deliberation.benchmarks.measurement import Measurement, measure
from deliberation.benchmarks.models import (
    Benchmark,
    BenchmarkMeasure,
    BenchmarkState,
)
from deliberation.benchmarks.specification import Specification
from deliberation.benchmarks.specification_faults import Fault, faults
from deliberation.benchmarks.targets import (
    TargetMethod,
)
from deliberation.board.models import Board, Motion, MotionState
from deliberation.board.motions import service as motions
from deliberation.board.queries import require_seat
from surveys.findings.models import FrozenResult

BEHIND = 1e-9


def nominate(
    session: Session,
    board: Board,
    result: FrozenResult,
    specification: Specification,
    *,
    slug: str,
    member_id: int,
) -> Benchmark:
    """Write down a benchmark whose baseline is a frozen table.

    Raises:
        Invalid: a field does not stand (``facts["faults"]``), or the baseline is
            hidden.
        Conflict: the slug is taken.
    """
    require_seat(session, board.id, member_id)
    wrong = faults(specification, queries.known_of(session, result))
    if wrong:
        raise Invalid("benchmarks.faults", faults=wrong)
    made = _benchmark(session, board, result, specification, slug)
    if queries.baseline_count(session, made, result) is None:
        raise Invalid("benchmarks.baseline_hidden")
    session.add(made)
    flush_or(session, Conflict("benchmarks.slug_taken", slug=slug))
    _record(session, "benchmark.nominate", made, member_id=member_id)
    return made


def choose_target(
    session: Session,
    benchmark: Benchmark,
    *,
    value: float,
    method: TargetMethod,
    reason: Words,
    member_id: int,
) -> None:
    """Set a target by a named method, with the reason.

    Raises:
        Conflict: the benchmark is before the board or in force already.
        Invalid: no share, no reason, or a target behind the baseline.
    """
    require_seat(session, benchmark.board_id, member_id)
    _insist_on_draft(session, benchmark)
    if not 0 <= value <= 1:
        raise Invalid("benchmarks.not_a_share")
    if not any(text.strip() for text in reason.values()):
        raise Invalid("benchmarks.reason_missing")
    count = queries.baseline_count(
        session, benchmark, queries.baseline_result(session, benchmark)
    )
    sign = queries.direction_of(benchmark).sign
    if count is not None and (value - count.people / count.base) * sign < -BEHIND:
        raise Invalid("benchmarks.target_behind")
    benchmark.target, benchmark.target_method = value, method.value
    benchmark.target_reason = dict(reason)
    session.flush()
    facts = {"target": value, "method": method.value}
    _record(session, "benchmark.target", benchmark, member_id=member_id, **facts)


def put_before_board(
    session: Session, benchmark: Benchmark, *, wording: Words, member_id: int
) -> Motion:
    """Ask the board to adopt a benchmark, by a motion with this wording.

    Raises:
        Conflict: it is before the board or in force already.
        Invalid: it has no target yet.
    """
    return put_together_before_board(
        *(session, [benchmark]),
        title=benchmark.title,
        wording=wording,
        member_id=member_id,
    )


def put_together_before_board(
    session: Session,
    together: Sequence[Benchmark],
    *,
    title: Words,
    wording: Words,
    member_id: int,
) -> Motion:
    """Ask a board to adopt several benchmarks by one motion.

    Raises:
        Conflict: one is before the board or in force already.
        Invalid: there is none, one has no target, or they are of several boards.
    """
    boards = {benchmark.board_id for benchmark in together}
    if len(boards) != 1:
        raise Invalid("benchmarks.not_one_board")
    for benchmark in together:
        _insist_on_draft(session, benchmark)
        if benchmark.target is None:
            raise Invalid("benchmarks.no_target")
    motion = motions.propose_motion(
        session,
        session.get_one(Board, boards.pop()),
        member_id=member_id,
        title=title,
        wording=wording,
    )
    for benchmark in together:
        benchmark.motion_id = motion.id
        facts = {"motion": motion.number}
        _record(session, "benchmark.propose", benchmark, member_id=member_id, **facts)
    session.flush()
    return motion


def follow_motion(session: Session, motion: Motion) -> None:
    """Put into force what an adopted motion is about, if it is about a benchmark.

    For ``motions.service.close_motion(on_adopted=...)``, in the same transaction.
    """
    for benchmark in queries.on_motion(session, motion.id):
        if benchmark.state == BenchmarkState.NOMINATED:
            adopt_benchmark(session, benchmark)


def adopt_benchmark(session: Session, benchmark: Benchmark) -> None:
    """Put a benchmark into force, and note where it starts.

    Raises:
        Conflict: the board has not adopted it, or it is in force already.
    """
    motion_id = benchmark.motion_id
    motion = None if motion_id is None else session.get_one(Motion, motion_id)
    if motion is None or motion.state != MotionState.ADOPTED:
        raise Conflict("benchmarks.not_adopted_by_board")
    if benchmark.state != BenchmarkState.NOMINATED:
        raise Conflict("benchmarks.adopted_already")
    benchmark.state, benchmark.adopted_at = BenchmarkState.ADOPTED, now()
    session.flush()
    _record(session, "benchmark.adopt", benchmark, motion=motion.number)
    if not _is_measured(session, benchmark, benchmark.baseline_result_id):
        measure_result(session, benchmark, queries.baseline_result(session, benchmark))


def measure_wave(
    session: Session, benchmark: Benchmark, result_id: int, *, member_id: int
) -> BenchmarkMeasure:
    """Let a later public survey say how a benchmark of one's own board is going.

    Raises:
        NotFound: it is no later published table of the benchmark's own question.
        Conflict: it was measured before, or the question has changed since.
    """
    require_seat(session, benchmark.board_id, member_id)
    offered = queries.waves_to_measure(session, benchmark)
    result = next((each for each in offered if each.id == result_id), None)
    if result is None:
        raise NotFound("benchmarks.unknown_result", id=result_id)
    return measure_result(session, benchmark, result, member_id=member_id)


def measure_benchmark(
    session: Session, benchmark: Benchmark, wave_slug: str
) -> BenchmarkMeasure:
    """Let the frozen results of a wave say how a benchmark is going, once.

    Raises:
        NotFound: the wave has no frozen table of the question.
        Conflict: it was measured before, or the question has changed since.
    """
    result = queries.result_of_wave(session, wave_slug, benchmark.item_key)
    if result is None:
        raise NotFound("benchmarks.no_result", wave=wave_slug)
    return measure_result(session, benchmark, result)


def measure_result(
    session: Session,
    benchmark: Benchmark,
    result: FrozenResult,
    *,
    member_id: int | None = None,
) -> BenchmarkMeasure:
    """Let one frozen table say how a benchmark is going, once; the start goes first.

    Raises:
        Conflict: it was measured before, or the question has changed since.
    """
    if result.item_version != benchmark.item_version:
        raise Conflict("benchmarks.item_changed")
    start = queries.baseline_result(session, benchmark)
    is_start = result.id == start.id
    if not is_start and not _is_measured(session, benchmark, start.id):
        measure_result(session, benchmark, start)
    baseline = queries.wave_tables(session, start, benchmark.breakdown)
    newest = queries.wave_tables(session, result, benchmark.breakdown)
    watch = queries.watch_of(benchmark)
    found = measure(watch, baseline, None if is_start else newest)
    made = _measure(benchmark, result, found)
    session.add(made)
    flush_or(session, Conflict("benchmarks.measured_already"))
    _record(
        *(session, "benchmark.measure", benchmark),
        member_id=member_id,
        result=result.checksum,
        status=made.status,
        gap_label=made.gap_label,
    )
    return made


def fault_of(error: DomainError) -> dict[str, Fault]:
    """Return the faults by field that a refused nomination names."""
    found = error.facts.get("faults", {})
    return dict(found) if isinstance(found, dict) else {}


def _benchmark(
    session: Session,
    board: Board,
    result: FrozenResult,
    specification: Specification,
    slug: str,
) -> Benchmark:
    return Benchmark(
        slug=slug,
        number=queries.next_number(session),
        board_id=board.id,
        title=dict(specification.title),
        why=dict(specification.why),
        right_served=specification.right_served,
        kind=specification.kind,
        item_key=result.item_key,
        item_version=result.item_version,
        numerator=list(specification.numerator),
        denominator=specification.denominator,
        higher_is_better=specification.higher_is_better,
        breakdown=specification.breakdown,
        reference_group=specification.reference_group,
        compared_group=specification.compared_group,
        baseline_result_id=result.id,
        target_reason={},
        target_date=specification.target_date,
        owner_id=specification.owner_id,
        consequence=dict(specification.consequence),
        harm_to_watch=dict(specification.harm_to_watch),
    )


def _measure(
    benchmark: Benchmark, result: FrozenResult, found: Measurement
) -> BenchmarkMeasure:
    return BenchmarkMeasure(
        benchmark_id=benchmark.id,
        frozen_result_id=result.id,
        numerator=found.count and found.count.people,
        denominator=found.count and found.count.base,
        status=found.status or "",
        gap_label=found.gap_label or "",
        figures=found.figures,
    )


def _insist_on_draft(session: Session, benchmark: Benchmark) -> None:
    """Let nobody change what the board is deciding on, or has decided."""
    session.refresh(benchmark, ["state", "motion_id"], with_for_update=True)
    if benchmark.state != BenchmarkState.NOMINATED:
        raise Conflict("benchmarks.adopted_already")
    if benchmark.motion_id is None:
        return
    motion = session.get_one(Motion, benchmark.motion_id)
    if motion.state in {MotionState.DRAFT, MotionState.OPEN, MotionState.ADOPTED}:
        raise Conflict("benchmarks.before_the_board")


def _is_measured(session: Session, benchmark: Benchmark, result_id: int) -> bool:
    found = session.scalar(
        select(BenchmarkMeasure.id).where(
            BenchmarkMeasure.benchmark_id == benchmark.id,
            BenchmarkMeasure.frozen_result_id == result_id,
        )
    )
    return found is not None


def _record(
    session: Session,
    action: str,
    benchmark: Benchmark,
    *,
    member_id: int | None = None,
    **facts: object,
) -> None:
    subject = f"benchmark:{benchmark.slug}"
    role = Role.BOARD_MEMBER
    audit.record(session, action, subject, role=role, actor_id=member_id, **facts)
