import pytest
from sqlalchemy import select

from core.errors import Conflict, Invalid
from surveys.findings import queries
from surveys.findings.correcting import service
from surveys.findings.service import publish_release, release_checksum
from surveys.waves.models import Response
from surveys.waves.queries import wave as wave_called
from tests.surveys.findings.correcting.makers import correct_wave
from tests.surveys.findings.factories import (
    PLAN,
    crowd,
    make_answered,
    make_frozen,
    make_published,
    person,
)
from tests.surveys.findings.test_service import acts
from tests.surveys.instruments.scored import SCORED, SCORED_PLAN

SIMPLE = PLAN | {"tables": [{"item": "asked"}], "breakdowns": []}
MANY = crowd(
    (60, person("yes"), "en"), (60, person("no"), "en"), (60, person("gave_up"), "en")
)
LABEL = {"item": "asked", "option": "yes", "text": {"en": "Yes, I was"}}


def keys(session, **how_many):
    """Keys of so many responses that gave each answer."""
    rows = session.execute(select(Response.id, Response.answers)).all()
    found = []
    for answer, number in how_many.items():
        those = [key.hex for key, said in rows if said["asked"] == answer]
        found += those[:number]
    return found


def correct(session, slug="library", **changes):
    correction = {"because": {"en": "A list was typed twice."}, "changes": changes}
    made = correct_wave(
        session, wave_called(session, slug), correction, role="operator"
    )
    session.commit()
    return made


def bodies(session, release):
    return [each.body for each in queries.all_results(session, release.id)]


def test_texts_are_corrected_and_no_number_changes(session):
    first = make_published(session)
    before = bodies(session, first)
    second = correct(session, labels=[LABEL])
    assert (second.number, second.supersedes) == (2, first.checksum)
    after = bodies(session, second)
    assert after[0]["columns"][0]["label"]["en"] == "Yes, I was"
    assert [body["rows"] for body in after] == [body["rows"] for body in before]
    assert bodies(session, first) == before
    sums = [each.checksum for each in queries.all_results(session, second.id)]
    assert second.checksum == release_checksum(second.summary, sums)


def test_many_duplicates_are_left_out(session):
    make_frozen(session, people=MANY, raw=SIMPLE)
    second = correct(session, leave_out=keys(session, yes=20, no=10))
    assert second.summary["people"] == 150
    assert bodies(session, second)[0]["rows"][0]["counts"] == [40, 60, 50]


def test_answers_that_were_typed_wrongly_are_counted_as_they_stand(session):
    make_frozen(session, people=MANY, raw=SIMPLE)
    retype = {key: {"asked": "gave_up"} for key in keys(session, yes=15)}
    second = correct(session, retype=retype)
    assert second.summary["people"] == 180
    assert bodies(session, second)[0]["rows"][0]["counts"] == [45, 75, 60]
    stored = session.scalars(select(Response.answers)).all()
    assert sum(said["asked"] == "yes" for said in stored) == 60


@pytest.mark.parametrize(
    "few", [{"yes": 1}, {"yes": 5, "no": 5}, {"yes": 30}, {"yes": 12, "no": 1}]
)
def test_a_withdrawal_that_tells_of_a_few_is_refused(session, few):
    make_frozen(session, people=MANY, raw=SIMPLE)
    with pytest.raises(Invalid) as caught:
        correct(session, leave_out=keys(session, **few))
    assert caught.value.code == service.UNSAFE
    assert caught.value.facts == {"people": 10}
    session.rollback()
    assert queries.release_of(session, "library").number == 1


def test_a_third_release_is_held_against_the_first_and_the_second(session):
    make_frozen(session, people=MANY, raw=SIMPLE)
    out = keys(session, yes=21, no=21)
    correct(session, leave_out=out[:10] + out[21:31])
    with pytest.raises(Invalid, match="unsafe"):
        correct(session, leave_out=out[10:11])
    session.rollback()
    third = correct(session, leave_out=out[10:21] + out[31:])
    assert third.summary["people"] == 180 - 42
    assert third.number == 3


