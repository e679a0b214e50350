"""Accounts: made, opened, changed, given roles, erased."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from accounts import service
from accounts.models import FirstInvite, Member, RoleGrant
from accounts.phrase import new_phrase
from accounts.queries import role_holders, roles_of
from accounts.rules import Role
from accounts.service import Terms
from core.audit import AuditEvent
from core.clock import now as present
from core.clock import standing_at, today
from core.errors import Conflict, Invalid, NotAllowed, NotFound, TooMany
from tests.factories import make_authority, make_member

PHRASE = "amber river kettle meadow violet harbor pencil sunrise"


def leaves(session):
    rows = session.scalars(select(AuditEvent.leaf).order_by(AuditEvent.place))
    return [json.loads(leaf) for leaf in rows]


def held(session, member):
    return {grant.role for grant in roles_of(session, member.id)}


def test_an_account_is_a_name_a_hash_and_a_language(session):
    member = service.create_member(session, " Andriy ", PHRASE, language="uk")

    assert (member.pseudonym, member.name_key, member.language) == (
        "Andriy",
        "andriy",
        "uk",
    )
    assert member.phrase_hash.startswith("$argon2id$")
    assert set(Member.__table__.columns.keys()) == {
        "id",
        "pseudonym",
        "name_key",
        "phrase_hash",
        "language",
        "session_epoch",
    }


def test_two_accounts_with_one_phrase_have_different_hashes(session):
    one = service.create_member(session, "Layla", PHRASE)
    other = service.create_member(session, "Moss", PHRASE)

    assert one.phrase_hash != other.phrase_hash


def test_a_name_that_looks_taken_is_taken(session):
    service.create_member(session, "Anna", PHRASE)

    with pytest.raises(Conflict, match=r"pseudonym\.taken"):
        service.create_member(session, "Аnna", PHRASE)
    assert session.scalar(select(func.count()).select_from(Member)) == 1


def test_a_bad_name_is_named(session):
    with pytest.raises(Invalid, match=r"pseudonym\.staff"):
        service.create_member(session, "Admin", PHRASE)


def test_the_phrase_opens_the_account_in_any_spelling(session):
    member = service.create_member(session, "Layla", PHRASE)

    assert service.member_by_phrase(session, " LAYLA", PHRASE.upper()) is member
    assert service.member_by_phrase(session, "Layla", new_phrase()) is None
    assert service.member_by_phrase(session, "Leyla", PHRASE) is None
    assert service.member_by_phrase(session, "Layla", "") is None


def test_an_unknown_name_costs_the_same_work(session, monkeypatch):
    compared = []

    class Counting:
        def verify(self, stored, phrase):
            compared.append((stored.rsplit("$", 2)[0], phrase))
            return True

    service.create_member(session, "Layla", PHRASE)
    monkeypatch.setattr(service, "HASHER", Counting())
    service.member_by_phrase(session, "Layla", PHRASE)
    assert service.member_by_phrase(session, "Nobody", PHRASE) is None

    assert compared[0] == compared[1]


def test_the_hash_of_nobody_opens_nothing(session):
    assert service.member_by_phrase(session, "Nobody", "x" * 60) is None


def test_the_same_form_sent_twice_makes_one_account(session):
    first = service.join(session, "Layla", PHRASE, language="ar")
    again = service.join(session, "Layla", PHRASE, language="ar")

    assert again is first


def test_somebody_elses_name_stays_theirs(session):
    service.join(session, "Layla", PHRASE, language="ar")

    with pytest.raises(Conflict, match=r"pseudonym\.taken"):
        service.join(session, "layla", new_phrase(), language="en")


def test_a_new_phrase_ends_the_old_one_and_every_session(session):
    member = service.create_member(session, "Layla", PHRASE)
    newer, before = new_phrase(), member.session_epoch

    service.change_phrase(session, member.id, newer)

    assert member.session_epoch == before + 1
    assert service.member_by_phrase(session, "Layla", PHRASE) is None
    assert service.member_by_phrase(session, "Layla", newer) is member


def test_tries_are_counted_by_name_for_five_minutes(session):
    for _ in range(service.TRIES_OF_A_NAME):
        service.count_sign_in(session, "Layla")
    service.count_sign_in(session, "Moss")

    with pytest.raises(TooMany):
        service.count_sign_in(session, "LAYLA")
    with standing_at(present() + timedelta(minutes=5, seconds=1)):
        service.count_sign_in(session, "Layla")


def test_tries_of_everybody_together_have_a_limit(session):
    for number in range(service.TRIES_OF_ALL):
        service.count_sign_in(session, f"Wren {number}")

    with pytest.raises(TooMany):
        service.count_sign_in(session, "Somebody else")


def test_so_have_new_accounts(session):
    for _ in range(service.JOINS_OF_ALL):
        service.count_join(session)

    with pytest.raises(TooMany):
        service.count_join(session)


def test_a_role_is_given_and_logged_without_the_person(session):
    boss, yusuf = make_member(session, Role.ADMINISTRATOR), make_member(session)

    service.grant_role(session, yusuf.id, Role.MODERATOR, by=boss.id)

    assert held(session, yusuf) == {"moderator"}
    (leaf,) = leaves(session)
    assert leaf.pop("at")
    assert leaf == {
        "action": "role.grant",
        "subject": "role:moderator",
        "role": "administrator",
    }
    assert session.scalar(select(AuditEvent.actor_id)) == boss.id


def test_a_role_ends_at_once_and_can_be_given_again(session):
    boss, yusuf = make_member(session, Role.ADMINISTRATOR), make_member(session)
    grant = service.grant_role(session, yusuf.id, Role.MODERATOR, by=boss.id)

    service.end_role(session, grant.id, by=boss.id)
    assert held(session, yusuf) == set()
    with pytest.raises(NotFound):
        service.end_role(session, grant.id, by=boss.id)
    service.grant_role(session, yusuf.id, Role.MODERATOR, by=boss.id)

    assert held(session, yusuf) == {"moderator"}
    assert [leaf["action"] for leaf in leaves(session)] == [
        "role.grant",
        "role.end",
        "role.grant",
    ]


def test_a_role_ends_by_itself_after_its_last_day(session):
    ruth = make_member(session)
    last = today() + timedelta(days=3)
    service.grant_role(session, ruth.id, Role.CHAIR, Terms(until=last), by=None)

    with standing_at(present() + timedelta(days=3)):
        assert held(session, ruth) == {"chair"}
    with standing_at(present() + timedelta(days=4)):
        assert held(session, ruth) == set()
        assert role_holders(session) == []


def test_nobody_makes_themselves_an_auditor(session):
    boss = make_member(session, Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed, match=r"role\.own_auditor"):
        service.grant_role(
            session, boss.id, Role.AUDITOR, Terms(motion="M-09"), by=boss.id
        )


def test_an_auditor_needs_a_motion_and_leaves_by_one(session):
    boss, ines = make_member(session, Role.ADMINISTRATOR), make_member(session)

    with pytest.raises(Invalid, match=r"role\.motion_missing"):
        service.grant_role(session, ines.id, Role.AUDITOR, by=boss.id)
    grant = service.grant_role(
        session, ines.id, Role.AUDITOR, Terms(motion="M-09"), by=boss.id
    )
    with pytest.raises(Invalid, match=r"role\.motion_missing"):
        service.end_role(session, grant.id, by=boss.id)
    service.end_role(session, grant.id, by=boss.id, motion="M-12")

    assert [leaf["motion"] for leaf in leaves(session)] == ["M-09", "M-12"]


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.AUDITOR, Role.MODERATOR), (Role.CHAIR, Role.AUDITOR)],
)
def test_an_auditor_holds_no_other_role(session, first, second):
    ines = make_member(session, first)

    with pytest.raises(Conflict, match=r"role\.auditor_alone"):
        service.grant_role(session, ines.id, second, Terms(motion="M-09"), by=None)


@pytest.mark.parametrize(
    ("role", "terms", "code"),
    [
        (Role.MEMBER, Terms(), "role.unknown"),
        (Role.AUTHORITY, Terms(), "role.authority_missing"),
        (Role.CHAIR, Terms(authority_id=1), "role.authority_missing"),
        (Role.CHAIR, Terms(until=today() - timedelta(days=2)), "role.until_past"),
    ],
)
def test_a_role_on_wrong_terms_is_refused(session, role, terms, code):
    member = make_member(session)

    with pytest.raises(Invalid) as refused:
        service.grant_role(session, member.id, role, terms, by=None)
    assert refused.value.code == code


def test_an_authority_that_is_not_there_has_nobody_to_speak_for_it(session):
    mark, body = make_member(session), make_authority(session)
    with pytest.raises(NotFound):
        service.grant_role(
            session, mark.id, Role.AUTHORITY, Terms(authority_id=body.id + 1), by=None
        )

    service.grant_role(
        session, mark.id, Role.AUTHORITY, Terms(authority_id=body.id), by=None
    )
    assert roles_of(session, mark.id)[0].authority_id == body.id


def test_the_last_administrator_stays(session):
    boss, second = make_member(session, Role.ADMINISTRATOR), make_member(session)
    (own,) = roles_of(session, boss.id)
    with pytest.raises(Conflict, match=r"role\.last_administrator"):
        service.end_role(session, own.id, by=boss.id)

    service.grant_role(session, second.id, Role.ADMINISTRATOR, by=boss.id)
    service.end_role(session, own.id, by=boss.id)
    assert [grant.member_id for grant in role_holders(session)] == [second.id]


def test_the_first_link_works_once(session):
    token = service.make_invite(session)
    boss = service.join(session, "Nora", PHRASE, language="en", invite=token)

    assert held(session, boss) == {"administrator"}
    with pytest.raises(Conflict, match=r"invite\.used"):
        service.join(session, "Eve", new_phrase(), language="en", invite=token)
    assert service.make_invite(session) is None


def test_only_the_hash_of_the_newest_link_is_kept(session):
    older, newer = service.make_invite(session), service.make_invite(session)

    (kept,) = session.scalars(select(FirstInvite.token_hash))
    assert newer not in kept
    with pytest.raises(Conflict, match=r"invite\.used"):
        service.join(session, "Nora", PHRASE, language="en", invite=older)


def test_erasing_a_member_leaves_no_row_and_no_name(session):
    boss, ruth = make_member(session, Role.ADMINISTRATOR), make_member(session)
    service.grant_role(session, ruth.id, Role.CHAIR, by=boss.id)
    gone = ruth.id

    service.erase_member(session, gone)

    assert session.scalar(select(Member).where(Member.id == gone)) is None
    chairs = select(RoleGrant).where(RoleGrant.role == Role.CHAIR)
    assert session.scalar(chairs) is None
    assert leaves(session)[-1]["action"] == "role.end"
    assert leaves(session)[-1]["member_left"] is True
