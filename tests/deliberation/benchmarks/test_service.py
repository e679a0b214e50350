"""A benchmark from nomination to its status, by the board's own motion."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.clock import now, today
from core.errors import Conflict, Invalid, NotAllowed, NotFound
from deliberation.benchmarks import queries, service
from deliberation.benchmarks.models import Benchmark, BenchmarkMeasure
from deliberation.benchmarks.specification_faults import Fault
from deliberation.benchmarks.targets import Standard, TargetMethod
from deliberation.board.motions.quorum import BallotChoice
from surveys.findings.models import FrozenResult, Release
from surveys.instruments.models import Instrument, InstrumentVersion
from tests.deliberation.benchmarks.bodies import SOON, WAVES, body, row
from tests.deliberation.benchmarks.factories import (
    make_adopted,
    make_benchmark,
    make_specification,
    make_wave,
    put_to_vote,
    vote,
)
from tests.deliberation.board.test_service import leaves
from tests.factories import make_member

YES, NO, _ABSTAIN = BallotChoice


@pytest.fixture
def first(session):
    return make_wave(session, 1)


def nominate(session, board, person, result, **changes):
    return service.nominate(
        *(session, board, result, make_specification(session, **changes)),
        slug="four-weeks",
        member_id=person.id,
    )


def choose(session, benchmark, person, value, reason="What staff can do."):
    service.choose_target(
        *(session, benchmark),
        value=value,
        method=TargetMethod.POINTS,
        reason={"en": reason},
        member_id=person.id,
    )


def measured_in_two_more(session, benchmark):
    """Let two more waves say how a benchmark is going; return the third's measure."""
    make_wave(session, 2)
    make_wave(session, 3)
    service.measure_benchmark(session, benchmark, "wave-2")
    return service.measure_benchmark(session, benchmark, "wave-3")


def test_bm_2_is_adopted_by_motion_and_measured_in_each_later_wave(
    session, board, people, first
):
    benchmark = make_adopted(session, board, people, first)
    third = measured_in_two_more(session, benchmark)

    assert (third.numerator, third.denominator) == (168, 346)
    assert (third.status, third.gap_label) == ("improving", "widening_detected")
    assert round(third.figures["percent_of_target"], 1) == 47.6
    measured = queries.benchmark(session, "four-weeks").measures
    statuses = [measure.status for measure in measured]
    assert statuses == ["baseline_only", "improving", "improving"]


def test_adoption_by_motion_puts_it_into_force_and_notes_where_it_starts(
    session, board, people, first
):
    benchmark = make_adopted(session, board, people, first)

    assert (benchmark.state, benchmark.number) == ("adopted", "BM-1")
    (start,) = queries.benchmark(session, "four-weeks").measures
    assert (start.numerator, start.denominator) == (129, 338)
    actions = [leaf["action"] for leaf in leaves(session)]
    assert actions[-3:] == ["motion.close", "benchmark.adopt", "benchmark.measure"]


def test_what_the_board_rejects_does_not_come_into_force(session, board, people, first):
    benchmark = make_benchmark(session, board, people[0], first)
    vote(session, put_to_vote(session, benchmark, people[0]), people, NO)

    assert benchmark.state == "nominated"
    with pytest.raises(Conflict, match="not_adopted_by_board"):
        service.adopt_benchmark(session, benchmark)


def test_after_a_rejection_the_target_may_change_and_the_board_be_asked_again(
    session, board, people, first
):
    benchmark = make_benchmark(session, board, people[0], first)
    vote(session, put_to_vote(session, benchmark, people[0]), people, NO)

    choose(session, benchmark, people[0], 0.5)
    vote(session, put_to_vote(session, benchmark, people[0]), people, YES)

    assert (benchmark.state, benchmark.target) == ("adopted", 0.5)


def test_too_few_members_adopt_nothing(session, board, people, first):
    benchmark = make_benchmark(session, board, people[0], first)
    vote(session, put_to_vote(session, benchmark, people[0]), people[:5], YES)

    assert benchmark.state == "nominated"


