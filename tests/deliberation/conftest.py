"""Larkmoor's board, and who sits on it; the first is the chair."""

import pytest

from tests.deliberation.board.boards import make_board, make_people


@pytest.fixture
def people(session):
    return make_people(session)


@pytest.fixture
def board(session, people):
    return make_board(session, people)
