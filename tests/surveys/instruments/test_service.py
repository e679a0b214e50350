import json
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from core.audit import AuditEvent
from core.errors import Conflict, NotFound
from surveys.instruments import service
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import instrument_of, kept_slugs, latest_version
from tests.surveys.instruments.small import SMALL


def leaves(session):
    return [json.loads(leaf) for leaf in session.scalars(select(AuditEvent.leaf))]


def test_the_same_words_are_one_version(session):
    first = service.import_instrument(session, SMALL, role="operator")
    assert service.import_instrument(session, SMALL, role="operator") is first
    assert [leaf["action"] for leaf in leaves(session)] == ["instrument.import"]


def test_other_words_are_another_version_and_the_old_one_stays(session):
    service.import_instrument(session, SMALL, role="operator")
    changed = replace(SMALL, title={"en": "Other words"})

    second = service.import_instrument(session, changed, role="operator")

    assert second.number == 2
    assert session.scalar(select(func.count(InstrumentVersion.id))) == 2
    assert instrument_of(latest_version(session, "small")) == changed


def test_a_version_comes_back_as_it_went_in(session):
    service.import_instrument(session, SMALL, role="operator")
    session.commit()
    session.expire_all()
    assert instrument_of(latest_version(session, "small")) == SMALL


def test_an_unknown_instrument_is_not_found(session):
    with pytest.raises(NotFound):
        latest_version(session, "nothing")


def test_an_adoption_names_the_version_and_the_motion(session):
    version = service.import_instrument(session, SMALL, role="operator")
    service.adopt_version(session, version, "small", role="chair", motion="M-01")
    leaf = leaves(session)[-1]
    assert (leaf["action"], leaf["subject"]) == ("instrument.adopt", "instrument:small")
    assert (leaf["motion"], leaf["checksum"]) == ("M-01", version.checksum)


def test_a_template_is_taken_once_and_never_over_other_words(session):
    first = service.take_template(session, SMALL, role="facilitator")
    assert service.take_template(session, SMALL, role="facilitator") is first

    changed = replace(SMALL, title={"en": "Our own words"})
    service.import_instrument(session, changed, role="facilitator")
    with pytest.raises(Conflict) as caught:
        service.take_template(session, SMALL, role="facilitator")
    assert (caught.value.code, caught.value.facts) == (
        "instrument.differs",
        {"slug": "small"},
    )
    assert instrument_of(latest_version(session, "small")) == changed


def test_only_slugs_that_are_here_are_kept(session):
    service.import_instrument(session, SMALL, role="operator")
    assert kept_slugs(session, ["small", "large"]) == {"small"}
    assert kept_slugs(session, []) == set()