def test_what_is_before_the_board_is_changed_by_nobody(session, board, people, first):
    benchmark = make_benchmark(session, board, people[0], first)
    put_to_vote(session, benchmark, people[0])

    with pytest.raises(Conflict, match="before_the_board"):
        choose(session, benchmark, people[1], 0.9)
    with pytest.raises(Conflict, match="before_the_board"):
        put_to_vote(session, benchmark, people[1])


def test_what_is_in_force_is_adopted_once(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)

    with pytest.raises(Conflict, match="adopted_already"):
        service.adopt_benchmark(session, benchmark)
    with pytest.raises(Conflict, match="adopted_already"):
        choose(session, benchmark, people[0], 0.9)


def test_without_a_target_the_board_is_not_asked(session, board, people, first):
    benchmark = nominate(session, board, people[0], first)

    with pytest.raises(Invalid, match="no_target"):
        put_to_vote(session, benchmark, people[0])


def test_a_specification_with_faults_names_each_and_changes_nothing(
    session, board, people, first
):
    with pytest.raises(Invalid) as refusal:
        nominate(session, board, people[0], first, owner_id=None, target_date=None)

    found = service.fault_of(refusal.value)
    assert found == {"owner_id": Fault.MISSING, "target_date": Fault.MISSING}
    assert session.scalar(select(func.count()).select_from(Benchmark)) == 0


def test_a_hidden_baseline_cannot_carry_a_benchmark(session, board, people):
    everybody = body(SOON, row("", 338, None, None, 0))
    hidden = make_wave(session, 1, tables=[everybody, WAVES[1][1]])

    with pytest.raises(Invalid, match="baseline_hidden"):
        nominate(session, board, people[0], hidden)


def test_two_benchmarks_cannot_share_an_address(session, board, people, first):
    nominate(session, board, people[0], first)

    with pytest.raises(Conflict, match="slug_taken"):
        nominate(session, board, people[0], first)


def test_who_has_no_seat_nominates_nothing_and_sets_no_target(
    session, board, people, first
):
    stranger = make_member(session)
    with pytest.raises(NotAllowed):
        nominate(session, board, stranger, first)
    benchmark = nominate(session, board, people[0], first)
    with pytest.raises(NotAllowed):
        choose(session, benchmark, stranger, 0.6)


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ((1.2, "Why not."), "not_a_share"),
        ((-0.1, "Why not."), "not_a_share"),
        ((0.6, " "), "reason_missing"),
        ((0.38, "Less than today."), "target_behind"),
    ],
)
def test_a_target_that_cannot_be_is_refused(
    session, board, people, first, target, code
):
    benchmark = nominate(session, board, people[0], first)

    with pytest.raises(Invalid, match=code):
        choose(session, benchmark, people[0], *target)


def test_a_target_may_keep_the_baseline(session, board, people, first):
    benchmark = nominate(session, board, people[0], first)

    choose(session, benchmark, people[0], 129 / 338)

    assert benchmark.target == 129 / 338


def test_the_board_sees_the_targets_that_can_be_computed(session, board, people, first):
    benchmark = nominate(session, board, people[0], first)

    few = queries.target_candidates(session, benchmark)
    standard = Standard(0.75, "National standard 4")
    more = queries.target_candidates(session, benchmark, standard=standard)

    assert [each.method.value for each in few] == [
        *("percent", "points", "minimal_significance", "maintain")
    ]
    assert more[-2].method is TargetMethod.CONSISTENCY


def test_three_waves_bring_a_projection(session, board, people, first):
    benchmark = nominate(session, board, people[0], first)
    for result in (make_wave(session, 2), make_wave(session, 3)):
        service.measure_result(session, benchmark, result)

    found = {
        each.method: each for each in queries.target_candidates(session, benchmark)
    }

    projected = found[TargetMethod.PROJECTION]
    assert 0.486 < projected.value < 1
    assert projected.low < projected.value <= projected.high


