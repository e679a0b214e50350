import pytest

from accounts.rules import ALONE, RIGHTS, Right, Role, may, may_hold_together


def test_every_right_belongs_to_somebody():
    assert set(RIGHTS) == set(Right)
    assert all(RIGHTS.values())


@pytest.mark.parametrize("right", Right)
def test_nobody_known_has_no_right(right):
    assert not may(frozenset(), right)


def test_an_administrator_hands_out_roles_and_does_nothing_else_with_power():
    assert [right for right in Right if may({Role.ADMINISTRATOR}, right)] == [
        Right.GRANT_ROLES
    ]


def test_a_public_body_answers_and_does_not_vote():
    assert [right for right in Right if may({Role.AUTHORITY}, right)] == [
        Right.ANSWER_ASKS
    ]


@pytest.mark.parametrize("role", sorted(set(Role) - ALONE - {Role.MEMBER}))
def test_an_auditor_holds_no_other_role(role):
    assert not may_hold_together({Role.AUDITOR, role})
    assert may_hold_together({Role.AUDITOR, Role.MEMBER})
    assert may_hold_together({role, Role.MEMBER, Role.MODERATOR})
