from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from core.errors import TooMany
from core.shared_counts import SharedCounts
from surveys.waves.models import Arriving
from surveys.waves.sending import crowd
from surveys.waves.sending.crowd import (
    connection_of,
    refuse_if_crowded,
    refuse_if_tried_too_often,
)
from tests.surveys.waves.factories import make_coded, make_open
from tests.surveys.waves.walk import Walk, hidden

NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
ADDRESS = "93.184.216.34"


@pytest.mark.parametrize(
    "address", [None, "", "unknown", "127.0.0.1", "::1", "10.0.0.7", "192.168.1.4"]
)
def test_what_tells_nobody_apart_is_not_counted(address):
    assert connection_of(address) == ""
    for _ in range(crowd.MOST_AN_HOUR + 5):
        refuse_if_crowded(address, "library", NOON)


def test_a_household_is_one_connection():
    first = connection_of("2606:2800:220:1::1")
    assert first
    assert connection_of("2606:2800:220:1:ffff::9") == first
    assert connection_of("2606:2800:220:2::1") != first


def test_far_too_many_are_refused_until_the_hour_is_over():
    for _ in range(crowd.MOST_AN_HOUR):
        refuse_if_crowded(ADDRESS, "crowded", NOON)
    with pytest.raises(TooMany):
        refuse_if_crowded(ADDRESS, "crowded", NOON)
    refuse_if_crowded("93.184.216.35", "crowded", NOON)
    refuse_if_crowded(ADDRESS, "another", NOON)
    refuse_if_crowded(ADDRESS, "crowded", NOON + timedelta(hours=1))


def test_a_refused_page_keeps_what_was_typed(pages, session, monkeypatch):
    make_open(session)
    walk = Walk(pages).start().fill(asked="no", wish="A bus")
    monkeypatch.setattr(crowd, "MOST_AN_HOUR", 0)
    sent = hidden(walk.page) | {"step": "send"}
    pages.client.environ_base["REMOTE_ADDR"] = ADDRESS
    answer = pages.ask("POST", "/s/library?lang=en", data=sent)
    assert answer.status_code == 429
    assert "from this connection" in answer.text
    assert hidden(answer.text)["q.wish"] == ["A bus"]
    assert session.scalar(select(func.count()).select_from(Arriving)) == 0


def test_tries_have_a_number_of_their_own_and_a_larger_one():
    for _ in range(crowd.MOST_TRIES):
        refuse_if_tried_too_often(ADDRESS, "tried", NOON)
    with pytest.raises(TooMany, match=r"code\.tried"):
        refuse_if_tried_too_often(ADDRESS, "tried", NOON)
    refuse_if_crowded(ADDRESS, "tried", NOON)
    refuse_if_tried_too_often(ADDRESS, "tried", NOON + timedelta(hours=1))


def test_a_place_with_many_people_behind_one_connection_reaches_the_sends_first():
    most_for_one = 3  # begins, or asks for all on one page, and sends
    assert most_for_one * crowd.MOST_AN_HOUR < crowd.MOST_TRIES


def test_after_far_too_many_codes_none_is_looked_up(pages, session, monkeypatch):
    code = make_coded(session)[0]
    walk = Walk(pages)
    begin = hidden(walk.page) | {"agree": "1", "code": code, "step": "start"}
    monkeypatch.setattr(crowd, "MOST_TRIES", 1)
    monkeypatch.setattr(crowd, "_counts", SharedCounts())
    looked: list[object] = []
    look_up = "surveys.waves.views.refuse_unless_usable"
    monkeypatch.setattr(look_up, lambda *words: looked.append(words))
    pages.client.environ_base["REMOTE_ADDR"] = "93.184.216.77"
    assert pages.ask("POST", "/s/library?lang=en", data=begin).status_code == 200
    answer = pages.ask("POST", "/s/library?lang=en", data=begin)
    assert answer.status_code == 422
    assert "Very many tries came from this connection" in answer.text
    assert f'value="{code}"' in answer.text
    assert len(looked) == 1


def test_phrases_are_counted_likewise(pages, session, monkeypatch):
    make_open(session)
    monkeypatch.setattr(crowd, "MOST_TRIES", 1)
    monkeypatch.setattr(crowd, "_counts", SharedCounts())
    pages.client.environ_base["REMOTE_ADDR"] = "93.184.216.78"
    wrong = {"phrase": "0000-0000"}
    assert pages.ask("POST", "/s/library/mine", data=wrong).status_code == 422
    answer = pages.ask("POST", "/s/library/mine", data=wrong)
    assert answer.status_code == 429
    assert "Very many tries came from this connection" in answer.text
    assert "0000-0000" in answer.text
