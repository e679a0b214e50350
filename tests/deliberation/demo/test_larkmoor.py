"""The published figures of Larkmoor, as they come out of the services."""

import json
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import current_app
from sqlalchemy import func, select

from accounts.models import RoleGrant
from core.audit import AuditCheckpoint, AuditEvent
from core.clock import standing_at
from core.errors import Conflict, NotAllowed
from deliberation.benchmarks.models import Benchmark, BenchmarkMeasure
from deliberation.board.models import Motion, Rating, RatingRound, SealedRating
from deliberation.board.motions.queries import motion_that_adopted
from deliberation.demo.service import build
from deliberation.proposals.models import Ask, AuthorityResponse, Proposal
from forum.notes.models import Note
from forum.threads.models import Post, PostState
from surveys.findings.coding.models import (
    Coding,
    CodingSet,
    JointDecision,
    OpenText,
    ThemeReport,
)
from surveys.findings.models import FrozenResult, Release
from surveys.findings.queries import published_release
from surveys.findings.stories.models import Quote, Story
from surveys.findings.stories.telling.queries import reasons_of
from surveys.findings.weighting.population import populations_of
from surveys.findings.weighting.tables import weighted_tables
from surveys.findings.weighting.weighted import Weighted
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


# The community is built once for all that only read it.
pytestmark = pytest.mark.xdist_group("community")


@pytest.fixture
def larkmoor(community):
    return community.sign_ins, community.days


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
    _what_people_wrote_became_themes(session)
    _quotes_are_words_with_marks_that_two_agreed_to(session)
    _a_story_of_change_stands_with_two_reasons(session)
    _members_read_spring_first_and_visitors_read_it_now(session)
    _each_release_was_audited_and_knows_who_lives_here(session)


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


def _what_people_wrote_became_themes(session):
    """Both coders read all 60, differed on six, and residents had their 14 days."""
    coded = session.scalars(select(CodingSet)).one()
    assert (coded.item_key, coded.state, coded.texts) == ("A11", "coded", 60)
    assert session.scalar(select(func.count()).select_from(Coding)) == 2 * 60
    decided = Counter(session.scalars(select(JointDecision.outcome)))
    assert decided == {"agreed": 5, "two_readings": 1}
    report = session.scalars(select(ThemeReport)).one()
    assert (report.state, str(report.adopted_on)) == ("adopted", "2026-05-05")
    assert report.open_until - report.opened_on == timedelta(days=14)
    numbers = [(t["name"]["en"], t["answers"]) for t in report.body["themes"]]
    assert numbers == [
        ("Hearing back soon, at hours that fit", 18),
        ("To be understood from the first call", 12),
        ("To decide who knows", 12),
        ("A way to get there", 11),
    ]
    assert (report.body["answers"], report.body["in_none"]) == (60, 8)
    for theme in report.body["themes"]:
        assert set(theme["name"]) == {"en", "ar", "es", "fr", "pl", "uk"}
        assert theme["agreement"]["at_least"] >= 0.95
    answers = session.scalars(select(Response.answers))
    assert not any({"A11", "quote_consent"} & set(each) for each in answers)


def _quotes_are_words_with_marks_that_two_agreed_to(session):
    quotes = session.scalars(select(Quote).order_by(Quote.id)).all()
    assert [each.language for each in quotes] == ["en", "en", "ar"]
    assert "[details removed]" in quotes[1].wording
    assert quotes[2].translation["en"].startswith("An interpreter")
    for quote in quotes:
        assert quote.agreed_on is not None
        assert len({quote.first_id, quote.second_id, None}) == 3
        assert session.get_one(OpenText, quote.open_text_id).may_quote


def _a_story_of_change_stands_with_two_reasons(session):
    story = session.scalars(select(Story)).one()
    assert story.state == "published"
    assert len({story.prepared_by_id, story.published_by_id, None}) == 3
    assert "Joan" in story.told["helped"]
    assert "Joan" not in str(story.shown)
    assert sorted(bool(r.name) for r in reasons_of(session, story.id)) == [False, True]


def _members_read_spring_first_and_visitors_read_it_now(session):
    until = dict(
        session.execute(
            select(Wave.slug, Release.embargo_until).join(Release.wave)
        ).all()
    )
    assert until == {"spring": date(2026, 3, 30), "summer": None, "autumn": None}
    with standing_at(datetime(2026, 3, 29, 12, tzinfo=UTC)), pytest.raises(NotAllowed):
        published_release(session, "spring")
    with standing_at(datetime(2026, 3, 30, 12, tzinfo=UTC)):
        assert published_release(session, "spring").number == 1


def _each_release_was_audited_and_knows_who_lives_here(session):
    for summary in session.scalars(select(Release.summary)):
        assert summary["audit"]["hidden"] == []
        people = populations_of(summary["populations"])
        assert {key: sum(each.people.values()) for key, each in people.items()} == {
            "area": 70_000, "age": 70_000,
        }  # fmt: skip
    (release,) = session.scalars(
        select(Release).join(Release.wave).where(Wave.slug == "autumn")
    )
    bodies = session.scalars(
        select(FrozenResult.body).where(FrozenResult.release_id == release.id)
    )
    tables = list(weighted_tables(bodies, release.summary))
    by_area = [t for t in tables if (t.item, t.breakdown) == ("A6", "area")]
    assert [isinstance(each.outcome, Weighted) for each in by_area] == [True]


def test_each_person_can_sign_in_with_what_the_command_wrote_down(larkmoor):
    sign_ins, _ = larkmoor

    assert len({each.phrase for each in sign_ins}) == len(sign_ins) == 25
    assert sum("chair" in each.roles for each in sign_ins) == 1


def test_a_filled_instance_is_left_alone(session, larkmoor):
    with pytest.raises(Conflict, match="not_empty"):
        build(session, current_app.extensions["signer"], watch=print)