def test_one_person_left_out_is_refused_before_any_table_is_made(session, monkeypatch):
    make_frozen(session, people=MANY, raw=SIMPLE)
    monkeypatch.setattr(service.findings, "made_of", None)
    with pytest.raises(Invalid) as caught:
        correct(session, leave_out=keys(session, yes=1))
    assert caught.value.code == "correction.unsafe"
    assert caught.value.facts == {"people": 10}


def test_texts_of_an_earlier_correction_stay(session):
    make_frozen(session, people=MANY, raw=SIMPLE)
    correct(session, labels=[LABEL])
    third = correct(session, leave_out=keys(session, yes=20, no=10))
    assert bodies(session, third)[0]["columns"][0]["label"]["en"] == "Yes, I was"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"leave_out": ["0" * 32]}, "unknown_response"),
        ({"retype": {"asker": {"asked": "no"}}}, "no_key"),
        ({}, "nothing"),
    ],
)
def test_what_is_not_there_cannot_be_changed(session, changes, code):
    make_frozen(session, people=MANY, raw=SIMPLE)
    with pytest.raises(Invalid) as caught:
        correct(session, **changes)
    assert caught.value.code == f"correction.{code}"


@pytest.mark.parametrize(
    "place",
    [
        {"item": "nothing"},
        {"item": "asked", "option": "perhaps"},
        {"breakdown": "nothing"},
    ],
)
def test_a_text_of_what_no_table_has_is_refused(session, place):
    make_frozen(session, people=MANY, raw=SIMPLE)
    with pytest.raises(Invalid) as caught:
        correct(session, labels=[LABEL, {**place, "text": {"en": "x"}}])
    assert caught.value.code == "correction.no_label"
    assert caught.value.facts["found"] == ", ".join(
        f"{key} = {code}" for key, code in place.items()
    )


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"asked": "perhaps"}, "unknown_answer"),
        ({"nothing": "yes"}, "unknown_question"),
    ],
)
def test_an_answer_that_nobody_could_give_is_refused(session, said, code):
    make_frozen(session, people=MANY, raw=SIMPLE)
    with pytest.raises(Invalid) as caught:
        correct(session, retype={keys(session, yes=1)[0]: said})
    assert caught.value.code == f"correction.{code}"


def test_a_score_is_corrected_by_its_questions_only(session):
    said = [({"s1": "good", "s2": "good", "town": t}, "en") for t in "no" * 20]
    raw = SCORED_PLAN | {"method": SIMPLE["method"]}
    make_frozen(session, people=said, raw=raw, instrument=SCORED)
    [key, *_] = session.scalars(select(Response.id))
    with pytest.raises(Invalid) as caught:
        correct(session, retype={key.hex: {"went": "low"}})
    assert caught.value.code == "correction.unknown_question"


def test_there_is_nothing_to_correct_before_there_are_results(session):
    make_answered(session)
    with pytest.raises(Conflict) as caught:
        correct(session, labels=[LABEL])
    assert caught.value.code == "correction.no_results"


def test_of_two_corrections_at_once_one_is_kept(session):
    make_frozen(session)
    wave = wave_called(session, "library")
    said = {"because": {"en": "x"}, "changes": {"labels": [LABEL]}}
    one = service.make_correction(session, wave, said)
    other = service.make_correction(session, wave, said)
    service.keep_correction(session, wave, one, role="operator")
    with pytest.raises(Conflict) as caught:
        service.keep_correction(session, wave, other, role="operator")
    assert caught.value.code == "correction.made"


def test_the_log_has_the_correction_and_no_key(session):
    make_frozen(session, people=MANY, raw=SIMPLE)
    out = keys(session, yes=20, no=10)
    made = correct(session, leave_out=out)
    act = acts(session)[-1]
    assert (act["action"], act["release"]) == ("release.correct", 2)
    assert act["checksum"] == made.checksum
    assert out[0] not in str(act)


def test_the_newest_public_release_stands_in_the_place_of_the_others(session):
    first = make_published(session)
    correct(session, labels=[LABEL])
    assert queries.published_release(session, "library").id == first.id
    second = queries.release_of(session, "library")
    publish_release(session, second, role="operator")
    session.commit()
    assert queries.published_release(session, "library").id == second.id
    assert queries.published_release(session, "library", 1).id == first.id
    assert [each.id for each in queries.published_releases(session)] == [second.id]
