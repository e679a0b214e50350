"""The published figures of Larkmoor, as they come out of the services."""

import json

import pytest
from flask import current_app
from sqlalchemy import func, select

from accounts.models import RoleGrant
from core.audit import AuditCheckpoint, AuditEvent
from core.errors import Conflict
from deliberation.benchmarks.models import Benchmark, BenchmarkMeasure
from deliberation.board.models import Motion, Rating, RatingRound, SealedRating
from deliberation.board.motions.queries import motion_that_adopted
from deliberation.demo.service import build
from deliberation.proposals.models import Ask, AuthorityResponse, Proposal
from forum.notes.models import Note
from forum.threads.models import Post, PostState
from surveys.findings.models import FrozenResult, Release
from surveys.instruments.models import InstrumentVersion
from surveys.waves.models import Response, Wave

AUTUMN = {
    "BM-1": (207, 346, "improving", "", 2.05, 33.8),
    "BM-2": (168, 346, "improving", "widening_detected", 2.76, 47.6),
    "BM-3": (216, 322, "no_change", "", 0.28, 7.6),
    "BM-4": (227, 631, "improving", "", -2.88, 80.2),
    "BM-5": (213, 322, "met", "", 4.71, 106.7),
    "BM-6": (92, 631, "worse", "", 2.49, None),
}
SERIES = {
    "BM-1": [(176, 338), (175, 301), (207, 346)],
    "BM-2": [(129, 338), (142, 301), (168, 346)],
    "BM-3": [(204, 309), (187, 281), (216, 322)],
    "BM-4": [(269, 612), (214, 548), (227, 631)],
    "BM-5": [(148, 309), (171, 281), (213, 322)],
    "BM-6": [(61, 612), (72, 548), (92, 631)],
}
VERDICTS = {
    "A": "priority", "B": "priority", "C": "priority", "D": "priority",
    "E": "priority", "F": "uncertain", "G": "uncertain", "H": "not_priority",
}  # fmt: skip


@pytest.fixture
def larkmoor(session):
    days = []
    sign_ins = build(session, current_app.extensions["signer"], watch=days.append)
    session.commit()
    return sign_ins, days


def measures(session, number):
    return session.scalars(
        select(BenchmarkMeasure)
        .join(BenchmarkMeasure.benchmark)
        .where(Benchmark.number == number)
        .order_by(BenchmarkMeasure.id)
    ).all()


def test_larkmoor_is_the_published_community(session, larkmoor):
    """One build, all figures: building it takes seconds."""
    for number, series in SERIES.items():
        found = measures(session, number)
        assert [(m.numerator, m.denominator) for m in found] == series, number
        x, n, status, label, z, progress = AUTUMN[number]
        last = found[-1]
        assert (last.numerator, last.denominator) == (x, n)
        assert (last.status, last.gap_label) == (status, label), number
        assert round(last.figures["z"], 2) == z
        done = last.figures["percent_of_target"]
        assert (done and round(done, 1)) == progress
    assert {measures(session, number)[-1].status for number in SERIES} == {
        "met", "improving", "no_change", "worse",
    }  # fmt: skip
    gap = measures(session, "BM-2")[-1].figures["gap"]
    assert gap["reference"] == [138, 246]
    assert gap["compared"] == [30, 100]
    assert round(100 * gap["before_abs"], 1) == 5.9
    assert round(100 * gap["gap_abs"], 1) == 26.1
    assert round(gap["z"], 2) == 2.53
    assert all(m.status == "" for m in measures(session, "IND-7"))
    shares = [round(100 * m.figures["share"], 1) for m in measures(session, "IND-7")]
    assert shares[-2:] == [43.1, 47.1]
    _polish_and_french_hide_together(session)
    _the_board_is_divided_on_f(session)
    _every_wave_asks_what_the_board_agreed_to(session)
    _proposals_were_answered(session)
    _people_talk_and_answers_are_nobodys(session)