def test_before_a_target_is_set_a_wave_has_a_figure_and_no_status(
    session, board, people, first
):
    benchmark = nominate(session, board, people[0], first)

    measure = service.measure_result(session, benchmark, first)

    assert (measure.numerator, measure.status, measure.gap_label) == (129, "", "")


def test_a_wave_is_measured_once(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)

    with pytest.raises(Conflict, match="measured_already"):
        service.measure_benchmark(session, benchmark, "wave-1")
    session.rollback()
    assert session.scalar(select(func.count()).select_from(BenchmarkMeasure)) == 1


def test_a_question_that_has_changed_breaks_the_series(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)
    make_wave(session, 2, item_version=2)

    with pytest.raises(Conflict, match="item_changed"):
        service.measure_benchmark(session, benchmark, "wave-2")


def test_a_wave_without_the_question_has_nothing_to_say(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)

    with pytest.raises(NotFound, match="no_result"):
        service.measure_benchmark(session, benchmark, "wave-9")


def test_a_hidden_figure_is_stored_as_unknown(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)
    everybody = body(SOON, row("", 338, None, None, 0))
    make_wave(session, 2, tables=[everybody, WAVES[2][1]])

    measure = service.measure_benchmark(session, benchmark, "wave-2")

    assert (measure.numerator, measure.status) == (None, "cannot_say")


def test_everyone_is_counted_from_the_waves_people(session, board, people, first):
    benchmark = nominate(session, board, people[0], first, denominator="everyone")

    measure = service.measure_result(session, benchmark, first)

    assert (measure.numerator, measure.denominator) == (129, 612)


def test_the_next_waves_are_offered_when_they_are_public(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)
    second = make_wave(session, 2)
    make_wave(session, 3, published_at=None)

    offered = queries.waves_to_measure(session, benchmark)

    assert [result.id for result in offered] == [second.id]
    assert benchmark.target_date > today() + timedelta(days=365)


def test_a_correction_of_the_first_wave_is_no_later_wave(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)
    second = make_wave(session, 2)
    add_correction(session, first)
    corrected = add_correction(session, second)

    offered = queries.waves_to_measure(session, benchmark)

    assert [result.id for result in offered] == [corrected.id]


def test_a_corrected_wave_is_measured_again_and_counts_once(
    session, board, people, first
):
    benchmark = make_adopted(session, board, people, first)
    third = measured_in_two_more(session, benchmark)
    add_correction(session, queries.result_of_wave(session, "wave-2", "A3"))

    again = service.measure_benchmark(session, benchmark, "wave-2")
    session.commit()

    found = queries.benchmark(session, benchmark.slug)
    assert [each.id for each in found.measures][-1] == again.id
    assert found.standing[1:] == [again, third]
    assert len(found.measures) == 4
    assert len(queries.series_of(session, found)[0]) == 3


def test_results_that_are_not_public_measure_nothing(session, board, people, first):
    benchmark = make_adopted(session, board, people, first)
    make_wave(session, 2, published_at=None)

    with pytest.raises(NotFound, match="no_result"):
        service.measure_benchmark(session, benchmark, "wave-2")


def add_correction(session, result):
    """The same table once more, in the next release of its wave."""
    again = FrozenResult(
        position=0, item_key=result.item_key, body=result.body, checksum="again"
    )
    session.add(
        Release(
            wave_id=session.get_one(Release, result.release_id).wave_id,
            number=2,
            published_at=now(),
            summary={"people": 612, "groups": {}},
            checksum="again",
            results=[again],
        )
    )
    session.commit()
    return again


def test_a_question_of_another_questionnaire_is_another_question(
    session, board, people, first
):
    benchmark = make_adopted(session, board, people, first)
    elsewhere = make_wave(session, 2)
    elsewhere.release.wave.version = InstrumentVersion(
        instrument=Instrument(slug="elsewhere"), number=1, body={}, checksum="other"
    )
    session.commit()

    assert queries.waves_to_measure(session, benchmark) == []
