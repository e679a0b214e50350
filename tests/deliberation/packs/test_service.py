from dataclasses import replace

import pytest
from sqlalchemy import func, select

from core.audit import AuditEvent
from core.errors import Conflict, NotFound
from deliberation.benchmarks.models import Benchmark
from deliberation.packs.contents import Provenance, Questions
from deliberation.packs.queries import gather
from deliberation.packs.service import renamed, take_pack
from surveys.instruments.offers.models import Offer
from surveys.instruments.queries import instrument_of, newest_version
from surveys.instruments.service import import_instrument
from surveys.waves.models import Wave
from surveys.waves.queries import wave as wave_called
from surveys.waves.service import open_wave
from tests.deliberation.packs.packs import FREE, LOCKED, OTHER, WHOLE
from tests.surveys.instruments.small import SMALL
from tests.surveys.waves.factories import make_draft

BY = {"role": "operator"}
HERE = Provenance("Here", "2026-11-26")


def counted(session, table):
    return session.scalar(select(func.count()).select_from(table))


def test_everything_of_a_pack_arrives_as_a_draft(session):
    taken = take_pack(session, WHOLE, **BY)
    assert [(each.slug, each.number, each.state) for each in taken.instruments] == [
        ("small", 1, "draft"),
        ("every-kind", 1, "draft"),
    ]
    assert (taken.new_codebooks, taken.new_benchmarks) == (1, 1)
    assert instrument_of(newest_version(session, "small")) == FREE
    assert newest_version(session, "small").origin == "Larkmoor"
    assert counted(session, Benchmark) == 0
    assert counted(session, Wave) == 0


def test_taken_twice_it_is_there_once(session):
    take_pack(session, WHOLE, **BY)
    again = take_pack(session, WHOLE, **BY)
    assert (again.new_codebooks, again.new_benchmarks) == (0, 0)
    assert [each.number for each in again.instruments] == [1, 1]
    kinds = session.scalars(select(Offer.kind).order_by(Offer.id)).all()
    assert kinds == ["codebook", "benchmark"]


def test_no_survey_opens_with_it_before_it_is_agreed_here(session):
    take_pack(session, WHOLE, **BY)
    make_draft(session, of=FREE, agreed=False)
    with pytest.raises(Conflict) as caught:
        open_wave(session, wave_called(session, "library"), **BY)
    assert caught.value.code == "wave.not_agreed"


def test_what_is_here_under_a_name_is_never_overwritten(session):
    import_instrument(session, SMALL, **BY)
    with pytest.raises(Conflict) as caught:
        take_pack(session, WHOLE, **BY)
    assert caught.value.facts["slugs"] == ["small"]
    assert instrument_of(newest_version(session, "small")) == SMALL
    assert newest_version(session, "every-kind") is None
    assert counted(session, Offer) == 0


def test_under_another_name_all_that_belongs_to_the_questions_goes_along(session):
    import_instrument(session, SMALL, **BY)
    take_pack(session, renamed(WHOLE, {"small": "theirs"}), **BY)
    found = instrument_of(newest_version(session, "theirs"))
    assert found == replace(FREE, slug="theirs")
    slugs = session.scalars(select(Offer.instrument_slug)).all()
    assert slugs == ["theirs", "theirs"]


def test_only_what_is_in_a_pack_can_have_another_name():
    with pytest.raises(NotFound):
        renamed(WHOLE, {"smal": "theirs"})


def test_the_log_has_what_came_and_no_words_of_a_stranger(session):
    take_pack(session, WHOLE, **BY)
    leaves = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place)).all()
    assert '"action":"pack.import"' in leaves[-1]
    assert '"instruments":["small","every-kind"]' in leaves[-1]
    assert [leaf for leaf in leaves if '"action":"instrument.import"' in leaf]
    assert not [leaf for leaf in leaves if "Larkmoor" in leaf]


def test_what_may_not_be_handed_on_stays_and_is_named(session):
    for each in (FREE, LOCKED, OTHER):
        import_instrument(session, each, **BY)
    found = gather(session, HERE)
    assert [each.questions.slug for each in found.pack.instruments] == [
        "every-kind",
        "small",
    ]
    (held,) = found.held_back
    assert held.what == "locked"
    assert "Ask the publisher" in held.why


def test_what_no_place_could_take_in_stays_and_is_named(session):
    long = replace(SMALL, title={"en": "A", "ar": "B", "pl": "C"})
    import_instrument(session, long, **BY)
    found = gather(session, HERE)
    assert found.pack.instruments == ()
    assert "no other place could take it in" in found.held_back[0].why


def test_a_pack_that_was_taken_in_leaves_with_the_name_of_its_first_place(session):
    take_pack(session, WHOLE, **BY)
    found = {
        each.questions.slug: each for each in gather(session, HERE).pack.instruments
    }
    assert found["small"] == Questions(
        version=1, agreed=False, questions=FREE, origin="Larkmoor"
    )
