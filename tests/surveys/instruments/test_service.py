import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from core.audit import AuditEvent
from core.clock import today
from core.errors import Conflict, Invalid, NotFound
from surveys.instruments import service
from surveys.instruments.agreement.decision import (
    Decision,
    consent_checksum,
    decided_elsewhere,
)
from surveys.instruments.models import InstrumentVersion
from surveys.instruments.queries import (
    first_bound,
    instrument_of,
    is_agreed,
    kept_slugs,
    latest_version,
)
from surveys.instruments.questionnaire import Licence
from tests.surveys.instruments.small import SMALL

LANGUAGES = ("en", "ar", "fr")


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


@pytest.fixture
def version(session):
    return service.import_instrument(session, SMALL, role="operator")


def test_translations_made_here_may_change_and_those_that_came_bound_may_not(session):
    def title(**more):
        return replace(SMALL, title={**SMALL.title, **more}, languages=LANGUAGES)

    bound = replace(SMALL, licence=Licence("All rights reserved"))
    service.import_instrument(session, bound, role="operator")
    for number, words in ((2, "Questions"), (3, "Des questions")):
        made = replace(title(fr=words), licence=bound.licence)
        kept = service.import_instrument(session, made, role="operator")
        assert kept.number == number
    with pytest.raises(Conflict, match="not_to_change"):
        service.import_instrument(
            session, replace(title(ar="أخرى"), licence=bound.licence), role="operator"
        )
    assert latest_version(session, "small").number == 3
    assert first_bound(session, "small") == bound


def test_what_may_be_changed_now_is_bound_by_nothing_before(session):
    bound = replace(SMALL, licence=Licence("All rights reserved"))
    service.import_instrument(session, bound, role="operator")
    assert first_bound(session, "nothing") is None
    service.import_instrument(session, SMALL, role="operator", by_authors=True)
    assert first_bound(session, "small") is None


BOARD = Decision({"en": "The board of the library"}, "M-01")
ELSEWHERE = decided_elsewhere(" The residents' meeting of 3 May. ", "en")


def test_an_adoption_names_the_version_the_consent_text_and_the_motion(
    session, version
):
    service.adopt_version(session, version, BOARD, role="chair")

    leaf = leaves(session)[-1]
    assert (leaf["action"], leaf["subject"]) == ("instrument.adopt", "instrument:small")
    assert (leaf["motion"], leaf["checksum"]) == ("M-01", version.checksum)

    assert leaf["consent"] == consent_checksum(version.body)
    assert "decided" not in leaf
    assert (version.state, version.agreed_on) == ("agreed", today())


def test_a_decision_elsewhere_stands_in_the_public_log(session, version):
    service.adopt_version(session, version, ELSEWHERE, role="operator")

    leaf = leaves(session)[-1]
    assert leaf["decided"] == {"en": "The residents' meeting of 3 May."}
    assert (leaf["motion"], leaf["role"]) == ("", "operator")
    assert version.agreed_by == leaf["decided"]


def test_a_decision_of_nobody_is_none(session, version):
    with pytest.raises(Invalid, match="no_decision"):
        service.adopt_version(
            session, version, decided_elsewhere("  ", "en"), role="operator"
        )
    assert not is_agreed(session, version.id)


def test_what_is_agreed_is_agreed_once_and_not_commented_on_again(session, version):
    service.adopt_version(session, version, BOARD, role="chair")

    with pytest.raises(Conflict, match="is_agreed"):
        service.adopt_version(session, version, ELSEWHERE, role="operator")
    with pytest.raises(Conflict, match="is_agreed"):
        service.open_comments(session, version, today(), role="facilitator")
    assert version.agreed_motion == "M-01"


def test_residents_are_asked_until_a_day_that_can_be_put_off(session, version):
    soon, later = today() + timedelta(days=7), today() + timedelta(days=9)
    service.open_comments(session, version, soon, role="facilitator")
    service.open_comments(session, version, later, role="facilitator")

    assert (version.state, version.comments_until) == ("commenting", later)
    told = leaves(session)[-2:]
    assert [leaf["action"] for leaf in told] == ["instrument.comment"] * 2
    assert [leaf["until"] for leaf in told] == [soon.isoformat(), later.isoformat()]


def test_nobody_is_asked_until_yesterday(session, version):
    with pytest.raises(Invalid, match="comments_over"):
        service.open_comments(
            session, version, today() - timedelta(days=1), role="facilitator"
        )
    assert version.state == "draft"


def test_another_wording_is_not_agreed_with_the_one_before(session, version):
    service.adopt_version(session, version, BOARD, role="chair")
    changed = replace(SMALL, title={"en": "Other words"})

    second = service.import_instrument(session, changed, role="operator")

    assert is_agreed(session, version.id)
    assert not is_agreed(session, second.id)


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
