import json

import pytest
from sqlalchemy import select

from core.audit import AuditEvent
from core.errors import Conflict, Invalid, NotFound
from surveys.findings import columns, queries, service
from surveys.findings.audit.hiding import NotSafe
from surveys.findings.models import FrozenResult, Release
from surveys.findings.release import checksum
from surveys.findings.service import freeze_wave, publish_release, release_checksum
from surveys.findings.steps import Step
from surveys.waves.models import WaveState
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.factories import (
    PLAN,
    make_answered,
    make_frozen,
    make_published,
)


def acts(session):
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place))
    return [json.loads(leaf) for leaf in leaves]


def test_freezing_closes_the_wave_and_makes_its_results(session):
    wave = make_answered(session)
    release = freeze_wave(session, wave, role="operator")
    assert wave.state == WaveState.FROZEN
    assert wave.closes_on is not None
    assert release.published_at is None
    assert [(r.position, r.item_key, r.breakdown) for r in release.results] == [
        (0, "asked", ""),
        (1, "asked", "age"),
        (2, "asked", "language"),
        (3, "barriers", ""),
        (4, "barriers", "language"),
    ]
    assert release.summary["people"] == 204
    assert release.summary["compared"] == {"people": 0}


def test_every_result_and_the_release_carry_their_checksum(session):
    release = make_frozen(session)
    results = queries.all_results(session, release.id)
    assert all(result.checksum == checksum(result.body) for result in results)
    sums = [result.checksum for result in results]
    assert release.checksum == release_checksum(release.summary, sums)


def test_a_wave_is_frozen_once(session):
    wave = make_answered(session)
    freeze_wave(session, wave, role="operator")
    session.commit()
    with pytest.raises(Conflict) as caught:
        freeze_wave(session, wave, role="operator")
    assert caught.value.code == "wave.is_frozen"
    assert len(session.scalars(select(Release)).all()) == 1
    assert len(session.scalars(select(FrozenResult)).all()) == 5


def test_whoever_freezes_at_the_same_time_comes_too_late(session):
    wave = make_answered(session)
    freeze_wave(session, wave, role="operator")
    wave.state = WaveState.CLOSED
    session.flush()
    with pytest.raises(Conflict, match="is_frozen"):
        freeze_wave(session, wave, role="operator")


def test_freezing_is_in_the_log_without_a_figure(session):
    release = make_frozen(session)
    act = acts(session)[-1]
    assert (act["action"], act["subject"]) == ("wave.freeze", "wave:library")
    assert act["checksum"] == release.checksum
    assert "204" not in json.dumps(act | {"checksum": "", "at": ""})


def test_whoever_watches_is_told_how_far_it_is(session, monkeypatch):
    monkeypatch.setattr(columns, "AT_ONCE", 100)
    seen = []

    def watch(step, done, total):
        seen.append((step, done, total))

    freeze_wave(session, make_answered(session), role="operator", watch=watch)
    assert seen == [
        *((Step.READING, done, 204) for done in (100, 200, 204)),
        *((Step.TABLES, done, 5) for done in (1, 2, 3, 4, 5)),
        (Step.AUDIT, 18, 18),
    ]


def test_results_are_public_only_after_they_were_published(session):
    release = make_frozen(session)
    with pytest.raises(NotFound) as caught:
        queries.published_release(session, "library")
    assert caught.value.code == "results.not_published"
    publish_release(session, release, role="operator")
    session.commit()
    assert queries.published_release(session, "library").id == release.id
    assert acts(session)[-1]["action"] == "release.publish"


def test_nothing_is_published_without_how_it_was_made(session):
    release = make_frozen(session, raw=PLAN | {"method": {"sponsor": "The library"}})
    with pytest.raises(Invalid) as caught:
        publish_release(session, release, role="operator")
    assert caught.value.facts["items"] == (
        "strategy, population, recruitment, weighting, limitations"
    )
    assert release.published_at is None


def test_results_are_published_once(session):
    make_published(session)
    release = queries.release_of(session, "library")
    with pytest.raises(Conflict):
        publish_release(session, release, role="operator")


def test_the_publisher_may_say_what_lacks_until_it_is_public(session):
    release = make_frozen(session, raw=PLAN | {"method": {}})
    said = {key: f"{key}." for key in PLAN["method"]}
    service.write_method(session, release, said, language="en", role="operator")
    service.write_method(
        session, release, {"sponsor": "المكتبة"}, language="ar", role="operator"
    )
    publish_release(session, release, role="operator")
    session.commit()
    sponsor = release.method_statement["said"]["sponsor"]
    assert sponsor == {"en": "sponsor.", "ar": "المكتبة"}
    with pytest.raises(Conflict):
        service.write_method(session, release, said, language="en", role="operator")


def test_an_empty_text_takes_the_words_away(session):
    release = make_frozen(session)
    service.write_method(
        session, release, {"sponsor": ""}, language="en", role="operator"
    )
    with pytest.raises(Invalid, match="method_incomplete"):
        publish_release(session, release, role="operator")


@pytest.mark.parametrize(
    ("state", "code"),
    [
        (WaveState.DRAFT, "results.unknown"),
        (WaveState.OPEN, "results.wave_open"),
        (WaveState.CLOSED, "results.wave_closed"),
    ],
)
def test_there_is_nothing_to_read_before(session, state, code):
    make_answered(session)
    wave_called(session, "library").state = state
    session.flush()
    with pytest.raises(NotFound) as caught:
        queries.published_release(session, "library")
    assert caught.value.code == code


def test_a_question_is_found_by_its_number(session):
    release = make_published(session)
    found = queries.results_of_number(session, release.id, 2)
    assert [(r.item_key, r.breakdown) for r in found] == [
        ("barriers", ""),
        ("barriers", "language"),
    ]
    for number in (0, 3, -1):
        with pytest.raises(NotFound):
            queries.results_of_number(session, release.id, number)


def test_the_desk_sees_closed_waves_with_their_release(session):
    make_frozen(session, "autumn")
    make_answered(session, "spring")
    closed = make_answered(session, "winter")
    closed.state = WaveState.CLOSED
    session.commit()
    found = [(wave.slug, bool(release)) for wave, release in queries.releases(session)]
    assert found == [("winter", False), ("autumn", True)]


def test_nothing_is_frozen_where_it_cannot_be_audited(session, monkeypatch):
    wave = make_answered(session)
    monkeypatch.setattr("core.secondary.find_spec", lambda _name: None)
    with pytest.raises(Conflict, match="no_solver"):
        freeze_wave(session, wave, role="operator")
    session.rollback()
    assert session.scalars(select(Release)).all() == []


def test_a_release_of_which_everything_follows_is_not_made(session, monkeypatch):
    def refuse(*_parts, **_named):
        raise NotSafe

    wave = make_answered(session)
    monkeypatch.setattr("surveys.findings.audit.service.audited", refuse)
    with pytest.raises(Conflict, match="not_safe"):
        freeze_wave(session, wave, role="operator")


def test_a_release_says_what_its_audit_looked_at(session):
    audit = make_frozen(session).summary["audit"]
    assert audit["equations"] > 0
    assert audit["hidden"] == []