def _polish_and_french_hide_together(session):
    summary = session.scalar(
        select(Release.summary).join(Release.wave).where(Wave.slug == "spring")
    )
    languages = summary["groups"]["language"]
    shown = {
        tuple(column["members"]): count
        for column, count in zip(languages["columns"], languages["counts"], strict=True)
    }
    assert summary["people"] == 612
    assert {k: n for k, n in shown.items() if len(k) == 1} == {
        ("en",): 412, ("ar",): 71, ("uk",): 64, ("es",): 31,
    }  # fmt: skip
    assert shown[next(k for k in shown if set(k) == {"fr", "pl"})] == 34
    bodies = session.scalars(
        select(FrozenResult.body).where(FrozenResult.breakdown == "language")
    )
    for body in bodies:
        for row in body["rows"]:
            if set(row["members"]) & {"fr", "pl"} and row["key"] != "+":
                assert row["base"] is None, json.dumps(row)


def _the_board_is_divided_on_f(session):
    outcome = session.scalar(
        select(RatingRound.outcome).where(RatingRound.number == 2)
    )["items"]
    assert {key: found["verdict"] for key, found in outcome.items()} == VERDICTS
    assert [key for key in outcome if outcome[key]["disagreement"]] == ["F"]
    assert outcome["F"]["median"] == 7
    assert outcome["C"]["raters"] == 10
    assert session.scalar(select(func.count()).select_from(Rating)) == 0
    assert session.scalar(select(func.count()).select_from(SealedRating)) == 2 * 87


def _every_wave_asks_what_the_board_agreed_to(session):
    """Residents were asked first; then motion M-01, and nothing else, agreed."""
    (version,) = session.scalars(
        select(InstrumentVersion).where(
            InstrumentVersion.id.in_(select(Wave.instrument_version_id))
        )
    )
    assert (version.state, str(version.comments_until)) == ("agreed", "2026-01-25")
    assert (str(version.agreed_on), version.agreed_motion) == ("2026-01-26", "M-01")
    assert motion_that_adopted(session, version.id) == ("larkmoor", "M-01")
    leaves = [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))]
    told = [leaf for leaf in leaves if leaf["action"] == "instrument.adopt"]
    assert [(leaf["motion"], leaf["role"]) for leaf in told] == [("M-01", "chair")]
    assert session.scalar(select(func.count()).select_from(Wave)) == 4


def _proposals_were_answered(session):
    answered = session.execute(
        select(Proposal.number, Proposal.due_on, AuthorityResponse.answered_on)
        .join(Ask, Ask.proposal_id == Proposal.id)
        .join(AuthorityResponse, AuthorityResponse.ask_id == Ask.id)
        .distinct()
        .order_by(Proposal.number)
    ).all()
    assert [(n, str(due), str(on)) for n, due, on in answered] == [
        ("P1", "2026-08-31", "2026-08-24"),
        ("P2", "2026-08-31", "2026-08-31"),
        ("P3", "2026-08-31", "2026-09-09"),
    ]
    states = session.scalars(select(AuthorityResponse.state).distinct()).all()
    assert set(states) == {"accepted", "accepted_in_part", "declined"}
    carried = session.scalars(select(Motion.state)).all()
    assert carried == ["adopted"] * 12


def _people_talk_and_answers_are_nobodys(session):
    states = session.scalars(select(Post.state).distinct()).all()
    assert set(states) == set(PostState)
    kinds = session.scalars(select(Note.kind).join(Note.thread).order_by(Note.id))
    assert list(kinds) == ["note", "note", "shadow_report"]
    assert session.scalar(select(func.count()).select_from(Response)) == 612 + 548 + 631
    roles = set(session.scalars(select(RoleGrant.role)).all())
    assert roles == {
        "administrator", "facilitator", "moderator", "steward", "auditor",
        "authority", "board_member", "chair", "coder",
    }  # fmt: skip
    assert session.scalar(select(func.count()).select_from(AuditCheckpoint)) > 20


def test_each_person_can_sign_in_with_what_the_command_wrote_down(larkmoor):
    sign_ins, _ = larkmoor

    assert len({each.phrase for each in sign_ins}) == len(sign_ins) == 25
    assert sum("chair" in each.roles for each in sign_ins) == 1


def test_a_filled_instance_is_left_alone(session, larkmoor):
    with pytest.raises(Conflict, match="not_empty"):
        build(session, current_app.extensions["signer"], watch=print)
